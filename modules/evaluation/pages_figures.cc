#include <algorithm>
#include <array>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// Every figure opens: from a criterion's mean to the sheets, from a sheet to its options, from both to the table that prints them.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

std::string figure_path(DossierId id, std::string_view code) { return dossier_path(id, "/result/criteria/" + std::string(code)); }
std::string member_path(DossierId id, int seat) { return dossier_path(id, "/result/sheets/" + std::to_string(seat)); }
std::string law_path(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, std::string_view anchor) {
  return "/rulebooks/" + rulebook.code + "/" + table.code + "#" + std::string(anchor);
}

namespace {

void crumbs(Html& out, const ResultView& view, std::string_view here) {
  const Language language = out.language();
  const Dossier& dossier = view.view.dossier;
  const std::array way{web::Crumb{in(msg::crumb_work, language), "/work"},
                       web::Crumb{format(msg::crumb_dossier, language, {dossier.number}), dossier_path(dossier.id)},
                       web::Crumb{in(msg::result_title, language), dossier_path(dossier.id, "/result")}, web::Crumb{std::string(here)}};
  web::crumbs(out, way);
}

// "(3 + 2 + 3) : 3"
std::string reckoning(const std::vector<int>& points) {
  std::string out;
  for (const int one : points) out += (out.empty() ? "" : " + ") + std::to_string(one);
  return "(" + out + ") : " + std::to_string(points.size());
}

// Where the decision says it: the table, and the articles on means and bands.
void law(Html& out, const ResultView& view, std::string_view anchor) {
  const rulebooks::Table& table = *view.view.table;
  const Language language = out.language();
  const std::string where = table.reference.vi.empty() ? table.name.in(language) : table.reference.in(language);
  out << "<p class=\"small\"><a href=\""_h << web::link(language, law_path(*view.view.rulebook, table, anchor)) << "\">"_h
      << format(msg::figure_law, language, {view.view.rulebook->decision, where}) << "</a></p>"_h;
}

void sheets_of(Html& out, const Request& request, const ResultView& view, std::size_t at) {
  const rulebooks::Criterion& criterion = *view.view.table->criteria[at];
  const std::vector<web::Column> columns{
      {"member", msg::closing_member}, {"option", msg::figure_option}, {"points", msg::column_points, true}};
  web::table(out, request, {msg::figure_sheets, columns}, [&](Html& rows) {
    for (const MemberResult& member : view.members) {
      const int option = member.sheet.answers[at];
      web::open_row(rows);
      web::link_cell(rows, columns[0], seat_words(member.seat, member.name, rows.language()),
                     member_path(view.view.dossier.id, member.seat));
      web::text_cell(rows, columns[1], option_words(criterion, option, rows.language()));
      web::text_cell(rows, columns[2], std::to_string(member.outcome.criteria[at].points.front()));
      web::close_row(rows);
    }
  });
}

void floors(Html& out, const ResultView& view, std::size_t at) {
  const rulebooks::Criterion& criterion = *view.view.table->criteria[at];
  if (criterion.floors.empty()) return;
  const Language language = out.language();
  out << "<h2>"_h << msg::figure_floors << "</h2><ul>"_h;
  for (const rulebooks::Floor& floor : criterion.floors) {
    const bool missed = std::ranges::find(view.outcome.floors_missed, rulebooks::MissedFloor{floor.star, criterion.code}) !=
                        view.outcome.floors_missed.end();
    out << "<li>"_h << format(missed ? msg::figure_floor_missed : msg::figure_floor_met, language,
                              {std::to_string(floor.star), std::to_string(floor.points)}) << "</li>"_h;
  }
  out << "</ul><p class=\"small\">"_h
      << (view.view.dossier.settings.floor_basis == rulebooks::FloorBasis::mean ? msg::figure_floor_mean : msg::figure_floor_every)
      << "</p>"_h;
}

Result<Response> show_figure(const Context& context, const Call<>& call, DossierId id, std::string_view code) {
  OCOP_TRY(view, context.service.result(call.actor, id));
  const rulebooks::Table& table = *view.view.table;
  const auto at = table.index_of(code);
  if (!at) return Error::of(ErrorKind::not_found, "no such criterion");
  const rulebooks::CriterionResult& result = view.outcome.criteria[*at];
  const std::string title = criterion_title(*table.criteria[*at], call.language());
  return web::page(context.site, call.request, options(title, table, web::Width::text), [&](Html& out) {
    crumbs(out, view, title);
    out << "<h1>"_h << title << "</h1><p class=\"total\">"_h
        << format(msg::figure_mean, out.language(), {figure(result.mean, out.language()), std::to_string(table.criteria[*at]->max),
                                                     reckoning(result.points)}) << "</p>"_h;
    sheets_of(out, call.request, view, *at);
    floors(out, view, *at);
    law(out, view, criterion_anchor(code));
  });
}

void answers_of(Html& out, const Request& request, const ResultView& view, const MemberResult& member) {
  const rulebooks::Table& table = *view.view.table;
  const std::vector<web::Column> columns{
      {"criterion", msg::column_criterion}, {"option", msg::figure_option}, {"points", msg::column_points, true}};
  web::table(out, request, {msg::figure_answers, columns}, [&](Html& rows) {
    for (std::size_t i = 0; i < table.criteria.size(); ++i) {
      web::open_row(rows);
      web::link_cell(rows, columns[0], criterion_title(*table.criteria[i], rows.language()),
                     figure_path(view.view.dossier.id, table.criteria[i]->code));
      web::text_cell(rows, columns[1], option_words(*table.criteria[i], member.sheet.answers[i], rows.language()));
      web::text_cell(rows, columns[2], std::to_string(member.outcome.criteria[i].points.front()));
      web::close_row(rows);
    }
  });
}

Result<Response> show_member(const Context& context, const Call<>& call, DossierId id, int seat) {
  OCOP_TRY(view, context.service.result(call.actor, id));
  const auto member = std::ranges::find(view.members, seat, &MemberResult::seat);
  if (member == view.members.end()) return Error::of(ErrorKind::not_found, "no such sheet");
  const std::string title = seat_words(seat, member->name, call.language());
  return web::page(context.site, call.request, options(title, *view.view.table, web::Width::text), [&](Html& out) {
    crumbs(out, view, title);
    const Language language = out.language();
    out << "<h1>"_h << format(msg::figure_sheet_of, language, {title}) << "</h1><p class=\"total\">"_h
        << format(msg::rail_total, language, {figure(member->outcome.total, language)}) << "</p>"_h;
    answers_of(out, call.request, view, *member);
    law(out, view, "bands");
  });
}

}  // namespace

void add_figures(http::Router& router, const Owner& owner) {
  http::Table(router, owner)
      .get("/dossiers/{id}/result/criteria/{code}", Policy::signed_in(), show_figure, "How the figure of a criterion came about")
      .get("/dossiers/{id}/result/sheets/{seat}", Policy::signed_in(), show_member, "A sheet of the council behind a result");
}

}  // namespace ocop::evaluation::pages
