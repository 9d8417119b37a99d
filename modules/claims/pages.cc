#include "modules/claims/pages.h"

#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/claims/messages.h"
#include "modules/claims/requests.h"
#include "modules/claims/rules.h"

namespace ocop::claims {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string maker_path(ProducerId id, std::string_view rest = {}) { return "/producers/" + id.text() + std::string(rest); }

web::Look look_of(State state) {
  if (state == State::accepted) return {web::Tone::good, web::Icon::ring};
  return {state == State::refused ? web::Tone::ended : web::Tone::noted, web::Icon::ring};
}

void paragraphs(Html& out, std::string_view text) {
  for (const std::string_view line : text::split(text, '\n'))
    if (!text::trim(line).empty()) out << "<p>"_h << line << "</p>"_h;
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  // ---- whoever claims
  Result<Response> code(const Call<>& call) const {
    return page(call, msg::claim_title, [&](Html& out) {
      out << "<h1>"_h << msg::claim_title << "</h1><p class=\"lead\">"_h << msg::claim_lead << "</p>"_h;
      if (!call.actor.signed_in()) return come_in(out, call.request);
      http::Fields shown;
      shown.add("code", std::string(call.request.query.get("code")));
      const web::Form form = web::form(call, &shown);
      web::open_form(out, form, "/claim");
      web::error_summary(out, form);
      web::fields(out, form, use_code().shape());
      web::button(out, msg::claim_button);
      web::close_form(out);
      own(out, call.actor);
      out << "<p class=\"small\">"_h << msg::claim_without << "</p>"_h;
    });
  }
  // Whoever scans the letter has no account yet: the code comes along.
  static void come_in(Html& out, const http::Request& request) {
    const std::string code(request.query.get("code"));
    const std::string next = "?next=" + http::percent_encode("/claim" + (code.empty() ? "" : "?code=" + http::percent_encode(code)));
    out << "<p>"_h << msg::claim_come_in << "</p><p class=\"acts\">"_h;
    web::link_button(out, msg::claim_join, "/join" + next);
    web::link_button(out, msg::claim_sign_in, "/sign-in" + next, web::ButtonKind::quiet);
    out << "</p>"_h;
  }
  Result<Response> use(const Call<UseCode>& call) const {
    OCOP_TRY(claim, service_.use_code(call.actor, call.input.code, call.request.peer));
    if (claim.state == State::accepted)
      return web::redirect_with_flash(site_, call.request, maker_path(claim.producer), msg::claim_done);
    return web::redirect_with_flash(site_, call.request, "/claim", msg::claim_waits, web::FlashKind::notice);
  }
  Result<Response> words(const Call<>& call, ProducerId id) const {
    OCOP_TRY(producer, service_.listed(id));
    return page(call, msg::ask_title, [&](Html& out) {
      out << "<h1>"_h << msg::ask_title << "</h1><p class=\"lead\">"_h << producer.name << "</p>"_h;
      if (service_.is_own(call.actor, id)) {
        web::notice(out, msg::claimed_already);
        return;
      }
      out << "<p>"_h << msg::ask_lead << "</p>"_h;
      web::whole_form(out, call, in_words(), {maker_path(id, "/claim"), msg::ask_button});
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::have_letter, "/claim", web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }
  Result<Response> ask(const Call<InWords>& call, ProducerId id) const {
    OCOP_CHECK(service_.ask(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/claim", msg::ask_sent);
  }

  // ---- the office
  Result<Response> letters(const Call<>& call, ProducerId id) const {
    OCOP_TRY(shown, service_.of_producer(call.actor, id));
    return page(call, msg::letters_title, [&](Html& out) {
      out << "<h1>"_h << msg::letters_title << "</h1><p class=\"lead\"><a href=\""_h << web::link(call.request, maker_path(id)) << "\">"_h
          << shown.producer.name << "</a></p>"_h;
      web::error_summary(out, web::form(call));
      if (shown.members > 0) {
        web::notice(out, msg::has_members);
      } else {
        out << "<section class=\"panel stack\"><p>"_h << msg::letters_lead << "</p>"_h;
        web::act(out, call.request, {.action = maker_path(id, "/letters"), .label = msg::print_letter, .kind = web::ButtonKind::main});
        out << "</section>"_h;
      }
      letter_table(out, call.request, shown);
      if (shown.claims.empty()) return;
      out << "<h2>"_h << msg::claims_title << "</h2><ul class=\"links\">"_h;
      for (const Claim& one : shown.claims)
        out << "<li><a href=\""_h << web::link(call.request, path_of(one)) << "\">"_h << show(one.asked, out.language())
            << "</a> <span class=\"small\">"_h << label(one.state) << "</span></li>"_h;
      out << "</ul>"_h;
    });
  }
  Result<Response> print(const Call<>& call, ProducerId id) const {
    OCOP_TRY(printed, service_.print_letter(call.actor, id));
    OCOP_TRY(bytes, service_.pdf(printed));
    return Response::file(std::move(bytes), "application/pdf", "thu-nhan-co-so.pdf").with("Cache-Control", "private, no-store");
  }
  Result<Response> one(const Call<>& call, ClaimId id) const {
    OCOP_TRY(shown, service_.show(call.actor, id));
    return page(call, msg::claim_of, [&](Html& out) {
      const Claim& claim = shown.claim;
      const std::array way{web::Crumb{in(msg::claims_title, out.language()), "/claims"}, web::Crumb{shown.producer.name}};
      web::crumbs(out, way);
      out << "<h1>"_h << shown.producer.name << "</h1><p>"_h;
      web::badge(out, look_of(claim.state), label(claim.state));
      out << "</p>"_h;
      web::error_summary(out, web::form(call));
      facts(out, shown);
      if (claim.state == State::waiting) accept_part(out, call, claim);
      if (rules::may_refuse(claim, call.request.received)) refuse_part(out, call, claim);
    });
  }
  Result<Response> accept(const Call<Accept>& call, ClaimId id) const {
    OCOP_CHECK(service_.accept(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/claims/" + id.text(), msg::was_accepted);
  }
  Result<Response> refuse(const Call<Refuse>& call, ClaimId id) const {
    OCOP_CHECK(service_.refuse(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/claims/" + id.text(), msg::was_refused);
  }

 private:
  Response page(const http::Asked& call, const Message& title, const std::function<void(Html&)>& body) const {
    return web::page(site_, call.request, {.title = in(title, call.language())}, body);
  }

  void own(Html& out, const Actor& actor) const {
    const auto claims = service_.own(actor);
    if (claims.empty()) return;
    out << "<section class=\"stack\"><h2>"_h << msg::own_claims << "</h2><ul class=\"links\">"_h;
    for (const Service::Shown& one : claims) {
      out << "<li><a href=\""_h << web::link(out.language(), maker_path(one.claim.producer)) << "\">"_h << one.producer.name
          << "</a> <span class=\"small\">"_h << label(one.claim.state) << "</span>"_h;
      paragraphs(out, one.claim.answer);
      out << "</li>"_h;
    }
    out << "</ul></section>"_h;
  }

  void letter_table(Html& out, const http::Request& request, const Service::OfProducer& shown) const {
    if (shown.letters.empty()) return;
    const web::Table table{.caption = msg::letters_printed,
                           .columns = {{"printed", msg::column_printed}, {"by", msg::column_by}, {"state", msg::column_state}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Service::Row& one : shown.letters) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << show(one.letter.printed, request.language);
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], one.printed_by);
        web::text_cell(rows, table.columns[2], state_of(one.letter, request));
        web::close_row(rows);
      }
    });
  }
  static std::string state_of(const Letter& letter, const http::Request& request) {
    if (letter.used) return format(msg::letter_used, request.language, {show(*letter.used, request.language)});
    if (rules::in_force(letter, request.received))
      return format(msg::letter_good, request.language, {rules::last_day(letter).show(request.language)});
    return format(msg::letter_ended, request.language, {vietnam_date(letter.ends).show(request.language)});
  }

  void facts(Html& out, const Service::Shown& shown) const {
    const Claim& claim = shown.claim;
    const Language language = out.language();
    const places::Index& places = service_.parts().places;
    std::string members;
    for (const std::string& one : shown.members) members += (members.empty() ? "" : ", ") + one;
    std::vector<web::Fact> facts{
        {msg::producer, shown.producer.name, maker_path(claim.producer)},
        {msg::place, places.show(claim.province, claim.commune, language)},
        {msg::who, shown.who},
        {msg::how, in(claim.letter ? msg::by_letter : msg::by_words, language)},
        {msg::column_asked, show(claim.asked, language)},
        {msg::words, claim.words},
        {msg::members, members},
        {msg::column_by, shown.decided_by},
        {msg::answer, claim.answer}};
    web::facts(out, facts);
    if (shown.others.empty()) return;
    out << "<section class=\"stack\"><h2>"_h << msg::other_claims << "</h2><ul class=\"links\">"_h;
    for (const Claim& one : shown.others)
      out << "<li><a href=\""_h << web::link(language, path_of(one)) << "\">"_h << show(one.asked, language)
          << "</a> <span class=\"small\">"_h << label(one.state) << "</span></li>"_h;
    out << "</ul></section>"_h;
  }

  static void accept_part(Html& out, const http::Asked& call, const Claim& claim) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::accept << "</h2><p>"_h << msg::accept_lead << "</p>"_h;
    web::act(out, call.request,
             {.action = path_of(claim) + "/accept", .label = msg::accept, .kind = web::ButtonKind::main, .version = claim.version});
    out << "</section>"_h;
  }
  static void refuse_part(Html& out, const http::Asked& call, const Claim& claim) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::refuse << "</h2><p>"_h
        << (claim.state == State::accepted ? msg::refuse_lead_accepted : msg::refuse_lead) << "</p>"_h;
    const http::Fields shown = refuse_fields().show({claim.version, {}});
    const web::Form form = web::form(call, &shown);
    web::open_form(out, form, path_of(claim) + "/refuse");
    web::fields(out, form, refuse_fields().shape());
    web::button(out, msg::refuse, web::ButtonKind::quiet);
    web::close_form(out);
    out << "</section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

void producer_part(Html& out, const Service& service, const http::Request& request, const producers::Producer& producer) {
  if (producer.presence == producers::Presence::waiting) return;
  if (scope_of(request.actor).covers(producer.province, producer.commune, std::nullopt)) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::letters_title, maker_path(producer.id, "/letters"), web::ButtonKind::quiet);
    out << "</p>"_h;
  } else if (!service.is_own(request.actor, producer.id)) {
    const std::string way = request.actor.signed_in() ? maker_path(producer.id, "/claim") : "/claim";   // a visitor begins with an account
    out << "<p class=\"small\"><a href=\""_h << web::link(request, way) << "\">"_h << msg::is_it_yours << "</a></p>"_h;
  }
}

}  // namespace

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(producers::Panel{.rank = 30,
                              .show = [&service](Html& out, const http::Request& request, const producers::Producer& producer) {
                                producer_part(out, service, request, producer);
                              }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body);
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/claim", Policy::anyone(), &Pages::code, "Take over a producer with the code of a letter: form")
      .form("/claim", Policy::signed_in(), use_code(), &Pages::use, &Pages::code, "Take over a producer with the code of a letter")
      .get("/producers/{id}/claim", Policy::signed_in(), &Pages::words, "Say that a listed producer is one's own: form")
      .form("/producers/{id}/claim", Policy::signed_in(), in_words(), &Pages::ask, &Pages::words, "Say that a listed producer is one's own")
      .get("/producers/{id}/letters", kOffices, &Pages::letters, "Claim letters of a producer, and its claims")
      .post("/producers/{id}/letters", kOffices, &Pages::print, "Print a claim letter")
      .get("/claims/{id}", kOffices, &Pages::one, "A claim: who says that a producer is theirs")
      .form("/claims/{id}/accept", kOffices, accept_fields(), &Pages::accept, &Pages::one, "Accept a claim")
      .form("/claims/{id}/refuse", kOffices, refuse_fields(), &Pages::refuse, &Pages::one, "Refuse a claim; its membership ends");
}

}  // namespace ocop::claims
