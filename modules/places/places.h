#pragma once
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
struct Province {
  std::string code;                    // "68", two digits, Decision 19/2025/QĐ-TTg
  std::string name, full_name;         // "Lâm Đồng", "Tỉnh Lâm Đồng"
  std::string name_en, full_name_en;
  UnitType type = UnitType::province;
  std::vector<std::string> former_provinces;
  double latitude = 0, longitude = 0;
  Date valid_from{};
  std::string_view name_in(Language language) const { return language == Language::vi ? name : name_en; }
};
struct Commune {
  std::string code;                    // "24988", five digits
  std::string name, full_name, name_en, full_name_en;
  UnitType type = UnitType::commune;
  std::string province;                // code
  std::optional<double> latitude, longitude;
  std::string formed_from;             // as printed by the map publisher
  Date valid_from{};
  std::string_view full_name_in(Language language) const { return language == Language::vi ? full_name : full_name_en; }
};
// A unit of the 63-province map and a unit it became (part of); a split unit has several.
struct FormerUnit {
  std::string old_code, old_name, old_district, old_province;
  std::string commune;                 // code of the new unit
  Date valid_to{};
};
// A province on the map: SVG path data in the units of map_svg's view box, decoded once at start.
struct Shape {
  std::string province;
  std::string path;                    // land: closed rings
  std::string islets;                  // islands too small to show their shape, as dots (drawn with a round line end)
};
struct Found { const Commune* commune = nullptr; const FormerUnit* formerly = nullptr; };   // formerly: matched by an old name

// Immutable snapshot read from the store at start; thread-safe.
class Index {
 public:
  virtual ~Index() = default;
  virtual std::span<const Province> provinces() const = 0;      // by code
  virtual std::span<const Commune> communes() const = 0;        // by code
  virtual const Province* province(std::string_view code) const = 0;
  virtual const Commune* commune(std::string_view code) const = 0;
  virtual std::vector<const Commune*> communes_of(std::string_view province) const = 0;   // by collation
  virtual std::vector<const FormerUnit*> former_of(std::string_view commune) const = 0;
  // Words of a name, marks or none, new or old names, district and province words narrow it: "phu my tan thanh".
  virtual std::vector<Found> search(std::string_view text, std::size_t limit) const = 0;
  // "Xã Tân Hà, Tỉnh Lâm Đồng"; unknown codes give what is known.
  virtual std::string show(std::string_view province, std::string_view commune, Language language) const = 0;
  // The province a printed name means today, also by its name before July 2025: "TP.HCM", "Trà Vinh" → "86".
  virtual const Province* province_named(std::string_view name) const = 0;
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
