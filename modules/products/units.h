#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "modules/places/places.h"
#include "modules/products/products.h"

// Where a product of a printed address is today. Pure. Nothing is assigned by itself: a former unit that was split has several successors,
// and which street went where no source says.
namespace ocop::products {

// The units of a province that a printed "xã Bát Tràng, huyện Gia Lâm, Hà Nội" may be, best first; empty: none is known by these names.
std::vector<std::string> units_today(const places::Index& places, std::string_view province, std::string_view printed);
// The same as it is kept with the product: codes apart by blanks when a person has to say which of several it is, else empty. Only a split
// counts, or a given unit that is for certain another one than the address says: of namesakes the given code is the answer.
std::string unit_choices(const places::Index& places, const Product& product);
// The units of Product::unit_choices that are known.
std::vector<const places::Commune*> choices_of(const places::Index& places, const Product& product);

// The units that a person may choose of: those, and the one that the register gives. Empty: nothing has to be settled.
std::vector<const places::Commune*> offered_units(const places::Index& places, const Product& product);

}  // namespace ocop::products
