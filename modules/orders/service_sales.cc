#include "modules/orders/messages.h"
#include "modules/orders/service.h"
#include "modules/orders/store.h"

// What was sold, and the invoices of it.
namespace ocop::orders {

Result<Service::Months> Service::months(const Actor& actor, ProducerId producer) const {
  const Month last = month_of(vietnam_date(now()));
  Month first = last;
  for (int i = 1; i < kShownMonths; ++i) first = first.before();
  return parts_.database.read([&](db::Reader& reader) -> Result<Months> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    const std::vector<Sold> all = store::sold_since(reader, producer, start_of_vietnam_day(first.first()));
    return Months{std::move(own), by_month(all, last, kShownMonths)};
  });
}

Result<Service::Sales> Service::sales(const Actor& actor, ProducerId producer, std::string_view month) const {
  const auto asked = month.empty() ? std::optional(month_of(vietnam_date(now()))) : read_month(month);
  return parts_.database.read([&](db::Reader& reader) -> Result<Sales> {
    OCOP_CHECK(own_producer(reader, actor, producer));
    if (!asked) return Error::of(ErrorKind::invalid_input, Problem{"month", std::string(month), "YYYY-MM", msg::wrong_month, {}});
    const Date first = asked->first();
    const std::vector<Order> orders = store::sold_between(reader, producer, start_of_vietnam_day(first),
                                                          start_of_vietnam_day(first.plus_months(1)), kMostSold + 1);
    if (static_cast<std::int64_t>(orders.size()) > kMostSold)
      return Error::of(ErrorKind::too_large, Problem{"month", std::string(month), std::to_string(kMostSold) + " orders at most",
                                                     msg::month_too_large, {std::to_string(kMostSold)}});
    std::vector<ProductId> products;
    for (const Order& order : orders)
      for (const Line& line : order.lines) products.push_back(line.product);
    std::map<ProductId, std::int64_t> vat;
    for (const items::Sheet& sheet : parts_.items.sheets(reader, products))
      if (sheet.vat) vat.emplace(sheet.product, *sheet.vat);
    return Sales{*asked, sold_lines(orders, *asked, vat)};
  });
}

Result<Order> Service::note_invoice(const Actor& actor, ProducerId producer, std::string_view number, const NoteInvoice& typed) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Order> {
    OCOP_TRY(order, own_order(act, producer, number));
    OCOP_CHECK(act::expect_version(typed.version, order.version, msg::order_changed));
    OCOP_TRY(invoice, rules::read(typed, order, act.today()));
    order.invoice = invoice;
    if (!store::note_invoice(act, order)) return act::stale(typed.version, {}, msg::order_changed);
    act.for_producer(producer, "order.invoice", order.number);
    ++order.version;
    return std::move(order);
  });
}

}  // namespace ocop::orders
