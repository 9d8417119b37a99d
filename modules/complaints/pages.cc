#include "modules/complaints/pages.h"

#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/thing.h"
#include "modules/complaints/messages.h"
#include "modules/complaints/requests.h"

namespace ocop::complaints {
namespace {

using http::Call;
using http::Response;
using rules::Step;
using web::Html;
using web::operator""_h;

std::string form_path(DossierId dossier) { return "/dossiers/" + dossier.text() + "/complaint"; }

web::Look look_of(State state) {
  if (state == State::upheld) return {web::Tone::good, web::Icon::check};
  if (is_over(state)) return {web::Tone::ended, web::Icon::ended};
  return {state == State::filed ? web::Tone::noted : web::Tone::soon, web::Icon::clock};
}

// Whose term it is: never shown as the law's, which has none.
std::string basis_words(std::string_view basis, Language language) {
  return basis.empty() ? in(msg::basis_none, language) : format(msg::basis_of, language, {std::string(basis)});
}

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> form(const Call<>& call, DossierId id) const {
    OCOP_TRY(about, service.about(call.actor, id));
    const std::string title = in(msg::file_title, call.language());
    return web::page(site, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{about.dossier.number, "/dossiers/" + id.text()}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::file_lead << "</p>"_h;
      const Language language = out.language();
      const std::array facts{web::Fact{msg::product, about.product_name},
                             web::Fact{msg::decision, about.decided.number},
                             web::Fact{msg::file_by, about.file_by.show(language)},
                             web::Fact{msg::basis, basis_words(about.to_file.basis, language)}};
      web::facts(out, facts);
      if (!rules::in_time(service.today(), about.file_by)) return web::notice(out, msg::too_late_notice);
      web::whole_form(out, call, file_fields(), {form_path(id), msg::file_button});
    });
  }
  Result<Response> file(const Call<File>& call, DossierId id) const {
    OCOP_TRY(complaint, service.file(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, path_of(complaint), msg::was_filed);
  }

  Result<Response> one(const Call<>& call, ComplaintId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    const Complaint& complaint = shown.complaint;
    auto response = web::page(site, call.request, {.title = complaint.product_name}, [&](Html& out) {
      web::thing_head(out, {{in(msg::complaints_title, out.language()), "/complaints"},
                            complaint.product_name, look_of(complaint.state), label(complaint.state)});
      web::error_summary(out, web::form(call));
      facts(out, shown);
      web::written(out, msg::words, complaint.words);
      web::written(out, msg::answer, complaint.answer);
      steps(out, call, complaint);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }
  Result<Response> receive(const Call<Versioned>& call, ComplaintId id) const {
    OCOP_CHECK(service.receive(call.actor, id, call.input));
    return done(call, id, msg::was_received);
  }
  Result<Response> answer(const Call<Answer>& call, ComplaintId id) const {
    OCOP_CHECK(service.answer(call.actor, id, call.input));
    return done(call, id, msg::was_answered);
  }
  Result<Response> withdraw(const Call<Versioned>& call, ComplaintId id) const {
    OCOP_CHECK(service.withdraw(call.actor, id, call.input));
    return done(call, id, msg::was_withdrawn);
  }

  // ---- the province's terms
  Result<Response> terms(const Call<>& call) const {
    OCOP_TRY(shown, service.terms(call.actor));
    const std::string title = in(msg::terms_title, call.language());
    return web::page(site, call.request, {.title = title}, [&](Html& out) {
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::terms_lead << "</p>"_h;
      history(out, call.request, shown.all);
      const SetTerms begun{service.today(), shown.today.file_days, shown.today.answer_days, shown.today.basis};
      web::whole_form(out, call, terms_fields(), begun, {"/complaints/terms", msg::terms_button});
    });
  }
  Result<Response> set_terms(const Call<SetTerms>& call) const {
    OCOP_CHECK(service.set_terms(call.actor, call.input));
    return web::redirect_with_flash(site, call.request, "/complaints/terms", msg::terms_were_set);
  }

 private:
  Response done(const http::Asked& call, ComplaintId id, const Message& words) const {
    return web::redirect_with_flash(site, call.request, "/complaints/" + id.text(), words);
  }

  static void history(Html& out, const http::Request& request, const std::vector<Terms>& all) {
    const web::Table table{.caption = msg::terms_table, .columns = {{"valid_from", msg::valid_from}, {"file_days", msg::file_days, true},
                                                                    {"answer_days", msg::answer_days, true}, {"basis", msg::basis}}};
    web::table(out, request, table, [&](Html& rows) {
      const auto row = [&](const std::string& from, const Terms& one) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << from;
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], std::to_string(one.file_days));
        web::text_cell(rows, table.columns[2], std::to_string(one.answer_days));
        web::text_cell(rows, table.columns[3], basis_words(one.basis, rows.language()));
        web::close_row(rows);
      };
      for (const Terms& one : all) row(one.valid_from.show(rows.language()), one);
      row(in(msg::terms_usual, rows.language()), Terms{});
    });
  }

