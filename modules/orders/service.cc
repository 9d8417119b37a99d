#include "modules/orders/service.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/i18n/translate.h"
#include "kernel/mail/letter.h"
#include "modules/orders/messages.h"
#include "modules/orders/migrations.h"
#include "modules/orders/statement.h"
#include "modules/orders/store.h"

namespace ocop::orders {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }
Error sold_out(std::string_view title) {
  return Error::of(ErrorKind::conflict, Problem{"lines", std::string(title), "what is in stock", msg::sold_out, {std::string(title)}});
}
std::string digest_of(std::string_view key) { return std::string(crypto::view(crypto::sha256("ocop order " + std::string(key)))); }

std::int64_t count_of(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  return fault == std::errc() && end == text.data() + text.size() ? out : text.empty() ? 0 : -1;
}

std::string title_of(const Service::Offered& one) {
  std::string out = one.product.name;
  for (const std::string& part : {one.item.option, one.item.option_two, items::show(one.item.content, Language::vi)})
    if (!part.empty()) out += ", " + part;
  return out;
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

// ---- buyers --------------------------------------------------------------------------------------------------------------------------

Result<producers::Producer> Service::shown_producer(db::Reader& reader, ProducerId producer) const {
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty() || found[0].presence == producers::Presence::waiting) return absent("producer " + producer.text());
  return std::move(found[0]);
}

std::vector<Service::Offered> Service::offered(db::Reader& reader, ProducerId producer) const {
  std::vector<products::Product> products = parts_.products.of_producer(reader, producer);
  std::erase_if(products, [](const products::Product& one) { return one.merged_into.has_value(); });
  std::vector<ProductId> ids;
  for (const products::Product& one : products) ids.push_back(one.id);
  std::vector<Offered> out;
  const std::vector<items::Item> on_sale = parts_.items.on_sale(reader, ids);
  for (const products::Product& product : products)
    for (const items::Item& item : on_sale)
      if (item.product == product.id && item.price > 0) out.push_back({product, item});
  return out;
}

Result<Service::Shop> Service::shop(ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shop> {
    OCOP_TRY(shown, shown_producer(reader, producer));
    return Shop{std::move(shown), offered(reader, producer), parts_.payments.account_of(reader, producer)};
  });
}

// The order with its lines and their stock; not saved yet.
Result<Order> Service::draw_up(act::Moment& act, const Shop& shop, const NewOrder& wanted, std::string_view key) const {
  Order out{.id = act.new_id<OrderId>(), .key = digest_of(key), .producer = shop.producer.id, .pay = wanted.pay, .way = wanted.way,
            .buyer = wanted.buyer, .phone = *rules::phone_of(wanted.phone), .address = wanted.way == Way::delivery ? wanted.address : "",
            .note = wanted.note, .mail = wanted.mail, .placed = act.now(), .moved = act.now()};
  for (const Wanted& one : wanted.lines) {
    const std::int64_t count = count_of(one.count);
    if (count == 0) continue;
    const auto id = items::ItemId::parse(one.item);
    const auto at = std::ranges::find_if(shop.offered, [&](const Offered& offer) { return id && offer.item.id == *id; });
    if (at == shop.offered.end()) return sold_out("");
    if (count < at->item.least || count > rules::kMostPieces) {
      const std::string least = std::to_string(at->item.least), most = std::to_string(rules::kMostPieces);
      return Error::of(ErrorKind::invalid_input,
                       Problem{"lines", one.count, least + ".." + most, msg::wrong_count, {title_of(*at), least, most}});
    }
    out.lines.push_back({at->item.id, at->product.id, title_of(*at), at->item.price, count});
    out.total += out.lines.back().total();
  }
  if (out.lines.empty()) return Error::of(ErrorKind::invalid_input, Problem{"lines", "", "one of something", msg::nothing_ordered, {}});
  if (out.lines.size() > rules::kMostLines || (out.pay == Pay::transfer && out.total > payments::kMostTransfer))
    return Error::of(ErrorKind::invalid_input, Problem{"lines", std::to_string(out.total), "a smaller order", msg::too_large, {}});
  // In the order of ids: two buyers of the same things never wait for each other.
  std::vector<Line> taking = out.lines;
  std::ranges::sort(taking, {}, &Line::item);
  for (const Line& line : taking)
    if (!parts_.items.take(act, line.item, line.count)) return sold_out(line.title);
  if (out.pay == Pay::transfer) {
    if (!shop.account) return Error::of(ErrorKind::conflict, Problem{"pay", "transfer", "cash", msg::no_transfer, {}});
    out.bin = shop.account->bin;
    out.account = shop.account->number;
    out.holder = shop.account->holder;
  }
  out.until = Instant{act.now().milliseconds + (out.pay == Pay::transfer ? rules::kUnpaid : rules::kUnanswered)};
  return out;
}

