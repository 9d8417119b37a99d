#include "modules/resolver/digital_link.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/http/http.h"
#include "modules/resolver/messages.h"

namespace ocop::resolver {
namespace {

constexpr IdentifierRow kIdentifiers[] = {
#include "modules/resolver/ai_table.inc"
};

constexpr std::size_t kMaxLink = 2'048;   // a key, three qualifiers and a dozen attributes stay under 1,000

Error malformed(std::string field, std::string got, std::string expected) {
  got.resize(text::cut(got, kMaxProblemText).size());
  Problem problem{std::move(field), std::move(got), std::move(expected), msg::not_a_digital_link, {}};
  return Error::of(ErrorKind::malformed_request, std::move(problem));
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "310n" names 3100 to 3109, "35nn" 3500 to 3599.
bool pattern_names(std::string_view pattern, std::string_view ai) {
  if (pattern.size() != ai.size()) return false;
  for (std::size_t i = 0; i < ai.size(); ++i)
    if (pattern[i] != 'n' && pattern[i] != ai[i]) return false;
  return true;
}

bool has(std::span<const Element* const> elements, std::string_view pattern, std::string_view besides) {
  const auto fits = [&](const Element* one) { return one->ai != besides && pattern_names(pattern, one->ai); };
  return std::any_of(elements.begin(), elements.end(), fits);
}

// The characters of a path segment, RFC 3986 §3.3, with '%' checked by the decoder.
bool is_segment(std::string_view text) {
  constexpr std::string_view kMarks = "-._~!$&'()*+,;=:@%";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || kMarks.find(c) != std::string_view::npos;
  });
}

// One value, decoded exactly once and checked against its format.
Result<Element> read_element(std::string_view ai, std::string_view encoded) {
  const IdentifierRow* row = identifier(ai);
  if (!row) return malformed(std::string(ai), std::string(ai), "an application identifier that GS1 has assigned");
  const auto value = http::percent_decode(encoded);
  if (!value) return malformed(std::string(ai), std::string(encoded), "percent-encoding with two hexadecimal digits");
  if (const std::string_view fault = value_fault(row->format, *value); !fault.empty())
    return malformed(std::string(ai), *value, std::string(row->format) + ": " + std::string(fault));
  return Element{std::string(ai), *value};
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

std::string plus_to_space(std::string_view encoded) {
  std::string out(encoded);
  std::replace(out.begin(), out.end(), '+', ' ');
  return out;
}

Result<void> read_attributes(DigitalLink& link, std::string_view query, std::string_view allowed_qualifiers) {
  for (const std::string_view pair : text::split(query, '&')) {
    const std::size_t equals = pair.find('=');
    const std::string_view name = pair.substr(0, equals);
    if (!all_digits(name)) continue;   // §4.6: not ours, left alone
    if (equals == std::string_view::npos) return malformed(std::string(name), "", "a value");
    OCOP_TRY(element, read_element(name, plus_to_space(pair.substr(equals + 1))));
    const bool taken = element.ai == link.key.ai || could_be_qualifier(allowed_qualifiers, link.qualifiers, element.ai);
    if (taken || identifier(element.ai)->attribute == Attribute::no)
      return malformed(element.ai, element.value, "a data attribute; keys and their qualifiers stand in the path");
    const auto named = [&](const Element& one) { return one.ai == element.ai; };
    const auto same = std::find_if(link.attributes.begin(), link.attributes.end(), named);
    if (same == link.attributes.end()) link.attributes.push_back(std::move(element));
    else if (same->value != element.value) return malformed(element.ai, element.value, "one value, or the same again");
  }
  return {};
}

// What each identifier requires beside it and what it excludes.
Result<void> check_company(const DigitalLink& link) {
  std::vector<const Element*> all{&link.key};
  for (const Element& one : link.qualifiers) all.push_back(&one);
  for (const Element& one : link.attributes) all.push_back(&one);
  for (const Element* one : all) {
    const IdentifierRow& row = *identifier(one->ai);
    if (!row.excludes.empty())
      for (const std::string_view pattern : text::split(row.excludes, ','))
        if (has(all, pattern, one->ai)) return malformed(one->ai, one->value, "not together with " + std::string(pattern));
    if (row.requires_.empty()) continue;
    for (const std::string_view group : text::split(row.requires_, ';')) {
      const auto choices = text::split(group, ',');
      const bool met = std::any_of(choices.begin(), choices.end(), [&](std::string_view choice) {
        const auto parts = text::split(choice, '+');
        return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) { return has(all, part, one->ai); });
      });
      if (!met) return malformed(one->ai, one->value, "together with one of " + std::string(group));
    }
  }
  return {};
}

}  // namespace

std::span<const IdentifierRow> identifiers() { return kIdentifiers; }

const IdentifierRow* identifier(std::string_view ai) {
  if (!all_digits(ai)) return nullptr;
  for (const IdentifierRow& row : kIdentifiers)
    if (row.first.size() == ai.size() && row.first <= ai && ai <= row.last) return &row;
  return nullptr;
}

Result<DigitalLink> read_digital_link(std::string_view path, std::string_view query) {
  if (path.size() + query.size() > kMaxLink) return malformed("path", "", "at most 2048 bytes");
  // 1. Segments; one trailing slash is tolerated.
  if (path.ends_with('/')) path.remove_suffix(1);
  auto segments = text::split(path, '/');
  if (segments.size() < 3 || !segments[0].empty()) return malformed("path", std::string(path), "/<key>/<value>{/<qualifier>/<value>}");
  segments.erase(segments.begin());
  for (const std::string_view segment : segments)
    if (!is_segment(segment)) return malformed("path", std::string(segment), "characters of RFC 3986; others percent-encoded");
  // 2. From the right, pair by pair, to the rightmost primary key; what stands before it is the stem.
  std::size_t at = segments.size();
  const IdentifierRow* row = nullptr;
  while (at >= 2 && !row) {
    at -= 2;
    const IdentifierRow* found = identifier(segments[at]);
    if (found && !found->qualifiers.empty()) row = found;
  }
  if (!row) return malformed("path", std::string(path), "a GS1 primary key such as 01");
  // 3. The key, its qualifiers, their order.
  DigitalLink link;
  OCOP_TRY(key, read_element(segments[at], segments[at + 1]));
  link.key = std::move(key);
  for (std::size_t i = at + 2; i + 1 < segments.size(); i += 2) {
    OCOP_TRY(qualifier, read_element(segments[i], segments[i + 1]));
    link.qualifiers.push_back(std::move(qualifier));
  }
  if (!follows(row->qualifiers, link.qualifiers))
    return malformed(link.key.ai, std::string(path), "qualifiers of " + link.key.ai + " in the order " + std::string(row->qualifiers));
  // 4. Data attributes, then what may and must stand together.
  OCOP_CHECK(read_attributes(link, query.substr(0, query.find('#')), row->qualifiers));
  OCOP_CHECK(check_company(link));
  return link;
}

std::string to_path(const DigitalLink& link) {
  std::string out = "/" + link.key.ai + "/" + http::percent_encode(link.key.value);
  for (const Element& one : link.qualifiers) out += "/" + one.ai + "/" + http::percent_encode(one.value);
  return out;
}

}  // namespace ocop::resolver
