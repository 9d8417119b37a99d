#include "modules/identity/pages.h"

#include <vector>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/identity/messages.h"
#include "modules/identity/pages_parts.h"
#include "modules/identity/rules.h"

namespace ocop::identity {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

std::string show_reach(const Grant& grant, const places::Index& places, Language language) {
  if (grant.role == Role::administrator) return std::string(translate(msg::grant_everywhere, language));
  if (grant.producer) return grant.producer->text();
  return places.show(grant.province, grant.commune, language);
}

std::string show_grant(const Grant& grant, const places::Index& places, Language language) {
  return std::string(translate(role_words(grant.role), language)) + ": " + show_reach(grant, places, language);
}

void act(Html& out, const Request& request, const Act& one) {
  web::open_form(out, {request}, one.action);
  web::button(out, one.label, one.kind, one.name, one.value);
  web::close_form(out);
}

void heading(Html& out, const Message& text) { out << "<h2>"_h << text << "</h2>"_h; }

namespace {

// The cookie lasts as long as a session may; the server decides. __Host-: only this host, only over TLS, no Domain (RFC 6265bis §4.1.3).
std::string session_cookie(std::string_view token, std::int64_t seconds) {
  return std::string(http::kSessionCookie) + "=" + std::string(token) + "; Path=/; Max-Age=" + std::to_string(seconds) +
         "; Secure; HttpOnly; SameSite=Lax";
}

// ---- /sign-in ----------------------------------------------------------------------------------------------------------------

Response sign_in_page(const web::Site& site, const Request& request, const Error* error) {
  web::PageOptions options{.title = std::string(translate(msg::sign_in_title, request.language))};
  if (error) options.status = traits(error->kind).status;
  return web::page(site, request, options, [&](Html& out) {
    const web::Form form{request, error, error ? &request.form : nullptr};
    out << "<h1>"_h << msg::sign_in_title << "</h1><p class=\"lead\">"_h << msg::sign_in_lead << "</p>"_h;
    web::error_summary(out, form);
    const std::string next = rules::safe_return(request.query.get("next"));
    web::open_form(out, form, "/sign-in?next=" + http::percent_encode(next));
    web::text_field(out, form, {.name = "login", .label = msg::login_label, .hint = msg::login_hint, .autocomplete = "username",
                                .limit = rules::kMaxLogin});
    web::text_field(out, form, {.name = "password", .label = msg::password_label, .type = web::InputType::password,
                                .autocomplete = "current-password", .limit = rules::kMaxPassword});
    web::button(out, msg::sign_in_button);
    web::close_form(out);
    out << "<p class=\"small\">"_h << msg::sign_in_help << "</p>"_h;
  });
}

Response show_sign_in(const web::Site& site, const Request& request) {
  if (request.actor.signed_in()) return Response::redirect(web::link(request, rules::safe_return(request.query.get("next"))));
  return sign_in_page(site, request, nullptr);
}

Response do_sign_in(Service& service, const web::Site& site, const Request& request) {
  const std::string old_session = request.cookie(http::kSessionCookie).value_or("");
  const auto answer = service.sign_in({request.form.get("login"), request.form.get("password"), request.peer, request.header("user-agent"),
                                       old_session});
  if (!answer.signed_in) {
    Response refused = sign_in_page(site, request, &*answer.error);
    if (answer.retry_after_seconds > 0) refused.headers.emplace_back("Retry-After", std::to_string(answer.retry_after_seconds));
    return refused;
  }
  const bool temporary = answer.signed_in->password_kind == PasswordKind::temporary;
  const std::string next = temporary ? "/me" : rules::safe_return(request.query.get("next"));
  return Response::redirect(web::link(request, next)).with("Set-Cookie",
      session_cookie(answer.signed_in->token, rules::kSessionLife / 1000));
}

Response do_sign_out(Service& service, const web::Site& site, const Request& request) {
  service.sign_out(request.session);
  return web::redirect_with_flash(site, request, "/", msg::signed_out).with("Set-Cookie", session_cookie("", 0));
}

// ---- /me ---------------------------------------------------------------------------------------------------------------------

void password_part(Html& out, const web::Form& form) {
  heading(out, msg::password_heading);
  web::open_form(out, form, "/me/password");
  const auto field = [&](const char* name, const Message& label, std::optional<Message> hint, const char* autocomplete) {
    web::text_field(out, form, {.name = name, .label = label, .hint = std::move(hint), .type = web::InputType::password,
                                .autocomplete = autocomplete, .limit = rules::kMaxPassword});
  };
  field("current", msg::password_current_label, {}, "current-password");
  field("next", msg::password_next_label, msg::password_next_hint, "new-password");
  field("repeated", msg::password_repeated_label, {}, "new-password");
  web::button(out, msg::password_button);
  web::close_form(out);
}

void sessions_part(Html& out, const Request& request, const Profile& profile) {
  heading(out, msg::sessions_heading);
  const web::Table table{.caption = msg::sessions_caption,
                         .columns = {{"agent", msg::session_agent}, {"since", msg::session_since}, {"seen", msg::session_seen},
                                     {"act", msg::session_act}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const SessionRow& row : profile.sessions) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      if (row.session.agent.empty()) rows << msg::session_unknown_agent;
      else rows << row.session.agent;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], show(row.session.created, request.language));
      web::text_cell(rows, table.columns[2], show(row.session.last_seen, request.language));
      web::open_cell(rows, table.columns[3]);
      if (row.current) rows << msg::session_current;
      else act(rows, request, {"/me/sessions/" + row.session.id.text() + "/end", msg::session_end});
      web::close_cell(rows);
      web::close_row(rows);
    }
  });
  out << "<p class=\"small\">"_h << msg::sessions_rule << "</p>"_h;
  if (profile.sessions.size() > 1) act(out, request, {"/me/sessions/end-others", msg::sessions_end_others});
}

