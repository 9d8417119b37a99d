#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_completion.h"
#include "modules/evaluation/pages_positions.h"
#include "modules/evaluation/set_words.h"

// One dossier as each side sees it: where it stands, what to do next, the criteria and papers.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using rules::Capacity;
using web::Html;
using web::operator""_h;

namespace {

bool may_fill_in(const DossierView& view) { return rules::may(rules::Act::save_answer, view.dossier, view.relation).ok(); }
bool may_read_result(const DossierView& view) { return rules::may(rules::Act::read_result, view.dossier.state, view.relation).ok(); }

void act_link(Html& out, const Message& teach, const Message& label, std::string_view path) {
  out << "<section class=\"panel\"><p>"_h << teach << "</p><p class=\"acts\">"_h;
  web::link_button(out, label, path);
  out << "</p></section>"_h;
}

void producer_acts(Html& out, const DossierView& view) {
  const Dossier& dossier = view.dossier;
  const rules::Completeness& completeness = view.rail->completeness;
  // The button stands in the request, above.
  if (dossier.open_request() && dossier.state != State::draft) return web::notice(out, msg::overview_filling_in);
  if (!dossier.return_reason.empty()) {
    const Message& who = dossier.returned_from == State::submitted ? msg::overview_returned_commune : msg::overview_returned;
    out << "<section class=\"panel\" role=\"status\"><h2>"_h << who << "</h2><p class=\"prose\">"_h << dossier.return_reason
        << "</p></section>"_h;
  }
  if (completeness.complete())
    return act_link(out, msg::overview_complete, msg::overview_go_submit, dossier_path(dossier.id, "/submission"));
  const std::string next = criterion_path(dossier.id, completeness.unanswered.front());
  act_link(out, completeness.answered == 0 ? msg::overview_begin : msg::overview_continue, msg::overview_go_next, next);
}

void return_form(Html& out, const web::Form& form, const Dossier& dossier) {
  out << "<details class=\"panel\"><summary>"_h << msg::overview_return_heading << "</summary>"_h;
  web::open_form(out, form, dossier_path(dossier.id, "/return"));
  hidden(out, "version", std::to_string(dossier.version));
  web::Field reason{"reason", msg::overview_return_reason, msg::overview_return_hint};
  reason.limit = kReasonLimit;
  web::text_area(out, form, reason, 4);
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::overview_return_button, web::ButtonKind::quiet);
  out << "</p>"_h;
  web::close_form(out);
  out << "</details>"_h;
}

// The next act of whoever reads, one panel each; nobody sees a button that would be refused.
void acts(Html& out, const web::Form& form, const DossierView& view) {
  const Dossier& dossier = view.dossier;
  const auto allowed = [&](rules::Act act) { return rules::may(act, dossier, view.relation).ok(); };
  const bool office = view.relation.is(Capacity::commune_officer) || view.relation.is(Capacity::provincial_body);
  if (office && view.relation.of_producer) web::notice(out, msg::own_producer);
  if (may_fill_in(view)) producer_acts(out, view);
  if (allowed(rules::Act::save_report)) act_link(out, msg::overview_commune, msg::overview_go_report, dossier_path(dossier.id, "/report"));
  centre_acts(out, form, view);
  if (allowed(rules::Act::open_council) && !allowed(rules::Act::adopt))
    act_link(out, msg::overview_open_council, msg::overview_go_council, dossier_path(dossier.id, "/council"));
  if (allowed(rules::Act::ask_completion))
    act_link(out, msg::overview_completion, msg::overview_go_completion, dossier_path(dossier.id, "/completion"));
  if (allowed(rules::Act::return_back)) return_form(out, form, dossier);
  if (allowed(rules::Act::save_sheet)) act_link(out, msg::overview_score, msg::overview_go_sheet, dossier_path(dossier.id, "/sheet"));
  if (allowed(rules::Act::close)) act_link(out, msg::overview_close, msg::overview_go_closing, dossier_path(dossier.id, "/closing"));
  else if (dossier.state == State::scoring && allowed(rules::Act::see_progress))
    act_link(out, msg::overview_progress, msg::overview_go_progress, dossier_path(dossier.id, "/closing"));
  if (may_read_result(view)) {
    const Message& teach = dossier.state == State::decided ? msg::overview_decided : msg::overview_result;
    act_link(out, teach, msg::overview_go_result, dossier_path(dossier.id, "/result"));
  }
  if (dossier.state == State::closed && view.relation.is(Capacity::provincial_body) && !view.relation.of_producer)
    act_link(out, msg::overview_decide, msg::overview_go_decision, "/decisions/" + dossier.id.text());
}