  static void facts(Html& out, const Service::Shown& shown) {
    const Complaint& one = shown.complaint;
    const Language language = out.language();
    const std::vector<web::Fact> facts{
        {msg::producer, shown.producer, "/producers/" + one.producer.text()},
        {msg::dossier, one.dossier_number, "/dossiers/" + one.dossier.text()},
        {msg::decision, one.decision},
        {msg::filed, show(one.filed, language)},
        {msg::file_by, one.file_by.show(language)},
        {msg::received, one.received ? show(*one.received, language) : ""},
        {msg::due, one.due ? one.due->show(language) : ""},
        {msg::basis, basis_words(one.basis, language)},
        {msg::follow, one.follow == Follow::none ? "" : in(label(one.follow), language)},
        {msg::ended, one.ended ? show(*one.ended, language) : ""}};
    web::facts(out, facts);
  }

  static void steps(Html& out, const http::Asked& call, const Complaint& one) {
    const auto may = [&](Step step) { return rules::may(call.actor, one, step); };
    if (may(Step::receive))
      web::step(out, call, {.action = path_of(one) + "/receipt", .label = msg::step_receive, .kind = web::ButtonKind::main,
                            .version = one.version},
                format(msg::step_receive_lead, out.language(), {std::to_string(one.answer_days)}));
    if (may(Step::uphold)) answer_form(out, call, one);
    if (may(Step::withdraw))
      web::step(out, call, {.action = path_of(one) + "/withdraw", .label = msg::step_withdraw, .version = one.version});
  }
  static void answer_form(Html& out, const http::Asked& call, const Complaint& one) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::step_answer << "</h2><p>"_h << msg::step_answer_lead << "</p>"_h;
    http::Fields begun;
    begun.add("version", std::to_string(one.version));
    const web::Form form = web::form(call, &begun);
    web::open_form(out, form, path_of(one) + "/answer");
    web::fields(out, form, answer_fields().shape());
    web::button(out, msg::step_answer);
    web::close_form(out);
    out << "</section>"_h;
  }
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMakers = Policy::roles(Role::producer_member, Role::helper), kProvince = Policy::roles(Role::provincial_body);
  constexpr Policy kReads = Policy::roles(Role::producer_member, Role::helper, Role::provincial_body);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/dossiers/{id}/complaint", kMakers, &Pages::form, "Complain about the decision on an own dossier: form")
      .form("/dossiers/{id}/complaint", kMakers, file_fields(), &Pages::file, &Pages::form, "Complain about the decision on an own dossier")
      .get("/complaints/terms", kProvince, &Pages::terms, "The province's terms for complaints")
      .form("/complaints/terms", kProvince, terms_fields(), &Pages::set_terms, &Pages::terms, "Enter the province's terms for complaints")
      .get("/complaints/{id}", kReads, &Pages::one, "A complaint about a result")
      .form("/complaints/{id}/receipt", kProvince, version_fields(), &Pages::receive, &Pages::one, "Receive a complaint")
      .form("/complaints/{id}/answer", kProvince, answer_fields(), &Pages::answer, &Pages::one, "Answer a complaint")
      .form("/complaints/{id}/withdraw", kMakers, version_fields(), &Pages::withdraw, &Pages::one, "The producer withdraws its complaint");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(producers::Panel{.rank = 63, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    if (!Scope::for_task(request.actor, Task::dossiers).covers({}, {}, producer.id)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::complaints_title, "/complaints", web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
  offers.add(evaluation::ReaderPanel{.rank = 20, .show = [&service](Html& out, const http::Request& request, DossierId dossier) {
    for (const Complaint& one : service.of_dossier(request.actor, dossier))
      out << "<p><a href=\""_h << web::link(request, path_of(one)) << "\">"_h << msg::complaint_of << "</a> <span class=\"small\">"_h
          << label(one.state) << "</span></p>"_h;
    const auto about = service.about(request.actor, dossier);
    if (!about || !rules::in_time(service.today(), about->file_by)) return;
    if (!about->earlier.empty() && !is_over(about->earlier.front().state)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::file_title, form_path(dossier), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
}

}  // namespace ocop::complaints
