#include "kernel/gs1/digital_link.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/gs1/element_string.h"
#include "kernel/gs1/gtin.h"
#include "kernel/gs1/messages.h"

namespace ocop::gs1 {
namespace {

constexpr std::size_t kMaxLink = 2'048;   // a key, three qualifiers and a dozen attributes stay under 1,000

Error not_a_link(std::string field, std::string_view got, std::string expected) {
  Error out = malformed(std::move(field), got, std::move(expected));
  out.problems[0].message = msg::not_a_digital_link;
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
int value_of(char hex) { return is_digit(hex) ? hex - '0' : (hex | 0x20) - 'a' + 10; }

// The characters of a path segment, RFC 3986 §3.3, with '%' checked by the decoder.
bool is_segment(std::string_view text) {
  constexpr std::string_view kMarks = "-._~!$&'()*+,;=:@%";
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_digit(c) || is_letter(c) || kMarks.find(c) != std::string_view::npos; });
}

bool is_well_escaped(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1))
    if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
  return true;
}

// One value, decoded exactly once and checked against its format.
Result<Element> read_element(std::string_view ai, std::string_view encoded, Place place) {
  if (!identifier(ai)) return not_a_link(std::string(ai), ai, "an application identifier that GS1 has assigned");
  if (!is_well_escaped(encoded)) return not_a_link(std::string(ai), encoded, "percent-encoding with two hexadecimal digits");
  Element out{std::string(ai), unescaped(encoded, place)};
  OCOP_CHECK(check_value(out));
  return out;
}

// §4.3: qualifiers are optional, keep their order, and alternatives never mix.
bool follows(std::string_view allowed, std::span<const Element> qualifiers) {
  for (const std::string_view sequence : text::split(allowed, '|')) {
    const auto order = text::split(sequence, ',');
    auto at = order.begin();
    const bool fits = std::all_of(qualifiers.begin(), qualifiers.end(), [&](const Element& one) {
      at = std::find(at, order.end(), one.ai);
      return at != order.end() && (++at, true);
    });
    if (fits) return true;
  }
  return false;
}

// Belongs to a sequence that the path's qualifiers could be of: then its place is the path. With 235 in the path, 10 may be an attribute.
bool could_be_qualifier(std::string_view allowed, std::span<const Element> qualifiers, std::string_view ai) {
  for (const std::string_view sequence : text::split(allowed, '|')) {
    const auto order = text::split(sequence, ',');
    if (follows(sequence, qualifiers) && std::find(order.begin(), order.end(), ai) != order.end()) return true;
  }
  return false;
}

Result<void> read_attributes(DigitalLink& link, std::string_view query, std::string_view allowed_qualifiers) {
  for (const std::string_view pair : text::split(query, '&')) {
    const std::size_t equals = pair.find('=');
    const std::string_view name = pair.substr(0, equals);
    if (!all_digits(name)) continue;   // §4.6: not ours, left alone
    if (equals == std::string_view::npos) return not_a_link(std::string(name), "", "a value");
    OCOP_TRY(element, read_element(name, pair.substr(equals + 1), Place::query));
    const bool taken = element.ai == link.key.ai || could_be_qualifier(allowed_qualifiers, link.qualifiers, element.ai);
    if (taken || identifier(element.ai)->attribute == Attribute::no)
      return not_a_link(element.ai, element.value, "a data attribute; keys and their qualifiers stand in the path");
    if (std::ranges::find(link.attributes, element) == link.attributes.end()) link.attributes.push_back(std::move(element));
  }
  return {};
}

// A registered name or an address; what is within [ ] are hexadecimal digits and colons. No names of users, no zones.
bool is_host(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    return close > 1 && close + 1 == text.size() &&
           std::all_of(text.begin() + 1, text.end() - 1, [](char c) { return is_hex(c) || c == ':' || c == '.'; });
  }
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.'; });
}

bool is_authority(std::string_view text) {
  constexpr std::size_t kMostPort = 5;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || text.ends_with(']')) return is_host(text);
  const std::string_view port = text.substr(colon + 1);
  const bool is_port = all_digits(port) && port.size() <= kMostPort && (port.size() < kMostPort || port <= "65535");
  return is_port && is_host(text.substr(0, colon));
}

// "https://host/path" → "/path"; nullopt: another scheme, no host, no path.
std::optional<std::string_view> behind_authority(std::string_view uri) {
  const std::size_t scheme = uri.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::string name = text::lower(text::is_valid_utf8(uri.substr(0, scheme)) ? uri.substr(0, scheme) : "");
  const std::string_view rest = uri.substr(scheme + 3);
  const std::size_t slash = rest.find('/');
  if ((name != "http" && name != "https") || slash == std::string_view::npos || !is_authority(rest.substr(0, slash))) return std::nullopt;
  return rest.substr(slash);
}

const Element* find(std::span<const Element> elements, std::string_view ai) {
  const auto at = std::ranges::find(elements, ai, &Element::ai);
  return at == elements.end() ? nullptr : &*at;
}

// Of the key's sequences the one that most elements belong to; the first of equals.
Elements qualifiers_among(std::span<const Element> elements, std::string_view allowed) {
  Elements best;
  for (const std::string_view sequence : text::split(allowed, '|')) {
    Elements some;
    for (const std::string_view ai : text::split(sequence, ','))
      if (const Element* one = find(elements, ai)) some.push_back(*one);
    if (some.size() > best.size()) best = std::move(some);
  }
  return best;
}

