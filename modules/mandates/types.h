#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"

// Who acts for a producer with its consent.
namespace ocop::mandates {

using MandateId = Id<struct MandateTag>;

enum class Channel : std::uint8_t { program, paper };
std::string_view name(Channel channel);
const Message& label(Channel channel);
const Message& label(Task task);

enum class State : std::uint8_t { invited, in_force, over };
std::string_view name(State state);
const Message& label(State state);

// What a producer and a helper agree to (kernel/act/consents.h).
inline constexpr std::string_view kConsentGiven = "mandate.given", kConsentAccepted = "mandate.accepted";

struct Mandate {
  MandateId id;
  ProducerId producer;
  std::optional<AccountId> account;
  std::optional<std::string> invitation;   // SHA-256, 32 bytes
  Tasks tasks;
  Instant until;
  Channel channel = Channel::program;
  std::string paper;
  std::int64_t consent_text = 1;       // version of the text that the producer agreed to
  AccountId consented_by;
  Instant consented;
  std::optional<Instant> accepted, ended;
  std::optional<AccountId> ended_by;
  std::int64_t version = 1;
};
State state_of(const Mandate& mandate, Instant now);

// ---- what is asked
enum class Consent : std::uint8_t { no, yes };
struct Give {
  std::string login;                   // empty = a link is made
  std::vector<std::string> tasks;
  Date until{};
  std::string paper;                   // of the office: where the signed paper is
  Consent consent = Consent::no;
};
struct Key { std::string key; };       // of an invitation's link

}  // namespace ocop::mandates
