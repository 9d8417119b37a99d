#include "modules/orders/messages.h"
#include "modules/orders/service.h"
#include "modules/orders/store.h"

// Parcels, and the cash that carriers bring.
namespace ocop::orders {

Result<Service::Parcels> Service::parcels(const Actor& actor, ProducerId producer) const {
  const Date today = vietnam_date(now());
  return parts_.database.read([&](db::Reader& reader) -> Result<Parcels> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    std::vector<Outstanding> all = store::outstanding(reader, producer);
    std::vector<Age> ages = by_age(all, today);
    if (all.size() > static_cast<std::size_t>(kMostShown)) all.resize(static_cast<std::size_t>(kMostShown));
    return Parcels{std::move(own), today, std::move(ages), std::move(all), store::refusal(reader, producer)};
  });
}

// Money that the carrier brought is the order's: who notes it need not say so twice.
Result<Order> Service::note_parcel(const Actor& actor, ProducerId producer, std::string_view number, const NoteParcel& typed) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Order> {
    OCOP_TRY(order, own_order(act, producer, number));
    OCOP_CHECK(act::expect_version(typed.version, order.version, msg::order_changed));
    OCOP_TRY(parcel, rules::read(typed, order, act.today()));
    if (order.phone.empty()) parcel.tracking.clear();   // who bought is forgotten
    order.parcel = parcel;
    if (!store::note_parcel(act, order)) return act::stale(typed.version, {}, msg::order_changed);
    act.for_producer(producer, "order.parcel", order.number);
    ++order.version;
    if (!parcel.remitted || order.paid) return std::move(order);
    return step(act, order, {.version = order.version, .step = Step::mark_paid, .reason = {}}, Party::maker);
  });
}

}  // namespace ocop::orders
