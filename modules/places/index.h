#pragma once
#include <memory>

#include "modules/places/store.h"

namespace ocop::places {

// Builds the snapshot, in the names of `today`. Units as the store gives them.
std::unique_ptr<const Index> make_index(Units units, std::vector<Shape> shapes, Date today);

}  // namespace ocop::places
