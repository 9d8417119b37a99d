#include <algorithm>

#include "modules/evaluation/messages.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What the modules above prepare dossiers with, and measure offices by.
namespace ocop::evaluation {
namespace {

bool holds(const auto& all, const auto& one) { return std::ranges::find(all, one) != all.end(); }

// In which capacities a listed scope covers a dossier. One that it covers by nothing else its account sits on or leads: whoever declared
// a conflict gave that up, and his old sheet covers nothing (the dossier's own page has it so too: rules::relation).
rules::Relation covered_as(const Scope& scope, const Dossier& dossier, std::span<const Seat> seats) {
  rules::Relation out;
  if (holds(scope.producers, dossier.producer)) out.add(rules::Capacity::producer);
  if (holds(scope.communes, dossier.commune)) out.add(rules::Capacity::commune_officer);
  if (holds(scope.provinces, dossier.province)) out.add(rules::Capacity::provincial_body);
  if (out.capacities != 0 || !scope.assignee) return out;
  const bool seated = std::ranges::any_of(seats, [&](const Seat& seat) { return seat.member == *scope.assignee; });
  if (seated) out.add(rules::Capacity::council_member);
  if (dossier.leads() == scope.assignee) out.add(rules::Capacity::council_chair);
  return out;
}

}  // namespace

std::string courses_changed(std::string_view province) { return "courses." + std::string(province); }
std::string scorings_changed(std::string_view province) { return "scorings." + std::string(province); }

Result<DossierId> Service::open(act::Act& act, const FirstDossier& ask) const {
  const rulebooks::Rulebook* rulebook = parts_.library.in_force(act.today());
  if (!rulebook) return Error::of(ErrorKind::internal, "no rulebook is in force on " + act.today().iso());
  const rulebooks::Table* table = rulebook->find(ask.product_set);
  if (!table)
    return Error::of(ErrorKind::invalid_input,
                     {"product_set", ask.product_set, "a product set of " + rulebook->code, msg::product_set_unknown});
  const auto products = parts_.products.by_ids(act, std::span(&ask.product, 1));
  if (products.empty() || !Scope::for_task(act.actor(), Task::dossiers).covers({}, {}, products.front().producer))
    return Error::of(ErrorKind::not_found, {"product", ask.product.text(), "a product of your producer", msg::product_unknown});
  store::hold_serials(act, products.front().commune, act.today().civil().year);
  return open_now(act, {.product = ask.product, .kind = Kind::first, .product_set = ask.product_set}, products.front(), *rulebook, *table);
}

std::vector<Course> Service::courses(db::Reader& reader, std::string_view province) const { return store::courses(reader, province); }

std::optional<Course> Service::course(db::Reader& reader, const Scope& scope, DossierId dossier) const {
  if (scope.reach == Scope::Reach::everything) return store::course(reader, dossier);
  const auto found = store::find(reader, scope, dossier, today());
  if (!found) return std::nullopt;
  // Whoever may not read a dossier in its state is not told either where it stands.
  const auto seats = store::take_seats(store::ask_seats(reader, dossier));
  if (!rules::may(rules::Act::read, found->state, covered_as(scope, *found, seats))) return std::nullopt;
  return store::course(reader, dossier);
}

void Service::hold(db::Transaction& transaction, DossierId dossier) const { store::hold(transaction, dossier); }

std::vector<Course> Service::decided_of(db::Reader& reader, std::span<const ProducerId> producers) const {
  return store::decided_of(reader, producers);
}

void Service::score(std::vector<Published>& rows) const {
  parts_.database.read([&](db::Reader& reader) {
    std::vector<DossierId> ids;
    for (const Published& one : rows) ids.push_back(one.id);
    std::vector<Dossier> dossiers = store::by_ids(reader, ids);
    std::erase_if(dossiers, [](const Dossier& one) { return one.state != State::decided; });
    const auto outcomes = outcomes_of(reader, dossiers);
    for (Published& one : rows) {
      const auto found = std::ranges::find(dossiers, one.id, &Dossier::id);
      if (found == dossiers.end()) continue;
      const auto& outcome = outcomes[static_cast<std::size_t>(found - dossiers.begin())];
      if (!outcome) continue;   // recheck() tells of it
      one.parts = outcome->parts;
      one.total = outcome->total;
      for (const rulebooks::MissedFloor& floor : outcome->floors_missed)
        if (floor.star <= outcome->stars + 1) one.missed.push_back(floor);
    }
  });
}

std::vector<Given> Service::given(db::Reader& reader, std::string_view province) const {
  std::vector<Given> out;
  for (store::Chosen& one : store::chosen(reader, province)) {
    const rulebooks::Rulebook* rulebook = parts_.library.find(one.rulebook);
    const rulebooks::Table* table = rulebook ? rulebook->find(one.product_set) : nullptr;
    const rulebooks::Criterion* criterion = table ? table->find(one.given.criterion) : nullptr;
    if (!criterion) continue;
    const auto option = static_cast<std::size_t>(one.option);
    one.given.points = option == 0 || option > criterion->options.size() ? 0 : criterion->options[option - 1].points;
    one.given.product_set = std::move(one.product_set);
    out.push_back(std::move(one.given));
  }
  return out;
}

}  // namespace ocop::evaluation
