#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_completion.h"
#include "modules/evaluation/requests_completion.h"

// A producer answers a request for completion: its words, and the sheet handed in anew.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

constexpr int kAnswerRows = 5;

std::string answer_path(DossierId id, int number) { return dossier_path(id, "/completion/" + std::to_string(number) + "/answer"); }

Result<DossierView> own(const Context& context, const Actor& actor, DossierId id) {
  OCOP_TRY(view, context.service.view(actor, id));
  if (!view.relation.is(rules::Capacity::producer)) return Error::of(ErrorKind::not_found, "the producer's page");
  return std::move(view);
}

void write_answer(Html& out, const Call<>& call, const DossierView& view, int number) {
  AnswerCompletion now;
  now.version = view.self.version;
  const http::Fields shown = completion_answer_form().show(now);
  const web::Form form = web::form(call, &shown);
  web::open_form(out, form, answer_path(view.dossier.id, number));
  web::control(out, form, completion_answer_form().shape(), "version");
  web::control(out, form, completion_answer_form().shape(), "words", {.rows = kAnswerRows});
  if (!view.rail->completeness.complete()) web::control(out, form, completion_answer_fields().shape(), "gaps_accepted");
  web::control(out, form, completion_answer_fields().shape(), "declared");
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::completion_answer_button);
  out << "</p>"_h;
  web::close_form(out);
}

Result<Response> show_answer(const Context& context, const Call<>& call, DossierId id, int number) {
  const Request& request = call.request;
  OCOP_TRY(view, own(context, call.actor, id));
  const auto* asked = view.dossier.open_request();
  const bool open = asked && asked->number == number;
  if (!open && call.refused) return *call.refused;  // the form is gone, and this is why
  if (!open) return Response::redirect(web::link(request, dossier_path(id)));  // where all requests stand
  const web::PageOptions page =
      options(std::string(translate(msg::completion_answer_title, request.language)), *view.table, web::Width::wide);
  return web::page(context.site, request, page, [&](Html& out) {
    const web::Form form = web::form(call);
    head(out, view.dossier, translate(msg::completion_answer_title, request.language));
    out << "<div class=\"split\"><div class=\"stack\"><h1>"_h << msg::completion_answer_title << "</h1><p class=\"lead\">"_h
        << msg::completion_answer_lead << "</p>"_h;
    web::error_summary(out, form);
    completions_part(out, form, view);
    out << "<h2>"_h << msg::submission_answers_heading << "</h2>"_h;
    gaps(out, request, view);
    out << "<h2>"_h << msg::submission_papers_heading << "</h2>"_h;
    registration(out, request, view);
    filing_part(out, view);
    write_answer(out, call, view, number);
    out << "</div>"_h;
    rail_box(out, view.dossier, *view.table, *view.rail, RailFor::producer, view.self.version);
    out << "</div>"_h;
  });
}

Result<Response> answer(const Context& context, const Call<AnswerCompletion>& call, DossierId id, int number) {
  OCOP_TRY(view, own(context, call.actor, id));
  OCOP_TRY(saved, context.service.answer_completion(call.actor, id, number, call.input));
  if (saved.conflict) return stale_submission(context, call.request, view, *saved.conflict, answer_path(id, number));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_completion_answered);
}

}  // namespace

void add_completion_answer(http::Router& router, const Owner& owner) {
  constexpr Policy kProducers = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, owner)
      .get("/dossiers/{id}/completion/{number}/answer", kProducers, show_answer, "What was asked, and what is still missing")
      .form("/dossiers/{id}/completion/{number}/answer", kProducers, completion_answer_form(), answer, show_answer,
            "Answer a request for completion: the sheet is handed in anew");
}

}  // namespace ocop::evaluation::pages
