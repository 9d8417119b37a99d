// /rulebooks and /rulebooks/{code}/{set}.
#include <algorithm>
#include <array>

#include "kernel/i18n/translate.h"
#include "modules/marks/marks.h"
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/page_parts.h"

namespace ocop::rulebooks {
namespace {

using web::Html;
using web::operator""_h;

std::string star_words(int star, Language language) {
  return star == 1 ? std::string(translate(msg::page_one_star, language)) : format(msg::page_star_words, language, {std::to_string(star)});
}
// "3.3.a" -> "điểm a khoản 3 Điều 3"
std::string article_words(std::string_view article, Language language) {
  const std::size_t first = article.find('.'), second = article.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return {};
  return format(msg::page_article, language,
                {article.substr(second + 1), article.substr(first + 1, second - first - 1), article.substr(0, first)});
}
void lines(Html& out, const std::vector<Text>& texts, web::Markup kind) {
  for (const Text& text : texts) out << "<p class=\""_h << kind << "\">"_h << text.in(out.language()) << "</p>"_h;
}

// ---- the index -------------------------------------------------------------------------------------------------------------
void bands(Html& out, const Rulebook& rulebook) {
  const Language language = out.language();
  out << "<section class=\"stack\" aria-labelledby=\"bands\"><h2 id=\"bands\">"_h << msg::page_bands_heading
      << "</h2><ul class=\"bands\">"_h;
  for (std::size_t i = 0; i < rulebook.bands.size(); ++i) {
    const Band& band = rulebook.bands[i];
    out << "<li><strong>"_h << star_words(band.star, language) << "</strong> <span>"_h
        << (band.from > 0 ? format(msg::page_band_from, language, {std::to_string(band.from)})
                          : format(msg::page_band_below, language, {std::to_string(i > 0 ? rulebook.bands[i - 1].from : 0)}))
        << "</span>"_h;
    if (!band.article.empty()) out << " <span class=\"small\">"_h << article_words(band.article, language) << "</span>"_h;
    out << "</li>"_h;
  }
  out << "</ul><p>"_h << msg::page_bands_rule << "</p></section>"_h;
}

void set_item(Html& out, const Rulebook& rulebook, const Table& table) {
  out << "<li><a href=\""_h << web::link(out.language(), table_path(rulebook, table)) << "\">"_h << table.name.in(out.language())
      << "</a>"_h;
  if (table.missing) out << " <span class=\"small\">"_h << msg::page_incomplete << "</span>"_h;
  out << "</li>"_h;
}

void groups(Html& out, const Rulebook& rulebook) {
  out << "<ul class=\"groups\">"_h;
  std::string_view open;
  for (const auto& table : rulebook.tables) {
    const Group& group = table->group;
    if (group.code != open) {
      if (!open.empty()) out << "</ul></div></li>"_h;
      out << "<li>"_h;
      const web::Motif& motif = marks::motif_of_group(group.code);
      web::motif(out, motif, translate(motif.words, out.language()));
      out << "<div><h3>"_h << group.code << ". "_h << group.name.in(out.language()) << "</h3><ul class=\"sets\">"_h;
      open = group.code;
    }
    set_item(out, rulebook, *table);
  }
  if (!open.empty()) out << "</ul></div></li>"_h;
  out << "</ul>"_h;
}

void older(Html& out, const Rulebook& rulebook) {
  out << "<details class=\"panel\"><summary>"_h << rulebook.decision << ", "_h << in_force_words(rulebook, out.language())
      << "</summary><p>"_h << msg::page_older_teach << "</p>"_h;
  for (const Text& note : rulebook.notes) out << "<p>"_h << note.in(out.language()) << "</p>"_h;
  out << "<ul class=\"sets\">"_h;
  for (const auto& table : rulebook.tables) set_item(out, rulebook, *table);
  out << "</ul></details>"_h;
}

// ---- one table -------------------------------------------------------------------------------------------------------------
void record(Html& out, const Rulebook& rulebook, const Table& table) {
  const Language language = out.language();
  std::vector<web::Fact> facts{{msg::page_decision, rulebook.decision}, {msg::page_in_force, in_force_words(rulebook, language)}};
  if (!table.reference.vi.empty()) facts.push_back({msg::page_reference, table.reference.in(language)});
  if (!table.group.code.empty()) facts.push_back({msg::page_group, table.group.code + ". " + table.group.name.in(language)});
  std::string agencies;
  for (const Text& agency : table.lead_agencies) agencies += (agencies.empty() ? "" : "; ") + agency.in(language);
  if (!agencies.empty()) facts.push_back({msg::page_agencies, agencies});
  if (!table.reference.vi.empty())
    facts.push_back({msg::page_samples, table.sample_units > 0
                                            ? format(msg::page_samples_value, language, {std::to_string(table.sample_units)})
                                            : std::string(translate(msg::page_no_samples, language))});
  if (rulebook.certificate_months)
    facts.push_back({msg::page_certificate, format(msg::page_certificate_value, language, {std::to_string(*rulebook.certificate_months)})});
  facts.push_back({msg::page_code, format(msg::page_code_value, language, {table.code})});
  web::open_record(out, msg::page_record_heading);
  web::facts(out, facts);
  web::close_record(out, translate(msg::page_source_line, language), table.sources.empty() ? std::string_view{} : table.sources.front());
}

void knockouts(Html& out, const Table& table) {
  const bool inside =
      std::any_of(table.criteria.begin(), table.criteria.end(), [](const Criterion* criterion) { return !criterion->knockouts.empty(); });
  if (table.knockouts.empty() && !inside) return;
  out << "<section class=\"stack\" aria-labelledby=\"knockouts\"><h2 id=\"knockouts\">"_h << msg::page_knockouts_heading << "</h2><ul>"_h;
  for (const Knockout& knockout : table.knockouts) out << "<li>"_h << knockout.label.in(out.language()) << "</li>"_h;
  out << "</ul>"_h;
  if (inside) {
    out << "<p>"_h << msg::page_knockouts_inside << "</p><ul>"_h;
    for (const Criterion* criterion : table.criteria)
      for (const Text& line : criterion->knockouts)
        out << "<li><a href=\"#"_h << criterion_anchor(*criterion) << "\">"_h << criterion->code << "</a> "_h << line.in(out.language())
            << "</li>"_h;
    out << "</ul>"_h;
  }
  out << "</section>"_h;
}

const Option* option_of(const Criterion& criterion, const Floor& floor) {
  for (const Option& option : criterion.options)
    if (option.min_star == floor.star && option.points == floor.points) return &option;
  return nullptr;
}

void needs_of_star(Html& out, const Rulebook& rulebook, const Table& table, int star) {
  int count = 0, from = 0;
  for (const Criterion* criterion : table.criteria)
    count += static_cast<int>(
        std::count_if(criterion->floors.begin(), criterion->floors.end(), [&](const Floor& floor) { return floor.star == star; }));
  for (const Band& band : rulebook.bands) from = band.star == star ? band.from : from;
  out << "<details class=\"panel\"><summary>"_h
      << format(msg::page_needs_star, out.language(), {std::to_string(star), std::to_string(from), std::to_string(count)})
      << "</summary><ul>"_h;
  for (const Criterion* criterion : table.criteria)
    for (const Floor& floor : criterion->floors) {
      if (floor.star != star) continue;
      const Option* option = option_of(*criterion, floor);
      out << "<li><a href=\"#"_h << criterion_anchor(*criterion) << "\">"_h << criterion->code << " "_h
          << criterion->title.in(out.language()) << "</a>: "_h
          << (option ? option->label.in(out.language()) : points_words(floor.points, out.language())) << "</li>"_h;
    }
  out << "</ul></details>"_h;
}

void needs(Html& out, const Rulebook& rulebook, const Table& table) {
  out << "<section class=\"stack\" aria-labelledby=\"needs\"><h2 id=\"needs\">"_h << msg::page_needs_heading << "</h2><p>"_h
      << (rulebook.floor_rule ? msg::page_needs_teach : msg::page_no_floors) << "</p>"_h;
  if (rulebook.floor_rule)
    for (const int star : {3, 4, 5}) needs_of_star(out, rulebook, table, star);
  out << "</section>"_h;
}

void option_line(Html& out, const Option& option) {
  out << "<li><span class=\"what\">"_h << option.label.in(out.language()) << "</span> <span class=\"worth\"><strong>"_h
      << points_words(option.points, out.language()) << "</strong>"_h;
  if (option.min_star > 0)
    out << " <span class=\"needed\">"_h << format(msg::page_needed_for, out.language(), {std::to_string(option.min_star)}) << "</span>"_h;
  out << "</span></li>"_h;
}

void criterion_part(Html& out, const Criterion& criterion) {
  const Language language = out.language();
  out << "<article class=\"criterion\" id=\""_h << criterion_anchor(criterion) << "\"><h4>"_h << criterion.code << ". "_h
      << criterion.title.in(language) << " <span class=\"most\">"_h
      << format(msg::page_most_points, language, {std::to_string(criterion.max)}) << "</span></h4>"_h;
  lines(out, criterion.knockouts, "rejected"_h);
  lines(out, criterion.requirements, "required"_h);
  if (criterion.condition)
    out << "<p class=\"small\"><strong>"_h << msg::page_condition << "</strong> "_h << criterion.condition->in(language) << "</p>"_h;
  if (!criterion.cases.empty()) out << "<p class=\"small\">"_h << msg::page_one_case << "</p>"_h;
  std::string_view open_case;
  out << "<ol class=\"scale\">"_h;
  for (const Option& option : criterion.options) {
    if (option.case_code != open_case) {
      open_case = option.case_code;
      const auto named = criterion.cases.find(option.case_code);
      if (named != criterion.cases.end()) out << "<li class=\"case\"><strong>"_h << named->second.in(language) << "</strong></li>"_h;
    }
    option_line(out, option);
  }
  out << "</ol>"_h;
  lines(out, criterion.notes, "small"_h);
  out << "</article>"_h;
}

void section_part(Html& out, const Section& section) {
  out << "<section id=\"s-"_h << section.code << "\"><h3>"_h << section.code << ". "_h << section.title.in(out.language())
      << " <span class=\"most\">"_h << format(msg::page_most_points, out.language(), {std::to_string(section.max)}) << "</span></h3>"_h;
  std::string_view open;
  for (const Criterion& criterion : section.criteria) {
    if (criterion.parent != open) {
      open = criterion.parent;
      for (const Subsection& subsection : section.subsections)
        if (subsection.code == open)
          out << "<p class=\"under\">"_h << subsection.code << ". "_h << subsection.title.in(out.language()) << " <span class=\"most\">"_h
              << format(msg::page_most_points, out.language(), {std::to_string(subsection.max)}) << "</span></p>"_h;
    }
    criterion_part(out, criterion);
  }
  out << "</section>"_h;
}

void contents(Html& out, const Rulebook& rulebook, const Table& table) {
  out << "<nav class=\"side first rail\" aria-labelledby=\"contents\"><h2 class=\"small\" id=\"contents\">"_h << msg::page_contents
      << "</h2><ul class=\"contents\">"_h;
  for (const Part& part : table.parts) {
    out << "<li><a href=\"#p-"_h << part.code << "\">"_h << part.code << ". "_h << part.title.in(out.language()) << "</a><ul>"_h;
    for (const Section& section : part.sections)
      out << "<li><a href=\"#s-"_h << section.code << "\">"_h << section.code << ". "_h << section.title.in(out.language())
          << "</a></li>"_h;
    out << "</ul></li>"_h;
  }
  out << "</ul>"_h;
  web::link_button(out, msg::page_try, try_path(rulebook, table));
  out << "</nav>"_h;
}

void endings(Html& out, const Rulebook& rulebook, const Table& table) {
  if (!table.anomalies.empty()) {
    out << "<section class=\"stack\" aria-labelledby=\"slips\"><h2 id=\"slips\">"_h << msg::page_anomalies_heading << "</h2><p>"_h
        << msg::page_anomalies_teach << "</p><ul>"_h;
    for (const Text& anomaly : table.anomalies) out << "<li>"_h << anomaly.in(out.language()) << "</li>"_h;
    out << "</ul></section>"_h;
  }
  out << "<section class=\"stack\" aria-labelledby=\"reading\"><h2 id=\"reading\">"_h << msg::page_notes_heading << "</h2>"_h;
  if (rulebook.floor_rule) out << "<p>"_h << rulebook.floor_rule->in(out.language()) << "</p>"_h;
  for (const Text& note : rulebook.notes) out << "<p>"_h << note.in(out.language()) << "</p>"_h;
  out << "</section>"_h;
}

}  // namespace

void index_page(Html& out, const Library& library) {
  out << "<h1>"_h << msg::page_index_title << "</h1><p class=\"lead\">"_h << msg::page_index_lead << "</p>"_h;
  bool first = true;
  for (const Rulebook& rulebook : library.rulebooks()) {
    if (first) {
      out << "<h2>"_h << rulebook.name.in(out.language()) << "</h2><p class=\"small\">"_h << rulebook.decision << ", "_h
          << in_force_words(rulebook, out.language()) << "</p>"_h;
      groups(out, rulebook);
      bands(out, rulebook);
      out << "<h2>"_h << msg::page_older_heading << "</h2>"_h;
    } else {
      older(out, rulebook);
    }
    first = false;
  }
}

void table_page(Html& out, const Rulebook& rulebook, const Table& table) {
  const std::array crumbs{web::Crumb{std::string(translate(msg::page_index_title, out.language())), index_path()},
                          web::Crumb{table.name.in(out.language())}};
  web::crumbs(out, crumbs);
  out << "<h1>"_h << table.name.in(out.language()) << "</h1><p class=\"lead\">"_h << rulebook.name.in(out.language()) << "</p>"_h;
  if (table.missing) web::notice(out, message(*table.missing));
  out << "<div class=\"split\">"_h;
  contents(out, rulebook, table);
  out << "<div class=\"stack\">"_h;
  knockouts(out, table);
  needs(out, rulebook, table);
  for (const Part& part : table.parts) {
    out << "<section class=\"stack\" id=\"p-"_h << part.code << "\"><h2>"_h
        << format(msg::page_part, out.language(), {part.code, part.title.in(out.language())}) << " <span class=\"most\">"_h
        << format(msg::page_most_points, out.language(), {std::to_string(part.max)}) << "</span></h2>"_h;
    for (const Section& section : part.sections) section_part(out, section);
    out << "</section>"_h;
  }
  endings(out, rulebook, table);
  record(out, rulebook, table);
  out << "<p class=\"small\">"_h << msg::page_print_hint << "</p></div></div>"_h;
}

}  // namespace ocop::rulebooks
