#pragma once
#include <algorithm>

#include "kernel/base/text.h"
#include "modules/places/places.h"

namespace ocop::products {

// A small place index for tests of pure functions: four provinces, two units.
class FakePlaces final : public places::Index {
 public:
  FakePlaces() {
    add("46", "Huế", {"Tỉnh Thừa Thiên Huế"});
    add("66", "Đắk Lắk", {"Tỉnh Đắk Lắk", "Tỉnh Phú Yên"});
    add("79", "Hồ Chí Minh", {"Tỉnh Bình Dương"});
    add("86", "Vĩnh Long", {"Tỉnh Trà Vinh", "Tỉnh Vĩnh Long"});
    communes_.push_back({"29341", "Tiểu Cần", "Xã Tiểu Cần", "Tieu Can", "Tieu Can Commune", places::UnitType::commune, "86", {}, {}, "", {}});
  }
  std::span<const places::Province> provinces() const override { return provinces_; }
  std::span<const places::Commune> communes() const override { return communes_; }
  std::span<const places::Shape> shapes() const override { return {}; }
  const places::Province* province(std::string_view code) const override { return find(provinces_, code); }
  const places::Commune* commune(std::string_view code) const override { return find(communes_, code); }
  std::vector<const places::Commune*> communes_of(std::string_view) const override { return {}; }
  std::vector<const places::FormerUnit*> former_of(std::string_view) const override { return {}; }
  std::vector<places::Found> search(std::string_view, std::size_t) const override { return {}; }
  std::string show(std::string_view code, std::string_view, Language) const override {
    const auto* found = province(code);
    return found ? found->full_name : "";
  }
  const places::Province* province_named(std::string_view name) const override {
    const std::string folded = text::fold(name);
    for (const places::Province& candidate : provinces_) {
      if (text::fold(candidate.name) == folded) return &candidate;
      for (const std::string& former : candidate.former_provinces)
        if (text::fold(former) == "tinh " + folded) return &candidate;
    }
    return nullptr;
  }

 private:
  template <class T>
  static const T* find(const std::vector<T>& units, std::string_view code) {
    const auto at = std::ranges::find(units, code, &T::code);
    return at == units.end() ? nullptr : &*at;
  }
  void add(std::string code, std::string name, std::vector<std::string> former) {
    provinces_.push_back({std::move(code), name, "Tỉnh " + name, text::slug(name), text::slug(name), places::UnitType::province, std::move(former), 0, 0, {}});
  }
  std::vector<places::Province> provinces_;
  std::vector<places::Commune> communes_;
};

}  // namespace ocop::products
