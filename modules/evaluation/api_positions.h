#pragma once
#include <span>

#include "kernel/json/json.h"
#include "modules/evaluation/service.h"

namespace ocop::evaluation::api {

// Member "views": those that were settled, with the names that the reader may know.
void write_positions(json::Writer& out, std::span<const Position> all, const Names& names);

}  // namespace ocop::evaluation::api
