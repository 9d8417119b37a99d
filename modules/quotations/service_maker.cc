#include <algorithm>
#include <array>
#include <map>

#include "kernel/crypto/crypto.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/paper.h"
#include "modules/quotations/service.h"
#include "modules/quotations/store.h"

// What the maker does, and the paper.
namespace ocop::quotations {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }

}  // namespace

Result<producers::Producer> Service::own_producer(db::Reader& reader, const Actor& actor, ProducerId producer) const {
  if (!Scope::for_task(actor, Task::products).covers({}, {}, producer)) return absent("producer " + producer.text());
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty()) return absent("producer " + producer.text());
  return std::move(found[0]);
}

Result<Quotation> Service::find(db::Reader& reader, ProducerId producer, std::string_view number) const {
  auto quotation = store::by_number(reader, number);
  if (!quotation || quotation->producer != producer) return absent("quotation");
  return std::move(*quotation);
}

Result<Service::Mine> Service::of_maker(const Actor& actor, ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Mine> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    Mine out{std::move(own), {}};
    std::vector<QuotationId> ids;
    for (Quotation& one : store::of_producer(reader, producer, kMostShown)) {
      ids.push_back(one.id);
      out.quotations.push_back({std::move(one)});
    }
    const std::vector<store::Newest> newest = store::newest(reader, ids);
    for (Listed& one : out.quotations)
      if (const auto at = std::ranges::find(newest, one.quotation.id, &store::Newest::quotation); at != newest.end())
        one.total = total(at->offer);
    return out;
  });
}

Result<Service::Shop> Service::shop_of_maker(const Actor& actor, ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shop> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    return Shop{std::move(own), offered(reader, producer)};
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

Result<Service::Shown> Service::one_of_maker(const Actor& actor, ProducerId producer, std::string_view number, std::string_view key) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    OCOP_TRY(quotation, find(reader, producer, number));
    OCOP_TRY(out, shown(reader, std::move(own), std::move(quotation), Party::maker));
    if (crypto::equal_constant_time(out.quotation.key, digest_of(key))) out.key = Shown::Key::fits;
    if (out.quotation.state == State::offered && !out.offers.empty()) out.too_few = too_few(reader, out.offers.front());
    return out;
  });
}

std::vector<Service::Shown::Short> Service::too_few(db::Reader& reader, const Offer& offer) const {
  std::map<items::ItemId, Shown::Short> wanted;            // an item may stand in several lines
  std::vector<items::ItemId> ids;
  for (const Line& line : offer.lines) {
    if (line.item == items::ItemId{}) continue;
    const auto [at, first] = wanted.try_emplace(line.item, Shown::Short{line.title});
    at->second.count += line.count;
    if (first) ids.push_back(line.item);
  }
  std::vector<Shown::Short> out;
  for (const items::Item& item : parts_.items.by_ids(reader, ids)) {
    Shown::Short& one = wanted.at(item.id);
    if (!item.stock || *item.stock >= one.count) continue;
    one.stock = *item.stock;
    out.push_back(std::move(one));
  }
  return out;
}

Result<void> Service::admit_begun(ProducerId producer) {
  const std::string maker = producer.text();
  const std::array bucket{throttle::Bucket{"quotations.begun", maker, rules::kBegunLimit}};
  const std::int64_t wait = parts_.throttle.take(bucket, now());
  if (wait <= 0) return {};
  constexpr std::int64_t kMinute = 60'000;
  return Error::of(ErrorKind::too_many_requests, Problem{"", "", "20 of a maker, then one in 10 minutes", msg::too_many,
                                                         {std::to_string((wait + kMinute - 1) / kMinute)}});
}

Result<Service::Opened> Service::start(const Actor& actor, ProducerId producer, const Start& typed, Language language) {
  OCOP_CHECK(parts_.database.read([&](db::Reader& reader) { return own_producer(reader, actor, producer); }));
  OCOP_TRY(wanted, rules::read(typed, vietnam_date(now())));
  if (wanted.attempt.empty()) wanted.attempt = new_attempt();
  OCOP_CHECK(admit_begun(producer));
  return acts_.run(actor, [&](act::Act& act) -> Result<Opened> {
    OCOP_CHECK(own_producer(act, act.actor(), producer));
    parts_.producers.hold(act, producer);
    OCOP_TRY(before, opened_before(act, producer, wanted));
    if (before) return std::move(*before);
    OCOP_TRY(quotation, drawn_up(act, producer, wanted));
    quotation.key = digest_of(wanted.attempt);
    OCOP_CHECK(expect_room(act, quotation, act.now()));
    quotation.opened_by = Party::maker;
    quotation.language = language;
    OCOP_TRY(opened, keep(act, std::move(quotation), wanted));
    act.for_producer(producer, "quotation.begun", opened.number);
    return opened;
  });
}

