#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "modules/products/types.h"

// Pure: how a star stands, numbers and codes. validity() and last_day() are in products.h.
namespace ocop::products::rules {

inline constexpr int kTermMonths = 36;        // Decision 26/2026/QĐ-TTg, article 4.3
inline constexpr int kRenewalWindowDays = 180;  // article 7.6: not earlier than 180 days before the end
inline constexpr std::size_t kNameLimit = 300;  // characters; the longest of the 833 names has 108 characters
inline constexpr std::size_t kStoryLimit = 8'000;

StandingClass standing_class(const Standing& standing);
// validity() in the form both databases compute it.
Validity validity_of(StandingClass standing_class, std::optional<Date> last_day, Date today);

// A decision as pages print it: "2942/QĐ-UBND ngày 5/8/2021", "… ngày 05 tháng 8 năm 2024",
// "278/QĐ-UBND ngày 16-5 (UBND huyện …)" with the year beside it.
struct PrintedDecision {
  std::string number;                  // "2942/QĐ-UBND"; empty when none is printed
  std::optional<Date> date;
};
PrintedDecision parse_decision(std::string_view printed, std::optional<int> year);

// "I".."VI" when the printed group is one of the names of the six groups (Appendix I; also those of 1048/2019); else empty.
std::string_view group_of_printed(std::string_view printed);

// GTIN-8, -12, -13 or -14, spaces and hyphens allowed; given as 14 digits (GS1 General Specifications §2.1, check digit §7.9.1).
// Error: invalid_input on field "gtin".
Result<std::string> check_gtin(std::string_view typed);

// A public short code: 40 random bits as 8 signs of Crockford's base 32 (no I, L, O, U): not guessable in order, readable over the phone.
inline constexpr std::size_t kCodeBytes = 5;
inline constexpr std::size_t kCodeLength = 8;
std::string code_from(std::span<const std::uint8_t, kCodeBytes> random);
// What a person typed: case, hyphens and look-alikes (O, I, L) are forgiven; empty when it cannot be a code.
std::string normal_code(std::string_view typed);

// Pieces of what was typed or pasted that may be a product's code or GTIN: the whole, and each part of a sentence or address
// ("mã 7K3M-9QXD", "https://ocop.example.vn/s/7K3M9QXD"). At most kMostKeys.
inline constexpr std::size_t kMostKeys = 12;
std::vector<std::string> keys_in(std::string_view typed);

// An owner's GTIN: none, or one whose check digit holds (check_gtin).
Result<std::string> optional_gtin(std::string_view typed);

}  // namespace ocop::products::rules
