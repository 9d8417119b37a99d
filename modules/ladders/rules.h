#pragma once
#include <span>

#include "kernel/base/result.h"
#include "modules/ladders/types.h"

// Pure.
namespace ocop::ladders::rules {

inline constexpr std::int64_t kOwnerLimit = 120;        // characters: a name with its task
inline constexpr int kLatestStartYears = 10;            // a plan that begins later is a slip of the pen

// The star that is aimed at where none was asked for: the plan's, else the one after what is reached, but one that is recognised (article
// 4.1: three and more).
int usual_target(int reached, const std::optional<Plan>& plan);
rulebooks::Prices prices_of(const rulebooks::Table& table, std::span<const GivenPrice> given);
// "1.5/3" as the table has it. Error: invalid_input on "option".
struct Place { std::string criterion; int option = 0; };
Result<Place> read_option(const rulebooks::Table& table, std::string_view text);
std::string option_word(std::string_view criterion, int option);   // "1.5/3"
// The ladder's steps with the days by which each is to be done, months one after the other. Errors: conflict when the target is out of
// reach or there already; invalid_input on "starts".
Result<Plan> plan_of(const evaluation::OwnSheet& own, const rulebooks::Table& table, const rulebooks::Ladder& ladder, const SavePlan& ask,
                     Date today);
// `latest`: the answers that were given last. A step is done when its criterion has as many points as the step wanted.
Followed follow(Plan plan, const evaluation::OwnSheet& latest, const rulebooks::Table* table);

}  // namespace ocop::ladders::rules
