#include "modules/checks/pages.h"

#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/thing.h"
#include "modules/checks/messages.h"
#include "modules/checks/requests.h"

namespace ocop::checks {
namespace {

using http::Call;
using http::Response;
using rules::Step;
using web::Html;
using web::operator""_h;

std::string form_path(ProductId product) { return "/products/" + product.text() + "/check"; }

web::Look look_of(State state) {
  if (state == State::kept || state == State::mended) return {web::Tone::good, web::Icon::check};
  if (state == State::not_met) return {web::Tone::bad, web::Icon::cross};
  if (state == State::cancelled) return {web::Tone::ended, web::Icon::ended};
  return {state == State::mending ? web::Tone::soon : web::Tone::noted, web::Icon::clock};
}

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> form(const Call<>& call, std::string_view id) const {
    OCOP_TRY(product, service.checkable(call.actor, id));
    const std::string title = in(msg::arrange_title, call.language());
    return web::page(site, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{product.name, "/products/" + product.id.text()}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::arrange_lead << "</p>"_h;
      web::whole_form(out, call, arrange_fields(), {form_path(product.id), msg::arrange_button});
    });
  }
  Result<Response> arrange(const Call<Arrange>& call, std::string_view id) const {
    OCOP_TRY(check, service.arrange(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, path_of(check), msg::was_arranged);
  }

  Result<Response> one(const Call<>& call, CheckId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    const Check& check = shown.check;
    auto response = web::page(site, call.request, {.title = check.product_name}, [&](Html& out) {
      web::thing_head(out, {{in(msg::checks_title, out.language()), "/checks"},
                            check.product_name, look_of(check.state), label(check.state)});
      web::error_summary(out, web::form(call));
      facts(out, call, shown);
      findings(out, call.request, shown);
      web::written(out, msg::mend, check.mend);
      web::written(out, msg::evidence, check.evidence);
      web::written(out, msg::conclusion, check.conclusion);
      ended(out, call, check);
      steps(out, call, shown);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }

  Result<Response> rearrange(const Call<Rearrange>& call, CheckId id) const {
    OCOP_CHECK(service.rearrange(call.actor, id, call.input));
    return done(call, id, msg::was_rearranged);
  }
  Result<Response> note(const Call<Note>& call, CheckId id) const {
    OCOP_CHECK(service.note(call.actor, id, call.input));
    return done(call, id, msg::was_noted);
  }
  Result<Response> mend(const Call<AskToMend>& call, CheckId id) const {
    OCOP_CHECK(service.ask_to_mend(call.actor, id, call.input));
    return done(call, id, msg::was_asked_to_mend);
  }
  Result<Response> hand_in(const Call<HandIn>& call, CheckId id) const {
    OCOP_CHECK(service.hand_in(call.actor, id, call.input));
    return done(call, id, msg::was_handed_in);
  }
  Result<Response> conclude(const Call<Conclude>& call, CheckId id) const {
    OCOP_CHECK(service.conclude(call.actor, id, call.input));
    return done(call, id, msg::was_concluded);
  }
  Result<Response> cancel(const Call<Cancel>& call, CheckId id) const {
    OCOP_CHECK(service.cancel(call.actor, id, call.input));
    return done(call, id, msg::was_cancelled);
  }

 private:
  Response done(const http::Asked& call, CheckId id, const Message& words) const {
    return web::redirect_with_flash(site, call.request, "/checks/" + id.text(), words);
  }

  void facts(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const Check& one = shown.check;
    const Language language = out.language();
    const bool planner = planners(call.actor).covers(one.province, {}, std::nullopt);
    const std::vector<web::Fact> facts{
        {msg::product, one.product_name, "/products/" + one.product.text()},
        {msg::producer, shown.producer, "/producers/" + one.producer.text()},
        {msg::place, service.parts().places.show(one.province, one.commune, language)},
        {msg::kind, in(label(one.kind), language)},
        {msg::plan, one.plan && planner ? in(msg::plan_open, language) : "", one.plan ? "/checks/plans/" + one.plan->text() : ""},
        {msg::day, one.day.show(language)},
        {msg::inspectors, one.inspectors},
        {one.state == State::cancelled ? msg::cancel_reason : msg::surprise_reason, one.reason},
        {msg::mend_by, one.mend_by ? one.mend_by->show(language) : ""},
        {msg::handed_in, one.handed_in ? show(*one.handed_in, language) : ""},
        {msg::ended, one.ended ? show(*one.ended, language) : ""}};
    web::facts(out, facts);
  }

  static std::string about(const Service::Shown& shown, const Finding& one, Language language) {
    if (one.matter != Matter::criterion) return in(label(one.matter), language);
    const rulebooks::Criterion* criterion = shown.table ? shown.table->find(one.criterion) : nullptr;
    return one.criterion + (criterion ? " " + criterion->title.in(language) : "");
  }
  static void findings(Html& out, const http::Request& request, const Service::Shown& shown) {
    if (shown.findings.empty()) return;
    const web::Table table{.caption = msg::findings,
                           .columns = {{"matter", msg::matter}, {"verdict", msg::verdict}, {"words", msg::finding_words}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Finding& one : shown.findings) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << about(shown, one, rows.language());
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], in(label(one.verdict), rows.language()));
        web::text_cell(rows, table.columns[2], one.words);
        web::close_row(rows);
      }
    });
  }

  // What follows of one that is not met: a proposal, or nothing that this program could withdraw.
  static void ended(Html& out, const http::Asked& call, const Check& one) {
    if (one.state != State::not_met) return;
    if (!one.proposal) return web::notice(out, msg::nothing_to_withdraw);
    out << "<p><a href=\""_h << web::link(call.request, withdrawals::path_of(*one.proposal)) << "\">"_h << msg::handed_over << "</a></p>"_h;
  }

  // The criterion is chosen of the product's own table, where that is known.
  static void note_form(Html& out, const http::Asked& call, const Service::Shown& shown) {
    const Check& one = shown.check;
    out << "<section class=\"panel stack\"><h2>"_h << msg::step_note << "</h2><p>"_h << msg::step_note_lead << "</p>"_h;
    http::Fields begun;
    begun.add("version", std::to_string(one.version));
    const web::Form form = web::form(call, &begun);
    const input::Shape& shape = note_fields().shape();
    std::vector<web::Option> criteria;
    if (shown.table)
      for (const rulebooks::Criterion* criterion : shown.table->criteria)
        criteria.push_back({criterion->code, criterion->code + " " + criterion->title.in(out.language())});
    web::open_form(out, form, path_of(one) + "/findings");
    for (const std::string_view field : {"version", "matter"}) web::control(out, form, shape, field);
    web::control(out, form, shape, "criterion", {.options = criteria});
    for (const std::string_view field : {"verdict", "words"}) web::control(out, form, shape, field);
    web::button(out, msg::step_note);
    web::close_form(out);
    out << "</section>"_h;
  }

  // What this reader may do next, as the table of rules says.
  static void steps(Html& out, const http::Asked& call, const Service::Shown& shown) {
    const Check& one = shown.check;
    const auto may = [&](Step step) { return rules::may(call.actor, one, step); };
    if (may(Step::note)) note_form(out, call, shown);
    if (may(Step::hand_in))
      web::step(out, call, hand_in_fields(), {one.version, one.evidence}, {path_of(one) + "/evidence", msg::step_hand_in});
    if (may(Step::ask_to_mend)) {
      const AskToMend begun{one.version, one.mend_by.value_or(one.day.plus_days(30)), one.mend};
      web::step(out, call, mend_fields(), begun, {path_of(one) + "/mending", msg::step_mend});
    }
    if (may(Step::find_kept) || may(Step::find_mended)) conclude_form(out, call, one);
    if (may(Step::rearrange))
      web::step(out, call, rearrange_fields(), {one.version, one.day, one.inspectors},
                {path_of(one) + "/change", msg::step_rearrange, web::ButtonKind::quiet});
    if (may(Step::cancel))
      web::step(out, call, cancel_fields(), {one.version, ""}, {path_of(one) + "/cancel", msg::step_cancel, web::ButtonKind::quiet});
  }

  // The outcomes that its state allows, and no other.
  static void conclude_form(Html& out, const http::Asked& call, const Check& one) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::step_conclude << "</h2><p>"_h << msg::step_conclude_lead << "</p>"_h;
    http::Fields begun;
    begun.add("version", std::to_string(one.version));
    const web::Form form = web::form(call, &begun);
    const input::Shape& shape = conclude_fields().shape();
    std::vector<web::Option> outcomes;
    for (const Outcome outcome : kOutcomes)
      if (rules::may(call.actor, one, rules::step_of(outcome)))
        outcomes.push_back({std::string(name(outcome)), in(label(outcome), out.language())});
    web::open_form(out, form, path_of(one) + "/conclusion");
    web::control(out, form, shape, "version");
    web::control(out, form, shape, "outcome", {.choices = web::ChoiceStyle::cards, .options = outcomes});
    for (const std::string_view field : {"conclusion", "organ", "number"}) web::control(out, form, shape, field);
    web::button(out, msg::step_conclude);
    web::close_form(out);
    out << "</section>"_h;
  }
};

