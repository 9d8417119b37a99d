#include "modules/identity/pages.h"

#include <algorithm>
#include <vector>

#include "kernel/base/text.h"
#include "kernel/http/cookies.h"
#include "kernel/i18n/translate.h"
#include "modules/identity/messages.h"
#include "modules/identity/pages_parts.h"
#include "modules/identity/requests.h"
#include "modules/identity/rules.h"
#include "modules/identity/words.h"

namespace ocop::identity {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

std::string Reaches::reach(const Grant& grant, Language language) const {
  if (is_unbound(grant.role)) return std::string(translate(msg::grant_everywhere, language));
  if (!grant.producer) return places.show(grant.province, grant.commune, language);
  const auto named = std::ranges::find(producers, *grant.producer, &ProducerName::id);
  return named == producers.end() ? grant.producer->text() : named->in(language);
}

std::string Reaches::show(const Grant& grant, Language language) const {
  const std::string words = std::string(translate(role_words(grant.role), language)) + ": " + reach(grant, language);
  return grant.stands_for ? format(msg::stands_in, language, {words}) : words;
}

std::vector<ProducerName> producer_names(const manifest::Offers& offers, std::vector<ProducerId> ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  std::vector<ProducerName> out;
  if (ids.empty()) return out;
  for (const ProducerNames& known : offers.all<ProducerNames>())
    for (ProducerName& one : known.of(ids)) out.push_back(std::move(one));
  return out;
}

std::vector<ProducerId> producers_of(std::span<const StoredGrant> grants) {
  std::vector<ProducerId> out;
  for (const StoredGrant& one : grants)
    if (one.grant.producer) out.push_back(*one.grant.producer);
  return out;
}

void heading(Html& out, const Message& text) { out << "<h2>"_h << text << "</h2>"_h; }

void tokens_part(Html& out, const Request& request, std::span<const ApiToken> tokens, const std::string& path) {
  if (tokens.empty()) return;
  heading(out, msg::tokens_heading);
  const web::Table table{.caption = msg::tokens_caption,
                         .columns = {{"label", msg::token_label}, {"scope", msg::token_scope}, {"expires", msg::token_expires},
                                     {"used", msg::token_used}, {"act", msg::session_act}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const ApiToken& token : tokens) {
      const auto used = token.last_used ? show(*token.last_used, request.language)
          : std::string(translate(msg::never_used, request.language));
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << token.label;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], translate(scope_words(token.scope), request.language));
      web::text_cell(rows, table.columns[2], show(token.expires, request.language));
      web::text_cell(rows, table.columns[3], used);
      web::open_cell(rows, table.columns[4]);
      web::act(rows, request, {path + "/tokens/" + token.id.text() + "/end", msg::token_end});
      web::close_cell(rows);
      web::close_row(rows);
    }
  });
}

// It lasts as long as a session may; the server decides.
std::string session_cookie(const Request& request, std::string_view session) {
  constexpr std::chrono::seconds kCookieLife{rules::kSessionLife / 1000};
  return http::set_own_cookie(request, http::OwnCookie::session, session, kCookieLife);
}

// The first page of somebody's roles; of who has none, the page that says so.
std::string after_sign_in(const web::Navigation& navigation, const Actor& actor, std::string_view next) {
  if (std::string path = rules::safe_return(next); !path.empty()) return path;
  const web::Entry* home = navigation.home(actor);
  return home ? home->path : "/me";
}

