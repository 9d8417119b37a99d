#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The words by which a transfer is known in a bank's statement: "OCOP" and an order's number with its check digit. People type it, banks
// cut it, put blanks into it and write their own words around it. Pure.
namespace ocop::payments::reference {

inline constexpr std::string_view kWord = "OCOP";
inline constexpr std::size_t kDigits = 11;  // of a number, without its check digit: with the word 16 of the 25 that a purpose has

// ISO/IEC 7064, MOD 11,10: finds every wrong digit and nearly every two that changed places. Precondition: digits only.
char check_digit(std::string_view digits);
// "OCOP261127000174" of "26112700017". Precondition: kDigits digits.
std::string of(std::string_view number);
// The numbers, without check digit, of all references in a statement's text whose check digit is right; each once, in their order. A blank,
// point, hyphen or underscore may stand between any two signs.
std::vector<std::string> in(std::string_view text);

}  // namespace ocop::payments::reference
