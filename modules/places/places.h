#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/time.h"

namespace ocop::web { class Html; }

// Port of the module: the units of the two tiers since 1 July 2025, and where each former unit went.
namespace ocop::places {

enum class UnitType : unsigned char { province, municipality, commune, ward, special_zone };
// What a unit is called from a day on, by the act that says so: "Phường Long Thành" since 30 April 2026. Words of one unit are in the
// order of their days, the first of 1 July 2025; those whose day has come stand in the unit itself.
struct Naming {
  Date from{};
  UnitType type = UnitType::commune;
  std::string name, full_name, name_en, full_name_en;
  std::string act;                     // "237/NQ-UBTVQH16"; empty = Decision 19/2025/QĐ-TTg
  std::string_view full_name_in(Language language) const { return language == Language::vi ? full_name : full_name_en; }
  bool operator==(const Naming&) const = default;
};
struct Province {
  std::string code;                    // "68", two digits, Decision 19/2025/QĐ-TTg
  std::string name, full_name;         // "Lâm Đồng", "Tỉnh Lâm Đồng"
  std::string name_en, full_name_en;
  UnitType type = UnitType::province;
  std::vector<std::string> former_provinces;
  double latitude = 0, longitude = 0;
  Date valid_from{};
  std::vector<Naming> namings;
  std::string_view name_in(Language language) const { return language == Language::vi ? name : name_en; }
  bool operator==(const Province&) const = default;
};
struct Commune {
  std::string code;                    // "24988", five digits
  std::string name, full_name, name_en, full_name_en;
  UnitType type = UnitType::commune;
  std::string province;                // code
  std::optional<double> latitude, longitude;
  std::string formed_from;             // as printed by the map publisher
  Date valid_from{};
  std::vector<Naming> namings;
  bool operator==(const Commune&) const = default;
  std::string_view full_name_in(Language language) const { return language == Language::vi ? full_name : full_name_en; }
};
// How much of a former unit went to the unit it is listed with: whole = all of it, two sources say so; part = it was split, and which
// street went where is not known; unknown = one source knows it, or the sources disagree.
enum class Extent : unsigned char { whole, part, unknown };
// A unit of the 63-province map and a unit it became (part of); a split unit has several. An island district without communes is a unit
// by itself and has no district.
struct FormerUnit {
  std::string old_code, old_name, old_district, old_province;
  std::string commune;                 // code of the new unit
  Extent extent = Extent::unknown;
  std::int64_t number = 0;             // place in data/places: of those that one unit became, the first is of the table of the merger
  Date valid_to{};
  bool operator==(const FormerUnit&) const = default;
};
// "Phường Phú Hài, Thành phố Phan Thiết, Tỉnh Bình Thuận". An island district that was a unit by itself has no district.
std::string printed_name(const FormerUnit& unit);
// A province on the map: SVG path data in the units of map_svg's view box, decoded once at start.
struct Shape {
  std::string province;
  std::string path;                    // land: closed rings
  std::string islets;                  // islands too small to show their shape, as dots (drawn with a round line end)
};
// What of an address speaks against a unit: its district or province is another one, or words of it are unknown.
enum class Doubt : unsigned char { none, words, district, province };
struct Found {
  const Commune* commune = nullptr;
  const FormerUnit* formerly = nullptr;   // matched by an old name
  Doubt doubt = Doubt::none;
};
// What an address written by a person means today. A wrong answer is worse than a question: `certain` = one unit, and nothing written
// speaks against it; `choose` = a person has to say which of them, also when it is one (the former unit was split, the name is in several
// places, part of the address is not understood).
struct Resolved {
  enum class Answer : unsigned char { none, choose, certain } answer = Answer::none;
  std::vector<Found> found;               // best first, each unit once; one when certain
  std::string read_as;                    // not as it was typed: raw Telex ("phuowngf phus haif") was read without marks; else empty
  const Commune* certain() const { return answer == Answer::certain ? found.front().commune : nullptr; }
};

// What a written name of a province means.
struct NamedProvince {
  const Province* province = nullptr;     // of today; null = no province is called so
  std::string formerly;                   // "Hà Giang": the name is of a part that came to `province`; empty = of the whole
};

// The units as they are called today. Thread-safe. What it hands out stays for an hour after the units have changed (live.h): longer than
// any request or job holds it; nobody keeps it. Two questions may be answered on two sides of a change: compare codes, not addresses.
class Index {
 public:
  virtual ~Index() = default;
  virtual std::span<const Province> provinces() const = 0;      // by code
  virtual std::span<const Commune> communes() const = 0;        // by code
  virtual const Province* province(std::string_view code) const = 0;
  // Also by a code that this program used for it before a correction (data/places/aliases.csv).
  virtual const Commune* commune(std::string_view code) const = 0;
  virtual std::vector<const Commune*> communes_of(std::string_view province) const = 0;   // by collation
  virtual std::vector<const FormerUnit*> former_of(std::string_view commune) const = 0;
  // The provinces of before that its former units were of, without their kind: "Hà Giang". Not the name of its province today.
  std::vector<std::string> former_provinces_of(std::string_view commune) const;
  // Words of a name, marks or none, new or old names, district and province words narrow it: "phu my tan thanh".
  virtual std::vector<Found> search(std::string_view text, std::size_t limit) const = 0;
  // What may have been meant when no unit and no province has all the words ("lam ddoongf", "dak lakk"): kernel/base/spelling.h.
  virtual std::vector<std::string> meant(std::string_view text) const = 0;
  // An address of today or of before, as people write it: with a street or hamlet, abbreviations, without commas, marks or a district.
  virtual Resolved resolve(std::string_view address) const = 0;
  // The same of what a person types and sees the answer of: raw Telex is read too, where nothing is understood without (read_as). Never of
  // what is only stored: a word of an address may be both.
  virtual Resolved understand(std::string_view typed) const = 0;
  // "Xã Tân Hà, Tỉnh Lâm Đồng"; unknown codes give what is known. A unit is never named alone: names stand in several provinces.
  virtual std::string show(std::string_view province, std::string_view commune, Language language) const = 0;
  // The same in the names that held on that day: "Xã Long Thành, Tỉnh Đồng Nai" in 2025.
  virtual std::string show_on(Date day, std::string_view province, std::string_view commune, Language language) const = 0;
  // The province a printed name means today, also by its name before July 2025: "TP.HCM", "daklak", "Trà Vinh" → "86".
  virtual NamedProvince province_meant(std::string_view name) const = 0;
  const Province* province_named(std::string_view name) const { return province_meant(name).province; }
  virtual std::span<const Shape> shapes() const = 0;            // by province code
};

// The map of 34 provinces as SVG for a page: each province is a link, with a number shaded on it; Hoàng Sa and Trường Sa are shown and
// labelled. `href` gives the link, `count` the figure.
struct MapFigure { std::string province; long long count = 0; std::string href; };
std::string map_svg(const Index& index, std::span<const MapFigure> figures, Language language);
// The same into a page: map, legend and attribution line. The page puts a table of the same figures beside it.
void draw_map(web::Html& out, const Index& index, std::span<const MapFigure> figures);
const Message& map_attribution();   // shown under each map (CC BY-SA 4.0)

// ---- slots: what higher modules show on the pages of places (kernel/manifest/offers.h) -------------------------------------------
// The figures of the map and its tables: products.
struct Figures {
  int rank = 0;
  std::function<std::map<std::string, long long>()> by_province;                             // province code -> number
  std::function<std::map<std::string, long long>(std::string_view province)> by_commune;     // commune code ("" = unknown) -> number
};
// A part of the page of a province (commune "*") or of a commune, below its heading.
struct Panel {
  int rank = 0;
  std::function<void(web::Html& out, std::string_view province, std::string_view commune)> show;
};

}  // namespace ocop::places
