#include <algorithm>
#include <array>

#include "kernel/signatures/messages.h"
#include "kernel/signatures/signatures.h"

namespace ocop::signatures {
namespace {

constexpr std::array<std::string_view, 4> kStandings{"valid", "unknown", "broken", "none"};
constexpr std::array<std::string_view, 11> kFaults{
    "",           "not_in_trust_list", "expired",       "weak",          "other_use",  "in_the_future",
    "other_format", "added_between",   "bytes_changed", "bytes_added",   "unreadable"};
constexpr Message kNothing{"", ""};

}  // namespace

std::string_view name(Standing standing) { return kStandings[static_cast<std::size_t>(standing)]; }
std::optional<Standing> parse_standing(std::string_view name) {
  const auto found = std::ranges::find(kStandings, name);
  if (found == kStandings.end()) return std::nullopt;
  return static_cast<Standing>(found - kStandings.begin());
}
const Message& label(Standing standing) {
  static constexpr const Message* kLabels[] = {&msg::standing_valid, &msg::standing_unknown, &msg::standing_broken, &msg::standing_none};
  return *kLabels[static_cast<std::size_t>(standing)];
}

std::string_view name(Fault fault) { return kFaults[static_cast<std::size_t>(fault)]; }
const Message& reason(Fault fault) {
  static constexpr const Message* kReasons[] = {
      &kNothing,                 &msg::fault_not_in_trust_list, &msg::fault_expired,       &msg::fault_weak,          &msg::fault_other_use,
      &msg::fault_in_the_future, &msg::fault_other_format,      &msg::fault_added_between, &msg::fault_bytes_changed,
      &msg::fault_bytes_added,   &msg::fault_unreadable};
  return *kReasons[static_cast<std::size_t>(fault)];
}

}  // namespace ocop::signatures
