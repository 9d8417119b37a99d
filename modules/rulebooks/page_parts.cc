#include "modules/rulebooks/page_parts.h"

#include "kernel/i18n/translate.h"
#include "modules/rulebooks/messages.h"

namespace ocop::rulebooks {

std::string index_path() { return "/rulebooks"; }
std::string table_path(const Rulebook& rulebook, const Table& table) { return index_path() + "/" + rulebook.code + "/" + table.code; }
std::string try_path(const Rulebook& rulebook, const Table& table) { return table_path(rulebook, table) + "/try"; }
std::string criterion_anchor(const Criterion& criterion) { return "c-" + criterion.code; }

std::string in_force_words(const Rulebook& rulebook, Language language) {
  if (!rulebook.effective_to) return format(msg::report_in_force, language, {rulebook.effective.show(language)});
  return format(msg::report_until, language, {rulebook.effective.show(language), rulebook.effective_to->show(language)});
}
std::string points_words(int points, Language language) {
  return points == 1 ? std::string(translate(msg::page_one_point, language)) : format(msg::page_points, language, {std::to_string(points)});
}
std::string option_worth(const Option& option, Language language) {
  const std::string points = points_words(option.points, language);
  return option.min_star == 0 ? points : format(msg::page_worth_needed, language, {points, std::to_string(option.min_star)});
}
const Option* ticked(const Criterion& criterion, int answer) {
  return answer == kUnticked ? nullptr : &criterion.options[static_cast<std::size_t>(answer - 1)];
}

}  // namespace ocop::rulebooks