void tokens_part(Html& out, const Request& request, const Profile& profile) {
  if (profile.tokens.empty()) return;
  heading(out, msg::tokens_heading);
  const web::Table table{.caption = msg::tokens_caption,
                         .columns = {{"label", msg::token_label}, {"expires", msg::token_expires}, {"used", msg::token_used}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const ApiToken& token : profile.tokens) {
      const auto used = token.last_used ? show(*token.last_used, request.language)
          : std::string(translate(msg::never_used, request.language));
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << token.label;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], show(token.expires, request.language));
      web::text_cell(rows, table.columns[2], used);
      web::close_row(rows);
    }
  });
}

Response me_page(Service& service, const web::Site& site, const Request& request, const Error* error) {
  const auto profile = service.profile(request.actor, request.session);
  if (!profile) return web::error_page(site, profile.error(), request);
  web::PageOptions options{.title = std::string(translate(msg::me_title, request.language))};
  if (error) options.status = traits(error->kind).status;
  return web::page(site, request, options, [&](Html& out) {
    const web::Form form{request, error};   // passwords are never sent back
    out << "<h1>"_h << msg::me_title << "</h1>"_h;
    web::error_summary(out, form);
    if (profile->account.password_kind == PasswordKind::temporary) web::notice(out, msg::temporary_notice);
    std::vector<web::Fact> facts{{msg::display_name_label, profile->account.display_name}, {msg::login_label, profile->account.login}};
    for (const StoredGrant& grant : profile->grants) {
      // A producer's name is not ours to know: the role leads to its page.
      const auto& producer = grant.grant.producer;
      if (producer) facts.push_back({msg::roles_label, std::string(translate(role_words(grant.grant.role), request.language)),
          "/producers/" + producer->text()});
      else facts.push_back({msg::roles_label, show_grant(grant.grant, service.places(), request.language)});
    }
    if (profile->grants.empty()) facts.push_back({msg::roles_label, std::string(translate(msg::no_roles, request.language))});
    web::facts(out, facts);
    if (request.actor.has(Role::administrator)) web::link_button(out, msg::accounts_title, "/accounts", web::ButtonKind::quiet);
    password_part(out, form);
    sessions_part(out, request, *profile);
    tokens_part(out, request, *profile);
  });
}

Response do_change_password(Service& service, const web::Site& site, const Request& request) {
  const PasswordChange change{request.form.get("current"), request.form.get("next"), request.form.get("repeated")};
  const auto changed = service.change_password(request.actor, request.session, change);
  if (!changed) return me_page(service, site, request, &changed.error());
  return web::redirect_with_flash(site, request, "/me", msg::password_changed);
}

Response do_end_session(Service& service, const web::Site& site, const Request& request) {
  const auto id = SessionId::parse(request.value("id"));
  const auto ended = id ? service.end_session(request.actor, *id) : Result<void>(Error::of(ErrorKind::not_found));
  if (!ended) return web::error_page(site, ended.error(), request);
  return web::redirect_with_flash(site, request, "/me", msg::session_ended);
}

Response do_end_others(Service& service, const web::Site& site, const Request& request) {
  const auto ended = service.end_other_sessions(request.actor, request.session);
  if (!ended) return web::error_page(site, ended.error(), request);
  return web::redirect_with_flash(site, request, "/me", msg::sessions_ended);
}

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  using http::Method;
  router.add({Method::get, "/sign-in", Policy::anyone(), [&site](const Request& r) { return show_sign_in(site, r); }, "Form to sign in"});
  router.add({Method::post, "/sign-in", Policy::anyone(), [&service, &site](const Request& r) { return do_sign_in(service, site, r); },
              "Sign in: name and password against a session"});
  router.add({Method::post, "/sign-out", Policy::anyone(), [&service, &site](const Request& r) { return do_sign_out(service, site, r); },
              "End the session"});
  router.add({Method::get, "/me", Policy::signed_in(), [&service, &site](const Request& r) { return me_page(service, site, r, nullptr); },
              "Own account: roles, password, devices"});
  router.add({Method::post, "/me/password", Policy::signed_in(),
              [&service, &site](const Request& r) { return do_change_password(service, site, r); }, "Change the own password"});
  router.add({Method::post, "/me/sessions/{id}/end", Policy::signed_in(),
              [&service, &site](const Request& r) { return do_end_session(service, site, r); }, "Sign one own device out"});
  router.add({Method::post, "/me/sessions/end-others", Policy::signed_in(),
              [&service, &site](const Request& r) { return do_end_others(service, site, r); }, "Sign all other own devices out"});
  add_account_pages(router, service, site);
}

}  // namespace ocop::identity
