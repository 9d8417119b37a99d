#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/base/text.h"
#include "modules/places/places.h"

// The port places::Index in memory, for tests of the modules above: seven real provinces and six of their units.
namespace ocop::places {

class FakePlaces final : public Index {
 public:
  FakePlaces() {
    add_province("01", "Hà Nội", "Thành phố Hà Nội", {"Thành phố Hà Nội"});
    add_province("15", "Lào Cai", "Tỉnh Lào Cai", {"Tỉnh Lào Cai", "Tỉnh Yên Bái"});
    add_province("46", "Huế", "Thành phố Huế", {"Tỉnh Thừa Thiên Huế"});
    add_province("66", "Đắk Lắk", "Tỉnh Đắk Lắk", {"Tỉnh Đắk Lắk", "Tỉnh Phú Yên"});
    add_province("68", "Lâm Đồng", "Tỉnh Lâm Đồng", {"Tỉnh Lâm Đồng", "Tỉnh Đắk Nông", "Tỉnh Bình Thuận"});
    add_province("79", "Hồ Chí Minh", "Thành phố Hồ Chí Minh", {"Tỉnh Bình Dương"});
    add_province("86", "Vĩnh Long", "Tỉnh Vĩnh Long", {"Tỉnh Trà Vinh", "Tỉnh Vĩnh Long"});
    add_commune("02683", "Bắc Hà", "15");
    add_commune("24001", "Hồng Thái", "68");   // two of one name
    add_commune("24002", "Hồng Thái", "68");
    add_commune("24988", "Tân Hà", "68");
    add_commune("24991", "Tân Văn", "68");
    add_commune("29341", "Tiểu Cần", "86");
  }
  std::span<const Province> provinces() const override { return provinces_; }
  std::span<const Commune> communes() const override { return communes_; }
  const Province* province(std::string_view code) const override { return find(provinces_, code); }
  const Commune* commune(std::string_view code) const override { return find(communes_, code); }
  std::vector<const Commune*> communes_of(std::string_view province) const override {
    std::vector<const Commune*> out;
    for (const Commune& one : communes_)
      if (one.province == province) out.push_back(&one);
    return out;
  }
  std::string show(std::string_view province_code, std::string_view commune_code, Language language) const override {
    const bool vi = language == Language::vi;
    std::string out;
    if (const Commune* in = commune(commune_code)) out = vi ? in->full_name : in->full_name_en;
    if (const Province* at = province(province_code)) out += (out.empty() ? "" : ", ") + (vi ? at->full_name : at->full_name_en);
    return out;
  }
  // Of days before it, every place is called otherwise.
  struct Renamed { Date on; std::string province, commune; };
  std::optional<Renamed> renamed;
  std::string show_on(Date day, std::string_view province, std::string_view commune, Language language) const override {
    if (!renamed || day >= renamed->on) return show(province, commune, language);
    return commune.empty() ? renamed->province : renamed->commune + ", " + renamed->province;
  }
  // The units whose name is in the address, once a test says so.
  bool resolves = false;
  Resolved resolve(std::string_view address) const override {
    Resolved out;
    if (!resolves) return out;
    for (const Commune& one : communes_)
      if (text::fold(address).find(text::fold(one.name)) != std::string::npos) out.found.push_back({&one});
    out.answer = out.found.empty() ? Resolved::Answer::none : out.found.size() == 1 ? Resolved::Answer::certain : Resolved::Answer::choose;
    return out;
  }
  Resolved understand(std::string_view typed) const override { return resolve(typed); }
  NamedProvince province_meant(std::string_view name) const override {
    std::string folded = text::fold(name);
    for (const std::string_view kind : {"tinh ", "tp ", "thanh pho "})
      if (folded.starts_with(kind)) folded.erase(0, kind.size());
    if (folded == "tphcm" || folded == "hcm") folded = "ho chi minh";
    if (folded == "daklak") folded = "dak lak";
    for (const Province& candidate : provinces_) {
      if (text::fold(candidate.name) == folded) return {&candidate, {}};
      for (const std::string& former : candidate.former_provinces)
        if (text::fold(former) == "tinh " + folded) return {&candidate, former.substr(std::string_view("Tỉnh ").size())};
    }
    return {};
  }
  std::vector<const FormerUnit*> former_of(std::string_view) const override { return {}; }
  std::vector<Found> search(std::string_view, std::size_t) const override { return {}; }
  std::vector<std::string> meant(std::string_view) const override { return {}; }
  std::span<const Shape> shapes() const override { return {}; }

 private:
  template <class T>
  static const T* find(const std::vector<T>& units, std::string_view code) {
    const auto at = std::ranges::find(units, code, &T::code);
    return at == units.end() ? nullptr : &*at;
  }
  void add_province(std::string code, std::string name, std::string full_name, std::vector<std::string> former) {
    Province& made = provinces_.emplace_back();
    made.code = std::move(code);
    made.name = made.name_en = std::move(name);
    made.full_name = std::move(full_name);
    if (made.full_name.starts_with("Thành phố")) made.type = UnitType::municipality;
    made.full_name_en = made.name + " Province";
    made.former_provinces = std::move(former);
  }
  void add_commune(std::string code, std::string name, std::string province) {
    Commune& made = communes_.emplace_back();
    made.code = std::move(code);
    made.name = made.name_en = std::move(name);
    made.full_name = "Xã " + made.name;
    made.full_name_en = made.name + " Commune";
    made.province = std::move(province);
  }
  std::vector<Province> provinces_;
  std::vector<Commune> communes_;
};

}  // namespace ocop::places
