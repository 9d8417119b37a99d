#include "kernel/throttle/rules.h"

#include <algorithm>
#include <vector>

#include "kernel/base/text.h"

namespace ocop::throttle {
namespace {

constexpr std::int64_t kClocksDiffer = 60'000;   // of processes of one installation, at most: then it is no attempt for nothing

// The first four groups of an IPv6 address as written, zeros of "::" filled in.
std::string prefix_64(std::string_view address) {
  constexpr std::size_t kGroups = 8, kPrefixGroups = 4;
  const std::size_t gap = address.find("::");
  std::vector<std::string_view> groups;
  const auto read = [&groups](std::string_view part) {
    for (const std::string_view group : text::split(part, ':')) {
      if (!group.empty()) groups.push_back(group);
    }
  };
  read(address.substr(0, gap));
  if (gap != std::string_view::npos) {
    const std::size_t before = groups.size();
    read(address.substr(gap + 2));
    const std::size_t missing = groups.size() < kGroups ? kGroups - groups.size() : 0;
    groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(before), missing, "0");
  }
  std::string out;
  for (std::size_t i = 0; i < std::min(groups.size(), kPrefixGroups); ++i) {
    std::string_view group = groups[i];
    while (group.size() > 1 && group[0] == '0') group.remove_prefix(1);
    out.append(group).push_back(':');
  }
  return out + ":/64";
}

}  // namespace

Admission admit(const Limit& limit, std::int64_t reached, Instant now) {
  // No attempt that was let in reached further than its burst: what lies beyond was counted by a clock that has been set back since. It
  // is a bucket with one attempt left, or a day's correction would be a day's wait.
  const std::int64_t furthest = now.milliseconds + limit.burst * limit.step;
  const std::int64_t known = reached > furthest + kClocksDiffer ? furthest - limit.step : reached;
  const std::int64_t then = std::max(known, now.milliseconds) + limit.step;
  const std::int64_t beyond = then - now.milliseconds - limit.burst * limit.step;
  if (beyond > 0) return {reached, beyond};
  return {then, 0};
}

std::string network_of(std::string_view address) {
  constexpr std::string_view kMapped = "::ffff:";
  if (address.starts_with(kMapped) && address.find('.') != std::string_view::npos) address.remove_prefix(kMapped.size());
  if (address.find(':') == std::string_view::npos) return std::string(address);
  return prefix_64(address.substr(0, address.find('%')));   // without the zone of a link-local address
}

}  // namespace ocop::throttle
