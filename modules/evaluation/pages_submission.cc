#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// The last look before submitting: what is missing, the knock-outs, the declaration (article 7.1).
namespace ocop::evaluation::pages {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

constexpr Policy kProducers = Policy::roles(Role::producer_member);

void gaps(Html& out, const Request& request, const DossierView& view) {
  const rules::Completeness& completeness = view.rail->completeness;
  if (completeness.unanswered.empty()) {
    out << "<p>"_h << msg::submission_all_answered << "</p>"_h;
    return;
  }
  const auto missing = static_cast<long long>(completeness.unanswered.size());
  out << "<p>"_h << count(msg::submission_unanswered_one, msg::submission_unanswered_many, missing, out.language()) << "</p><ul class=\"links\">"_h;
  for (const std::string& code : completeness.unanswered)
    if (const rulebooks::Criterion* criterion = view.table->find(code))
      out << "<li><a href=\""_h << web::link(request, criterion_path(view.dossier.id, code)) << "\">"_h
          << criterion_title(*criterion, out.language()) << "</a></li>"_h;
  out << "</ul>"_h;
}

void registration(Html& out, const Request& request, const DossierView& view) {
  if (view.has_registration) {
    out << "<p>"_h << msg::submission_has_registration << "</p>"_h;
    return;
  }
  web::notice(out, msg::submission_no_registration);
  out << "<p><a href=\""_h << web::link(request, "/producers/" + view.dossier.producer.text() + "/papers") << "\">"_h << msg::papers_add
      << "</a></p>"_h;
}

void knockouts(Html& out, const DossierView& view) {
  if (view.table->knockouts.empty()) return;
  out << "<h2>"_h << msg::submission_knockouts_heading << "</h2><p>"_h << msg::submission_knockouts_lead << "</p><ul>"_h;
  for (const rulebooks::Knockout& knockout : view.table->knockouts) out << "<li>"_h << knockout.label.in(out.language()) << "</li>"_h;
  out << "</ul>"_h;
}

void declaration_form(Html& out, const web::Form& form, const DossierView& view) {
  web::open_form(out, form, dossier_path(view.dossier.id, "/submission"));
  hidden(out, "version", std::to_string(view.self.version));
  if (!view.rail->completeness.complete()) {
    web::Field gaps_field{"gaps_accepted", msg::submission_gaps_accepted};
    gaps_field.required = false;
    web::check_field(out, form, gaps_field);
  }
  web::check_field(out, form, {"declared", msg::submission_declaration});
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::submission_button);
  out << "</p>"_h;
  web::close_form(out);
}

Response submission_page(const Context& context, const Request& request, const DossierView& view, const web::Form& form, int status) {
  web::PageOptions page = options(std::string(translate(msg::submission_title, request.language)), *view.table, web::Width::wide);
  page.status = status;
  return web::page(context.site, request, page, [&](Html& out) {
    head(out, view.dossier, translate(msg::submission_title, request.language));
    out << "<div class=\"split\"><div class=\"stack\"><h1>"_h << msg::submission_title << "</h1><p class=\"lead\">"_h << msg::submission_lead
        << "</p>"_h;
    web::error_summary(out, form);
    out << "<h2>"_h << msg::submission_answers_heading << "</h2>"_h;
    gaps(out, request, view);
    out << "<h2>"_h << msg::submission_papers_heading << "</h2>"_h;
    registration(out, request, view);
    knockouts(out, view);
    declaration_form(out, form, view);
    out << "</div>"_h;
    rail_box(out, view.dossier, *view.table, *view.rail, RailFor::producer, view.self.version);
    out << "</div>"_h;
  });
}

Response with_draft(const Context& context, const Request& request, const std::function<Response(const DossierView&)>& act) {
  const auto id = path_id(request);
  if (!id) return not_found(context, request);
  const auto view = context.service.view(request.actor, *id);
  if (!view) return refuse(context, request, view.error());
  if (!view->relation.is(rules::Capacity::producer)) return not_found(context, request);
  return act(*view);
}

Response show_submission(const Context& context, const Request& request) {
  return with_draft(context, request, [&](const DossierView& view) {
    if (view.dossier.state != State::draft) return Response::redirect(web::link(request, dossier_path(view.dossier.id)));
    return submission_page(context, request, view, {request}, 200);
  });
}

Response stale_submission(const Context& context, const Request& request, const DossierView& view, const Conflict& conflict) {
  ConflictPage page;
  page.back = dossier_path(view.dossier.id, "/submission");
  for (const Difference& difference : conflict.differences) {
    constexpr std::string_view kAnswers = "answers.";
    if (!std::string_view(difference.field).starts_with(kAnswers)) continue;
    const rulebooks::Criterion* criterion = view.table->find(std::string_view(difference.field).substr(kAnswers.size()));
    if (criterion)
      page.choices.push_back({criterion_title(*criterion, request.language), std::string(translate(msg::submission_not_seen, request.language)),
                              option_words(*criterion, std::atoi(difference.theirs.c_str()), request.language)});
  }
  return conflict_page(context, request, view.dossier, conflict, page);
}

Response submit(const Context& context, const Request& request) {
  return with_draft(context, request, [&](const DossierView& view) {
    const Submit ask{number(request.form, "version", 0), tick(request.form, "declared"), tick(request.form, "gaps_accepted")};
    const auto saved = context.service.submit(request.actor, view.dossier.id, ask);
    if (!saved && saved.error().kind == ErrorKind::invalid_input)
      return submission_page(context, request, view, {request, &saved.error(), &request.form}, traits(saved.error().kind).status);
    if (!saved) return refuse(context, request, saved.error());
    if (saved->conflict) return stale_submission(context, request, view, *saved->conflict);
    return web::redirect_with_flash(context.site, request, dossier_path(view.dossier.id), msg::flash_submitted);
  });
}

}  // namespace

void add_submission(http::Router& router, const Context& context) {
  using http::Method;
  add(router, context, Method::get, "/dossiers/{id}/submission", kProducers, show_submission, "What is missing before submitting");
  add(router, context, Method::post, "/dossiers/{id}/submission", kProducers, submit, "Submit the dossier");
}

}  // namespace ocop::evaluation::pages
