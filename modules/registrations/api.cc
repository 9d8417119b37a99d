#include "modules/registrations/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/registrations/requests.h"

namespace ocop::registrations {
namespace {

using http::Call;
using http::Response;

// The row that an attempt made, as it stands now under the caller's scope.
Result<Response> answer(const Service& service, const Actor& actor, const act::Made<RegistrationId>& made) {
  json::Writer out;
  out.begin_object().field("id", made.id);
  if (const auto shown = service.show(actor, made.id)) {
    out.field("producer", shown->registration.producer).field("state", name(shown->registration.state));
    if (shown->registration.product) out.field("product", *shown->registration.product);
  }
  out.end_object();
  auto response = http::created(out.take(), "/api/v1/registrations/" + made.id.text());
  if (made.how == idempotency::Outcome::How::before) response.status = 200;
  return response;
}

Result<Response> register_producer(Service& service, const Call<ProducerForm>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(made, service.register_producer(call.actor, call.input, attempt));
  if (made.how == idempotency::Outcome::How::before) return answer(service, call.actor, made);
  // The membership that it gave is of the next request: the caller's rights are those it came with.
  json::Writer out;
  out.begin_object().field("id", made.id).end_object();
  return http::created(out.take(), "/api/v1/registrations/" + made.id.text());
}

Result<Response> register_product(Service& service, const Call<ProductForm>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(made, service.register_product(call.actor, call.input, attempt));
  return answer(service, call.actor, made);
}

Result<Response> ask_legal_form(Service& service, const Call<LegalForm>& call, ProducerId id) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(made, service.ask_legal_form(call.actor, id, call.input, attempt));
  return answer(service, call.actor, made);
}

Result<Response> one(const Service& service, const Call<>& call, RegistrationId id) {
  OCOP_TRY(shown, service.show(call.actor, id));
  return http::versioned(write_registration, shown.registration);
}

template <class Again> Result<Response> send_again(Service& service, const Call<Again>& call, RegistrationId id) {
  OCOP_TRY(registration, service.send_again(call.actor, id, call.input));
  return http::versioned(write_registration, registration);
}
Result<Response> again_producer(Service& service, const Call<ProducerAgain>& call, RegistrationId id) {
  return send_again(service, call, id);
}
Result<Response> again_product(Service& service, const Call<ProductAgain>& call, RegistrationId id) {
  return send_again(service, call, id);
}
Result<Response> again_legal_form(Service& service, const Call<LegalFormAgain>& call, RegistrationId id) {
  return send_again(service, call, id);
}

Result<Response> confirm(Service& service, const Call<Version>& call, RegistrationId id) {
  OCOP_TRY(registration, service.confirm(call.actor, id, call.input));
  return http::versioned(write_registration, registration);
}
Result<Response> give_back(Service& service, const Call<Return>& call, RegistrationId id) {
  OCOP_TRY(registration, service.give_back(call.actor, id, call.input));
  return http::versioned(write_registration, registration);
}
Result<Response> withdraw(Service& service, const Call<Version>& call, RegistrationId id) {
  OCOP_TRY(registration, service.withdraw(call.actor, id, call.input));
  return http::versioned(write_registration, registration);
}

// Offices read whether criterion 3.2 is met, and not what stands about the representative.
Result<Response> profile(const Service& service, const Call<>& call, ProducerId id) {
  OCOP_TRY(shown, service.profile(call.actor, id));
  const Profile& one = shown.profile;
  json::Writer out;
  out.begin_object().field("founded", one.founded).field("workers", one.workers).field("local_workers", one.local_workers);
  const auto met = meets_criterion(one);
  out.field("criterion_3_2", met ? std::optional(name(*met)) : std::nullopt);
  if (shown.reader == Service::Shown::Reader::member) {
    out.field("representative_sex", one.sex ? std::optional(name(*one.sex)) : std::nullopt);
    out.field("representative_ethnic_group", one.ethnic_group);
    out.field("representative_disability", one.disability ? std::optional(name(*one.disability)) : std::nullopt);
  }
  out.field("version", one.version).end_object();
  return http::versioned(out.take(), one.version).with("Cache-Control", "private, no-store");
}

Result<Response> save_profile(Service& service, const Call<ProfileForm>& call, ProducerId id) {
  OCOP_CHECK(service.save_profile(call.actor, id, call.input));
  return http::done();
}

constexpr std::string_view kMade =
    R"({"type":"object","required":["id"],"properties":{"id":{"type":"string","format":"uuid","description":"of the registration"},)"
    R"("producer":{"type":"string","format":"uuid"},"product":{"type":"string","format":"uuid"},"state":{"type":"string"}}})";
constexpr std::string_view kProfileAnswer =
    R"({"type":"object","properties":{"founded":{"type":["integer","null"]},"workers":{"type":["integer","null"]},)"
    R"("local_workers":{"type":["integer","null"]},"criterion_3_2":{"type":["string","null"],)"
    R"("description":"whether the representative is a woman, of an ethnic minority, or has a disability: yes, no, null = not said"},)"
    R"("representative_sex":{"type":["string","null"]},"representative_ethnic_group":{"type":"string"},)"
    R"("representative_disability":{"type":["string","null"]},"version":{"type":"integer"}}})";

}  // namespace

