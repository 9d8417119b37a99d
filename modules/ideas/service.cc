#include "modules/ideas/service.h"

#include <algorithm>

#include "modules/ideas/messages.h"
#include "modules/ideas/migrations.h"
#include "modules/ideas/store.h"

namespace ocop::ideas {
namespace {

Error absent(IdeaId id) { return Error::of(ErrorKind::not_found, "idea " + id.text()); }
Error wrong(std::string field, std::string got, std::string wanted, const Message& message, ErrorKind kind = ErrorKind::invalid_input) {
  return Error::of(kind, {std::move(field), std::move(got), std::move(wanted), message, {}});
}
Scope communes_of(const Actor& actor) { return Scope::of(actor, {Role::commune_officer}); }
Scope makers_of(const Actor& actor) { return Scope::for_task(actor, Task::dossiers); }
void set_round(Idea& idea) {
  idea.results_before.reset();
  if (idea.target) idea.results_before = evaluation::round_of(*idea.target).results_before;
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
Scope scope_of(const Actor& actor) { return Scope::for_task(actor, Task::dossiers, {Role::commune_officer, Role::provincial_body}); }
Scope offices_of(const Actor& actor) { return Scope::of(actor, {Role::commune_officer, Role::provincial_body}); }

rules::Sides Service::sides(const Actor& actor, const Idea& idea) const {
  rules::Sides out;
  if (communes_of(actor).covers(idea.province, idea.commune, std::nullopt)) out.add(rules::Side::commune);
  if (idea.producer && makers_of(actor).covers({}, {}, idea.producer)) out.add(rules::Side::maker);
  if (Scope::of(actor, {Role::provincial_body}).covers(idea.province, idea.commune, std::nullopt)) out.add(rules::Side::province);
  return out;
}

std::vector<const rulebooks::Table*> Service::sets() const {
  std::vector<const rulebooks::Table*> out;
  if (const rulebooks::Rulebook* rulebook = parts_.library.in_force(today()))
    for (const auto& table : rulebook->tables) out.push_back(table.get());
  return out;
}
const rulebooks::Table* Service::set(std::string_view code) const {
  for (const rulebooks::Rulebook& rulebook : parts_.library.rulebooks())
    if (const rulebooks::Table* table = rulebook.find(code)) return table;
  return nullptr;
}

Result<void> Service::check(db::Reader& reader, const Facts& facts, std::string_view commune, Date today) const {
  OCOP_CHECK(rules::check(facts, today));
  const auto known = sets();
  if (!facts.product_set.empty() && std::ranges::find(known, facts.product_set, &rulebooks::Table::code) == known.end())
    return wrong("product_set", facts.product_set, "a product set of the rulebook in force", msg::set_unknown);
  if (!facts.producer) return {};
  const auto found = parts_.producers.by_ids(reader, std::span(&*facts.producer, 1));
  if (found.empty() || found[0].commune != commune)
    return wrong("producer", facts.producer->text(), "a producer of the commune", msg::producer_elsewhere);
  return {};
}

Result<act::Made<IdeaId>> Service::enter(const Actor& actor, const EnterIdea& input, const Attempt& attempt) {
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<IdeaId>> {
    return act.once(attempt, [&]() -> Result<IdeaId> {
      Idea idea;
      static_cast<Facts&>(idea) = input;
      if (input.producer && makers_of(act.actor()).covers({}, {}, input.producer)) {
        const auto own = parts_.producers.by_ids(act, std::span(&*input.producer, 1));
        if (own.empty() || own[0].commune.empty())
          return wrong("producer", input.producer->text(), "a producer whose commune is known", msg::commune_unknown, ErrorKind::conflict);
        idea.commune = own[0].commune;
        idea.state = State::registered;
        OCOP_CHECK(rules::check_registered(idea));
      } else {
        const std::vector<std::string> communes = communes_of(act.actor()).communes;
        if (communes.empty()) return wrong("producer", "", "your own producer", msg::producer_own);
        idea.commune = input.commune.empty() && communes.size() == 1 ? communes[0] : input.commune;
        if (std::ranges::find(communes, idea.commune) == communes.end())
          return wrong("commune", input.commune, "one of your communes", msg::commune_own);
      }
      const places::Commune* unit = parts_.places.commune(idea.commune);
      if (!unit) return wrong("commune", idea.commune, "a commune of today", msg::commune_unknown);
      idea.province = unit->province;
      OCOP_CHECK(check(act, idea, idea.commune, act.today()));
      if (store::open_of_commune(act, idea.commune) >= kMostOpen)
        return wrong("", idea.commune, "fewer that are open", msg::too_many_open, ErrorKind::conflict);
      set_round(idea);
      idea.id = act.new_id<IdeaId>();
      idea.entered = idea.changed = act.now();
      idea.changed_by = act.by();
      store::insert(act, idea);
      note_office(act, idea, "idea.entered");
      if (idea.state == State::registered) tell(act, idea);
      return idea.id;
    });
  });
}

// An officer's act where it is one; a helper's for its producer.
void Service::note_office(act::Act& act, const Idea& idea, std::string_view what) const {
  const rules::Sides by = sides(act.actor(), idea);
  if (by.has(rules::Side::maker)) act.for_producer(*idea.producer, what, idea.name);
  else act.in_office({Role::commune_officer}, {idea.province, idea.commune}, what, idea.name);
}

void Service::tell(act::Act& act, const Idea& idea) const {
  notices::Audience audience{.holders = {{Role::commune_officer, idea.province, idea.commune, {}}}, .except = act.by()};
  if (idea.producer) audience.holders.push_back({Role::producer_member, "", "", idea.producer});
  parts_.notices.tell(act, {kToldRegistered, {idea.name}, path_of(idea)}, audience);
}

Result<Service::Loaded> Service::load(act::Act& act, IdeaId id, rules::Act what, std::int64_t version) const {
  auto found = store::find(act, scope_of(act.actor()), id);
  if (!found) return absent(id);
  OCOP_TRY(next, rules::may(what, found->state, sides(act.actor(), *found)));
  OCOP_CHECK(act::expect_version(version, found->version, msg::idea_changed));
  return Loaded{std::move(*found), next};
}

Result<Idea> Service::save(act::Act& act, Idea idea) const {
  idea.changed = act.now();
  if (idea.state != State::given_up) idea.changed_by = act.by();
  if (!store::change(act, idea)) return act::stale(idea.version, {}, msg::idea_changed);
  ++idea.version;
  return idea;
}

Result<Idea> Service::change(const Actor& actor, IdeaId id, const ChangeIdea& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    Idea& idea = loaded.idea;
    const auto producer = idea.producer;
    static_cast<Facts&>(idea) = input;
    if (producer && idea.producer != producer)   // whose it is, is said by giving it up
      return wrong("producer", idea.producer ? idea.producer->text() : "", producer->text(), msg::producer_stays);
    OCOP_CHECK(check(act, idea, idea.commune, act.today()));
    if (idea.state != State::potential) OCOP_CHECK(rules::check_registered(idea));
    set_round(idea);
    note_office(act, idea, "idea.changed");
    return save(act, std::move(idea));
  });
}

