#include <algorithm>

#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/rules_centre.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/store_positions.h"
#include "modules/evaluation/store_scored.h"

// Written views of a renewal's council (article 7.6d): asked for when it is named, given blind, settled when all are in or, with a quorum,
// after their last day; then the chair closes by the report, or the council meets and scores.
namespace ocop::evaluation {
namespace {

// What an agreement without a meeting counts by.
Sheet sheet_of_report(DossierId dossier, std::span<const Proposal> proposals) {
  Sheet out;
  out.dossier = dossier;
  out.seat = kReportSeat;
  out.state = SheetState::submitted;
  for (const Proposal& one : proposals) out.answers.push_back({one.criterion, one.option, "", {}, 0, {}, {}});
  return out;
}

bool is_same(const Position& given, const Position& again) {
  return given.stand == again.stand && given.words == again.words && given.matter == again.matter && given.complexity == again.complexity;
}

}  // namespace

std::optional<rules::Deadline> Service::renewal_ends(const Dossier& dossier, const rules::Relation& relation) const {
  const bool runs = dossier.state == State::forwarded || dossier.state == State::scoring || dossier.state == State::closed;
  if (dossier.kind != Kind::renewal || !runs || !dossier.forwarded_at) return std::nullopt;
  if (dossier.level() == Level::centre || rules::came_back(dossier)) return std::nullopt;   // theirs: rules::term
  if (relation.is(rules::Capacity::producer)) return std::nullopt;   // the days bind the offices
  return rules::renewal_deadline(*dossier.forwarded_at, today(), parts_.holidays);
}

Result<void> Service::begin_positions(act::Act& act, Dossier& dossier, const rulebooks::Table& table) const {
  OCOP_CHECK(rules::check_report_to_agree_with(table, store::advice(act, dossier.id), store::proposals(act, dossier.id)));
  dossier.positions = Positions::asked;
  dossier.positions_until = positions_term(act, dossier);
  return {};
}

Date Service::positions_term(act::Act& act, const Dossier& dossier) const {
  // Of a dossier that came back article 7.4g names no day: nothing ends before the province's own days.
  const Date ends = rules::came_back(dossier)
                        ? act.today()
                        : rules::renewal_deadline(dossier.forwarded_at.value_or(act.now()), act.today(), parts_.holidays).on;
  return rules::positions_until(dossier.settings, act.today(), ends, parts_.holidays);
}

void Service::tell_named(act::Act& act, const Dossier& dossier, std::span<const AccountId> members,
                         std::span<const AccountId> others) const {
  if (dossier.positions != Positions::asked || !dossier.positions_until)
    return tell(act, kToldCouncil, dossier, "", {.accounts = {others.begin(), others.end()}, .except = act.by()});
  const std::string until = dossier.positions_until->show(Language::vi);   // a notice keeps its words as text
  parts_.notices.tell(act, {kToldPosition, {dossier.product_name, dossier.number, until}, "/dossiers/" + dossier.id.text() + "/position"},
                      {.accounts = {members.begin(), members.end()}, .except = act.by()});
  std::vector<AccountId> without(others.begin(), others.end());
  std::erase_if(without, [&](const AccountId& one) { return std::ranges::find(members, one) != members.end(); });
  if (!without.empty()) tell(act, kToldCouncil, dossier, "", {.accounts = std::move(without), .except = act.by()});
}

Result<Position> Service::give_position(const Actor& actor, DossierId id, const GivePosition& received) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Position> {
    // A repeated request comes after the view that settled them: what may be done is asked once it is known to be another.
    OCOP_TRY(loaded, load(act, id, rules::Act::read_own_sheet));
    const auto seat = std::ranges::find(loaded.seats, act.by(), &Seat::member);
    if (seat == loaded.seats.end()) return Error::of(ErrorKind::not_found, "no seat in this council");
    Position position{.dossier = id, .seat = seat->number, .member = act.by(), .stand = received.stand, .words = tidy(received.words),
                      .matter = received.complex == rules::Tick::given ? Matter::complex : Matter::plain,
                      .complexity = tidy(received.complexity), .given = act.now()};
    std::vector<Position> all = store::positions(act, id);
    if (const auto mine = std::ranges::find(all, seat->number, &Position::seat); mine != all.end()) {
      if (is_same(*mine, position)) return *mine;
      return Error::of(ErrorKind::conflict, {"stand", "", "the view that was given", msg::positions_given_already});
    }
    OCOP_CHECK(rules::may(rules::Act::save_position, loaded.dossier, loaded.relation));
    OCOP_CHECK(rules::check_not_shut_out(loaded.dossier, seat->number));
    if (loaded.relation.of_producer || act.is_of_producer(loaded.dossier.producer, loaded.dossier.opened_at)) return rules::own_producer();
    OCOP_CHECK(rules::check_position(position));
    position.salt.resize(crypto::Digest{}.size());
    parts_.random.fill({reinterpret_cast<std::uint8_t*>(position.salt.data()), position.salt.size()});
    position.commitment = tlog::commit(position.salt, canonical(position));
    position.log_index = act.log(kPositionGiven, id.text(), leaf_position_given(position));
    store::insert_position(act, position);
    act.keeps(kSealedPosition, position.log_index);
    all.push_back(position);
    if (rules::settles_itself(loaded.dossier, rules::tally(loaded.dossier, loaded.seats, all))) {
      mark_left(act, loaded.dossier, loaded.seats);
      OCOP_CHECK(settle(act, loaded, all));
    } else {
      sheets_moved(act, loaded.dossier);
      put_work(act, id);
    }
    return position;
  });
}

