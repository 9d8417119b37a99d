#include "modules/orders/service.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/i18n/translate.h"
#include "kernel/mail/letter.h"
#include "modules/orders/messages.h"
#include "modules/orders/migrations.h"
#include "modules/orders/orders.h"
#include "modules/orders/statement.h"
#include "modules/orders/store.h"

namespace ocop::orders {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }
Error sold_out(std::string_view title) {
  return Error::of(ErrorKind::conflict, Problem{"lines", std::string(title), "what is in stock", msg::sold_out, {std::string(title)}});
}
// Tells the hour and nothing else: the number and the key are where the buyer has them already.
Error pressed_again(const Order& order) {
  const std::string moment = show(order.placed, Language::vi);   // "27/11/2026 14:05"
  const std::string hour = moment.substr(moment.rfind(' ') + 1);
  return Error::of(ErrorKind::conflict, Problem{"again", "", "true, when it is meant", msg::pressed_again, {hour}});
}

// The order with its lines, as the shop has them now.
Result<Order> drawn_up(const Service::Shop& shop, const NewOrder& wanted, Instant now) {
  Order out{.producer = shop.producer.id, .pay = wanted.pay, .way = wanted.way, .buyer = wanted.buyer, .phone = wanted.phone,
            .address = wanted.address, .note = wanted.note, .mail = wanted.mail, .placed = now,
            .billing = rules::billing_of(wanted), .gift = rules::gift_of(wanted), .moved = now};
  if (wanted.gift == Gift::Boxed::yes) {
    if (shop.seller.gifts != Seller::Gifts::yes)
      return Error::of(ErrorKind::conflict, Problem{"gift", "", "no gift box", msg::gift_gone, {}});
    out.total = out.gift.price = shop.seller.gift_price;
  }
  for (const Wanted& one : wanted.lines) {
    const std::int64_t count = rules::count_of(one.count);
    if (count == 0) continue;
    const auto id = items::ItemId::parse(one.item);
    const auto at = std::ranges::find_if(shop.offered, [&](const Offered& offer) { return id && offer.item.id == *id; });
    if (at == shop.offered.end()) return Error::of(ErrorKind::conflict, Problem{"lines", "", "what is sold", msg::item_gone, {}});
    if (count < at->item.least || count > rules::kMostPieces) {
      const std::string least = std::to_string(at->item.least), most = std::to_string(rules::kMostPieces);
      return Error::of(ErrorKind::invalid_input,
                       Problem{"lines", one.count, least + ".." + most, msg::wrong_count, {title_of(*at), least, most}});
    }
    if (at->item.stock && *at->item.stock < count) return sold_out(title_of(*at));
    out.lines.push_back({.item = at->item.id, .product = at->product.id, .title = title_of(*at), .price = at->item.price, .count = count});
    out.total += out.lines.back().total();
  }
  if (out.lines.size() > rules::kMostLines || out.total > rules::kMostOrder)
    return Error::of(ErrorKind::invalid_input, Problem{"lines", std::to_string(out.total), "a smaller order", msg::too_large, {}});
  if (out.pay == Pay::transfer) {
    if (!shop.account) return Error::of(ErrorKind::conflict, Problem{"pay", "transfer", "cash", msg::no_transfer, {}});
    out.bin = shop.account->bin;
    out.account = shop.account->number;
    out.holder = shop.account->holder;
  }
  out.until = Instant{now.milliseconds + (out.pay == Pay::transfer ? rules::kUnpaid : rules::kUnanswered)};
  out.waits = rules::waits(out);
  return out;
}

// In constant time: how much of a key is right is nobody's to measure.
bool fits(const Order& order, std::string_view key) { return crypto::equal_constant_time(order.key, digest_of(key)); }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

// ---- buyers --------------------------------------------------------------------------------------------------------------------------

Result<producers::Producer> Service::shown_producer(db::Reader& reader, ProducerId producer) const {
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty() || found[0].presence == producers::Presence::waiting) return absent("producer " + producer.text());
  return std::move(found[0]);
}

