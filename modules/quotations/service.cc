#include "modules/quotations/service.h"

#include <algorithm>
#include <array>
#include <variant>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/i18n/translate.h"
#include "kernel/jobs/jobs.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/migrations.h"
#include "modules/quotations/store.h"

// What buyers do, and what hangs on it. The maker's side: service_maker.cc.
namespace ocop::quotations {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }
std::string about(const Quotation& quotation) { return "quotation:" + quotation.id.text(); }   // of its letters
Grant members_of(ProducerId producer) { return {Role::producer_member, "", "", producer}; }
// In constant time: how much of a key is right is nobody's to measure.
bool fits(const Quotation& quotation, std::string_view key) { return crypto::equal_constant_time(quotation.key, digest_of(key)); }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

std::string digest_of(std::string_view key) { return std::string(crypto::view(crypto::sha256("ocop quotation " + std::string(key)))); }

std::string Service::new_attempt() const {
  constexpr std::size_t kBytes = 16;   // rules::kAttempt letters
  return crypto::random_token(parts_.random, kBytes);
}
std::string Service::buyers_url(std::string_view number, std::string_view key) const {
  return parts_.public_url + "/quotations/" + std::string(number) + "?key=" + std::string(key);
}

// ---- asking --------------------------------------------------------------------------------------------------------------------------

Result<producers::Producer> Service::reachable(db::Reader& reader, ProducerId producer) const {
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty() || found[0].presence == producers::Presence::waiting) return absent("producer " + producer.text());
  if (parts_.identity.holders(reader, members_of(producer)).empty()) return absent("producer " + producer.text());
  return std::move(found[0]);
}

std::vector<orders::Offered> Service::offered(db::Reader& reader, ProducerId producer) const {
  return orders::offered(reader, parts_.products, parts_.items, producer);
}

Result<Service::Shop> Service::shop(ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shop> {
    OCOP_TRY(maker, reachable(reader, producer));
    return Shop{std::move(maker), offered(reader, producer)};
  });
}
bool Service::may_ask(ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) { return reachable(reader, producer).ok(); });
}

// Without id, number and key; nothing is saved.
Result<Quotation> Service::drawn_up(db::Reader& reader, ProducerId producer, const Start& wanted) const {
  Quotation out{.producer = producer, .company = wanted.company, .tax_code = wanted.tax_code, .name = wanted.name, .phone = wanted.phone,
                .mail = wanted.mail, .place = wanted.place, .words = wanted.words, .wanted_by = wanted.wanted_by};
  const std::vector<Offered> all = offered(reader, producer);
  for (const WantedText& line : wanted.lines) {
    const std::int64_t count = rules::whole_of(line.count, rules::kMostCount).value_or(0);
    if (count == 0) continue;
    const auto id = items::ItemId::parse(line.item);
    const auto at = std::ranges::find_if(all, [&](const Offered& one) { return id && one.item.id == *id; });
    if (at == all.end()) return Error::of(ErrorKind::conflict, Problem{"lines", "", "what is sold", msg::item_not_sold, {}});
    out.wanted.push_back({at->item.id, at->product.id, title_of(*at), count});
  }
  return out;
}

// What the attempt made when it came before.
Result<std::optional<Service::Opened>> Service::opened_before(db::Reader& reader, ProducerId producer, const Start& wanted) const {
  const auto before = store::by_key(reader, digest_of(wanted.attempt));
  if (!before) return std::optional<Opened>();
  const auto same = drawn_up(reader, producer, wanted);
  const bool forgotten = before->phone.empty();
  if (before->producer != producer || (!forgotten && (!same || !rules::is_same(*before, *same))))
    return Error::of(ErrorKind::conflict, Problem{"attempt", "", "a new one for another request", msg::sent_before, {before->number}});
  return std::optional(Opened{before->number, wanted.attempt});
}