Result<Positions> Service::settle(act::Act& act, const Loaded& loaded, std::span<const Position> positions) const {
  const Dossier& dossier = loaded.dossier;
  const rules::Tally tally = rules::tally(dossier, loaded.seats, positions);
  OCOP_TRY(to, rules::settled(dossier, tally, act.today()));
  if (!store::move_positions(act, dossier.id, Positions::asked, to))
    return Error::of(ErrorKind::internal, "written views that were settled before");
  act.log(kPositionsSettled, dossier.id.text(), leaf_positions_settled(dossier, tally.in, tally.seats));
  act.keeps(kSealedDossier, dossier.id);
  put_work(act, dossier.id);
  std::vector<AccountId> members;
  for (const Seat& seat : loaded.seats) members.push_back(seat.member);
  if (to == Positions::meeting) tell(act, kToldMeeting, dossier, "", {.accounts = std::move(members)});
  if (const auto chair = dossier.leads())
    tell(act, to == Positions::agreed ? kToldAgreed : kToldMeeting, dossier, "/closing", {.accounts = {*chair}});
  return to;
}

Result<Positions> Service::settle_positions(const Actor& actor, DossierId id, std::int64_t version) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Positions> {
    OCOP_TRY(loaded, load(act, id, rules::Act::settle_positions));
    OCOP_CHECK(act::expect_version(version, loaded.dossier.of_council(), msg::stale_version));
    return settle(act, loaded, store::positions(act, id));
  });
}

void Service::ask_again(act::Act& act, Dossier& dossier) const {
  if (dossier.positions != Positions::agreed) return;
  const int after = store::last_seat(act, dossier.id);
  if (!store::ask_positions_again(act, dossier.id, after)) return;
  dossier.positions = Positions::asked;
  dossier.positions_after = after;
}

void Service::give_days(act::Act& act, Dossier& dossier) const {
  if (dossier.positions != Positions::asked) return;
  dossier.positions_until = positions_term(act, dossier);
  store::extend_positions(act, dossier.id, *dossier.positions_until);
}

