#include <algorithm>
#include <map>

#include "kernel/json/json.h"
#include "modules/registrations/messages.h"
#include "modules/registrations/rules.h"
#include "modules/registrations/service.h"
#include "modules/registrations/store.h"

// What the office does, and what is read.
namespace ocop::registrations {
namespace {

using Reader = Service::Shown::Reader;
constexpr std::initializer_list<Role> kOffices{Role::commune_officer, Role::provincial_body};

work::ThingId thing(RegistrationId id) { return {id.uuid}; }
Grant members_of(const Registration& one) { return {Role::producer_member, "", "", one.producer}; }

bool may_be_office(const Actor& actor) { return actor.has(Role::commune_officer) || actor.has(Role::provincial_body); }

}  // namespace

Date Service::due(const Registration& registration) const {
  return parts_.holidays.plus_working_days(vietnam_date(registration.sent), rules::kDaysToLook);
}

void Service::put_work(act::Act& act, const Registration& registration) const {
  const bool product = registration.subject == Subject::product;
  const work::Holder commune{.commune = registration.commune};
  const work::Holder maker{.producer = registration.producer, .task = product ? std::optional(Task::products) : std::nullopt};
  const auto entry = [&](const work::Holder& holder, work::State state, std::optional<Date> due) {
    return work::Entry{holder, state, due, state == work::State::done ? act.now() : registration.sent};
  };
  using enum work::State;
  std::vector<work::Entry> entries;
  switch (registration.state) {
    case State::waiting: entries = {entry(commune, waiting, due(registration)), entry(maker, others, due(registration))}; break;
    case State::returned: entries = {entry(maker, waiting, {}), entry(commune, others, {})}; break;
    case State::confirmed: entries = {entry(maker, done, {}), entry(commune, done, {})}; break;
    case State::withdrawn: break;
  }
  work::put(act, kWorkSource, thing(registration.id), entries);
}

void Service::tell_office(act::Act& act, const Registration& registration) const {
  parts_.notices.tell(act, {kToldSent, {registration.name}, path_of(registration)},
                      {.holders = {{Role::commune_officer, registration.province, registration.commune, {}}}, .except = act.by()});
}

void Service::tell_makers(act::Act& act, std::string_view kind, const Registration& registration) const {
  parts_.notices.tell(act, {kind, {registration.name}, path_of(registration)}, {.holders = {members_of(registration)}, .except = act.by()});
}

// ---- confirmed -----------------------------------------------------------------------------------------------------------------

std::int64_t Service::log(act::Act& act, const Registration& registration, std::string_view code) const {
  json::Writer out;
  out.begin_object();
  switch (registration.subject) {
    case Subject::producer:
      out.field("commune", registration.commune).field("kind", name(registration.kind)).field("province", registration.province);
      out.field("registration", registration.id).end_object();
      return act.log(kProducerRegistered, registration.producer.text(), out.take());
    case Subject::product:
      out.field("code", code).field("name", registration.name).field("producer_id", registration.producer);
      out.field("registration", registration.id).end_object();
      return act.log(kProductRegistered, registration.product->text(), out.take());
    case Subject::legal_form: break;
  }
  out.field("former_kind", name(registration.former_kind)).field("kind", name(registration.kind));
  out.field("registration", registration.id).end_object();
  return act.log(kLegalFormChanged, registration.producer.text(), out.take());
}

// A producer, and the change of one, in the register.
Result<void> Service::apply_record(act::Act& act, const Registration& registration) const {
  const auto found = parts_.producers.by_ids(act, std::span(&registration.producer, 1));
  if (found.empty()) return Error::of(ErrorKind::internal, "no producer " + registration.producer.text());
  producers::Producer producer = found[0];
  if (registration.subject == Subject::legal_form)
    parts_.producers.add_former(act, act.new_uuid(), {producer.id, producer.name, producer.kind, act.today()});
  producer.name = registration.name;
  producer.kind = registration.kind;
  producer.presence = producers::Presence::listed;
  if (!parts_.producers.change_record(act, producer)) return act::stale(registration.version, {}, msg::changed_meanwhile);
  parts_.products.maker_changed(act, producer.id);
  return {};
}

Result<void> Service::apply(act::Act& act, const Registration& registration) const {
  if (registration.subject != Subject::product) return apply_record(act, registration);
  const auto makers = parts_.producers.by_ids(act, std::span(&registration.producer, 1));
  if (makers.empty() || makers[0].presence == producers::Presence::waiting)
    return Error::of(ErrorKind::conflict, {"", registration.name, "a product of a confirmed producer", msg::producer_first, {}});
  products::Product product;
  product.id = *registration.product;
  product.producer = registration.producer;
  product.name = registration.name;
  product.name_en = registration.name_en;
  product.group = registration.group;
  product.gtin = registration.gtin;
  product.province = makers[0].province;
  product.commune = makers[0].commune;
  product.place_as_printed = makers[0].address_as_printed;
  product.code = products::new_code(parts_.random);
  parts_.products.insert(act, product);
  return {};
}

Result<void> Service::close(act::Act& act, Registration& registration) const {
  if (!registration.gtin.empty()) store::hold_gtin(act, registration.gtin);
  if (registration.subject == Subject::product) OCOP_CHECK(check_product(act, registration));   // another may have taken the GTIN since
  OCOP_CHECK(apply(act, registration));
  std::string code;
  if (registration.product) code = parts_.products.by_ids(act, std::span(&*registration.product, 1)).at(0).code;
  registration.state = State::confirmed;
  act.in_office({Role::commune_officer, Role::provincial_body}, {registration.province, registration.commune}, "registration.confirmed",
                registration.name);
  registration.decided_by = act.by();
  registration.decided = act.now();
  registration.log_index = log(act, registration, code);
  if (!store::change(act, registration)) return act::stale(registration.version, {}, msg::changed_meanwhile);
  ++registration.version;
  act.keeps(kSealedRegistration, registration.id);
  put_work(act, registration);
  tell_makers(act, kToldConfirmed, registration);
  return {};
}

Result<Registration> Service::confirm(const Actor& actor, RegistrationId id, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Registration> {
    OCOP_TRY(registration, find(act, act.actor(), id, Whose::offices));
    OCOP_CHECK(rules::may(rules::Act::confirm, registration));
    OCOP_CHECK(act::expect_version(input.version, registration.version, msg::changed_meanwhile));
    OCOP_CHECK(rules::nobody_confirms_the_own(registration, act.by()));
    if (act.is_of_producer(registration.producer, registration.asked)) return rules::own_registration();
    OCOP_CHECK(close(act, registration));
    return registration;
  });
}

