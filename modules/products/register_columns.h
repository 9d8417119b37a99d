#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "kernel/sheets/header.h"
#include "modules/producers/producers.h"

// The columns of a register and the names offices give them. docs/formats/register.md has the same table.
namespace ocop::products {

// In the order of the digest: a new one goes to the end.
inline constexpr std::array<std::string_view, 18> kColumns{"id",
                                                           "product_name",
                                                           "entity_name",
                                                           "entity_type",
                                                           "commune",
                                                           "district",
                                                           "province",
                                                           "star",
                                                           "score",
                                                           "group",
                                                           "decision",
                                                           "year",
                                                           "recognition",
                                                           "source_url",
                                                           "source_kind",
                                                           "current_province_code",
                                                           "current_unit_code",
                                                           "note"};
// A row's values in that order.
using RegisterValues = std::array<std::string, kColumns.size()>;
// Precondition: `field` is one of kColumns.
constexpr std::size_t index_of(std::string_view field) {
  std::size_t at = 0;
  while (kColumns[at] != field) ++at;
  return at;
}

// Besides: joined to `decision` when that prints no date.
inline constexpr std::string_view kDecisionDate = "decision_date";
// The product's public code, as an export prints it: whose row it is, whatever register its id is of.
inline constexpr std::string_view kCode = "ocop_code";
// `recognition` of a product that is of no register: it registered itself here.
inline constexpr std::string_view kOwnRecognition = "registered_here";

// kColumns, kDecisionDate and kCode, each with its known names.
std::span<const sheets::Wanted> wanted_columns();

// Words of registers for the values of two columns; the value itself when it is none of them.
std::string entity_type_of(std::string_view printed);     // "HTX" → "cooperative"
std::string recognition_of(std::string_view printed);     // "Quyết định" → "decision"
std::string entity_type_of(producers::Kind kind);         // two values of the file are narrower than ours
// A value in Vietnamese words that those two read back as the same value; others as they are.
std::string words_of(std::string_view field, std::string_view value);

}  // namespace ocop::products
