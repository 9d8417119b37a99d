#include <algorithm>
#include <cmath>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/html.h"
#include "modules/places/map.h"
#include "modules/places/messages.h"
#include "modules/places/topology.h"

namespace ocop::places {
namespace {

using web::operator""_h;

// Feature 48 (Đà Nẵng) holds Hoàng Sa, feature 56 (Khánh Hòa) holds Trường Sa. At country scale their islands are dots: a ring and a
// name keep them visible. Centre and radius in degrees around all their islands in the data.
struct Archipelago { std::string_view province; double longitude, latitude, radius; const Message& name; const Message& title; };
constexpr std::array<Archipelago, 2> kArchipelagos{{
    {"48", 111.9, 16.35, 1.0, msg::hoang_sa, msg::hoang_sa_title},
    {"56", 113.55, 9.7, 3.55, msg::truong_sa, msg::truong_sa_title},
}};

void append_archipelago(web::Html& out, const Archipelago& archipelago) {
  const MapPoint centre = project(archipelago.longitude, archipelago.latitude);
  const int radius = static_cast<int>(archipelago.radius * kUnitsPerDegree);
  out << "<g class=\"map-archipelago\"><title>"_h << archipelago.title << "</title><circle cx=\""_h << centre.x << "\" cy=\""_h << centre.y
      << "\" r=\""_h << radius << "\"/><text class=\"map-label\" x=\""_h << centre.x << "\" y=\""_h << centre.y - radius - kLabelGap
      << "\" text-anchor=\"middle\">"_h << archipelago.name << "</text></g>"_h;
}

void append_area(web::Html& out, const Province& province, const Shape& shape, const MapFigure& figure, long long highest) {
  const std::string words = format(msg::map_province, out.language(),
                                   {province.name_in(out.language()), text::group_digits(figure.count, out.language())});
  out << "<a class=\"map-area level-"_h << map_level(figure.count, highest) << "\" href=\""_h << figure.href << "\" aria-label=\""_h
      << words << "\"><title>"_h << words << "</title><path d=\""_h << shape.path << "\"/>"_h;
  if (!shape.islets.empty()) out << "<path class=\"map-islets\" d=\""_h << shape.islets << "\"/>"_h;
  out << "</a>"_h;
}

}  // namespace

int map_level(long long count, long long highest) {
  if (count <= 0 || highest <= 0) return 0;
  const double share = std::sqrt(static_cast<double>(count) / static_cast<double>(highest));
  return std::clamp(static_cast<int>(std::ceil(share * kMapLevels - 1e-9)), 1, kMapLevels);
}

std::vector<MapStep> map_steps(long long highest) {
  std::vector<MapStep> steps;
  long long from = 1;
  for (int level = 1; level <= kMapLevels && from <= highest; ++level) {
    long long to = from - 1;
    while (to < highest && map_level(to + 1, highest) <= level) ++to;
    if (to >= from) steps.push_back({level, from, to});
    from = to + 1;
  }
  return steps;
}

std::string map_svg(const Index& index, std::span<const MapFigure> figures, Language language) {
  constexpr std::size_t kUsualSize = 96u << 10;
  web::Html out(language, kUsualSize);
  const MapPoint corner = project(kEast, kSouth);
  long long highest = 0;
  for (const MapFigure& figure : figures) highest = std::max(highest, figure.count);

  out << "<svg class=\"map\" viewBox=\"0 0 "_h << corner.x << " "_h << corner.y << "\" role=\"group\" aria-label=\""_h << msg::map_label
      << "\" xmlns=\"http://www.w3.org/2000/svg\">"_h;
  // The archipelagos' rings lie below the areas: a click on an island still reaches its province.
  for (const Archipelago& archipelago : kArchipelagos) append_archipelago(out, archipelago);
  for (const Shape& shape : index.shapes()) {
    const Province* province = index.province(shape.province);
    const auto figure = std::ranges::find(figures, shape.province, &MapFigure::province);
    if (!province) continue;
    const MapFigure none{shape.province, 0, "/places/" + shape.province};
    append_area(out, *province, shape, figure == figures.end() ? none : *figure, highest);
  }
  out << "<g class=\"map-counts\" aria-hidden=\"true\">"_h;
  for (const MapFigure& figure : figures) {
    const Province* province = index.province(figure.province);
    if (!province || figure.count == 0) continue;
    const MapPoint at = project(province->longitude, province->latitude);
    out << "<text class=\"map-count\" x=\""_h << at.x << "\" y=\""_h << at.y + kCountBaseline << "\" text-anchor=\"middle\">"_h
        << text::group_digits(figure.count, language) << "</text>"_h;
  }
  out << "</g></svg>"_h;
  return out.take();
}

void draw_map(web::Html& out, const Index& index, std::span<const MapFigure> figures) {
  long long highest = 0;
  for (const MapFigure& figure : figures) highest = std::max(highest, figure.count);
  out << "<figure class=\"map-figure\">"_h;
  out.raw_trusted(map_svg(index, figures, out.language()));
  out << "<figcaption>"_h;
  if (highest > 0) {
    out << "<p class=\"map-legend\"><span>"_h << msg::legend << "</span>"_h;
    for (const MapStep& step : map_steps(highest)) {
      out << "<span class=\"map-step\"><svg class=\"map-key level-"_h << step.level
          << "\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><rect width=\"20\" height=\"20\"/></svg>"_h
          << text::group_digits(step.from, out.language());
      if (step.to > step.from) out << "–"_h << text::group_digits(step.to, out.language());
      out << "</span>"_h;
    }
    out << "</p>"_h;
  }
  out << "<p class=\"small map-source\">"_h << msg::attribution << " <a href=\""_h << kBoundarySource << "\">"_h << msg::map_source_link
      << "</a> · <a href=\""_h << kBoundaryLicence << "\">"_h << msg::map_licence_link << "</a></p></figcaption></figure>"_h;
}

const Message& map_attribution() { return msg::attribution; }

}  // namespace ocop::places
