#pragma once
#include <functional>

#include "kernel/act/act.h"
#include "kernel/files/received.h"
#include "kernel/throttle/throttle.h"
#include "kernel/print/print.h"
#include "modules/items/items.h"
#include "modules/notices/notices.h"
#include "modules/orders/parcels.h"
#include "modules/orders/orders.h"
#include "modules/orders/rules.h"
#include "modules/orders/sales.h"
#include "modules/orders/types.h"

namespace ocop::orders {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldPlaced = "order.placed", kToldCancelled = "order.cancelled", kToldReturning = "order.returning";

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    throttle::Throttle& throttle;
    const notices::Notices& notices;
    const producers::Producers& producers;
    const products::Products& products;
    const items::Items& items;
    const payments::Payments& payments;
    const std::string& public_url;
    print::PdfFonts fonts;
    // The tax code that a maker has said elsewhere (producers::TaxCodeSaid): proposed until it says one here.
    std::function<std::string(db::Reader&, ProducerId)> said_tax_code = {};
  };
  explicit Service(Parts parts) : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random) {}
  const payments::Payments& payments() const { return parts_.payments; }
  Instant now() const { return parts_.clock.now(); }
  std::string new_attempt() const;     // for a form that is drawn

  // ---- buyers, without an account
  struct Shop {
    producers::Producer producer;
    std::vector<Offered> offered;      // what has a price and can be had
    std::optional<payments::ReceivingAccount> account{};   // without one: cash alone
    Seller seller{};                   // with the gift box that it offers
  };
  Result<Shop> shop(ProducerId producer) const;            // not_found also of one that is not shown
  // Takes the stock. A buyer who left an address is written to, now with the key and at each step of the maker. The same form sent twice
  // is one order: the second is told of the first. Errors: not_found; invalid_input, all that is wrong at once; conflict when something is
  // sold out, when so many orders wait already, or when the attempt made another order (field "attempt"); too_many_requests.
  struct Placed { std::string number, key; };
  struct From { std::string_view peer; Language language = Language::vi; };
  Result<Placed> place(ProducerId producer, const NewOrder& wanted, const From& from);
  // By number and key together; anything else is not_found.
  struct Shown {
    producers::Producer producer;
    Order order;
    std::vector<Step> possible;
    std::optional<payments::ReceivingAccount> account{};   // in force now
  };
  Result<Shown> of_buyer(std::string_view number, std::string_view key) const;
  Result<Order> move_by_buyer(std::string_view number, const BuyersMove& move);
  std::optional<payments::ReceivingAccount> account_of(ProducerId producer) const;   // in force now

  // ---- the maker: members, and helpers with its products
  struct Mine {
    producers::Producer producer;
    std::vector<Order> orders;         // what waits for the maker first, then the latest; at most kMostShown
    std::optional<payments::ReceivingAccount> account{};
  };
  Result<Mine> of_maker(const Actor& actor, ProducerId producer) const;
  // How many orders wait for each maker that the actor acts for; those with none are left out.
  struct Waiting { producers::Producer producer; std::int64_t count = 0; };
  std::vector<Waiting> waiting(const Actor& actor) const;
  Result<Shown> one_of_maker(const Actor& actor, ProducerId producer, std::string_view number) const;
  Result<Order> move_by_maker(const Actor& actor, ProducerId producer, std::string_view number, const Move& move);
  // A bank's statement: what is matched exactly is marked as paid, in one act that reads no file; the rest is told. Errors: not_found; of
  // read_statement(); conflict when an order changed meanwhile: the file may be sent again.
  struct Reconciled { producers::Producer producer; std::vector<Matched> lines; std::size_t paid = 0; };
  Result<Reconciled> reconcile(const Actor& actor, ProducerId producer, const files::Received& file);

  // ---- papers (service_papers.cc): PDF, A5. Errors: as of_buyer, one_of_maker; conflict of rules::may_print.
  struct Printed { std::string bytes, file_name; };
  Result<Printed> receipt(std::string_view number, std::string_view key) const;
  Result<Printed> print(const Actor& actor, ProducerId producer, std::string_view number, Paper paper) const;
  // What they say of the maker: its members', no helper's.
  struct Selling { producers::Producer producer; Seller seller; };
  Result<Selling> selling(const Actor& actor, ProducerId producer) const;
  Result<Selling> set_selling(const Actor& actor, ProducerId producer, const SetSeller& typed);

  // ---- what was sold (service_sales.cc): who may see the maker's orders
  struct Months { producers::Producer producer; std::vector<MonthSum> months; };   // the latest kShownMonths
  Result<Months> months(const Actor& actor, ProducerId producer) const;
  struct Sales { Month month; std::vector<SoldLine> lines; };
  // Of this month where `month` is empty. Errors: not_found; invalid_input; too_large beyond kMostSold orders.
  Result<Sales> sales(const Actor& actor, ProducerId producer, std::string_view month) const;
  // Errors: not_found; of rules::read; conflict when another was faster.
  Result<Order> note_invoice(const Actor& actor, ProducerId producer, std::string_view number, const NoteInvoice& typed);

  // ---- parcels (service_parcels.cc): who may see the maker's orders
  struct Parcels {
    producers::Producer producer;
    Date today;
    std::vector<Age> ages;             // of all
    std::vector<Outstanding> outstanding;   // the oldest kMostShown
    Refusal refusal;
  };
  Result<Parcels> parcels(const Actor& actor, ProducerId producer) const;
  // What was remitted is marked as paid in the same act. Errors: not_found; of rules::read; conflict when another was faster.
  Result<Order> note_parcel(const Actor& actor, ProducerId producer, std::string_view number, const NoteParcel& typed);

  // ---- the clock
  std::size_t expire() const;          // orders that nobody paid or answered; how many
  void forget() const;                 // who bought, after half a year in one state
  bool any_of(db::Reader& reader, ProducerId producer) const;

  static constexpr std::int64_t kMostShown = 200;
  static constexpr int kShownMonths = 12;                  // a year of a tax return
  static constexpr std::int64_t kMostSold = 5'000;         // of a month: a household hands over a hundred a day at most

 private:
  Result<producers::Producer> shown_producer(db::Reader& reader, ProducerId producer) const;
  Result<producers::Producer> own_producer(db::Reader& reader, const Actor& actor, ProducerId producer) const;
  Result<Shop> shop(db::Reader& reader, ProducerId producer) const;
  Result<std::optional<Placed>> placed_before(db::Reader& reader, ProducerId producer, const NewOrder& wanted) const;
  Result<void> expect_new(db::Reader& reader, ProducerId producer, const NewOrder& wanted, Instant at) const;
  Result<Order> order_of(db::Reader& reader, ProducerId producer, const NewOrder& wanted, Instant at) const;
  Result<void> admit(const From& from);
  Result<Placed> keep(act::Moment& act, ProducerId producer, const NewOrder& wanted, Language language) const;
  Result<void> take_stock(act::Moment& act, Order& order) const;
  Result<Order> step(act::Moment& act, const Order& order, const Move& move, Party by) const;
  Result<void> mark(const Actor& actor, Reconciled& done) const;
  void tell(act::Moment& act, std::string_view kind, const Order& order) const;
  Result<Selling> selling(db::Reader& reader, const Actor& actor, ProducerId producer) const;
  Result<Order> own_order(act::Act& act, ProducerId producer, std::string_view number) const;
  Result<Printed> drawn(const Shown& shown, Paper paper) const;
  void write_to_buyer(act::Moment& act, const Order& order, std::string_view key) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::orders
