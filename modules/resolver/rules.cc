#include "modules/resolver/rules.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/resolver/messages.h"

namespace ocop::resolver {

std::string_view name(ReportState state) { return state == ReportState::open ? "open" : "closed"; }
Message label(ReportState state) { return state == ReportState::open ? msg::reports_open : msg::reports_closed; }
std::string path_of(const Report& report) { return "/reports/" + report.id.text(); }

namespace rules {
namespace {

using products::Validity;

const Message& words_of(const Verdict& verdict) {
  const bool starred = verdict.stars > 0;
  switch (verdict.validity) {
    case Validity::valid: return msg::verdict_valid;
    case Validity::renewal_window: return msg::verdict_renewal;
    case Validity::reported:
      if (!starred) return msg::verdict_reported_without_star;
      return verdict.until ? msg::verdict_reported : msg::verdict_reported_without_date;
    case Validity::lapsed:
      if (!verdict.until) return msg::verdict_lapsed_without_date;
      if (verdict.on_paper) return msg::verdict_lapsed_confirmed;
      return starred ? msg::verdict_lapsed : msg::verdict_lapsed_without_star;
    case Validity::withdrawn:
      if (verdict.on_paper && verdict.since) return msg::verdict_withdrawn_confirmed;
      return starred && verdict.since ? msg::verdict_withdrawn : msg::verdict_withdrawn_without_date;
    case Validity::not_verified: return starred ? msg::verdict_not_verified : msg::verdict_not_verified_without_star;
    case Validity::none: return msg::verdict_none;
  }
  return msg::verdict_none;
}

}  // namespace

Verdict verdict(const ScanView& view, Date today) {
  const products::Standing& standing = view.product.standing;
  Verdict out;
  out.validity = products::validity(standing, today);
  out.stars = standing.stars;
  out.until = standing.valid_until;
  if (view.certificate) out.since = view.certificate->withdrawn;
  out.on_paper = view.confirmed.has_value();
  if (view.confirmed && view.confirmed->withdrawn) out.since = view.confirmed->withdrawn->decided;
  return out;
}

std::string sentence(const Verdict& verdict, Language language) {
  const std::optional<Date> day = verdict.validity == Validity::withdrawn ? verdict.since : verdict.until;
  return format(words_of(verdict), language, {std::to_string(verdict.stars), day ? day->show(language) : std::string()});
}

bool may_be_code(std::string_view code) {
  return !code.empty() && code.size() <= kMaxCode && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

std::string report_number(int year, std::int64_t serial) {
  std::string digits = std::to_string(serial);
  constexpr std::size_t kDigits = 6;
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return "BC-" + std::to_string(year) + "-" + digits;
}

}  // namespace rules
}  // namespace ocop::resolver
