#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"

namespace ocop::work {

using ItemId = Id<struct WorkItemTag>;
using ThingId = Id<struct WorkThingTag>;   // of whatever the act is about: a dossier

enum class State : std::uint8_t {
  waiting,   // the holder can do the next act now
  others,    // the holder may see it; somebody else is next
  done,      // finished, for looking back
};
inline constexpr std::array kStates{State::waiting, State::others, State::done};
std::string_view name(State state);
std::optional<State> parse_state(std::string_view name);
const Message& label(State state);

// Whose turn it is: the office of a place, the people of a producer, or one account. Exactly one is set, and a task beside the producer.
struct Holder {
  std::string province{}, commune{};
  std::optional<ProducerId> producer{};
  std::optional<AccountId> account{};
  std::optional<Task> task{};          // of a producer: whose helpers see it too; none = its members alone
  bool operator==(const Holder&) const = default;
};
struct Entry {
  Holder holder{};
  State state = State::waiting;
  std::optional<Date> due{};           // the legal term, for the order; how many days are left is told from the thing
  Instant since{};                     // waits, or is done, from then on
  bool operator==(const Entry&) const = default;
};

struct Act { std::string label, path; };
struct Term {
  Date on{};
  int working_days_left = 0;           // negative = over
  std::string words;                   // "Còn 15 ngày làm việc (Điều 7 khoản 2)"
};
// A thing as its module tells of it, in the reader's language.
struct Telling {
  std::string title, path;             // the thing and its page
  std::string of;                      // whose it is and its number: "HTX chè Phìn Hồ · 12/PĐK-…"
  std::string state;                   // "Lần đầu · đang chấm · 2/3 phiếu đã nộp"
  std::vector<std::string> notes{};
  std::optional<Term> term{};
  Act act;                             // the next one, for this holder
};
struct Item {
  ItemId id{};
  std::string source;
  ThingId thing{};
  Entry entry{};
  std::function<Telling(Language language)> tell{};   // empty = the thing went between two reads
};

}  // namespace ocop::work
