#pragma once
#include "kernel/web/page.h"
#include "kernel/web/picture.h"
#include "modules/packagings/types.h"

// What several pages of the module show of a packaging.
namespace ocop::packagings {

// Small: beside words, its lightest files alone. Whole: to be read.
enum class Detail : std::uint8_t { small, whole };
web::Picture picture_of(const Photo& photo, const Packaging& packaging, const products::Product& product, Language language, Detail detail);
void badge(web::Html& out, State state);
std::string days_words(const Packaging& packaging, Language language);       // "Từ 01/03/2026"
// "300 g, Hộp giấy · 500 g", or that it is for all of them.
std::string items_words(const Packaging& packaging, std::span<const items::Item> items, Language language);
std::string number_words(const Packaging& packaging, Language language);     // "Mẫu 2"

}  // namespace ocop::packagings