Result<Service::Shop> Service::shop(db::Reader& reader, ProducerId producer) const {
  OCOP_TRY(shown, shown_producer(reader, producer));
  std::vector<Offered> all = offered(reader, parts_.products, parts_.items, producer);
  std::erase_if(all, [](const Offered& one) { return one.item.price <= 0; });   // what has no listed price is quoted
  return Shop{std::move(shown), std::move(all), parts_.payments.account_of(reader, producer),
              store::seller_of(reader, producer)};
}
Result<Service::Shop> Service::shop(ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) { return shop(reader, producer); });
}

std::string Service::new_attempt() const {
  constexpr std::size_t kBytes = 16;   // rules::kAttempt letters
  return crypto::random_token(parts_.random, kBytes);
}

// What the attempt made when it came before.
Result<std::optional<Service::Placed>> Service::placed_before(db::Reader& reader, ProducerId producer, const NewOrder& wanted) const {
  const auto order = store::by_key(reader, digest_of(wanted.attempt));
  if (!order) return std::optional<Placed>();
  if (!rules::is_of(*order, producer, wanted))
    return Error::of(ErrorKind::conflict, Problem{"attempt", "", "a new one for another order", msg::sent_before, {order->number}});
  return std::optional(Placed{order->number, wanted.attempt});
}

// Before the stock is looked at: whoever holds the last jar already is not told that nothing was ordered.
Result<void> Service::expect_new(db::Reader& reader, ProducerId producer, const NewOrder& wanted, Instant at) const {
  if (wanted.again == NewOrder::Again::yes) return {};
  for (const Order& one : store::open_of_phone_since(reader, producer, wanted.phone, Instant{at.milliseconds - rules::kPressedAgain}))
    if (one.key != digest_of(wanted.attempt) && rules::is_pressed_again(one, producer, wanted, at)) return pressed_again(one);
  return {};
}

// The order as it would be now, without id, number and key; nothing is taken or saved.
Result<Order> Service::order_of(db::Reader& reader, ProducerId producer, const NewOrder& wanted, Instant at) const {
  OCOP_TRY(shop, this->shop(reader, producer));
  OCOP_TRY(out, drawn_up(shop, wanted, at));
  if (store::open_of_phone(reader, producer, out.phone) >= rules::kOpenOfPhone)
    return Error::of(ErrorKind::conflict, Problem{"phone", "", "orders that wait are paid or cancelled first", msg::many_of_phone,
                                                  {std::to_string(rules::kOpenOfPhone)}});
  if (store::open_of_producer(reader, producer) >= rules::kOpenOfMaker)
    return Error::of(ErrorKind::conflict, Problem{"", "", "a maker with fewer orders that wait", msg::many_of_maker, {}});
  return out;
}

Result<void> Service::admit(const From& from) {
  const std::string network = throttle::network_of(from.peer);
  const std::array bucket{throttle::Bucket{"orders.order", network, rules::kOrderLimit}};
  const std::int64_t wait = parts_.throttle.take(bucket, now());
  if (wait <= 0) return {};
  constexpr std::int64_t kMinute = 60'000;
  const std::string minutes = std::to_string((wait + kMinute - 1) / kMinute);
  return Error::of(ErrorKind::too_many_requests, Problem{"", "", "3 at once, then one in 5 minutes", msg::too_many_orders, {minutes}});
}

Result<Service::Placed> Service::place(ProducerId producer, const NewOrder& typed, const From& from) {
  OCOP_TRY(wanted, rules::read(typed));
  if (wanted.attempt.empty()) wanted.attempt = new_attempt();
  // What is refused for what it is, and what came before, counts against no network. What hangs on whose telephone it is does: its
  // answer is keep()'s, so that nobody asks without end who bought what.
  OCOP_TRY(before, parts_.database.read([&](db::Reader& reader) -> Result<std::optional<Placed>> {
    OCOP_TRY(made, placed_before(reader, producer, wanted));
    if (made) return made;
    const auto order = order_of(reader, producer, wanted, now());
    const auto of_phone = [](const Problem& one) { return one.field == "phone"; };
    if (!order && std::ranges::none_of(order.error().problems, of_phone)) return order.error();
    return made;
  }));
  if (before) return std::move(*before);
  OCOP_CHECK(admit(from));
  return acts_.run_without_account([&](act::Moment& act) { return keep(act, producer, wanted, from.language); });
}

