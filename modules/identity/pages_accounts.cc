// /accounts/…: who may sign in and do what. Administrators only; the list is in lists.cc.
#include <array>

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/identity/messages.h"
#include "modules/identity/pages_parts.h"
#include "modules/identity/requests.h"
#include "modules/identity/words.h"

namespace ocop::identity {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

std::string words(const Message& message, const Request& request) { return std::string(translate(message, request.language)); }
std::string path_of(AccountId id, std::string_view rest = {}) { return "/accounts/" + id.text() + std::string(rest); }

// ---- /accounts/new -----------------------------------------------------------------------------------------------------------

std::vector<web::Crumb> crumbs_to(const Request& request, std::string here) {
  return {{words(msg::accounts_title, request), "/accounts"}, {std::move(here), {}}};
}

Result<Response> new_page(const Pages& pages, const Call<>& call) {
  const web::PageOptions options{.title = words(msg::account_new_title, call.request)};
  return web::page(pages.site, call.request, options, [&](Html& out) {
    web::crumbs(out, crumbs_to(call.request, options.title));
    out << "<h1>"_h << msg::account_new_title << "</h1><p class=\"lead\">"_h << msg::account_new_lead << "</p>"_h;
    web::whole_form(out, call, person_name(), {"/accounts", msg::account_new_button});
  });
}

// Straight from the POST and stored nowhere: neither in a cookie nor in an address.
Response temporary_page(const web::Site& site, const Request& request, const TemporaryPassword& made) {
  const web::PageOptions options{.title = words(msg::account_created_title, request)};
  Response out = web::page(site, request, options, [&](Html& body) {
    web::crumbs(body, crumbs_to(request, options.title));
    body << "<h1>"_h << msg::account_created_title << "</h1><p class=\"lead\">"_h << msg::account_created_lead << "</p>"_h;
    const std::array<web::Fact, 2> facts{{{msg::login_label, made.login}, {msg::password_label, made.password}}};
    web::facts(body, facts);
    web::link_button(body, msg::account_created_next, path_of(made.account));
  });
  return std::move(out).with("Cache-Control", "no-store");
}

Result<Response> do_create(const Pages& pages, const Call<PersonName>& call) {
  OCOP_TRY(made, pages.service.create(call.actor, call.input));
  return temporary_page(pages.site, call.request, made);
}

// ---- /accounts/{id} ----------------------------------------------------------------------------------------------------------

// "27/11/2026 09:00, đến hết ngày 31/03/2027": a helper's has an end.
std::string since_words(const StoredGrant& grant, Language language) {
  std::string since = show(grant.granted, language);
  if (grant.since) since = format(msg::grant_from, language, {since, vietnam_date(*grant.since).show(language)});
  if (!grant.until) return since;
  return format(msg::grant_until, language, {since, vietnam_date({grant.until->milliseconds - 1}).show(language)});
}

void grants_part(Html& out, const Request& request, const Reaches& reaches, const AccountDetail& detail) {
  heading(out, msg::grants_heading);
  if (detail.grants.empty()) {
    out << "<p>"_h << msg::no_roles << "</p>"_h;
    return;
  }
  const web::Table table{.caption = msg::grants_caption,
                         .columns = {{"role", msg::grant_role_label}, {"where", msg::grant_where}, {"since", msg::grant_since},
                                     {"act", msg::session_act}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const StoredGrant& grant : detail.grants) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << role_words(grant.grant.role);
      if (grant.grant.stands_for) rows << "<br><span class=\"small\">"_h << msg::stands_in_short << "</span>"_h;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], reaches.reach(grant.grant, request.language));
      web::text_cell(rows, table.columns[2], since_words(grant, request.language));
      web::open_cell(rows, table.columns[3]);
      web::act(rows, request, {path_of(detail.account.id, "/grants/" + grant.id.text() + "/revoke"), msg::grant_revoke});
      web::close_cell(rows);
      web::close_row(rows);
    }
  });
}

void grant_form(Html& out, const web::Form& form, const Service& service, AccountId id) {
  std::vector<web::Option> provinces{{"", "—", {}}};
  provinces.push_back({std::string(kCentre), service.places().show(kCentre, {}, out.language()),
                       std::string(translate(msg::grant_centre_hint, out.language()))});
  for (const auto& province : service.places().provinces())
    provinces.push_back({province.code, std::string(province.name_in(out.language())), {}});
  heading(out, msg::grant_add_heading);
  web::open_form(out, form, path_of(id, "/grants"));
  web::control(out, form, give_grant().shape(), "role");
  web::control(out, form, give_grant().shape(), "province", {.options = provinces});
  web::control(out, form, give_grant().shape(), "commune");
  web::control(out, form, give_grant().shape(), "producer");
  web::button(out, msg::grant_button);
  web::close_form(out);
}

void state_part(Html& out, const Request& request, const Account& account) {
  heading(out, msg::danger_heading);
  if (account.id == request.actor.account) {
    web::notice(out, msg::own_account_notice);
    return;
  }
  out << "<p>"_h << msg::reset_explained << "</p><div class=\"acts\">"_h;
  web::act(out, request, {path_of(account.id, "/password"), msg::reset_button});
  const bool active = account.activity == Activity::active;
  web::act(out, request, {path_of(account.id, "/activity"), active ? msg::deactivate_button : msg::activate_button,
                     active ? web::ButtonKind::danger : web::ButtonKind::quiet, "active", active ? "0" : "1", account.version});
  out << "</div>"_h;
}

// "commune_officer|68|24988|"; none for a token's label.
std::optional<Grant> grant_of(const Event& event) {
  const auto parts = text::split(event.detail, '|');
  const auto role = parse_role(parts[0]);
  if (!role || parts.size() != 4) return std::nullopt;
  return Grant{*role, std::string(parts[1]), std::string(parts[2]), ProducerId::parse(parts[3])};
}

