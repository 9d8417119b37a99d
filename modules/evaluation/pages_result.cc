#include <algorithm>
#include <map>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_positions.h"
#include "modules/marks/marks.h"

// The result: what was missed first, then parts, then every criterion with the members' points as dots and as numbers.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

void verdict(Html& out, const ResultView& view) {
  const Settings& settings = view.view.dossier.settings;
  const Language language = out.language();
  out << "<p class=\"verdict\">"_h;
  marks::stars_of_points(out, view.outcome.stars);
  out << "</p><p class=\"total\">"_h << format(msg::rail_total, language, {total_figure(view.outcome.total, settings, language)})
      << "</p>"_h;
  for (const rulebooks::Part& part : view.view.table->parts) {
    const auto found = view.outcome.parts.find(part.code);
    const Rational value = found == view.outcome.parts.end() ? Rational(0) : found->second;
    web::bar(out, value.approximate(), part.max,
             format(msg::result_part, language,
                    {part.code, part.title.in(language), figure(value, language), std::to_string(part.max)}));
  }
  out << "<p class=\"small\"><a href=\""_h << web::link(language, law_path(*view.view.rulebook, *view.view.table, "bands")) << "\">"_h
      << msg::result_law_bands << "</a></p>"_h;
  if (view.outcome.stars < rulebooks::kLeastRecognised) out << "<p>"_h << msg::result_unrecognised << "</p>"_h;
  if (view.view.dossier.positions == Positions::agreed) {
    out << "<p>"_h
        << format(msg::positions_result_counted, language, {std::to_string(view.stored.sheets), std::to_string(view.stored.seats)})
        << "</p>"_h;
    return;
  }
  const Message& spread = rules::spread_exceeds(view.stored.spread, settings) ? msg::result_spread_wide : msg::result_spread;
  out << "<p>"_h << format(spread, language, {figure(view.stored.spread, language), limit_figure(settings, language),
                                              std::to_string(view.stored.sheets), std::to_string(view.stored.seats)}) << "</p>"_h;
}

// 90 points without a floor of five stars: whom the province's regulation has asked (article 7.3e goes by the points).
void potential_five(Html& out, const ResultView& view) {
  constexpr int kFive = 5;
  if (view.outcome.band != kFive || view.outcome.stars >= kFive || view.outcome.stars < rulebooks::kLeastRecognised) return;
  out << "<p>"_h
      << format(msg::result_potential_five, out.language(),
                {std::string(translate(label_of(view.view.dossier.settings.potential_five), out.language()))})
      << "</p>"_h;
}

// "What would have made it 4 stars": points to the band and, criterion by criterion, the least level the table prints.
void shortfall(Html& out, const ResultView& view) {
  const Language language = out.language();
  if (!view.shortfall) {
    out << "<p>"_h << msg::rail_top << "</p>"_h;
    return;
  }
  const rules::Shortfall& missing = *view.shortfall;
  const std::string star = std::to_string(missing.star);
  out << "<section class=\"panel\"><h2>"_h << format(msg::result_missing_heading, language, {star}) << "</h2><ul>"_h;
  if (missing.knockout) out << "<li>"_h << msg::result_missing_knockout << "</li>"_h;
  if (missing.points > Rational(0))
    out << "<li>"_h << format(msg::result_missing_points, language, {figure(missing.points, language), star}) << "</li>"_h;
  for (const std::string& code : missing.floors) {
    const std::string words = missed_floor(*view.view.table, code, missing.star, view.outcome, language);
    if (!words.empty()) out << "<li>"_h << words << "</li>"_h;
  }
  out << "</ul></section>"_h;
}

void knockouts(Html& out, const ResultView& view) {
  if (view.outcome.knockouts.empty()) return;
  out << "<section class=\"panel\"><h2>"_h << msg::result_knockouts << "</h2><ul>"_h;
  for (const MemberResult& member : view.members)
    for (const KnockoutTick& tick : member.knockouts) {
      out << "<li><strong>"_h << knockout_label(*view.view.table, tick.code, out.language()) << "</strong>: <span class=\"prose\">"_h
          << tick.reason << "</span> <span class=\"small\">"_h << seat_words(member.seat, member.name, out.language()) << "</span></li>"_h;
    }
  out << "</ul></section>"_h;
}

