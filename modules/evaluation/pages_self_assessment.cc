#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
#include "modules/offline/offline.h"

// Self-assessment: one criterion a step. Works as plain forms; the script posts the same form and takes the rail from the answer.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

struct Place {                     // where a criterion stands in its table
  const rulebooks::Part* part = nullptr;
  const rulebooks::Section* section = nullptr;
  const rulebooks::Criterion* criterion = nullptr;
  std::size_t index = 0;
};

std::optional<Place> place_of(const rulebooks::Table& table, std::string_view code) {
  const auto index = table.index_of(code);
  if (!index) return std::nullopt;
  for (const rulebooks::Part& part : table.parts)
    for (const rulebooks::Section& section : part.sections)
      for (const rulebooks::Criterion& criterion : section.criteria)
        if (&criterion == table.criteria[*index]) return Place{&part, &section, &criterion, *index};
  return std::nullopt;
}

std::string next_path(const Dossier& dossier, const rulebooks::Table& table, std::size_t index) {
  return index + 1 < table.criteria.size() ? criterion_path(dossier.id, table.criteria[index + 1]->code)
                                           : dossier_path(dossier.id, "/submission");
}

void paper_boxes(Html& out, const web::Form& form, const DossierView& view, const rulebooks::Criterion& criterion, const Answer* answer) {
  out << "<fieldset class=\"field\"><legend>"_h << msg::papers_legend << "</legend><p class=\"hint\">"_h << msg::papers_hint << "</p>"_h;
  for (const producers::Paper& paper : view.papers) {
    const std::string kind(translate(producers::label(paper.kind), out.language()));
    const std::string label = paper.title.empty() ? kind : paper.title + " · " + kind;
    web::Field field;
    field.name = "paper." + paper.id.text();
    field.label = same(label);
    field.required = false;
    if (answer && std::find(answer->papers.begin(), answer->papers.end(), paper.id) != answer->papers.end()) field.value = "1";
    web::check_field(out, form, field);
  }
  if (view.papers.empty()) out << "<p class=\"small\">"_h << msg::papers_none << "</p>"_h;
  const std::string title = format(msg::photo_title, out.language(), {criterion.code});
  offline::photo_box(out, {*form.request.actor.account, view.dossier.producer, title});
  out << "<p><a href=\""_h << web::link(form.request, "/producers/" + view.dossier.producer.text() + "/papers?for=" +
                                                      http::percent_encode(criterion_path(view.dossier.id, criterion.code)))
      << "\">"_h << msg::papers_add << "</a></p></fieldset>"_h;
}

void step_form(Html& out, const web::Form& form, const DossierView& view, const Place& place) {
  const Answer* answer = view.self.find(place.criterion->code);
  open_saving_form(out, form.request, criterion_path(view.dossier.id, place.criterion->code), "data-self-assessment"_h);
  web::error_summary(out, form);
  hidden(out, "version", std::to_string(answer ? answer->version : 0));
  options_field(out, form, *place.criterion, "option", msg::option_legend, answer ? std::optional(answer->option) : std::nullopt);
  paper_boxes(out, form, view, *place.criterion, answer);
  web::Field note{"note", msg::note_label, msg::note_hint, answer ? answer->note : "", web::InputType::text, false, {}, kNoteLimit};
  web::text_area(out, form, note, 3);
  offline::outbox_line(out);
  web::open_task_bar(out, progress_words(*view.rail, out.language()), "#rail");
  web::button(out, msg::save_and_next);
  web::button(out, msg::save_and_stay, web::ButtonKind::quiet, "stay", "1");
  web::close_task_bar(out);
  web::close_form(out);
}

void neighbours(Html& out, const Request& request, const DossierView& view, std::size_t index) {
  const auto& criteria = view.table->criteria;
  out << "<nav class=\"row\" aria-label=\""_h << msg::neighbours_label << "\">"_h;
  const auto link = [&](std::size_t to, const Message& label) {
    out << "<a href=\""_h << web::link(request, criterion_path(view.dossier.id, criteria[to]->code)) << "\">"_h
        << format(label, out.language(), {criterion_title(*criteria[to], out.language())}) << "</a>"_h;
  };
  if (index > 0) link(index - 1, msg::step_back);
  if (index + 1 < criteria.size()) link(index + 1, msg::step_forward);
  out << "</nav>"_h;
}

struct StepView {
  DossierView dossier;
  Place place;
};
// The view of a dossier the producer may fill in; the place points into its table, which lives in the library.
Result<StepView> step_of(const Context& context, const Actor& actor, DossierId id, std::string_view code) {
  OCOP_TRY(view, context.service.view(actor, id));
  if (!view.relation.is(rules::Capacity::producer)) return Error::of(ErrorKind::not_found, "the producer's page");
  const auto place = place_of(*view.table, code);
  if (!place) return Error::of(ErrorKind::not_found, "no such criterion");
  return StepView{std::move(view), *place};
}

