#pragma once
#include <span>
#include <string_view>

#include "kernel/base/result.h"
#include "modules/packagings/types.h"

// Pure.
namespace ocop::packagings::rules {

inline constexpr std::size_t kMostPackagings = 60;    // a new one each quarter for fifteen years
inline constexpr std::size_t kMostLots = 300;         // of one packaging: a lot a day for ten months, and a range counts as one
inline constexpr std::size_t kMostNotes = 20;         // whoever corrects more makes a new version
inline constexpr std::int64_t kLotLimit = 60;         // characters: a range of two numbers of GS1's twenty, with the word between
inline constexpr std::int64_t kLotsLimit = 6'000;     // characters of one form: a hundred of the longest
inline constexpr std::int64_t kWordsLimit = 1'000;    // what changed
inline constexpr std::int64_t kNameLimit = 120;       // of a designer
inline constexpr std::int64_t kLabelLimit = 4'000;    // what the check of a label takes (modules/labels)

// A draft says something. Error: invalid_input.
Result<void> says_something(const Draft& draft);
// The lots of a form: one a line, or apart by commas or semicolons; twice is once, also of those that `kept` holds. Errors: invalid_input
// on "lots" for one that is too long, a range whose ends do not belong together, or more than kMostLots.
Result<std::vector<std::string>> read_lots(std::string_view typed, std::span<const std::string> kept);
// A draft comes into use, or is told of as it was. What it takes the place of: packagings that end the day before. `others` are the
// product's without it. A packaging with a narrower choice of sizes does not end a wider one. Errors: invalid_input on "since" or "until";
// conflict when it was in use already, has no front photo, says nothing of what changed, or another one stands in its days.
Result<std::vector<Packaging>> put_in_use(const Packaging& draft, std::span<const Packaging> others, const Period& period, Date today);
// Its last day in use. Errors: conflict when it is a draft or ended before; invalid_input on "until".
Result<void> may_end(const Packaging& packaging, Date until, Date today);
// What was shown stays as it was shown. Error: conflict.
Result<void> is_draft(const Packaging& packaging);
Result<void> was_in_use(const Packaging& packaging);
Result<void> expect_place_for_note(const Packaging& packaging);
// The oldest first, drafts last.
void order(std::vector<Packaging>& packagings);
// Of packagings in that order the one that `at` followed: the newest before it for a size that it is for too. Nullopt: it is the first.
std::optional<std::size_t> one_before(std::span<const Packaging> packagings, std::size_t at);

// What is other in `after` than in `before`, where it can be seen.
enum class Part : std::uint8_t { front, back, designer, items, label };
std::vector<Part> differences(const Packaging& before, const Packaging& after);
// Lines of a label that stand in one and not in the other, in their order.
std::vector<std::string_view> lines_missing(std::string_view in, std::string_view of);

}  // namespace ocop::packagings::rules
