#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/base/text.h"
#include "modules/products/register.h"

// Rows made of real ones, as they come from other hands: the same product printed again with noise, and other products that look alike.
// For the test of what is proposed and for bench/likeness.
namespace ocop::products::noisy {

struct Printed {
  std::string id, province, name, maker, place, commune, decision, group, source;
  std::optional<int> year;
  int stars = 0;
  std::size_t product = 0;  // rows of one product have one number
  std::string kind;  // how it was made; empty = a real row
  likeness::Record record() const { return {id, province, name, maker, place, commune, decision, group, source, year, stars}; }
};

class Noise {
 public:
  Noise(const places::Index& places, std::uint64_t seed) : places_(places), state_(seed) {}

  std::vector<Printed> real(const RegisterRows& rows) const {
    std::vector<Printed> out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const likeness::Record record = rows.record(i);
      const auto own = [](std::string_view text) { return std::string(text); };
      out.push_back({own(record.id), own(record.province), own(record.name), own(record.maker), own(record.place), own(record.commune),
                     own(record.decision), own(record.group), own(record.source), record.year, record.stars, out.size(), ""});
    }
    return out;
  }

  // The same product on another page, with one to three kinds of noise.
  Printed again(const Printed& row) {
    Printed out = row;
    out.source = "https://example.vn/" + std::to_string(next());
    out.id = "N" + std::to_string(++made_);
    for (std::size_t i = 0, times = 1 + below(3); i < times; ++i) {
      const std::size_t kind = below(8);
      (this->*kKinds[kind].second)(out);
      out.kind.append(out.kind.empty() ? "" : "+").append(kKinds[kind].first);
    }
    return out;
  }

  // Another product that looks like it, with the number `product`: of the same maker another size, flavour or grade, or the same name of
  // another maker. Whatever says the size is given to `row` too.
  enum class Other : std::uint8_t { size, flavour, grade, maker };
  Printed other(Printed& row, Other kind, std::size_t product, const Printed& maker) {
    using Pairs = std::array<std::pair<std::string_view, std::string_view>, 5>;
    static constexpr Pairs kSizes{{{"500g", "250 g"}, {"1 lít", "500 ml"}, {"38 độ", "43 độ"}, {"số 1", "số 2"}, {"", "500 g"}}};
    static constexpr Pairs kFlavours{{{"vị gừng", "vị tỏi ớt"}, {"mật ong", "đường phèn"}, {"", "lá dứa"}, {"cay", ""}, {"", "việt quất"}}};
    static constexpr Pairs kGrades{{{"", "đặc biệt"}, {"loại 1", "loại 2"}, {"thượng hạng", ""}, {"cao cấp", ""}, {"", "hảo hạng"}}};
    Printed out = row;
    out.source = "https://example.vn/" + std::to_string(next());
    out.id = "N" + std::to_string(++made_);
    out.product = product;
    const auto add = [&](const Pairs& table) {
      const auto& [first, second] = table[below(table.size())];
      if (!first.empty()) row.name.append(" ").append(first);
      if (!second.empty()) out.name.append(" ").append(second);
    };
    switch (kind) {
      case Other::size: add(kSizes); break;
      case Other::flavour: add(kFlavours); break;
      case Other::grade: add(kGrades); break;
      case Other::maker:
        out.maker = maker.maker;
        out.place = maker.place;
        out.commune = maker.commune;
        break;
    }
    static constexpr std::array<std::string_view, 4> kNames{"other size", "other flavour", "other grade", "other maker"};
    out.kind = kNames[static_cast<std::size_t>(kind)];
    return out;
  }

  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

