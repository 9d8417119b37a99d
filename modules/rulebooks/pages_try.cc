// /rulebooks/{code}/{set}/try: tick, send, see. Works without JavaScript and keeps nothing.
#include <array>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/marks/marks.h"
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/page_parts.h"

namespace ocop::rulebooks {
namespace {

using web::Html;
using web::operator""_h;

constexpr std::string_view kKnockoutField = "knockout";

void answer_link(Html& out, const Criterion& criterion) {
  out << "<a href=\"#"_h << criterion_anchor(criterion) << "\">"_h << criterion.code << " "_h << criterion.title.in(out.language())
      << "</a>"_h;
}

void verdict(Html& out, const Outcome& outcome, const Settings& settings) {
  const Language language = out.language();
  const std::string total = text::decimal(show(outcome.total, settings), language);
  marks::stars_of_points(out, outcome.stars);
  if (!outcome.knockouts.empty()) out << "<p><strong>"_h << msg::try_knocked_out << "</strong></p>"_h;
  else if (outcome.stars < outcome.band)
    out << "<p><strong>"_h << format(msg::try_held_down, language, {total, std::to_string(outcome.band), std::to_string(outcome.stars)})
        << "</strong></p>"_h;
  else out << "<p><strong>"_h << format(msg::try_by_points, language, {total, std::to_string(outcome.stars)}) << "</strong></p>"_h;
}

void parts(Html& out, const Table& table, const Outcome& outcome, const Settings& settings) {
  for (const Part& part : table.parts) {
    const auto mean = outcome.parts.find(part.code);
    if (mean == outcome.parts.end()) continue;
    const std::string label = format(msg::try_part_bar, out.language(),
                                     {part.code, text::decimal(show(mean->second, settings), out.language()), std::to_string(part.max)});
    web::bar(out, mean->second.approximate(), part.max, label);
  }
}

// The floors that stand between this sheet and the star its points would give, and the next one.
void missed(Html& out, const Table& table, const Outcome& outcome) {
  if (outcome.floors_missed.empty()) return;
  out << "<h3>"_h << msg::try_missed_heading << "</h3><ul>"_h;
  for (const MissedFloor& floor : outcome.floors_missed) {
    const Criterion& criterion = *table.find(floor.criterion);
    out << "<li>"_h;
    answer_link(out, criterion);
    for (const Option& option : criterion.options)
      if (option.min_star == floor.star)
        out << " <span class=\"small\">"_h
            << format(msg::try_missed_line, out.language(), {std::to_string(floor.star), option.label.in(out.language())}) << "</span>"_h;
    out << "</li>"_h;
  }
  out << "</ul>"_h;
}

void next(Html& out, const Rulebook& rulebook, const Table& table, const Sheet& sheet) {
  const Language language = out.language();
  const auto way = next_star(rulebook, table, sheet);
  if (!way) return;
  const std::string star = std::to_string(way->target);
  out << "<h3>"_h << format(msg::try_next_heading, language, {star}) << "</h3>"_h;
  if (!way->reachable()) {
    out << "<p>"_h << format(msg::try_next_none, language, {star}) << "</p>"_h;
    return;
  }
  out << "<p>"_h << format(msg::try_next_teach, language, {std::to_string(way->points_before), std::to_string(way->points_after)})
      << "</p><ol>"_h;
  for (const Rung& rung : way->rungs) {
    const Criterion& criterion = *table.criteria[rung.criterion];
    out << "<li>"_h;
    answer_link(out, criterion);
    out << " <span class=\"small\">"_h << ticked(criterion, rung.to)->label.in(language) << " (+"_h << rung.points << ")</span></li>"_h;
  }
  out << "</ol>"_h;
}

void result(Html& out, const Rulebook& rulebook, const Table& table, const Trial& trial, const Settings& settings) {
  out << "<section class=\"panel stack\" aria-labelledby=\"result\" id=\"outcome\"><h2 id=\"result\">"_h << msg::try_result_heading
      << "</h2>"_h;
  verdict(out, *trial.outcome, settings);
  missed(out, table, *trial.outcome);
  next(out, rulebook, table, *trial.sheet);
  parts(out, table, *trial.outcome, settings);
  out << "</section>"_h;
}

void criterion_field(Html& out, const web::Form& form, const Criterion& criterion) {
  const Language language = out.language();
  std::vector<web::Option> options;
  for (std::size_t i = 0; i < criterion.options.size(); ++i) {
    const Option& option = criterion.options[i];
    const auto named = criterion.cases.find(option.case_code);
    const std::string label =
        named == criterion.cases.end() ? option.label.in(language) : named->second.in(language) + ": " + option.label.in(language);
    options.push_back({std::to_string(i + 1), label, option_worth(option, language)});
  }
  options.push_back({std::to_string(kUnticked), std::string(translate(msg::try_unticked, language)), points_words(0, language)});
  const std::string vi = criterion.code + ". " + criterion.title.vi, en = criterion.code + ". " + criterion.title.en;
  out << "<div id=\""_h << criterion_anchor(criterion) << "\">"_h;
  web::radio_cards(out, form, {.name = criterion.code, .label = Message{vi, en}, .value = std::to_string(kUnticked)}, options);
  out << "</div>"_h;
}

void knockout_fields(Html& out, const web::Form& form, const Table& table) {
  std::vector<std::pair<std::string, Text>> all;
  for (const Knockout& knockout : table.knockouts) all.emplace_back(knockout.code, knockout.label);
  for (const Criterion* criterion : table.criteria)
    if (!criterion->knockouts.empty())
      all.emplace_back(criterion->code, Text{criterion->code + ". " + criterion->knockouts.front().vi,
                                             criterion->code + ". " + criterion->knockouts.front().en});
  if (all.empty()) return;
  out << "<fieldset><legend>"_h << msg::try_knockouts << "</legend>"_h;
  for (const auto& [code, label] : all) {
    // One box a reason, each with its own name: "knockout.forged".
    const bool was = form.values && form.values->find(std::string(kKnockoutField) + "." + code).has_value();
    web::check_field(
        out, form, {.name = std::string(kKnockoutField) + "." + code, .label = message(label), .value = was ? "1" : "", .required = false});
  }
  out << "</fieldset>"_h;
}

}  // namespace

Result<Sheet> read_trial(const Table& table, const http::Fields& form) {
  Sheet sheet{.member = {}, .answers = std::vector<std::int8_t>(table.criteria.size(), kUnticked), .knockouts = {}};
  Error error{ErrorKind::invalid_input, {}, "trial form"};
  for (std::size_t c = 0; c < table.criteria.size(); ++c) {
    const Criterion& criterion = *table.criteria[c];
    const std::string_view value = form.get(criterion.code);
    if (value.empty()) continue;
    int option = -1;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), option);
    if (fault != std::errc{} || end != value.data() + value.size() || option < 0 || option > static_cast<int>(criterion.options.size()))
      error.problems.push_back({criterion.code,
                                std::string(text::cut(value, kMaxProblemText)),
                                "0.." + std::to_string(criterion.options.size()),
                                msg::try_bad_option,
                                {criterion.code}});
    else sheet.answers[c] = static_cast<std::int8_t>(option);
  }
  for (const auto& [name, value] : form.items())
    if (name.starts_with(kKnockoutField) && name.size() > kKnockoutField.size() + 1 && !value.empty())
      sheet.knockouts.push_back(name.substr(kKnockoutField.size() + 1));
  if (!error.problems.empty()) return error;
  return sheet;
}

