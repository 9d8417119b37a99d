#pragma once
#include "kernel/http/input.h"
#include "modules/products/unit_types.h"

// What the requests of this module carry: limits and words of each field. Filters of the catalogue: lists.cc.
namespace ocop::products {

const input::Declaration<Wording>& wording_fields();
const input::Declaration<UnitChoice>& unit_choice();
const input::Declaration<UnitReturn>& unit_return();

}  // namespace ocop::products