// Whether it is one more, and not too many. The other click of the same form, kept this moment, is no other one: its key tells.
Result<void> Service::expect_room(db::Reader& reader, const Quotation& quotation, Instant at) const {
  const std::vector<Quotation> open = store::asked_by_phone(reader, quotation.producer, quotation.phone);
  for (const Quotation& one : open)
    if (one.key != quotation.key && one.opened.milliseconds > at.milliseconds - rules::kSameWithin && rules::is_same(one, quotation))
      return Error::of(ErrorKind::conflict, Problem{"words", "", "something else, or later", msg::asked_already, {one.number}});
  if (static_cast<std::int64_t>(open.size()) >= rules::kOpenOfPhone)
    return Error::of(ErrorKind::conflict, Problem{"phone", "", "requests that wait are answered first", msg::many_of_phone,
                                                  {std::to_string(rules::kOpenOfPhone)}});
  if (store::asked_of_producer(reader, quotation.producer) >= rules::kOpenOfMaker)
    return Error::of(ErrorKind::conflict, Problem{"", "", "a maker with fewer requests that wait", msg::many_of_maker, {}});
  return {};
}

Result<void> Service::admit(ProducerId producer, const From& from) {
  const std::string network = throttle::network_of(from.peer), maker = producer.text();
  const std::array buckets{throttle::Bucket{"quotations.ask", network, rules::kAskLimit},
                           throttle::Bucket{"quotations.asked", maker, rules::kAskedLimit}};
  const std::int64_t wait = parts_.throttle.take(buckets, now());
  if (wait <= 0) return {};
  constexpr std::int64_t kMinute = 60'000;
  const std::string minutes = std::to_string((wait + kMinute - 1) / kMinute);
  return Error::of(ErrorKind::too_many_requests,
                   Problem{"", "", "3 at once from a network, 30 to a maker, then one in some minutes", msg::too_many, {minutes}});
}

Result<Service::Opened> Service::ask(ProducerId producer, const Ask& typed, const From& from) {
  OCOP_TRY(wanted, rules::read(typed, vietnam_date(now())));
  if (wanted.attempt.empty()) wanted.attempt = new_attempt();
  const auto look = [&](db::Reader& reader, Instant at) -> Result<std::variant<Opened, Quotation>> {
    OCOP_CHECK(reachable(reader, producer));
    OCOP_TRY(before, opened_before(reader, producer, wanted));
    if (before) return std::variant<Opened, Quotation>(std::move(*before));
    OCOP_TRY(quotation, drawn_up(reader, producer, wanted));
    quotation.key = digest_of(wanted.attempt);
    OCOP_CHECK(expect_room(reader, quotation, at));
    return std::variant<Opened, Quotation>(std::move(quotation));
  };
  // What is refused for what it is, and what came before, counts against no network.
  OCOP_TRY(seen, parts_.database.read([&](db::Reader& reader) { return look(reader, now()); }));
  if (const auto* before = std::get_if<Opened>(&seen)) return *before;
  OCOP_CHECK(admit(producer, from));
  return acts_.run_without_account([&](act::Moment& act) -> Result<Opened> {
    parts_.producers.hold(act, producer);   // one of a maker at a time: what is asked before is true when it is kept
    OCOP_TRY(fresh, look(static_cast<db::Transaction&>(act), act.now()));
    if (const auto* before = std::get_if<Opened>(&fresh)) return *before;
    Quotation quotation = std::get<Quotation>(std::move(fresh));
    quotation.language = from.language;
    return keep(act, std::move(quotation), wanted);
  });
}

// Precondition: the producer is held.
Result<Service::Opened> Service::keep(act::Moment& act, Quotation quotation, const Start& wanted) const {
  quotation.id = act.new_id<QuotationId>();
  quotation.key = digest_of(wanted.attempt);
  quotation.opened = quotation.moved = act.now();
  quotation.until = Instant{act.now().milliseconds + rules::kUnanswered};
  quotation.waits = rules::waits(quotation);
  constexpr int kTries = 8;                                // of 100,000 numbers a day
  for (int i = 0; i < kTries; ++i) {
    quotation.number = orders::new_number(act.today(), parts_.random);
    if (!store::insert(static_cast<db::Transaction&>(act), quotation)) {
      OCOP_TRY(other, opened_before(static_cast<db::Transaction&>(act), quotation.producer, wanted));   // the same attempt, this moment
      if (other) return std::move(*other);
      continue;
    }
    store::insert_wanted(act, quotation);
    if (quotation.opened_by == Party::buyer) tell(act, kToldAsked, quotation);
    write_to_buyer(act, quotation, wanted.attempt);
    return Opened{quotation.number, wanted.attempt};
  }
  return Error::of(ErrorKind::storage_unavailable, "no number is free today");
}