Result<Registration> Service::give_back(const Actor& actor, RegistrationId id, const Return& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Registration> {
    OCOP_TRY(registration, find(act, act.actor(), id, Whose::offices));
    OCOP_CHECK(rules::may(rules::Act::give_back, registration));
    OCOP_CHECK(act::expect_version(input.version, registration.version, msg::changed_meanwhile));
    act.in_office({Role::commune_officer, Role::provincial_body}, {registration.province, registration.commune}, "registration.returned",
                  registration.name);
    registration.state = State::returned;
    registration.words = input.words;
    registration.decided_by = act.by();
    registration.decided = act.now();
    if (!store::change(act, registration)) return act::stale(input.version, {}, msg::changed_meanwhile);
    ++registration.version;
    put_work(act, registration);
    tell_makers(act, kToldReturned, registration);
    return registration;
  });
}

// ---- read ----------------------------------------------------------------------------------------------------------------------

Result<Service::Shown> Service::read_shown(db::Reader& reader, const Actor& actor, RegistrationId id) const {
  auto registration = store::find(reader, id);
  const bool office = registration && Scope::of(actor, kOffices).covers(registration->province, registration->commune, std::nullopt);
  const bool own = registration && makers_of(actor, registration->subject).covers({}, {}, registration->producer);
  if (!office && !own) return Error::of(ErrorKind::not_found, "registration " + id.text());
  Shown out;
  out.reader = own ? Reader::member : Reader::office;
  const auto makers = parts_.producers.by_ids(reader, std::span(&registration->producer, 1));
  if (!makers.empty()) out.producer = makers[0];
  if (registration->subject == Subject::producer) out.profile = store::profile(reader, registration->producer);
  if (registration->product) {
    auto products = parts_.products.by_ids(reader, std::span(&*registration->product, 1));
    if (!products.empty()) out.product = std::move(products[0]);
    out.products_alike = parts_.products.alike(reader, registration->name, registration->province);
    std::erase_if(out.products_alike, [&](const products::Product& one) { return one.id == *registration->product; });
    if (office && !registration->gtin.empty()) out.same_gtin = store::open_with_gtin(reader, registration->gtin);
    std::erase_if(out.same_gtin, [&](const Registration& one) { return one.id == id; });
  } else {
    out.makers_alike = parts_.producers.alike(reader, registration->name, registration->province);
    std::erase_if(out.makers_alike, [&](const producers::Producer& one) { return one.id == registration->producer; });
  }
  if (registration->state == State::waiting) out.due = due(*registration);
  out.registration = std::move(*registration);
  return out;
}

