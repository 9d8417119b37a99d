#pragma once
#include "kernel/act/act.h"
#include "kernel/print/print.h"
#include "kernel/throttle/throttle.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/orders/orders.h"
#include "modules/payments/payments.h"
#include "modules/products/products.h"
#include "modules/quotations/rules.h"
#include "modules/quotations/types.h"

namespace ocop::quotations {

std::vector<db::Migration> migrations();
struct PaperFacts;   // paper.h

inline constexpr std::string_view kToldAsked = "quotation.asked", kToldAccepted = "quotation.accepted",
                                  kToldDeclined = "quotation.declined", kToldLapsed = "quotation.lapsed";

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    throttle::Throttle& throttle;
    const identity::Identity& identity;
    const notices::Notices& notices;
    const producers::Producers& producers;
    const products::Products& products;
    const items::Items& items;
    const payments::Payments& payments;
    const orders::Orders& orders;
    const std::string& public_url;
    print::PdfFonts fonts;
  };
  explicit Service(Parts parts) : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random) {}
  Instant now() const { return parts_.clock.now(); }
  std::string new_attempt() const;     // for a form that is drawn
  std::string buyers_url(std::string_view number, std::string_view key) const;   // whole, to be handed on

  // ---- buyers, without an account
  using Offered = orders::Offered;
  struct Shop {
    producers::Producer producer;
    std::vector<Offered> offered;      // what is sold, with a price or without
  };
  // not_found: no such maker, one that waits, or one that nobody would read it for.
  Result<Shop> shop(ProducerId producer) const;
  bool may_ask(ProducerId producer) const;
  // The maker's people are told; a buyer who left an address is written to, now with the key and at each step of the maker. The same form
  // sent twice is one quotation: the second is told of the first. Errors: not_found; invalid_input, all that is wrong at once; conflict
  // when the same was asked a moment ago, when so many wait already, or when the attempt made another one; too_many_requests.
  struct Opened { std::string number, key; };
  struct From { std::string_view peer; Language language = Language::vi; };
  Result<Opened> ask(ProducerId producer, const Ask& typed, const From& from);
  // By number and key together; anything else is not_found.
  struct Shown {
    producers::Producer producer;
    Quotation quotation;
    std::vector<Offer> offers;         // the newest first
    std::vector<Step> possible;
    enum class Key : std::uint8_t { not_asked, fits } key = Key::not_asked;
    // For the maker, while an offer can be accepted: of what it names more pieces than its stock has. Nobody can accept it until it has.
    struct Short { std::string title; std::int64_t count = 0, stock = 0; };
    std::vector<Short> too_few{};
  };
  Result<Shown> of_buyer(std::string_view number, std::string_view key) const;
  // Accepting makes the order in the same act (modules/orders): both are there afterwards, or neither. Errors: not_found; conflict, also
  // when something is not there any more: the maker is rung then; invalid_input.
  Result<Quotation> move_by_buyer(std::string_view number, const BuyersMove& move);

  // ---- the maker: members, and helpers with its products; else not_found
  struct Listed { Quotation quotation; std::optional<std::int64_t> total{}; };
  struct Mine {
    producers::Producer producer;
    std::vector<Listed> quotations;    // what waits for the maker first, then what moved last; at most kMostShown
  };
  Result<Mine> of_maker(const Actor& actor, ProducerId producer) const;
  Result<Shop> shop_of_maker(const Actor& actor, ProducerId producer) const;
  // How many wait for each maker that the actor acts for; those with none are left out.
  struct Waiting { producers::Producer producer; std::int64_t count = 0; };
  std::vector<Waiting> waiting(const Actor& actor) const;
  // `key`: where the maker holds the buyer's link in the hand, just begun; it is looked at, never asked for.
  Result<Shown> one_of_maker(const Actor& actor, ProducerId producer, std::string_view number, std::string_view key = {}) const;
  // For somebody who rang. The key is told once: the maker hands the link on.
  Result<Opened> start(const Actor& actor, ProducerId producer, const Start& typed, Language language);
  // What the form of an offer shows first: the newest offer, or what was asked for at list prices, below the last letterhead.
  struct Writing { Shown shown; std::vector<Offered> offered; Draft draft; };
  Result<Writing> writing(const Actor& actor, ProducerId producer, std::string_view number) const;
  Result<Quotation> offer(const Actor& actor, ProducerId producer, std::string_view number, const Draft& draft);
  Result<Quotation> withdraw(const Actor& actor, ProducerId producer, std::string_view number, const Move& move);

  // ---- the paper: the newest offer, or the one of that number. not_found also when there is none.
  struct Paper { std::string bytes, file_name; };
  Result<Paper> paper_of_buyer(std::string_view number, std::string_view key, std::optional<std::int64_t> offer, Language language) const;
  Result<Paper> paper_of_maker(const Actor& actor, ProducerId producer, std::string_view number, std::optional<std::int64_t> offer,
                               Language language) const;

  // ---- the clock
  std::size_t lapse() const;           // what nobody answered, and offers after their last day; how many
  void forget() const;                 // who asked, half a year after it ended
  bool any_of(db::Reader& reader, ProducerId producer) const;

  static constexpr std::int64_t kMostShown = 200;

 private:
  Result<producers::Producer> reachable(db::Reader& reader, ProducerId producer) const;
  Result<producers::Producer> own_producer(db::Reader& reader, const Actor& actor, ProducerId producer) const;
  std::vector<Offered> offered(db::Reader& reader, ProducerId producer) const;
  Result<Quotation> drawn_up(db::Reader& reader, ProducerId producer, const Start& wanted) const;
  Result<std::optional<Opened>> opened_before(db::Reader& reader, ProducerId producer, const Start& wanted) const;
  Result<void> expect_room(db::Reader& reader, const Quotation& quotation, Instant at) const;
  Result<void> admit_begun(ProducerId producer);
  Result<void> admit(ProducerId producer, const From& from);
  Result<Opened> keep(act::Moment& act, Quotation quotation, const Start& wanted) const;
  Result<Shown> shown(db::Reader& reader, producers::Producer producer, Quotation quotation, Party by) const;
  std::vector<Shown::Short> too_few(db::Reader& reader, const Offer& offer) const;
  Result<Quotation> find(db::Reader& reader, ProducerId producer, std::string_view number) const;
  Result<Quotation> step(act::Moment& act, const Quotation& before, const Move& move, Party by) const;
  Result<void> complete(db::Reader& reader, const Quotation& quotation, Offer& offer) const;
  Result<std::string> make_order(act::Moment& act, const Quotation& quotation, std::string_view key) const;
  Result<PaperFacts> facts(db::Reader& reader, Shown shown, std::optional<std::int64_t> offer) const;
  Result<Paper> drawn(const PaperFacts& facts, Language language) const;
  void tell(act::Moment& act, std::string_view kind, const Quotation& quotation) const;
  void write_to_buyer(act::Moment& act, const Quotation& quotation, std::string_view key) const;

  Parts parts_;
  act::Acts acts_;
};

std::string digest_of(std::string_view key);   // what is kept of it

}  // namespace ocop::quotations