void criterion_row(Html& out, const Request& request, const DossierView& view, const rulebooks::Criterion& criterion,
                   const std::vector<web::Column>& columns) {
  const Answer* answer = view.self.find(criterion.code);
  const rulebooks::Option* option = chosen(criterion, answer);
  web::open_row(out);
  if (may_fill_in(view)) {
    web::link_cell(out, columns[0], criterion_title(criterion, out.language()), criterion_path(view.dossier.id, criterion.code));
  } else {
    web::open_cell(out, columns[0], web::Cell::heading);
    out << criterion_title(criterion, out.language());
    web::close_cell(out, web::Cell::heading);
  }
  web::open_cell(out, columns[1]);
  if (!answer) out << msg::not_answered;
  else if (option) out << option->label.in(out.language());
  else out << msg::none_applies;
  if (answer && !answer->note.empty()) out << "<span class=\"small prose\">"_h << answer->note << "</span>"_h;
  web::close_cell(out);
  web::open_cell(out, columns[2]);
  for (const producers::Paper& paper : view.papers)
    if (answer && std::find(answer->papers.begin(), answer->papers.end(), paper.id) != answer->papers.end()) {
      const std::string title = paper.title.empty() ? std::string(translate(producers::label(paper.kind), out.language())) : paper.title;
      if (paper.file_name.empty()) out << "<span>"_h << title << "</span> "_h;
      else
        out << "<a href=\""_h << web::link(request, dossier_path(view.dossier.id, "/papers/" + paper.id.text())) << "\">"_h << title
            << "</a> "_h;
    }
  web::close_cell(out);
  const std::string points = answer ? std::to_string(option ? option->points : 0) : "–";
  web::text_cell(out, columns[3], points + "\u00A0/\u00A0" + std::to_string(criterion.max));
  web::close_row(out);
}

void answers(Html& out, const Request& request, const DossierView& view) {
  const std::vector<web::Column> columns{{"criterion", msg::column_criterion},
                                         {"option", msg::column_level},
                                         {"papers", msg::column_papers},
                                         {"points", msg::column_points, true}};
  for (const rulebooks::Part& part : view.table->parts) {
    const std::string heading =
        format(msg::part_heading, out.language(), {part.code, part.title.in(out.language()), std::to_string(part.max)});
    web::table(out, request, {same(heading), columns}, [&](Html& rows) {
      for (const rulebooks::Section& section : part.sections)
        for (const rulebooks::Criterion& criterion : section.criteria) criterion_row(rows, request, view, criterion, columns);
    });
  }
}

// Who reads all papers of the producer, in the dossier or not.
bool may_read_papers(const DossierView& view) {
  using enum Capacity;
  return view.relation.is(producer) || view.relation.is(commune_officer) || view.relation.is(provincial_body);
}

void dossier_papers(Html& out, const DossierView& view) {
  std::vector<producers::Paper> papers = view.papers;
  std::erase_if(papers, [&](const producers::Paper& paper) {
    return std::find(view.dossier_papers.begin(), view.dossier_papers.end(), paper.id) == view.dossier_papers.end();
  });
  out << "<h2>"_h << msg::overview_papers << "</h2>"_h;
  paper_list(out, view.dossier, papers);
  if (!may_read_papers(view)) return;
  out << "<p><a href=\""_h << web::link(out.language(), "/producers/" + view.dossier.producer.text() + "/papers") << "\">"_h
      << msg::overview_all_papers << "</a></p>"_h;
}

// Papers of the dossier as files: what is signed and handed in, and the council's result once it is fixed.
void forms(Html& out, const DossierView& view) {
  out << "<section class=\"panel stack\"><h2>"_h << msg::forms_heading << "</h2><p class=\"small\">"_h << msg::forms_teach
      << "</p><p class=\"small\">"_h << msg::forms_whole_teach << "</p><p class=\"acts\">"_h;
  web::link_button(out, msg::forms_whole, dossier_path(view.dossier.id, "/dossier.pdf"), web::ButtonKind::quiet);
  web::link_button(out, msg::forms_01_pdf, dossier_path(view.dossier.id, "/form-01.pdf"), web::ButtonKind::quiet);
  web::link_button(out, msg::forms_01_docx, dossier_path(view.dossier.id, "/form-01.docx"), web::ButtonKind::quiet);
  web::link_button(out, msg::forms_02_pdf, dossier_path(view.dossier.id, "/form-02.pdf"), web::ButtonKind::quiet);
  web::link_button(out, msg::forms_02_docx, dossier_path(view.dossier.id, "/form-02.docx"), web::ButtonKind::quiet);
  if (view.report && view.report->saved_at)
    web::link_button(out, msg::forms_03_pdf, dossier_path(view.dossier.id, "/form-03.pdf"), web::ButtonKind::quiet);
  if (may_read_result(view))
    web::link_button(out, msg::forms_result_pdf, dossier_path(view.dossier.id, "/result.pdf"), web::ButtonKind::quiet);
  out << "</p></section>"_h;
}

