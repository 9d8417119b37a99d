#include "modules/registrations/service.h"

#include <algorithm>

#include "kernel/act/consents.h"
#include "modules/registrations/messages.h"
#include "modules/registrations/migrations.h"
#include "modules/registrations/rules.h"
#include "modules/registrations/store.h"

// What makers do: register, mend, withdraw. What offices do stands in service_office.cc.
namespace ocop::registrations {
namespace {

Error absent(std::string_view what, const std::string& id) { return Error::of(ErrorKind::not_found, std::string(what) + " " + id); }

// A producer as its registration says it.
producers::Producer record_of(const Registration& registration, producers::Producer producer) {
  producer.name = registration.name;
  producer.kind = registration.kind;
  producer.province = registration.province;
  producer.commune = registration.commune;
  producer.address_as_printed = registration.address;
  return producer;
}

Registration begin(act::Act& act, Subject subject, ProducerId producer) {
  Registration out;
  out.id = act.new_id<RegistrationId>();
  out.subject = subject;
  out.producer = producer;
  out.asked_by = out.sent_by = act.by();
  out.asked = out.sent = act.now();
  return out;
}

bool tells_of_representative(const Profile& profile) { return profile.sex || profile.disability || !profile.ethnic_group.empty(); }

// What stands of the representative rests on consent: whoever fills it in has the text before them that says so.
void note_consent(act::Act& act, ProducerId producer, const std::optional<Profile>& before, const Profile& after) {
  const bool same = before && before->sex == after.sex && before->disability == after.disability &&
                    before->ethnic_group == after.ethnic_group;
  if (same) return;
  if (!tells_of_representative(after)) return act::end_consents(act, kConsentRepresentative, producer.text(), act.now());
  act::agree(act, {kConsentRepresentative, msg::representative, msg::representative_why}, act.by(), act::ConsentBy::program,
             producer.text());
}

Profile profile_of(const Profile& form, std::int64_t version) {
  Profile out = form;
  out.version = version;
  return out;
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Scope scope_of(const Actor& actor) { return Scope::by_task(actor, {Role::commune_officer, Role::provincial_body}); }

// A product is a helper's task; the producer itself is its members'.
Scope makers_of(const Actor& actor, Subject subject) {
  return subject == Subject::product ? Scope::for_task(actor, Task::products) : Scope::of(actor, {Role::producer_member});
}

Result<producers::Producer> Service::own_producer(db::Reader& reader, const Actor& actor, ProducerId id, Subject subject) const {
  auto found = parts_.producers.by_ids(reader, std::span(&id, 1));
  if (found.empty() || !makers_of(actor, subject).covers({}, {}, id)) return absent("producer", id.text());
  return std::move(found[0]);
}

Result<Registration> Service::find(db::Reader& reader, const Actor& actor, RegistrationId id, Whose whose) const {
  auto found = store::find(reader, id);
  if (!found) return absent("registration", id.text());
  const Scope scope = whose == Whose::makers ? makers_of(actor, found->subject)
                                             : Scope::of(actor, {Role::commune_officer, Role::provincial_body});
  if (!scope.covers(found->province, found->commune, found->producer)) return absent("registration", id.text());
  return std::move(*found);
}

Result<void> Service::fill(Registration& registration, const ProducerForm& form, Date today) const {
  OCOP_CHECK(rules::check_kind(form.kind));
  OCOP_CHECK(rules::check(form, today));
  OCOP_TRY(commune, rules::place_of(parts_.places, form.place, form.commune));
  registration.name = form.name;
  registration.kind = form.kind;
  registration.address = form.address;
  registration.province = commune->province;
  registration.commune = commune->code;
  return {};
}

Result<act::Made<RegistrationId>> Service::register_producer(const Actor& actor, const ProducerForm& form, const Attempt& attempt) {
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<RegistrationId>> {
    return act.once(attempt, [&]() -> Result<RegistrationId> {
      const auto sent = store::of_account(act, act.by());
      const auto open = [](const Registration& one) {
        return one.subject == Subject::producer && (one.state == State::waiting || one.state == State::returned);
      };
      OCOP_CHECK(rules::may_register(static_cast<std::size_t>(std::ranges::count_if(sent, open))));
      Registration made = begin(act, Subject::producer, act.new_id<ProducerId>());
      OCOP_CHECK(fill(made, form, act.today()));
      const bool by_office =
          Scope::of(act.actor(), {Role::commune_officer, Role::provincial_body}).covers(made.province, made.commune, std::nullopt);
      producers::Producer producer = record_of(made, {});
      producer.id = made.producer;
      producer.source = "registered";
      producer.presence = producers::Presence::waiting;
      parts_.producers.insert(act, producer);
      store::save(act, made.producer, profile_of(form, 0), act.by(), act.now());
      note_consent(act, made.producer, {}, form);
      store::insert(act, made);
      if (by_office) {
        OCOP_CHECK(close(act, made));
        return made.id;
      }
      parts_.identity.make_member(act, act.by(), made.producer, act.by());
      put_work(act, made);
      tell_office(act, made);
      return made.id;
    });
  });
}

// The GTIN as 14 digits, of nobody else's product. Who waits with the same is for the office to see: anybody may register, and could have
// kept a maker's number from it for good.
Result<void> Service::check_product(db::Reader& reader, Registration& registration) const {
  OCOP_TRY(gtin, products::checked_gtin(registration.gtin));
  registration.gtin = gtin;
  if (gtin.empty()) return {};
  if (!parts_.products.by_gtin(reader, gtin)) return {};
  return Error::of(ErrorKind::conflict, {"gtin", gtin, "a GTIN of no other product", msg::gtin_taken, {}});
}

Result<act::Made<RegistrationId>> Service::register_product(const Actor& actor, const ProductForm& form, const Attempt& attempt) {
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<RegistrationId>> {
    return act.once(attempt, [&]() -> Result<RegistrationId> {
      OCOP_TRY(made, register_now(act, form));
      return made.id;
    });
  });
}

Result<ProductId> Service::register_product(act::Act& act, const NewProduct& product) const {
  OCOP_TRY(made, register_now(act, {product.producer, product.name, {}, product.group, {}}));
  return *made.product;
}

Result<Registration> Service::register_now(act::Act& act, const ProductForm& form) const {
  parts_.producers.hold(act, form.producer);
  OCOP_TRY(producer, own_producer(act, act.actor(), form.producer, Subject::product));
  if (producer.commune.empty())
    return Error::of(ErrorKind::conflict, {"producer", producer.name, "a producer whose commune is known", msg::commune_unknown, {}});
  Registration made = begin(act, Subject::product, producer.id);
  made.product = act.new_id<ProductId>();
  made.province = producer.province;
  made.commune = producer.commune;
  made.name = form.name;
  made.name_en = form.name_en;
  made.group = form.group;
  made.gtin = form.gtin;
  OCOP_CHECK(check_product(act, made));
  store::insert(act, made);
  act.for_producer(made.producer, "product.registered", made.name);
  put_work(act, made);
  tell_office(act, made);
  return made;
}

Result<act::Made<RegistrationId>> Service::ask_legal_form(const Actor& actor, ProducerId id, const LegalForm& form,
                                                          const Attempt& attempt) {
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<RegistrationId>> {
    return act.once(attempt, [&]() -> Result<RegistrationId> {
      parts_.producers.hold(act, id);
      OCOP_TRY(producer, own_producer(act, act.actor(), id, Subject::producer));
      OCOP_CHECK(rules::check_kind(form.kind));
      if (producer.presence == producers::Presence::waiting || producer.commune.empty() || store::open_of(act, id, Subject::legal_form))
        return Error::of(ErrorKind::conflict, {"", producer.name, "a listed producer of which no change waits", msg::legal_form_waits, {}});
      Registration made = begin(act, Subject::legal_form, id);
      made.province = producer.province;
      made.commune = producer.commune;
      made.address = producer.address_as_printed;
      made.former_name = producer.name;
      made.former_kind = producer.kind;
      made.name = form.name;
      made.kind = form.kind;
      made.reason = form.reason;
      store::insert(act, made);
      put_work(act, made);
      tell_office(act, made);
      return made.id;
    });
  });
}

