#include "modules/numbers/rules.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/gs1/company_prefix.h"
#include "kernel/gs1/gtin.h"
#include "modules/numbers/messages.h"

namespace ocop::numbers {

std::string_view name(Belongs belongs) {
  constexpr std::string_view kNames[] = {"own", "another", "foreign", "unknown"};
  return kNames[static_cast<std::size_t>(belongs)];
}
std::string path_of(ProducerId producer) { return "/producers/" + producer.text() + "/numbers"; }
std::string own_code(std::string_view product_code) { return "OCOP-" + std::string(product_code); }

namespace rules {
namespace {

constexpr std::size_t kMostProblemText = 40;   // of what was typed, shown again

Problem wrong(std::string field, std::string_view got, std::string expected, const Message& message) {
  return {std::move(field), std::string(text::cut(got, kMostProblemText)), std::move(expected), message, {}};
}

}  // namespace

Result<SetLicence> read(const SetLicence& typed) {
  SetLicence out = typed;
  std::vector<Problem> problems;
  if (typed.prefix.empty() && typed.gln.empty())
    problems.push_back(wrong("prefix", "", "a company prefix, a GLN or both", msg::licence_is_empty));
  if (!typed.prefix.empty()) {
    const auto prefix = gs1::company_prefix(typed.prefix);
    if (!prefix)
      problems.push_back(wrong("prefix", typed.prefix, "7 to 10 digits from 893 on, or 4 to 12 of another country", msg::wrong_prefix));
    else if (!gs1::is_vietnamese(*prefix) && typed.abroad == Abroad::no)
      problems.push_back(wrong("prefix", typed.prefix, "893…, or \"abroad\"", msg::prefix_questioned));
    out.prefix = prefix.value_or("");
  }
  if (!typed.gln.empty()) {
    const auto gln = gs1::gln(typed.gln);
    if (!gln) problems.push_back(wrong("gln", typed.gln, "13 digits, the last of which checks the others", msg::wrong_gln));
    else if (!gs1::is_vietnamese(*gln) && typed.abroad == Abroad::no)
      problems.push_back(wrong("gln", typed.gln, "893…, or \"abroad\"", msg::gln_questioned));
    out.gln = gln.value_or("");
  }
  if (!out.prefix.empty() && typed.first >= gs1::capacity_of(out.prefix))
    problems.push_back(
        wrong("first", std::to_string(typed.first), "below " + std::to_string(gs1::capacity_of(out.prefix)), msg::wrong_first));
  if (problems.empty()) return out;
  return Error{ErrorKind::invalid_input, std::move(problems), ""};
}

Belongs belongs(std::string_view gtin, std::span<const Licence> own, std::span<const Licence> others) {
  constexpr std::string_view kOfEight = "000000";
  if (gtin.starts_with(kOfEight) || gs1::circulation_of(gtin) != gs1::Circulation::open) return Belongs::unknown;
  const auto has = [&](const Licence& one) { return !one.prefix.empty() && gs1::item_of(one.prefix, gtin).has_value(); };
  if (std::ranges::any_of(own, has)) return Belongs::own;
  if (std::ranges::any_of(others, has)) return Belongs::another;
  return std::ranges::any_of(own, [](const Licence& one) { return !one.prefix.empty(); }) ? Belongs::foreign : Belongs::unknown;
}

std::optional<std::int64_t> next_item(const Licence& licence, std::span<const std::int64_t> taken) {
  std::int64_t next = licence.first;
  for (const std::int64_t one : taken)
    if (one == next) ++next;
  if (next >= gs1::capacity_of(licence.prefix)) return std::nullopt;
  return next;
}

}  // namespace rules
}  // namespace ocop::numbers
