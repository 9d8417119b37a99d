#pragma once
#include <span>
#include <string>
#include <string_view>

#include "modules/places/places.h"

// Where a scan came from, as a proxy's table of addresses says it. Pure.
namespace ocop::scans {

// ISO 3166-2:VN as tables of addresses have it: the 63 provinces of before July 2025.
struct Region { std::string_view code, name; };
std::span<const Region> regions();

// "VN-35", or "68": the code of a province of today as this program writes it. Anything else is nowhere: empty.
std::string_view region_of(std::string_view said);
// The province of today that it is in; empty when there is none.
std::string place_of(std::string_view region, const places::Index& places);

}  // namespace ocop::scans
