#include "modules/evaluation/words.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"

namespace ocop::evaluation {
namespace {

const rulebooks::Floor* floor_of(const rulebooks::Criterion& criterion, int star) {
  const rulebooks::Floor* out = nullptr;
  for (const rulebooks::Floor& floor : criterion.floors)
    if (floor.star <= star && (!out || floor.star > out->star)) out = &floor;
  return out;
}

}  // namespace

const Message& state_words(const Dossier& dossier) {
  if (dossier.level() == Level::province) return label(dossier.state);
  switch (dossier.state) {
    case State::scoring: return msg::centre_state_scoring;
    case State::closed: return msg::centre_state_closed;
    case State::decided: return msg::centre_state_decided;
    default: return dossier.received_at ? msg::centre_state_received : msg::centre_state_waits;
  }
}

const Message& label(State state) {
  static constexpr std::array<const Message*, 6> kLabels{&msg::state_draft,   &msg::state_submitted, &msg::state_forwarded,
                                                         &msg::state_scoring, &msg::state_closed,    &msg::state_decided};
  return *kLabels[static_cast<std::size_t>(state)];
}

const Message& label(Kind kind) {
  static constexpr std::array<const Message*, 3> kLabels{&msg::kind_first, &msg::kind_upgrade, &msg::kind_renewal};
  return *kLabels[static_cast<std::size_t>(kind)];
}

std::string figure(const Rational& points, Language language) { return text::decimal(points.exact(), language); }

std::string total_figure(const Rational& points, const Settings& settings, Language language) {
  const std::string exact = figure(points, language), shown = text::decimal(rulebooks::show(points, settings.scoring()), language);
  if (exact == shown) return exact;
  const Message& said = settings.rounding == rulebooks::Rounding::cut ? msg::figure_cut : msg::figure_rounded;
  return format(said, language, {shown, exact});
}

std::string limit_words(const Settings& settings, Language language) {
  return format(settings.at_limit == AtLimit::within ? msg::spread_limit_within : msg::spread_limit_over, language,
                {std::to_string(settings.spread_limit)});
}

std::string limit_figure(const Settings& settings, Language language) {
  return settings.at_limit == AtLimit::within ? std::to_string(settings.spread_limit) : "“" + limit_words(settings, language) + "”";
}

std::string points_words(int points, Language language) { return count(msg::points_one, msg::points_many, points, language); }

std::string criterion_title(const rulebooks::Criterion& criterion, Language language) {
  return criterion.code + " " + criterion.title.in(language);
}

std::string knockout_label(const rulebooks::Table& table, std::string_view code, Language language) {
  if (const rulebooks::Criterion* criterion = table.find(code)) return criterion_title(*criterion, language);
  const auto known = std::ranges::find(table.knockouts, code, &rulebooks::Knockout::code);
  return known == table.knockouts.end() ? std::string(code) : known->label.in(language);
}

std::string missed_floor(const rulebooks::Table& table, std::string_view code, int star, const rulebooks::Outcome& outcome,
                         Language language) {
  const rulebooks::Criterion* criterion = table.find(code);
  const auto index = table.index_of(code);
  const rulebooks::Floor* floor = criterion ? floor_of(*criterion, star) : nullptr;
  if (!floor || !index) return {};
  const auto option =
      std::ranges::find_if(criterion->options, [&](const rulebooks::Option& one) { return one.points >= floor->points; });
  const std::string needed = option == criterion->options.end() ? points_words(floor->points, language) : option->label.in(language);
  return format(msg::result_missing_floor, language,
                {criterion_title(*criterion, language), needed, std::to_string(floor->points),
                 figure(outcome.criteria[*index].mean, language)});
}

}  // namespace ocop::evaluation