Result<void> take_attributes(DigitalLink& link, std::span<const Element> elements) {
  for (const Length length : {Length::predefined, Length::separated}) {
    for (const Element& one : elements) {
      const IdentifierRow& row = *identifier(one.ai);
      const auto is_same = [&](const Element& other) { return other.ai == one.ai; };
      if (row.length != length || link.key.ai == one.ai || std::ranges::any_of(link.qualifiers, is_same) ||
          std::ranges::any_of(link.attributes, is_same))
        continue;
      if (row.attribute == Attribute::no) return not_a_link(one.ai, one.value, "an element that may stand in an address beside its key");
      link.attributes.push_back(one);
    }
  }
  return {};
}

}  // namespace

Elements DigitalLink::elements() const {
  Elements out{key};
  out.insert(out.end(), qualifiers.begin(), qualifiers.end());
  out.insert(out.end(), attributes.begin(), attributes.end());
  return out;
}

Result<DigitalLink> read_digital_link(std::string_view path, std::string_view query) {
  if (path.size() + query.size() > kMaxLink) return not_a_link("path", "", "at most 2048 bytes");
  // 1. Segments.
  auto segments = text::split(path, '/');
  if (segments.size() < 3 || !segments[0].empty()) return not_a_link("path", path, "/<key>/<value>{/<qualifier>/<value>}");
  segments.erase(segments.begin());
  for (const std::string_view segment : segments)
    if (!is_segment(segment)) return not_a_link("path", segment, "characters of RFC 3986; others percent-encoded");
  // 2. From the right, pair by pair, to the rightmost primary key; what stands before it is the stem.
  std::size_t at = segments.size();
  const IdentifierRow* row = nullptr;
  while (at >= 2 && !row) {
    at -= 2;
    const IdentifierRow* found = identifier(segments[at]);
    if (found && found->is_key()) row = found;
  }
  if (!row) return not_a_link("path", path, "a GS1 primary key such as 01");
  // 3. The key, its qualifiers, their order.
  DigitalLink link;
  OCOP_TRY(key, read_element(segments[at], segments[at + 1], Place::path));
  link.key = std::move(key);
  for (std::size_t i = at + 2; i + 1 < segments.size(); i += 2) {
    OCOP_TRY(qualifier, read_element(segments[i], segments[i + 1], Place::path));
    link.qualifiers.push_back(std::move(qualifier));
  }
  if (!follows(row->qualifiers, link.qualifiers))
    return not_a_link(link.key.ai, path, "qualifiers of " + link.key.ai + " in the order " + std::string(row->qualifiers));
  // 4. Data attributes, then what may and must stand together.
  OCOP_CHECK(read_attributes(link, query.substr(0, query.find('#')), row->qualifiers));
  OCOP_CHECK(check_associations(link.elements()));
  return link;
}

Result<DigitalLink> read_uri(std::string_view uri) {
  const auto rest = behind_authority(uri.substr(0, uri.find('#')));
  if (!rest) return not_a_link("address", uri, "http(s)://<host>/<key>/<value>");
  const std::size_t mark = rest->find('?');
  return read_digital_link(rest->substr(0, mark), mark == std::string_view::npos ? std::string_view{} : rest->substr(mark + 1));
}

std::string to_path(const DigitalLink& link) {
  std::string out = "/" + link.key.ai + "/" + escaped(link.key.value, Place::path);
  for (const Element& one : link.qualifiers) out += "/" + one.ai + "/" + escaped(one.value, Place::path);
  return out;
}

Result<std::string> to_uri(std::string_view stem, std::span<const Element> elements) {
  for (const Element& one : elements) OCOP_CHECK(check_value(one));
  OCOP_CHECK(check_associations(elements));
  const auto key = std::ranges::find_if(elements, [](const Element& one) { return identifier(one.ai)->is_key(); });
  if (key == elements.end()) return not_a_link("elements", to_bracketed(elements), "a GS1 primary key such as 01");
  DigitalLink link{*key, qualifiers_among(elements, identifier(key->ai)->qualifiers), {}};
  OCOP_CHECK(take_attributes(link, elements));
  while (stem.ends_with('/')) stem.remove_suffix(1);
  std::string out = std::string(stem) + to_path(link);
  char separator = '?';
  for (const Element& one : link.attributes) {
    out.append(1, separator).append(one.ai).append("=").append(escaped(one.value, Place::query));
    separator = '&';
  }
  return out;
}

Result<std::string> public_uri(std::string_view stem, std::span<const Element> elements) {
  OCOP_TRY(uri, to_uri(stem, elements));
  for (const Element& one : elements) {
    const IdentifierRow& row = *identifier(one.ai);
    if (row.format.starts_with("N14,csum") && circulation_of(std::string_view(one.value).substr(0, 14)) != Circulation::open)
      return Error::of(ErrorKind::invalid_input, Problem{one.ai, one.value, "a GTIN that is one product's in the whole world",
                                                         msg::not_for_circulation, {}});
  }
  return uri;
}

std::string escaped(std::string_view text, Place place) {
  constexpr std::string_view kUnreserved = "-._~", kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_digit(c) || is_letter(c) || kUnreserved.find(c) != std::string_view::npos) out += c;
    else if (c == ' ' && place == Place::query) out += '+';
    else out.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  }
  return out;
}

std::string unescaped(std::string_view text, Place place) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      out += static_cast<char>(value_of(text[i + 1]) * 16 + value_of(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' && place == Place::query ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace ocop::gs1
