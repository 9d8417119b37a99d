#include <algorithm>
#include <map>
#include <stdexcept>

#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/store_scored.h"

// What waits for whom. Whose turn it is stands on the lists of work (modules/work), put there by each act; what is told of a dossier there
// is read from the dossier.
namespace ocop::evaluation {
namespace {

using rules::Capacity;
using rules::Waiting;

work::ThingId thing(DossierId id) { return {id.uuid}; }

work::Holder holder(const Dossier& dossier, const rules::Turn& turn) {
  if (turn.account) return {.account = turn.account};
  if (turn.of == rules::Turn::Of::producer) return {.producer = dossier.producer, .task = Task::dossiers};
  if (turn.of == rules::Turn::Of::sender) return {.province = dossier.sent_by};
  if (turn.relation.is(Capacity::commune_officer)) return {.commune = dossier.commune};
  return {.province = dossier.province};
}

// Whose role in the council was taken away has no seat any more: `grants` are those of today.
using Grants = std::map<AccountId, std::vector<Grant>>;
rules::Relation relation(const work::Holder& holder, const Dossier& dossier, std::span<const Seat> seats, const Grants& grants) {
  rules::Relation out;
  if (holder.account) {
    const auto known = grants.find(*holder.account);
    if (known == grants.end()) return out;
    const rules::Relation all = rules::relation({holder.account, "", known->second}, dossier, seats);
    for (const Capacity council : {Capacity::council_member, Capacity::council_chair})
      if (all.is(council)) out.add(council);
    out.seat = all.seat;
    return out;
  }
  using Of = rules::Turn::Of;
  if (!holder.commune.empty()) out.add(Capacity::commune_officer);
  else out = rules::holder_relation(dossier, holder.producer                          ? Of::producer
                                             : holder.province == dossier.province ? Of::place
                                                                                     : Of::sender);
  return out;
}

std::vector<work::Entry> entries(const Dossier& dossier, std::span<const Seat> seats, Date today, const HolidayCalendar& holidays) {
  std::vector<work::Entry> out;
  for (const rules::Turn& turn : rules::turns(dossier, seats)) {
    const bool done = dossier.state == State::decided;
    const auto term = rules::term(dossier, turn.relation, today, holidays);
    out.push_back({.holder = holder(dossier, turn),
                   .state = done                                ? work::State::done
                            : turn.waiting == Waiting::others ? work::State::others
                                                              : work::State::waiting,
                   .due = term ? std::optional(term->on) : std::nullopt,
                   .since = done ? dossier.decided_at.value_or(dossier.opened_at) : dossier.submitted_at.value_or(dossier.opened_at)});
  }
  return out;
}

std::map<DossierId, std::vector<Seat>> seats_by_dossier(db::Reader& reader, std::span<const DossierId> ids) {
  std::vector<DossierId> owners;
  const std::vector<Seat> seats = store::seats_of(reader, ids, &owners);
  std::map<DossierId, std::vector<Seat>> out;
  for (std::size_t i = 0; i < seats.size(); ++i) out[owners[i]].push_back(seats[i]);
  return out;
}

// A line of a list as its holder has it.
struct HeldLine {
  const Dossier* dossier = nullptr;        // nullptr: gone, or he may not read it
  rules::Relation relation;
  std::span<const Seat> seats;
  std::optional<SheetId> sheet;            // that he fills in now
};

// Says of each line which sheet its holder fills in; the criteria that an answer was saved for, of all those sheets.
std::map<SheetId, std::vector<std::string>> read_answered(db::Reader& reader, std::span<HeldLine> held) {
  std::vector<DossierId> drafts;
  for (const HeldLine& one : held)
    if (one.dossier && one.dossier->state == State::draft) drafts.push_back(one.dossier->id);
  const auto own = store::own_sheets(reader, drafts);
  std::vector<SheetId> sheets;
  for (HeldLine& one : held) {
    if (!one.dossier) continue;
    if (const auto found = own.find(one.dossier->id); found != own.end()) {
      one.sheet = found->second;
    } else if (one.dossier->state == State::scoring && rules::fits_positions(rules::Act::save_sheet, *one.dossier).ok()) {
      const auto seat = std::ranges::find_if(one.seats, [&](const Seat& each) { return one.relation.seat == each.number; });
      if (seat != one.seats.end()) one.sheet = seat->sheet;
    }
    if (one.sheet) sheets.push_back(*one.sheet);
  }
  auto out = store::answered(reader, sheets);
  for (const SheetId& sheet : sheets) out.try_emplace(sheet);
  return out;
}

}  // namespace

std::vector<work::Entry> Service::work_entries(db::Reader& reader, DossierId id) const {
  auto dossier = store::find(reader, Scope::everything(), id, today());
  if (!dossier) return {};
  std::vector<Seat> seats = store::take_seats(store::ask_seats(reader, id));
  mark_left(reader, *dossier, seats);
  return entries(*dossier, seats, today(), parts_.holidays);
}

void Service::put_work(act::Moment& act, DossierId id) const {
  auto dossier = store::find(act, Scope::everything(), id, today());
  std::vector<work::Entry> whose;
  if (dossier) {
    std::vector<Seat> seats = store::take_seats(store::ask_seats(act, id));
    mark_left(act, *dossier, seats);
    whose = entries(*dossier, seats, today(), parts_.holidays);
    db::Transaction& transaction = act;
    if (dossier->submitted_at) transaction.announce(courses_changed(dossier->province));
    if (dossier->state == State::closed) transaction.announce(scorings_changed(dossier->province));
  }
  work::put(act, kWorkSource, thing(id), whose);
}

std::vector<DossierId> Service::misplaced(db::Reader& reader) const {
  std::vector<DossierId> ids = store::ids(reader, store::Which::open);
  if (!work::any(reader, kWorkSource)) {
    const auto decided = store::ids(reader, store::Which::decided);
    ids.insert(ids.end(), decided.begin(), decided.end());
  }
  std::erase_if(ids, [&](DossierId id) {
    return std::ranges::is_permutation(work::entries(reader, kWorkSource, thing(id)), work_entries(reader, id));
  });
  return ids;
}

void Service::renew_work() const {
  for (const DossierId& id : parts_.database.read([&](db::Reader& reader) { return misplaced(reader); })) {
    // Its row first: another process may be in the middle of an act of this dossier.
    const auto renewed = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      store::ask_locked(act, Scope::everything(), id, act.today()).take();
      put_work(act, id);
      return {};
    });
    if (!renewed) throw std::runtime_error(renewed.error().detail);
  }
}