// ---- the buyer's page ----------------------------------------------------------------------------------------------------------------

Result<Service::Shown> Service::shown(db::Reader& reader, producers::Producer producer, Quotation quotation, Party by) const {
  std::vector<Offer> offers = store::offers(reader, quotation.id);
  std::vector<Step> possible = rules::possible(quotation, by, now());
  return Shown{std::move(producer), std::move(quotation), std::move(offers), std::move(possible)};
}

Result<Service::Shown> Service::of_buyer(std::string_view number, std::string_view key) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    auto quotation = store::by_number(reader, number);
    if (!quotation || !fits(*quotation, key)) return absent("quotation");
    auto producers = parts_.producers.by_ids(reader, std::span(&quotation->producer, 1));
    if (producers.empty()) return absent("quotation");
    OCOP_TRY(out, shown(reader, std::move(producers[0]), std::move(*quotation), Party::buyer));
    out.key = Shown::Key::fits;
    return out;
  });
}

Result<Quotation> Service::move_by_buyer(std::string_view number, const BuyersMove& move) {
  return acts_.run_without_account([&](act::Moment& act) -> Result<Quotation> {
    db::Transaction& transaction = act;
    auto quotation = store::by_number(transaction, number);
    if (!quotation || !fits(*quotation, move.key)) return absent("quotation");
    OCOP_CHECK(act::expect_version(move.version, quotation->version, msg::quotation_changed));
    if (move.step != Step::accept) return step(act, *quotation, move, Party::buyer);
    parts_.producers.hold(transaction, quotation->producer);
    quotation = store::by_number(transaction, number);     // the other click may have been faster
    if (!quotation) return absent("quotation");
    OCOP_CHECK(act::expect_version(move.version, quotation->version, msg::quotation_changed));
    OCOP_CHECK(rules::after(*quotation, {.step = move.step}, Party::buyer, act.now()));   // before anything is taken
    OCOP_TRY(order, make_order(act, *quotation, move.key));
    quotation->order = std::move(order);
    OCOP_TRY(after, step(act, *quotation, move, Party::buyer));
    write_to_buyer(act, after, move.key);
    return after;
  });
}

// The number of the order that the newest offer becomes.
Result<std::string> Service::make_order(act::Moment& act, const Quotation& quotation, std::string_view key) const {
  const std::vector<Offer> offers = store::offers(static_cast<db::Transaction&>(act), quotation.id);
  if (offers.empty()) return absent("offer");
  const Language language = quotation.language;
  const Offer& offer = offers.front();
  std::string note = format(msg::order_note, language, {quotation.number, std::to_string(offer.number)});
  if (!offer.box.empty()) note += " · " + offer.box;
  constexpr std::size_t kNote = 300;   // characters of an order's note, in bytes: never more
  auto placed = parts_.orders.place_agreed(act, {.producer = quotation.producer,
                                                 .lines = rules::order_lines(offer, translate(msg::delivery, language)),
                                                 .buyer = quotation.name,
                                                 .phone = quotation.phone,
                                                 .address = quotation.place,
                                                 .note = std::string(text::cut(note, kNote)),
                                                 .mail = quotation.mail,
                                                 .company = quotation.company,
                                                 .tax_code = quotation.tax_code,
                                                 .language = language,
                                                 .key = std::string(key)});
  if (placed) return std::move(placed->number);
  const std::vector<Problem>& problems = placed.error().problems;
  if (placed.error().kind != ErrorKind::conflict || problems.empty() || problems[0].field != "lines") return placed.error();
  const std::string title = problems[0].got;
  return Error::of(ErrorKind::conflict, Problem{"step", title, "what is in stock", msg::not_in_stock, {title}});
}

