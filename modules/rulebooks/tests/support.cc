#include "modules/rulebooks/tests/support.h"

#include <stdexcept>

namespace ocop::rulebooks::test {

const Library& library() {
  static const Library loaded = [] {
    auto result = load();
    if (!result.ok()) throw std::runtime_error(result.error().detail);
    return std::move(result).value();
  }();
  return loaded;
}
const Rulebook& rulebook(std::string_view code) {
  const Rulebook* found = library().find(code);
  if (!found) throw std::runtime_error("no rulebook " + std::string(code));
  return *found;
}
const Table& table(std::string_view product_set, std::string_view code) {
  const Table* found = rulebook(code).find(product_set);
  if (!found) throw std::runtime_error("no table " + std::string(product_set));
  return *found;
}
Sheet best(const Table& table) {
  Sheet sheet{.member = "best", .answers = {}, .knockouts = {}};
  for (const Criterion* criterion : table.criteria) {
    std::size_t highest = 0;
    for (std::size_t i = 0; i < criterion->options.size(); ++i)
      if (criterion->options[i].points > criterion->options[highest].points) highest = i;
    sheet.answers.push_back(static_cast<std::int8_t>(highest + 1));
  }
  return sheet;
}
void tick(const Table& table, Sheet& sheet, std::string_view code, int option) {
  const auto index = table.index_of(code);
  if (!index) throw std::runtime_error("no criterion " + std::string(code));
  sheet.answers.at(*index) = static_cast<std::int8_t>(option);
}
Sheet sheet(const Table& table, std::initializer_list<std::pair<const char*, int>> answers) {
  Sheet out{.member = "m", .answers = std::vector<std::int8_t>(table.criteria.size(), kUnticked), .knockouts = {}};
  for (const auto& [code, option] : answers) tick(table, out, code, option);
  return out;
}
int total(const Table& table, const Sheet& sheet) {
  int sum = 0;
  for (std::size_t i = 0; i < sheet.answers.size(); ++i)
    if (sheet.answers[i] != kUnticked) sum += table.criteria[i]->options[static_cast<std::size_t>(sheet.answers[i] - 1)].points;
  return sum;
}

}  // namespace ocop::rulebooks::test