Result<Service::Placed> Service::place(ProducerId producer, const NewOrder& typed, const From& from) {
  OCOP_CHECK(rules::check(typed));
  NewOrder wanted = typed;
  if (!wanted.mail.empty()) {
    const auto address = mail::read_address(wanted.mail);
    if (!address) return Error::of(ErrorKind::invalid_input, Problem{"mail", "", "an address of mail, or nothing", msg::wrong_mail, {}});
    wanted.mail = *address;
  }
  const std::string network = throttle::network_of(from.peer);
  const std::array bucket{throttle::Bucket{"orders.order", network, rules::kOrderLimit}};
  if (const std::int64_t wait = parts_.throttle.take(bucket, now()); wait > 0) {
    constexpr std::int64_t kMinute = 60'000;
    const std::string minutes = std::to_string((wait + kMinute - 1) / kMinute);
    return Error::of(ErrorKind::too_many_requests, Problem{"", "", "3 at once, then one in 5 minutes", msg::too_many_orders, {minutes}});
  }
  std::array<std::uint8_t, 16> bytes{};
  parts_.random.fill(bytes);
  const std::string key = text::base64url(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  return acts_.run_without_account([&](act::Moment& act) -> Result<Placed> {
    Shop shop;
    OCOP_TRY(shown, shown_producer(static_cast<db::Transaction&>(act), producer));
    shop.producer = std::move(shown);
    shop.offered = offered(static_cast<db::Transaction&>(act), producer);
    shop.account = parts_.payments.account_of(static_cast<db::Transaction&>(act), producer);
    OCOP_TRY(order, draw_up(act, shop, wanted, key));
    order.language = from.language;
    const std::string iso = act.today().iso();             // 2026-11-27
    const std::string day = iso.substr(2, 2) + iso.substr(5, 2) + iso.substr(8, 2);
    constexpr int kTries = 8;                              // of 100,000 numbers a day; a household sells fewer than a hundred
    for (int i = 0; i < kTries; ++i) {
      std::array<std::uint8_t, 4> chance{};
      parts_.random.fill(chance);
      const std::uint32_t drawn = (chance[0] | chance[1] << 8 | chance[2] << 16 | static_cast<std::uint32_t>(chance[3]) << 24) % 100'000;
      order.number = day + std::to_string(100'000 + drawn).substr(1);
      if (!store::insert(act, order)) continue;
      tell(act, kToldPlaced, order);
      write_to_buyer(act, order, key);
      return Placed{order.number, key};
    }
    return Error::of(ErrorKind::storage_unavailable, "no number is free today");
  });
}

Result<Service::Shown> Service::of_buyer(std::string_view number, std::string_view key) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    auto order = store::by_number(reader, number);
    if (!order || order->key != digest_of(key)) return absent("order");
    auto producers = parts_.producers.by_ids(reader, std::span(&order->producer, 1));
    if (producers.empty()) return absent("order");
    std::vector<Step> possible = rules::possible(*order, Party::buyer, now());
    return Shown{std::move(producers[0]), std::move(*order), std::move(possible)};
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
  if (!store::change(act, after)) return act::stale(move.version, {}, msg::order_changed);
  ++after.version;
  if (rules::gives_back(order, after))
    for (const Line& line : order.lines) parts_.items.give_back(act, line.item, line.count);
  if (by != Party::maker && after.state == State::cancelled) tell(act, kToldCancelled, order);
  if (after.state == State::returning) tell(act, kToldReturning, order);
  if (by != Party::buyer) write_to_buyer(act, after, {});
  return after;
}

Result<Order> Service::move_by_buyer(std::string_view number, const BuyersMove& move) {
  return acts_.run_without_account([&](act::Moment& act) -> Result<Order> {
    const auto order = store::by_number(static_cast<db::Transaction&>(act), number);
    if (!order || order->key != digest_of(move.key)) return absent("order");
    return step(act, *order, move, Party::buyer);
  });
}

std::optional<std::string> Service::payload(const Order& order) const {
  if (order.pay != Pay::transfer || order.paid || (order.state != State::placed && order.state != State::confirmed)) return std::nullopt;
  const auto written = payments::payload_for(order.bin, order.account, order.total, order.number);
  return written ? std::optional(*written) : std::nullopt;
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
    return Mine{std::move(own), store::of_producer(reader, producer, kMostShown)};
  });
}