 private:
  // A slip: of ASCII letters inside a word of four or more, one is left out, doubled, or exchanged with the next.
  void slip(Printed& row) { slip_in(below(2) == 0 || row.maker.empty() ? row.name : row.maker); }
  void slip_in(std::string& text) {
    std::vector<std::size_t> places;
    const auto letter = [&](std::size_t i) { return i < text.size() && ((text[i] >= 'a' && text[i] <= 'z')); };
    for (std::size_t i = 1; i + 2 < text.size(); ++i)
      if (letter(i - 1) && letter(i) && letter(i + 1)) places.push_back(i);
    if (places.empty()) return;
    const std::size_t at = places[below(places.size())];
    switch (below(3)) {
      case 0: text.erase(at, 1); break;
      case 1: text.insert(at, 1, text[at]); break;
      default: std::swap(text[at], text[at + 1]);
    }
  }
  void lose_marks(Printed& row) {
    row.name = text::fold(row.name);
    row.maker = text::fold(row.maker);
  }
  void wrong_mark(Printed& row) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kMarks{
        {{"à", "á"}, {"á", "à"}, {"ạ", "a"}, {"ả", "ã"}, {"ậ", "â"}, {"ố", "ô"}, {"ồ", "ố"}, {"ế", "ê"}, {"ư", "u"}, {"ộ", "ô"}}};
    const std::size_t from = below(kMarks.size());
    for (std::size_t i = 0; i < kMarks.size(); ++i) {
      const auto& [mark, other] = kMarks[(from + i) % kMarks.size()];
      if (const auto at = row.name.find(mark); at != std::string::npos) {
        row.name.replace(at, mark.size(), other);
        return;
      }
    }
  }
  // The unit of today by its name, without its code.
  void place_of_today(Printed& row) {
    if (!row.commune.empty()) row.place = places_.show(row.province, row.commune, Language::vi);
    row.commune.clear();
  }
  void legal_form(Printed& row) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kForms{{{"Công ty TNHH", "Công ty Trách nhiệm hữu hạn"},
                                                                                          {"Công ty Trách nhiệm hữu hạn", "Cty TNHH"},
                                                                                          {"Công ty CP", "Công ty cổ phần"},
                                                                                          {"Công ty cổ phần", "CTCP"},
                                                                                          {"Hợp tác xã", "HTX"},
                                                                                          {"HTX", "Hợp tác xã"},
                                                                                          {"hộ kinh doanh", "HKD"},
                                                                                          {"Hộ kinh doanh", "Cơ sở"},
                                                                                          {"Cơ sở sản xuất", "Cơ sở"}}};
    for (const auto& [form, other] : kForms) {
      if (const auto at = row.maker.find(form); at != std::string::npos) {
        row.maker.replace(at, form.size(), other);
        return;
      }
    }
  }
  void order(Printed& row) {
    const auto words = text::split(row.name, ' ');
    if (words.size() < 4 || row.name.find_first_of("0123456789") != std::string::npos) return;  // a number stays with its unit
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) out.append(i == 0 ? "" : " ").append(words[(i + words.size() - 2) % words.size()]);
    row.name = out;
  }
  void another_round(Printed& row) {
    row.year = row.year ? std::optional(*row.year > 2021 ? *row.year - 3 : *row.year + 3) : std::nullopt;
    row.decision.clear();
    if (row.stars > 3 && below(2) == 0) --row.stars;
  }
  void translate(Printed& row) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kEnglish{{{"cà phê", "coffee"},
                                                                                             {"mật ong", "honey"},
                                                                                             {"nước mắm", "fish sauce"},
                                                                                             {"hạt điều", "cashew nut"},
                                                                                             {"rang muối", "roasted salted"},
                                                                                             {"trà", "tea"},
                                                                                             {"gạo", "rice"},
                                                                                             {"tôm khô", "dried shrimp"},
                                                                                             {"bánh tráng", "rice paper"},
                                                                                             {"rượu", "wine"},
                                                                                             {"nấm", "mushroom"},
                                                                                             {"dừa", "coconut"},
                                                                                             {"sấy", "dried"},
                                                                                             {"xoài", "mango"},
                                                                                             {"kẹo", "candy"},
                                                                                             {"bột", "powder"}}};
    std::string name = text::lower(row.name);
    for (const auto& [word, english] : kEnglish)
      if (const auto at = (" " + name + " ").find(" " + std::string(word) + " "); at != std::string::npos) {
        row.name = name.replace(at, word.size(), english);
        return;
      }
  }

  static constexpr std::array<std::pair<std::string_view, void (Noise::*)(Printed&)>, 8> kKinds{{{"slip", &Noise::slip},
                                                                                                 {"marks lost", &Noise::lose_marks},
                                                                                                 {"wrong mark", &Noise::wrong_mark},
                                                                                                 {"place", &Noise::place_of_today},
                                                                                                 {"legal form", &Noise::legal_form},
                                                                                                 {"order", &Noise::order},
                                                                                                 {"round", &Noise::another_round},
                                                                                                 {"translated", &Noise::translate}}};
  const places::Index& places_;
  std::uint64_t state_;
  std::size_t made_ = 0;
};

}  // namespace ocop::products::noisy
