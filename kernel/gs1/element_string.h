#pragma once
#include "kernel/gs1/syntax.h"

// Elements as text: bracketed for people "(01)08935000000014(10)L1", and as a symbol carries them "010893500000001410L1", where a separator
// (GS, what FNC1 reads as) ends each element of no predefined length but the last.
namespace ocop::gs1 {

inline constexpr char kSeparator = '\x1d';
inline constexpr std::size_t kMostBytes = 2'048;   // a symbol holds less: a GS1 DataMatrix 3,116 digits, GS1-128 48 characters

// Only the brackets, not what they hold; "\(" is a bracket of a value. Error malformed_request.
Result<Elements> split_bracketed(std::string_view text);
// With every value checked. Associations are not: a symbol may say the rest (GS1: they hold over all symbols of a thing).
Result<Elements> read_bracketed(std::string_view text);
std::string to_bracketed(std::span<const Element> elements);

// A separator at the end is tolerated.
Result<Elements> read_element_string(std::string_view text);
std::string to_element_string(std::span<const Element> elements);

}  // namespace ocop::gs1
