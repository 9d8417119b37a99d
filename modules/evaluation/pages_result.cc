#include <algorithm>
#include <map>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
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
  if (view.outcome.stars < rulebooks::kLeastRecognised) out << "<p>"_h << msg::result_unrecognised << "</p>"_h;
  const Message& spread = rules::spread_exceeds(view.stored.spread, settings) ? msg::result_spread_wide : msg::result_spread;
  out << "<p>"_h << format(spread, language, {figure(view.stored.spread, language), std::to_string(settings.spread_limit),
                                              std::to_string(view.stored.sheets), std::to_string(view.stored.seats)}) << "</p>"_h;
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
        rows << criterion_title(*table.criteria[i], rows.language());
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
      rows << seat_words(member.seat, member.name, rows.language());
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

Response result_page(const Context& context, const Request& request, const ResultView& view) {
  const std::string title(translate(msg::result_title, request.language));
  const Dossier& dossier = view.view.dossier;
  return web::page(context.site, request, options(title + " · " + dossier.product_name, *view.view.table, web::Width::wide),
                   [&](Html& out) {
                     head(out, dossier, title);
                     out << "<h1>"_h << dossier.product_name << "</h1><div class=\"split\"><div class=\"stack\">"_h;
                     decided(out, context, request, dossier);
                     verdict(out, view);
                     knockouts(out, view);
                     shortfall(out, view);
                     if (dossier.state == State::closed && view.view.relation.is(rules::Capacity::provincial_body)) {
                       out << "<p class=\"acts\">"_h;
                       web::link_button(out, msg::overview_go_decision, "/decisions/" + dossier.id.text());
                       out << "</p>"_h;
                     }
                     out << "<h2>"_h << msg::result_criteria << "</h2><p class=\"small\">"_h << msg::result_dots_legend << "</p>"_h;
                     criteria(out, request, view);
                     members(out, request, view);
                     out << "</div><aside class=\"side\">"_h;
                     record(out, context, view.view);
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
}

}  // namespace ocop::evaluation::pages
