#include "modules/evaluation/rules_clock.h"

namespace ocop::evaluation::rules {

std::optional<Clock> commune_clock(const Dossier& dossier, const HolidayCalendar& holidays) {
  if (!dossier.submitted_at || dossier.state == State::draft) return std::nullopt;
  Clock out;
  Date before = vietnam_date(*dossier.submitted_at);  // the day before the stretch: it does not count
  out.without_pause = holidays.plus_working_days(before, kCommuneWorkingDays);
  out.provisional = !holidays.covers(before);
  for (const Request& request : dossier.requests) {
    if (request.asked_in != State::submitted || request.asked_at < *dossier.submitted_at || request.ending == Ending::cancelled) continue;
    const Date last = vietnam_date(request.asked_at).plus_days(-1);
    const int ran = last > before ? holidays.working_days_between(before, last) : 0;
    if (out.used + ran >= kCommuneWorkingDays) break;  // the term had ended before
    if (last > before) out.stretches.push_back({before.plus_days(1), last, ran, request.number});
    out.used += ran;
    if (!request.ended_at) return out;
    before = vietnam_date(*request.ended_at);
  }
  const int left = kCommuneWorkingDays - out.used;
  out.last_day = holidays.plus_working_days(before, left);
  out.provisional = out.provisional || !holidays.covers(*out.last_day);
  out.stretches.push_back({before.plus_days(1), *out.last_day, left, 0});
  return out;
}

std::optional<Deadline> commune_deadline(const Dossier& dossier, Date today, const HolidayCalendar& holidays) {
  const auto clock = commune_clock(dossier, holidays);
  if (!clock || !clock->last_day) return std::nullopt;
  return Deadline{*clock->last_day, holidays.working_days_between(today, *clock->last_day), clock->provisional};
}

Filing filing(Date handed_in, const HolidayCalendar& holidays) {
  const Date last = holidays.plus_working_days(handed_in, kCommuneWorkingDays);
  return {last, !holidays.covers(handed_in) || !holidays.covers(last), round_of(handed_in), round_of(last)};
}

}  // namespace ocop::evaluation::rules

namespace ocop::evaluation {

std::optional<Date> commune_last_day(Instant handed_in, std::span<const Pause> pauses, const HolidayCalendar& holidays) {
  Dossier dossier;
  dossier.state = State::submitted;
  dossier.submitted_at = handed_in;
  for (const Pause& one : pauses) {
    Request request{.number = static_cast<int>(dossier.requests.size()) + 1, .asked_at = one.asked};
    if (one.answered) request.ending = Ending::answered;
    request.ended_at = one.answered;
    dossier.requests.push_back(request);
  }
  return rules::commune_clock(dossier, holidays)->last_day;   // there is a clock: it was handed in
}

}  // namespace ocop::evaluation
