#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What a company gives numbers under: GS1 General Specifications §1.4 (prefixes), §2.1 (GTIN), §2.4 (GLN), and GS1 Vietnam (893). Pure.
namespace ocop::gs1 {

inline constexpr std::size_t kLeastPrefix = 4, kMostPrefix = 12;           // digits, as GS1's organisations license them
inline constexpr std::string_view kVietnam = "893";
inline constexpr std::size_t kLeastVietnamese = 7, kMostVietnamese = 10;   // with 893: 100,000 to 100 numbers

// The digits of a prefix as people type it ("893 6012.345"). nullopt: another length, other signs, of Vietnam one that GS1 Vietnam does not
// give, or the beginning of numbers that only a shop or a region knows, of coupons, of ISBN and ISSN (977–979).
std::optional<std::string> company_prefix(std::string_view typed);
bool is_vietnamese(std::string_view digits);
// How many items, or places, can be numbered: 100,000 under 7 digits, 1 under 12. Precondition for all below: a prefix as above.
std::int64_t capacity_of(std::string_view prefix);
// 14 digits. Precondition: 0 ≤ item < capacity.
std::string gtin_of(std::string_view prefix, std::int64_t item);
// The item of a GTIN under the prefix, of a case that of its pieces; nullopt when another company's.
std::optional<std::int64_t> item_of(std::string_view prefix, std::string_view gtin14);
// 13 digits, blanks and hyphens taken out. nullopt: another length, other signs, a wrong check digit, a number of one shop or region.
std::optional<std::string> gln(std::string_view typed);

}  // namespace ocop::gs1
