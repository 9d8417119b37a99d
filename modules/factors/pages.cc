#include "modules/factors/pages.h"

#include <memory>

#include "kernel/http/cookies.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/print/print.h"
#include "kernel/web/fields.h"
#include "modules/factors/messages.h"
#include "modules/factors/requests.h"
#include "modules/factors/rules.h"

namespace ocop::factors {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

// Whether the session has shown a short while ago whose it is.
enum class May : std::uint8_t { look, change };

Holder holder_of(const http::Asked& call) { return {call.actor, call.request.session}; }

// What is told once: in no cache, and in no history that shows pages again.
Response secret(Response page) { return std::move(page).with("Cache-Control", "no-store"); }

std::string with_next(std::string_view path, std::string_view next) {
  return next.empty() ? std::string(path) : std::string(path) + "?next=" + http::percent_encode(next);
}

std::string file_of(const std::vector<std::string>& codes, Language language) {
  std::string out = in(msg::codes_file, language) + "\n\n";
  for (const std::string& code : codes) out += code + "\n";
  return out;
}

// From the own account down; `here` = the page of an app or of codes, below the list of steps.
void way(Html& out, std::optional<Message> here = std::nullopt) {
  const Language language = out.language();
  std::vector<web::Crumb> crumbs{{in(msg::account, language), "/me"}, {in(msg::title, language), here ? std::string(kOwnPage) : ""}};
  if (here) crumbs.push_back({in(*here, language)});
  web::crumbs(out, crumbs);
}

constexpr std::string_view kIsland = "passkey.js";
enum class Asks : std::uint8_t { create, get };

// A form that web/islands/passkey.ts fills with what the device makes. `fields` stands before the button.
void passkey_form(Html& out, const web::Form& form, Asks asks, const std::string& action, const Message& button,
                  const std::function<void()>& fields = {}) {
  const bool create = asks == Asks::create;
  out << "<div class=\"stack\" data-passkey=\""_h << (create ? "create" : "get") << "\" data-options=\""_h
      << (create ? "/api/v1/me/factors/passkeys/options" : "/api/v1/sign-in/passkey/options") << "\" data-waits=\""_h << msg::passkey_waits
      << "\" data-refused=\""_h << msg::passkey_not_made << "\" data-there=\""_h << msg::passkey_is_there << "\">"_h;
  web::open_form(out, form, action);
  if (fields) fields();
  const std::initializer_list<std::string_view> made{"client_data", "attestation"},
      signed_by{"credential", "client_data", "authenticator_data", "signature", "user_handle"};
  for (const std::string_view name : create ? made : signed_by) out << "<input type=\"hidden\" name=\""_h << name << "\">"_h;
  web::button(out, button, create ? web::ButtonKind::main : web::ButtonKind::quiet);
  web::close_form(out);
  out << "<p class=\"small\" role=\"status\"></p></div>"_h;
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  // ---- the holder
  Result<Response> own(const Call<>& call) const {
    OCOP_TRY(held, service_.held(call.actor));
    const May may = service_.proven(holder_of(call)) ? May::change : May::look;
    return page(call, msg::title, [&](Html& out) {
      way(out);
      out << "<h1>"_h << msg::title << "</h1><p class=\"lead\">"_h << msg::lead << "</p>"_h;
      if (!call.request.lead.empty()) web::notice(out, msg::wanted);
      const web::Form form = web::form(call);
      if (may == May::look) proof_part(out, form, held);
      else web::error_summary(out, form);
      app_part(out, call.request, held, may);
      passkeys_part(out, call.request, held, may);
      codes_part(out, call.request, held, may);
      history(out, call.request);
    });
  }
  Result<Response> prove_by_passkey(const Call<Assertion>& call) const {
    OCOP_CHECK(service_.prove_by_passkey(holder_of(call), call.input));
    return web::redirect_with_flash(site_, call.request, kOwnPage, msg::proven);
  }
  Result<Response> prove(const Call<Proof>& call) const {
    OCOP_CHECK(service_.prove(holder_of(call), call.input.password));
    return web::redirect_with_flash(site_, call.request, kOwnPage, msg::proven);
  }
  Result<Response> begin_app(const Call<Proof>& call) const {
    OCOP_CHECK(service_.begin_app(holder_of(call), call.input.password));
    return Response::redirect(web::link(call.request, "/me/factors/app"));
  }
  Result<Response> new_app(const Call<>& call) const {
    OCOP_TRY(held, service_.held(call.actor));
    if (held.app) return Response::redirect(web::link(call.request, kOwnPage));
    if (!held.app_begun) return begin_page(call);
    OCOP_TRY(begun, service_.begun_app(call.actor));
    OCOP_TRY(symbol, print::qr(begun.uri));
    return secret(page(call, msg::app_title, [&](Html& out) {
      way(out, msg::app_title);
      out << "<h1>"_h << msg::app_title << "</h1><ol class=\"stack\"><li>"_h << msg::app_first << "</li><li>"_h << msg::app_second
          << "<div>"_h;
      out.raw_trusted(print::qr_svg(symbol, in(msg::app_qr, out.language())));
      out << "</div><p>"_h << msg::app_by_hand << "</p><p><code>"_h << rules::in_fours(begun.secret) << "</code></p><p><a href=\""_h
          << begun.uri << "\">"_h << msg::app_here << "</a></p></li><li>"_h << msg::app_third << "</li></ol>"_h;
      web::whole_form(out, call, app_code_fields(), {"/me/factors/app/confirm", msg::app_confirm});
    }));
  }
  Result<Response> confirm_app(const Call<TypedCode>& call) const {
    OCOP_TRY(done, service_.confirm_app(holder_of(call), call.input.code));
    if (done.codes.empty()) return web::redirect_with_flash(site_, call.request, kOwnPage, msg::app_holds);
    return codes_page(call, done.codes, msg::app_holds);
  }
  Result<Response> remove_app(const Call<Proof>& call) const {
    OCOP_CHECK(service_.remove_app(holder_of(call), call.input.password));
    return web::redirect_with_flash(site_, call.request, kOwnPage, msg::was_removed);
  }
  Result<Response> new_passkey_page(const Call<>& call) const {
    const bool proven = service_.proven(holder_of(call));
    return page(call, msg::passkey_new, [&](Html& out) {
      way(out, msg::passkey_new);
      out << "<h1>"_h << msg::passkey_new << "</h1><p class=\"lead\">"_h << msg::passkey_what << "</p><p>"_h << msg::passkey_needs
          << "</p>"_h;
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      passkey_form(out, form, Asks::create, "/me/factors/passkeys", msg::passkey_make, [&] {
        web::control(out, form, new_passkey().shape(), "label");
        if (!proven) web::control(out, form, new_passkey().shape(), "password", {.need = input::Need::required});
      });
    });
  }
  Result<Response> add_passkey(const Call<NewPasskey>& call) const {
    OCOP_TRY(added, service_.add_passkey(holder_of(call), call.input));
    if (added.codes.codes.empty()) return web::redirect_with_flash(site_, call.request, kOwnPage, msg::passkey_holds);
    return codes_page(call, added.codes.codes, msg::passkey_holds);
  }
  Result<Response> remove_passkey(const Call<Proof>& call, PasskeyId id) const {
    OCOP_CHECK(service_.remove_passkey(holder_of(call), id, call.input.password));
    return web::redirect_with_flash(site_, call.request, kOwnPage, msg::was_removed);
  }
  Result<Response> make_codes(const Call<Proof>& call) const {
    OCOP_TRY(made, service_.make_codes(holder_of(call), call.input.password));
    return codes_page(call, made.codes, msg::codes_made);
  }

  // The codes come back from the page that shows them: here they are known no more.
  Result<Response> codes_file(const Call<TypedCodes>& call) const {
    std::vector<std::string> codes;
    for (const std::string& one : call.input.codes) {
      OCOP_TRY(typed, rules::read_typed(one));
      codes.push_back(one);
    }
    return secret(Response::file(file_of(codes, call.language()), "text/plain; charset=utf-8", "ocop-ma-du-phong.txt"));
  }

  // ---- signing in
  Result<Response> step(const Call<>& call) const {
    const std::string_view next = call.request.query.get("next");
    if (call.actor.signed_in())
      return Response::redirect(web::link(call.request, identity::after_sign_in(site_.navigation, call.actor, next)));
    if (!service_.waits(half_of(call.request))) return too_late(call);
    return secret(page(call, msg::step_title, [&](Html& out) {
      out << "<h1>"_h << msg::step_title << "</h1><p class=\"lead\">"_h << msg::step_lead << "</p>"_h;
      web::whole_form(out, call, step_fields(), {with_next(kStepPage, next), msg::step_button});
      passkey_form(out, {call.request}, Asks::get, with_next(kPasskeyPage, next), msg::sign_in_by_passkey);
      out << "<p class=\"small\">"_h << msg::step_lost << "</p>"_h;
    }));
  }
  Result<Response> take_step(const Call<TypedCode>& call) const {
    const std::string half = half_of(call.request);
    OCOP_TRY(token, service_.step({call.request.header("user-agent"), half}, call.input.code));
    return signed_in(call.request, token);
  }

  // Shown when a passkey was refused, or could not be asked for.
  Result<Response> passkey_page(const Call<>& call) const {
    const std::string_view next = call.request.query.get("next");
    return page(call, msg::sign_in_by_passkey, [&](Html& out) {
      out << "<h1>"_h << msg::sign_in_by_passkey << "</h1><p class=\"lead\">"_h << msg::passkey_needs << "</p>"_h;
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      passkey_form(out, form, Asks::get, with_next(kPasskeyPage, next), msg::sign_in_by_passkey);
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::step_again, with_next("/sign-in", next), web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }
  Result<Response> sign_in(const Call<Assertion>& call) const {
    const std::string before = half_of(call.request);
    OCOP_TRY(token, service_.sign_in({call.request.header("user-agent"), before}, call.input, call.request.peer));
    return signed_in(call.request, token);
  }

  // ---- administrators
  Result<Response> take_away(const Call<>& call, AccountId account) const {
    OCOP_CHECK(service_.take_away(call.actor, account));
    return web::redirect_with_flash(site_, call.request, "/accounts/" + account.text(), msg::was_taken_away);
  }

 private:
  Response page(const http::Asked& call, const Message& title, const std::function<void(Html&)>& body) const {
    return web::page(site_, call.request, {.title = in(title, call.language()), .islands = {std::string(kIsland)}}, body);
  }
  static std::string half_of(const Request& request) { return http::own_cookie(request, http::OwnCookie::session).value_or(""); }
  // Nobody's password was right in this browser within ten minutes.
  Response too_late(const http::Asked& call) const {
    return page(call, msg::step_title, [&](Html& out) {
      out << "<h1>"_h << msg::step_title << "</h1><p class=\"lead\">"_h << msg::step_is_over << "</p><p class=\"acts\">"_h;
      web::link_button(out, msg::step_again, with_next("/sign-in", call.request.query.get("next")));
      out << "</p>"_h;
    });
  }
  Response begin_page(const http::Asked& call) const {
    return page(call, msg::app_title, [&](Html& out) {
      way(out, msg::app_title);
      out << "<h1>"_h << msg::app_title << "</h1><p class=\"lead\">"_h << msg::app_what << "</p>"_h;
      const web::Form form = web::form(call);
      web::open_form(out, form, "/me/factors/app");
      web::error_summary(out, form);
      if (!service_.proven(holder_of(call))) web::control(out, form, maybe_proof().shape(), "password", {.need = input::Need::required});
      web::button(out, msg::app_begin);
      web::close_form(out);
    });
  }
  Response signed_in(const Request& request, const std::string& token) const {
    const Actor actor = service_.who(token);
    const std::string path = identity::after_sign_in(site_.navigation, actor, request.query.get("next"));
    return Response::redirect(web::link(request, path)).with("Set-Cookie", identity::session_cookie(request, token));
  }

  static void proof_part(Html& out, const web::Form& form, const Held& held) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::prove_heading << "</h2><p>"_h << msg::prove_lead << "</p>"_h;
    web::open_form(out, form, "/me/factors/proof");
    web::error_summary(out, form);
    web::fields(out, form, proof_fields().shape());
    web::button(out, msg::prove_button);
    web::close_form(out);
    if (!held.passkeys.empty()) passkey_form(out, form, Asks::get, "/me/factors/proof/passkey", msg::prove_by_passkey);
    out << "</section>"_h;
  }
  static void app_part(Html& out, const Request& request, const Held& held, May may) {
    out << "<section class=\"stack\"><h2>"_h << msg::app << "</h2><p>"_h;
    if (held.app) out << format(msg::app_since, request.language, {show(*held.app, request.language)});
    else out << msg::app_none;
    out << "</p><div class=\"acts\">"_h;
    if (!held.app) web::link_button(out, held.app_begun ? msg::app_go_on : msg::app_begin, "/me/factors/app");
    else if (may == May::change) web::act(out, request, {"/me/factors/app/remove", msg::app_remove});
    out << "</div></section>"_h;
  }
  static void passkeys_part(Html& out, const Request& request, const Held& held, May may) {
    out << "<section class=\"stack\"><h2>"_h << msg::passkeys << "</h2>"_h;
    if (held.passkeys.empty()) out << "<p>"_h << msg::passkeys_none << "</p>"_h;
    else passkey_table(out, request, held.passkeys, may);
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::passkey_new, "/me/factors/passkeys/new", web::ButtonKind::quiet);
    out << "</p></section>"_h;
  }
  static void passkey_table(Html& out, const Request& request, std::span<const Passkey> passkeys, May may) {
    const web::Table table{.caption = msg::passkeys_caption,
                           .columns = {{"label", msg::passkey_label}, {"added", msg::passkey_added}, {"used", msg::passkey_used},
                                       {"act", msg::column_act}},
                           .captioned = web::Table::Caption::heard};
    web::table(out, request, table, [&](Html& rows) {
      for (const Passkey& one : passkeys) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << one.label;
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], show(one.added, request.language));
        web::text_cell(rows, table.columns[2], one.used ? show(*one.used, request.language) : in(msg::never_used, request.language));
        web::open_cell(rows, table.columns[3]);
        if (may == May::change) web::act(rows, request, {"/me/factors/passkeys/" + one.id.text() + "/remove", msg::passkey_remove});
        else rows << msg::prove_first;
        web::close_cell(rows);
        web::close_row(rows);
      }
    });
  }
  static void codes_part(Html& out, const Request& request, const Held& held, May may) {
    if (!held.any()) return;
    out << "<section class=\"stack\"><h2>"_h << msg::codes << "</h2><p>"_h
        << format(msg::codes_left, request.language, {std::to_string(held.codes)}) << "</p>"_h;
    if (may == May::change) {
      out << "<div class=\"acts\">"_h;
      web::act(out, request, {"/me/factors/codes", msg::codes_make});
      out << "</div>"_h;
    }
    out << "</section>"_h;
  }
  void history(Html& out, const Request& request) const {
    const auto events = service_.events(request.actor);
    if (events.empty()) return;
    const web::Table table{.caption = msg::history, .columns = {{"what", msg::column_what}, {"at", msg::column_at}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Event& event : events) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << label(event.kind);
        if (!event.detail.empty()) rows << ": " << event.detail;
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], show(event.at, request.language));
        web::close_row(rows);
      }
    });
  }
  // The answer of the form itself: they are shown once, and lie nowhere from which a second look could show them.
  Response codes_page(const http::Asked& call, const std::vector<std::string>& codes, const Message& done) const {
    return secret(page(call, msg::codes_title, [&](Html& out) {
      out << "<h1>"_h << msg::codes_title << "</h1>"_h;
      web::notice(out, done);
      out << "<p class=\"lead\">"_h << msg::codes_lead << "</p><ol>"_h;
      for (const std::string& code : codes) out << "<li><code>"_h << code << "</code></li>"_h;
      out << "</ol>"_h;
      web::open_form(out, web::form(call), "/me/factors/codes/file");
      for (const std::string& code : codes) out << "<input type=\"hidden\" name=\"codes\" value=\""_h << code << "\">"_h;
      web::button(out, msg::codes_download, web::ButtonKind::quiet);
      web::close_form(out);
      out << "<p>"_h << msg::codes_print << "</p><p class=\"acts\">"_h;
      web::link_button(out, msg::codes_kept, kOwnPage);
      out << "</p>"_h;
    }));
  }

  Service& service_;
  const web::Site& site_;
};

