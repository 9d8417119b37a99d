#pragma once
#include "kernel/base/result.h"
#include "kernel/print/print.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"

namespace ocop::products {

// What a chat or a social site shows when somebody sends the address of a product's page: name, maker, place and how its star stands, drawn
// as PNG of 1,200 × 630 pixels. A star is lit only while the standing says that it counts on `today`; anything else is said in words alone,
// so keep the picture for minutes, not days.
struct ShareFacts {
  std::string name, maker, place;        // in the language of the page
  std::string group;                     // "I".."VI": whose band is woven in
  Standing standing;
  std::string site;                      // "ocop.example.vn"
};
Result<std::string> share_picture(const ShareFacts& facts, Date today, Language language, const print::PdfFonts& fonts);

}  // namespace ocop::products