Result<Response> show_step(const Context& context, const Call<>& call, DossierId id, std::string_view code) {
  const Request& request = call.request;
  OCOP_TRY(step, step_of(context, call.actor, id, code));
  const DossierView& view = step.dossier;
  const Place& place = step.place;
  // The page's script wants to know what is wrong, not the page; and a form that is gone cannot be shown again.
  const bool writable = rules::may(rules::Act::save_answer, view.dossier, view.relation).ok();
  if (call.refused && (wants_fragment(request) || !writable)) return *call.refused;
  // What may not be written on is sent to the overview, which says where it stands.
  if (!writable) return Response::redirect(web::link(request, dossier_path(id)));
  const Language language = request.language;
  const rulebooks::Criterion& criterion = *place.criterion;
  web::PageOptions page = options(criterion_title(criterion, language), *view.table, web::Width::wide);
  page.islands = {"self-assessment.js", std::string(offline::kIsland)};
  return web::page(context.site, request, page, [&](Html& out) {
    head(out, view.dossier, criterion_title(criterion, language));
    out << "<div class=\"split\"><div class=\"stack\">"_h;
    out << "<p class=\"small\">"_h << format(msg::step_where, language, {std::to_string(place.index + 1),
        std::to_string(view.table->criteria.size()), place.part->code, place.part->title.in(language), place.section->title.in(language)})
        << "</p><h1>"_h << criterion_title(criterion, language) << " <span class=\"most\">"_h
        << format(msg::criterion_max, language, {points_words(criterion.max, language)}) << "</span></h1>"_h;
    criterion_rules(out, criterion);
    step_form(out, web::form(call), view, place);
    neighbours(out, request, view, place.index);
    out << "</div>"_h;
    const Answer* answer = view.self.find(criterion.code);
    rail_box(out, view.dossier, *view.table, *view.rail, RailFor::producer, answer ? answer->version : 0);
    out << "</div>"_h;
  });
}

std::string paper_titles(const DossierView& view, std::string_view ids, Language language) {
  std::string out;
  for (const producers::Paper& paper : view.papers)
    if (ids.find(paper.id.text()) != std::string_view::npos)
      out +=
          (out.empty() ? "" : "; ") + (paper.title.empty() ? std::string(translate(producers::label(paper.kind), language)) : paper.title);
  return out;
}

Response step_conflict(const Context& context, const Request& request, const DossierView& view, const Place& place,
                       const Conflict& conflict) {
  const Language language = request.language;
  ConflictPage page;
  page.heading = criterion_title(*place.criterion, language);
  page.action = page.back = criterion_path(view.dossier.id, place.criterion->code);
  for (const Difference& difference : conflict.differences) {
    if (difference.field == "option") {
      const bool none_saved = conflict.version == 0;
      page.choices.push_back({std::string(translate(msg::field_option, language)),
                              option_words(*place.criterion, std::atoi(difference.yours.c_str()), language),
                              none_saved ? "" : option_words(*place.criterion, std::atoi(difference.theirs.c_str()), language)});
    } else if (difference.field == "papers") {
      page.choices.push_back({std::string(translate(msg::field_papers, language)), paper_titles(view, difference.yours, language),
                              paper_titles(view, difference.theirs, language)});
    } else {
      page.choices.push_back({std::string(translate(msg::field_note, language)), difference.yours, difference.theirs});
    }
  }
  for (const auto& [name, value] : request.form.items())
    if (name != "_csrf" && name != "version") page.mine.emplace_back(name, value);
  page.mine.emplace_back("version", std::to_string(conflict.version));
  return conflict_page(context, request, view.dossier, conflict, page);
}

Result<Response> after_save(const Context& context, const Call<AnswerForm>& call, const StepView& before, const Saved& saved) {
  const Request& request = call.request;
  const Dossier& dossier = before.dossier.dossier;
  if (wants_fragment(request)) {
    OCOP_TRY(now, context.service.view(call.actor, dossier.id));
    return rail_fragment(request, now.dossier, *now.table, *now.rail, RailFor::producer, saved.version);
  }
  const bool stay = !call.input.stay.empty();
  const std::string path = stay ? criterion_path(dossier.id, before.place.criterion->code)
                                : next_path(dossier, *before.dossier.table, before.place.index);
  return web::redirect_with_flash(context.site, request, path, msg::flash_saved);
}

Result<Response> save_step(const Context& context, const Call<AnswerForm>& call, DossierId id, std::string_view code) {
  OCOP_TRY(step, step_of(context, call.actor, id, code));
  const SaveAnswer ask{step.place.criterion->code, call.input.option, call.input.note, ticked_ids<PaperId>(call.input.papers),
                       call.input.version};
  OCOP_TRY(saved, context.service.save_answer(call.actor, id, ask));
  if (saved.conflict) return step_conflict(context, call.request, step.dossier, step.place, *saved.conflict);
  return after_save(context, call, step, saved);
}

}  // namespace

void add_submission(http::Router& router, const Owner& owner);   // pages_submission.cc

void add_self_assessment(http::Router& router, const Owner& owner) {
  constexpr Policy kProducers = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, owner)
      .get("/dossiers/{id}/criteria/{code}", kProducers, show_step, "One criterion of the self-assessment")
      .form("/dossiers/{id}/criteria/{code}", kProducers, answer_form(), save_step, show_step, "Save the answer of one criterion");
  add_submission(router, owner);
}

}  // namespace ocop::evaluation::pages
