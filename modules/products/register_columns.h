#pragma once
#include <array>
#include <span>
#include <string_view>

#include "kernel/sheets/header.h"

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
// Besides: joined to `decision` when that prints no date.
inline constexpr std::string_view kDecisionDate = "decision_date";

// kColumns and kDecisionDate, each with its known names.
std::span<const sheets::Wanted> wanted_columns();

// Words of registers for the values of two columns; the value itself when it is none of them.
std::string entity_type_of(std::string_view printed);     // "HTX" → "cooperative"
std::string recognition_of(std::string_view printed);     // "Quyết định" → "decision"

}  // namespace ocop::products
