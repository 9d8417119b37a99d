#pragma once
#include <span>
#include <string_view>

#include "kernel/base/result.h"
#include "modules/counts/types.h"

// What figures say of each other. Pure.
namespace ocop::counts::rules {

// data/counts/published.csv. Error: malformed_request when a line is not what data/counts/README.md says.
Result<std::vector<Published>> read(std::string_view csv);

// The identities whose parts are printed: 3 + 4 + 5 stars = products (with those proposed for five when that is what the page counts),
// groups = products, kinds of makers = makers.
std::vector<Check> checks(const Published& one);
// Pages of one place and level that print the same total in other parts, or other totals for one date.
std::vector<Conflict> conflicts(std::span<const Published> all);
// "131 + 13 = 144"; "1.718 + 1.571 + 6 = 3.295 ≠ 3.317".
std::string formula(const Check& check, Language language);

// Why a published figure and the computed one differ, or may: sentences in the order of weight. Never a correction.
struct Reason {
  const Message* text = nullptr;
  std::vector<std::int64_t> numbers{};                    // for {0}…
};
std::string words(const Reason& reason, Language language);
std::vector<Reason> reasons(const Published& one, const Computed& computed);

}  // namespace ocop::counts::rules
