#include <algorithm>

#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/rules_council.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// Conflicts of interest: a member says one and has no sheet from then on; the chair names a stand-in; and what the program knows of ties
// between a producer and whoever may be named (a province's regulation; the Decision is silent).
namespace ocop::evaluation {
namespace {

Error chair_leads() { return Error::of(ErrorKind::conflict, {"chair", "", "a council without a chair", msg::chair_leads}); }

Result<void> check_given_up(std::span<const ConflictOfInterest> conflicts, int seat) {
  const auto given_up = std::ranges::find(conflicts, seat, &ConflictOfInterest::seat);
  if (given_up == conflicts.end() || !given_up->had_seat()) return Error::of(ErrorKind::not_found, "no such seat that was given up");
  if (given_up->stand_in) return Error::of(ErrorKind::conflict, {"member", "", "a seat without a stand-in", msg::stand_in_is_named});
  return {};
}

}  // namespace

Result<void> Service::declare_conflict(const Actor& actor, DossierId id, const DeclareConflict& received) {
  const std::string ground = tidy(received.ground);
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    // The dossier's row first: of two clicks at once the second waits here, and finds what the first one said.
    store::ask_locked(act, scope_of(act.actor()), id, act.today()).take();
    if (store::ask_declared(act, id, act.by()).next()) return {};
    OCOP_TRY(loaded, load(act, id, rules::Act::declare_conflict));   // whoever has a seat or leads
    OCOP_CHECK(rules::check_ground(ground));
    const auto seat = std::ranges::find(loaded.seats, act.by(), &Seat::member);
    const bool leads = loaded.relation.is(rules::Capacity::council_chair);
    if (seat == loaded.seats.end() && !leads) return Error::of(ErrorKind::not_found, "no seat in this council");
    ConflictOfInterest conflict{.dossier = id, .member = act.by(), .ground = ground, .declared = act.now()};
    const auto before = store::conflicts(act, id);
    conflict.seat = seat != loaded.seats.end() ? seat->number
                                               : -static_cast<int>(std::ranges::count(before, false, &ConflictOfInterest::had_seat));
    conflict.salt.resize(crypto::Digest{}.size());
    parts_.random.fill({reinterpret_cast<std::uint8_t*>(conflict.salt.data()), conflict.salt.size()});
    conflict.commitment = tlog::commit(conflict.salt, conflict.ground);
    conflict.log_index = act.log(kConflictDeclared, id.text(), leaf_conflict_declared(conflict));
    store::insert_conflict(act, conflict);
    act.keeps(kSealedConflict, conflict.log_index);
    if (seat != loaded.seats.end()) OCOP_CHECK(give_up(act, *seat));
    if (leads && !store::set_chair_declared(act, id, act.now())) return Error::of(ErrorKind::internal, "a lead that was given up before");
    if (leads) loaded.dossier.chair_declared = act.now();
    mark_left(act, loaded.dossier, loaded.seats);
    sheets_moved(act, loaded.dossier);
    if (seat != loaded.seats.end()) ask_again(act, loaded.dossier);   // a lead alone had no view among those that agreed
    put_work(act, id);
    tell_of_conflict(act, loaded.dossier, leads ? GaveUp::lead : GaveUp::seat);
    return {};
  });
}

Result<void> Service::give_up(act::Act& act, const Seat& seat) const {
  if (!store::set_aside(act, seat.sheet, act.now())) return Error::of(ErrorKind::internal, "a seat that was given up before");
  if (seat.state == SheetState::submitted) act.frees(kSealedSheet, seat.sheet);   // what was handed in stays, and counts no more
  return {};
}

void Service::tell_of_conflict(act::Act& act, const Dossier& dossier, GaveUp what) const {
  const auto chair = dossier.leads();
  notices::Audience audience;
  if (chair) audience.accounts = {*chair};
  else audience.holders = {{Role::provincial_body, dossier.province, "", {}}};
  tell(act, what == GaveUp::lead ? kToldChairless : kToldConflict, dossier, "/closing", std::move(audience));
}