// What an office reads of people is written down in the transaction that reads it: what cannot be written down is not shown.
Result<Service::Shown> Service::show(const Actor& actor, RegistrationId id) const {
  if (!may_be_office(actor)) return parts_.database.read([&](db::Reader& reader) { return read_shown(reader, actor, id); });
  return acts_.run(actor, [&](act::Act& act) -> Result<Shown> {
    OCOP_TRY(shown, read_shown(act, actor, id));
    if (shown.reader == Reader::office) parts_.identity.note_look(act, "registration:" + id.text());
    return std::move(shown);
  });
}

Result<Service::Own> Service::own(const Actor& actor) const {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  return parts_.database.read([&](db::Reader& reader) {
    return Own{parts_.producers.by_ids(reader, Scope::for_task(actor, Task::products).producers),
               store::of_account(reader, *actor.account)};
  });
}

bool Service::any_of(db::Reader& reader, ProducerId producer) const { return !store::of_producer(reader, producer).empty(); }

std::vector<Registration> Service::open_of(ProducerId producer) const {
  auto out = parts_.database.read([&](db::Reader& reader) { return store::of_producer(reader, producer); });
  std::erase_if(out, [](const Registration& one) { return one.state == State::confirmed || one.state == State::withdrawn; });
  return out;
}

Result<Service::ShownProfile> Service::read_profile(db::Reader& reader, const Actor& actor, ProducerId id) const {
  auto found = parts_.producers.by_ids(reader, std::span(&id, 1));
  const bool member = Scope::of(actor, {Role::producer_member}).covers({}, {}, id);
  if (found.empty() || (!member && !Scope::of(actor, kOffices).covers(found[0].province, found[0].commune, std::nullopt)))
    return Error::of(ErrorKind::not_found, "producer " + id.text());
  return ShownProfile{std::move(found[0]), store::profile(reader, id).value_or(Profile{}), member ? Reader::member : Reader::office};
}

Result<Service::ShownProfile> Service::profile(const Actor& actor, ProducerId id) const {
  if (!may_be_office(actor)) return parts_.database.read([&](db::Reader& reader) { return read_profile(reader, actor, id); });
  return acts_.run(actor, [&](act::Act& act) -> Result<ShownProfile> {
    OCOP_TRY(shown, read_profile(act, actor, id));
    if (shown.reader == Reader::office) parts_.identity.note_look(act, "profile:" + id.text());
    return std::move(shown);
  });
}

std::vector<std::optional<Service::Listed>> Service::listed(std::span<const RegistrationId> ids) const {
  return parts_.database.read([&](db::Reader& reader) {
    const auto rows = store::by_ids(reader, ids);
    std::vector<ProducerId> makers;
    for (const Registration& one : rows) makers.push_back(one.producer);
    const auto known = parts_.producers.by_ids(reader, makers);
    std::vector<std::optional<Listed>> out(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto row = std::ranges::find(rows, ids[i], &Registration::id);
      if (row == rows.end()) continue;
      const auto maker = std::ranges::find(known, row->producer, &producers::Producer::id);
      out[i] = Listed{*row, maker == known.end() ? std::string() : maker->name};
    }
    return out;
  });
}

// The newest confirmed name and kind of each producer, and each confirmed product, against the registers.
std::vector<std::string> Service::recheck(db::Reader& reader) const {
  std::vector<std::string> out;
  std::map<ProducerId, Registration> newest;
  std::vector<ProductId> ids;
  for (const Registration& one : store::confirmed(reader)) {
    if (one.product) ids.push_back(*one.product);
    else newest[one.producer] = one;
  }
  std::vector<ProducerId> makers;
  for (const auto& [id, one] : newest) makers.push_back(id);
  for (const producers::Producer& is : parts_.producers.by_ids(reader, makers)) {
    const Registration& said = newest.at(is.id);
    newest.at(is.id).version = 0;   // seen
    if (is.name == said.name && is.kind == said.kind && is.presence == producers::Presence::listed) continue;
    const std::string entry = std::to_string(said.log_index.value_or(0));
    out.push_back("producers_producer " + is.id.text() + ": is not what entry " + entry + " confirmed");
  }
  for (const auto& [id, one] : newest)
    if (one.version != 0) out.push_back("producers_producer " + id.text() + ": is missing");
  const auto there = parts_.products.by_ids(reader, ids);
  for (const ProductId& id : ids)
    if (std::ranges::find(there, id, &products::Product::id) == there.end())
      out.push_back("products_product " + id.text() + ": is missing");
  return out;
}

}  // namespace ocop::registrations
