#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/random/random.h"
#include "modules/items/items.h"
#include "modules/payments/payments.h"
#include "modules/products/products.h"

// Port of the module: orders that two agreed on elsewhere (modules/quotations), and what both say of a buyer in one way.
namespace ocop::orders {

// What was agreed. The caller has asked who may agree, and holds the producer's row.
struct Agreed {
  struct Line {
    std::optional<items::ItemId> item{};   // nullopt = words alone: a delivery, a ribbon; nothing is taken from a stock
    ProductId product{};
    std::string title;
    std::int64_t price = 0;            // đồng each, as agreed
    std::int64_t count = 0;
  };
  ProducerId producer;
  std::vector<Line> lines;
  std::string buyer, phone, address, note, mail;   // address empty = it is fetched
  std::string company, tax_code;       // on which an invoice is made out; both empty = none is asked for
  Language language = Language::vi;
  std::string key;                     // 22 letters of base64url that the buyer has already: they open the order too
};
struct Placed { std::string number, key; };
// What a maker says of itself on its papers (/producers/{id}/orders/settings); empty where it says nothing.
struct Letterhead { std::string legal_name, tax_code, address; };

// Thread-safe.
class Orders {
 public:
  virtual ~Orders() = default;
  // A confirmed order at the agreed prices, paid by transfer, that no clock ends: into the producer's account in force by VietQR up to
  // payments::kMostTransfer, beyond it, or without an account, as the two agreed (the order names no account then). Takes what is counted
  // out of its stock; part of the running act, whose error takes all of it back. Nobody is told: the caller does it. Errors: conflict on
  // "lines" when something is not there or not sold any more; conflict on "key" when it opens an order already.
  virtual Result<Placed> place_agreed(act::Moment& act, const Agreed& agreed) const = 0;
  virtual Letterhead letterhead(db::Reader& reader, ProducerId producer) const = 0;
};

struct AgreedParts {
  Random& random;
  const items::Items& items;
  const payments::Payments& payments;
};
std::unique_ptr<const Orders> make_orders(const AgreedParts& parts);   // what it was made with must outlive it

// What a maker sells now, by its products; with a listed price or without. `products` and `items` are the ports.
struct Offered { products::Product product; items::Item item; };
std::vector<Offered> offered(db::Reader& reader, const products::Products& products, const items::Items& items, ProducerId producer);
// "Hộp quà Tết, 500 g", as orders and quotations name what was taken then.
std::string title_of(const Offered& one);
// What is kept of the key that a buyer's address holds.
std::string digest_of(std::string_view key);
// Eleven digits: the day and chance. Whoever finds it taken draws again.
std::string new_number(Date day, Random& random);
// "0912345678" of "0912 345 678", "+84912345678"; nullopt = none of Vietnam.
std::optional<std::string> phone_of(std::string_view typed);

}  // namespace ocop::orders
