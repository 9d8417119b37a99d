#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

// GS1 Digital Link URI Syntax 1.6.0 over the tables of the GS1 Barcode Syntax Dictionary (ai_table.inc, made by tools/gs1). Pure.
namespace ocop::resolver {

enum class Attribute : std::uint8_t { no, yes };   // may stand in the query of a Digital Link

// One application identifier, or a range of them with one format.
struct IdentifierRow {
  std::string_view first, last;
  Attribute attribute;
  std::string_view format;      // "N14,csum,gcppos2", "X..20", "N13,csum [N..12]"
  std::string_view qualifiers;  // sequences parted by '|'; "-" = a primary key without any; empty = not a primary key
  std::string_view requires_;   // "01,02,8006+21;37": one of each ';' group, '+' = all of these
  std::string_view excludes;    // "255,310n"
};
std::span<const IdentifierRow> identifiers();
// The row of an identifier; null when GS1 has not assigned it.
const IdentifierRow* identifier(std::string_view ai);

// What is wrong with a value of this format, in English ("check digit", "longer than 20"); empty = nothing.
std::string_view value_fault(std::string_view format, std::string_view value);
// GS1 General Specifications §7.9.1: weights 3 and 1 from the right. Precondition: digits only.
bool check_digit_holds(std::string_view digits);

struct Element {
  std::string ai, value;
  bool operator==(const Element&) const = default;
};

struct DigitalLink {
  Element key;
  std::vector<Element> qualifiers;   // in the order of the path
  std::vector<Element> attributes;   // of the query
  bool is_gtin() const { return key.ai == "01"; }
};

// Reads path ("/01/08935000000014/10/L1", as received: percent-encoded) and query ("17=261231&linkType=…", may be empty). One trailing
// slash is tolerated (Conformant Resolver 1.2.0, table row 16). Segments before the key are the stem; query keys that are not numbers
// belong to others and are left alone. Error: malformed_request, the field is the identifier or "path".
Result<DigitalLink> read_digital_link(std::string_view path, std::string_view query);

// "/01/08935000000014/10/L%2F1": key and qualifiers, percent-encoded; the path of the canonical URI too.
std::string to_path(const DigitalLink& link);

}  // namespace ocop::resolver