void write_registration(json::Writer& out, const Registration& one) {
  out.begin_object().field("id", one.id).field("subject", name(one.subject)).field("state", name(one.state));
  out.field("producer", one.producer).field("product", one.product).field("name", one.name).field("name_en", one.name_en);
  out.field("kind", name(one.kind)).field("province", one.province).field("commune", one.commune).field("address", one.address);
  out.field("group", one.group).field("gtin", one.gtin).field("reason", one.reason).field("former_name", one.former_name);
  out.field("former_kind", name(one.former_kind)).field("words", one.words).field("asked", one.asked).field("sent", one.sent);
  out.field("decided", one.decided).field("log_index", one.log_index).field("version", one.version).end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member), kMakers = Policy::roles(Role::producer_member, Role::helper);
  constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body);
  constexpr Policy kConcerned = Policy::roles(Role::producer_member, Role::commune_officer, Role::provincial_body);
  constexpr Policy kReaders = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
  constexpr http::Also kMakes{.answers = kMade, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key};
  constexpr http::Also kOne{.answers = kRegistrationSchema};
  http::Table(router, service)
      .post("/api/v1/producers", Policy::signed_in(), producer_form(), register_producer,
            "Register a producer; it waits for its commune, and the caller is its member from the next request on", kMakes)
      .post("/api/v1/products", kMakers, product_form(), register_product,
            "Register a product of the own producer; it waits for the commune", kMakes)
      .post("/api/v1/producers/{id}/legal-form", kMember, legal_form(), ask_legal_form, "Ask for a change of legal form", kMakes)
      .get("/api/v1/producers/{id}/profile", kConcerned, profile, "What the decision's forms ask of a producer",
           {.answers = kProfileAnswer})
      .put("/api/v1/producers/{id}/profile", kMember, profile_form(), save_profile,
           "Save what the decision's forms ask of the own producer", {.gives = http::Gives::nothing})
      .get("/api/v1/registrations/{id}", kReaders, one, "One registration", kOne)
      .put("/api/v1/registrations/{id}/producer", kMember, producer_again(), again_producer,
           "Mend the own producer and send it again", kOne)
      .put("/api/v1/registrations/{id}/product", kMakers, product_again(), again_product, "Mend the own product and send it again", kOne)
      .put("/api/v1/registrations/{id}/legal-form", kMember, legal_form_again(), again_legal_form,
           "Mend the change of legal form and send it again", kOne)
      .post("/api/v1/registrations/{id}/confirm", kOffices, version_fields(), confirm,
            "Confirm a registration: it enters the public log", kOne)
      .post("/api/v1/registrations/{id}/return", kOffices, return_fields(), give_back, "Return a registration with words", kOne)
      .post("/api/v1/registrations/{id}/withdraw", kMakers, version_fields(), withdraw, "Withdraw the own registration", kOne);
}

}  // namespace ocop::registrations
