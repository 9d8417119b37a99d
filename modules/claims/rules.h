#pragma once
#include <span>

#include "kernel/base/result.h"
#include "kernel/throttle/rules.h"
#include "modules/claims/types.h"

// Pure.
namespace ocop::claims::rules {

inline constexpr std::int64_t kMinute = 60'000, kDay = 24 * 60 * kMinute;   // milliseconds
inline constexpr int kLetterDays = 90;                     // a letter goes by a hamlet's head, and waits for the harvest to be over
inline constexpr std::int64_t kRefusable = 30 * kDay;      // a claim by code may be refused so long after it
inline constexpr std::size_t kWordsLimit = 2'000;
// Guesses at codes: slips of the finger, then 144 a day an account and 1,440 a network. Of 2^55 codes some hundred are in use.
inline constexpr throttle::Limit kGuesses{10, 10 * kMinute}, kGuessesOfNetwork{60, kMinute};

// ---- codes: 11 signs of Crockford's base 32 (55 random bits) and a check sign, "7K3M-9QXD-4TRB"
inline constexpr std::size_t kCodeSigns = 12;
inline constexpr std::size_t kCodeBytes = 7;               // one bit of them is not used
std::string code_from(std::span<const std::uint8_t, kCodeBytes> random);
std::string grouped(std::string_view code);
// What a person typed: case, gaps and look-alikes (O, I, L) are forgiven. Error: invalid_input on "code" when signs are missing, or when
// the check sign tells that one was mistyped.
Result<std::string> read_code(std::string_view typed);

inline constexpr std::size_t kMostWaiting = 5;             // claims of one account in words; who claims a hundred is nobody's maker

// Whether the office may still refuse it: one that waits, or was accepted less than kRefusable ago.
Result<void> may_refuse(const Claim& claim, Instant now);
Result<void> may_accept(const Claim& claim);
bool in_force(const Letter& letter, Instant now);
// The whole of its last day, which is what the paper says.
Instant letter_ends(Instant printed);
Date last_day(const Letter& letter);

// The same person enters a used code again, after an answer that got lost: as the first time, unless the office refused the claim since or
// the membership ended. Error: invalid_input on "code".
enum class Member : std::uint8_t { no, yes };
Result<void> may_repeat(const Claim& claim, Member member);

}  // namespace ocop::claims::rules
