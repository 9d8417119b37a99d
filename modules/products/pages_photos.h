#pragma once
#include "kernel/web/page.h"
#include "modules/products/photos.h"

namespace ocop::products {

// /products/{id}/photos: a member's photos of a product, with the forms to add, describe, order and remove. All must outlive the router.
void add_photo_pages(http::Router& router, Photos& photos, const web::Site& site, Random& random);

// The photos on a product's page; nothing when there are none. The first stands in the head already.
void photo_gallery(web::Html& out, std::span<const Photo> photos);
// Who took it, when it is said.
void photo_credit(web::Html& out, const Photo& photo);

}  // namespace ocop::products