// One order of a maker at a time: what is asked before is true when it is kept.
Result<Service::Placed> Service::keep(act::Moment& act, ProducerId producer, const NewOrder& wanted, Language language) const {
  db::Transaction& transaction = act;
  parts_.producers.hold(transaction, producer);
  OCOP_TRY(before, placed_before(transaction, producer, wanted));   // the other click
  if (before) return std::move(*before);
  OCOP_CHECK(expect_new(transaction, producer, wanted, act.now()));
  OCOP_TRY(order, order_of(transaction, producer, wanted, act.now()));
  order.id = act.new_id<OrderId>();
  order.key = digest_of(wanted.attempt);
  order.language = language;
  constexpr int kTries = 8;                                // of 100,000 numbers a day; a household sells fewer than a hundred
  for (int i = 0; i < kTries; ++i) {
    order.number = new_number(act.today(), parts_.random);
    if (!store::insert(transaction, order)) {
      OCOP_TRY(other, placed_before(transaction, producer, wanted));   // the same attempt, this moment: nothing was taken for this one
      if (other) return std::move(*other);
      continue;
    }
    OCOP_CHECK(take_stock(act, order));
    store::insert_lines(transaction, order);
    tell(act, kToldPlaced, order);
    write_to_buyer(act, order, wanted.attempt);
    return Placed{order.number, wanted.attempt};
  }
  return Error::of(ErrorKind::storage_unavailable, "no number is free today");
}

// Whether a stock is counted is read when its row is ours: a maker may begin to count this moment.
Result<void> Service::take_stock(act::Moment& act, Order& order) const {
  std::vector<items::ItemId> ids;
  for (const Line& line : rules::by_item(order.lines)) {
    if (!parts_.items.take(act, line.item, line.count)) return sold_out(line.title);
    ids.push_back(line.item);
  }
  for (const items::Item& item : parts_.items.by_ids(static_cast<db::Transaction&>(act), ids))
    for (Line& line : order.lines)
      if (line.item == item.id) line.counted = item.stock ? Line::Counted::yes : Line::Counted::no;
  return {};
}

Result<Service::Shown> Service::of_buyer(std::string_view number, std::string_view key) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    auto order = store::by_number(reader, number);
    if (!order || !fits(*order, key)) return absent("order");
    auto producers = parts_.producers.by_ids(reader, std::span(&order->producer, 1));
    if (producers.empty()) return absent("order");
    std::vector<Step> possible = rules::possible(*order, Party::buyer, now());
    auto account = parts_.payments.account_of(reader, order->producer);
    return Shown{std::move(producers[0]), std::move(*order), std::move(possible), std::move(account)};
  });
}

void Service::tell(act::Moment& act, std::string_view kind, const Order& order) const {
  parts_.notices.tell(act, {kind, {order.number}, path_of(order.producer) + "/" + order.number},
                      {.holders = {{Role::producer_member, "", "", order.producer}}});
}

