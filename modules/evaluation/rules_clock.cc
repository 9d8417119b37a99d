#include "modules/evaluation/rules_clock.h"

namespace ocop::evaluation::rules {

std::optional<Clock> commune_clock(const Dossier& dossier, const HolidayCalendar& holidays) {
  if (!dossier.submitted_at || dossier.state == State::draft) return std::nullopt;
  Clock out;
  Date before = vietnam_date(*dossier.submitted_at);  // the day before the stretch: it does not count
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

Round round_of(Date requested) {
  const int year = requested.civil().year;
  const auto on = [](int y, int month) { return Date::of(y, month, 30).value(); };  // the four days of article 5.1 are all a 30th
  if (requested < on(year, 4)) return {on(year - 1, 10), on(year, 4), on(year, 6)};
  if (requested < on(year, 10)) return {on(year, 4), on(year, 10), on(year, 12)};
  return {on(year, 10), on(year + 1, 4), on(year + 1, 6)};
}

Filing filing(Date handed_in, const HolidayCalendar& holidays) {
  const Date last = holidays.plus_working_days(handed_in, kCommuneWorkingDays);
  return {last, !holidays.covers(handed_in) || !holidays.covers(last), round_of(handed_in), round_of(last)};
}

}  // namespace ocop::evaluation::rules
