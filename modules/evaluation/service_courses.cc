#include "modules/evaluation/messages.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What the modules above prepare dossiers with, and measure offices by.
namespace ocop::evaluation {

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
  if (!store::find(reader, scope, dossier, today())) return std::nullopt;
  return store::course(reader, dossier);
}

std::vector<Course> Service::decided_of(db::Reader& reader, ProducerId producer) const { return store::decided_of(reader, producer); }

lists::Rows<Published> Service::published() const { return store::published(); }

namespace {
constexpr int kMostOfProvince = 4;
}  // namespace

void Service::score(std::vector<Published>& rows) const {
  parts_.database.read([&](db::Reader& reader) {
    for (Published& one : rows) {
      const auto dossier = store::find(reader, Scope::everything(), one.id, today());
      const auto outcome = dossier ? outcome_of(reader, *dossier, nullptr) : Error::of(ErrorKind::not_found);
      if (!outcome) continue;   // recheck() tells of it
      one.parts = outcome->parts;
      one.total = outcome->total;
      // A province gives no five stars (article 4.1): of what it approves for the Ministry none is published before that decides.
      const bool ministers = outcome->stars > kMostOfProvince && dossier->level() == Level::province;
      one.stars = ministers ? 0 : outcome->stars;
      one.knockouts = outcome->knockouts;
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