// The first letter has the key, which is nowhere else; later ones say what happened and where the first one is.
void Service::write_to_buyer(act::Moment& act, const Order& order, std::string_view key) const {
  if (order.mail.empty() || !parts_.notices.sends_letters()) return;
  const Language language = order.language;
  const auto producers = parts_.producers.by_ids(static_cast<db::Transaction&>(act), std::span(&order.producer, 1));
  const std::string maker(producers.empty() ? std::string_view() : producers[0].name_in(language));
  const std::string money = items::show_money(order.total, language);
  notices::LetterOut letter{
      .address = order.mail,
      .subject = format(msg::letter_subject, language, {order.number, translate(label(order.state), language)}),
      .before = {format(msg::letter_said, language, {order.number, maker, money, translate(label(order.state), language)})},
      .open = msg::letter_open,
      .url = parts_.public_url + "/orders/" + order.number + "?key=" + std::string(key),
      .after = {},
      .language = language,
      .about = "order:" + order.id.text()};
  if (!order.reason.empty()) letter.before.push_back(order.reason);
  if (owes_refund(order)) letter.before.push_back(in(msg::refund_is_owed, language));
  if (key.empty()) {
    letter.open = msg::letter_maker;
    letter.url = parts_.public_url + "/producers/" + order.producer.text();
    letter.after.push_back(in(msg::letter_first, language));
  } else {
    letter.after.push_back(in(msg::keep_the_link, language));
  }
  parts_.notices.write(act, letter);
}

// One step, saved, with what hangs on it.
Result<Order> Service::step(act::Moment& act, const Order& order, const Move& move, Party by) const {
  OCOP_CHECK(act::expect_version(move.version, order.version, msg::order_changed));
  OCOP_TRY(after, rules::after(order, move, by, act.now()));
  if (order.phone.empty()) after.reason.clear();   // who bought is forgotten: nothing is said of them any more
  if (!store::change(act, after)) return act::stale(move.version, {}, msg::order_changed);
  ++after.version;
  if (rules::gives_back(order, after))
    for (const Line& line : rules::by_item(order.lines))
      if (line.counted == Line::Counted::yes) parts_.items.give_back(act, line.item, line.count);
  if (by != Party::maker && after.state == State::cancelled) tell(act, kToldCancelled, order);
  if (after.state == State::returning) tell(act, kToldReturning, order);
  if (by != Party::buyer) write_to_buyer(act, after, {});
  return after;
}

Result<Order> Service::move_by_buyer(std::string_view number, const BuyersMove& move) {
  return acts_.run_without_account([&](act::Moment& act) -> Result<Order> {
    const auto order = store::by_number(static_cast<db::Transaction&>(act), number);
    if (!order || !fits(*order, move.key)) return absent("order");
    return step(act, *order, move, Party::buyer);
  });
}

std::optional<payments::ReceivingAccount> Service::account_of(ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) { return parts_.payments.account_of(reader, producer); });
}

// ---- the maker -----------------------------------------------------------------------------------------------------------------------

Result<producers::Producer> Service::own_producer(db::Reader& reader, const Actor& actor, ProducerId producer) const {
  if (!Scope::for_task(actor, Task::products).covers({}, {}, producer)) return absent("producer " + producer.text());
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty()) return absent("producer " + producer.text());
  return std::move(found[0]);
}

Result<Service::Mine> Service::of_maker(const Actor& actor, ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Mine> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    return Mine{std::move(own), store::of_producer(reader, producer, kMostShown), parts_.payments.account_of(reader, producer)};
  });
}

std::vector<Service::Waiting> Service::waiting(const Actor& actor) const {
  const std::vector<ProducerId> own = Scope::for_task(actor, Task::products).producers;
  if (own.empty()) return {};
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<Waiting> out;
    const std::vector<store::Waiting> counts = store::waiting(reader, own);
    for (producers::Producer& one : parts_.producers.by_ids(reader, own))
      if (const auto at = std::ranges::find(counts, one.id, &store::Waiting::producer); at != counts.end())
        out.push_back({std::move(one), at->count});
    return out;
  });
}

Result<Service::Shown> Service::one_of_maker(const Actor& actor, ProducerId producer, std::string_view number) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    auto order = store::by_number(reader, number);
    if (!order || order->producer != producer) return absent("order");
    std::vector<Step> possible = rules::possible(*order, Party::maker, now());
    return Shown{std::move(own), std::move(*order), std::move(possible), parts_.payments.account_of(reader, producer)};
  });
}

