#pragma once
#include "kernel/web/page.h"
#include "modules/products/service.h"
#include "modules/products/share.h"

namespace ocop::products {

// /products/{id}/share.png: what chats show of the product's page. All must outlive the router.
void add_share_pages(http::Router& router, const Service& service, SharePictures& pictures, const web::Site& site);
// Its address, for the page's head.
std::string share_path(const Product& product);

}  // namespace ocop::products
