#pragma once
#include "kernel/web/page.h"
#include "modules/products/service.h"

namespace ocop::products {

// The inside of <main> of the catalogue.
void write_catalogue(web::Html& out, const http::Request& request, const Service& service, const Filter& filter,
                     const Service::Catalogue& found);
std::string filter_sentence(const Filter& filter, const places::Index& places, Language language);   // for the tab and the heading

}  // namespace ocop::products