namespace {

// ---- /sign-in ----------------------------------------------------------------------------------------------------------------

std::string with_next(std::string_view path, std::string_view next) {
  return next.empty() ? std::string(path) : std::string(path) + "?next=" + http::percent_encode(next);
}

Result<Response> show_sign_in(const Pages& pages, const Call<>& call) {
  const std::string next = rules::safe_return(call.request.query.get("next"));
  if (call.actor.signed_in() && !call.refused)
    return Response::redirect(web::link(call.request, after_sign_in(pages.site.navigation, call.actor, next)));
  const auto& others = pages.offers.all<WayIn>();
  web::PageOptions options{.title = in(msg::sign_in_title, call.language()), .description = in(msg::sign_in_lead, call.language())};
  for (const WayIn& way : others)
    if (!way.island.empty()) options.islands.push_back(way.island);
  return web::page(pages.site, call.request, options, [&](Html& out) {
    out << "<h1>"_h << msg::sign_in_title << "</h1><p class=\"lead\">"_h << msg::sign_in_lead << "</p>"_h;
    if (call.request.cookies == http::Cookies::kept_by_nobody) web::notice(out, msg::sign_in_not_here);
    web::whole_form(out, call, sign_in_fields(),
                    {with_next("/sign-in", next), msg::sign_in_button});
    for (const WayIn& way : others) way.show(out, call.request, next);
    if (pages.service.joining() == manifest::Joining::by_anyone) {
      out << "<h2>"_h << msg::join_invites << "</h2><p>"_h << msg::join_invites_lead << "</p><p class=\"acts\">"_h;
      web::link_button(out, msg::join_button, with_next("/join", next), web::ButtonKind::quiet);
      out << "</p>"_h;
    }
    out << "<p class=\"small\">"_h << msg::sign_in_help << "</p>"_h;
  });
}

// Where a new session leads: to what must be done first, to where the person was going, or home.
std::string first_page(const Pages& pages, std::string_view session, const Request& request) {
  const auto identity = pages.service.identify(session, {}, request.received);
  if (!identity.lead.empty()) return identity.lead;
  return after_sign_in(pages.site.navigation, identity.actor, request.query.get("next"));
}

Result<Response> do_sign_in(const Pages& pages, const Call<SignIn>& call) {
  const Request& request = call.request;
  const std::string old_session = http::own_cookie(request, http::OwnCookie::session).value_or("");
  const auto answer =
      pages.service.sign_in({call.input.login, call.input.password, request.peer, request.header("user-agent"), old_session});
  if (!answer.signed_in) {
    OCOP_TRY(refused, show_sign_in(pages, Call<>{{request, call.actor, &*answer.error}, {}}));
    refused.status = traits(answer.error->kind).status;
    if (answer.retry_after_seconds > 0) refused.headers.emplace_back("Retry-After", std::to_string(answer.retry_after_seconds));
    return std::move(refused);
  }
  const SignedIn& in = *answer.signed_in;
  const std::string next = rules::safe_return(request.query.get("next"));
  std::string path;
  if (!in.second_step.empty()) path = with_next(in.second_step, next);
  else if (in.password_kind == PasswordKind::temporary) path = "/me";
  else path = first_page(pages, in.token, request);
  return Response::redirect(web::link(request, path)).with("Set-Cookie", session_cookie(request, in.token));
}

// ---- /join -------------------------------------------------------------------------------------------------------------------

Result<Response> show_join(const Pages& pages, const Call<>& call) {
  if (pages.service.joining() == manifest::Joining::by_offices) return Error::of(ErrorKind::not_found, "offices make accounts here");
  const std::string next = rules::safe_return(call.request.query.get("next"));
  if (call.actor.signed_in() && !call.refused) return Response::redirect(web::link(call.request, next.empty() ? "/me" : next));
  const web::PageOptions options{.title = in(msg::join_title, call.language()), .description = in(msg::join_lead, call.language())};
  return web::page(pages.site, call.request, options, [&](Html& out) {
    out << "<h1>"_h << msg::join_title << "</h1><p class=\"lead\">"_h << msg::join_lead << "</p>"_h;
    if (call.request.cookies == http::Cookies::kept_by_nobody) web::notice(out, msg::sign_in_not_here);
    web::whole_form(out, call, join_fields(), {with_next("/join", next), msg::join_button});
    out << "<p class=\"small\">"_h << msg::join_kept << "</p><p><a href=\""_h << web::link(call.request, with_next("/sign-in", next))
        << "\">"_h << msg::join_have_one << "</a></p>"_h;
  });
}

// The same answer whether the login was free: who joined signs in with what was just typed, who had the login with the password of then.
Result<Response> do_join(const Pages& pages, const Call<Join>& call) {
  OCOP_CHECK(pages.service.join(call.input, call.request.peer));
  const std::string next = rules::safe_return(call.request.query.get("next"));
  return web::redirect_with_flash(pages.site, call.request, with_next("/sign-in", next), msg::joined);
}

Result<Response> do_sign_out(const Pages& pages, const Call<>& call) {
  pages.service.sign_out(call.request.session);
  return web::redirect_with_flash(pages.site, call.request, "/", msg::signed_out)
      .with("Set-Cookie", http::set_own_cookie(call.request, http::OwnCookie::session, "", std::chrono::seconds(0)));
}

// ---- /me ---------------------------------------------------------------------------------------------------------------------

void password_part(Html& out, const web::Form& form, const Profile& profile) {
  heading(out, msg::password_heading);
  web::open_form(out, form, "/me/password");
  for (const std::string_view field : {"current", "next", "repeated"}) web::control(out, form, password_change().shape(), field);
  if (!profile.tokens.empty()) web::control(out, form, password_change().shape(), "keep_tokens");
  web::button(out, msg::password_button);
  web::close_form(out);
}

void sessions_part(Html& out, const Request& request, const Profile& profile) {
  heading(out, msg::sessions_heading);
  const web::Table table{.caption = msg::sessions_caption,
                         .columns = {{"agent", msg::session_agent}, {"how", msg::session_how}, {"since", msg::session_since},
                                     {"seen", msg::session_seen}, {"act", msg::session_act}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const SessionRow& row : profile.sessions) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      if (row.session.agent.empty()) rows << msg::session_unknown_agent;
      else rows << row.session.agent;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], translate(signed_by_words(row.session.signed_by), request.language));
      web::text_cell(rows, table.columns[2], show(row.session.created, request.language));
      web::text_cell(rows, table.columns[3], show(row.session.last_seen, request.language));
      web::open_cell(rows, table.columns[4]);
      if (row.current) rows << msg::session_current;
      else web::act(rows, request, {"/me/sessions/" + row.session.id.text() + "/end", msg::session_end});
      web::close_cell(rows);
      web::close_row(rows);
    }
  });
  out << "<p class=\"small\">"_h << msg::sessions_rule << "</p>"_h;
  if (profile.sessions.size() > 1) web::act(out, request, {"/me/sessions/end-others", msg::sessions_end_others});
}

