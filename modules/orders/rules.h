#pragma once
#include <span>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/throttle/rules.h"
#include "modules/orders/types.h"

// Pure. Who may do what to an order, and what it then is.
namespace ocop::orders::rules {

inline constexpr std::int64_t kHour = 3'600'000;           // milliseconds
inline constexpr std::int64_t kUnpaid = 24 * kHour;        // a transfer that does not come lets the stock go
inline constexpr std::int64_t kUnanswered = 72 * kHour;    // a maker who does not answer holds nobody's order for ever
inline constexpr std::int64_t kReturnDays = 7;             // in which a buyer may ask to give back what was sent
inline constexpr std::int64_t kMostPieces = 10'000;        // of a line
inline constexpr std::size_t kMostLines = 30;
inline constexpr std::int64_t kMostOrder = payments::kMostTransfer;   // however it is paid: beyond it the maker writes a quotation
inline constexpr std::int64_t kForget = 180LL * 24 * kHour;   // in one state: then who bought is emptied
// Of an order that is still to be sent: what was agreed on for the year after next (quotations) needs somebody to bring it to.
inline constexpr std::int64_t kForgetOpen = 730LL * 24 * kHour + kForget;
// Orders that hold stock and are not paid. Of one telephone with one maker: a family orders twice and mends a slip, and who wants the whole
// shelf without a đồng is stopped. Of all with one maker: what fits on the page that he works through (Service::kMostShown).
inline constexpr std::int64_t kOpenOfPhone = 5, kOpenOfMaker = 200;
inline constexpr std::int64_t kMostCard = 200;             // letters: what fits on a card by hand
inline constexpr std::int64_t kMostGiftPrice = 10'000'000; // đồng: a box of lacquer
inline constexpr std::size_t kAttempt = 22;                // letters of base64url: 128 bits, as many as a UUID has
// Of orders from one network: a family, or a phone's carrier. Three at once, then one in five minutes.
inline constexpr throttle::Limit kOrderLimit{3, 5 * 60'000};

// How long the same order of the same buyer is taken for a second press: Back, a lost page and an impatient thumb come within minutes;
// whoever orders the same after lunch means it.
inline constexpr std::int64_t kPressedAgain = 30 * 60'000;

// What a buyer sends, as it is kept: address of mail and telephone in their one form. Errors: invalid_input, every wrong field at once.
Result<NewOrder> read(const NewOrder& typed);
// Pieces of a line as typed: 0 = left empty, -1 = no number.
std::int64_t count_of(std::string_view typed);
// Whether the order is what this form asked for. Of who was forgotten only what was bought is left to compare. `wanted`: as read().
bool is_of(const Order& order, ProducerId producer, const NewOrder& wanted);
// Whether somebody asks again for what was ordered a moment ago: an open order of the same maker, lines and way, by the same name,
// telephone and address. All that is about a person has to agree: whoever knows a number alone is told nothing, his order is made like any
// other.
bool is_pressed_again(const Order& order, ProducerId producer, const NewOrder& wanted, Instant now);
// "0912345678" of "0912 345 678", "+84912345678"; nullopt = none of Vietnam.
std::optional<std::string> phone_of(std::string_view typed);

// The order after a step. Errors: conflict when it is not the party's, or not possible as it stands; invalid_input without its reason.
// Money is noted whenever it came: of an order that is over it is owed back from then on.
Result<Order> after(const Order& order, const Move& move, Party by, Instant now);
// What a party may do now, in the order of a page.
std::vector<Step> possible(const Order& order, Party by, Instant now);
// Whether the stock goes back with this step.
bool gives_back(const Order& before, const Order& after);
// Whether the maker is next: to accept, to send, to take back, to give money back.
Order::Waits waits(const Order& order);
// In the order of their items: whoever changes several rows of stock does it in one order, so that nobody waits for each other.
std::vector<Line> by_item(std::vector<Line> lines);

// On whom an invoice is made out, of what a buyer sends.
Billing billing_of(const NewOrder& wanted);
// What is a gift about what a buyer sends, without the box's price.
Gift gift_of(const NewOrder& wanted);
// The invoice as it is kept; all empty takes back what was noted. Errors: conflict of an order that is neither paid nor handed over;
// invalid_input: a part of it is missing, or its day is before the order or after today.
Result<Invoice> read(const NoteInvoice& typed, const Order& order, Date today);
// What is noted of a parcel, as it is kept. Errors: conflict of an order that is not brought, or not accepted; invalid_input: days that are
// not in their order or after today, money of a transfer or of what was not handed over, an amount without its day or above the total.
Result<Parcel> read(const NoteParcel& typed, const Order& order, Date today);
// What a maker says of itself, as it is kept. Errors: invalid_input.
Result<SetSeller> read(const SetSeller& typed);
// conflict: a receipt of what is neither paid nor handed over, a delivery note of what is not to be sent (any more).
Result<void> may_print(const Order& order, Paper paper);
// What whoever brings it takes in cash; 0 = nothing.
std::int64_t to_collect(const Order& order);

// Each line of a statement against the maker's orders that are paid by transfer, whatever their state; others are left out.
std::vector<Matched> match(std::span<const Received> lines, std::span<const Order> orders);

}  // namespace ocop::orders::rules
