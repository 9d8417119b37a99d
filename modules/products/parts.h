#pragma once
#include <span>

#include "kernel/web/page.h"
#include "modules/products/service.h"

// Pieces that several pages of products share.
namespace ocop::products {

const Message& group_label(std::string_view group);          // "I".."VI", "" = not classified
std::string product_path(const Product& product);            // "/products/7K3M9QXD"
std::string source_line(const Standing& standing, Language language);

// Where it is: "Xã Tân Hà, Tỉnh Lâm Đồng"; while a person has to say which unit it is, that, with those it may be.
std::string place_words(const places::Index& places, const Product& product, Language language);
// The star and the standing in words; stars alone are never shown.
void standing(web::Html& out, const Product& product, Date today);
// <ul> of tiles; nothing when empty.
void tiles(web::Html& out, std::span<const Item> items, const places::Index& places, Date today);

}  // namespace ocop::products
