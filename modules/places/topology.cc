#include "modules/places/topology.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "kernel/json/json.h"

namespace ocop::places {
namespace {

constexpr double kStandardParallel = 16.0;
constexpr double kPi = 3.14159265358979323846;

struct Transform { double scale_x = 0, scale_y = 0, translate_x = 0, translate_y = 0; };
using Line = std::vector<MapPoint>;

// TopoJSON §2.1.3–2.1.4: positions of a quantised arc are deltas, then scaled and translated.
Line decode_arc(json::Node arc, const Transform& transform) {
  Line line;
  double x = 0, y = 0;
  for (std::size_t i = 0; i < arc.size(); ++i) {
    x += arc.at(i).at(0).number().value_or(0);
    y += arc.at(i).at(1).number().value_or(0);
    line.push_back(project(x * transform.scale_x + transform.translate_x, y * transform.scale_y + transform.translate_y));
  }
  return line;
}

// §2.1.4: a negative index ~i is arc i reversed; the first position of each following arc repeats the last one.
Line join_ring(json::Node indexes, const std::vector<Line>& arcs) {
  Line ring;
  const auto add = [&](const MapPoint& point) { if (ring.empty() || ring.back() != point) ring.push_back(point); };
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    const std::int64_t index = indexes.at(i).integer().value_or(0);
    const auto which = static_cast<std::size_t>(index < 0 ? ~index : index);
    if (which >= arcs.size()) continue;
    const Line& arc = arcs[which];
    if (index < 0) std::for_each(arc.rbegin(), arc.rend(), add);
    else std::for_each(arc.begin(), arc.end(), add);
  }
  if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  return ring;
}

// "m" and "l" with differences: a third of the size of absolute numbers.
void append_ring(std::string& path, const Line& ring) {
  path.append("M").append(std::to_string(ring[0].x)).append(" ").append(std::to_string(ring[0].y)).append("l");
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const int dx = ring[i].x - ring[i - 1].x, dy = ring[i].y - ring[i - 1].y;
    if (i > 1 && dx >= 0) path.append(" ");
    path.append(std::to_string(dx));
    if (dy >= 0) path.append(" ");
    path.append(std::to_string(dy));
  }
  path.append("z");
}

constexpr std::size_t kLeastCorners = 3;
// An island smaller than this would be a speck that no screen shows (7 units are 7 km): it is drawn as a dot.
constexpr int kLeastExtent = 7;

MapPoint extent(const Line& ring) {
  const auto [west, east] = std::ranges::minmax(ring, {}, &MapPoint::x);
  const auto [north, south] = std::ranges::minmax(ring, {}, &MapPoint::y);
  return {east.x - west.x, south.y - north.y};
}

struct Drawing {
  Shape shape;
  std::set<MapPoint> dots;
  void add(json::Node indexes, const std::vector<Line>& arcs) {
    const Line ring = join_ring(indexes, arcs);
    if (ring.empty()) return;
    const MapPoint size = extent(ring);
    if (ring.size() >= kLeastCorners && std::max(size.x, size.y) >= kLeastExtent) append_ring(shape.path, ring);
    else dots.insert(ring[0]);
  }
  Shape take() {
    for (const MapPoint& dot : dots)
      shape.islets.append("M").append(std::to_string(dot.x)).append(" ").append(std::to_string(dot.y)).append("h0");
    return std::move(shape);
  }
};

}  // namespace

MapPoint project(double longitude, double latitude) {
  const double stretch = std::cos(kStandardParallel * kPi / 180.0);
  return {static_cast<int>(std::lround((longitude - kWest) * stretch * kUnitsPerDegree)),
          static_cast<int>(std::lround((kNorth - latitude) * kUnitsPerDegree))};
}

Result<std::vector<Shape>> decode_topology(std::string_view topojson) {
  OCOP_TRY(document, json::parse(topojson));
  const json::Node root = document.root();
  const json::Node geometries = root["objects"]["provinces"]["geometries"];
  if (geometries.size() == 0) return Error::of(ErrorKind::internal, "provinces.topojson: no geometries in object 'provinces'");
  const json::Node scale = root["transform"]["scale"], translate = root["transform"]["translate"];
  const Transform transform{scale.at(0).number().value_or(0), scale.at(1).number().value_or(0), translate.at(0).number().value_or(0),
                            translate.at(1).number().value_or(0)};
  std::vector<Line> arcs;
  const json::Node all_arcs = root["arcs"];
  for (std::size_t i = 0; i < all_arcs.size(); ++i) arcs.push_back(decode_arc(all_arcs.at(i), transform));

  std::vector<Shape> shapes;
  for (std::size_t i = 0; i < geometries.size(); ++i) {
    const json::Node geometry = geometries.at(i), lines = geometry["arcs"];
    Drawing drawing;
    drawing.shape.province = geometry["properties"]["code"].text_or("");
    if (drawing.shape.province.empty()) return Error::of(ErrorKind::internal, "provinces.topojson: a geometry without property 'code'");
    const bool one_polygon = geometry["type"].text_or("") == "Polygon";
    for (std::size_t part = 0; part < lines.size(); ++part) {
      if (one_polygon) drawing.add(lines.at(part), arcs);
      else for (std::size_t ring = 0; ring < lines.at(part).size(); ++ring) drawing.add(lines.at(part).at(ring), arcs);
    }
    shapes.push_back(drawing.take());
  }
  std::ranges::sort(shapes, {}, &Shape::province);
  return shapes;
}

}  // namespace ocop::places
