#include "modules/certificates/rules.h"

#include <algorithm>

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {
namespace {

constexpr std::array<std::string_view, 3> kOutcomeNames{"recognised", "not_recognised", "forwarded_to_ministry"};
constexpr std::array<std::string_view, 6> kGroundNames{"false_dossier",  "criteria_not_met",   "breach_of_law",
                                                       "misuse_of_mark", "no_longer_produced", "conclusion_of_authority"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }
std::optional<Outcome> parse_outcome(std::string_view name) { return parse<Outcome>(kOutcomeNames, name); }
const Message& label(Outcome outcome) {
  static constexpr const Message* kLabels[] = {&msg::outcome_recognised, &msg::outcome_not_recognised, &msg::outcome_forwarded};
  return *kLabels[static_cast<std::size_t>(outcome)];
}

const Message& label(Outcome outcome, std::string_view province) {
  if (is_centre(province) && outcome == Outcome::recognised) return msg::outcome_recognised_five;
  return is_centre(province) ? msg::outcome_returned : label(outcome);
}

std::string_view name(Ground ground) { return kGroundNames[static_cast<std::size_t>(ground)]; }
std::optional<Ground> parse_ground(std::string_view name) { return parse<Ground>(kGroundNames, name); }
const Message& label(Ground ground) {
  static constexpr const Message* kLabels[] = {&msg::ground_false_dossier,  &msg::ground_criteria_not_met,   &msg::ground_breach_of_law,
                                               &msg::ground_misuse_of_mark, &msg::ground_no_longer_produced, &msg::ground_conclusion};
  return *kLabels[static_cast<std::size_t>(ground)];
}

Role decides_withdrawal(int stars) {
  constexpr int kMinister = 5;
  return stars >= kMinister ? Role::ministry : Role::provincial_body;
}

Date withdrawal_due(Date concluded, const HolidayCalendar& calendar) {
  Date day = concluded.plus_days(kWithdrawalDays);
  while (!calendar.is_working_day(day)) day = day.plus_days(1);
  return day;
}

products::Validity validity(const Certificate& certificate, Date today) {
  return rules::validity_of(rules::stage_of(rules::facts_of(certificate), today));
}

std::string scan_url(std::string_view public_url, std::string_view code) {
  while (public_url.ends_with('/')) public_url.remove_suffix(1);
  return std::string(public_url) + "/s/" + std::string(code);   // a code needs no percent-encoding
}

namespace rules {
namespace {

constexpr std::string_view kNumberStart = "OCOP-";

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

// Collects every wrong field, so that a person mends them in one go.
class Problems {
 public:
  void add(std::string_view field, std::string_view got, std::string_view expected, const Message& message,
           std::vector<Argument> arguments = {}) {
    problems_.push_back(
        {std::string(field), std::string(text::cut(got, kMaxProblemText)), std::string(expected), message, std::move(arguments)});
  }
  bool empty() const { return problems_.empty(); }
  Error error() { return Error{ErrorKind::invalid_input, std::move(problems_), "fields are wrong"}; }

  // A day that is not after `latest`, nor before `earliest`.
  void day(std::string_view field, Date date, Date earliest, Date latest, const Message& too_early) {
    if (date > latest) add(field, date.iso(), "not after " + latest.iso(), msg::date_in_future);
    if (date < earliest) add(field, date.iso(), "not before " + earliest.iso(), too_early, {earliest.in_a_sentence()});
  }

 private:
  std::vector<Problem> problems_;
};

std::string names_of(const std::vector<Outcome>& outcomes) {
  std::string names;
  for (const Outcome outcome : outcomes) names += (names.empty() ? "" : ", ") + std::string(name(outcome));
  return names;
}

}  // namespace

Date valid_until(Date issued) { return issued.plus_months(kValidityMonths); }

std::string certificate_number(std::string_view province, int year, int serial) {
  std::string digits = std::to_string(serial);
  digits.insert(0, static_cast<std::size_t>(kSerialDigits) - digits.size(), '0');
  return std::string(kNumberStart) + std::string(province) + '-' + std::to_string(year) + '-' + digits;
}

bool is_certificate_number(std::string_view text) {
  // OCOP-PP-YYYY-NNNNNN
  return text.size() == 19 && text.starts_with(kNumberStart) && text[7] == '-' && text[12] == '-' && all_digits(text.substr(5, 2)) &&
         all_digits(text.substr(8, 4)) && all_digits(text.substr(13));
}

std::string certificate_number_in(std::string_view typed) {
  constexpr std::size_t kProvinceDigits = 2, kYearDigits = 4;
  const auto words = text::fold_words(typed);
  for (std::size_t i = 0; i + 3 <= words.size(); ++i) {
    const std::string &province = words[i], &year = words[i + 1], &serial = words[i + 2];
    if (province.size() != kProvinceDigits || year.size() != kYearDigits || serial.empty()) continue;
    if (serial.size() > std::size_t{kSerialDigits}) continue;
    if (!all_digits(province) || !all_digits(year) || !all_digits(serial)) continue;
    const bool named = i > 0 && words[i - 1] == "ocop";
    if (!named && serial.size() != std::size_t{kSerialDigits}) continue;   // without its beginning only as printed: a day is written so too
    return certificate_number(province, std::stoi(year), std::stoi(serial));
  }
  return {};
}

ClosedFacts facts_of(const evaluation::ClosedDossier& dossier) {
  return {dossier.state, dossier.outcome.band, dossier.outcome.stars, dossier.closed_at ? vietnam_date(*dossier.closed_at) : Date{},
          dossier.potential_five, is_centre(dossier.province) ? ClosedFacts::Level::centre : ClosedFacts::Level::province};
}

std::vector<Outcome> possible_outcomes(int band, int stars, evaluation::PotentialFive asked) {
  using evaluation::PotentialFive;
  constexpr int kFirstCertified = 3, kMinistry = 5;
  if (stars < kFirstCertified) return {Outcome::not_recognised};                                          // article 4.1
  if (stars >= kMinistry) return {Outcome::forwarded_to_ministry, Outcome::not_recognised};               // articles 7.3e, 7.4
  if (band >= kMinistry && asked == PotentialFive::ministry) return {Outcome::forwarded_to_ministry, Outcome::not_recognised};
  if (band >= kMinistry && asked == PotentialFive::either)
    return {Outcome::forwarded_to_ministry, Outcome::recognised, Outcome::not_recognised};
  return {Outcome::recognised, Outcome::not_recognised};                                                  // article 7.3e
}

std::vector<Outcome> possible_at_centre(int stars) {
  constexpr int kFive = 5;
  if (stars >= kFive) return {Outcome::recognised, Outcome::not_recognised};
  return {Outcome::not_recognised};
}

std::vector<Outcome> possible_outcomes(const ClosedFacts& facts) {
  if (facts.level == ClosedFacts::Level::centre) return possible_at_centre(facts.stars);
  return possible_outcomes(facts.band, facts.stars, facts.asked);
}

namespace {
// Why this is none of the outcomes that may be decided.
const Message& why_not(const ClosedFacts& facts, Outcome asked) {
  constexpr int kFirstCertified = 3, kMinistry = 5;
  if (facts.level == ClosedFacts::Level::centre) return msg::outcome_at_centre;
  if (facts.stars < kFirstCertified) return msg::outcome_below_three;
  const bool potential = facts.band >= kMinistry && facts.stars < kMinistry;
  if (asked == Outcome::recognised) return potential ? msg::outcome_asks_ministry : msg::outcome_five;
  return potential ? msg::outcome_asks_province : msg::outcome_below_ninety;
}
}  // namespace

Result<void> decide(const ClosedFacts& facts, const DecisionInput& input, Date today) {
  if (facts.state != evaluation::State::closed) {
    return Error::of(ErrorKind::conflict, {"dossier", std::string(evaluation::name(facts.state)), "closed", msg::dossier_not_closed});
  }
  Problems problems;
  const auto possible = possible_outcomes(facts);
  if (std::find(possible.begin(), possible.end(), input.outcome) == possible.end()) {
    problems.add("outcome", name(input.outcome), names_of(possible), why_not(facts, input.outcome));
  }
  problems.day("decided", input.decided, facts.closed_on, today, msg::decided_before_closing);
  if (input.outcome == Outcome::not_recognised && input.reason.empty()) problems.add("reason", "", "a text", msg::reason_missing);
  if (!problems.empty()) return problems.error();
  return {};
}

Result<Withdrawal> withdraw(const Certificate& certificate, const WithdrawalInput& input, Date today) {
  if (certificate.state == State::withdrawn) {
    return Error::of(ErrorKind::conflict, {"number", certificate.number, "a certificate in force", msg::already_withdrawn});
  }
  Problems problems;
  problems.day("concluded", input.concluded, certificate.issued, today, msg::before_issue);
  problems.day("decided", input.decided, certificate.issued, today, msg::before_issue);
  if (input.decided < input.concluded) {
    problems.add("decided", input.decided.iso(), "not before " + input.concluded.iso(), msg::decided_before_conclusion);
  }
  if (!problems.empty()) return problems.error();
  Withdrawal out;
  out.ground = input.ground;
  out.decision_number = input.number;
  out.concluded = input.concluded;
  out.decided = input.decided;
  out.signer = input.signer;
  out.note = input.note;
  return out;
}

bool in_time(const Withdrawal& withdrawal) { return withdrawal.decided <= withdrawal_due(withdrawal.concluded, HolidayCalendar{}); }

}  // namespace rules
}  // namespace ocop::certificates