// ---- mended and sent again -----------------------------------------------------------------------------------------------------

Result<Registration> Service::begin_mending(act::Act& act, RegistrationId id, Subject subject, std::int64_t seen) const {
  OCOP_TRY(registration, find(act, act.actor(), id, Whose::makers));
  if (registration.subject != subject) return absent("registration", id.text());
  OCOP_CHECK(rules::may(rules::Act::mend, registration));
  OCOP_CHECK(act::expect_version(seen, registration.version, msg::changed_meanwhile));
  return registration;
}

Result<Registration> Service::save_mended(act::Act& act, Registration registration) const {
  const bool again = registration.state == State::returned;
  registration.state = State::waiting;
  registration.sent_by = act.by();
  if (again) registration.sent = act.now();
  if (!store::change(act, registration)) return act::stale(registration.version, {}, msg::changed_meanwhile);
  ++registration.version;
  put_work(act, registration);
  act.for_producer(registration.producer, "registration.mended", registration.name);
  if (again) tell_office(act, registration);
  return registration;
}

Result<Registration> Service::send_again(const Actor& actor, RegistrationId id, const ProducerAgain& form) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Registration> {
    OCOP_TRY(registration, begin_mending(act, id, Subject::producer, form.seen));
    OCOP_CHECK(fill(registration, form, act.today()));
    OCOP_TRY(producer, own_producer(act, act.actor(), registration.producer, Subject::producer));
    if (!parts_.producers.change_record(act, record_of(registration, producer)))
      return act::stale(form.seen, {}, msg::changed_meanwhile);
    const auto profile = store::profile(act, producer.id);
    store::save(act, producer.id, profile_of(form, profile ? profile->version : 0), act.by(), act.now());
    note_consent(act, producer.id, profile, form);
    return save_mended(act, std::move(registration));
  });
}