Result<Service::Shown> Service::one_of_maker(const Actor& actor, ProducerId producer, std::string_view number) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    auto order = store::by_number(reader, number);
    if (!order || order->producer != producer) return absent("order");
    std::vector<Step> possible = rules::possible(*order, Party::maker, now());
    return Shown{std::move(own), std::move(*order), std::move(possible)};
  });
}

Result<Order> Service::move_by_maker(const Actor& actor, ProducerId producer, std::string_view number, const Move& move) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Order> {
    OCOP_CHECK(own_producer(act, act.actor(), producer));
    const auto order = store::by_number(act, number);
    if (!order || order->producer != producer) return absent("order");
    act.for_producer(producer, "order.moved", order->number);
    return step(act, *order, move, Party::maker);
  });
}

Result<Service::Reconciled> Service::reconcile(const Actor& actor, ProducerId producer, const files::Received& file) {
  OCOP_CHECK(parts_.database.read([&](db::Reader& reader) -> Result<void> {   // before a stranger's file costs anything
    OCOP_CHECK(own_producer(reader, actor, producer));
    return {};
  }));
  OCOP_TRY(bytes, file.whole());
  OCOP_TRY(received, read_statement(sheets::Source::bytes(bytes)));
  return acts_.run(actor, [&](act::Act& act) -> Result<Reconciled> {
    OCOP_TRY(own, own_producer(act, act.actor(), producer));
    std::vector<Order> orders = store::unpaid(act, producer);
    std::vector<std::string> named;    // paid ones too: a line of last week is told as such
    for (const Received& line : received)
      for (std::string& number : payments::references_in(line.words))
        if (std::ranges::find(orders, number, &Order::number) == orders.end() && std::ranges::find(named, number) == named.end())
          named.push_back(std::move(number));
    for (Order& one : store::by_numbers(act, producer, named)) orders.push_back(std::move(one));
    Reconciled out{std::move(own), rules::match(received, orders)};
    for (const Matched& one : out.lines) {
      if (one.how != Matched::How::exact) continue;
      const auto order = store::by_number(act, one.numbers.front());
      OCOP_CHECK(step(act, *order, {.version = order->version, .step = Step::mark_paid, .reason = {}}, Party::maker));
      act.for_producer(producer, "order.moved", order->number);
      ++out.paid;
    }
    return out;
  });
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
    store::forget(act, Instant{act.now().milliseconds - rules::kForget});
    return {};
  });
  static_cast<void>(done);   // tomorrow again
}

}  // namespace ocop::orders