void profile_part(Html& out, const Service& service, const Request& request) {
  if (!request.actor.signed_in()) return;
  const bool held = service.held_by(*request.actor.account).any();
  out << "<section class=\"stack\"><h2>"_h << msg::title << "</h2><p>"_h << (held ? msg::profile_on : msg::profile_off)
      << "</p><p class=\"acts\">"_h;
  web::link_button(out, msg::profile_open, kOwnPage, web::ButtonKind::quiet);
  out << "</p></section>"_h;
}

void account_part(Html& out, const Service& service, const Request& request, AccountId account) {
  const Held held = service.held_by(account);
  out << "<section class=\"stack\"><h2>"_h << msg::title << "</h2>"_h;
  if (!held.any()) {
    out << "<p>"_h << msg::account_none << "</p></section>"_h;
    return;
  }
  std::vector<web::Fact> facts;
  if (held.app) facts.push_back({msg::app, format(msg::app_since, request.language, {show(*held.app, request.language)})});
  for (const Passkey& one : held.passkeys)
    facts.push_back({msg::passkey, format(msg::app_since, request.language, {show(one.added, request.language)})});
  facts.push_back({msg::codes, format(msg::codes_left, request.language, {std::to_string(held.codes)})});
  web::facts(out, facts);
  if (account != request.actor.account) {
    out << "<p>"_h << msg::take_away_lead << "</p><div class=\"acts\">"_h;
    web::act(out, request, {"/accounts/" + account.text() + "/factors/remove", msg::take_away, web::ButtonKind::danger});
    out << "</div>"_h;
  }
  out << "</section>"_h;
}

}  // namespace

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(identity::SecondStep{.rank = 10, .page = std::string(kStepPage), .set_up = std::string(kOwnPage),
                                  .has = [&service](db::Reader& reader, AccountId account) { return service.has(reader, account); }});
  offers.add(
      identity::WayIn{.rank = 10, .island = std::string(kIsland), .show = [](Html& out, const Request& request, std::string_view next) {
                        out << "<h2>"_h << msg::passkey << "</h2><p>"_h << msg::passkey_sign_in_lead << "</p>"_h;
                        passkey_form(out, {request}, Asks::get, with_next(kPasskeyPage, next), msg::sign_in_by_passkey);
                      }});
  offers.add(identity::Arrived{.rank = 10, .then = [&service](act::Moment& act, AccountId account, const std::string& agent) {
                                 service.arrived(act, account, agent);
                               }});
  offers.add(identity::ProfilePart{
      .rank = 5, .show = [&service](Html& out, const Request& request) { profile_part(out, service, request); }});
  offers.add(identity::AccountPart{.rank = 10, .show = [&service](Html& out, const Request& request, AccountId account) {
                                     account_part(out, service, request, account);
                                   }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kHolder = Policy::signed_in();
  constexpr http::Also kArgon{.run = http::Run::on_heavy_worker};   // the work of a password waits for its like
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/me/factors", kHolder, &Pages::own, "Own second steps: app, recovery codes, what happened to them")
      .form("/me/factors/proof", kHolder, proof_fields(), &Pages::prove, &Pages::own, "Show by the password that it is the holder", kArgon)
      .form("/me/factors/app", kHolder, maybe_proof(), &Pages::begin_app, &Pages::new_app, "Begin to set up an authenticator app", kArgon)
      .get("/me/factors/app", kHolder, &Pages::new_app, "Set up an authenticator app: what it is; then QR and secret")
      .form("/me/factors/app/confirm", kHolder, app_code_fields(), &Pages::confirm_app, &Pages::new_app,
            "Confirm an app by its first code; shows recovery codes once")
      .form("/me/factors/app/remove", kHolder, maybe_proof(), &Pages::remove_app, &Pages::own, "Remove the own app", kArgon)
      .form("/me/factors/codes", kHolder, maybe_proof(), &Pages::make_codes, &Pages::own, "Make new recovery codes; shows them once",
            kArgon)
      .post("/me/factors/codes/file", kHolder, codes_of_page(), &Pages::codes_file, "The recovery codes of a page as a text file")
      .form("/me/factors/proof/passkey", kHolder, assertion_fields(), &Pages::prove_by_passkey, &Pages::own,
            "Show by a passkey that it is the holder")
      .get("/me/factors/passkeys/new", kHolder, &Pages::new_passkey_page, "Add a passkey: form")
      .form("/me/factors/passkeys", kHolder, new_passkey(), &Pages::add_passkey, &Pages::new_passkey_page,
            "Add a passkey; shows recovery codes once", kArgon)
      .form("/me/factors/passkeys/{id}/remove", kHolder, maybe_proof(), &Pages::remove_passkey, &Pages::own, "Remove an own passkey",
            kArgon)
      .get("/sign-in/passkey", Policy::anyone(), &Pages::passkey_page, "Sign in with a passkey: form")
      .form("/sign-in/passkey", Policy::anyone(), assertion_fields(), &Pages::sign_in, &Pages::passkey_page, "Sign in with a passkey")
      .get("/sign-in/step", Policy::anyone(), &Pages::step, "Second step of signing in: form")
      .form("/sign-in/step", Policy::anyone(), step_fields(), &Pages::take_step, &Pages::step, "Second step of signing in")
      .post("/accounts/{id}/factors/remove", Policy::roles(Role::administrator), &Pages::take_away,
            "Take away all second steps of somebody who lost them; ends sessions and tokens");
}

}  // namespace ocop::factors
