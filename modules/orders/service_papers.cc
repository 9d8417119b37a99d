#include "modules/orders/messages.h"
#include "modules/orders/paper.h"
#include "modules/orders/service.h"
#include "modules/orders/store.h"

// Receipts, delivery notes, and what they say of the maker.
namespace ocop::orders {

Result<Service::Printed> Service::drawn(const Shown& shown, Paper paper) const {
  OCOP_CHECK(rules::may_print(shown.order, paper));
  const Seller seller = parts_.database.read([&](db::Reader& reader) { return store::seller_of(reader, shown.order.producer); });
  const std::string maker(seller.legal_name.empty() ? shown.producer.name_in(shown.order.language) : seller.legal_name);
  OCOP_TRY(pdf, draw(paper, {shown.order, seller, maker, now()}, parts_.fonts));
  return Printed{std::move(pdf), std::string(name(paper)) + "-" + shown.order.number + ".pdf"};
}

Result<Service::Printed> Service::receipt(std::string_view number, std::string_view key) const {
  OCOP_TRY(shown, of_buyer(number, key));
  return drawn(shown, Paper::receipt);
}

Result<Service::Printed> Service::print(const Actor& actor, ProducerId producer, std::string_view number, Paper paper) const {
  OCOP_TRY(shown, one_of_maker(actor, producer, number));
  return drawn(shown, paper);
}

Result<Service::Selling> Service::selling(db::Reader& reader, const Actor& actor, ProducerId producer) const {
  if (!Scope::of(actor, {Role::producer_member}).covers({}, {}, producer))
    return Error::of(ErrorKind::not_found, "producer " + producer.text());
  OCOP_TRY(own, own_producer(reader, actor, producer));
  Selling out{std::move(own), store::seller_of(reader, producer)};
  if (out.seller.version == 0 && parts_.said_tax_code) out.seller.tax_code = parts_.said_tax_code(reader, producer);
  return out;
}

Result<Service::Selling> Service::selling(const Actor& actor, ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) { return selling(reader, actor, producer); });
}

Result<Service::Selling> Service::set_selling(const Actor& actor, ProducerId producer, const SetSeller& typed) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Selling> {
    OCOP_TRY(own, selling(act, act.actor(), producer));
    OCOP_TRY(input, rules::read(typed));
    OCOP_CHECK(act::expect_version(input.version, own.seller.version, msg::seller_changed));
    own.seller.legal_name = input.legal_name;
    own.seller.tax_code = input.tax_code;
    own.seller.address = input.address;
    own.seller.gifts = input.gifts;
    own.seller.gift_words = input.gift_words;
    own.seller.gift_price = input.gift_price;
    if (!store::set_seller(act, own.seller)) return act::stale(input.version, {}, msg::seller_changed);
    act.for_producer(producer, "order.seller", own.producer.name);
    ++own.seller.version;
    return std::move(own);
  });
}

}  // namespace ocop::orders
