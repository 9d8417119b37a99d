// /accounts: who may sign in and do what. Administrators only.
#include <algorithm>
#include <array>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/identity/messages.h"
#include "modules/identity/pages_parts.h"
#include "modules/identity/rules.h"
#include "modules/identity/words.h"

namespace ocop::identity {
namespace {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr Policy kAdministrators = Policy::roles(Role::administrator);

std::int64_t number(std::string_view text, std::int64_t otherwise) {
  std::int64_t out = otherwise;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? out : otherwise;
}

std::string words(const Message& message, const Request& request) { return std::string(translate(message, request.language)); }
std::string path_of(AccountId id, std::string_view rest = {}) { return "/accounts/" + id.text() + std::string(rest); }

const Message& state_words(const Account& account) {
  if (account.activity == Activity::inactive) return msg::account_inactive;
  return account.password_kind == PasswordKind::temporary ? msg::account_temporary : msg::account_active;
}

std::vector<web::Option> role_options(const Request& request) {
  std::vector<web::Option> out;
  for (int i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    out.push_back({std::string(name(role)), words(role_words(role), request), {}});
  }
  return out;
}

// ---- /accounts ---------------------------------------------------------------------------------------------------------------

void filter_part(Html& out, const Request& request) {
  const web::Form form{request, nullptr, &request.query};
  auto roles = role_options(request);
  roles.insert(roles.begin(), {"", words(msg::accounts_any_role, request), {}});
  out << "<form method=\"get\" class=\"row\" action=\""_h << web::link(request, "/accounts") << "\">"_h;
  web::text_field(out, form, {.name = "q", .label = msg::accounts_search, .type = web::InputType::search, .required = false});
  web::select_field(out, form, {.name = "role", .label = msg::accounts_role, .required = false}, roles);
  web::button(out, msg::accounts_search_button, web::ButtonKind::quiet);
  web::close_form(out);
}

void account_rows(Html& out, const Request& request, const Service& service, const AccountList& list) {
  const web::Table table{.caption = msg::accounts_caption,
                         .columns = {{"name", msg::display_name_label}, {"login", msg::login_label}, {"roles", msg::roles_label},
                                     {"state", msg::account_state}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const AccountRow& row : list.rows) {
      std::string roles;
      for (const StoredGrant& grant : row.grants) {
        roles += (roles.empty() ? "" : "; ") + show_grant(grant.grant, service.places(), request.language);
      }
      web::open_row(rows);
      web::link_cell(rows, table.columns[0], row.account.display_name, path_of(row.account.id));
      web::text_cell(rows, table.columns[1], row.account.login);
      web::text_cell(rows, table.columns[2], roles.empty() ? words(msg::no_roles, request) : roles);
      web::text_cell(rows, table.columns[3], words(state_words(row.account), request));
      web::close_row(rows);
    }
  });
}

Response list_page(Service& service, const web::Site& site, const Request& request) {
  const auto page = std::clamp<std::int64_t>(number(request.query.get("page"), 1), 1, 100'000);
  const store::Filter filter{std::string(request.query.get("q")), parse_role(request.query.get("role"))};
  const auto list = service.list(request.actor, filter, page);
  if (!list) return web::error_page(site, list.error(), request);
  const web::PageOptions options{.title = words(msg::accounts_title, request), .width = web::Width::wide};
  return web::page(site, request, options, [&](Html& out) {
    out << "<h1>"_h << msg::accounts_title << "</h1><p class=\"lead\">"_h << msg::accounts_lead << "</p>"_h;
    web::link_button(out, msg::account_new_title, "/accounts/new");
    filter_part(out, request);
    if (list->rows.empty()) {
      web::empty_state(out, msg::accounts_none, msg::accounts_none_advice, "/accounts/new", &msg::account_new_title);
      return;
    }
    account_rows(out, request, service, *list);
    web::pager(out, request, list->total, static_cast<int>(page), static_cast<int>(Service::kPageSize));
  });
}

// ---- /accounts/new -----------------------------------------------------------------------------------------------------------

std::vector<web::Crumb> crumbs_to(const Request& request, std::string here) {
  return {{words(msg::accounts_title, request), "/accounts"}, {std::move(here), {}}};
}

Response new_page(const web::Site& site, const Request& request, const Error* error) {
  web::PageOptions options{.title = words(msg::account_new_title, request)};
  if (error) options.status = traits(error->kind).status;
  return web::page(site, request, options, [&](Html& out) {
    const web::Form form{request, error, error ? &request.form : nullptr};
    web::crumbs(out, crumbs_to(request, options.title));
    out << "<h1>"_h << msg::account_new_title << "</h1><p class=\"lead\">"_h << msg::account_new_lead << "</p>"_h;
    web::error_summary(out, form);
    web::open_form(out, form, "/accounts");
    web::text_field(out, form, {.name = "display_name", .label = msg::display_name_label, .autocomplete = "off",
                                .limit = rules::kMaxDisplayName});
    web::text_field(out, form, {.name = "login", .label = msg::login_label, .hint = msg::login_malformed, .autocomplete = "off",
                                .limit = rules::kMaxLogin});
    web::button(out, msg::account_new_button);
    web::close_form(out);
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

Response do_create(Service& service, const web::Site& site, const Request& request) {
  const auto made = service.create(request.actor, {request.form.get("login"), request.form.get("display_name")});
  if (!made) return new_page(site, request, &made.error());
  return temporary_page(site, request, *made);
}

// ---- /accounts/{id} ----------------------------------------------------------------------------------------------------------

void grants_part(Html& out, const Request& request, const Service& service, const AccountDetail& detail) {
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
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], show_reach(grant.grant, service.places(), request.language));
      web::text_cell(rows, table.columns[2], show(grant.granted, request.language));
      web::open_cell(rows, table.columns[3]);
      act(rows, request, {path_of(detail.account.id, "/grants/" + grant.id.text() + "/revoke"), msg::grant_revoke});
      web::close_cell(rows);
      web::close_row(rows);
    }
  });
}