// Of the roles of now and of those that were.
std::vector<ProducerId> producers_in(const AccountDetail& detail) {
  std::vector<ProducerId> out = producers_of(detail.grants);
  for (const Event& event : detail.events)
    if (const auto grant = grant_of(event); grant && grant->producer) out.push_back(*grant->producer);
  return out;
}

void events_part(Html& out, const Request& request, const Reaches& reaches, const AccountDetail& detail) {
  heading(out, msg::events_heading);
  const web::Table table{.caption = msg::events_caption,
                         .columns = {{"what", msg::event_what}, {"at", msg::event_at}, {"who", msg::event_who}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const Event& event : detail.events) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << event_words(event.kind);
      const auto grant = grant_of(event);
      if (!event.detail.empty()) rows << ": " << (grant ? reaches.show(*grant, request.language) : event.detail);
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], show(event.at, request.language));
      web::text_cell(rows, table.columns[2], event.actor ? event.actor_name : words(msg::event_command_line, request));
      web::close_row(rows);
    }
  });
}

Result<Response> detail_page(const Pages& pages, const Call<>& call, AccountId id) {
  const Request& request = call.request;
  OCOP_TRY(detail, pages.service.detail(call.actor, id));
  const web::PageOptions options{.title = detail.account.display_name, .width = web::Width::wide};
  return web::page(pages.site, request, options, [&](Html& out) {
    const web::Form form = web::form(call);
    const auto producers = producer_names(pages.offers, producers_in(detail));
    const Reaches reaches{pages.service.places(), producers};
    web::crumbs(out, crumbs_to(request, detail.account.display_name));
    out << "<h1>"_h << detail.account.display_name << "</h1>"_h;
    web::error_summary(out, form);
    const std::array<web::Fact, 4> facts{{{msg::login_label, detail.account.login},
                                          {msg::account_state, words(state_words(detail.account), request)},
                                          {msg::account_since, show(detail.account.created, request.language)},
                                          {msg::account_sessions, text::group_digits(detail.sessions, request.language)}}};
    web::facts(out, facts);
    grants_part(out, request, reaches, detail);
    waiting_part(out, request, reaches, detail.waiting);
    if (id != request.actor.account) grant_form(out, form, pages.service, id);
    tokens_part(out, request, detail.tokens, path_of(id));
    for (const AccountPart& part : pages.offers.all<AccountPart>()) part.show(out, request, id);
    state_part(out, request, detail.account);
    events_part(out, request, reaches, detail);
  });
}

Result<Response> do_grant(const Pages& pages, const Call<GiveGrant>& call, AccountId id) {
  OCOP_TRY(grant, pages.service.read_grant(call.input));
  OCOP_TRY(given, pages.service.grant(call.actor, id, grant));
  return web::redirect_with_flash(pages.site, call.request, path_of(id), given.waiting ? msg::waiting_given : msg::granted_done);
}

Result<Response> do_revoke(const Pages& pages, const Call<>& call, AccountId id, GrantId grant) {
  OCOP_CHECK(pages.service.revoke_grant(call.actor, id, grant));
  return web::redirect_with_flash(pages.site, call.request, path_of(id), msg::grant_revoked);
}

Result<Response> do_end_token(const Pages& pages, const Call<>& call, AccountId id, TokenId token) {
  OCOP_CHECK(pages.service.end_token_of(call.actor, id, token));
  return web::redirect_with_flash(pages.site, call.request, path_of(id), msg::token_ended);
}

Result<Response> do_activity(const Pages& pages, const Call<SetActivity>& call, AccountId id) {
  OCOP_CHECK(pages.service.set_activity(call.actor, id, call.input.activity, call.input.version));
  const bool active = call.input.activity == Activity::active;
  return web::redirect_with_flash(pages.site, call.request, path_of(id), active ? msg::activated_done : msg::deactivated_done);
}

Result<Response> do_reset(const Pages& pages, const Call<>& call, AccountId id) {
  OCOP_TRY(made, pages.service.reset_password(call.actor, id));
  return temporary_page(pages.site, call.request, made);
}

}  // namespace

const Message& state_words(const Account& account) {
  if (account.activity == Activity::inactive) return msg::account_inactive;
  return account.password_kind == PasswordKind::temporary ? msg::account_temporary : msg::account_active;
}

void add_account_pages(http::Router& router, const std::shared_ptr<const Pages>& pages) {
  constexpr Policy kAdministrators = Policy::roles(Role::administrator);
  constexpr http::Also kArgon{.run = http::Run::on_heavy_worker};
  http::Table(router, pages)
      .get("/accounts/new", kAdministrators, new_page, "Form of a new account")
      .form("/accounts", kAdministrators, person_name(), do_create, new_page, "Create an account; shows its temporary password once",
            kArgon)
      .get("/accounts/{id}", kAdministrators, detail_page, "One account: roles, state, history")
      .form("/accounts/{id}/grants", kAdministrators, give_grant(), do_grant, detail_page, "Give a role")
      .post("/accounts/{id}/grants/{grant}/revoke", kAdministrators, do_revoke, "Take a role away")
      .post("/accounts/{id}/tokens/{token}/end", kAdministrators, do_end_token, "Revoke a token of the account's programs")
      .form("/accounts/{id}/activity", kAdministrators, set_activity(), do_activity, detail_page, "Deactivate or activate again")
      .post("/accounts/{id}/password", kAdministrators, do_reset, "Make a temporary password; ends sessions and tokens", kArgon);
}

}  // namespace ocop::identity