void discard_form(Html& out, const web::Form& form, const DossierView& view) {
  if (!may_fill_in(view) || view.dossier.submitted_at) return;
  out << "<details><summary>"_h << msg::discard_heading << "</summary><p>"_h << msg::discard_teach << "</p>"_h;
  web::open_form(out, form, dossier_path(view.dossier.id, "/discard"));
  hidden(out, "version", std::to_string(view.dossier.version));
  web::button(out, msg::discard_button, web::ButtonKind::danger);
  web::close_form(out);
  out << "</details>"_h;
}

// Before the council sits, to whoever can still do something about it.
void doubt_of_set(Html& out, const DossierView& view) {
  if (view.dossier.state > State::forwarded) return;
  const auto word = word_against(view.dossier.product_name, *view.table);
  if (!word) return;
  const Message& words = may_fill_in(view) && !view.dossier.submitted_at ? msg::overview_set_doubt_draft : msg::overview_set_doubt;
  const std::string text = format(words, out.language(), {*word, view.table->name.in(out.language())});
  web::notice(out, same(text));
}

Result<Response> show_overview(const Context& context, const Call<>& call, DossierId id) {
  const Request& request = call.request;
  OCOP_TRY(view, context.service.view(call.actor, id));
  return web::page(context.site, request, options(view.dossier.product_name, *view.table, web::Width::wide), [&](Html& out) {
    const web::Form form = web::form(call);
    head(out, view.dossier, {});
    out << "<h1>"_h << view.dossier.product_name << "</h1>"_h;
    progress(out, view.dossier);
    procedure_part(out, request, view.dossier);
    web::error_summary(out, form);
    out << "<div class=\"split\"><div class=\"stack\">"_h;
    // What is to be done stands first, on a phone's first screen; of a decided dossier what was decided is the news.
    const bool over = view.dossier.state == State::decided;
    if (over) decided(out, context, request, view.dossier);
    doubt_of_set(out, view);
    completions_part(out, form, view);
    positions_part(out, context, view);
    acts(out, form, view);
    clock_part(out, request, view);
    if (!over) decided(out, context, request, view.dossier);
    filing_part(out, view);
    own_panels(out, context, view);
    record(out, context, view);
    commune_report(out, view);
    advice_part(out, call, view);
    if (view.rail) {
      out << "<h2>"_h << msg::overview_self << "</h2>"_h;
      answers(out, request, view);
    }
    corrections_part(out, request, form, view);
    dossier_papers(out, view);
    forms(out, view);
    discard_form(out, form, view);
    out << "</div>"_h;
    if (view.rail)
      rail_box(out, view.dossier, *view.table, *view.rail, may_fill_in(view) ? RailFor::producer : RailFor::reader, view.self.version);
    out << "</div>"_h;
  });
}

Result<Response> send_back(const Context& context, const Call<ReturnBack>& call, DossierId id) {
  OCOP_CHECK(context.service.return_back(call.actor, id, call.input.version, call.input.reason));
  return web::redirect_with_flash(context.site, call.request, "/work", msg::flash_returned);
}

Result<Response> show_paper(const Context& context, const Call<>& call, DossierId id, PaperId paper) {
  OCOP_TRY(file, context.service.paper(call.actor, id, paper));
  return Response::file(std::move(file.content), file.paper.content_type, file.paper.file_name);
}

}  // namespace

void add_overview(http::Router& router, const Owner& owner) {
  constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body);
  http::Table(router, owner)
      .get("/dossiers/{id}", Policy::signed_in(), show_overview, "A dossier: where it stands and what is next")
      .get("/dossiers/{id}/papers/{paper}", Policy::signed_in(), show_paper, "A paper of the dossier")
      .form("/dossiers/{id}/return", kOffices, return_fields(), send_back, show_overview, "Send a dossier back to be done again");
  add_completion(router, owner);
  add_corrections(router, owner, show_overview);
  add_advice(router, owner, show_overview);
  add_centre(router, owner, show_overview);
}

}  // namespace ocop::evaluation::pages
