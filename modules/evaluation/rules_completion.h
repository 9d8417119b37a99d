#pragma once
#include <span>
#include <string>
#include <vector>

#include "modules/evaluation/completion.h"
#include "modules/evaluation/rules.h"
#include "modules/producers/producers.h"

// Requests for completion (completion.h). Pure; time is an argument.
namespace ocop::evaluation::rules {

// The office chooses what and by when: at least one item, each about something the table or the list of papers knows, each once and in
// words, a day after today and not more than kCompletionDaysMost ahead. All that is wrong at once.
Result<void> check_completion(const rulebooks::Table& table, const Completion& completion, Date today);
// A producer answers in words, within limits.
Result<void> check_answer_to_request(std::string_view answer);

// What stands out in a dossier as it was handed in, for the letter to begin with.
struct Gap {
  enum class Kind : std::uint8_t { no_registration, no_evidence, paper_ended, paper_ends };
  Kind kind = Kind::no_evidence;
  std::string about;  // as CompletionItem::about
  const producers::Paper* paper = nullptr;  // the one that ended or ends before the council sits
};
// In the order of a letter: registration, papers, criteria. `papers` are those of the dossier; `results_before` is that of the round it
// will reach (rules_clock.h).
std::vector<Gap> gaps(const rulebooks::Table& table, const Sheet& sheet, std::span<const producers::Paper> papers, Date today,
                      Date results_before);

}  // namespace ocop::evaluation::rules
