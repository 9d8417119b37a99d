#pragma once
#include "kernel/web/html.h"

// Inner header.
namespace ocop::marks::drawings {

extern const web::Markup kHoney, kMeat, kSalt, kGreens, kCake, kCoffee, kBottle, kNut;

}  // namespace ocop::marks::drawings
