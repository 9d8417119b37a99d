#pragma once
#include "kernel/http/input.h"
#include "modules/products/photo_types.h"

// What the requests about photos carry: limits and words of each field.
namespace ocop::products {

const input::Declaration<NewPhoto>& new_photo();
const input::Declaration<PhotoWords>& photo_words();
const input::Declaration<PhotoMove>& photo_move();

}  // namespace ocop::products
