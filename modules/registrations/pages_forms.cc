#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/registrations/messages.h"
#include "modules/registrations/pages.h"
#include "modules/registrations/requests.h"
#include "modules/registrations/rules.h"

// The forms of makers: first sent, and sent again.
namespace ocop::registrations {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string maker_path(ProducerId id, std::string_view rest = {}) { return "/producers/" + id.text() + std::string(rest); }

class Forms {
 public:
  Forms(Service& service, const web::Site& site) : service_(service), site_(site) {}

  // ---- a producer
  Result<Response> new_producer(const Call<>& call) const {
    return page(call, msg::new_producer_title, [&](Html& out) {
      out << "<h1>"_h << msg::new_producer_title << "</h1><p class=\"lead\">"_h << msg::new_producer_lead << "</p>"_h;
      const web::Form form = web::form(call);
      web::open_form(out, form, "/producers/new");
      web::error_summary(out, form);
      web::attempt_field(out, form, service_.parts().random);
      producer_fields(out, call, form, producer_form().shape());
      web::button(out, msg::send_registration);
      web::close_form(out);
    });
  }
  Result<Response> send_producer(const Call<ProducerForm>& call) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    OCOP_TRY(made, service_.register_producer(call.actor, call.input, attempt));
    return sent(call, made.id);
  }