Result<Registration> Service::send_again(const Actor& actor, RegistrationId id, const ProductAgain& form) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Registration> {
    OCOP_TRY(registration, begin_mending(act, id, Subject::product, form.version));
    registration.name = form.name;
    registration.name_en = form.name_en;
    registration.group = form.group;
    registration.gtin = form.gtin;
    OCOP_CHECK(check_product(act, registration));
    return save_mended(act, std::move(registration));
  });
}

Result<Registration> Service::send_again(const Actor& actor, RegistrationId id, const LegalFormAgain& form) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Registration> {
    OCOP_TRY(registration, begin_mending(act, id, Subject::legal_form, form.seen));
    OCOP_CHECK(rules::check_kind(form.kind));
    registration.name = form.name;
    registration.kind = form.kind;
    registration.reason = form.reason;
    return save_mended(act, std::move(registration));
  });
}

Result<void> Service::end(act::Act& act, Registration& registration) const {
  registration.state = State::withdrawn;
  if (!store::change(act, registration)) return act::stale(registration.version, {}, msg::changed_meanwhile);
  ++registration.version;
  put_work(act, registration);
  return {};
}

// What else was asked for a producer that never was: nobody could act on it any more.
Result<void> Service::withdraw_rest(act::Act& act, const Registration& of_producer) const {
  for (Registration& one : store::of_producer(act, of_producer.producer))
    if (one.id != of_producer.id && rules::may(rules::Act::withdraw, one)) OCOP_CHECK(end(act, one));
  return {};
}

Result<Registration> Service::withdraw(const Actor& actor, RegistrationId id, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Registration> {
    OCOP_TRY(registration, find(act, act.actor(), id, Whose::makers));
    OCOP_CHECK(rules::may(rules::Act::withdraw, registration));
    OCOP_CHECK(act::expect_version(input.version, registration.version, msg::changed_meanwhile));
    if (registration.subject == Subject::producer) {
      parts_.producers.hold(act, registration.producer);
      if (!parts_.producers.papers_of(act, Scope::everything(), registration.producer).empty())
        return Error::of(ErrorKind::conflict, {"", registration.name, "a producer without papers", msg::papers_first, {}});
      for (const AccountId member : parts_.identity.holders(act, {Role::producer_member, "", "", registration.producer}))
        parts_.identity.end_member(act, member, registration.producer, act.by());
      store::forget_profile(act, registration.producer);
      act::end_consents(act, kConsentRepresentative, registration.producer.text(), act.now());
      OCOP_CHECK(withdraw_rest(act, registration));
    }
    OCOP_CHECK(end(act, registration));
    act.for_producer(registration.producer, "registration.withdrawn", registration.name);
    return registration;
  });
}

Result<void> Service::save_profile(const Actor& actor, ProducerId id, const ProfileForm& form) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(producer, own_producer(act, act.actor(), id, Subject::producer));
    OCOP_CHECK(rules::check(form, act.today()));
    const auto stands = store::profile(act, producer.id);
    OCOP_CHECK(act::expect_version(form.seen, stands ? stands->version : 0, msg::changed_meanwhile));
    if (!store::save(act, id, profile_of(form, form.seen), act.by(), act.now())) return act::stale(form.seen, {}, msg::changed_meanwhile);
    note_consent(act, id, stands, form);
    return {};
  });
}

// Whoever agreed may empty it, whether or not he still is a member: the rest of the profile stays.
Result<void> Service::taken_back(act::Act& act, std::string_view about) const {
  const auto id = ProducerId::parse(about);
  auto profile = id ? store::profile(act, *id) : std::nullopt;
  if (!profile) return {};
  profile->sex.reset();
  profile->disability.reset();
  profile->ethnic_group.clear();
  if (!store::save(act, *id, *profile, act.by(), act.now())) return act::stale(profile->version, {}, msg::changed_meanwhile);
  return {};
}

}  // namespace ocop::registrations