Result<Idea> Service::enroll(const Actor& actor, IdeaId id, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::enroll, input.version));
    OCOP_CHECK(rules::check_registered(loaded.idea));
    loaded.idea.state = loaded.next;
    note_office(act, loaded.idea, "idea.moved");
    tell(act, loaded.idea);
    return save(act, std::move(loaded.idea));
  });
}

Result<Idea> Service::start(const Actor& actor, IdeaId id, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::start, input.version));
    OCOP_CHECK(rules::check_start(store::steps(act, id)));
    loaded.idea.state = loaded.next;
    note_office(act, loaded.idea, "idea.moved");
    return save(act, std::move(loaded.idea));
  });
}

Result<Idea> Service::name_product(const Actor& actor, IdeaId id, const NameProduct& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::name_product, input.version));
    Idea& idea = loaded.idea;
    if (idea.product && !parts_.products.by_ids(act, std::span(&*idea.product, 1)).empty())
      return wrong("product", idea.product->text(), "an idea without a product", msg::product_is_there, ErrorKind::conflict);
    if (input.product) {
      const auto own = parts_.products.of_producer(act, *idea.producer);
      if (std::ranges::find(own, *input.product, &products::Product::id) == own.end())
        return wrong("product", input.product->text(), "a product of this maker", msg::product_unknown);
      idea.product = input.product;
      act.for_producer(*idea.producer, "idea.moved", idea.name);
    } else {
      const rulebooks::Table* table = set(idea.product_set);
      OCOP_TRY(made, parts_.registrations.register_product(
                         act, {.producer = *idea.producer, .name = idea.name, .group = table ? table->group.code : std::string()}));
      idea.product = made;
    }
    return save(act, std::move(idea));
  });
}

