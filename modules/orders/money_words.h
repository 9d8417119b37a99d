#pragma once
#include <cstdint>
#include <string>

#include "kernel/base/message.h"

// Amounts in words, as receipts say them: "một trăm linh năm nghìn đồng". Pure.
namespace ocop::orders {

// As it is read in the north: "linh" for a nought among the tens, "mốt", "tư" and "lăm" where they stand, groups of noughts left out, the
// groups after the first read with all three places ("một triệu không trăm linh năm đồng"). In English with "and", in "dong".
// Precondition: 0 ≤ dong.
std::string in_words(std::int64_t dong, Language language);

}  // namespace ocop::orders
