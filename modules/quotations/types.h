#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "modules/items/items.h"
#include "modules/producers/producers.h"

namespace ocop::quotations {

using QuotationId = Id<struct QuotationTag>;

enum class State : std::uint8_t { asked, offered, accepted, declined, withdrawn, lapsed };
inline constexpr std::array kStates{State::asked, State::offered, State::accepted, State::declined, State::withdrawn, State::lapsed};
std::string_view name(State state);
const Message& label(State state);
enum class Party : std::uint8_t { buyer, maker, clock };

// What a buyer wants some of.
struct Wanted {
  items::ItemId item;
  ProductId product;
  std::string title;                   // as it was asked for
  std::int64_t count = 0;
};

// One line of what is offered.
struct Line {
  items::ItemId item{};                // nil = words alone
  ProductId product{};                 // nil as well then
  std::string title, unit;             // "Hộp quà Tết, 500 g", "hộp"; unit may be empty
  std::int64_t count = 0;
  std::int64_t price = 0;              // đồng each, before the discount
  std::int64_t discount = 0;           // tenths of a per cent, 0..1000
  bool operator==(const Line&) const = default;
};
// count × price less the discount, to the đồng, half a đồng up: 3 × 3.333 less 12,5 % are 8.749,125, so 8.749.
std::int64_t total(const Line& line);

// What the maker offers. A mended one is another row; what was offered stays readable.
struct Offer {
  std::int64_t number = 0;             // of its quotation, from 1
  Instant written;
  AccountId written_by;
  std::vector<Line> lines{};
  std::int64_t delivery = 0;           // đồng
  std::string box, vat, terms;         // words of the gift box, of VAT, of payment and whatever else; may be empty
  Date valid_until{};                  // last day
  std::optional<Date> ready{};         // when it is delivered
  std::string seller_tax, seller_phone, seller_address;   // of the letterhead; may be empty
};
std::int64_t goods(const Offer& offer);   // the sum of its lines
std::int64_t total(const Offer& offer);   // of lines and delivery

struct Quotation {
  QuotationId id;
  std::string number;                  // eleven digits: day and chance
  std::string key;                     // SHA-256 of what the buyer's address holds
  ProducerId producer;
  Party opened_by = Party::buyer;
  State state = State::asked;
  std::string company, tax_code;       // of the buyer; may be empty
  std::string name, phone, mail, place, words;   // empty once they were forgotten; mail, place and words may be empty before
  std::optional<Date> wanted_by{};
  Language language = Language::vi;    // of the letters
  Instant opened;
  std::optional<Instant> until{};      // when it lapses unless something happens
  Instant moved;                       // when it came into its state, or was offered anew
  std::string reason;                  // why it was withdrawn or declined
  std::int64_t offers = 0;             // the number of the newest one
  std::string order;                   // the number of the order that came of it
  enum class Waits : std::uint8_t { no, yes } waits = Waits::yes;   // for its maker: rules::waits
  std::int64_t version = 1;
  std::vector<Wanted> wanted{};
};
std::string list_path(ProducerId producer);                // "/producers/{id}/quotations"
std::string ask_path(ProducerId producer);                 // the form: "/producers/{id}/quotation"
std::string one_path(ProducerId producer, std::string_view number);

// What opens one. By its buyer (Ask), or by the maker for somebody who rang.
struct WantedText { std::string item, count; };            // id, digits: one field of the form
struct Start {
  std::vector<WantedText> lines;
  std::string words;
  std::optional<Date> wanted_by{};
  std::string place, company, tax_code, name, phone, mail;
  std::string attempt;                 // 22 letters of base64url, drawn with the form: they become the key; empty = one is drawn
};
struct Ask : Start {
  enum class Consent : std::uint8_t { no, yes } consent = Consent::no;
};

// What the maker writes. Lines by row and column: "1.item", "1.title", "1.unit", "1.count", "1.price", "1.discount".
struct Cell { std::string place, text; };
struct Draft {
  std::int64_t version = 0;
  std::vector<Cell> lines;
  std::string delivery, box, vat, terms;
  std::optional<Date> valid_until{}, ready{};
  std::string seller_tax, seller_phone, seller_address;
};

enum class Step : std::uint8_t { offer, withdraw, accept, decline, forget, lapse };
inline constexpr std::array kMakersSteps{Step::offer, Step::withdraw};
inline constexpr std::array kBuyersSteps{Step::accept, Step::decline, Step::forget};
std::string_view name(Step step);
const Message& label(Step step);
struct Move {
  std::int64_t version = 0;
  Step step = Step::withdraw;
  std::string reason;
};
struct BuyersMove : Move { std::string key; };
struct MakersMove : Draft {            // offer takes the draft, withdraw the reason
  Step step = Step::offer;
  std::string reason;
};

}  // namespace ocop::quotations
