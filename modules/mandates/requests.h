#pragma once
#include "kernel/http/input.h"
#include "modules/mandates/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::mandates {

const input::Declaration<Give>& give_fields();
const input::Declaration<Key>& key_fields();

}  // namespace ocop::mandates