Result<Service::Writing> Service::writing(const Actor& actor, ProducerId producer, std::string_view number) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Writing> {
    OCOP_TRY(own, own_producer(reader, actor, producer));
    OCOP_TRY(quotation, find(reader, producer, number));
    OCOP_TRY(out, shown(reader, std::move(own), std::move(quotation), Party::maker));
    std::vector<Offered> items = offered(reader, producer);
    const orders::Letterhead head = parts_.orders.letterhead(reader, producer);
    Offer first{.valid_until = vietnam_date(now()).plus_days(rules::kUsualValid), .seller_tax = head.tax_code,
                .seller_address = head.address.empty() ? out.producer.address_as_printed : head.address};
    if (!out.offers.empty()) {
      first = out.offers.front();
      first.valid_until = std::max(first.valid_until, vietnam_date(now()).plus_days(rules::kUsualValid));
    } else if (const auto letterhead = store::latest_of_producer(reader, producer)) {
      first.seller_tax = letterhead->seller_tax;
      first.seller_phone = letterhead->seller_phone;
      first.seller_address = letterhead->seller_address;
      first.vat = letterhead->vat;
    }
    if (first.lines.empty())
      for (const Wanted& one : out.quotation.wanted) {
        const auto at = std::ranges::find(items, one.item, [](const Offered& offer) { return offer.item.id; });
        first.lines.push_back({.item = at == items.end() ? items::ItemId{} : one.item, .product = one.product, .title = one.title,
                               .count = one.count, .price = at == items.end() ? 0 : at->item.price});
      }
    Draft draft = rules::draft_of(first);
    // A name that is the item's own is not typed: who chooses another item in that line means its name.
    for (std::size_t i = 0; i < first.lines.size(); ++i)
      for (const Offered& one : items)
        if (one.item.id == first.lines[i].item && title_of(one) == first.lines[i].title)
          std::erase_if(draft.lines, [&](const Cell& cell) { return cell.place == std::to_string(i + 1) + ".title"; });
    if (out.offers.empty())            // what has no listed price is the maker's to say
      std::erase_if(draft.lines, [](const Cell& cell) { return cell.place.ends_with(".price") && cell.text == "0"; });
    draft.version = out.quotation.version;
    return Writing{std::move(out), std::move(items), std::move(draft)};
  });
}

// The product and the title of lines that name an item: of the maker's own, sold now or in an offer of before.
Result<void> Service::complete(db::Reader& reader, const Quotation& quotation, Offer& offer) const {
  const std::vector<Offered> all = offered(reader, quotation.producer);
  std::vector<Line> before;
  for (const Offer& one : store::offers(reader, quotation.id)) before.insert(before.end(), one.lines.begin(), one.lines.end());
  std::vector<Problem> problems;
  for (std::size_t i = 0; i < offer.lines.size(); ++i) {
    Line& line = offer.lines[i];
    if (line.item == items::ItemId{}) continue;
    const auto at = std::ranges::find(all, line.item, [](const Offered& one) { return one.item.id; });
    const std::string row = std::to_string(i + 1);
    if (const auto old = std::ranges::find(before, line.item, &Line::item); at == all.end() && old != before.end()) {
      line.product = old->product;       // its sale ended, or its product went to another record: the buyer has it in writing
      if (line.title.empty()) line.title = old->title;
      continue;
    }
    if (at == all.end()) {
      problems.push_back({"lines", "", "an item that the maker sells", msg::item_gone, {row}});
      continue;
    }
    line.product = at->product.id;
    if (line.title.empty()) line.title = title_of(*at);
  }
  if (!problems.empty()) return Error{.kind = ErrorKind::invalid_input, .problems = std::move(problems)};
  return {};
}