std::vector<Position> Service::positions_shown(db::Reader& reader, const Dossier& dossier, const rules::Relation& relation,
                                               std::span<const Seat> seats) const {
  if (!rules::may_read_positions(dossier, relation)) return {};
  std::vector<Position> out = store::positions(reader, dossier.id);
  for (Position& one : out) one.given_up = std::ranges::find(seats, one.seat, &Seat::number) == seats.end();
  // What a meeting was held about is told with the views of seats that were given up later; what was agreed is of those that agreed.
  if (dossier.positions == Positions::agreed) std::erase_if(out, [](const Position& one) { return one.given_up; });
  return out;
}

std::vector<Sheet> Service::counted_sheets(db::Reader& reader, const Dossier& dossier) const {
  if (dossier.positions != Positions::agreed) return store::council_sheets(reader, dossier.judged(), SheetState::submitted);
  return {sheet_of_report(dossier.id, store::proposals(reader, dossier.id))};
}

std::vector<Result<rulebooks::Outcome>> Service::outcomes_of(db::Reader& reader, std::span<const Dossier> dossiers) const {
  std::vector<DossierId> scored, written;
  for (const Dossier& one : dossiers) {
    if (one.positions == Positions::agreed) written.push_back(one.id);
    else scored.push_back(one.judged());
  }
  const auto sheets = store::scored_sheets(reader, scored);
  const auto proposals = store::proposals_of(reader, written);
  std::vector<Result<rulebooks::Outcome>> out;
  for (const Dossier& one : dossiers) {
    if (one.positions == Positions::agreed) {
      const auto found = proposals.find(one.id);
      const Sheet report = sheet_of_report(one.id, found == proposals.end() ? std::span<const Proposal>() : found->second);
      out.push_back(outcome_by(one, std::span(&report, 1)));
    } else {
      const auto found = sheets.find(one.judged());
      out.push_back(outcome_by(one, found == sheets.end() ? std::span<const Sheet>() : found->second));
    }
  }
  return out;
}

Result<PositionView> Service::position(const Actor& actor, DossierId id) {
  OCOP_TRY(sheet, own_sheet(actor, id));
  if (sheet.dossier.positions == Positions::none) return Error::of(ErrorKind::not_found, "no written views of this dossier");
  return parts_.database.read([&](db::Reader& reader) -> Result<PositionView> {
    OCOP_TRY(loaded, load(reader, actor, id, rules::Act::read_own_sheet));   // the phase of this very look
    PositionView out;
    out.sheet = std::move(sheet);
    out.sheet.dossier = loaded.dossier;
    out.report = store::advice(reader, id);
    std::vector<AccountId> people;
    if (out.report) people.push_back(out.report->written_by);
    out.all = positions_shown(reader, loaded.dossier, loaded.relation, loaded.seats);
    const bool named = rules::may_see_member_names(loaded.dossier, loaded.relation);
    for (const Position& one : out.all) people.push_back(one.member);
    for (const identity::AccountSummary& one : parts_.identity.by_ids(reader, people)) {
      if (named) out.names[one.id] = one.display_name;
      if (out.report && one.id == out.report->written_by) out.reported_by = one.display_name;
    }
    Sheet proposed;
    for (const Proposal& one : out.sheet.proposals) proposed.answers.push_back({one.criterion, one.option, "", {}, 0, {}, {}});
    out.outcome = rail(*loaded.rulebook, *loaded.table, proposed, loaded.dossier.settings).outcome;
    const std::vector<Position> all = store::positions(reader, id);
    if (const auto own = std::ranges::find(all, out.sheet.sheet.seat, &Position::seat); own != all.end()) out.own = *own;
    out.renewal_ends = renewal_ends(loaded.dossier, loaded.relation);
    return out;
  });
}

std::vector<std::string> recheck_positions(db::Reader& reader) {
  std::vector<std::string> findings;
  for (const Position& one : store::all_positions(reader))
    if (tlog::commit(one.salt, canonical(one)) != one.commitment ||
        tlog::entry_at(reader, one.log_index).value_or("").find(one.commitment) == std::string::npos)
      findings.push_back("dossier " + one.dossier.text() + ", seat " + std::to_string(one.seat) +
                         ": its written view does not match its commitment in the log");
  return findings;
}

}  // namespace ocop::evaluation
