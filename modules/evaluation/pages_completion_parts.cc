#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_completion.h"

// What a dossier's page says of requests for completion, of the commune's clock and of the round that is ahead.
namespace ocop::evaluation::pages {

using web::Html;
using web::operator""_h;

namespace {

bool fills_in(const DossierView& view) { return rules::may(rules::Act::save_answer, view.dossier, view.relation).ok(); }

void item_row(Html& out, const DossierView& view, const CompletionItem& item, bool open) {
  const Language language = out.language();
  const std::string about = about_words(*view.table, item.about, language);
  out << "<li><strong>"_h;
  if (open && fills_in(view)) {
    const std::string back =
        "/producers/" + view.dossier.producer.text() + "/papers?for=" + http::percent_encode(dossier_path(view.dossier.id));
    out << "<a href=\""_h << web::link(language, view.table->find(item.about) ? criterion_path(view.dossier.id, item.about) : back)
        << "\">"_h << about << "</a>"_h;
  } else {
    out << about;
  }
  out << "</strong>: <span class=\"prose\">"_h << item.words << "</span>"_h;
  if (!item.source.empty()) out << "<span class=\"small\">"_h << format(msg::completion_source, language, {item.source}) << "</span>"_h;
  out << "</li>"_h;
}

void ending(Html& out, const Completion& one) {
  const Language language = out.language();
  if (!one.ending) {
    out << "<p>"_h << format(msg::completion_open_until, language, {one.until.show(language)}) << "</p>"_h;
    return;
  }
  const bool answered = *one.ending == Ending::answered;
  out << "<p class=\"small\">"_h
      << format(answered ? msg::completion_answered_on : msg::completion_cancelled_on, language, {show(*one.ended_at, language)})
      << "</p>"_h;
  if (answered) out << "<p class=\"prose\">"_h << one.answer << "</p>"_h;
}

void acts(Html& out, const web::Form& form, const DossierView& view, const Completion& one) {
  if (one.ending) return;
  const std::string path = dossier_path(view.dossier.id, "/completion/" + std::to_string(one.number));
  if (rules::may(rules::Act::answer_completion, view.dossier, view.relation) && !form.request.path.ends_with("/answer")) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::completion_go_answer, path + "/answer");
    out << "</p>"_h;
  }
  if (!rules::may(rules::Act::cancel_completion, view.dossier, view.relation)) return;
  out << "<details><summary>"_h << msg::completion_cancel_heading << "</summary><p>"_h << msg::completion_cancel_teach << "</p>"_h;
  web::act(out, form.request,
           {.action = path + "/cancel",
            .label = msg::completion_cancel_button,
            .kind = web::ButtonKind::danger,
            .version = view.dossier.version});
  out << "</details>"_h;
}

void completion(Html& out, const web::Form& form, const DossierView& view, const Completion& one) {
  const Language language = out.language();
  const auto by = view.people.find(one.asked_by);
  const Message& office = one.asked_in == State::submitted ? msg::completion_by_commune : msg::completion_by_province;
  out << "<section class=\"panel stack\""_h << (one.ending ? ""_h : " role=\"status\""_h) << "><h2>"_h
      << format(msg::completion_heading, language, {std::to_string(one.number), vietnam_date(one.asked_at).show(language)})
      << "</h2><p class=\"small\">"_h << format(office, language, {by == view.people.end() ? "" : by->second}) << "</p>"_h;
  if (!one.words.empty()) out << "<p class=\"prose\">"_h << one.words << "</p>"_h;
  out << "<ol class=\"stack\">"_h;
  for (const CompletionItem& item : one.items) item_row(out, view, item, !one.ending);
  out << "</ol>"_h;
  ending(out, one);
  acts(out, form, view, one);
  out << "</section>"_h;
}

void stretch_rows(Html& rows, const rules::Clock& clock, const std::vector<web::Column>& columns) {
  const Language language = rows.language();
  for (const rules::Stretch& one : clock.stretches) {
    web::open_row(rows);
    web::open_cell(rows, columns[0], web::Cell::heading);
    rows << one.from.show(language);
    web::close_cell(rows, web::Cell::heading);
    web::text_cell(rows, columns[1], one.until.show(language));
    web::text_cell(rows, columns[2], std::to_string(one.working_days));
    web::text_cell(rows, columns[3],
                   one.request == 0 ? std::string(translate(msg::clock_last_day, language))
                                    : format(msg::clock_until_request, language, {std::to_string(one.request)}));
    web::close_row(rows);
  }
}

