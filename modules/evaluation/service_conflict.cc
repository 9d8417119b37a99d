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

Result<void> Service::declare_conflict(const Actor& actor, DossierId id, const DeclareConflict& received) {
  const std::string ground = tidy(received.ground);
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(loaded, load(act, id, rules::Act::save_sheet));
    const auto seat = std::ranges::find(loaded.seats, act.by(), &Seat::member);
    if (seat == loaded.seats.end()) return Error::of(ErrorKind::not_found, "no seat in this council");
    OCOP_CHECK(rules::check_ground(ground));
    ConflictOfInterest conflict{.dossier = id, .seat = seat->number, .member = act.by(), .ground = ground, .declared = act.now()};
    conflict.salt.resize(crypto::Digest{}.size());
    parts_.random.fill({reinterpret_cast<std::uint8_t*>(conflict.salt.data()), conflict.salt.size()});
    conflict.commitment = tlog::commit(conflict.salt, conflict.ground);
    conflict.log_index = act.log(kConflictDeclared, id.text(), leaf_conflict_declared(conflict));
    store::insert_conflict(act, conflict);
    act.keeps(kSealedConflict, conflict.log_index);
    if (!store::set_aside(act, seat->sheet, act.now())) return Error::of(ErrorKind::internal, "a seat that was given up before");
    if (seat->state == SheetState::submitted) act.frees(kSealedSheet, seat->sheet);   // what was handed in stays, and counts no more
    sheets_moved(act, loaded.dossier);
    put_work(act, id);
    if (loaded.dossier.chair) tell(act, kToldConflict, loaded.dossier, "/closing", {.accounts = {*loaded.dossier.chair}});
    return {};
  });
}

Result<int> Service::name_stand_in(const Actor& actor, DossierId id, int instead, const NameStandIn& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<int> {
    OCOP_TRY(loaded, load(act, id, rules::Act::reopen_sheet));   // the chair's, while it is scored
    const std::vector<ConflictOfInterest> conflicts = store::conflicts(act, id);
    const auto given_up = std::ranges::find(conflicts, instead, &ConflictOfInterest::seat);
    if (given_up == conflicts.end()) return Error::of(ErrorKind::not_found, "no such seat that was given up");
    if (given_up->stand_in) return Error::of(ErrorKind::conflict, {"member", "", "a seat without a stand-in", msg::stand_in_is_named});
    const auto known = parts_.identity.by_ids(act, std::span(&ask.member, 1));
    const rules::Candidate candidate{ask.member, known.empty() ? std::vector<Grant>{} : known.front().grants};
    OCOP_CHECK(rules::check_stand_in(loaded.dossier, loaded.seats, conflicts, candidate));

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
    sheets_moved(act, loaded.dossier);
    put_work(act, id);
    tell(act, kToldCouncil, loaded.dossier, "", {.accounts = {ask.member}});
    return sheet.seat;
  });
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