Result<Response> me_page(const Pages& pages, const Call<>& call) {
  const Request& request = call.request;
  OCOP_TRY(profile, pages.service.profile(call.actor, request.session));
  return web::page(pages.site, request, {.title = std::string(translate(msg::me_title, request.language))}, [&](Html& out) {
    const web::Form form = web::form(call);
    out << "<h1>"_h << msg::me_title << "</h1>"_h;
    web::error_summary(out, form);
    if (profile.account.password_kind == PasswordKind::temporary) web::notice(out, msg::temporary_notice);
    if (!request.lead.empty()) web::notice(out, msg::second_step_wanted);
    std::vector<web::Fact> facts{{msg::display_name_label, profile.account.display_name}, {msg::login_label, profile.account.login}};
    const auto producers = producer_names(pages.offers, producers_of(profile.grants));
    const Reaches reaches{pages.service.places(), producers};
    for (const StoredGrant& one : profile.grants)
      facts.push_back({msg::roles_label, reaches.show(one.grant, request.language),
                       one.grant.producer ? "/producers/" + one.grant.producer->text() : std::string()});
    if (profile.grants.empty()) facts.push_back({msg::roles_label, std::string(translate(msg::no_roles, request.language))});
    web::facts(out, facts);
    if (request.actor.has(Role::administrator)) web::link_button(out, msg::accounts_title, "/accounts", web::ButtonKind::quiet);
    password_part(out, form, profile);
    sessions_part(out, request, profile);
    tokens_part(out, request, profile.tokens, "/me");
    for (const ProfilePart& part : pages.offers.all<ProfilePart>()) part.show(out, request);
  });
}

Result<Response> do_change_password(const Pages& pages, const Call<PasswordChange>& call) {
  OCOP_CHECK(pages.service.change_password(call.actor, call.request.session, call.input));
  return web::redirect_with_flash(pages.site, call.request, "/me", msg::password_changed);
}

Result<Response> do_end_session(const Pages& pages, const Call<>& call, SessionId id) {
  OCOP_CHECK(pages.service.end_session(call.actor, id));
  return web::redirect_with_flash(pages.site, call.request, "/me", msg::session_ended);
}

Result<Response> do_end_token(const Pages& pages, const Call<>& call, TokenId id) {
  OCOP_CHECK(pages.service.end_token(call.actor, id));
  return web::redirect_with_flash(pages.site, call.request, "/me", msg::token_ended);
}

Result<Response> do_end_others(const Pages& pages, const Call<>& call) {
  OCOP_CHECK(pages.service.end_other_sessions(call.actor, call.request.session));
  return web::redirect_with_flash(pages.site, call.request, "/me", msg::sessions_ended);
}

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers) {
  const auto pages = std::make_shared<const Pages>(Pages{service, site, offers});
  constexpr http::Also kArgon{.run = http::Run::on_heavy_worker};   // the work of a password waits for its like
  http::Table(router, pages)
      .get("/sign-in", Policy::anyone(), show_sign_in, "Form to sign in")
      .form("/sign-in", Policy::anyone(), sign_in_fields(), do_sign_in, show_sign_in, "Sign in: name and password against a session",
            kArgon)
      .get("/join", Policy::anyone(), show_join, "Form to make an account")
      .form("/join", Policy::anyone(), join_fields(), do_join, show_join, "Make an account, without any role", kArgon)
      .post("/sign-out", Policy::anyone(), do_sign_out, "End the session")
      .get("/me", Policy::signed_in(), me_page, "Own account: roles, password, devices")
      .form("/me/password", Policy::signed_in(), password_change(), do_change_password, me_page, "Change the own password", kArgon)
      .post("/me/sessions/{id}/end", Policy::signed_in(), do_end_session, "Sign one own device out")
      .post("/me/tokens/{id}/end", Policy::signed_in(), do_end_token, "Revoke one own token of a program")
      .post("/me/sessions/end-others", Policy::signed_in(), do_end_others, "Sign all other own devices out");
  add_account_pages(router, pages);
  add_waiting_pages(router, pages);
}

}  // namespace ocop::identity
