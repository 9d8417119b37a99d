#include "modules/evaluation/rules_centre.h"

#include "modules/evaluation/messages.h"

namespace ocop::evaluation::rules {

bool came_back(const Dossier& dossier) { return dossier.level() == Level::province && dossier.origin.has_value(); }

// Article 7.4: at the centre nothing is sent back to be done again, and no slip of a file that a province has approved is put right there.
Result<void> fits_level(Act act, const Dossier& dossier) {
  const bool centre = dossier.level() == Level::centre;
  const bool has = act == Act::receive                                             ? centre
                   : act == Act::adopt                                             ? came_back(dossier)
                   : act == Act::correct_field                                     ? !centre
                   : act == Act::return_back                                       ? !centre && !came_back(dossier)
                                                                                   : true;
  if (!has) return Error::of(ErrorKind::forbidden, {"", std::string(name(act)), "another level", msg::not_your_act});
  if (act == Act::receive && dossier.received_at)
    return Error::of(ErrorKind::conflict, {"received", dossier.number, "a file that is not received yet", msg::received_already});
  if (act == Act::open_council && centre && !dossier.received_at)
    return Error::of(ErrorKind::conflict, {"received", dossier.number, "a file that was found whole", msg::not_received_yet});
  return {};
}

std::string receipt_number(int serial, int year) {
  return (serial < 10 ? "0" : "") + std::to_string(serial) + "/PTN-TW-" + std::to_string(year);
}

std::string number_again(std::string_view number) { return std::string(number) + "-2"; }

Deadline centre_deadline(const Dossier& dossier, Date today, const HolidayCalendar& holidays) {
  const Date sent = vietnam_date(dossier.forwarded_at.value_or(dossier.opened_at));
  const Date last = centre_round_of(sent).results_before.plus_days(-1);
  const Deadline of_round{last, holidays.working_days_between(today, last), !holidays.covers(last)};
  if (dossier.kind != Kind::renewal || !dossier.received_at) return of_round;
  const Deadline whole = renewal_deadline(*dossier.received_at, today, holidays);
  return whole.on < of_round.on ? whole : of_round;
}

Result<void> check_letter(std::string_view number, Date signed_on, Date decided, Date today) {
  std::vector<Problem> wrong;
  if (number.empty()) wrong.push_back({"letter", "", "the number of the province's request", msg::letter_missing, {}});
  if (signed_on > today) wrong.push_back({"letter_day", signed_on.iso(), "not after " + today.iso(), msg::letter_ahead, {}});
  if (signed_on < decided)
    wrong.push_back({"letter_day", signed_on.iso(), "not before " + decided.iso(), msg::letter_before, {decided.in_a_sentence()}});
  if (wrong.empty()) return {};
  return Error{ErrorKind::invalid_input, std::move(wrong), "the letter"};
}

}  // namespace ocop::evaluation::rules
