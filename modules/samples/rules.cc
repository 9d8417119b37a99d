#include "modules/samples/rules.h"

#include <algorithm>
#include <ranges>

#include "kernel/access/centre.h"
#include "modules/samples/messages.h"

namespace ocop::samples {

std::string_view name(Step step) {
  switch (step) {
    case Step::commune: break;
    case Step::sent: return "sent";
    case Step::province: return "province";
  }
  return "commune";
}
const Message& label(Step step) {
  switch (step) {
    case Step::commune: break;
    case Step::sent: return msg::step_sent;
    case Step::province: return msg::step_province;
  }
  return msg::step_commune;
}

namespace rules {

std::vector<Step> open_to(Role role, evaluation::State state) {
  using evaluation::State;
  const bool on_its_way = state == State::forwarded || state == State::scoring;
  if (role == Role::commune_officer && state == State::submitted) return {Step::commune};
  if (role == Role::commune_officer && on_its_way) return {Step::sent};
  if (role == Role::provincial_body && on_its_way) return {Step::province};
  return {};
}

bool come_with(const evaluation::Course& course) { return !course.origin && course.province != kCentre; }

std::span<const Count> since_handed_in(std::span<const Count> counts, const evaluation::Course& course) {
  std::optional<Instant> last;
  for (const evaluation::Moved& one : course.way)
    if (one.to == evaluation::Moved::To::commune && !one.on_request) last = one.at;
  if (!last) return counts;
  const auto first = std::ranges::find_if(counts, [&](const Count& one) { return one.counted >= *last; });
  return {first, counts.end()};
}

const Count* latest(std::span<const Count> counts, Step step) {
  for (const Count& one : std::views::reverse(counts))
    if (one.step == step) return &one;
  return nullptr;
}

bool is_short(const Count& count) { return count.found - count.damaged < count.due; }

Result<void> check(const TakeCount& input, std::int64_t due, Date handed_in, Date today) {
  if (due == 0) return Error::of(ErrorKind::conflict, {"", "", "a product set with samples", msg::none_due, {}});
  Error error{ErrorKind::invalid_input, {}, "a count of samples"};
  if (input.found < 0 || input.found > kMostFound)
    error.problems.push_back({"found", std::to_string(input.found), "0 to " + std::to_string(kMostFound), msg::found_wrong, {}});
  if (input.damaged < 0 || input.damaged > input.found)
    error.problems.push_back({"damaged", std::to_string(input.damaged), "0 to what was found", msg::damaged_wrong, {}});
  if (input.day > today || input.day < handed_in)
    error.problems.push_back({"day", input.day.iso(), handed_in.iso() + " to " + today.iso(), msg::day_wrong, {}});
  if ((input.found < due || input.damaged > 0) && input.words.empty())
    error.problems.push_back({"words", "", "why fewer, or what is damaged", msg::words_missing, {std::to_string(due)}});
  if (!error.problems.empty()) return error;
  return {};
}

bool repeats(const Count& last, const TakeCount& input, AccountId by) {
  return last.step == input.step && last.found == input.found && last.damaged == input.damaged && last.day == input.day &&
         last.words == input.words && last.counted_by == by;
}

}  // namespace rules
}  // namespace ocop::samples