// One dot a member on a line from 0 to the criterion's maximum; equal points are stacked. The numbers stand in the next cell.
void dots(Html& out, const rulebooks::CriterionResult& result, int most) {
  constexpr int kLeft = 8, kLine = 144, kGround = 36, kStep = 9;   // units of the drawing; 160 × 44
  const auto x = [&](int points) { return kLeft + (most > 0 ? kLine * points / most : 0); };
  out << "<svg class=\"dots\" viewBox=\"0 0 160 44\" width=\"160\" height=\"44\" aria-hidden=\"true\" focusable=\"false\">"
         "<path class=\"dots-line\" d=\"M8 36h144\"/>"_h;
  const auto mean = kLeft + (most > 0 ? static_cast<int>(kLine * result.mean.approximate() / most) : 0);
  out << "<path class=\"dots-mean\" d=\"M"_h << mean << " 40v-38\"/>"_h;
  std::map<int, int> stacked;
  for (const int points : result.points) {
    const int height = std::min(stacked[points]++, 3);   // a fourth equal point lies on the third: the number beside says it
    out << "<circle cx=\""_h << x(points) << "\" cy=\""_h << kGround - kStep * height << "\" r=\"5\"/>"_h;
  }
  out << "</svg>"_h;
}

std::string joined(const std::vector<int>& points) {
  std::string out;
  for (const int value : points) out += (out.empty() ? "" : " · ") + std::to_string(value);
  return out;
}

void criteria(Html& out, const Request& request, const ResultView& view) {
  const std::vector<web::Column> columns{{"criterion", msg::column_criterion},
                                         {"dots", msg::result_column_dots},
                                         {"each", msg::result_column_each},
                                         {"mean", msg::result_column_mean, true},
                                         {"most", msg::result_column_most, true}};
  const rulebooks::Table& table = *view.view.table;
  for (const rulebooks::Part& part : table.parts) {
    const std::string heading =
        format(msg::part_heading, out.language(), {part.code, part.title.in(out.language()), std::to_string(part.max)});
    web::table(out, request, {same(heading), columns}, [&](Html& rows) {
      for (std::size_t i = 0; i < table.criteria.size(); ++i) {
        if (part.code.empty() || table.part_of[i] != part.code[0]) continue;
        const rulebooks::CriterionResult& result = view.outcome.criteria[i];
        web::open_row(rows);
        web::open_cell(rows, columns[0], web::Cell::heading);
        rows << "<a href=\""_h << web::link(rows.language(), figure_path(view.view.dossier.id, table.criteria[i]->code)) << "\">"_h
             << criterion_title(*table.criteria[i], rows.language()) << "</a>"_h;
        web::close_cell(rows, web::Cell::heading);
        web::open_cell(rows, columns[1]);
        dots(rows, result, table.criteria[i]->max);
        web::close_cell(rows);
        web::text_cell(rows, columns[2], joined(result.points));
        web::text_cell(rows, columns[3], figure(result.mean, rows.language()));
        web::text_cell(rows, columns[4], std::to_string(table.criteria[i]->max));
        web::close_row(rows);
      }
    });
  }
}

void members(Html& out, const Request& request, const ResultView& view) {
  const std::vector<web::Column> columns{{"member", msg::closing_member}, {"total", msg::column_points, true}};
  web::table(out, request, {msg::result_members, columns}, [&](Html& rows) {
    for (const MemberResult& member : view.members) {
      web::open_row(rows);
      web::open_cell(rows, columns[0], web::Cell::heading);
      rows << "<a href=\""_h << web::link(rows.language(), member_path(view.view.dossier.id, member.seat)) << "\">"_h
           << seat_words(member.seat, member.name, rows.language()) << "</a>"_h;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, columns[1], figure(member.outcome.total, rows.language()));
      web::close_row(rows);
    }
  });
  out << "<h2>"_h << msg::result_opinions << "</h2>"_h;
  bool any = false;
  for (const rulebooks::Part& part : view.view.table->parts)
    for (const MemberResult& member : view.members)
      for (const Opinion& opinion : member.opinions) {
        if (opinion.part != part.code || opinion.text.empty()) continue;
        any = true;
        out << "<figure class=\"opinion\"><figcaption class=\"small\">"_h
            << format(msg::result_opinion_by, out.language(), {seat_words(member.seat, member.name, out.language()), part.code})
            << "</figcaption><blockquote class=\"prose\">"_h << opinion.text << "</blockquote></figure>"_h;
      }
  if (!any) out << "<p class=\"small\">"_h << msg::result_no_opinions << "</p>"_h;
}

