#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"

namespace ocop::products {

// What was typed as the search index wants it. What is surely the same ("cafe" and "cà phê", "ST 25" and "ST25") is looked for with it;
// what is only likely is proposed (kernel/base/spelling.h). Pure.

// One thing that must be there, in any of its spellings; of a spelling all words. Folded.
struct Unit {
  std::vector<std::vector<std::string>> spellings;   // as typed first
};
// The first kMostWords words of what was typed.
inline constexpr std::size_t kMostWords = 12;        // a name has at most 20; more only cost time
std::vector<Unit> units_of(std::string_view typed);
// The units as each database wants them; empty when there is none. The last word may be half typed.
std::string match_text(db::Engine engine, std::span<const Unit> units);

}  // namespace ocop::products
