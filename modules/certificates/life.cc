#include "modules/certificates/life.h"

#include <string_view>

namespace ocop::certificates::rules {

Window renewal_window(Date valid_until) {
  return {valid_until.plus_days(-kRenewalEarliestDays), valid_until.plus_days(-kRenewalLatestDays)};
}

Date extended_until(Date valid_until) { return valid_until.plus_days(marks::kExtendedDays); }

std::string_view name(Stage stage) {
  constexpr std::array<std::string_view, kStages.size()> kNames{"valid",    "renewal_window", "late_window", "filed_in_time", "filed_late",
                                                                "extended", "lapsed",         "withdrawn",   "replaced"};
  return kNames[static_cast<std::size_t>(stage)];
}

LifeFacts facts_of(const Certificate& certificate) {
  LifeFacts out{.valid_until = certificate.valid_until, .state = certificate.state, .filed = {},
                .replaced = !certificate.replaced_by.empty()};
  if (certificate.renewal) out.filed = certificate.renewal->filed;
  return out;
}

bool extends(Date filed, Date valid_until) { return filed <= valid_until; }
bool is_in_time(Date filed, Date valid_until) { return filed <= renewal_window(valid_until).closes; }

Stage stage_of(const LifeFacts& facts, Date today) {
  if (facts.state == State::withdrawn) return Stage::withdrawn;
  if (facts.replaced) return Stage::replaced;
  const bool waits = facts.filed && extends(*facts.filed, facts.valid_until);
  if (facts.valid_until < today) return waits && today <= extended_until(facts.valid_until) ? Stage::extended : Stage::lapsed;
  const Window window = renewal_window(facts.valid_until);
  if (today < window.opens) return Stage::valid;       // no file is taken yet
  if (waits) return is_in_time(*facts.filed, facts.valid_until) ? Stage::filed_in_time : Stage::filed_late;
  return today <= window.closes ? Stage::renewal_window : Stage::late_window;
}

products::Validity validity_of(Stage stage) {
  using products::Validity;
  switch (stage) {
    case Stage::valid: return Validity::valid;
    case Stage::renewal_window:
    case Stage::late_window:
    case Stage::filed_in_time:
    case Stage::filed_late: return Validity::renewal_window;
    case Stage::extended: return Validity::extended;
    case Stage::lapsed:
    case Stage::replaced: return Validity::lapsed;
    case Stage::withdrawn: return Validity::withdrawn;
  }
  return Validity::lapsed;
}

std::optional<int> due_notice(Date valid_until, Date today, std::optional<int> sent) {
  if (today > valid_until) return std::nullopt;
  std::optional<int> due;
  for (const int days : kNoticeDays)                   // the nearest to the end comes last
    if (valid_until.plus_days(-days) <= today) due = days;
  if (due && sent && *sent <= *due) return std::nullopt;
  return due;
}

}  // namespace ocop::certificates::rules
