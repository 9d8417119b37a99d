#pragma once
#include <span>

#include "kernel/web/page.h"
#include "modules/products/service.h"

// Pieces that several pages of products share.
namespace ocop::products {

const Message& group_label(std::string_view group);          // "I".."VI", "" = not classified
std::string product_path(const Product& product);            // "/products/7K3M9QXD"
std::string source_line(const Standing& standing, Language language);

// The star and the standing in words; stars alone are never shown.
void standing(web::Html& out, const Product& product, Date today);
// <ul> of tiles; nothing when empty.
void tiles(web::Html& out, std::span<const Item> items, const places::Index& places, Date today);

}  // namespace ocop::products