Result<Idea> Service::open_dossier(const Actor& actor, IdeaId id, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::open_dossier, input.version));
    Idea& idea = loaded.idea;
    if (!idea.product || parts_.products.by_ids(act, std::span(&*idea.product, 1)).empty())
      return wrong("product", "", "a product that its commune has confirmed", msg::product_first, ErrorKind::conflict);
    OCOP_TRY(dossier, parts_.dossiers.open(act, {.product = *idea.product, .product_set = idea.product_set}));
    idea.dossier = dossier;
    idea.state = loaded.next;
    return save(act, std::move(idea));
  });
}

void Service::dropped(act::Act& act, DossierId dossier) const { store::take_back(act, dossier, act.by(), act.now()); }

Result<Idea> Service::give_up(const Actor& actor, IdeaId id, const GiveUp& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::give_up, input.version));
    note_office(act, loaded.idea, "idea.given_up");
    Idea idea = rules::without_people(std::move(loaded.idea));
    idea.state = loaded.next;
    idea.ground = input.ground;
    store::remove_steps(act, id);
    return save(act, std::move(idea));
  });
}

Result<Idea> Service::add_step(const Actor& actor, IdeaId id, const AddStep& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    OCOP_CHECK(rules::check_step(input, loaded.idea, store::steps(act, id).size()));
    store::insert(act, Step{act.new_id<StepId>(), id, input.words, input.due, {}});
    note_office(act, loaded.idea, "idea.changed");
    return save(act, std::move(loaded.idea));
  });
}

Result<Idea> Service::finish_step(const Actor& actor, IdeaId id, StepId step, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    if (!store::finish(act, id, step, act.now())) return Error::of(ErrorKind::not_found, "step " + step.text());
    note_office(act, loaded.idea, "idea.changed");
    return save(act, std::move(loaded.idea));
  });
}

Result<Idea> Service::remove_step(const Actor& actor, IdeaId id, StepId step, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Idea> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    if (!store::remove(act, id, step)) return Error::of(ErrorKind::not_found, "step " + step.text());
    note_office(act, loaded.idea, "idea.changed");
    return save(act, std::move(loaded.idea));
  });
}

Result<Service::Shown> Service::show(const Actor& actor, IdeaId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    auto found = store::find(reader, scope_of(actor), id);
    if (!found) return absent(id);
    Shown out;
    out.sides = sides(actor, *found);
    out.plan = store::steps(reader, id);
    if (found->producer) {
      auto makers = parts_.producers.by_ids(reader, std::span(&*found->producer, 1));
      if (!makers.empty()) out.producer = std::move(makers[0]);
      if (out.sides.has(rules::Side::maker)) out.choices = parts_.products.of_producer(reader, *found->producer);
      std::erase_if(out.choices, [](const products::Product& one) { return one.merged_into.has_value(); });
    }
    if (found->product) {
      auto products = parts_.products.by_ids(reader, std::span(&*found->product, 1));
      if (!products.empty()) out.product = std::move(products[0]);
    }
    out.idea = std::move(*found);
    return out;
  });
}

std::vector<producers::Producer> Service::makers(const Actor& actor) const {
  return parts_.database.read([&](db::Reader& reader) { return parts_.producers.by_ids(reader, makers_of(actor).producers); });
}

std::optional<producers::Producer> Service::maker_here(const Actor& actor, ProducerId producer) const {
  auto found = parts_.database.read([&](db::Reader& reader) { return parts_.producers.by_ids(reader, std::span(&producer, 1)); });
  if (found.empty() || !communes_of(actor).covers(found[0].province, found[0].commune, std::nullopt)) return std::nullopt;
  return std::move(found[0]);
}

bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

}  // namespace ocop::ideas