std::string round_words(const rules::Filing& filing, Language language) {
  const Round& soonest = filing.soonest;
  const Round& latest = filing.latest;
  const auto shown = [&](Date date) { return date.show(language); };
  if (soonest.results_before == latest.results_before)
    return format(msg::filing_round, language, {shown(latest.results_before), shown(latest.missed), shown(latest.asked_before)});
  return format(msg::filing_two_rounds, language,
                {shown(soonest.results_before), shown(soonest.asked_before), shown(latest.results_before)});
}

void papers_that_end(Html& out, const DossierView& view, Date results_before) {
  std::vector<const producers::Paper*> ending;
  for (const producers::Paper& paper : view.papers)
    if (rules::ends_before(paper.expires, results_before)) ending.push_back(&paper);
  if (ending.empty()) return;
  const Language language = out.language();
  out << "<p class=\"required\">"_h << format(msg::filing_papers_end, language, {results_before.show(language)})
      << "</p><ul class=\"papers\">"_h;
  for (const producers::Paper* paper : ending) {
    const std::string kind(translate(producers::label(paper->kind), language));
    out << "<li><a href=\""_h << web::link(language, "/producers/" + view.dossier.producer.text() + "/papers") << "\">"_h
        << (paper->title.empty() ? kind : paper->title) << "</a> <span class=\"small\">"_h
        << format(msg::paper_expires, language, {kind, paper->expires->show(language)}) << "</span></li>"_h;
  }
  out << "</ul>"_h;
}

}  // namespace

void completions_part(Html& out, const web::Form& form, const DossierView& view) {
  for (auto one = view.completions.rbegin(); one != view.completions.rend(); ++one) completion(out, form, view, *one);
}

void clock_part(Html& out, const http::Request& request, const DossierView& view) {
  if (!view.clock || (view.clock->stretches.size() < 2 && view.clock->last_day == view.clock->without_pause)) return;
  const Language language = out.language();
  const std::vector<web::Column> columns{
      {"from", msg::clock_from}, {"until", msg::clock_until}, {"days", msg::clock_days, true}, {"end", msg::clock_end}};
  out << "<section class=\"panel stack\"><h2>"_h << msg::clock_heading << "</h2>"_h;
  if (!view.clock->last_day)
    out << "<p role=\"status\">"_h
        << format(msg::clock_stands, language, {std::to_string(view.clock->used), std::to_string(rules::kCommuneWorkingDays)}) << "</p>"_h;
  if (!view.clock->stretches.empty())
    web::table(out, request, {msg::clock_caption, columns}, [&](Html& rows) { stretch_rows(rows, *view.clock, columns); });
  out << "<p>"_h << format(msg::clock_without, language, {view.clock->without_pause.show(language)})
      << "</p><p class=\"small\">"_h << msg::clock_teach << "</p></section>"_h;
}

void filing_part(Html& out, const DossierView& view) {
  if (!view.round || !view.relation.is(rules::Capacity::producer)) return;
  const Language language = out.language();
  out << "<section class=\"panel stack\"><h2>"_h << msg::filing_heading << "</h2>"_h;
  if (view.filing) {
    const std::string day = view.filing->last_day.show(language);
    out << "<p>"_h << format(view.filing->provisional ? msg::filing_last_day_provisional : msg::filing_last_day, language, {day})
        << "</p><p>"_h << round_words(*view.filing, language) << "</p>"_h;
  } else {
    out << "<p>"_h << format(msg::filing_expected, language, {view.round->results_before.show(language)}) << "</p>"_h;
  }
  out << "<p class=\"small\">"_h << msg::filing_more_rounds << "</p>"_h;
  papers_that_end(out, view, view.round->results_before);
  out << "</section>"_h;
}

}  // namespace ocop::evaluation::pages
