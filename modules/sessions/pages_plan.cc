#include <memory>
#include <optional>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/sessions/api.h"
#include "modules/sessions/messages.h"
#include "modules/sessions/pages.h"
#include "modules/sessions/requests.h"

// What its office says of a session before it is called: when, where, who, which dossiers.
namespace ocop::sessions {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

Message same(std::string_view text) { return {text, text}; }   // valid while `text` lives

std::vector<web::Option> options_of(const std::vector<identity::AccountSummary>& people) {
  std::vector<web::Option> out;
  for (const identity::AccountSummary& one : people) out.push_back({one.id.text(), one.display_name});
  return out;
}

struct PlanPages {
  Service& service;
  const web::Site& site;

  Result<Response> new_one(const Call<>& call) const {
    return web::page(site, call.request, {.title = in(msg::new_session, call.language())}, [&](Html& out) {
      crumbs(out, {}, in(msg::new_session, out.language()));
      out << "<h1>"_h << msg::new_session << "</h1><p class=\"lead\">"_h << msg::new_lead << "</p>"_h;
      const Service::People people = service.people(call.actor);
      http::Fields shown;
      if (people.chairs.size() == 1) shown.add("chair", people.chairs[0].id.text());
      const web::Form form = web::form(call, &shown);
      web::open_form(out, form, "/sessions/new");
      web::error_summary(out, form);
      web::attempt_field(out, form, service.parts().random);
      plan_fields_of(out, form, make_form().shape(), people);
      web::button(out, msg::save);
      web::close_form(out);
    });
  }
  Result<Response> make(const Call<MakeForm>& call) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    MakeSession ask;
    static_cast<Plan&>(ask) = call.input;
    ask.members = ticked<AccountId>(call.input.members);
    OCOP_TRY(made, service.make(call.actor, ask, attempt));
    return web::redirect_with_flash(site, call.request, "/sessions/" + made.id.text() + "/dossiers", msg::was_made);
  }

  Result<Response> edit(const Call<>& call, SessionId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    OCOP_CHECK(rules::may(rules::Act::change, shown.session.state));
    return web::page(site, call.request, {.title = shown.session.title}, [&](Html& out) {
      crumbs(out, shown.session, in(msg::edit, out.language()));
      out << "<h1>"_h << msg::edit << "</h1>"_h;
      ChangeForm now;
      static_cast<Plan&>(now) = shown.session;
      now.version = shown.session.version;
      for (const AccountId& member : shown.session.members) now.members.push_back({member.text(), "1"});
      const http::Fields current = change_form().show(now);
      const web::Form form = web::form(call, &current);
      web::open_form(out, form, path_of(shown.session) + "/edit");
      web::error_summary(out, form);
      web::control(out, form, change_form().shape(), "version");
      plan_fields_of(out, form, change_form().shape(), service.people(call.actor));
      web::button(out, msg::save);
      web::close_form(out);
    });
  }
  Result<Response> change(const Call<ChangeForm>& call, SessionId id) const {
    ChangeSession ask;
    static_cast<Plan&>(ask) = call.input;
    ask.members = ticked<AccountId>(call.input.members);
    ask.version = call.input.version;
    OCOP_CHECK(service.change(call.actor, id, ask));
    return done(call, id);
  }

  // ---- which dossiers
  Result<Response> choose(const Call<>& call, SessionId id) const {
    OCOP_TRY(waiting, service.waiting(call.actor, id));
    return web::page(site, call.request, {.title = in(msg::choose_dossiers, call.language())}, [&](Html& out) {
      crumbs(out, waiting.session, in(msg::choose_dossiers, out.language()));
      out << "<h1>"_h << msg::choose_dossiers << "</h1>"_h;
      if (waiting.dossiers.empty()) {
        web::error_summary(out, web::form(call));
        return web::empty_state(out, msg::none_waits, msg::none_waits_teach);
      }
      out << "<p class=\"lead\">"_h << format(msg::choose_lead, out.language(), {std::to_string(waiting.room)}) << "</p>"_h;
      web::act(out, call.request, {.action = path_of(waiting.session) + "/fill", .label = msg::add_all, .kind = web::ButtonKind::quiet,
                                   .version = waiting.session.version});
      const http::Fields current = add_form().show({waiting.session.version, {}});
      const web::Form form = web::form(call, &current);
      web::open_form(out, form, path_of(waiting.session) + "/dossiers");
      web::error_summary(out, form);
      web::control(out, form, add_form().shape(), "version");
      boxes(out, form, waiting.dossiers);
      web::button(out, msg::add_chosen);
      web::close_form(out);
    });
  }
  Result<Response> add(const Call<AddForm>& call, SessionId id) const {
    OCOP_CHECK(service.add(call.actor, id, {call.input.version, ticked<DossierId>(call.input.dossiers)}));
    return done(call, id);
  }
  Result<Response> add_all(const Call<Version>& call, SessionId id) const {
    OCOP_CHECK(service.add_all(call.actor, id, call.input));
    return done(call, id);
  }

