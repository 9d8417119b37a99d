#include <charconv>

#include "kernel/base/text.h"
#include "modules/duplicates/messages.h"
#include "modules/duplicates/types.h"

namespace ocop::duplicates {
namespace {

template <class E>
std::optional<E> named(std::string_view word, E last) {
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (likeness::name(static_cast<E>(i)) == word) return static_cast<E>(i);
  return std::nullopt;
}

}  // namespace

std::string_view name(Answer answer) {
  constexpr std::array<std::string_view, 3> kNames{"none", "one", "two"};
  return kNames[static_cast<std::size_t>(answer)];
}
Message label(Answer answer) {
  return answer == Answer::one ? msg::answer_one : answer == Answer::two ? msg::answer_two : msg::answer_none;
}
std::string path_of(const Pair& pair) { return "/duplicates/" + pair.id.text(); }

std::string evidence_text(const std::vector<likeness::Evidence>& evidence) {
  std::string out;
  for (const likeness::Evidence& one : evidence)
    out.append(likeness::name(one.field))
        .append(" ")
        .append(likeness::name(one.agreement))
        .append(" ")
        .append(std::to_string(one.weight))
        .append("\n");
  return out;
}

std::vector<likeness::Evidence> evidence_of(std::string_view text) {
  std::vector<likeness::Evidence> out;
  for (const std::string_view line : text::split(text, '\n')) {
    const auto words = text::split(line, ' ');
    if (words.size() != 3) continue;
    const auto field = named(words[0], likeness::Field::source);
    const auto agreement = named(words[1], likeness::Agreement::not_said);
    int weight = 0;
    std::from_chars(words[2].data(), words[2].data() + words[2].size(), weight);
    if (field && agreement) out.push_back({*field, *agreement, weight});
  }
  return out;
}

}  // namespace ocop::duplicates