Result<Quotation> Service::offer(const Actor& actor, ProducerId producer, std::string_view number, const Draft& draft) {
  OCOP_CHECK(parts_.database.read([&](db::Reader& reader) { return own_producer(reader, actor, producer); }));
  OCOP_TRY(typed, rules::read(draft, vietnam_date(now())));
  return acts_.run(actor, [&](act::Act& act) -> Result<Quotation> {
    OCOP_CHECK(own_producer(act, act.actor(), producer));
    OCOP_TRY(before, find(act, producer, number));
    OCOP_CHECK(act::expect_version(draft.version, before.version, msg::quotation_changed));
    Offer offer = typed;
    OCOP_TRY(after, rules::after(before, {.step = Step::offer, .valid_until = offer.valid_until}, Party::maker, act.now()));
    OCOP_CHECK(complete(act, before, offer));
    offer.number = after.offers;
    offer.written = act.now();
    offer.written_by = act.by();
    if (!store::change(act, after)) return act::stale(draft.version, {}, msg::quotation_changed);
    ++after.version;
    store::insert(act, after.id, offer);
    act.for_producer(producer, "quotation.offered", after.number);
    write_to_buyer(act, after, {});
    return after;
  });
}

Result<Quotation> Service::withdraw(const Actor& actor, ProducerId producer, std::string_view number, const Move& move) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Quotation> {
    OCOP_CHECK(own_producer(act, act.actor(), producer));
    OCOP_TRY(before, find(act, producer, number));
    OCOP_CHECK(act::expect_version(move.version, before.version, msg::quotation_changed));
    act.for_producer(producer, "quotation.withdrawn", before.number);
    return step(act, before, {.version = move.version, .step = Step::withdraw, .reason = move.reason}, Party::maker);
  });
}

// ---- the paper -----------------------------------------------------------------------------------------------------------------------

Result<PaperFacts> Service::facts(db::Reader& reader, Shown shown, std::optional<std::int64_t> offer) const {
  const auto at = offer ? std::ranges::find(shown.offers, *offer, &Offer::number) : shown.offers.begin();
  if (at == shown.offers.end()) return absent("offer");
  std::string legal_name = parts_.orders.letterhead(reader, shown.producer.id).legal_name;
  if (legal_name.empty()) legal_name = shown.producer.name;
  PaperFacts out{.maker = std::move(legal_name), .producer = std::move(shown.producer),
                 .quotation = std::move(shown.quotation), .offer = std::move(*at), .now = now()};
  std::vector<ProductId> ids;
  for (const Line& line : out.offer.lines)
    if (line.product != ProductId{}) ids.push_back(line.product);
  out.products = parts_.products.by_ids(reader, ids);
  // Where to pay stands on what may be paid: the newest offer while it holds, below what one transfer carries.
  const bool holds = out.quotation.state == State::offered || out.quotation.state == State::accepted;
  const bool newest = out.offer.number == out.quotation.offers;
  if (const auto account = parts_.payments.account_of(reader, out.producer.id);
      account && holds && newest && paying(total(out.offer)) == Paying::by_transfer)
    out.account = PaperFacts::Account{parts_.payments.bank_name(account->bin), account->number, account->holder};
  return out;
}

Result<Service::Paper> Service::drawn(const PaperFacts& facts, Language language) const {
  OCOP_TRY(pdf, draw(facts, language, parts_.fonts));
  return Paper{std::move(pdf), "bao-gia-" + facts.quotation.number + "-" + std::to_string(facts.offer.number) + ".pdf"};
}

Result<Service::Paper> Service::paper_of_buyer(std::string_view number, std::string_view key, std::optional<std::int64_t> offer,
                                               Language language) const {
  OCOP_TRY(shown, of_buyer(number, key));
  OCOP_TRY(found, parts_.database.read([&](db::Reader& reader) { return facts(reader, std::move(shown), offer); }));
  return drawn(found, language);
}
Result<Service::Paper> Service::paper_of_maker(const Actor& actor, ProducerId producer, std::string_view number,
                                               std::optional<std::int64_t> offer, Language language) const {
  OCOP_TRY(shown, one_of_maker(actor, producer, number));
  OCOP_TRY(found, parts_.database.read([&](db::Reader& reader) { return facts(reader, std::move(shown), offer); }));
  return drawn(found, language);
}

}  // namespace ocop::quotations
