#pragma once
#include <optional>
#include <string_view>

#include "modules/rulebooks/rulebooks.h"

namespace ocop::evaluation {

// A word of the product's name that speaks of another product set than the chosen one of Decision 26/2026/QĐ-TTg ("trà" in the set of
// coffee); nullopt when the name says nothing clear, or a word of it agrees with the set. A doubt for a person, never a refusal: names are
// free, and "Mật ong hoa cà phê" is both. Pure.
std::optional<std::string_view> word_against(std::string_view product_name, const rulebooks::Table& chosen);

}  // namespace ocop::evaluation
