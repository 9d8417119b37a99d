#include <algorithm>
#include <array>

#include "kernel/crypto/crypto.h"
#include "modules/orders/messages.h"
#include "modules/orders/orders.h"
#include "modules/orders/rules.h"
#include "modules/orders/store.h"

namespace ocop::orders {
namespace {

Error not_there(const std::string& title) {
  return Error::of(ErrorKind::conflict, Problem{"lines", title, "what is in stock", msg::sold_out, {title}});
}

class Agreements final : public Orders {
 public:
  explicit Agreements(const AgreedParts& parts) : parts_(parts) {}

  Result<Placed> place_agreed(act::Moment& act, const Agreed& agreed) const override {
    db::Transaction& transaction = act;
    Order order = drawn_up(act, agreed);
    constexpr int kTries = 8;          // of 100,000 numbers a day
    for (int i = 0; i < kTries; ++i) {
      order.number = new_number(act.today(), parts_.random);
      if (store::insert(transaction, order)) {
        OCOP_CHECK(take_stock(act, order));
        store::insert_lines(transaction, order);
        return Placed{order.number, agreed.key};
      }
      if (const auto other = store::by_key(transaction, order.key))
        return Error::of(ErrorKind::conflict, Problem{"key", "", "a key that opens no order yet", msg::sent_before, {other->number}});
    }
    return Error::of(ErrorKind::storage_unavailable, "no number is free today");
  }

  Letterhead letterhead(db::Reader& reader, ProducerId producer) const override {
    Seller seller = store::seller_of(reader, producer);
    return {std::move(seller.legal_name), std::move(seller.tax_code), std::move(seller.address)};
  }

 private:
  Order drawn_up(act::Moment& act, const Agreed& agreed) const {
    Order out{.id = act.new_id<OrderId>(), .producer = agreed.producer, .state = State::confirmed, .pay = Pay::transfer,
              .way = agreed.address.empty() ? Way::pickup : Way::delivery, .buyer = agreed.buyer, .phone = agreed.phone,
              .address = agreed.address, .note = agreed.note, .mail = agreed.mail, .language = agreed.language, .placed = act.now(),
              .moved = act.now()};
    out.key = digest_of(agreed.key);
    if (!agreed.company.empty() || !agreed.tax_code.empty())   // whoever names a company needs its invoice
      out.billing = {Billing::Asked::yes, agreed.company, agreed.tax_code, agreed.address, agreed.mail};
    for (const Agreed::Line& line : agreed.lines) {
      out.lines.push_back({.item = line.item.value_or(items::ItemId{}), .product = line.product, .title = line.title, .price = line.price,
                           .count = line.count});
      out.total += out.lines.back().total();
    }
    const auto account = parts_.payments.account_of(static_cast<db::Transaction&>(act), agreed.producer);
    if (account && out.total <= payments::kMostTransfer) {
      out.bin = account->bin;
      out.account = account->number;
      out.holder = account->holder;
    }
    out.waits = rules::waits(out);
    return out;
  }

  // Whether a stock is counted is read when its row is ours: a maker may begin to count this moment.
  Result<void> take_stock(act::Moment& act, Order& order) const {
    std::vector<items::ItemId> ids;
    for (const Line& line : rules::by_item(order.lines)) {
      if (line.item == items::ItemId{}) continue;
      if (!parts_.items.take(act, line.item, line.count)) return not_there(line.title);
      ids.push_back(line.item);
    }
    for (const items::Item& item : parts_.items.by_ids(static_cast<db::Transaction&>(act), ids))
      for (Line& line : order.lines)
        if (line.item == item.id) line.counted = item.stock ? Line::Counted::yes : Line::Counted::no;
    return {};
  }

  AgreedParts parts_;
};

}  // namespace

std::unique_ptr<const Orders> make_orders(const AgreedParts& parts) { return std::make_unique<const Agreements>(parts); }

std::vector<Offered> offered(db::Reader& reader, const products::Products& products, const items::Items& items, ProducerId producer) {
  std::vector<products::Product> own = products.of_producer(reader, producer);
  std::erase_if(own, [](const products::Product& one) { return one.merged_into.has_value(); });
  std::vector<ProductId> ids;
  for (const products::Product& one : own) ids.push_back(one.id);
  std::vector<Offered> out;
  const std::vector<items::Item> on_sale = items.on_sale(reader, ids);
  for (const products::Product& product : own)
    for (const items::Item& item : on_sale)
      if (item.product == product.id) out.push_back({product, item});
  return out;
}

std::string title_of(const Offered& one) {
  std::string out = one.product.name;
  for (const std::string& part : {one.item.option, one.item.option_two, items::show(one.item.content, Language::vi)})
    if (!part.empty()) out += ", " + part;
  return out;
}

std::string digest_of(std::string_view key) { return std::string(crypto::view(crypto::sha256("ocop order " + std::string(key)))); }

std::string new_number(Date day, Random& random) {
  const std::string iso = day.iso();   // 2026-11-27
  constexpr std::uint32_t kNumbers = 100'000;
  std::array<std::uint8_t, 4> chance{};
  random.fill(chance);
  const std::uint32_t drawn = (chance[0] | chance[1] << 8 | chance[2] << 16 | static_cast<std::uint32_t>(chance[3]) << 24) % kNumbers;
  return iso.substr(2, 2) + iso.substr(5, 2) + iso.substr(8, 2) + std::to_string(kNumbers + drawn).substr(1);
}

std::optional<std::string> phone_of(std::string_view typed) { return rules::phone_of(typed); }

}  // namespace ocop::orders
