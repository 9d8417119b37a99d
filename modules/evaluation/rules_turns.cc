#include <algorithm>

#include "modules/evaluation/rules_centre.h"
#include "modules/evaluation/rules_clock.h"
#include "modules/evaluation/rules_positions.h"

// Whose turn it is, and until when: what the lists of work are made of.
namespace ocop::evaluation::rules {
namespace {

// A council whose chair said a conflict of interest, or whose chair's role ended, to the office that names another.
bool leaderless(const Dossier& dossier, const Relation& relation) {
  return relation.is(Capacity::provincial_body) && dossier.chair && !dossier.leads();
}

}  // namespace

Waiting waiting(const Dossier& dossier, const Relation& relation, const Seat* own, const Progress& progress) {
  if (dossier.open_request()) return relation.is(Capacity::producer) ? Waiting::answer_request : Waiting::others;
  switch (dossier.state) {
    case State::draft:
      if (relation.is(Capacity::producer)) return dossier.return_reason.empty() ? Waiting::finish_draft : Waiting::complete_returned;
      break;
    case State::submitted:
      if (relation.is(Capacity::commune_officer)) return Waiting::assess_commune;
      break;
    case State::forwarded:
      if (!relation.is(Capacity::provincial_body)) break;
      if (came_back(dossier)) return Waiting::choose_way;
      return dossier.level() == Level::centre && !dossier.received_at ? Waiting::receive : Waiting::open_council;
    case State::scoring:
      if (dossier.positions == Positions::asked) {
        if (own && !own->position_at && !is_shut_out(dossier, own->number)) return Waiting::give_position;
        if (leaderless(dossier, relation)) return Waiting::name_chair;
        if (relation.is(Capacity::council_chair) && progress.left > 0) return Waiting::name_stand_in;
        // Until the last day is over the turn is his to look at: whoever is missing may still be reminded.
        if (relation.is(Capacity::council_chair) && progress.submitted >= needed_to_close(dossier, relation, progress.seats))
          return Waiting::settle_positions;
        break;
      }
      if (!in_writing(dossier) && own && own->state == SheetState::open)
        return progress.answered == progress.criteria ? Waiting::hand_in : Waiting::score;
      if (leaderless(dossier, relation)) return Waiting::name_chair;
      if (relation.is(Capacity::council_chair) && progress.left > 0) return Waiting::name_stand_in;
      if (relation.is(Capacity::council_chair) && progress.submitted >= needed_to_close(dossier, relation, progress.seats))
        return Waiting::close;
      break;
    case State::closed:
      if (relation.is(Capacity::provincial_body)) return Waiting::record_decision;
      if (relation.is(Capacity::producer)) return Waiting::read_result;
      break;
    case State::decided:
      break;
  }
  return Waiting::others;
}

std::optional<Deadline> term(const Dossier& dossier, const Relation& relation, Date today, const HolidayCalendar& holidays) {
  const bool runs = dossier.state != State::draft && dossier.state != State::decided;
  if (!runs || !dossier.submitted_at) return std::nullopt;
  const Request* request = dossier.open_request();
  if (request && relation.is(Capacity::producer))
    return Deadline{request->until, holidays.working_days_between(today, request->until), false};
  if (waiting(dossier, relation, nullptr, {}) == Waiting::assess_commune) return commune_deadline(dossier, today, holidays);
  // Of a member: the province's own days, within those of the law.
  if (dossier.state == State::scoring && dossier.positions == Positions::asked && relation.is(Capacity::council_member) &&
      dossier.positions_until)
    return Deadline{*dossier.positions_until, holidays.working_days_between(today, *dossier.positions_until), false};
  if (dossier.level() == Level::centre) return centre_deadline(dossier, today, holidays);
  if (came_back(dossier)) return std::nullopt;   // article 7.4g names no day
  if (dossier.kind == Kind::renewal && dossier.forwarded_at && !relation.is(Capacity::producer))
    return renewal_deadline(*dossier.forwarded_at, today, holidays);
  return std::nullopt;
}

namespace {
// By seat and chair alone.
Relation council_relation(AccountId account, const Dossier& dossier, std::span<const Seat> seats) {
  Relation out;
  for (const Seat& seat : seats)
    if (seat.member == account) {
      out.add(Capacity::council_member);
      out.seat = seat.number;
    }
  if (dossier.leads() == account) out.add(Capacity::council_chair);
  return out;
}
}  // namespace

Relation holder_relation(const Dossier& dossier, Turn::Of of) {
  Relation out;
  const bool centre = dossier.level() == Level::centre;
  if (of == Turn::Of::place) out.add(Capacity::provincial_body);
  if (of == Turn::Of::sender && centre) out.add(Capacity::informed);
  if (of != Turn::Of::producer) return out;
  if (centre) out.add(Capacity::informed);
  if (!centre || dossier.open_request()) out.add(Capacity::producer);
  return out;
}

std::vector<Turn> turns(const Dossier& dossier, std::span<const Seat> seats) {
  std::vector<Turn> out;
  Progress progress{.seats = static_cast<int>(seats.size()), .criteria = 1};   // a sheet that is open waits, however much of it is done
  progress.submitted = judged(dossier, seats);
  progress.left = static_cast<int>(std::ranges::count_if(seats, [&](const Seat& seat) { return awaits_another(dossier, seat); }));
  using Of = Turn::Of;
  const auto add = [&](Of of, const Relation& relation, std::optional<AccountId> account, const Seat* own) {
    if (may(Act::read, dossier.state, relation).ok()) out.push_back({of, relation, account, waiting(dossier, relation, own, progress)});
  };
  for (const Of of : {Of::producer, Of::place, Of::sender}) add(of, holder_relation(dossier, of), std::nullopt, nullptr);
  Relation commune;
  commune.add(Capacity::commune_officer);
  if (dossier.level() == Level::province) add(Of::place, commune, std::nullopt, nullptr);
  if (dossier.adopted_at) return out;   // its council is the centre's, and has done what it had to
  for (const Seat& seat : seats) add(Of::place, council_relation(seat.member, dossier, seats), seat.member, &seat);
  const auto chair = dossier.leads();
  const bool seated = std::ranges::any_of(seats, [&](const Seat& seat) { return chair == seat.member; });
  if (chair && !seated) add(Of::place, council_relation(*chair, dossier, seats), chair, nullptr);
  return out;
}

}  // namespace ocop::evaluation::rules
