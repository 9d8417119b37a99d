// `ocop rulebook check`: what the tables promise, held against their own figures.
#include <algorithm>
#include <set>

#include "kernel/i18n/translate.h"
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks {
namespace {

constexpr int kWholeTable = 100;             // article 3.3: at most 100 points
constexpr std::size_t kMostOptions = 100;    // an answer is kept in 8 bits; the longest printed scale has 6

class Check {
 public:
  Check(const Rulebook& rulebook, const Table& table, std::vector<Finding>& findings)
      : rulebook_(rulebook), table_(table), findings_(findings) {}

  void run() {
    sums();
    std::set<std::string_view> codes;
    for (const Criterion* criterion : table_.criteria) {
      if (!codes.insert(criterion->code).second) fault(msg::check_code_twice, {criterion->code});
      options(*criterion);
      floors(*criterion);
      languages(*criterion);
    }
    for (const Knockout& knockout : table_.knockouts) {
      language(knockout.code, knockout.label);
      if (!codes.insert(knockout.code).second) fault(msg::check_code_twice, {knockout.code});
    }
    language(table_.code, table_.name);
    if (table_.missing) add(Finding::Kind::missing, *table_.missing);
    for (const Text& anomaly : table_.anomalies) add(Finding::Kind::anomaly, anomaly);
  }

 private:
  void add(Finding::Kind kind, Text text) { findings_.push_back({kind, rulebook_.code, table_.code, std::move(text)}); }
  void fault(const Message& message, std::initializer_list<std::string_view> arguments) {
    add(Finding::Kind::fault, {format(message, Language::vi, arguments), format(message, Language::en, arguments)});
  }
  // A partial table says itself that its points do not add up; its sections and criteria still must.
  void sum(std::string_view place, int found, int stated, bool may_be_short) {
    if (found == stated || (may_be_short && table_.missing && found < stated)) return;
    fault(msg::check_sum, {place, std::to_string(found), std::to_string(stated)});
  }
  void sums() {
    int whole = 0;
    for (const Part& part : table_.parts) {
      int of_part = 0;
      for (const Section& section : part.sections) {
        int of_section = 0;
        for (const Criterion& criterion : section.criteria) of_section += criterion.max;
        sum(section.code, of_section, section.max, false);
        for (const Subsection& subsection : section.subsections) subsection_sum(section, subsection);
        language(section.code, section.title);
        of_part += section.max;
      }
      sum(part.code, of_part, part.max, true);
      language(part.code, part.title);
      whole += part.max;
      if (const auto stated = rulebook_.part_max.find(part.code); stated == rulebook_.part_max.end() || stated->second != part.max)
        fault(msg::check_part,
              {part.code, std::to_string(part.max), stated == rulebook_.part_max.end() ? "–" : std::to_string(stated->second)});
    }
    sum(table_.code, whole, kWholeTable, false);
  }
  void subsection_sum(const Section& section, const Subsection& subsection) {
    int found = 0;
    for (const Criterion& criterion : section.criteria)
      if (criterion.parent == subsection.code) found += criterion.max;
    sum(subsection.code, found, subsection.max, false);
    language(subsection.code, subsection.title);
  }
  void options(const Criterion& criterion) {
    int highest = 0;
    for (const Option& option : criterion.options) {
      highest = std::max(highest, option.points);
      if (!option.case_code.empty() && !criterion.cases.contains(option.case_code))
        fault(msg::check_case, {criterion.code, option.case_code});
    }
    if (highest != criterion.max) fault(msg::check_highest, {criterion.code, std::to_string(highest), std::to_string(criterion.max)});
    if (criterion.options.size() > kMostOptions) fault(msg::check_too_many_options, {criterion.code});
  }
  void floors(const Criterion& criterion) {
    int before = 0;
    for (const Floor& floor : criterion.floors) {
      const std::string star = std::to_string(floor.star);
      const auto pointed = [&](const Option& option) { return option.points == floor.points; };
      const auto marked = [&](const Option& option) { return option.min_star == floor.star && option.points == floor.points; };
      if (std::none_of(criterion.options.begin(), criterion.options.end(), pointed))
        fault(msg::check_floor_points, {criterion.code, star, std::to_string(floor.points)});
      else if (std::none_of(criterion.options.begin(), criterion.options.end(), marked)) fault(msg::check_mark, {criterion.code, star});
      if (floor.points < before) fault(msg::check_floor_falls, {criterion.code, star});
      before = floor.points;
    }
    for (const Option& option : criterion.options) {
      if (option.min_star == 0) continue;
      const auto same = [&](const Floor& floor) { return floor.star == option.min_star && floor.points == option.points; };
      if (std::none_of(criterion.floors.begin(), criterion.floors.end(), same))
        fault(msg::check_mark, {criterion.code, std::to_string(option.min_star)});
    }
  }
  void languages(const Criterion& criterion) {
    language(criterion.code, criterion.title);
    for (const Option& option : criterion.options) language(criterion.code, option.label);
    for (const auto* lines : {&criterion.knockouts, &criterion.requirements, &criterion.notes})
      for (const Text& line : *lines) language(criterion.code, line);
    for (const auto& [code, text] : criterion.cases) language(criterion.code, text);
    if (criterion.condition) language(criterion.code, *criterion.condition);
  }
  void language(std::string_view place, const Text& text) {
    if (text.vi.empty() || text.en.empty()) fault(msg::check_language, {place});
  }

  const Rulebook& rulebook_;
  const Table& table_;
  std::vector<Finding>& findings_;
};

}  // namespace

std::vector<Finding> check(const Library& library) {
  std::vector<Finding> findings;
  for (const Rulebook& rulebook : library.rulebooks())
    for (const auto& table : rulebook.tables) Check(rulebook, *table, findings).run();
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.rulebook, a.table, a.kind) < std::tie(b.rulebook, b.table, b.kind);
  });
  return findings;
}
bool sound(std::span<const Finding> findings) {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.kind == Finding::Kind::fault; });
}

}  // namespace ocop::rulebooks
