#pragma once
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "modules/places/places.h"

namespace ocop::places {

// The map's view box, in whole units of 1/kUnitsPerDegree degree of latitude (about 1.1 km): fine enough for a map 1,600 points high,
// coarse enough that the page stays under 60 kB.
inline constexpr int kUnitsPerDegree = 100;
inline constexpr double kWest = 101.9, kNorth = 23.6;         // upper left corner, degrees
inline constexpr double kEast = 117.4, kSouth = 6.1;          // Trường Sa and its ring reach 117.3° E and 6.1° N
struct MapPoint { int x = 0; int y = 0; auto operator<=>(const MapPoint&) const = default; };
// Equirectangular with the standard parallel at the middle of the country (16° N): shapes there are true, distances within 3 %.
MapPoint project(double longitude, double latitude);

// Reads TopoJSON (the 2016 draft specification, quantised arcs): object "provinces", property "code".
// Error: internal, naming what is missing.
Result<std::vector<Shape>> decode_topology(std::string_view topojson);

}  // namespace ocop::places