std::optional<int> Service::declared_seat(const Actor& actor, DossierId id) const {
  return parts_.database.read([&](db::Reader& reader) -> std::optional<int> {
    for (const ConflictOfInterest& one : store::conflicts(reader, id))
      if (one.member == actor.account) return one.seat;
    return std::nullopt;
  });
}

Service::Holders Service::holders(db::Reader& reader, std::string_view province) const {
  const std::string here(province);
  return {parts_.identity.holders(reader, {Role::council_member, here, "", {}}),
          parts_.identity.holders(reader, {Role::council_chair, here, "", {}})};
}

void Service::mark_left(const Holders& holders, Dossier& dossier, std::span<Seat> seats) {
  if (dossier.state != State::scoring) return;
  const auto is_gone = [](std::span<const AccountId> those, AccountId account) {
    return std::ranges::find(those, account) == those.end();
  };
  dossier.chair_left = dossier.chair && is_gone(holders.chairs, *dossier.chair);
  for (Seat& seat : seats) seat.left = is_gone(holders.members, seat.member);
}

void Service::mark_left(db::Reader& reader, Dossier& dossier, std::span<Seat> seats) const {
  if (dossier.state == State::scoring) mark_left(holders(reader, dossier.province), dossier, seats);
}

void Service::role_ended(act::Moment& act, AccountId account, const Grant& grant) const {
  if (grant.role != Role::council_member && grant.role != Role::council_chair) return;
  for (const store::NamedIn& one : store::named_in(act, account, grant.province)) {
    store::ask_locked(act, Scope::everything(), one.id, act.today()).take();
    put_work(act, one.id);
  }
}

Result<Service::Loaded> Service::load_to_name(act::Act& act, DossierId id, int instead) const {
  auto chair = load(act, id, rules::Act::name_stand_in);
  if (chair) mark_left(act, chair->dossier, chair->seats);
  if (chair || chair.error().kind != ErrorKind::forbidden) return chair;
  OCOP_TRY(loaded, load(act, id, rules::Act::name_chair));
  mark_left(act, loaded.dossier, loaded.seats);
  const auto seat = std::ranges::find(loaded.seats, instead, &Seat::number);
  const bool waits = seat != loaded.seats.end() && rules::awaits_another(loaded.dossier, *seat);
  if (loaded.dossier.leads() && !waits) return chair_leads();
  return std::move(loaded);
}

Result<void> Service::name_chair(const Actor& actor, DossierId id, const NameChair& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(loaded, load(act, id, rules::Act::name_chair));
    mark_left(act, loaded.dossier, loaded.seats);
    if (const auto leads = loaded.dossier.leads()) {
      if (*leads == ask.chair) return {};
      return chair_leads();
    }
    OCOP_CHECK(act::expect_version(ask.version, loaded.dossier.of_council(), msg::stale_version));
    const auto known = parts_.identity.by_ids(act, std::span(&ask.chair, 1));
    const rules::Candidate candidate{ask.chair, known.empty() ? std::vector<Grant>{} : known.front().grants};
    OCOP_CHECK(rules::check_new_chair(loaded.dossier, store::conflicts(act, id), candidate));
    const AccountId before = loaded.dossier.chair.value_or(AccountId{});   // scored by a council: there was one
    if (!store::set_chair(act, id, ask.chair, before)) return act::stale(ask.version, {}, msg::stale_version);
    act.log(kChairNamed, id.text(), leaf_chair_named(loaded.dossier));
    sheets_moved(act, loaded.dossier);
    put_work(act, id);
    tell(act, kToldCouncil, loaded.dossier, "", {.accounts = {ask.chair}});
    return {};
  });
}

