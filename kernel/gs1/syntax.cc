#include "kernel/gs1/syntax.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/gs1/messages.h"

namespace ocop::gs1 {
namespace {

constexpr IdentifierRow kIdentifiers[] = {
#include "kernel/gs1/ai_table.inc"
};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has(std::span<const Element> elements, std::string_view pattern, std::string_view besides) {
  return std::any_of(elements.begin(), elements.end(),
                     [&](const Element& one) { return one.ai != besides && pattern_names(pattern, one.ai); });
}

// "00+02,00+8026": one of the choices, all parts of it.
bool meets(std::span<const Element> elements, std::string_view group, std::string_view besides) {
  const auto choices = text::split(group, ',');
  return std::any_of(choices.begin(), choices.end(), [&](std::string_view choice) {
    const auto parts = text::split(choice, '+');
    return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) { return has(elements, part, besides); });
  });
}

Result<void> check_repeats(std::span<const Element> elements) {
  for (std::size_t i = 0; i < elements.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (elements[i].ai == elements[j].ai && elements[i].value != elements[j].value)
        return malformed(elements[i].ai, elements[i].value, "one value, or the same again");
  return {};
}

Result<void> check_exclusions(std::span<const Element> elements) {
  for (const Element& one : elements) {
    const IdentifierRow* row = identifier(one.ai);
    if (!row || row->excludes.empty()) continue;
    for (const std::string_view pattern : text::split(row->excludes, ','))
      if (has(elements, pattern, one.ai)) return malformed(one.ai, one.value, "not together with " + std::string(pattern));
  }
  return {};
}

Result<void> check_requisites(std::span<const Element> elements) {
  for (const Element& one : elements) {
    const IdentifierRow* row = identifier(one.ai);
    if (!row || row->requires_.empty()) continue;
    for (const std::string_view group : text::split(row->requires_, ';'))
      if (!meets(elements, group, one.ai)) return malformed(one.ai, one.value, "together with one of " + std::string(group));
  }
  return {};
}

// GS1 General Specifications §4.15: what is signed (8030) is one thing, so its key has its serial part.
Result<void> check_signature(std::span<const Element> elements) {
  struct Key { std::string_view ai; std::size_t without_serial; };
  constexpr std::array kKeys{Key{"253", 13}, Key{"255", 13}, Key{"8003", 14}};
  if (!has(elements, "8030", "")) return {};
  for (const Element& one : elements)
    for (const Key& key : kKeys)
      if (one.ai == key.ai && one.value.size() == key.without_serial)
        return malformed(one.ai, one.value, "with its serial part, beside 8030");
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

bool pattern_names(std::string_view pattern, std::string_view ai) {
  if (pattern.size() != ai.size()) return false;
  for (std::size_t i = 0; i < ai.size(); ++i)
    if (pattern[i] != 'n' && pattern[i] != ai[i]) return false;
  return true;
}

Error malformed(std::string field, std::string_view got, std::string expected) {
  Problem problem{std::move(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), msg::not_gs1_data, {}};
  return Error::of(ErrorKind::malformed_request, std::move(problem));
}

std::string Fault::words() const {
  std::string out(name);
  for (char& c : out) c = c == '_' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

Result<void> check_value(const Element& element) {
  const IdentifierRow* row = identifier(element.ai);
  if (!row) return malformed(element.ai, element.ai, "an application identifier that GS1 has assigned");
  if (const auto fault = value_fault(row->format, element.value))
    return malformed(element.ai, element.value, std::string(row->format) + ": " + fault->words());
  return {};
}

Result<void> check(Association rule, std::span<const Element> elements) {
  switch (rule) {
    case Association::repeats: return check_repeats(elements);
    case Association::exclusions: return check_exclusions(elements);
    case Association::requisites: return check_requisites(elements);
    case Association::serialised_signature: return check_signature(elements);
  }
  return {};
}

Result<void> check_associations(std::span<const Element> elements) {
  for (const auto rule : {Association::repeats, Association::exclusions, Association::requisites, Association::serialised_signature})
    OCOP_CHECK(check(rule, elements));
  return {};
}

}  // namespace ocop::gs1
