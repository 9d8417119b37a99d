#include "modules/evaluation/rules_positions.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/rules_council.h"

namespace ocop::evaluation {

std::string_view name(Stand stand) { return stand == Stand::agree ? "agree" : "differ"; }
std::optional<Stand> parse_stand(std::string_view word) {
  for (const Stand stand : {Stand::agree, Stand::differ})
    if (name(stand) == word) return stand;
  return std::nullopt;
}
std::string_view name(Matter matter) { return matter == Matter::plain ? "plain" : "complex"; }
std::optional<Matter> parse_matter(std::string_view word) {
  for (const Matter matter : {Matter::plain, Matter::complex})
    if (name(matter) == word) return matter;
  return std::nullopt;
}

}  // namespace ocop::evaluation

namespace ocop::evaluation::rules {
namespace {

Problem too_long(std::string field, std::size_t length) {
  return {std::move(field), std::to_string(length) + " characters", "at most " + std::to_string(kPositionLimit),
          msg::positions_words_too_long, {std::to_string(kPositionLimit)}};
}

Error refused(const Dossier& dossier, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::conflict,
                   {"positions", std::string(name(dossier.positions)), std::move(expected), message, std::move(arguments)});
}

}  // namespace

Result<void> check_report_to_agree_with(const rulebooks::Table& table, const std::optional<Advice>& advice,
                                        std::span<const Proposal> proposals) {
  if (!advice)
    return Error::of(ErrorKind::conflict, {"advice", "none", "the report of the office that advises", msg::positions_report_missing});
  std::string missing;
  for (const rulebooks::Criterion* criterion : table.criteria)
    if (std::ranges::find(proposals, criterion->code, &Proposal::criterion) == proposals.end())
      missing += (missing.empty() ? "" : ", ") + criterion->code;
  if (missing.empty()) return {};
  return Error::of(ErrorKind::conflict, {"advice", missing, "an option for each criterion", msg::positions_report_incomplete, {missing}});
}

Date positions_until(const Settings& settings, Date today, Date renewal_ends, const HolidayCalendar& holidays) {
  const Date own = holidays.plus_working_days(today, settings.position_days);
  return renewal_ends > today ? std::min(own, renewal_ends) : own;
}

Result<void> check_position(const Position& position) {
  Error error;
  error.kind = ErrorKind::invalid_input;
  error.detail = "a written view";
  const auto words = text::characters(position.words), complexity = text::characters(position.complexity);
  if (position.stand == Stand::differ && text::trim(position.words).empty())
    error.problems.push_back({"words", "", "in what it differs and why", msg::positions_words_missing});
  if (words > kPositionLimit) error.problems.push_back(too_long("words", words));
  if (position.matter == Matter::complex && text::trim(position.complexity).empty())
    error.problems.push_back({"complexity", "", "what is complex", msg::positions_complexity_missing});
  if (position.matter == Matter::plain && !position.complexity.empty())
    error.problems.push_back({"complex", "", "a tick, or no words of what is complex", msg::positions_complex_unticked});
  if (complexity > kPositionLimit) error.problems.push_back(too_long("complexity", complexity));
  if (error.problems.empty()) return {};
  return error;
}

bool has_judged(const Dossier& dossier, const Seat& seat) {
  return in_writing(dossier) ? seat.position_at.has_value() : seat.state == SheetState::submitted;
}

int judged(const Dossier& dossier, std::span<const Seat> seats) {
  return static_cast<int>(std::ranges::count_if(seats, [&](const Seat& seat) { return has_judged(dossier, seat); }));
}

int needed_to_close(const Dossier& dossier, const Relation& chair, int seats) {
  if (in_writing(dossier)) return sheets_needed(seats, dossier.settings.quorum_percent);
  return sheets_to_close(chair, seats, dossier.settings.quorum_percent);
}

Result<void> own_sheet_first(const Dossier& dossier, const Relation& chair, std::span<const Seat> seats) {
  if (in_writing(dossier)) return {};
  return own_sheet_first(chair, seats);
}

Result<void> check_not_shut_out(const Dossier& dossier, int seat) {
  if (!is_shut_out(dossier, seat)) return {};
  return refused(dossier, "a seat above " + std::to_string(dossier.positions_after), msg::positions_shut_out);
}

bool awaits_another(const Dossier& dossier, const Seat& seat) {
  return seat.left && dossier.positions != Positions::agreed && !has_judged(dossier, seat);
}

Tally tally(const Dossier& dossier, std::span<const Seat> seats, std::span<const Position> positions) {
  Tally out{.seats = static_cast<int>(seats.size())};
  for (const Seat& seat : seats)
    if (is_shut_out(dossier, seat.number) && std::ranges::find(positions, seat.number, &Position::seat) == positions.end()) ++out.shut_out;
  for (const Position& one : positions) {
    if (std::ranges::find(seats, one.seat, &Seat::number) == seats.end()) continue;
    ++out.in;
    out.differing += one.stand == Stand::differ ? 1 : 0;
    out.complex += one.matter == Matter::complex ? 1 : 0;
  }
  return out;
}

Result<Positions> settled(const Dossier& dossier, const Tally& tally, Date today) {
  OCOP_CHECK(check_still_whole(dossier.settings, tally.seats));
  const int needed = sheets_needed(tally.seats, dossier.settings.quorum_percent);
  const bool over = dossier.positions_until && today > *dossier.positions_until;
  if (tally.in < needed || (awaited(tally) > 0 && !over)) {
    const Argument day = dossier.positions_until ? dossier.positions_until->in_a_sentence() : Argument(std::string());
    return refused(dossier, std::to_string(tally.seats) + " views, or " + std::to_string(needed) + " after the last day",
                   msg::positions_too_early,
                   {std::to_string(tally.in), std::to_string(tally.seats), std::to_string(needed), day});
  }
  const bool many = tally.differing >= dossier.settings.differing_least;
  return many || tally.complex > 0 ? Positions::meeting : Positions::agreed;
}

bool settles_itself(const Dossier& dossier, const Tally& tally) {
  return awaited(tally) == 0 && tally.in >= sheets_needed(tally.seats, dossier.settings.quorum_percent) &&
         check_still_whole(dossier.settings, tally.seats).ok();
}

Result<void> fits_positions(Act act, const Dossier& dossier) {
  const bool asked = dossier.positions == Positions::asked, agreed = dossier.positions == Positions::agreed;
  switch (act) {
    case Act::save_sheet:
    case Act::submit_sheet:
    case Act::reopen_sheet:
      if (asked) return refused(dossier, "meeting", msg::positions_are_asked);
      if (agreed) return refused(dossier, "meeting", msg::positions_agreed_already);
      return {};
    case Act::close:
      if (asked) return refused(dossier, "agreed or meeting", msg::positions_are_asked);
      return {};
    case Act::save_position:
    case Act::settle_positions:
      if (!asked) return refused(dossier, "asked", msg::positions_not_asked);
      return {};
    default: return {};
  }
}

bool may_read_positions(const Dossier& dossier, const Relation& relation) {
  if (dossier.positions != Positions::agreed && dossier.positions != Positions::meeting) return false;
  return may_see_member_names(dossier, relation);
}

}  // namespace ocop::evaluation::rules
