#include "modules/evaluation/pages_completion.h"

#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/requests_completion.h"

// An office asks for completion, and cancels what it asked for (articles 7.2a, 7.3a).
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

constexpr int kLetterRows = 4;
constexpr int kMoreRows = 3;

std::string title_of(const producers::Paper& paper, Language language) {
  return paper.title.empty() ? std::string(translate(producers::label(paper.kind), language)) : paper.title;
}

std::string words_of(const rules::Gap& gap, Language language) {
  switch (gap.kind) {
    case rules::Gap::Kind::no_registration: return std::string(translate(msg::gap_no_registration, language));
    case rules::Gap::Kind::no_evidence: return std::string(translate(msg::gap_no_evidence, language));
    case rules::Gap::Kind::paper_ended:
      return format(msg::gap_paper_ended, language, {title_of(*gap.paper, language), gap.paper->expires->show(language)});
    case rules::Gap::Kind::paper_ends:
      return format(msg::gap_paper_ends, language, {title_of(*gap.paper, language), gap.paper->expires->show(language)});
  }
  return {};
}

// One suggestion a subject: two papers of a kind stand in one.
std::vector<Pair> suggestions(const CompletionChoice& choice, Language language) {
  std::vector<Pair> out;
  for (const rules::Gap& gap : choice.gaps) {
    const auto same = std::ranges::find(out, gap.about, &Pair::key);
    if (same == out.end()) out.push_back({gap.about, words_of(gap, language)});
    else same->value += " " + words_of(gap, language);
  }
  return out;
}

void suggestion_fields(Html& out, const web::Form& form, const CompletionChoice& choice) {
  const std::vector<Pair> offered = suggestions(choice, out.language());
  if (offered.empty()) {
    out << "<p class=\"small\">"_h << msg::completion_nothing_stands_out << "</p>"_h;
    return;
  }
  out << "<fieldset class=\"field\"><legend>"_h << msg::completion_items << "</legend><p class=\"hint\">"_h << msg::completion_items_hint
      << "</p>"_h;
  for (const Pair& one : offered) {
    const std::string about = about_words(*choice.view.table, one.key, out.language());
    const std::string label = format(msg::completion_item_words, out.language(), {about});
    web::Field tick{.name = "ask." + one.key, .label = same(about), .value = "1", .required = false};
    web::check_field(out, form, tick);
    web::Field words{.name = "item." + one.key, .label = same(label), .value = one.value, .required = false, .limit = kItemLimit};
    web::text_area(out, form, words, 2);
  }
  out << "</fieldset>"_h;
}

std::vector<web::Option> subjects(const rulebooks::Table& table, Language language) {
  std::vector<web::Option> out;
  for (const producers::PaperKind kind : producers::kPaperKinds)
    out.push_back({std::string(producers::name(kind)), std::string(translate(producers::label(kind), language))});
  for (const rulebooks::Criterion* criterion : table.criteria) out.push_back({criterion->code, criterion_title(*criterion, language)});
  return out;
}

void ask_form(Html& out, const Call<>& call, const CompletionChoice& choice) {
  const web::Form form = web::form(call);
  web::open_form(out, form, dossier_path(choice.view.dossier.id, "/completion"));
  hidden(out, "version", std::to_string(choice.view.dossier.version));
  suggestion_fields(out, form, choice);
  const std::vector<web::Option> options = subjects(*choice.view.table, out.language());
  web::select_field(out, form,
                    {.name = "more_about", .label = msg::completion_more_about, .value = std::string(kAboutOther), .required = false},
                    options);
  web::control(out, form, completion_form().shape(), "more", {.rows = kMoreRows});
  web::control(out, form, completion_form().shape(), "words", {.rows = kLetterRows});
  web::control(out, form, completion_form().shape(), "until");
  out << "<p class=\"small\">"_h << msg::completion_effect << "</p><p class=\"acts\">"_h;
  web::button(out, msg::completion_ask_button);
  out << "</p>"_h;
  web::close_form(out);
}

Result<Response> show_ask(const Context& context, const Call<>& call, DossierId id) {
  const Request& request = call.request;
  auto choice = context.service.completion_choice(call.actor, id);
  if (!choice) {
    if (choice.error().kind != ErrorKind::conflict) return choice.error();
    if (call.refused) return *call.refused;  // the form is gone, and this is why
    return Response::redirect(web::link(request, dossier_path(id)));  // which says what is open, or where it stands
  }
  const DossierView& view = choice->view;
  const web::PageOptions page = options(std::string(translate(msg::completion_title, request.language)), *view.table, web::Width::wide);
  return web::page(context.site, request, page, [&](Html& out) {
    head(out, view.dossier, translate(msg::completion_title, request.language));
    out << "<div class=\"split\"><div class=\"stack\"><h1>"_h << msg::completion_title << "</h1><p class=\"lead\">"_h
        << view.dossier.product_name << "</p><p>"_h << msg::completion_lead << "</p>"_h;
    web::error_summary(out, web::form(call));
    ask_form(out, call, *choice);
    out << "</div><aside class=\"side\">"_h;
    record(out, context, view);
    out << "</aside></div>"_h;
  });
}

Result<Response> ask(const Context& context, const Call<AskForm>& call, DossierId id) {
  OCOP_CHECK(context.service.ask_completion(call.actor, id, ask_of(call.input)));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_completion_asked);
}

Result<Response> cancel(const Context& context, const Call<Version>& call, DossierId id, int number) {
  OCOP_CHECK(context.service.cancel_completion(call.actor, id, number, call.input.version));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_completion_cancelled);
}

Result<Response> after_cancel(const Context&, const Call<>& call, DossierId id, int) {
  if (call.refused) return *call.refused;
  return Response::redirect(web::link(call.request, dossier_path(id)));
}

}  // namespace

std::string about_words(const rulebooks::Table& table, std::string_view about, Language language) {
  if (const rulebooks::Criterion* criterion = table.find(about)) return criterion_title(*criterion, language);
  const auto kind = producers::parse_paper_kind(about);
  return kind ? std::string(translate(producers::label(*kind), language)) : std::string(about);
}

void add_completion(http::Router& router, const Owner& owner) {
  constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry);
  http::Table(router, owner)
      .get("/dossiers/{id}/completion", kOffices, show_ask, "What is missing in a dossier, for a request for completion")
      .form("/dossiers/{id}/completion", kOffices, completion_form(), ask, show_ask, "Ask the producer for completion")
      .form("/dossiers/{id}/completion/{number}/cancel", kOffices, version_fields(), cancel, after_cancel,
            "Cancel a request for completion");
  add_completion_answer(router, owner);
}

}  // namespace ocop::evaluation::pages