// Seats that were given up; the ground and the name to whoever may know them.
void gave_up(Html& out, const ResultView& view) {
  if (view.conflicts.empty()) return;
  out << "<h2>"_h << msg::conflicts_heading << "</h2><ul>"_h;
  for (const ConflictOfInterest& one : view.conflicts) {
    out << "<li>"_h << given_up_words(one, view.view.names, out.language());
    if (!one.ground.empty()) out << " <span class=\"prose\">"_h << one.ground << "</span>"_h;
    out << "</li>"_h;
  }
  out << "</ul>"_h;
}

void papers_to_sign(Html& out, const Dossier& dossier) {
  out << "<h2>"_h << msg::forms_heading << "</h2><ul class=\"links\">"_h;
  const std::pair<const Message*, std::string_view> papers[] = {{&msg::minutes_pdf, "/minutes.pdf"},
                                                                {&msg::minutes_docx, "/minutes.docx"},
                                                                {&msg::council_report_pdf, "/council-report.pdf"},
                                                                {&msg::council_report_docx, "/council-report.docx"}};
  for (const auto& [words, rest] : papers)
    out << "<li><a href=\""_h << web::link(out.language(), dossier_path(dossier.id, rest)) << "\">"_h << *words << "</a></li>"_h;
  out << "</ul>"_h;
}

Response result_page(const Context& context, const Request& request, const ResultView& view) {
  const std::string title(translate(msg::result_title, request.language));
  const Dossier& dossier = view.view.dossier;
  return web::page(context.site, request, options(title + " · " + dossier.product_name, *view.view.table, web::Width::wide),
                   [&](Html& out) {
                     head(out, dossier, title);
                     out << "<h1>"_h << dossier.product_name << "</h1><div class=\"split\"><div class=\"stack\">"_h;
                     decided(out, context, request, dossier);
                     adopted_note(out, dossier);
                     verdict(out, view);
                     positions_way(out, dossier);
                     knockouts(out, view);
                     shortfall(out, view);
                     potential_five(out, view);
                     own_panels(out, context, view.view);
                     if (dossier.state == State::closed && view.view.relation.is(rules::Capacity::provincial_body)) {
                       out << "<p class=\"acts\">"_h;
                       web::link_button(out, msg::overview_go_decision, "/decisions/" + dossier.id.text());
                       out << "</p>"_h;
                     }
                     decisive(out, dossier, *view.view.table, view.decisive, view.view.papers);
                     out << "<details class=\"panel\"><summary>"_h << msg::decisive_rest << "</summary><h2>"_h << msg::result_criteria
                         << "</h2><p class=\"small\">"_h << msg::result_dots_legend << "</p>"_h;
                     criteria(out, request, view);
                     out << "</details>"_h;
                     members(out, request, view);
                     positions_list(out, view.positions, view.view.names);
                     versions(out, request, view);
                     discussions(out, view.discussions, view.view.names);
                     gave_up(out, view);
                     out << "</div><aside class=\"side\">"_h;
                     record(out, context, view.view);
                     papers_to_sign(out, dossier);
                     out << "<p class=\"acts\">"_h;
                     web::link_button(out, msg::result_replay, dossier_path(dossier.id, "/result.json"), web::ButtonKind::quiet);
                     out << "</p><p class=\"small\">"_h << msg::result_replay_teach << "</p>"_h;
                     out << "<p class=\"small\">"_h << format(msg::result_logged, request.language, {std::to_string(view.stored.log_index)})
                         << "</p></aside></div>"_h;
                   });
}

Result<Response> show_result(const Context& context, const Call<>& call, DossierId id) {
  OCOP_TRY(view, context.service.result(call.actor, id));
  return result_page(context, call.request, view);
}

}  // namespace

void add_result(http::Router& router, const Owner& owner) {
  http::Table(router, owner).get("/dossiers/{id}/result", Policy::signed_in(), show_result, "The result of a closed dossier");
  add_figures(router, owner);
}

}  // namespace ocop::evaluation::pages
