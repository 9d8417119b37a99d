#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"

// Who takes over a producer that is listed already.
namespace ocop::claims {

using LetterId = Id<struct ClaimLetterTag>;
using ClaimId = Id<struct ClaimTag>;

struct Letter {
  LetterId id;
  ProducerId producer;
  std::string digest;                  // SHA-256 of the code, 32 bytes
  AccountId printed_by;
  Instant printed, ends;
  std::optional<Instant> used;
  std::optional<AccountId> used_by;
};

enum class State : std::uint8_t { waiting, accepted, refused };
inline constexpr std::array kStates{State::waiting, State::accepted, State::refused};
std::string_view name(State state);
const Message& label(State state);

struct Claim {
  ClaimId id;
  ProducerId producer;
  std::string province, commune;       // whose office decides; commune may be empty
  AccountId account;
  std::optional<LetterId> letter;      // nullopt = in words
  std::string words;
  State state = State::waiting;
  Instant asked;
  std::optional<Instant> accepted;
  std::optional<AccountId> decided_by; // nullopt of an accepted one: the code did it
  std::optional<Instant> decided;
  std::string answer;                  // of the office that refused
  std::int64_t version = 1;
  std::string producer_name{};         // filled for lists
};
std::string path_of(const Claim& claim);

// ---- what is asked
struct UseCode { std::string code; };
struct InWords { std::string words; };
struct Accept { std::int64_t version = 0; };
struct Refuse { std::int64_t version = 0; std::string answer; };

}  // namespace ocop::claims
