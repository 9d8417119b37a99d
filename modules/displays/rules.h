#pragma once
#include "kernel/base/result.h"
#include "modules/displays/types.h"

// Pure.
namespace ocop::displays::rules {

inline constexpr std::size_t kMostPoints = 6;        // what a person keeps in mind while talking
inline constexpr std::size_t kMostPointLetters = 180;

// What a piece says. Stars only those in force on the day (products::stars_in_force), with the day on which they end: paper stays when
// they go. A sentence of the maker that claims a star is left out unless it is that star.
Said say(const Facts& facts, const DisplayInput& input, Language language);

// Error: invalid_input on "piece": tags need a price, the sheet for live selling something that is sold.
Result<void> check(const DisplayInput& input, const Facts& facts);

// The sentences of a text, in their order and each whole: at ends of sentences and lines. What is longer than kMostPointLetters is left
// out.
std::vector<std::string> sentences(std::string_view text);

}  // namespace ocop::displays::rules
