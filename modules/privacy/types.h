#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"

// What a person asks about their data, and what became of it.
namespace ocop::privacy {

using RequestId = Id<struct PrivacyRequestTag>;

// The rights of article 4 of Law 91/2025/QH15.
enum class Wish : std::uint8_t { see, correct, erase, withdraw, restrict_use, object };
inline constexpr std::array kWishes{Wish::see, Wish::correct, Wish::erase, Wish::withdraw, Wish::restrict_use, Wish::object};
std::string_view name(Wish wish);
std::optional<Wish> parse_wish(std::string_view name);
const Message& label(Wish wish);

enum class State : std::uint8_t {
  asked,   // nobody has answered
  answered,   // somebody has said what will be done
  done,
  refused,   // with a reason
  taken_back,   // by the person
};
inline constexpr std::array kStates{State::asked, State::answered, State::done, State::refused, State::taken_back};
std::string_view name(State state);
std::optional<State> parse_state(std::string_view name);
const Message& label(State state);
inline bool is_open(State state) { return state == State::asked || state == State::answered; }

// Whether somebody else than the office has to act: a processor, another register.
enum class ThirdParty : std::uint8_t { no, yes };

struct Request {
  RequestId id;
  AccountId account;
  Wish wish = Wish::see;
  std::string words;   // of the person
  State state = State::asked;
  Instant asked;
  ThirdParty third_party = ThirdParty::no;
  std::int64_t extended_days = 0;   // once
  std::string extension;   // why
  std::string answer;   // of the office, read by the person
  std::optional<Instant> answered, ended;
  std::optional<AccountId> decided_by;
  std::optional<Instant> erase_at;   // of the account as a whole: by itself, then
  Date due;   // the next clock: reply, then done
  std::int64_t version = 1;
};

// ---- what is asked
struct Ask {
  Wish wish = Wish::correct;
  std::string words;
};
enum class Outcome : std::uint8_t { answered, done, refused };
inline constexpr std::array kOutcomes{Outcome::answered, Outcome::done, Outcome::refused};
std::string_view name(Outcome outcome);
const Message& label(Outcome outcome);
struct Answer {
  std::int64_t version = 0;
  Outcome outcome = Outcome::answered;
  std::string words;
  ThirdParty third_party = ThirdParty::no;
};
struct Extend {
  std::int64_t version = 0;
  std::int64_t days = 0;
  std::string words;
};
struct Erase {
  std::string password;
};

}  // namespace ocop::privacy
