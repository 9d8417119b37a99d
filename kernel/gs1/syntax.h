#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

// GS1 application identifiers over the tables of the GS1 Barcode Syntax Dictionary (ai_table.inc, made by tools/gs1). Pure.
namespace ocop::gs1 {

enum class Length : std::uint8_t { separated, predefined };   // predefined: ends by itself; any other at a separator or with the message
enum class Attribute : std::uint8_t { no, yes };              // may stand in the query of a Digital Link

// One application identifier, or a range of them with one format.
struct IdentifierRow {
  std::string_view first, last;
  Length length;
  Attribute attribute;
  std::string_view format;      // "N14,csum,gcppos2", "X..20", "N13,csum [N..12]"
  std::string_view qualifiers;  // sequences parted by '|'; "-" = a primary key without any; empty = not a primary key
  std::string_view requires_;   // "01,02,8006+21;37": one of each ';' group, '+' = all of these
  std::string_view excludes;    // "255,310n"
  bool is_key() const { return !qualifiers.empty(); }
};
std::span<const IdentifierRow> identifiers();
// The row of an identifier; null when GS1 has not assigned it.
const IdentifierRow* identifier(std::string_view ai);

struct Element {
  std::string ai, value;
  bool operator==(const Element&) const = default;
};
using Elements = std::vector<Element>;

// What is wrong with a value: GS1's name of it ("INCORRECT_CHECK_DIGIT"), and where.
struct Fault {
  std::string_view name;
  std::size_t at = 0, length = 0;
  std::string words() const;   // "incorrect check digit", in English
};
// Of one content check of the dictionary ("csum", "iso3166", "X" = character set 82 …); nullopt: nothing, or a check that is not known.
std::optional<Fault> content_fault(std::string_view check, std::string_view text);
// Of a value against a format.
std::optional<Fault> value_fault(std::string_view format, std::string_view value);
// Error malformed_request; the field is the identifier.
Result<void> check_value(const Element& element);

// What elements require and exclude of each other. The order is the one in which faults are found.
enum class Association : std::uint8_t { repeats, exclusions, requisites, serialised_signature };
Result<void> check(Association rule, std::span<const Element> elements);
Result<void> check_associations(std::span<const Element> elements);   // all four
// "310n" names 3100 to 3109, "35nn" 3500 to 3599.
bool pattern_names(std::string_view pattern, std::string_view ai);

// malformed_request in this folder's words; `got` is cut.
Error malformed(std::string field, std::string_view got, std::string expected);

}  // namespace ocop::gs1
