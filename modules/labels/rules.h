#pragma once
#include "modules/labels/types.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"

// What may stand on a label, and what it says. Pure: the day of the print is an argument.
namespace ocop::labels::rules {

// The stars that a label of this day may bear: those of a decision that the public log knows, in its term. The mark may be used for
// products of 3 stars and more while the recognition holds (Decision 1162/QĐ-VPĐP-OCOP of 2020; Decision 26/2026, articles 4.3 and 8);
// what a register prints is no proof of either.
int printable_stars(const products::Standing& standing, Date today);
// Why it may bear none, with the day on which the star lapsed; ok when printable_stars() says some. Error: invalid_input on "stars".
Result<void> may_print_stars(const products::Standing& standing, Date today);

// One field against another: days in order, a format that the stock has, a place that the sheet has, what a code can hold.
Result<void> check(const LabelInput& input, const products::Product& product);

// The GTIN of the world, or nothing: a number that only one shop or region knows leads to nobody's page.
bool has_world_gtin(const products::Product& product);
// What the QR holds: the Digital Link when it has such a GTIN, else its own address.
std::string address_of(const products::Product& product, std::string_view public_url);

// The label. Precondition: check(), and may_print_stars() when stars are asked for.
struct Facts {
  const products::Product& product;
  std::string maker;
  std::string_view public_url;
  Date today;
};
Label make(const LabelInput& input, const Facts& facts);

}  // namespace ocop::labels::rules
