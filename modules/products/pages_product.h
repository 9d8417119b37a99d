#pragma once
#include "kernel/web/page.h"
#include "modules/products/service.h"

namespace ocop::products {

// The inside of <main> of a product's page; `panels` of other modules stand below the record.
void write_product(web::Html& out, const http::Request& request, const Service& service, const Service::Shown& shown,
                   std::span<const Panel> panels);
// With `error` the submitted values are kept.
void write_edit_form(web::Html& out, const http::Request& request, const Product& product, const Error* error);

}  // namespace ocop::products
