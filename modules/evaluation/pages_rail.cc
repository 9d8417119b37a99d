#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
#include "modules/marks/marks.h"

// The rail: points by part, the star so far, what is missing for the next one. Always of one sheet, always by rulebooks::score.
namespace ocop::evaluation::pages {

using web::Html;
using web::operator""_h;

namespace {

// Where a criterion is answered: its own step for the producer, its place on the part's page for a member; readers see its rules.
std::string answer_path(const Dossier& dossier, const rulebooks::Table& table, RailFor whom, std::string_view code) {
  if (whom == RailFor::producer) return criterion_path(dossier.id, code);
  if (whom == RailFor::reader) return "/rulebooks/" + dossier.rulebook + "/" + dossier.product_set + "#" + criterion_anchor(code);
  const auto index = table.index_of(code);
  const std::string part = index ? std::string(1, table.part_of[*index]) : std::string();
  return dossier_path(dossier.id, "/sheet/" + part + "#" + criterion_anchor(code));
}

void criterion_links(Html& out, const Dossier& dossier, const rulebooks::Table& table, RailFor whom, std::span<const std::string> codes) {
  out << "<ul class=\"links\">"_h;
  for (const std::string& code : codes) {
    const rulebooks::Criterion* criterion = table.find(code);
    if (!criterion) continue;
    out << "<li><a href=\""_h << web::link(out.language(), answer_path(dossier, table, whom, code)) << "\">"_h
        << criterion_title(*criterion, out.language()) << "</a></li>"_h;
  }
  out << "</ul>"_h;
}

void cheapest_way(Html& out, const Dossier& dossier, const rulebooks::Table& table, RailFor whom, const rulebooks::Ladder& next) {
  if (!next.reachable() || next.rungs.empty()) return;
  const Language language = out.language();
  const std::string star = std::to_string(next.target);
  out << "<details><summary>"_h << format(msg::rail_way_heading, language, {star}) << "</summary><ul class=\"links\">"_h;
  for (const rulebooks::Rung& rung : next.rungs) {
    const rulebooks::Criterion& criterion = *table.criteria[rung.criterion];
    const rulebooks::Option& option = criterion.options[static_cast<std::size_t>(rung.to) - 1];
    out << "<li><a href=\""_h << web::link(language, answer_path(dossier, table, whom, criterion.code)) << "\">"_h
        << format(msg::rail_way_step, language, {criterion.code, option.label.in(language), std::to_string(rung.points)}) << "</a></li>"_h;
  }
  out << "</ul><p class=\"small\">"_h << format(msg::rail_way_after, language, {std::to_string(next.points_after)}) << "</p></details>"_h;
}

void next_star(Html& out, const Dossier& dossier, const rulebooks::Table& table, const Rail& rail, RailFor whom) {
  const Language language = out.language();
  if (!rail.shortfall) {
    out << "<p>"_h << msg::rail_top << "</p>"_h;
    return;
  }
  const rules::Shortfall& missing = *rail.shortfall;
  out << "<h3>"_h << format(msg::rail_next_heading, language, {std::to_string(missing.star)}) << "</h3><p>"_h;
  if (missing.points > Rational(0)) out << format(msg::rail_points_missing, language, {figure(missing.points, language)});
  else out << msg::rail_points_enough;
  out << "</p>"_h;
  if (!missing.floors.empty()) {
    out << "<p>"_h << msg::rail_floors_missing << "</p>"_h;
    criterion_links(out, dossier, table, whom, missing.floors);
  }
  if (whom == RailFor::producer && rail.next) cheapest_way(out, dossier, table, whom, *rail.next);
}

}  // namespace

std::string progress_words(const Rail& rail, Language language) {
  return format(msg::rail_progress, language, {std::to_string(rail.completeness.answered), std::to_string(rail.completeness.criteria),
                                               figure(rail.outcome.total, language)});
}

void rail(Html& out, const Dossier& dossier, const rulebooks::Table& table, const Rail& rail, RailFor whom, std::int64_t version) {
  const Language language = out.language();
  const rulebooks::Outcome& outcome = rail.outcome;
  out << "<span hidden data-version=\""_h << version << "\" data-progress=\""_h << progress_words(rail, language) << "\"></span><h2>"_h
      << (whom == RailFor::member ? msg::rail_heading_member : whom == RailFor::reader ? msg::rail_heading_reader : msg::rail_heading_self)
      << "</h2>"_h;
  out << "<p class=\"total\">"_h << format(msg::rail_total, language, {total_figure(outcome.total, dossier.settings, language)})
      << "</p>"_h;
  out << "<p>"_h;
  marks::stars_of_points(out, outcome.stars);
  out << "</p>"_h;
  if (!outcome.knockouts.empty()) out << "<p class=\"rejected\">"_h << msg::rail_knockout << "</p>"_h;
  for (const rulebooks::Part& part : table.parts) {
    const auto points = outcome.parts.find(part.code);
    const Rational value = points == outcome.parts.end() ? Rational(0) : points->second;
    web::bar(out, value.approximate(), part.max,
             format(msg::rail_part, language, {part.code, figure(value, language), std::to_string(part.max)}));
  }
  web::bar(out, rail.completeness.answered, rail.completeness.criteria,
           format(msg::rail_answered, language, {std::to_string(rail.completeness.answered), std::to_string(rail.completeness.criteria)}));
  if (whom == RailFor::producer && !rail.completeness.without_evidence.empty()) {
    const auto count = static_cast<long long>(rail.completeness.without_evidence.size());
    out << "<details><summary>"_h << ocop::count(msg::rail_without_evidence_one, msg::rail_without_evidence_many, count, language)
        << "</summary>"_h;
    criterion_links(out, dossier, table, whom, rail.completeness.without_evidence);
    out << "</details>"_h;
  }
  next_star(out, dossier, table, rail, whom);
}

void rail_box(Html& out, const Dossier& dossier, const rulebooks::Table& table, const Rail& content, RailFor whom, std::int64_t version) {
  out << "<aside class=\"side\" id=\"rail\"><div class=\"rail panel\" data-rail>"_h;
  rail(out, dossier, table, content, whom, version);
  out << "</div></aside>"_h;
}

http::Response rail_fragment(const http::Request& request, const Dossier& dossier, const rulebooks::Table& table, const Rail& content,
                             RailFor whom, std::int64_t version) {
  Html out(request.language);
  rail(out, dossier, table, content, whom, version);
  return http::Response::html(out.take());
}

}  // namespace ocop::evaluation::pages
