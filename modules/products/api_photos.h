#pragma once
#include "kernel/http/http.h"
#include "modules/products/photos.h"

namespace ocop::products {

// /api/v1/products/{id}/photos…, and the bytes themselves: /media/{file}. `photos` must outlive the router.
void add_photo_api(http::Router& router, Photos& photos);

}  // namespace ocop::products
