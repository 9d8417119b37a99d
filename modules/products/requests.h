#pragma once
#include "kernel/http/input.h"
#include "modules/products/types.h"

// What the requests of this module carry: limits and words of each field. Filters of the catalogue: lists.cc.
namespace ocop::products {

const input::Declaration<Wording>& wording_fields();

}  // namespace ocop::products