void grant_form(Html& out, const web::Form& form, const Service& service, AccountId id) {
  std::vector<web::Option> provinces{{"", "—", {}}};
  for (const auto& province : service.places().provinces()) {
    provinces.push_back({province.code, std::string(province.name_in(form.request.language)), {}});
  }
  heading(out, msg::grant_add_heading);
  web::open_form(out, form, path_of(id, "/grants"));
  web::select_field(out, form, {.name = "role", .label = msg::grant_role_label}, role_options(form.request));
  web::select_field(out, form, {.name = "province", .label = msg::grant_province_label, .hint = msg::grant_province_hint,
                               .required = false}, provinces);
  web::text_field(out, form, {.name = "commune", .label = msg::grant_commune_label, .hint = msg::grant_commune_hint, .required = false});
  web::text_field(out, form, {.name = "producer", .label = msg::grant_producer_label, .hint = msg::grant_producer_hint, .required = false});
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
  act(out, request, {path_of(account.id, "/password"), msg::reset_button});
  const bool active = account.activity == Activity::active;
  act(out, request, {path_of(account.id, "/activity?version=" + std::to_string(account.version)),
                     active ? msg::deactivate_button : msg::activate_button, active ? web::ButtonKind::danger : web::ButtonKind::quiet,
                     "active", active ? "0" : "1"});
  out << "</div>"_h;
}

// "commune_officer|68|24988|" as words; a token's label as it is.
std::string detail_words(const Event& event, const Service& service, Language language) {
  const auto parts = text::split(event.detail, '|');
  const auto role = parse_role(parts[0]);
  if (!role || parts.size() != 4) return event.detail;
  return show_grant({*role, std::string(parts[1]), std::string(parts[2]), ProducerId::parse(parts[3])}, service.places(), language);
}

void events_part(Html& out, const Request& request, const Service& service, const AccountDetail& detail) {
  heading(out, msg::events_heading);
  const web::Table table{.caption = msg::events_caption,
                         .columns = {{"what", msg::event_what}, {"at", msg::event_at}, {"who", msg::event_who}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const Event& event : detail.events) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << event_words(event.kind);
      if (!event.detail.empty()) rows << ": " << detail_words(event, service, request.language);
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], show(event.at, request.language));
      web::text_cell(rows, table.columns[2], event.actor ? event.actor_name : words(msg::event_command_line, request));
      web::close_row(rows);
    }
  });
}

