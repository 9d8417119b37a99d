#pragma once
#include <span>

#include "kernel/gs1/syntax.h"

// The content checks that formats name; inner header of kernel/gs1.
namespace ocop::gs1 {

struct Check {
  std::string_view name;
  std::optional<Fault> (*fault)(std::string_view text);
};
std::span<const Check> checks();

using MaybeFault = std::optional<Fault>;
MaybeFault digits_fault(std::string_view text);   // NON_DIGIT_CHARACTER
inline MaybeFault whole(std::string_view name, std::string_view text) { return Fault{name, 0, text.size()}; }

// calendar.cc
MaybeFault yymmdd_fault(std::string_view text);
MaybeFault yymmd0_fault(std::string_view text);
MaybeFault yyyymmdd_fault(std::string_view text);
MaybeFault yyyymmd0_fault(std::string_view text);
MaybeFault hhmi_fault(std::string_view text);
MaybeFault hour_fault(std::string_view text);
MaybeFault minute_fault(std::string_view text);
MaybeFault second_fault(std::string_view text);
// coupons.cc
MaybeFault coupon_fault(std::string_view text);
MaybeFault offer_fault(std::string_view text);
// keys.cc: check digits, check characters, company prefixes
MaybeFault check_digit_fault(std::string_view text);
MaybeFault check_pair_fault(std::string_view text);
MaybeFault prefix_at_first_fault(std::string_view text);
MaybeFault prefix_at_second_fault(std::string_view text);
MaybeFault iban_fault(std::string_view text);
// codes.cc
bool is_country_letters(std::string_view text);
MaybeFault country_fault(std::string_view text);
MaybeFault country_or_999_fault(std::string_view text);
MaybeFault country_letters_fault(std::string_view text);
MaybeFault currency_fault(std::string_view text);
MaybeFault package_fault(std::string_view text);

}  // namespace ocop::gs1
