#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/items/items.h"
#include "modules/ladders/messages.h"
#include "modules/ladders/pages.h"

// Steps as a staircase and as a table, and plans with what is done of them.
namespace ocop::ladders {

using web::Html;
using web::operator""_h;

std::string price_words(const rulebooks::Price& price, Language language) {
  return format(msg::price_words, language, {items::show_money(price.money, language), std::to_string(price.months)});
}
std::string estimate_words(Language language) {
  return format(msg::prices_are_estimates, language, {price_words(rulebooks::kUsualPrice, language)});
}
std::string criterion_label(const rulebooks::Table& table, std::string_view criterion, Language language) {
  const rulebooks::Criterion* found = table.find(criterion);
  return std::string(criterion) + (found ? ". " + found->title.in(language) : "");
}
std::string option_label(const rulebooks::Table& table, std::string_view criterion, int option, Language language) {
  const rulebooks::Criterion* found = table.find(criterion);
  if (!found || option < 1 || option > static_cast<int>(found->options.size())) return in(msg::unticked, language);
  return found->options[static_cast<std::size_t>(option - 1)].label.in(language);
}

namespace {

// The picture, in its own units: 320 × 170, a line at each star's points, a stair a step. The table below says the same.
constexpr int kLeft = 8, kRight = 312, kGround = 160, kHeight = 150, kFullPoints = 100;
int y_of(int points) { return kGround - kHeight * points / kFullPoints; }

void picture(Html& out, const rulebooks::Rulebook& rulebook, const rulebooks::Ladder& ladder) {
  out << "<svg class=\"stairs\" viewBox=\"0 0 320 170\" width=\"320\" height=\"170\" aria-hidden=\"true\" focusable=\"false\">"_h;
  for (const rulebooks::Band& band : rulebook.bands)
    if (band.star >= rulebooks::kLeastRecognised)
      out << "<path class=\"stairs-band\" d=\"M"_h << kLeft << " "_h << y_of(band.from) << "H"_h << kRight << "\"/><text x=\""_h << kRight
          << "\" y=\""_h << y_of(band.from) - 3 << "\">"_h << band.star << "★</text>"_h;
  const int stairs = static_cast<int>(ladder.rungs.size()) + 1;
  const auto x = [&](int stair) { return kLeft + (kRight - kLeft) * stair / stairs; };
  out << "<path class=\"stairs-line\" d=\"M"_h << x(0) << " "_h << y_of(ladder.points_before) << "H"_h << x(1);
  for (int i = 0; i + 1 < stairs; ++i)
    out << "V"_h << y_of(ladder.rungs[static_cast<std::size_t>(i)].total) << "H"_h << x(i + 2);
  out << "\"/></svg>"_h;
}

std::string raise_words(const rulebooks::Table& table, std::string_view criterion, int from, int to, Language language) {
  return format(msg::from_to, language, {option_label(table, criterion, from, language), option_label(table, criterion, to, language)});
}

}  // namespace

void show_steps(Html& out, const http::Request& request, const View& view) {
  picture(out, *view.rulebook, view.ladder);
  const std::vector<web::Column> columns{{"criterion", msg::column_criterion}, {"to", msg::column_to},
                                         {"points", msg::column_gain, true},   {"cost", msg::column_money},
                                         {"after", msg::column_after},         {"sum", msg::column_sum}};
  rulebooks::Price sum;
  web::table(out, request, {msg::steps_caption, columns}, [&](Html& rows) {
    const Language language = rows.language();
    for (const rulebooks::Rung& rung : view.ladder.rungs) {
      const rulebooks::Criterion& criterion = *view.table->criteria[rung.criterion];
      sum.money += rung.price.money;
      sum.months += rung.price.months;
      const bool given = std::ranges::any_of(view.prices, [&](const GivenPrice& one) {
        return one.criterion == criterion.code && one.option == rung.to;
      });
      const std::string cost = price_words(rung.price, language) + (given ? "" : " " + in(msg::assumed, language));
      web::open_row(rows);
      web::link_cell(rows, columns[0], criterion_label(*view.table, criterion.code, language),
                     "/rulebooks/" + view.rulebook->code + "/" + view.table->code + "#c-" + criterion.code);
      std::string raise = raise_words(*view.table, criterion.code, rung.from, rung.to, language);
      if (rung.for_floor) raise += " " + format(msg::for_floor, language, {std::to_string(view.ladder.target)});
      web::text_cell(rows, columns[1], raise);
      web::text_cell(rows, columns[2], "+" + std::to_string(rung.points));
      web::text_cell(rows, columns[3], cost);
      web::text_cell(rows, columns[4], format(msg::after_step, language, {std::to_string(rung.total), std::to_string(rung.stars)}));
      web::text_cell(rows, columns[5], price_words(sum, language));
      web::close_row(rows);
    }
  });
  out << "<p class=\"small\">"_h << estimate_words(out.language()) << "</p><p class=\"small\">"_h << msg::support_teach << "</p>"_h;
}

void show_plan(Html& out, const http::Request& request, const rulebooks::Table& table, const Followed& followed) {
  const Plan& plan = followed.plan;
  const Language language = out.language();
  const auto done = std::ranges::count(followed.steps, Standing::done);
  out << "<p>"_h << format(msg::plan_words, language, {plan.number, std::to_string(plan.target), plan.starts.show(language),
                                                       plan.owner.empty() ? in(msg::nobody_named, language) : plan.owner})
      << "</p><p>"_h << format(msg::plan_done, language, {std::to_string(done), std::to_string(plan.steps.size()), followed.by})
      << "</p>"_h;
  const std::vector<web::Column> columns{{"criterion", msg::column_criterion}, {"to", msg::column_to},
                                         {"cost", msg::column_money},          {"due", msg::column_due},
                                         {"standing", msg::column_standing}};
  web::table(out, request, {msg::plan_caption, columns}, [&](Html& rows) {
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
      const Step& step = plan.steps[i];
      web::open_row(rows);
      web::value_cell(rows, columns[0], criterion_label(table, step.criterion, language), {}, web::Cell::heading);
      web::text_cell(rows, columns[1], raise_words(table, step.criterion, step.from, step.to, language));
      web::text_cell(rows, columns[2], price_words(step.price, language));
      web::text_cell(rows, columns[3], step.due.show(language));
      const Standing standing = followed.steps[i];
      web::open_cell(rows, columns[4]);
      web::badge(rows, {standing == Standing::done ? web::Tone::good : standing == Standing::open ? web::Tone::soon : web::Tone::unknown,
                        standing == Standing::done ? web::Icon::check : web::Icon::ring},
                 standing == Standing::done ? msg::standing_done : standing == Standing::open ? msg::standing_open : msg::standing_other);
      web::close_cell(rows);
      web::close_row(rows);
    }
  });
}

}  // namespace ocop::ladders
