#pragma once
#include "kernel/web/fields.h"
#include "modules/products/service.h"

namespace ocop::products {

// The inside of <main> of a product's page; `panels` of other modules stand below the record.
void write_product(web::Html& out, const http::Request& request, const Service& service, const Service::Shown& shown,
                   std::span<const Panel> panels);
void write_edit_form(web::Html& out, const http::Asked& call, const Product& product);

}  // namespace ocop::products
