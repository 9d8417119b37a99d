#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/throttle/rules.h"
#include "modules/orders/orders.h"
#include "modules/quotations/types.h"

// Pure. What may be asked and offered, who may do what with it, and what it comes to.
namespace ocop::quotations::rules {

inline constexpr std::int64_t kDay = 24 * 3'600'000LL;     // milliseconds
inline constexpr std::int64_t kUnanswered = 30 * kDay;     // a maker who does not answer holds nobody's question for ever
inline constexpr int kUsualValid = 14, kMostValid = 365;   // days: prices of a season; a year's contract
inline constexpr int kMostAhead = 730;                     // days: what is wanted or ready after two years is a slip of the year
inline constexpr std::int64_t kForget = 180 * kDay;        // in a final state: then who asked is emptied
inline constexpr std::int64_t kMostCount = 1'000'000;      // pieces of a line
inline constexpr std::int64_t kMostPrice = 1'000'000'000;  // đồng each, and of a delivery. With the two others a sum fits 64 bits
inline constexpr std::int64_t kWhole = 1'000;              // tenths of a per cent
inline constexpr std::int64_t kMostTotal = 100'000'000'000;   // đồng: beyond a hundred milliards a contract is written, not this
inline constexpr std::size_t kMostLines = 30;              // a page of A4
inline constexpr std::size_t kAttempt = 22;                // letters of base64url: 128 bits
// Of one telephone with one maker, and of all with one maker, that wait for an answer: what is not read any more is not asked.
inline constexpr std::int64_t kOpenOfPhone = 5, kOpenOfMaker = 200;
inline constexpr std::int64_t kSameWithin = 10 * 60'000;   // milliseconds: a form filled in twice; of a double click the attempt tells
// A buyer asks two makers and mends a slip. Three at once from one network, then one in ten minutes.
inline constexpr throttle::Limit kAskLimit{3, 10 * 60'000};
// Of one maker, from whichever networks: what a household can read in an evening, then one in five minutes.
inline constexpr throttle::Limit kAskedLimit{30, 5 * 60'000};
// Begun by a maker for whoever rang: each writes a letter to an address that the maker typed.
inline constexpr throttle::Limit kBegunLimit{20, 10 * 60'000};

// ---- what is typed (read.cc)
// kernel/base/tax_code of a business, or of a household: its owner's number; nullopt = none of these.
std::optional<std::string> tax_code_of(std::string_view typed);
// Whole numbers as people type them: "45000", "45.000", "45 000 đ"; nullopt = none, or above `most`.
std::optional<std::int64_t> whole_of(std::string_view typed, std::int64_t most);
// Tenths of a per cent: "7,5", "7.5 %", "10"; empty = 0; nullopt = none from 0 to 100.
std::optional<std::int64_t> discount_of(std::string_view typed);
// As they are kept: telephone, tax code and mail in their one form. Errors: invalid_input, every wrong field at once, never what was typed.
Result<Ask> read(const Ask& typed, Date today);
Result<Start> read(const Start& typed, Date today);
// The offer without number, moment and account; lines of an item have its id and what was typed of it: the service knows the item. Errors:
// invalid_input, every wrong field at once, of a line "lines.1.count".
Result<Offer> read(const Draft& typed, Date today);
// What a form of it shows.
Draft draft_of(const Offer& offer);

// ---- who may do what
struct Row { Step step; Party by; State from, to; };
std::span<const Row> table();
std::vector<Step> possible(const Quotation& quotation, Party by, Instant now);
// The quotation after a step; of Step::offer with the offer's last day in `valid_until`. Errors: conflict when the step is not the party's,
// or not possible as it stands; invalid_input without a reason where one is due.
struct Taking {
  Step step;
  std::string_view reason{};
  std::optional<Date> valid_until{};
};
Result<Quotation> after(const Quotation& quotation, const Taking& taking, Party by, Instant now);
Quotation::Waits waits(const Quotation& quotation);
bool is_over(State state);             // nothing comes of it any more unless it is offered anew
void empty_person(Quotation& quotation);
// Whether both ask the same of the same maker in the same words.
bool is_same(const Quotation& one, const Quotation& other);

// ---- what it comes to
// The lines of an order that comes to exactly total(offer): whole đồng each, so that a line whose discount does not fall evenly becomes two
// whose prices differ by one đồng. `delivery`: what the delivery is called.
std::vector<orders::Agreed::Line> order_lines(const Offer& offer, std::string_view delivery);

}  // namespace ocop::quotations::rules