void try_page(Html& out, const http::Request& request, const Rulebook& rulebook, const Table& table, const Trial& trial,
              const Settings& settings) {
  const Language language = out.language();
  const std::array crumbs{web::Crumb{std::string(translate(msg::page_index_title, language)), index_path()},
                          web::Crumb{table.name.in(language), table_path(rulebook, table)},
                          web::Crumb{std::string(translate(msg::page_try, language))}};
  web::crumbs(out, crumbs);
  out << "<h1>"_h << format(msg::try_title, language, {table.name.in(language)}) << "</h1><p class=\"lead\">"_h << msg::try_lead
      << "</p>"_h;
  if (table.missing) web::notice(out, message(*table.missing));
  if (trial.outcome) result(out, rulebook, table, trial, settings);
  const bool sent = trial.outcome || trial.error;
  const web::Form form{request, trial.error, sent ? &request.form : nullptr};
  web::open_form(out, form, try_path(rulebook, table));
  web::error_summary(out, form);
  for (const Part& part : table.parts) {
    out << "<h2>"_h << format(msg::page_part, language, {part.code, part.title.in(language)}) << "</h2>"_h;
    for (const Section& section : part.sections) {
      out << "<h3>"_h << section.code << ". "_h << section.title.in(language) << "</h3>"_h;
      for (const Criterion& criterion : section.criteria) criterion_field(out, form, criterion);
    }
  }
  knockout_fields(out, form, table);
  out << "<div class=\"acts\">"_h;
  web::button(out, msg::try_submit);
  web::link_button(out, msg::try_back, table_path(rulebook, table), web::ButtonKind::quiet);
  out << "</div>"_h;
  web::close_form(out);
}

}  // namespace ocop::rulebooks
