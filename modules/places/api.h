#pragma once
#include "kernel/http/http.h"
#include "modules/places/places.h"

namespace ocop::places {

// /api/v1/places…: read only; the data changes only with the program, so answers carry its checksum as ETag.
void add_api(http::Router& router, const Index& index);

}  // namespace ocop::places
