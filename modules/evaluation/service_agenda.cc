#include <algorithm>
#include <map>
#include <set>

#include "modules/evaluation/messages.h"
#include "modules/evaluation/rules_positions.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// Many dossiers at once, for the agenda of a session (article 7.3d: the council works by its regulation). What each may be is decided by
// the same rules as on its own page.
namespace ocop::evaluation {
namespace {

using rules::Capacity;

std::map<DossierId, Dossier> by_id(db::Reader& reader, std::span<const DossierId> ids) {
  std::map<DossierId, Dossier> out;
  for (Dossier& dossier : store::by_ids(reader, ids)) out.emplace(dossier.id, std::move(dossier));
  return out;
}

rules::Candidate candidate(const std::map<AccountId, std::vector<Grant>>& grants, AccountId account) {
  const auto found = grants.find(account);
  return {account, found == grants.end() ? std::vector<Grant>() : found->second};
}

const Message& words_of(Tie::Kind kind) {
  switch (kind) {
    case Tie::Kind::was_member: return msg::tie_was_member;
    case Tie::Kind::helped: return msg::tie_helped;
    case Tie::Kind::same_contact: break;
  }
  return msg::tie_same_contact;
}

AgendaStanding standing(const Actor& actor, const Dossier& dossier, std::span<const Seat> seats) {
  const rules::Relation relation = rules::relation(actor, dossier, seats);
  AgendaStanding out;
  if (!rules::may(rules::Act::read, dossier.state, relation)) return out;
  out.page = AgendaStanding::Page::open;
  if (rules::may(rules::Act::see_progress, dossier.state, relation)) {
    const auto in = std::ranges::count(seats, SheetState::submitted, &Seat::state);
    out.sheets = {static_cast<int>(in), static_cast<int>(seats.size())};
  }
  for (const Seat& seat : seats)
    if (relation.seat == seat.number)
      out.own = seat.state == SheetState::submitted ? AgendaStanding::Own::submitted : AgendaStanding::Own::open;
  return out;
}

}  // namespace

std::vector<OnAgenda> Service::on_agenda(db::Reader& reader, std::span<const DossierId> ids) const {
  const auto dossiers = by_id(reader, ids);
  const std::vector<DossierId> advised = store::with_advice(reader, ids);
  std::vector<OnAgenda> out;
  for (const DossierId& id : ids) {
    const auto found = dossiers.find(id);
    if (found == dossiers.end()) continue;
    const Dossier& one = found->second;
    out.push_back({.id = id, .number = one.number, .product_name = one.product_name, .province = one.province, .commune = one.commune,
                   .product_set = one.product_set, .state = one.state,
                   .advice = std::ranges::find(advised, id) == advised.end() ? OnAgenda::Advice::absent : OnAgenda::Advice::written});
  }
  return out;
}

std::vector<OnAgenda> Service::waiting(db::Reader& reader, std::string_view province) const {
  return on_agenda(reader, store::awaiting_council(reader, province));
}

std::vector<AgendaTie> Service::agenda_ties(db::Reader& reader, std::span<const DossierId> ids, std::span<const AccountId> people) const {
  const auto accounts = parts_.identity.by_ids(reader, people);
  std::map<ProducerId, std::vector<Tie>> known;   // several products of one maker are asked once
  std::vector<AgendaTie> out;
  for (const auto& [id, dossier] : by_id(reader, ids)) {
    auto found = known.find(dossier.producer);
    if (found == known.end()) found = known.emplace(dossier.producer, ties(reader, dossier, accounts)).first;
    for (const Tie& one : found->second) out.push_back({id, one.account, words_of(one.kind)});
  }
  return out;
}

std::vector<std::optional<Error>> Service::hindrances(db::Reader& reader, const Actor& actor, std::span<const DossierId> ids,
                                                      const NamedCouncil& council) const {
  const auto dossiers = by_id(reader, ids);
  std::vector<AccountId> asked = council.members;
  if (council.chair) asked.push_back(*council.chair);
  std::map<AccountId, std::vector<Grant>> grants;
  for (identity::AccountSummary& one : parts_.identity.by_ids(reader, asked)) grants[one.id] = std::move(one.grants);
  std::vector<rules::Candidate> members;
  for (const AccountId& member : council.members) members.push_back(candidate(grants, member));
  const auto chair = council.chair ? std::optional(candidate(grants, *council.chair)) : std::nullopt;
  std::map<std::string, Settings, std::less<>> settings;
  const auto why = [&](DossierId id) -> Result<void> {
    const auto found = dossiers.find(id);
    if (found == dossiers.end()) return Error::of(ErrorKind::not_found, "no such dossier");
    Dossier dossier = found->second;
    const rules::Relation relation = rules::relation(actor, dossier, {});
    OCOP_CHECK(rules::may(rules::Act::open_council, dossier, relation));
    if (relation.of_producer) return rules::own_producer();
    auto known = settings.find(dossier.province);
    if (known == settings.end())
      known = settings.emplace(dossier.province, store::settings(reader, dossier.province, today())).first;
    dossier.settings = known->second;
    OCOP_CHECK(rules::check_council(dossier, members, chair));
    if (!rules::are_positions_asked_of(dossier)) return {};
    const rulebooks::Rulebook* rulebook = parts_.library.find(dossier.rulebook);
    const rulebooks::Table* table = rulebook ? rulebook->find(dossier.product_set) : nullptr;
    if (!table) return Error::of(ErrorKind::internal, "a dossier without its table");
    return rules::check_report_to_agree_with(*table, store::advice(reader, id), store::proposals(reader, id));
  };
  std::vector<std::optional<Error>> out;
  for (const DossierId& id : ids) {
    auto answer = why(id);
    out.push_back(answer ? std::nullopt : std::optional(std::move(answer).error()));
  }
  return out;
}

Result<void> Service::name_council(act::Act& act, DossierId id, const NamedCouncil& council) const {
  const auto found = by_id(act, std::span(&id, 1));
  if (found.empty()) return Error::of(ErrorKind::not_found, "no such dossier");
  // The version of now: who calls a session saw the agenda, not each dossier. Its row is locked before it is compared.
  NameCouncil ask{.version = found.begin()->second.version, .members = council.members, .chair = council.chair};
  ask.told = NameCouncil::Told::of_all;
  OCOP_CHECK(open_council_in(act, id, ask));
  return {};
}

std::vector<AgendaStanding> Service::standings(db::Reader& reader, const Actor& actor, std::span<const DossierId> ids) const {
  const auto dossiers = by_id(reader, ids);
  std::vector<DossierId> owners;
  const std::vector<Seat> all = store::seats_of(reader, ids, &owners);
  std::map<DossierId, std::vector<Seat>> seats;
  for (std::size_t i = 0; i < all.size(); ++i) seats[owners[i]].push_back(all[i]);
  std::vector<AgendaStanding> out;
  for (const DossierId& id : ids) {
    const auto found = dossiers.find(id);
    out.push_back(found == dossiers.end() ? AgendaStanding{} : standing(actor, found->second, seats[id]));
  }
  return out;
}

}  // namespace ocop::evaluation