Result<int> Service::name_stand_in(const Actor& actor, DossierId id, int instead, const NameStandIn& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<int> {
    OCOP_TRY(loaded, load_to_name(act, id, instead));
    const std::vector<ConflictOfInterest> conflicts = store::conflicts(act, id);
    const auto waiting = std::ranges::find(loaded.seats, instead, &Seat::number);
    const bool waits = waiting != loaded.seats.end() && rules::awaits_another(loaded.dossier, *waiting);
    if (!waits) OCOP_CHECK(check_given_up(conflicts, instead));
    const auto known = parts_.identity.by_ids(act, std::span(&ask.member, 1));
    const rules::Candidate candidate{ask.member, known.empty() ? std::vector<Grant>{} : known.front().grants};
    OCOP_CHECK(rules::check_stand_in(loaded.dossier, loaded.seats, conflicts, candidate));

    ask_again(act, loaded.dossier);   // before there is his seat: of those that were there nobody is asked
    if (waits) OCOP_CHECK(give_up(act, *waiting));
    Sheet sheet;
    sheet.id = act.new_id<SheetId>();
    sheet.dossier = id;
    sheet.seat = store::last_seat(act, id) + 1;
    sheet.member = ask.member;
    store::insert_sheet(act, sheet);
    StandIn stand_in{id, instead, sheet.seat, act.by(), act.now(), 0};
    stand_in.log_index = act.log(kSeatFilled, id.text(), leaf_seat_filled(stand_in));
    store::insert_stand_in(act, stand_in);
    act.keeps(kSealedSeat, sheet.id);
    act.keeps(kSealedStandIn, stand_in.log_index);
    give_days(act, loaded.dossier);
    sheets_moved(act, loaded.dossier);
    put_work(act, id);
    tell_named(act, loaded.dossier, std::span(&ask.member, 1), std::span(&ask.member, 1));
    return sheet.seat;
  });
}

void Service::show_candidates(db::Reader& reader, const Loaded& loaded, ClosingView& view) const {
  const Dossier& dossier = loaded.dossier;
  const bool office = rules::may(rules::Act::name_chair, dossier.state, loaded.relation).ok();
  const bool waits = std::ranges::any_of(loaded.seats, [&](const Seat& seat) { return rules::awaits_another(dossier, seat); });
  const bool instead = office && (waits || !dossier.leads());
  if (!instead && !loaded.relation.is(rules::Capacity::council_chair)) return;
  view.stand_ins = parts_.identity.with_role(reader, Role::council_member, dossier.province);
  std::erase_if(view.stand_ins, [&](const identity::AccountSummary& one) {
    return !rules::check_stand_in(dossier, loaded.seats, view.conflicts, {one.id, one.grants}).ok();
  });
  if (office && !dossier.leads()) view.chairs = parts_.identity.with_role(reader, Role::council_chair, dossier.province);
  std::erase_if(view.chairs, [&](const identity::AccountSummary& one) {
    return !rules::check_new_chair(dossier, view.conflicts, {one.id, one.grants}).ok();
  });
  std::vector<identity::AccountSummary> people = view.stand_ins;
  people.insert(people.end(), view.chairs.begin(), view.chairs.end());
  view.ties = ties(reader, dossier, people);
}

std::vector<Tie> Service::ties(db::Reader& reader, const Dossier& dossier, std::span<const identity::AccountSummary> people) const {
  std::vector<AccountId> ids;
  for (const identity::AccountSummary& one : people) ids.push_back(one.id);
  std::vector<Tie> out;
  for (const identity::FormerPerson& former : parts_.identity.former_people(reader, dossier.producer, ids))
    out.push_back({former.account, former.role == Role::helper ? Tie::Kind::helped : Tie::Kind::was_member});
  for (const std::string& contact : parts_.contacts ? parts_.contacts(reader, dossier.producer) : std::vector<std::string>{}) {
    const auto holder = parts_.identity.with_login(reader, contact);
    if (holder && std::ranges::find(ids, holder->id) != ids.end()) out.push_back({holder->id, Tie::Kind::same_contact});
  }
  return out;
}

std::vector<std::string> recheck_conflicts(db::Reader& reader) {
  std::vector<std::string> findings;
  for (const ConflictOfInterest& one : store::all_conflicts(reader))
    if ((!one.is_erased() && tlog::commit(one.salt, one.ground) != one.commitment) ||
        tlog::entry_at(reader, one.log_index).value_or("").find(one.commitment) == std::string::npos)
      findings.push_back("dossier " + one.dossier.text() + ", seat " + std::to_string(one.seat) +
                         ": its conflict of interest does not match its commitment in the log");
  return findings;
}

}  // namespace ocop::evaluation
