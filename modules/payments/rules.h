#pragma once
#include <span>
#include <string_view>

#include "kernel/base/result.h"
#include "modules/payments/types.h"

// Pure.
namespace ocop::payments::rules {

inline constexpr std::size_t kMostHolder = 50;   // the names of banks' customers are cut there

// data/payments/banks.csv. Throws std::runtime_error: it is part of the program.
std::vector<Bank> read_banks(std::string_view file);

// Bank, number and holder as they are kept: the number without gaps, the holder in capitals without marks. Errors: invalid_input, every
// wrong field.
Result<SetAccount> read(const SetAccount& typed, std::span<const Bank> banks);
// "0123456789012" as "0123 4567 8901 2".
std::string grouped(std::string_view number);
// The same, for whoever only has to recognise it: "•••• 9012".
std::string masked(std::string_view number);

}  // namespace ocop::payments::rules
