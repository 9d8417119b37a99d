#pragma once
#include "modules/pricing/types.h"

// Pure.
namespace ocop::pricing::rules {

// A piece's price, split. What comes back is taken to be lost, with the carriage there and back: food is not sold twice. VAT is what is in
// the maker's own invoice; fees are of the price with VAT; money lies in cost and carriage for the days until it is paid. Each part is
// rounded half up to a đồng, and what is left is the rest.
Split split(const PriceInput& input, Way way);
// With the lowest price at which nothing is lost.
Answer answer(const PriceInput& input, Way way);

// All of kAsked, in their order. A paper counts that has a file and has not ended by the day; the margin counts when a supermarket's terms
// (PriceInput) leave something of the price with 60 days of credit.
std::vector<Line> readiness(const Facts& facts, const std::optional<PriceInput>& reckoned);

}  // namespace ocop::pricing::rules