  // ---- a product
  Result<Response> new_product(const Call<>& call) const {
    OCOP_TRY(own, service_.own(call.actor));
    return page(call, msg::new_product_title, [&](Html& out) {
      out << "<h1>"_h << msg::new_product_title << "</h1><p class=\"lead\">"_h << msg::new_product_lead << "</p>"_h;
      std::vector<web::Option> makers;
      for (const producers::Producer& one : own.producers) makers.push_back({one.id.text(), one.name});
      http::Fields shown;
      if (const auto named = call.request.query.get("producer"); !named.empty()) shown.add("producer", std::string(named));
      else if (makers.size() == 1) shown.add("producer", makers[0].value);
      const web::Form form = web::form(call, &shown);
      const auto& shape = product_form().shape();
      web::open_form(out, form, "/products/new");
      web::error_summary(out, form);
      web::attempt_field(out, form, service_.parts().random);
      web::control(out, form, shape, "producer", {.options = makers});
      for (const std::string_view key : {"name", "name_en", "group", "gtin"}) web::control(out, form, shape, key);
      web::button(out, msg::send_registration);
      web::close_form(out);
    });
  }
  Result<Response> send_product(const Call<ProductForm>& call) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    OCOP_TRY(made, service_.register_product(call.actor, call.input, attempt));
    return sent(call, made.id);
  }

  // ---- a change of legal form
  Result<Response> new_legal_form(const Call<>& call, ProducerId id) const {
    OCOP_TRY(shown, service_.profile(call.actor, id));
    return page(call, msg::change_legal_form, [&](Html& out) {
      out << "<h1>"_h << msg::change_legal_form << "</h1><p class=\"lead\">"_h << msg::legal_form_lead << "</p>"_h;
      web::facts(out, std::array{web::Fact{msg::producer_name, shown.producer.name, maker_path(id)},
                                 web::Fact{msg::producer_kind, in(label(shown.producer.kind), out.language())}});
      const http::Fields now = legal_form().show({shown.producer.name, producers::Kind::enterprise, {}});
      const web::Form form = web::form(call, &now);
      web::open_form(out, form, maker_path(id, "/legal-form"));
      web::error_summary(out, form);
      web::attempt_field(out, form, service_.parts().random);
      web::fields(out, form, legal_form().shape());
      web::button(out, msg::send_registration);
      web::close_form(out);
    });
  }
  Result<Response> send_legal_form(const Call<LegalForm>& call, ProducerId id) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    OCOP_TRY(made, service_.ask_legal_form(call.actor, id, call.input, attempt));
    return sent(call, made.id);
  }

  // ---- sent again
  Result<Response> edit(const Call<>& call, RegistrationId id) const {
    OCOP_TRY(shown, service_.show(call.actor, id));
    const Registration& one = shown.registration;
    OCOP_CHECK(rules::may(rules::Act::mend, one));
    return page(call, msg::edit_title, [&](Html& out) {
      out << "<h1>"_h << one.name << "</h1><p class=\"lead\">"_h << msg::edit_title << "</p>"_h;
      if (!one.words.empty())
        out << "<section class=\"panel stack\"><h2>"_h << msg::next_returned << "</h2><p>"_h << one.words << "</p></section>"_h;
      switch (one.subject) {
        case Subject::producer: return edit_producer(out, call, shown);
        case Subject::product:
          return web::whole_form(out, call, product_again(), {one.version, one.name, one.name_en, one.group, one.gtin},
                                 {path_of(one) + "/product", msg::send_registration});
        case Subject::legal_form: break;
      }
      LegalFormAgain now;
      now.seen = one.version;
      now.name = one.name;
      now.kind = one.kind;
      now.reason = one.reason;
      web::whole_form(out, call, legal_form_again(), now, {path_of(one) + "/legal-form", msg::send_registration});
    });
  }
  template <class Again> Result<Response> send_again(const Call<Again>& call, RegistrationId id) const {
    OCOP_TRY(registration, service_.send_again(call.actor, id, call.input));
    return sent(call, registration.id);
  }
  Result<Response> again_producer(const Call<ProducerAgain>& call, RegistrationId id) const { return send_again(call, id); }
  Result<Response> again_product(const Call<ProductAgain>& call, RegistrationId id) const { return send_again(call, id); }
  Result<Response> again_legal_form(const Call<LegalFormAgain>& call, RegistrationId id) const { return send_again(call, id); }

  // ---- what the decision's forms ask
  Result<Response> profile(const Call<>& call, ProducerId id) const {
    OCOP_TRY(shown, service_.profile(call.actor, id));
    return page(call, msg::profile_title, [&](Html& out) {
      out << "<h1>"_h << msg::profile_title << "</h1><p class=\"lead\">"_h;
      link_to(out, id, shown.producer.name);
      out << "</p>"_h;
      if (shown.reader == Service::Shown::Reader::office) return office_profile(out, shown.profile);
      ProfileForm now;
      static_cast<Profile&>(now) = shown.profile;
      now.seen = shown.profile.version;
      const http::Fields current = profile_form().show(now);
      const web::Form form = web::form(call, &current);
      web::open_form(out, form, maker_path(id, "/profile"));
      web::error_summary(out, form);
      web::control(out, form, profile_form().shape(), "version");
      profile_controls(out, form, profile_form().shape());
      web::button(out, msg::save);
      web::close_form(out);
    });
  }
  Result<Response> save_profile(const Call<ProfileForm>& call, ProducerId id) const {
    OCOP_CHECK(service_.save_profile(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, maker_path(id, "/profile"), msg::saved);
  }

 private:
  static void link_to(Html& out, ProducerId id, std::string_view name) {
    out << "<a href=\""_h << web::link(out.language(), maker_path(id)) << "\">"_h << name << "</a>"_h;
  }
  Response page(const http::Asked& call, const Message& title, const std::function<void(Html&)>& body) const {
    return web::page(site_, call.request, {.title = in(title, call.language()), .islands = {"places.js"}}, body);
  }
  Result<Response> sent(const http::Asked& call, RegistrationId id) const {
    // What an office registers for a maker is confirmed already; who sent its first has the right to see it from the next request on.
    const auto shown = service_.show(call.actor, id);
    const bool confirmed = shown && shown->registration.state == State::confirmed;
    return web::redirect_with_flash(site_, call.request, "/registrations/" + id.text(), confirmed ? msg::was_registered : msg::was_sent);
  }

  // The typed place, and what it may mean when a person has to say: with web/islands/places.ts while it is typed, without it afterwards.
  void place_control(Html& out, const http::Asked& call, const web::Form& form, const input::Shape& shape) const {
    out << "<div class=\"stack\" data-places=\"/api/v1/places/resolve\" data-is=\""_h << msg::place_is << "\" data-choose=\""_h
        << msg::place_choose << "\" data-none=\""_h << msg::place_none << "\">"_h;
    web::control(out, form, shape, "place");
    out << "</div>"_h;
    const std::string typed(call.kept() ? call.kept()->get("place") : std::string_view());
    if (typed.empty() || rules::place_of(service_.parts().places, typed, {})) return;
    std::vector<web::Option> units;
    for (const places::Commune* one : rules::places_meant(service_.parts().places, typed))
      units.push_back({one->code, service_.parts().places.show(one->province, one->code, out.language())});
    if (units.empty()) return;
    web::radio_cards(out, form, {.name = "commune", .label = msg::commune_which, .required = false}, units);
  }

  static void profile_controls(Html& out, const web::Form& form, const input::Shape& shape) {
    for (const std::string_view key : {"founded", "workers", "local_workers"}) web::control(out, form, shape, key);
    out << "<h2>"_h << msg::representative << "</h2><p>"_h << msg::representative_why << "</p>"_h;
    for (const std::string_view key : {"representative_sex", "representative_ethnic_group", "representative_disability"})
      web::control(out, form, shape, key);
  }

  void producer_fields(Html& out, const http::Asked& call, const web::Form& form, const input::Shape& shape) const {
    web::control(out, form, shape, "name");
    web::control(out, form, shape, "kind");
    place_control(out, call, form, shape);
    web::control(out, form, shape, "address");
    profile_controls(out, form, shape);
  }

  void edit_producer(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const Registration& one = shown.registration;
    ProducerAgain now;
    if (shown.profile) static_cast<Profile&>(now) = *shown.profile;
    now.seen = one.version;
    now.name = one.name;
    now.kind = one.kind;
    now.place = service_.parts().places.show(one.province, one.commune, Language::vi);
    now.commune = one.commune;
    now.address = one.address;
    const http::Fields current = producer_again().show(now);
    const web::Form form = web::form(call, &current);
    web::open_form(out, form, path_of(one) + "/producer");
    web::error_summary(out, form);
    web::control(out, form, producer_again().shape(), "version");
    producer_fields(out, call, form, producer_again().shape());
    web::button(out, msg::send_registration);
    web::close_form(out);
  }

  static void office_profile(Html& out, const Profile& profile) {
    const auto number = [](const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : std::string(); };
    const auto met = meets_criterion(profile);
    web::facts(out, std::array{web::Fact{msg::founded, number(profile.founded)}, web::Fact{msg::workers, number(profile.workers)},
                               web::Fact{msg::local_workers, number(profile.local_workers)},
                               web::Fact{msg::criterion_representative, in(met ? label(*met) : msg::not_said, out.language())}});
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_form_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member), kMakers = Policy::roles(Role::producer_member, Role::helper);
  constexpr Policy kConcerned = Policy::roles(Role::producer_member, Role::commune_officer, Role::provincial_body);
  http::Table(router, std::make_shared<const Forms>(service, site))
      .get("/producers/new", Policy::signed_in(), &Forms::new_producer, "Register a producer: form")
      .form("/producers/new", Policy::signed_in(), producer_form(), &Forms::send_producer, &Forms::new_producer, "Register a producer")
      .get("/products/new", kMakers, &Forms::new_product, "Register a product of the own producer: form")
      .form("/products/new", kMakers, product_form(), &Forms::send_product, &Forms::new_product, "Register a product")
      .get("/producers/{id}/legal-form", kMember, &Forms::new_legal_form, "Ask for a change of legal form: form")
      .form("/producers/{id}/legal-form", kMember, legal_form(), &Forms::send_legal_form, &Forms::new_legal_form,
            "Ask for a change of legal form")
      .get("/producers/{id}/profile", kConcerned, &Forms::profile, "What the decision's forms ask of a producer")
      .form("/producers/{id}/profile", kMember, profile_form(), &Forms::save_profile, &Forms::profile, "Save what the forms ask")
      .get("/registrations/{id}/edit", kMakers, &Forms::edit, "The own registration: form to mend it")
      .form("/registrations/{id}/producer", kMember, producer_again(), &Forms::again_producer, &Forms::edit, "Send a mended producer")
      .form("/registrations/{id}/product", kMakers, product_again(), &Forms::again_product, &Forms::edit, "Send a mended product")
      .form("/registrations/{id}/legal-form", kMember, legal_form_again(), &Forms::again_legal_form, &Forms::edit,
            "Send a mended change of legal form");
}

}  // namespace ocop::registrations
