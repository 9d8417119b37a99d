#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_completion.h"

// The last look before submitting: what is missing, the knock-outs, the declaration (article 7.1).
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

void gaps(Html& out, const Request& request, const DossierView& view) {
  const rules::Completeness& completeness = view.rail->completeness;
  if (completeness.unanswered.empty()) {
    out << "<p>"_h << msg::submission_all_answered << "</p>"_h;
    return;
  }
  const auto missing = static_cast<long long>(completeness.unanswered.size());
  out << "<p>"_h << count(msg::submission_unanswered_one, msg::submission_unanswered_many, missing, out.language())
      << "</p><ul class=\"links\">"_h;
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
  out << "<p><a href=\""_h << web::link(request, "/producers/" + view.dossier.producer.text() + "/papers?for=" +
                                                 http::percent_encode(dossier_path(view.dossier.id, "/submission")))
      << "\">"_h << msg::papers_add << "</a></p>"_h;
}

namespace {

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
    web::control(out, form, submission_fields().shape(), "gaps_accepted");
  }
  web::control(out, form, submission_fields().shape(), "declared");
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::submission_button);
  out << "</p>"_h;
  web::close_form(out);
}

Result<DossierView> draft(const Context& context, const Actor& actor, DossierId id) {
  OCOP_TRY(view, context.service.view(actor, id));
  if (!view.relation.is(rules::Capacity::producer)) return Error::of(ErrorKind::not_found, "the producer's page");
  return std::move(view);
}

Result<Response> show_submission(const Context& context, const Call<>& call, DossierId id) {
  const Request& request = call.request;
  OCOP_TRY(view, draft(context, call.actor, id));
  if (view.dossier.state != State::draft && call.refused) return *call.refused;   // the form is gone, and this is why
  if (const auto* open = view.dossier.open_request(); open && view.dossier.state != State::draft)
    return Response::redirect(web::link(request, dossier_path(id, "/completion/" + std::to_string(open->number) + "/answer")));
  if (view.dossier.state != State::draft) return Response::redirect(web::link(request, dossier_path(id)));
  const web::PageOptions page = options(std::string(translate(msg::submission_title, request.language)), *view.table, web::Width::wide);
  return web::page(context.site, request, page, [&](Html& out) {
    const web::Form form = web::form(call);
    head(out, view.dossier, translate(msg::submission_title, request.language));
    out << "<div class=\"split\"><div class=\"stack\"><h1>"_h << msg::submission_title << "</h1><p class=\"lead\">"_h
        << msg::submission_lead << "</p>"_h;
    web::error_summary(out, form);
    out << "<h2>"_h << msg::submission_answers_heading << "</h2>"_h;
    gaps(out, request, view);
    out << "<h2>"_h << msg::submission_papers_heading << "</h2>"_h;
    registration(out, request, view);
    knockouts(out, view);
    filing_part(out, view);
    declaration_form(out, form, view);
    out << "</div>"_h;
    rail_box(out, view.dossier, *view.table, *view.rail, RailFor::producer, view.self.version);
    out << "</div>"_h;
  });
}

}  // namespace

Response stale_submission(const Context& context, const Request& request, const DossierView& view, const Conflict& conflict,
                          std::string back) {
  ConflictPage page;
  page.back = std::move(back);
  for (const Difference& difference : conflict.differences) {
    constexpr std::string_view kAnswers = "answers.";
    if (!std::string_view(difference.field).starts_with(kAnswers)) continue;
    const rulebooks::Criterion* criterion = view.table->find(std::string_view(difference.field).substr(kAnswers.size()));
    if (criterion)
      page.choices.push_back({criterion_title(*criterion, request.language),
                              std::string(translate(msg::submission_not_seen, request.language)),
                              option_words(*criterion, std::atoi(difference.theirs.c_str()), request.language)});
  }
  return conflict_page(context, request, view.dossier, conflict, page);
}

namespace {

Result<Response> submit(const Context& context, const Call<Submit>& call, DossierId id) {
  OCOP_TRY(view, draft(context, call.actor, id));
  OCOP_TRY(saved, context.service.submit(call.actor, id, call.input));
  if (saved.conflict) return stale_submission(context, call.request, view, *saved.conflict, dossier_path(id, "/submission"));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_submitted);
}

}  // namespace

void add_submission(http::Router& router, const Owner& owner) {
  constexpr Policy kProducers = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, owner)
      .get("/dossiers/{id}/submission", kProducers, show_submission, "What is missing before submitting")
      .form("/dossiers/{id}/submission", kProducers, submission_form(), submit, show_submission, "Submit the dossier");
}

}  // namespace ocop::evaluation::pages
