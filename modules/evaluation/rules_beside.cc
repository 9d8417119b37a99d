#include "kernel/base/text.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/rules.h"

// What stands beside the four matters of a commune's report: its meeting (article 7.2a) and its letter (6.2a).
namespace ocop::evaluation::rules {
namespace {

Result<void> all_of(std::vector<Problem> problems) {
  if (problems.empty()) return {};
  return Error{ErrorKind::invalid_input, std::move(problems), "beside the commune's report"};
}

}  // namespace

Result<void> check_beside(const CommuneReport& report, Date today) {
  std::vector<Problem> wrong;
  const auto not_ahead = [&](std::string_view field, const std::optional<Date>& day) {
    if (day && *day > today) wrong.push_back({std::string(field), day->iso(), "at most " + today.iso(), msg::beside_day_ahead, {}});
  };
  const auto short_enough = [&](std::string_view field, const std::string& words, std::size_t limit) {
    if (text::characters(words) > limit)
      wrong.push_back({std::string(field), std::to_string(text::characters(words)) + " characters", "at most " + std::to_string(limit),
                       msg::report_too_long, {std::to_string(limit)}});
  };
  not_ahead("met_on", report.met_on);
  short_enough("met_with", report.met_with, kReportLimit);
  short_enough("met_said", report.met_said, kReportLimit);
  short_enough("letter_number", report.letter_number, kLetterNumberLimit);
  not_ahead("letter_on", report.letter_on);
  return all_of(std::move(wrong));
}

Result<void> check_beside_whole(const CommuneReport& report) {
  std::vector<Problem> missing;
  const auto needed = [&](std::string_view field, const Message& message) {
    missing.push_back({std::string(field), "", "with the rest of it", message, {}});
  };
  if (report.met_on || !report.met_with.empty() || !report.met_said.empty()) {
    if (!report.met_on) needed("met_on", msg::meeting_needs_all);
    if (report.met_with.empty()) needed("met_with", msg::meeting_needs_all);
    if (report.met_said.empty()) needed("met_said", msg::meeting_needs_all);
  }
  if (report.letter_number.empty() && report.letter_on) needed("letter_number", msg::letter_needs_both);
  if (!report.letter_number.empty() && !report.letter_on) needed("letter_on", msg::letter_needs_both);
  return all_of(std::move(missing));
}

}  // namespace ocop::evaluation::rules
