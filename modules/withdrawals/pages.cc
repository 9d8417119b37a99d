#include "modules/withdrawals/pages.h"

#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/thing.h"
#include "modules/withdrawals/messages.h"
#include "modules/withdrawals/requests.h"

namespace ocop::withdrawals {
namespace {

using http::Call;
using http::Response;
using rules::Step;
using web::Html;
using web::operator""_h;

std::string form_path(ProductId product) { return "/products/" + product.text() + "/withdrawal"; }

web::Look look_of(State state) {
  if (state == State::withdrawn) return {web::Tone::bad, web::Icon::cross};
  if (state == State::dropped) return {web::Tone::ended, web::Icon::ended};
  return {state == State::found ? web::Tone::noted : web::Tone::soon, web::Icon::clock};
}

std::string decider_words(const Proposal& one, Language language) {
  const bool ministers = certificates::decides_withdrawal(static_cast<int>(one.stars)) == Role::ministry;
  return in(ministers ? msg::decides_minister : msg::decides_province, language);
}

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> form(const Call<>& call, std::string_view product) const {
    OCOP_TRY(about, service.about(call.actor, product));
    const std::string title = in(msg::propose_title, call.language());
    const bool province = Scope::of(call.actor, {Role::provincial_body}).covers(about.product.province, {}, std::nullopt);
    return web::page(site, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{about.product.name, "/products/" + about.product.id.text()}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << (province ? msg::propose_lead : msg::propose_lead_commune) << "</p>"_h;
      const web::Form form = web::form(call);
      const input::Shape& shape = propose_fields().shape();
      web::open_form(out, form, form_path(about.product.id));
      web::error_summary(out, form);
      grounds(out, form, province ? rules::Enters::province : rules::Enters::commune);
      web::control(out, form, shape, "words");
      web::control(out, form, shape, "concluded");
      if (province) web::control(out, form, shape, "organ");
      web::control(out, form, shape, "conclusion");
      web::button(out, province ? msg::propose_button : msg::confirm_button);
      web::close_form(out);
    });
  }
  // The commune confirms that production stopped and nothing else (8.1đ).
  static void grounds(Html& out, const web::Form& form, rules::Enters who) {
    std::vector<web::Option> options;
    for (const Ground one : certificates::kGrounds)
      if (who == rules::Enters::province || rules::is_of_commune(one))
        options.push_back({std::string(certificates::name(one)), in(certificates::label(one), out.language())});
    web::control(out, form, propose_fields().shape(), "ground", {.choices = web::ChoiceStyle::cards, .options = options});
  }
  Result<Response> propose(const Call<Propose>& call, std::string_view product) const {
    OCOP_TRY(proposal, service.open(call.actor, product, call.input));
    return web::redirect_with_flash(site, call.request, path_of(proposal), msg::was_proposed);
  }