// "3 criteria, the use of the OCOP mark"
std::string looked_at(const Service::Passed& one, Language language) {
  std::string out;
  for (const Matter matter : one.matters) {
    if (!out.empty()) out += ", ";
    if (matter == Matter::criterion) out += format(msg::looked_criteria, language, {std::to_string(one.criteria)});
    else out += in(matter == Matter::mark ? msg::looked_mark : msg::looked_advertising, language);
  }
  return out;
}

// "Checked on 3 March 2027: 3 criteria; kept." Of what the log says, and nothing of a check that found something else.
void passed_part(Html& out, const http::Request& request, const std::vector<Service::Passed>& passed) {
  if (passed.empty()) return;
  out << "<section class=\"stack\"><h2>"_h << msg::passed_title << "</h2><ul class=\"links\">"_h;
  for (const Service::Passed& one : passed) {
    const Message& words = one.outcome == Outcome::kept ? msg::passed_kept : msg::passed_mended;
    out << "<li>"_h << format(words, out.language(), {one.day.show(out.language()), looked_at(one, out.language())})
        << " <a class=\"small\" href=\""_h
        << web::link(request, "/log?from=" + std::to_string(one.log_index)) << "\">"_h
        << format(msg::passed_logged, out.language(), {std::to_string(one.log_index)}) << "</a></li>"_h;
  }
  out << "</ul></section>"_h;
}

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body), kMakers = Policy::roles(Role::producer_member, Role::helper);
  constexpr Policy kReads =
      Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry, Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/products/{id}/check", kProvince, &Pages::form, "Arrange a check of a product: form")
      .form("/products/{id}/check", kProvince, arrange_fields(), &Pages::arrange, &Pages::form, "Arrange a check of a product")
      .get("/checks/{id}", kReads, &Pages::one, "A check with its findings")
      .form("/checks/{id}/change", kProvince, rearrange_fields(), &Pages::rearrange, &Pages::one, "Another day or inspectors of a check")
      .form("/checks/{id}/findings", kProvince, note_fields(), &Pages::note, &Pages::one, "Write down a finding")
      .form("/checks/{id}/mending", kProvince, mend_fields(), &Pages::mend, &Pages::one, "Ask the producer to mend by a day")
      .form("/checks/{id}/evidence", kMakers, hand_in_fields(), &Pages::hand_in, &Pages::one, "The producer says what it mended")
      .form("/checks/{id}/conclusion", kProvince, conclude_fields(), &Pages::conclude, &Pages::one, "Conclude a check")
      .form("/checks/{id}/cancel", kProvince, cancel_fields(), &Pages::cancel, &Pages::one, "Cancel a check that was arranged");
  add_plan_pages(router, service, site);
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(producers::Panel{.rank = 61, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    if (!Scope::for_task(request.actor, Task::papers).covers({}, {}, producer.id)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::checks_title, "/checks", web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
  offers.add(products::Panel{
      .rank = 55, .show = [&service](Html& out, const http::Request& request, const products::Product& product) {
        passed_part(out, request, service.passed(product.id));
        const bool province = Scope::of(request.actor, {Role::provincial_body}).covers(product.province, {}, std::nullopt);
        if (!province || !service.checkable(request.actor, product.id.text())) return;
        out << "<p class=\"acts\">"_h;
        web::link_button(out, msg::arrange_title, form_path(product.id), web::ButtonKind::quiet);
        out << "</p>"_h;
      }});
  offers.add(certificates::Panel{
      .rank = 10, .show = [&service](Html& out, const http::Request& request, const certificates::Certificate& certificate) {
        passed_part(out, request, service.passed(certificate.product));
      }});
}

}  // namespace ocop::checks
