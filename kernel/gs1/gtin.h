#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

// GTINs: 8, 12, 13 or 14 digits, kept as 14. Pure.
namespace ocop::gs1 {

// GS1 General Specifications §7.9.1: weights 3 and 1 from the right. Precondition: digits only.
bool check_digit_holds(std::string_view digits);
char check_digit_of(std::string_view digits);             // of what stands before it
bool is_gtin_length(std::size_t digits);                  // 8, 12, 13, 14
// 14 digits with zeros before; nullopt: another length, another character, a wrong check digit, or nothing but zeros.
std::optional<std::string> gtin14(std::string_view digits);

// Who may be met by a number. GS1 General Specifications §1.4 and the list of prefixes of GS1's member organisations.
enum class Circulation : std::uint8_t {
  open,         // one thing in the whole world
  restricted,   // 02, 04, 20–29, and 8 digits that begin with 0 or 2: each company or region gives the same ones to its own things
  coupon,       // 05, 98, 99: coupons and receipts, no goods
};
// Precondition: 14 digits.
Circulation circulation_of(std::string_view gtin14);
// "8935000000014" of "08935000000014"; nullopt of a case of several (first digit 1–9), which no EAN-13 holds, and of a number of 8 digits,
// whose symbol is EAN-8 (GS1 General Specifications §2.1.4).
std::optional<std::string_view> ean13_of(std::string_view gtin14);

}  // namespace ocop::gs1
