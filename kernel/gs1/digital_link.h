#pragma once
#include "kernel/gs1/syntax.h"

// GS1 Digital Link URI Syntax 1.6.0. Pure.
namespace ocop::gs1 {

struct DigitalLink {
  Element key;
  Elements qualifiers;   // in the order of the path
  Elements attributes;   // of the query
  bool is_gtin() const { return key.ai == "01"; }
  Elements elements() const;   // key, qualifiers, attributes
};

// Reads path ("/01/08935000000014/10/L1", as received: percent-encoded) and query ("17=261231&linkType=…", may be empty). Segments before
// the key are the stem; query keys that are not numbers belong to others and are left alone. Error: malformed_request, the field is the
// identifier or "path".
Result<DigitalLink> read_digital_link(std::string_view path, std::string_view query);
// The whole address: http or https, a host, a port; a fragment is left alone.
Result<DigitalLink> read_uri(std::string_view uri);

// "/01/08935000000014/10/L%2F1": key and qualifiers, percent-encoded; the path of the canonical URI too.
std::string to_path(const DigitalLink& link);

// The address of elements below a stem ("https://id.gs1.org", may have a path): the first key, its qualifiers in their order, the others as
// attributes, those of predefined length first. Error malformed_request: no key, or an element that may stand in neither place.
Result<std::string> to_uri(std::string_view stem, std::span<const Element> elements);
// The same for what leaves: labels, feeds, files. invalid_input for a GTIN that is not for the world (gtin.h): two makers' goods would have
// one address.
Result<std::string> public_uri(std::string_view stem, std::span<const Element> elements);

// Percent-encoding of RFC 3986; in a query a space is '+'.
enum class Place : std::uint8_t { path, query };
std::string escaped(std::string_view text, Place place);
// Each "%41" once; what is no such sequence stays. read_digital_link refuses what does not escape well.
std::string unescaped(std::string_view text, Place place);

}  // namespace ocop::gs1