 private:
  Result<Response> done(const http::Asked& call, SessionId id) const {
    return web::redirect_with_flash(site, call.request, "/sessions/" + id.text(), msg::was_saved);
  }
  static void crumbs(Html& out, const std::optional<Session>& session, const std::string& here) {
    std::vector<web::Crumb> way{{in(msg::sessions_title, out.language()), "/sessions"}};
    if (session) way.push_back({session->title, path_of(*session)});
    way.push_back({here});
    web::crumbs(out, way);
  }

  static void plan_fields_of(Html& out, const web::Form& form, const input::Shape& shape, const Service::People& people) {
    for (const std::string_view key : {"title", "day", "hour", "place"}) web::control(out, form, shape, key);
    web::control(out, form, shape, "chair", {.options = options_of(people.chairs), .need = input::Need::required});
    out << "<fieldset class=\"field\" id=\"f-members\"><legend>"_h << msg::members << "</legend><p class=\"hint\">"_h << msg::members_hint
        << "</p>"_h;
    for (const identity::AccountSummary& one : people.members) {
      web::Field field{"member." + one.id.text(), same(one.display_name)};
      field.required = false;
      web::check_field(out, form, field);
    }
    if (people.members.empty()) out << "<p>"_h << msg::members_none << "</p>"_h;
    out << "</fieldset>"_h;
    std::vector<web::Option> secretaries{{"", in(msg::no_secretary, out.language())}};
    for (web::Option& one : options_of(people.secretaries)) secretaries.push_back(std::move(one));
    web::control(out, form, shape, "secretary", {.options = secretaries});
    web::control(out, form, shape, "advice", {.choices = web::ChoiceStyle::cards});
  }

  void boxes(Html& out, const web::Form& form, const std::vector<evaluation::OnAgenda>& dossiers) const {
    out << "<fieldset class=\"field\" id=\"f-dossiers\"><legend>"_h << msg::dossiers << "</legend>"_h;
    for (const evaluation::OnAgenda& one : dossiers) {
      const std::string words = one.product_name + " · " + one.number + " · " +
                                service.parts().places.show(one.province, one.commune, out.language());
      web::Field field{"dossier." + one.id.text(), same(words)};
      field.required = false;
      web::check_field(out, form, field);
    }
    out << "</fieldset>"_h;
  }
};

}  // namespace

void add_plan_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const PlanPages>(PlanPages{service, site}))
      .get("/sessions/new", kOffice, &PlanPages::new_one, "Plan a session of the council: form")
      .form("/sessions/new", kOffice, make_form(), &PlanPages::make, &PlanPages::new_one, "Plan a session of the council")
      .get("/sessions/{id}/edit", kOffice, &PlanPages::edit, "A draft of a session: form")
      .form("/sessions/{id}/edit", kOffice, change_form(), &PlanPages::change, &PlanPages::edit, "Change a draft of a session")
      .get("/sessions/{id}/dossiers", kOffice, &PlanPages::choose, "Dossiers that wait for a council, to be put on the agenda")
      .form("/sessions/{id}/dossiers", kOffice, add_form(), &PlanPages::add, &PlanPages::choose, "Put dossiers on the agenda")
      .form("/sessions/{id}/fill", kOffice, version_fields(), &PlanPages::add_all, &PlanPages::choose,
            "Put all dossiers that wait on the agenda");
}

}  // namespace ocop::sessions