Response detail_page(Service& service, const web::Site& site, const Request& request, const Error* error) {
  const auto id = AccountId::parse(request.value("id"));
  const auto detail = id ? service.detail(request.actor, *id) : Result<AccountDetail>(Error::of(ErrorKind::not_found));
  if (!detail) return web::error_page(site, detail.error(), request);
  web::PageOptions options{.title = detail->account.display_name, .width = web::Width::wide};
  if (error) options.status = traits(error->kind).status;
  return web::page(site, request, options, [&](Html& out) {
    const web::Form form{request, error, error ? &request.form : nullptr};
    web::crumbs(out, crumbs_to(request, detail->account.display_name));
    out << "<h1>"_h << detail->account.display_name << "</h1>"_h;
    web::error_summary(out, form);
    const std::array<web::Fact, 4> facts{{{msg::login_label, detail->account.login},
                                          {msg::account_state, words(state_words(detail->account), request)},
                                          {msg::account_since, show(detail->account.created, request.language)},
                                          {msg::account_sessions, text::group_digits(detail->sessions, request.language)}}};
    web::facts(out, facts);
    grants_part(out, request, service, *detail);
    grant_form(out, form, service, *id);
    state_part(out, request, detail->account);
    events_part(out, request, service, *detail);
  });
}

Response do_grant(Service& service, const web::Site& site, const Request& request) {
  const auto id = AccountId::parse(request.value("id"));
  if (!id) return web::error_page(site, Error::of(ErrorKind::not_found), request);
  const http::Fields& form = request.form;
  const auto grant = service.read_grant({form.get("role"), form.get("province"), form.get("commune"), form.get("producer")});
  if (!grant) return detail_page(service, site, request, &grant.error());
  const auto given = service.grant(request.actor, *id, *grant);
  if (!given) return detail_page(service, site, request, &given.error());
  return web::redirect_with_flash(site, request, path_of(*id), msg::granted_done);
}

Response do_revoke(Service& service, const web::Site& site, const Request& request) {
  const auto id = AccountId::parse(request.value("id"));
  const auto grant = GrantId::parse(request.value("grant"));
  const auto revoked = id && grant ? service.revoke_grant(request.actor, *id, *grant) : Result<void>(Error::of(ErrorKind::not_found));
  if (!revoked) return web::error_page(site, revoked.error(), request);
  return web::redirect_with_flash(site, request, path_of(*id), msg::grant_revoked);
}

Response do_activity(Service& service, const web::Site& site, const Request& request) {
  const auto id = AccountId::parse(request.value("id"));
  const std::string_view wanted = request.form.get("active");
  const std::int64_t version = number(request.query.get("version"), 0);
  if (!id) return web::error_page(site, Error::of(ErrorKind::not_found), request);
  if ((wanted != "0" && wanted != "1") || version == 0) {
    return web::error_page(site, Error::of(ErrorKind::invalid_input, {"active", std::string(wanted), "0 | 1", msg::activity_malformed}),
        request);
  }
  const Activity activity = wanted == "1" ? Activity::active : Activity::inactive;
  const auto done = service.set_activity(request.actor, *id, activity, version);
  if (!done) return web::error_page(site, done.error(), request);
  const bool active = activity == Activity::active;
  return web::redirect_with_flash(site, request, path_of(*id), active ? msg::activated_done : msg::deactivated_done);
}

Response do_reset(Service& service, const web::Site& site, const Request& request) {
  const auto id = AccountId::parse(request.value("id"));
  const auto made = id ? service.reset_password(request.actor, *id) : Result<TemporaryPassword>(Error::of(ErrorKind::not_found));
  if (!made) return web::error_page(site, made.error(), request);
  return temporary_page(site, request, *made);
}

}  // namespace

void add_account_pages(http::Router& router, Service& service, const web::Site& site) {
  using http::Method;
  using Page = Response (*)(Service&, const web::Site&, const Request&);
  const auto add = [&](Method method, const char* pattern, Page page, const char* summary) {
    router.add({method, pattern, kAdministrators, [page, &service, &site](const Request& r) { return page(service, site, r); }, summary});
  };
  add(Method::get, "/accounts", list_page, "Accounts: search and list");
  router.add({Method::get, "/accounts/new", kAdministrators, [&site](const Request& r) { return new_page(site, r, nullptr); },
              "Form of a new account"});
  add(Method::post, "/accounts", do_create, "Create an account; shows its temporary password once");
  router.add({Method::get, "/accounts/{id}", kAdministrators,
              [&service, &site](const Request& r) { return detail_page(service, site, r, nullptr); },
              "One account: roles, state, history"});
  add(Method::post, "/accounts/{id}/grants", do_grant, "Give a role");
  add(Method::post, "/accounts/{id}/grants/{grant}/revoke", do_revoke, "Take a role away");
  add(Method::post, "/accounts/{id}/activity", do_activity, "Deactivate or activate again");
  add(Method::post, "/accounts/{id}/password", do_reset, "Make a temporary password; ends sessions and tokens");
}

}  // namespace ocop::identity