  Result<Response> one(const Call<>& call, ProposalId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    const Proposal& proposal = shown.proposal;
    auto response = web::page(site, call.request, {.title = proposal.product_name}, [&](Html& out) {
      web::thing_head(out, {{in(msg::withdrawals_title, out.language()), "/withdrawals"},
                            proposal.product_name, look_of(proposal.state), label(proposal.state)});
      clock(out, proposal);
      web::error_summary(out, web::form(call));
      facts(out, shown);
      web::written(out, msg::words, proposal.words);
      if (shown.replaced) replaced(out, call, proposal, *shown.replaced);
      steps(out, call, shown);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }

  Result<Response> conclude(const Call<Conclude>& call, ProposalId id) const {
    OCOP_CHECK(service.conclude(call.actor, id, call.input));
    return done(call, id, msg::was_concluded);
  }
  Result<Response> submit(const Call<Submit>& call, ProposalId id) const {
    OCOP_CHECK(service.submit(call.actor, id, call.input));
    return done(call, id, msg::was_submitted);
  }
  Result<Response> decide(const Call<Decide>& call, ProposalId id) const {
    OCOP_CHECK(service.decide(call.actor, id, call.input));
    return done(call, id, msg::was_decided);
  }
  Result<Response> move(const Call<Move>& call, ProposalId id) const {
    OCOP_CHECK(service.move(call.actor, id, call.input));
    return done(call, id, msg::was_moved);
  }
  Result<Response> drop(const Call<Drop>& call, ProposalId id) const {
    OCOP_CHECK(service.drop(call.actor, id, call.input));
    return done(call, id, msg::was_dropped);
  }

 private:
  Response done(const http::Asked& call, ProposalId id, const Message& words) const {
    return web::redirect_with_flash(site, call.request, path_of(id), words);
  }

  // The 15 days of article 8.4 in words; of one that is over nothing runs.
  void clock(Html& out, const Proposal& one) const {
    const auto due = service.due(one);
    if (!due || is_over(one.state)) {
      if (one.state == State::found) out << "<p>"_h << msg::clock_not_yet << "</p>"_h;
      return;
    }
    const int left = due->days - service.today().days;
    const Message& words = left < 0 ? msg::clock_over : msg::clock_left;
    out << "<p class=\"lead\">"_h << format(words, out.language(), {due->show(out.language()), std::to_string(left < 0 ? -left : left)})
        << "</p>"_h;
    if (!service.parts().holidays.covers(*due)) out << "<p class=\"small\">"_h << msg::clock_provisional << "</p>"_h;
  }

  static web::Fact moved_from(const Proposal& one, Language language) {
    if (const auto paper = certificates::ConfirmationId::parse(one.moved_from))
      return {msg::moved_from, in(msg::paper_open, language), certificates::confirmation_path(*paper)};
    return {msg::moved_from, one.moved_from, one.moved_from.empty() ? "" : certificates::certificate_path(one.moved_from)};
  }

  void facts(Html& out, const Service::Shown& shown) const {
    const Proposal& one = shown.proposal;
    const Language language = out.language();
    const auto day = [&](const std::optional<Date>& on) { return on ? on->show(language) : std::string(); };
    const std::string paper = one.confirmation ? certificates::confirmation_path(*one.confirmation) : std::string();
    const std::string organ = one.concluded && one.organ.empty() ? in(msg::organ_commune, language) : one.organ;
    const std::vector<web::Fact> facts{
        {msg::product, one.product_name, "/products/" + one.product.text()},
        {msg::producer, shown.producer, "/producers/" + one.producer.text()},
        {msg::place, service.parts().places.show(one.province, one.commune, language)},
        {msg::certificate, one.certificate, one.certificate.empty() ? "" : certificates::certificate_path(one.certificate)},
        {msg::paper, paper.empty() ? "" : in(msg::paper_open, language), paper},
        moved_from(one, language),
        {msg::stars, std::to_string(one.stars)},
        {msg::ground, in(certificates::label(one.ground), language)},
        {msg::proposed, show(one.proposed, language)},
        {msg::organ, organ},
        {msg::conclusion, one.conclusion},
        {msg::concluded, day(one.concluded)},
        {msg::due, day(service.due(one))},
        {msg::decides, decider_words(one, language)},
        {msg::submission, one.submission},
        {msg::submitted, one.submitted ? show(*one.submitted, language) : ""},
        {msg::decision, one.decision},
        {msg::decided, day(one.decided)},
        {msg::drop_reason, one.answer}};
    web::facts(out, facts);
  }

  // Nothing is decided about a certificate that another one replaced.
  static void replaced(Html& out, const http::Asked& call, const Proposal& one, const Service::About& now) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::replaced_heading << "</h2><p>"_h
        << format(msg::replaced_words, out.language(), {now.number(), std::to_string(now.stars())}) << "</p>"_h;
    if (rules::may(call.actor, one, Step::move))
      web::act(out, call.request, {.action = path_of(one) + "/move", .label = msg::step_move, .version = one.version});
    out << "</section>"_h;
  }

  // What this reader may do next, as the table of rules says.
  void steps(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const Date today = service.today();
    const Proposal& one = shown.proposal;
    const auto may = [&](Step step) {
      return rules::may(call.actor, one, step) && (step == Step::drop || !shown.replaced);
    };
    if (may(Step::conclude)) {
      const Message& heading = rules::is_of_commune(one.ground) ? msg::step_confirm : msg::step_conclude;
      web::step(out, call, conclude_fields(), {one.version, today, one.organ, one.conclusion}, {path_of(one) + "/conclusion", heading});
    }
    if (may(Step::submit))
      web::step(out, call, submit_fields(), {one.version, ""}, {path_of(one) + "/submission", msg::step_submit});
    if (may(Step::decide)) {
      if (one.certificate.empty()) out << "<p>"_h << msg::paper_first << "</p>"_h;
      web::step(out, call, decide_fields(), {one.version, "", today, "", ""},
                {path_of(one) + "/decision", msg::step_decide, web::ButtonKind::danger});
    }
    if (may(Step::drop))
      web::step(out, call, drop_fields(), {one.version, ""}, {path_of(one) + "/drop", msg::step_drop, web::ButtonKind::quiet});
  }
};

void panel(Html& out, const Service& service, const http::Request& request, ProductId product, std::string_view province,
           std::string_view commune) {
  const auto known = service.of_product(request.actor, product);
  const bool offices = Scope::of(request.actor, {Role::commune_officer, Role::provincial_body}).covers(province, commune, std::nullopt);
  const bool open = !known.empty() && !is_over(known.front().state);
  const bool begin = offices && !open && service.about(request.actor, product.text()).ok();
  if (known.empty() && !begin) return;
  out << "<section class=\"stack\"><h2>"_h << msg::withdrawals_title << "</h2>"_h;
  if (!known.empty()) {
    out << "<ul class=\"links\">"_h;
    for (const Proposal& one : known)
      out << "<li><a href=\""_h << web::link(request, path_of(one)) << "\">"_h << in(certificates::label(one.ground), out.language())
          << "</a> <span class=\"small\">"_h << label(one.state) << "</span></li>"_h;
    out << "</ul>"_h;
  }
  if (begin) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::propose_title, form_path(product), web::ButtonKind::quiet);
    out << "</p>"_h;
  }
  out << "</section>"_h;
}

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kProposes = Policy::roles(Role::commune_officer, Role::provincial_body);
  constexpr Policy kProvince = Policy::roles(Role::provincial_body), kDecides = Policy::roles(Role::provincial_body, Role::ministry);
  constexpr Policy kReads =
      Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry, Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/products/{id}/withdrawal", kProposes, &Pages::form, "Propose to withdraw a product's certificate: form")
      .form("/products/{id}/withdrawal", kProposes, propose_fields(), &Pages::propose, &Pages::form,
            "Propose to withdraw a product's certificate")
      .get("/withdrawals/{id}", kReads, &Pages::one, "A withdrawal that is proposed, with its term")
      .form("/withdrawals/{id}/conclusion", kProposes, conclude_fields(), &Pages::conclude, &Pages::one,
            "Enter the authority's conclusion, or the commune's confirmation")
      .form("/withdrawals/{id}/submission", kProvince, submit_fields(), &Pages::submit, &Pages::one, "Submit a withdrawal")
      .form("/withdrawals/{id}/decision", kDecides, decide_fields(), &Pages::decide, &Pages::one, "Record the decision of a withdrawal")
      .form("/withdrawals/{id}/move", kProvince, move_fields(), &Pages::move, &Pages::one,
            "Move a withdrawal to the certificate that was issued in place of its own")
      .form("/withdrawals/{id}/drop", kDecides, drop_fields(), &Pages::drop, &Pages::one, "Not withdrawn, with the reason");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(producers::Panel{.rank = 62, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    if (!Scope::for_task(request.actor, Task::dossiers).covers({}, {}, producer.id)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::withdrawals_title, "/withdrawals", web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
  offers.add(products::Panel{
      .rank = 60, .show = [&service](Html& out, const http::Request& request, const products::Product& product) {
        if (request.actor.signed_in()) panel(out, service, request, product.id, product.province, product.commune);
      }});
  offers.add(certificates::Panel{
      .rank = 20, .show = [&service](Html& out, const http::Request& request, const certificates::Certificate& certificate) {
        if (request.actor.signed_in()) panel(out, service, request, certificate.product, certificate.province, {});
      }});
}

}  // namespace ocop::withdrawals