// One step, saved, with what hangs on it.
Result<Quotation> Service::step(act::Moment& act, const Quotation& before, const Move& move, Party by) const {
  OCOP_TRY(after, rules::after(before, {.step = move.step, .reason = move.reason}, by, act.now()));
  if (!store::change(act, after)) return act::stale(move.version, {}, msg::quotation_changed);
  ++after.version;
  if (move.step == Step::forget) {
    store::empty_offers(act, after.id);
    jobs::forget(act, about(after), act.now());            // a letter that waits does not go out any more
    return after;
  }
  if (by != Party::maker) {
    if (after.state == State::accepted) tell(act, kToldAccepted, after);
    if (after.state == State::declined) tell(act, kToldDeclined, after);
    if (after.state == State::lapsed && before.state == State::offered) tell(act, kToldLapsed, after);
  }
  if (by != Party::buyer) write_to_buyer(act, after, {});
  return after;
}

void Service::tell(act::Moment& act, std::string_view kind, const Quotation& quotation) const {
  parts_.notices.tell(act, {kind, {quotation.number}, one_path(quotation.producer, quotation.number)},
                      {.holders = {members_of(quotation.producer)}});
}

// The first letter has the key, which is nowhere else, and so has the one that tells of the order; others say what happened and where the
// first one is.
void Service::write_to_buyer(act::Moment& act, const Quotation& quotation, std::string_view key) const {
  if (quotation.mail.empty() || !parts_.notices.sends_letters()) return;
  const Language language = quotation.language;
  const auto producers = parts_.producers.by_ids(static_cast<db::Transaction&>(act), std::span(&quotation.producer, 1));
  const std::string maker(producers.empty() ? std::string_view() : producers[0].name_in(language));
  const std::string state = in(label(quotation.state), language);
  notices::LetterOut letter{.address = quotation.mail,
                            .subject = format(msg::letter_subject, language, {quotation.number, state}),
                            .before = {format(msg::letter_said, language, {quotation.number, maker, state})},
                            .open = msg::letter_open,
                            .url = buyers_url(quotation.number, key),
                            .after = {},
                            .language = language,
                            .about = about(quotation)};
  if (!quotation.reason.empty()) letter.before.push_back(quotation.reason);
  if (!quotation.order.empty()) letter.before.push_back(format(msg::letter_order, language, {quotation.order}));
  if (key.empty()) {
    letter.open = msg::letter_maker;
    letter.url = parts_.public_url + "/producers/" + quotation.producer.text();
    letter.after.push_back(in(msg::letter_first, language));
  } else {
    letter.after.push_back(in(msg::keep_the_link, language));
  }
  parts_.notices.write(act, letter);
}

// ---- the clock -----------------------------------------------------------------------------------------------------------------------

std::size_t Service::lapse() const {
  constexpr std::int64_t kAtOnce = 100;
  const std::vector<std::string> due = parts_.database.read([&](db::Reader& reader) { return store::due(reader, now(), kAtOnce); });
  std::size_t out = 0;
  for (const std::string& number : due) {
    const auto done = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      const auto quotation = store::by_number(static_cast<db::Transaction&>(act), number);
      if (!quotation) return absent("quotation");
      OCOP_CHECK(step(act, *quotation, {.version = quotation->version, .step = Step::lapse, .reason = {}}, Party::clock));
      return {};
    });
    if (done) ++out;   // else it was answered this moment
  }
  return out;
}

void Service::forget() const {
  constexpr std::int64_t kAtOnce = 500;   // a day's; the rest tomorrow
  const Instant before{now().milliseconds - rules::kForget};
  for (const std::string& number : parts_.database.read([&](db::Reader& reader) { return store::to_forget(reader, before, kAtOnce); })) {
    const auto done = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      auto quotation = store::by_number(static_cast<db::Transaction&>(act), number);
      if (!quotation || !rules::is_over(quotation->state) || quotation->moved >= before) return absent("quotation");
      rules::empty_person(*quotation);
      if (!store::change(act, *quotation)) return absent("quotation");
      store::empty_offers(act, quotation->id);
      return {};
    });
    static_cast<void>(done);           // tomorrow again
  }
}

}  // namespace ocop::quotations
