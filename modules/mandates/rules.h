#pragma once
#include <span>

#include "kernel/base/result.h"
#include "modules/mandates/types.h"

// Pure.
namespace ocop::mandates::rules {

inline constexpr int kMostDays = 366;            // a consent that nobody renews ends
inline constexpr std::size_t kMostOpen = 20;     // mandates of one producer that are not over: each invitation is a notice for somebody
inline constexpr std::size_t kPaperLimit = 300;  // characters

// What is given may be given on this day: a consent, tasks that are known, an end within a year. `office`: whether an office records it,
// which then says where the paper is. Problems name consent, tasks, until, paper.
Result<Tasks> check(const Give& give, Date today, Channel channel);
// The first instant after the last day.
Instant end_of(Date until);
// Who sits in councils of the province judges its makers, and helps none of them.
Result<void> may_help(const Actor& actor, std::string_view province, ProducerId producer);
Result<void> may_accept(const Mandate& mandate, Instant now);
// `members`: of the producer, now. Who gave it in the program is still one of them; who has the paper lets somebody else help.
Result<void> check_giver(const Mandate& mandate, AccountId by, std::span<const AccountId> members);
// A member ends all of them; an office what was given on paper, and all of a producer that has no member who could.
enum class Left : std::uint8_t { members, nobody };
bool may_end(Channel reader, Channel given, Left left);
// What ends when this account loses this role: what a member gave, and what a helper had.
bool ends_with(const Mandate& mandate, AccountId account, const Grant& grant, Instant now);

}  // namespace ocop::mandates::rules
