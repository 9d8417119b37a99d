#pragma once
#include <memory>

#include "modules/places/store.h"

namespace ocop::places {

// Builds the snapshot. `communes` and `former` as the store gives them.
std::unique_ptr<const Index> make_index(std::vector<Province> provinces, std::vector<CommuneRow> communes, std::vector<FormerRow> former,
                                        std::vector<Shape> shapes);

}  // namespace ocop::places
