#pragma once
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

}  // namespace ocop::mandates::rules
