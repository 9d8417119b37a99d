#include <algorithm>

#include "kernel/gs1/checks.h"

// Values that are of a list kept elsewhere.
namespace ocop::gs1 {
namespace {

#include "kernel/gs1/code_tables.inc"
#include "kernel/gs1/package_types.inc"

bool is_of(std::span<const std::string_view> list, std::string_view text) { return std::ranges::binary_search(list, text); }

}  // namespace

bool is_country_letters(std::string_view text) { return is_of(kCountryLetters, text); }

MaybeFault country_fault(std::string_view text) {
  return is_of(kCountryNumbers, text) ? std::nullopt : whole("NOT_ISO3166", text);
}
MaybeFault country_or_999_fault(std::string_view text) {
  return text == "999" || is_of(kCountryNumbers, text) ? std::nullopt : whole("NOT_ISO3166_OR_999", text);
}
MaybeFault country_letters_fault(std::string_view text) {
  return is_country_letters(text) ? std::nullopt : whole("NOT_ISO3166_ALPHA2", text);
}
MaybeFault currency_fault(std::string_view text) { return is_of(kCurrencyNumbers, text) ? std::nullopt : whole("NOT_ISO4217", text); }
MaybeFault package_fault(std::string_view text) { return is_of(kPackageTypes, text) ? std::nullopt : whole("INVALID_PACKAGE_TYPE", text); }

}  // namespace ocop::gs1