WorkItem Service::work_item(const rules::Relation& relation, const Dossier& dossier, std::span<const Seat> seats,
                            const std::vector<std::string>* answered) const {
  WorkItem item;
  item.relation = relation;
  item.dossier = dossier;
  // How many have judged is for those who may see that: the lists of the others told it (tests/api/test_blind.py).
  const bool counts = rules::may(rules::Act::see_progress, dossier.state, relation).ok();
  if (counts) item.progress.seats = static_cast<int>(seats.size());
  const Seat* own = nullptr;
  for (const Seat& seat : seats) {
    item.progress.submitted += counts && rules::has_judged(dossier, seat) ? 1 : 0;
    item.progress.left += counts && rules::awaits_another(dossier, seat) ? 1 : 0;
    if (item.relation.seat == seat.number) own = &seat;
  }
  const rulebooks::Rulebook* rulebook = answered ? parts_.library.find(dossier.rulebook) : nullptr;
  if (const rulebooks::Table* table = rulebook ? rulebook->find(dossier.product_set) : nullptr) {
    item.progress.criteria = static_cast<int>(table->criteria.size());
    item.progress.answered = static_cast<int>(std::ranges::count_if(*answered, [&](const std::string& code) {
      return table->index_of(code).has_value();
    }));
  }
  item.waiting = rules::waiting(dossier, item.relation, own, item.progress);
  item.deadline = rules::term(dossier, item.relation, today(), parts_.holidays);
  return item;
}

std::vector<std::optional<WorkItem>> Service::work_items(std::span<const Listed> asked) const {
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<DossierId> ids;
    std::vector<AccountId> accounts;
    for (const Listed& one : asked) {
      ids.push_back(one.dossier);
      if (one.holder.account) accounts.push_back(*one.holder.account);
    }
    Grants grants;
    for (identity::AccountSummary& one : parts_.identity.by_ids(reader, accounts)) grants[one.id] = std::move(one.grants);
    std::map<DossierId, Dossier> dossiers;
    std::vector<ProducerId> producer_ids;
    for (Dossier& dossier : store::by_ids(reader, ids)) {
      producer_ids.push_back(dossier.producer);
      dossiers.emplace(dossier.id, std::move(dossier));
    }
    auto seats = seats_by_dossier(reader, ids);
    std::map<std::string, Holders> holding;   // by province: a list is of one or two
    for (auto& [id, dossier] : dossiers) {
      if (dossier.state != State::scoring) continue;
      auto found = holding.find(dossier.province);
      if (found == holding.end()) found = holding.emplace(dossier.province, holders(reader, dossier.province)).first;
      mark_left(found->second, dossier, seats[id]);
    }
    std::map<ProducerId, std::string> names;
    for (const producers::Producer& producer : parts_.producers.by_ids(reader, producer_ids)) names[producer.id] = producer.name;

    std::vector<HeldLine> held(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const auto dossier = dossiers.find(asked[i].dossier);
      if (dossier == dossiers.end()) continue;
      if (const auto council = seats.find(asked[i].dossier); council != seats.end()) held[i].seats = council->second;
      held[i].relation = relation(asked[i].holder, dossier->second, held[i].seats, grants);
      if (rules::may(rules::Act::read, dossier->second.state, held[i].relation)) held[i].dossier = &dossier->second;
    }
    const auto answered = read_answered(reader, held);
    std::vector<std::optional<WorkItem>> out(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const HeldLine& one = held[i];
      if (!one.dossier) continue;
      const auto filled = one.sheet ? answered.find(*one.sheet) : answered.end();
      out[i] = work_item(one.relation, *one.dossier, one.seats, filled == answered.end() ? nullptr : &filled->second);
      out[i]->producer_name = names[one.dossier->producer];
    }
    return out;
  });
}

}  // namespace ocop::evaluation
