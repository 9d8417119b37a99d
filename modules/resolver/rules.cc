#include "modules/resolver/rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/resolver/messages.h"

namespace ocop::resolver {
namespace {
constexpr std::size_t kFactsOfACase = 3;   // resolver.h
}  // namespace

std::string_view name(ReportState state) { return state == ReportState::open ? "open" : "closed"; }
Message label(ReportState state) { return state == ReportState::open ? msg::reports_open : msg::reports_closed; }
std::string path_of(const Report& report) { return "/reports/" + report.id.text(); }

std::string photo_path(const ReportPhoto& photo) { return "/reports/" + photo.report.text() + "/photos/" + photo.id.text(); }

std::string_view name(Origin origin) {
  constexpr std::array<std::string_view, kOrigins.size()> kNames{"visitor", "burst", "spread"};
  return kNames[static_cast<std::size_t>(origin)];
}
Message label(Origin origin) {
  return origin == Origin::visitor ? msg::origin_visitor : origin == Origin::burst ? msg::origin_burst : msg::origin_spread;
}

std::string words_of(const Report& report, Language language) {
  if (report.origin == Origin::visitor) return report.what;
  std::vector<std::string> facts;
  for (const std::string_view one : text::split(report.what, rules::kBetweenFacts)) facts.emplace_back(one);
  facts.resize(kFactsOfACase);
  if (report.origin == Origin::spread && facts[2] == "0") return format(msg::case_spread_unplaced, language, {facts[0], facts[1]});
  if (report.origin == Origin::spread) return format(msg::case_spread, language, {facts[0], facts[1], facts[2]});
  std::int64_t hour = 0;
  std::from_chars(facts[1].data(), facts[1].data() + facts[1].size(), hour);
  return format(msg::case_burst, language, {facts[0], show(Instant{hour}, language), facts[2]});
}

namespace rules {
namespace {

using products::Validity;

const Message& words_of(const Verdict& verdict) {
  const bool starred = verdict.stars > 0;
  switch (verdict.validity) {
    case Validity::valid: return msg::verdict_valid;
    case Validity::renewal_window: return msg::verdict_renewal;
    case Validity::extended: return msg::verdict_extended;
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
  out.until = products::shown_until(standing, today);
  if (view.certificate) out.since = view.certificate->withdrawn;
  out.on_paper = view.confirmed.has_value();
  if (view.confirmed && view.confirmed->withdrawn) out.since = view.confirmed->withdrawn->decided;
  return out;
}

std::string sentence(const Verdict& verdict, Language language) {
  const std::optional<Date> day = verdict.validity == Validity::withdrawn ? verdict.since : verdict.until;
  const std::string until = day ? marks::until_words(verdict.validity, *day, language) : std::string();
  return format(words_of(verdict), language, {std::to_string(verdict.stars), until});
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

std::string joined(std::span<const std::string> facts) {
  std::string out;
  for (const std::string& one : facts) {
    if (!out.empty()) out += kBetweenFacts;
    out += one;
  }
  return out;
}

}  // namespace rules
}  // namespace ocop::resolver
