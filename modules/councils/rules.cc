#include "modules/councils/rules.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace ocop::councils::rules {
namespace {

using evaluation::Given;

struct Totals {
  std::map<AccountId, std::int64_t> of;   // points of each member
  Instant closed;
  std::int64_t sum() const {
    std::int64_t out = 0;
    for (const auto& [account, points] : of) out += points;
    return out;
  }
  std::int64_t count() const { return static_cast<std::int64_t>(of.size()); }
};
std::map<DossierId, Totals> totals(std::span<const Given> given) {
  std::map<DossierId, Totals> out;
  for (const Given& one : given) {
    out[one.dossier].of[one.member] += one.points;
    out[one.dossier].closed = one.closed;
  }
  return out;
}

}  // namespace

Mean mean(std::span<const double> values) {
  Mean out{.n = static_cast<std::int64_t>(values.size())};
  const auto n = static_cast<double>(values.size());
  for (const double one : values) out.value += one;
  out.value /= n;
  if (values.size() < 2) return out;
  double squares = 0;
  for (const double one : values) squares += (one - out.value) * (one - out.value);
  out.error = std::sqrt(squares / (n - 1) / n);
  return out;
}

std::vector<Member> members(std::span<const Given> given) {
  std::map<AccountId, std::vector<double>> differences;
  for (const auto& [dossier, one] : totals(given)) {
    if (one.count() < 2) continue;
    const std::int64_t sum = one.sum();
    for (const auto& [account, points] : one.of)
      differences[account].push_back(static_cast<double>(one.count() * points - sum) / static_cast<double>(one.count() - 1));
  }
  std::vector<Member> out;
  for (const auto& [account, values] : differences) {
    Member member{.account = account, .name = {}, .n = static_cast<std::int64_t>(values.size())};
    if (member.n >= kFewestCommon) member.difference = mean(values);
    out.push_back(std::move(member));
  }
  return out;
}

std::vector<Criterion> criteria(std::span<const Given> given) {
  struct Ends { std::int64_t least = 0, most = 0, n = 0; };
  std::map<std::pair<std::string, std::string>, std::map<DossierId, Ends>> all;
  for (const Given& one : given) {
    Ends& ends = all[{one.product_set, one.criterion}][one.dossier];
    ends.least = ends.n == 0 ? one.points : std::min(ends.least, one.points);
    ends.most = ends.n == 0 ? one.points : std::max(ends.most, one.points);
    ++ends.n;
  }
  std::vector<Criterion> out;
  for (const auto& [key, dossiers] : all) {
    Criterion one{.product_set = key.first, .code = key.second};
    std::int64_t ranges = 0;
    for (const auto& [dossier, ends] : dossiers) {
      if (ends.n < 2) continue;
      ++one.n;
      ranges += ends.most - ends.least;
    }
    if (one.n < kFewest) continue;
    one.range = static_cast<double>(ranges) / static_cast<double>(one.n);
    out.push_back(std::move(one));
  }
  std::ranges::stable_sort(out, [](const Criterion& a, const Criterion& b) { return a.range > b.range; });
  if (out.size() > kMostCriteria) out.resize(kMostCriteria);
  return out;
}

std::vector<Round> rounds(std::span<const Given> given) {
  std::map<Date, std::vector<double>> all;
  for (const auto& [dossier, one] : totals(given))
    all[evaluation::round_held(vietnam_date(one.closed))].push_back(static_cast<double>(one.sum()) / static_cast<double>(one.count()));
  std::vector<Round> out;
  for (const auto& [end, values] : all) {
    Round round{.results_before = end, .dossiers = static_cast<std::int64_t>(values.size())};
    if (round.dossiers >= kFewest) round.total = mean(values);
    out.push_back(round);
  }
  std::ranges::reverse(out);
  return out;
}

}  // namespace ocop::councils::rules
