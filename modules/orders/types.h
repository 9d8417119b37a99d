#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "modules/items/items.h"
#include "modules/payments/payments.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"

namespace ocop::orders {

using OrderId = Id<struct OrderTag>;

// placed: waits for the maker; returning: the buyer asks to give it back.
enum class State : std::uint8_t { placed, confirmed, sent, done, cancelled, expired, returning, returned };
inline constexpr std::array kStates{State::placed,    State::confirmed, State::sent,      State::done,
                                    State::cancelled, State::expired,   State::returning, State::returned};
std::string_view name(State state);
const Message& label(State state);
enum class Pay : std::uint8_t { transfer, cash };          // by VietQR before it is sent; in cash when it is handed over
inline constexpr std::array kPays{Pay::transfer, Pay::cash};
std::string_view name(Pay pay);
const Message& label(Pay pay);
enum class Way : std::uint8_t { pickup, delivery };
inline constexpr std::array kWays{Way::delivery, Way::pickup};
std::string_view name(Way way);
const Message& label(Way way);
enum class Party : std::uint8_t { buyer, maker, clock };

struct Line {
  items::ItemId item;
  ProductId product;
  std::string title;                   // as it was ordered
  std::int64_t price = 0;              // đồng each, as it was ordered
  std::int64_t count = 0;
  // Whether so many were taken out of a stock: what was made to order then goes back on no shelf, also when the maker counts since.
  enum class Counted : std::uint8_t { no, yes } counted = Counted::no;
  std::int64_t total() const { return price * count; }
};

// On whom an invoice is to be made out, where the buyer asked for one. Emptied with who bought.
struct Billing {
  enum class Asked : std::uint8_t { no, yes } asked = Asked::no;
  std::string company, tax_code, address, mail;
  bool operator==(const Billing&) const = default;
};
// The invoice that the maker's provider issued, as the maker notes it. Empty = none yet.
struct Invoice {
  std::string series, number, code;    // "1C26TAA", "125"; of the tax office, where it has one
  std::optional<Date> day{};
  bool operator==(const Invoice&) const = default;
};

// What is a gift about an order: the box with its card, and who receives it in the buyer's place. The words are emptied with who bought.
struct Gift {
  enum class Boxed : std::uint8_t { no, yes } boxed = Boxed::no;
  std::int64_t price = 0;              // đồng, as it was ordered; part of the total
  std::string card;
  std::string receiver, phone, address;
  bool operator==(const Gift&) const = default;
};
// Who brings it, as the maker notes it; and of what is paid in cash, when the carrier took it in and brought it.
struct Parcel {
  std::string carrier, tracking;       // words
  std::optional<Date> day{};           // when the carrier got it
  std::optional<Date> collected{}, remitted{};
  std::optional<std::int64_t> amount{}, fee{};   // đồng: what came, what the carrier kept
  bool operator==(const Parcel&) const = default;
};

struct Order {
  OrderId id;
  std::string number;                  // eleven digits: day and chance, so that a number tells nobody how much is sold
  std::string key;                     // SHA-256 of what the buyer's address holds
  ProducerId producer;
  State state = State::placed;
  Pay pay = Pay::transfer;
  Way way = Way::delivery;
  std::string buyer, phone, address, note, mail;   // empty once they were forgotten; mail where the buyer wants to be told
  Language language = Language::vi;    // of the letters
  std::int64_t total = 0;              // of the lines and the gift box, đồng
  std::string bin, account, holder;    // where it is paid to, as it stood when it was placed; empty of cash
  Instant placed;
  std::optional<Instant> until{};      // when it expires unless something happens
  std::optional<Instant> paid{}, refunded{};
  std::optional<Instant> handed{};     // when it was handed over, or sent, whatever became of it since
  Billing billing{};
  Invoice invoice{};
  Parcel parcel{};
  Gift gift{};
  std::optional<Instant> moved{};      // when it came into its state; money that comes or goes later does not change it
  std::string reason;                  // why it was refused, or is to go back; of no other step
  enum class Waits : std::uint8_t { no, yes } waits = Waits::no;   // for its maker: rules::waits
  std::int64_t version = 1;
  std::vector<Line> lines{};
};
bool is_gift(const Order& order);      // in a gift box, or for somebody else: no paper of the parcel says what it cost
bool owes_refund(const Order& order);  // paid, and cancelled, expired or returned; not refunded yet
bool awaits_transfer(const Order& order);
// What the buyer's bank reads. Nothing where no transfer is waited for, nor where the account that the order names is not `in_force` any
// more: nobody is led to pay into it.
std::optional<std::string> payload(const Order& order, const std::optional<payments::ReceivingAccount>& in_force);
std::string path_of(ProducerId producer);                  // "/producers/{id}/orders"
std::string order_path(ProducerId producer);               // the form: "/producers/{id}/order"

// What a maker's papers say of it, in its own words. Empty = not said; version 0 = never written.
struct Seller {
  ProducerId producer;
  std::string legal_name, tax_code, address;
  enum class Gifts : std::uint8_t { no, yes } gifts = Gifts::no;   // a gift box is offered
  std::string gift_words;
  std::int64_t gift_price = 0;         // đồng an order
  std::int64_t version = 0;
};
struct SetSeller {
  std::int64_t version = 0;            // the seller's, as it was read
  std::string legal_name, tax_code, address;
  Seller::Gifts gifts = Seller::Gifts::no;
  std::string gift_words{};
  std::int64_t gift_price = 0;
};
std::string parcels_path(ProducerId producer);             // "/producers/{id}/orders/parcels"
std::string sales_path(ProducerId producer);               // "/producers/{id}/orders/sales"
std::string settings_path(ProducerId producer);            // "/producers/{id}/orders/settings"

// What is printed of an order: once it is paid or handed over, or while it is packed and on its way.
enum class Paper : std::uint8_t { receipt, delivery_note };
std::string_view name(Paper paper);              // "receipt", "delivery-note"

// What a buyer sends.
struct Wanted { std::string item, count; };                // id, digits: one field of the form
struct NewOrder {
  std::vector<Wanted> lines;
  Pay pay = Pay::transfer;
  Way way = Way::delivery;
  std::string buyer, phone, address, note, mail;
  enum class Consent : std::uint8_t { no, yes } consent = Consent::no;
  std::string attempt{};               // 22 letters of base64url, drawn with the form: they become the order's key; empty = one is drawn
  enum class Invoiced : std::uint8_t { no, yes } invoiced = Invoiced::no;   // an invoice is asked for
  std::string company{}, tax_code{}, company_address{}, invoice_mail{};
  Gift::Boxed gift = Gift::Boxed::no;
  std::string card{}, receiver{}, receiver_phone{}, receiver_address{};
  enum class Again : std::uint8_t { no, yes } again = Again::no;   // the buyer wants what he ordered a moment ago once more
};

// What may be done to an order, by whom.
enum class Step : std::uint8_t {
  confirm,
  refuse,
  send,
  finish,
  cancel,
  ask_return,
  accept_return,
  refuse_return,
  mark_paid,
  mark_refunded,
  expire
};
inline constexpr std::array kSteps{Step::confirm,    Step::refuse,        Step::send,          Step::finish,    Step::cancel,
                                   Step::ask_return, Step::accept_return, Step::refuse_return, Step::mark_paid, Step::mark_refunded};
std::string_view name(Step step);
const Message& label(Step step);
struct Move {
  std::int64_t version = 0;
  Step step = Step::confirm;
  std::string reason;
};
struct NoteInvoice : Invoice {
  std::int64_t version = 0;            // the order's, as it was read
};
struct NoteParcel : Parcel {
  std::int64_t version = 0;            // the order's, as it was read
};
struct BuyersMove : Move { std::string key; };

// A line of a bank's statement.
struct Received {
  std::uint32_t row = 0;               // as the spreadsheet shows it
  std::optional<Date> day{};
  std::int64_t amount = 0;             // đồng that came in
  std::string words;
};
// What a line means. exact: reference and amount; near: the reference with another amount, or the amount alone, of one order only.
struct Matched {
  Received line;
  enum class How : std::uint8_t { none, near, exact, again } how = How::none;   // again: that order is paid already
  std::vector<std::string> numbers{};  // of orders that it may be of, the likeliest first
};

}  // namespace ocop::orders
