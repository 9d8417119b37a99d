// Texts of `ocop rulebook`.
#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks {
namespace {

std::string in_force(const Rulebook& rulebook, Language language) {
  if (!rulebook.effective_to) return format(msg::report_in_force, language, {rulebook.effective.show(language)});
  return format(msg::report_until, language, {rulebook.effective.show(language), rulebook.effective_to->show(language)});
}

void write_criterion(std::string& out, const Criterion& criterion, Language language) {
  out += "  " + criterion.code + " " + criterion.title.in(language) + " (" + std::to_string(criterion.max) + ")\n";
  for (const auto* lines : {&criterion.requirements, &criterion.knockouts, &criterion.notes})
    for (const Text& line : *lines) out += "      " + line.in(language) + "\n";
  for (std::size_t i = 0; i < criterion.options.size(); ++i) {
    const Option& option = criterion.options[i];
    out += "    " + std::to_string(i + 1) + ". ";
    if (!option.case_code.empty()) out += "[" + option.case_code + "] ";
    out += option.label.in(language) + " — " + format(msg::report_points, language, {std::to_string(option.points)});
    if (option.min_star > 0) out += " " + std::string(static_cast<std::size_t>(option.min_star), '*');
    out += "\n";
  }
}

const Message& word(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::fault: return msg::kind_fault;
    case Finding::Kind::missing: return msg::kind_missing;
    case Finding::Kind::anomaly: return msg::kind_anomaly;
  }
  return msg::kind_fault;
}

std::string heading(const Rulebook& rulebook, Language language) {
  std::size_t criteria = 0, options = 0, floors = 0;
  for (const auto& table : rulebook.tables) {
    criteria += table->criteria.size();
    for (const Criterion* criterion : table->criteria) { options += criterion->options.size(); floors += criterion->floors.size(); }
  }
  return format(msg::check_heading, language,
                {rulebook.code, rulebook.decision, std::to_string(rulebook.tables.size()), std::to_string(criteria),
                 std::to_string(options), std::to_string(floors)});
}

}  // namespace

std::string list_report(const Library& library, Language language) {
  std::string out;
  for (const Rulebook& rulebook : library.rulebooks()) {
    out += rulebook.code + "  " + rulebook.decision + ", " + in_force(rulebook, language) + "\n";
    for (const auto& table : rulebook.tables) {
      out += "  " + table->code + "  " + table->name.in(language);
      if (table->missing) out.append(" ").append(translate(msg::report_table_missing, language));
      out += "\n";
    }
  }
  return out;
}

Result<std::string> show_report(const Library& library, std::string_view rulebook_code, std::string_view product_set, Language language) {
  const Rulebook* rulebook = library.find(rulebook_code);
  const Table* table = rulebook ? rulebook->find(product_set) : nullptr;
  if (!table)
    return Error::of(ErrorKind::not_found, Problem{"product_set", std::string(rulebook_code) + " " + std::string(product_set),
                                                   "see `ocop rulebook list`", msg::report_no_rulebook});
  std::string out = table->code + "  " + table->name.in(language) + "\n" + rulebook->decision;
  if (!table->reference.vi.empty()) out += ", " + table->reference.in(language);
  out += "\n";
  for (const Knockout& knockout : table->knockouts)
    out.append(translate(msg::report_rejects, language)).append(" ") += knockout.label.in(language) + " [" + knockout.code + "]\n";
  for (const Part& part : table->parts) {
    out += "\n" + part.code + ". " + part.title.in(language) + " (" + std::to_string(part.max) + ")\n";
    for (const Section& section : part.sections) {
      out += " " + section.code + ". " + section.title.in(language) + " (" + std::to_string(section.max) + ")\n";
      for (const Criterion& criterion : section.criteria) write_criterion(out, criterion, language);
    }
  }
  if (table->missing) out += "\n" + table->missing->in(language) + "\n";
  for (const Text& anomaly : table->anomalies) out += "\n" + anomaly.in(language) + "\n";
  return out;
}

std::string check_report(const Library& library, std::span<const Finding> findings, Language language) {
  std::string out;
  for (const Rulebook& rulebook : library.rulebooks()) {
    out += heading(rulebook, language) + "\n";
    for (const Finding& finding : findings)
      if (finding.rulebook == rulebook.code)
        out.append("  ")
            .append(finding.table)
            .append("  ")
            .append(translate(word(finding.kind), language))
            .append("  ")
            .append(finding.text.in(language))
            .append("\n");
  }
  const auto count_of = [&](Finding::Kind kind) {
    return std::to_string(std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.kind == kind; }));
  };
  out += sound(findings) ? format(msg::check_sound, language, {count_of(Finding::Kind::missing), count_of(Finding::Kind::anomaly)})
                         : format(msg::check_unsound, language, {count_of(Finding::Kind::fault)});
  return out + "\n";
}

}  // namespace ocop::rulebooks
