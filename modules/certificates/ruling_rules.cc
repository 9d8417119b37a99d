#include "modules/certificates/ruling_rules.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {

std::string_view name(RulingState state) { return state == RulingState::draft ? "draft" : "recorded"; }
const Message& label(RulingState state) { return state == RulingState::draft ? msg::ruling_draft : msg::ruling_recorded; }
std::string ruling_path(RulingId id) { return "/rulings/" + id.text(); }

namespace rules {

Result<void> check_lines(std::span<const Ruled> lines, std::span<const LineFacts> facts, Date decided, Date today) {
  if (lines.empty()) return Error::of(ErrorKind::invalid_input, {"outcomes", "0", "at least one", msg::ruling_lines_missing});
  if (lines.size() > kMostRuled)
    return Error::of(ErrorKind::invalid_input, {"outcomes", std::to_string(lines.size()), "at most " + std::to_string(kMostRuled),
                                                msg::ruling_lines_many, {std::to_string(kMostRuled)}});
  std::vector<Problem> problems;
  bool day_told = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    DecisionInput input;
    input.outcome = lines[i].outcome;
    input.reason = lines[i].reason;
    input.decided = decided;
    auto checked = decide(facts[i].facts, input, today);
    if (checked) continue;
    if (checked.error().kind != ErrorKind::invalid_input) return checked;
    for (Problem problem : checked.error().problems) {
      if (problem.field == "decided") {   // one day for all: told once, of the first that was closed later
        if (!day_told) problems.push_back(std::move(problem));
        day_told = true;
        continue;
      }
      if (lines.size() > 1) problem.field += "s." + lines[i].dossier.text();
      problems.push_back(std::move(problem));
    }
  }
  if (!problems.empty()) return Error{ErrorKind::invalid_input, std::move(problems), "lines of the decision are wrong"};
  return {};
}

std::string number_key(std::string_view number) {
  std::string out;
  for (std::string& word : text::fold_words(number)) {
    if (out.empty()) word.erase(0, std::min(word.find_first_not_of('0'), word.size() - 1));
    out += (out.empty() ? "" : "-") + word;
  }
  return out.empty() ? std::string(text::trim(number)) : out;   // of signs alone: as it stands
}

bool is_same_signer(std::string_view one, std::string_view other) { return text::fold_words(one) == text::fold_words(other); }

bool is_same_decision(std::span<const Ruling> parts, const Ruling& now) {
  if (parts.empty() || parts.front().decided != now.decided || !is_same_signer(parts.front().signer, now.signer)) return false;
  if (now.sha256.empty()) return true;
  const auto filed = std::ranges::find_if(parts, [](const Ruling& part) { return !part.sha256.empty(); });
  return filed == parts.end() || filed->sha256 == now.sha256;
}

}  // namespace rules
}  // namespace ocop::certificates