Result<Order> Service::move_by_maker(const Actor& actor, ProducerId producer, std::string_view number, const Move& move) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Order> {
    OCOP_TRY(order, own_order(act, producer, number));
    act.for_producer(producer, "order.moved", order.number);
    return step(act, order, move, Party::maker);
  });
}

Result<Order> Service::own_order(act::Act& act, ProducerId producer, std::string_view number) const {
  OCOP_CHECK(own_producer(act, act.actor(), producer));
  auto order = store::by_number(act, number);
  if (!order || order->producer != producer) return absent("order");
  return std::move(*order);
}

Result<Service::Reconciled> Service::reconcile(const Actor& actor, ProducerId producer, const files::Received& file) {
  const auto is_own = [&](db::Reader& reader) { return own_producer(reader, actor, producer); };
  OCOP_CHECK(parts_.database.read(is_own));   // before a stranger's file costs anything
  OCOP_TRY(bytes, file.whole());
  OCOP_TRY(received, read_statement(sheets::Source::bytes(bytes)));
  OCOP_TRY(out, parts_.database.read([&](db::Reader& reader) -> Result<Reconciled> {
    OCOP_TRY(own, is_own(reader));
    std::vector<Order> orders = store::awaiting_transfer(reader, producer);
    std::set<std::string> named;       // paid ones too, and those that are over: a line of last week is told as such
    for (const Received& line : received)
      for (std::string& number : payments::references_in(line.words)) named.insert(std::move(number));
    for (const Order& one : orders) named.erase(one.number);
    const std::vector<std::string> others(named.begin(), named.end());
    for (Order& one : store::by_numbers(reader, producer, others)) orders.push_back(std::move(one));
    return Reconciled{std::move(own), rules::match(received, orders)};
  }));
  OCOP_CHECK(mark(actor, out));
  return out;
}

// The exact ones, in the order of their numbers: two of a household who send two files never wait for each other.
Result<void> Service::mark(const Actor& actor, Reconciled& done) const {
  std::map<std::string, Matched*> exact;
  for (Matched& one : done.lines)
    if (one.how == Matched::How::exact) exact.emplace(one.numbers.front(), &one);
  if (exact.empty()) return {};
  std::vector<std::string> numbers;
  for (const auto& [number, line] : exact) numbers.push_back(number);
  OCOP_TRY(paid, acts_.run(actor, [&](act::Act& act) -> Result<std::set<std::string>> {
    OCOP_CHECK(own_producer(act, act.actor(), done.producer.id));
    std::set<std::string> out;
    for (const Order& order : store::by_numbers(act, done.producer.id, numbers)) {
      if (order.paid) continue;        // marked by hand while the file was read
      OCOP_CHECK(step(act, order, {.version = order.version, .step = Step::mark_paid, .reason = {}}, Party::maker));
      act.for_producer(done.producer.id, "order.moved", order.number);
      out.insert(order.number);
    }
    return out;
  }));
  for (auto& [number, line] : exact)
    if (!paid.contains(number)) line->how = Matched::How::again;
  done.paid = paid.size();
  return {};
}

// ---- the clock -----------------------------------------------------------------------------------------------------------------------

std::size_t Service::expire() const {
  constexpr std::int64_t kAtOnce = 100;
  const std::vector<std::string> due =
      parts_.database.read([&](db::Reader& reader) { return store::due(reader, parts_.clock.now(), kAtOnce); });
  std::size_t out = 0;
  for (const std::string& number : due) {
    const auto done = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      const auto order = store::by_number(static_cast<db::Transaction&>(act), number);
      if (!order) return absent("order");
      OCOP_CHECK(step(act, *order, {.version = order->version, .step = Step::expire, .reason = {}}, Party::clock));
      return {};
    });
    if (done) ++out;   // else it was paid or cancelled this moment
  }
  return out;
}

void Service::forget() const {
  const auto done = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    store::forget(act, Instant{act.now().milliseconds - rules::kForget}, Instant{act.now().milliseconds - rules::kForgetOpen});
    return {};
  });
  static_cast<void>(done);   // tomorrow again
}

}  // namespace ocop::orders
