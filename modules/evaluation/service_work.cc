#include <algorithm>
#include <map>

#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What waits for whom, by legal deadline.
namespace ocop::evaluation {
namespace {

using rules::Capacity;

// The first act that this actor can do now; `others` when the dossier waits for somebody else.
Waiting waiting_for(const WorkItem& item, const Seat* own) {
  const Dossier& dossier = item.dossier;
  const rules::Relation& relation = item.relation;
  switch (dossier.state) {
    case State::draft:
      if (relation.is(Capacity::producer)) return dossier.return_reason.empty() ? Waiting::finish_draft : Waiting::complete_returned;
      break;
    case State::submitted:
      if (relation.is(Capacity::provincial_body)) return Waiting::open_council;
      if (relation.is(Capacity::commune_officer)) return Waiting::assess_commune;
      break;
    case State::scoring:
      if (own && own->state == SheetState::open) return item.answered == item.criteria ? Waiting::hand_in : Waiting::score;
      if (relation.is(Capacity::council_chair) && item.submitted >= rules::sheets_needed(item.seats, dossier.settings.quorum_percent))
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

}  // namespace

WorkItem Service::work_item(db::Reader& reader, const Actor& actor, Dossier dossier, std::span<const Seat> seats) const {
  WorkItem item;
  item.relation = rules::relation(actor, dossier, seats);
  item.dossier = std::move(dossier);
  item.seats = static_cast<int>(seats.size());
  const Seat* own = nullptr;
  for (const Seat& seat : seats) {
    item.submitted += seat.state == SheetState::submitted ? 1 : 0;
    if (item.relation.seat == seat.number) own = &seat;
  }
  const rulebooks::Rulebook* rulebook = parts_.library.find(item.dossier.rulebook);
  const rulebooks::Table* table = rulebook ? rulebook->find(item.dossier.product_set) : nullptr;
  const bool drafting = item.dossier.state == State::draft;
  if (table && (drafting || (own && item.dossier.state == State::scoring)))
    if (const auto sheet = store::sheet(reader, item.dossier.id, drafting ? kSelfSeat : own->number)) {
      const rules::Completeness completeness = rules::completeness(*table, *sheet);
      item.answered = completeness.answered;
      item.criteria = completeness.criteria;
    }
  item.waiting = waiting_for(item, own);
  const auto& submitted = item.dossier.submitted_at;
  if (submitted && item.dossier.state == State::submitted && item.waiting == Waiting::assess_commune)
    item.deadline = rules::commune_deadline(*submitted, today(), parts_.holidays);
  const bool running =
      item.dossier.state == State::submitted || item.dossier.state == State::scoring || item.dossier.state == State::closed;
  if (submitted && running && item.dossier.kind == Kind::renewal && !item.relation.is(Capacity::producer) && !item.deadline)
    item.deadline = rules::renewal_deadline(*submitted, today(), parts_.holidays);
  return item;
}

Result<Work> Service::work(const Actor& actor) {
  return parts_.database.read([&](db::Reader& reader) -> Result<Work> {
    const Scope scope = scope_of(actor);
    std::vector<Dossier> dossiers = store::list(reader, scope, store::Which::open, today());
    for (Dossier& done : store::list(reader, scope, store::Which::decided, today())) dossiers.push_back(std::move(done));
    std::vector<DossierId> ids;
    std::vector<ProducerId> producer_ids;
    for (const Dossier& dossier : dossiers) {
      ids.push_back(dossier.id);
      producer_ids.push_back(dossier.producer);
    }
    std::map<DossierId, std::vector<Seat>> seats;
    std::vector<DossierId> owners;
    const std::vector<Seat> all_seats = store::seats_of(reader, ids, &owners);
    for (std::size_t i = 0; i < all_seats.size(); ++i) seats[owners[i]].push_back(all_seats[i]);
    std::map<ProducerId, std::string> names;
    for (const producers::Producer& producer : parts_.producers.by_ids(reader, producer_ids)) names[producer.id] = producer.name;

    Work out;
    for (Dossier& dossier : dossiers) {
      WorkItem item = work_item(reader, actor, dossier, seats[dossier.id]);
      if (!rules::may(rules::Act::read, item.dossier.state, item.relation)) continue;
      item.producer_name = names[item.dossier.producer];
      auto& list = item.dossier.state == State::decided ? out.done : item.waiting == Waiting::others ? out.others : out.waiting;
      list.push_back(std::move(item));
    }
    // By legal deadline; what has none after it, the longest wait first.
    const auto earlier = [](const WorkItem& a, const WorkItem& b) {
      if (a.deadline.has_value() != b.deadline.has_value()) return a.deadline.has_value();
      if (a.deadline && a.deadline->on != b.deadline->on) return a.deadline->on < b.deadline->on;
      return a.dossier.submitted_at.value_or(a.dossier.opened_at) < b.dossier.submitted_at.value_or(b.dossier.opened_at);
    };
    std::stable_sort(out.waiting.begin(), out.waiting.end(), earlier);
    std::stable_sort(out.others.begin(), out.others.end(), earlier);
    return out;
  });
}

}  // namespace ocop::evaluation
