#include "modules/evaluation/rules_completion.h"

#include <algorithm>
#include <set>

#include "kernel/base/text.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/rules_centre.h"
#include "modules/evaluation/rules_positions.h"

namespace ocop::evaluation::rules {
namespace {

Problem problem(std::string field, std::string got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
  return {std::move(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message, std::move(arguments)};
}

bool is_known(const rulebooks::Table& table, std::string_view about) { return table.find(about) || producers::parse_paper_kind(about); }

void check_items(const rulebooks::Table& table, std::span<const CompletionItem> items, std::vector<Problem>& wrong) {
  std::set<std::string_view> seen;
  for (const CompletionItem& item : items) {
    const std::string field = "items." + item.about;
    if (!is_known(table, item.about))
      wrong.push_back(
          problem(field, item.about, "a criterion of " + table.code + " or a kind of paper", msg::completion_about_unknown, {item.about}));
    else if (!seen.insert(item.about).second) wrong.push_back(problem(field, item.about, "each once", msg::completion_about_twice));
    if (text::trim(item.words).empty()) wrong.push_back(problem(field, "", "what is asked", msg::completion_item_empty));
    if (const auto length = text::characters(item.words); length > kItemLimit)
      wrong.push_back(problem(field, std::to_string(length) + " characters", "at most " + std::to_string(kItemLimit),
                              msg::completion_item_long, {std::to_string(kItemLimit)}));
  }
}

}  // namespace

Result<void> no_open_request(const Dossier& dossier) {
  const Request* open = dossier.open_request();
  if (!open) return {};
  const std::string number = std::to_string(open->number);
  return Error::of(ErrorKind::conflict, {"completion",
                                         number,
                                         "no open request for completion",
                                         msg::request_is_open,
                                         {number, vietnam_date(open->asked_at).in_a_sentence()}});
}

Result<void> may(Act act, const Dossier& dossier, const Relation& relation) {
  const bool open = dossier.open_request() != nullptr;
  if (act == Act::save_answer && open && relation.is(Capacity::producer)) return {};
  OCOP_CHECK(may(act, dossier.state, relation));
  OCOP_CHECK(fits_level(act, dossier));
  switch (act) {
    case Act::forward:
    case Act::return_back:
    case Act::open_council:
    case Act::ask_completion:
    case Act::receive:
    case Act::adopt:
    case Act::correct_field: return no_open_request(dossier);
    case Act::answer_completion:
    case Act::cancel_completion:
      if (!open) return Error::of(ErrorKind::conflict, {"completion", "none", "an open request for completion", msg::no_request_is_open});
      return {};
    case Act::save_advice:
      if (!are_positions_asked_of(dossier) && !relation.is(Capacity::advisory_group))
        return Error::of(ErrorKind::forbidden, {"", std::string(name(act)), "the advisory group", msg::not_your_act});
      return {};
    default: return fits_positions(act, dossier);
  }
}

Result<void> check_completion(const rulebooks::Table& table, const Completion& completion, Date today) {
  std::vector<Problem> wrong;
  if (completion.items.empty()) wrong.push_back(problem("items", "none", "at least one", msg::completion_without_items));
  if (completion.items.size() > kItemsMost)
    wrong.push_back(problem("items", std::to_string(completion.items.size()), "at most " + std::to_string(kItemsMost),
                            msg::completion_many_items, {std::to_string(kItemsMost)}));
  check_items(table, completion.items, wrong);
  if (const auto length = text::characters(completion.words); length > kLetterLimit)
    wrong.push_back(problem("words", std::to_string(length) + " characters", "at most " + std::to_string(kLetterLimit),
                            msg::completion_words_long, {std::to_string(kLetterLimit)}));
  const Date latest = today.plus_days(kCompletionDaysMost);
  if (completion.until <= today || completion.until > latest)
    wrong.push_back(problem("until", completion.until.iso(), today.plus_days(1).iso() + ".." + latest.iso(), msg::completion_until_wrong,
                            {latest.in_a_sentence()}));
  if (wrong.empty()) return {};
  return Error{ErrorKind::invalid_input, std::move(wrong), "a request for completion"};
}

Result<void> check_answer_to_request(std::string_view answer) {
  const auto length = text::characters(answer);
  if (text::trim(answer).empty())
    return Error::of(ErrorKind::invalid_input, problem("words", "", "what was completed", msg::completion_answer_needed));
  if (length > kLetterLimit)
    return Error::of(ErrorKind::invalid_input,
                     problem("words", std::to_string(length) + " characters", "at most " + std::to_string(kLetterLimit),
                             msg::completion_words_long, {std::to_string(kLetterLimit)}));
  return {};
}

std::vector<Gap> gaps(const rulebooks::Table& table, const Sheet& sheet, std::span<const producers::Paper> papers, Date today,
                      Date results_before) {
  std::vector<Gap> out;
  const std::string registration(producers::name(producers::PaperKind::business_registration));
  const bool registered = std::ranges::any_of(papers, [&](const producers::Paper& paper) {
    return paper.kind == producers::PaperKind::business_registration && (!paper.expires || *paper.expires >= today);
  });
  if (!registered) out.push_back({Gap::Kind::no_registration, registration, nullptr});
  for (const producers::Paper& paper : papers) {
    if (!ends_before(paper.expires, results_before)) continue;
    if (!registered && paper.kind == producers::PaperKind::business_registration) continue;  // said above
    const auto kind = *paper.expires < today ? Gap::Kind::paper_ended : Gap::Kind::paper_ends;
    out.push_back({kind, std::string(producers::name(paper.kind)), &paper});
  }
  for (const std::string& code : completeness(table, sheet).without_evidence) out.push_back({Gap::Kind::no_evidence, code, nullptr});
  return out;
}

}  // namespace ocop::evaluation::rules
