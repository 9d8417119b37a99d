#pragma once
#include <array>
#include <vector>

#include "modules/places/places.h"

// How counts become shades. map_svg itself is in the port.
namespace ocop::places {

inline constexpr int kMapLevels = 5;       // five shades of one colour are told apart at a glance; 0 = none
inline constexpr int kLabelGap = 14;       // between an archipelago's ring and its name
inline constexpr int kCountBaseline = 10;  // half the height of a figure, so that it sits on the province's point
// 0, or 1..kMapLevels by the square root of the share: a few large provinces must not leave all others pale.
int map_level(long long count, long long highest);
// What each shade stands for, for the legend; shades nobody can reach are left out.
struct MapStep { int level = 0; long long from = 0, to = 0; };
std::vector<MapStep> map_steps(long long highest);

inline constexpr std::string_view kBoundarySource = "https://data.opendevelopmentmekong.net/vi/dataset/a-phn-tnh";
inline constexpr std::string_view kBoundaryLicence = "https://creativecommons.org/licenses/by-sa/4.0/";

}  // namespace ocop::places
