#include "modules/evaluation/binder.h"

#include <algorithm>

namespace ocop::evaluation {
namespace {

bool holds(std::span<const PaperId> papers, PaperId paper) { return std::ranges::find(papers, paper) != papers.end(); }

// Those of `some` that `others` has not.
std::vector<PaperId> beyond(std::span<const PaperId> some, std::span<const PaperId> others) {
  std::vector<PaperId> out;
  for (const PaperId& paper : some)
    if (!holds(others, paper)) out.push_back(paper);
  return out;
}

const Answer* answer_of(std::span<const Answer> answers, std::string_view criterion) {
  const auto found = std::ranges::find(answers, criterion, &Answer::criterion);
  return found == answers.end() ? nullptr : &*found;
}

ChangedAnswer compare(std::string_view criterion, const Answer* earlier, const Answer* now) {
  const Answer none{};
  const Answer& before = earlier ? *earlier : none;
  const Answer& after = now ? *now : none;
  ChangedAnswer out{.criterion = std::string(criterion)};
  if (before.option != after.option) out.earlier_option = before.option;
  out.note_rewritten = before.note != after.note;
  out.added = beyond(after.papers, before.papers);
  out.dropped = beyond(before.papers, after.papers).size();
  return out;
}

}  // namespace

int proof_line(producers::PaperKind kind) { return static_cast<int>(kind) + 1; }
static_assert(static_cast<int>(producers::PaperKind::other) == kProofLines);

std::vector<Evidence> number_evidence(std::span<const producers::Paper> papers, std::span<const PaperId> in_dossier) {
  std::vector<Evidence> out;
  for (const producers::Paper& paper : papers)
    if (holds(in_dossier, paper.id)) out.push_back({{}, paper});
  std::ranges::sort(out, {}, [](const Evidence& one) { return std::pair(one.paper.kind, one.paper.id); });
  int place = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    place = i > 0 && out[i].paper.kind == out[i - 1].paper.kind ? place + 1 : 1;
    out[i].number = std::to_string(proof_line(out[i].paper.kind)) + "." + std::to_string(place);
  }
  return out;
}

std::string numbers_of(std::span<const Evidence> evidence, std::span<const PaperId> papers) {
  std::string out;
  for (const Evidence& one : evidence)
    if (holds(papers, one.paper.id)) out += (out.empty() ? "" : "; ") + one.number;
  return out;
}

SinceLast changes_since(const rulebooks::Table& table, const Compared& earlier, const Compared& now) {
  SinceLast out;
  out.number = earlier.dossier.number;
  out.decided = earlier.dossier.decided_at;
  if (earlier.dossier.product_name != now.dossier.product_name) out.earlier_name = earlier.dossier.product_name;
  out.same_table = earlier.dossier.rulebook == now.dossier.rulebook && earlier.dossier.product_set == now.dossier.product_set;
  out.added = beyond(now.papers, earlier.papers);
  out.dropped = beyond(earlier.papers, now.papers).size();
  if (!out.same_table) return out;
  for (const rulebooks::Criterion* criterion : table.criteria) {
    ChangedAnswer changed = compare(criterion->code, answer_of(earlier.answers, criterion->code), answer_of(now.answers, criterion->code));
    if (changed != ChangedAnswer{.criterion = criterion->code}) out.answers.push_back(std::move(changed));
  }
  return out;
}

std::vector<Answer> without_options(std::vector<Answer> answers) {
  for (Answer& answer : answers) answer.option = rulebooks::kUnticked;
  return answers;
}

}  // namespace ocop::evaluation
