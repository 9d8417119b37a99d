#include "modules/scans/service.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "kernel/http/address.h"
#include "modules/scans/migrations.h"
#include "modules/scans/regions.h"
#include "modules/scans/rules.h"
#include "modules/scans/store.h"

namespace ocop::scans {
namespace {

constexpr std::int64_t kHour = 3'600'000;   // milliseconds

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, "product " + std::string(what)); }
Whose whose(const products::Product& product) { return {product.code, product.id, product.producer, product.province}; }
Date day_of(std::int64_t hour) { return vietnam_date({hour * kHour}); }

template <class Key, class Row>
std::vector<Row> rows_of(const std::map<Key, Row>& by_key) {
  std::vector<Row> out;
  for (const auto& [key, row] : by_key) out.push_back(row);
  return out;
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
Scope scope_of(const Actor& actor) { return Scope::for_task(actor, Task::products, {Role::provincial_body}); }

void Service::page(const resolver::Scanned& scanned) {
  counter_.page(whose(scanned.product), http::coarse_network_of(scanned.peer), region_of(scanned.region), parts_.clock.now());
}

void Service::serial(const resolver::Scanned& scanned, std::string_view serial) {
  counter_.pack(whose(scanned.product), serial, http::coarse_network_of(scanned.peer), region_of(scanned.region), parts_.clock.now());
}

// In the order of their keys: two processes that write the same rows wait for one another, and never in a circle.
void Service::add(act::Moment& act, const Counter::Taken& taken) const {
  std::map<std::pair<std::string, Date>, Day> days;
  std::map<std::tuple<std::string, Date, std::string>, PlaceDay> places;
  std::map<std::pair<std::string, std::int64_t>, Hour> hours;
  const auto day = [&](const Whose& whose, Date when) -> Day& {
    auto [found, fresh] = days.try_emplace({whose.code, when}, Day{{}, whose.code, when, whose.product, whose.producer, whose.province});
    if (fresh) found->second.id = act.new_uuid();
    return found->second;
  };
  for (const Counter::Count& one : taken.counts) {
    const Date when = day_of(one.hour);
    day(one.whose, when).scans += one.scans;
    const std::string place = place_of(one.region, parts_.places);
    places.try_emplace({one.whose.code, when, place}, PlaceDay{one.whose.code, when, place, 0}).first->second.scans += one.scans;
    hours.try_emplace({one.whose.code, one.hour}, Hour{one.whose.code, one.hour, 0}).first->second.scans += one.scans;
  }
  for (const Counter::Networks& one : taken.networks) day(one.whose, one.day).networks += one.more;
  store::add(act, std::span<const Day>(rows_of(days)));
  store::add(act, std::span<const PlaceDay>(rows_of(places)));
  store::add(act, std::span<const Hour>(rows_of(hours)));
}

void Service::write() {
  const std::lock_guard turn(writing_);
  const Counter::Taken taken = counter_.take();
  if (taken.empty()) return;
  try {
    const Result<void> written = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      add(act, taken);
      return {};
    });
    if (!written) return counter_.put_back(taken);
  } catch (...) {   // a full disk, a lost server: nothing of it was kept
    counter_.put_back(taken);
    throw;
  }
  std::vector<Unusual> found = bursts(taken);
  for (Unusual& one : spreads(taken)) found.push_back(std::move(one));
  open_cases(found);
}

void Service::forget() const {
  const Result<void> done = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    store::forget(act, act.today().plus_days(-kDaysKept), act.now().milliseconds / kHour - kHoursKept);
    return {};
  });
  static_cast<void>(done);   // tomorrow again
}

std::vector<Service::Unusual> Service::bursts(const Counter::Taken& taken) const {
  if (taken.counts.empty()) return {};
  const auto earliest = std::ranges::min_element(taken.counts, {}, &Counter::Count::hour);
  std::map<std::string, ProductId> counted;
  for (const Counter::Count& one : taken.counts) counted[one.whose.code] = one.whose.product;
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<Unusual> out;
    for (const Hour& one : store::busy(reader, earliest->hour, rules::kBurstFloor)) {   // of all processes
      const auto product = counted.find(one.code);
      if (product == counted.end()) continue;                                           // another process tells of it
      const Date today = day_of(one.hour), first = today.plus_days(-rules::kUsualDays);
      std::vector<std::int64_t> before;
      for (const DaySum& sum : rules::every_day(first, today.plus_days(-1), store::days_of_code(reader, one.code, first)))
        before.push_back(sum.scans);
      const std::int64_t usual = rules::usual_day(before);
      if (rules::is_burst(one.scans, usual))
        out.push_back({resolver::Origin::burst, product->second,
                       {std::to_string(one.scans), std::to_string(one.hour * kHour), std::to_string(usual)}});
    }
    return out;
  });
}

std::vector<Service::Unusual> Service::spreads(const Counter::Taken& taken) const {
  std::vector<Unusual> out;
  for (const Counter::Pack& one : taken.packs) {
    std::set<std::string> provinces;   // two regions of before are one province of today
    for (const std::string& region : one.regions)
      if (std::string place = place_of(region, parts_.places); !place.empty()) provinces.insert(std::move(place));
    const auto places = static_cast<std::int64_t>(provinces.size());
    if (rules::is_spread(one.networks, places))
      out.push_back({resolver::Origin::spread, one.whose.product, {one.serial, std::to_string(one.networks), std::to_string(places)}});
  }
  return out;
}

void Service::open_cases(const std::vector<Unusual>& found) const {
  for (const Unusual& one : found) {
    const Result<void> opened = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      const auto known = parts_.products.by_ids(act, std::span(&one.product, 1));
      if (known.empty() || !parts_.cases.open_case(act, {one.origin, known[0], one.facts})) return {};
      const std::string_view kind = one.origin == resolver::Origin::burst ? kToldBurst : kToldSpread;
      if (known[0].producer != ProducerId{})
        parts_.notices.tell(act, {kind, {known[0].name}, path_of(known[0].code)},
                            {.holders = {{Role::producer_member, "", "", known[0].producer}}});
      return {};
    });
    static_cast<void>(opened);   // the next scan of it asks again
  }
}

Date Service::first_of(Span span) const { return vietnam_date(parts_.clock.now()).plus_days(1 - days_of(span)); }

Strip Service::strip(Span span, std::span<const DaySum> days, std::span<const PlaceDay> places) const {
  Strip out{rules::every_day(first_of(span), vietnam_date(parts_.clock.now()), days), rules::shown(places), 0};
  for (const DaySum& one : out.days) out.scans += one.scans;
  return out;
}

bool Service::covers(const Actor& actor, const products::Product& product) const {
  const auto producer = product.producer == ProducerId{} ? std::nullopt : std::optional(product.producer);
  return scope_of(actor).covers(product.province, {}, producer);
}

Result<Service::Shown> Service::of_product(const Actor& actor, std::string_view id_or_code, Span span) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    auto product = products::find(reader, parts_.products, id_or_code);
    if (!product || !covers(actor, *product)) return absent(id_or_code);
    const Date first = first_of(span);
    Strip shown = strip(span, store::days_of_code(reader, product->code, first), store::places_of_code(reader, product->code, first));
    return Shown{std::move(*product), std::move(shown)};
  });
}

Strip Service::of_actor(const Actor& actor, Span span) const {
  const Scope scope = scope_of(actor);
  const Date first = first_of(span);
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<DaySum> days;
    std::vector<PlaceDay> places;
    const auto take = [](auto& all, auto more) { all.insert(all.end(), more.begin(), more.end()); };
    for (const std::string& province : scope.provinces) {
      take(days, store::days_of_province(reader, province, first));
      take(places, store::places_of_province(reader, province, first));
    }
    for (const ProducerId producer : scope.producers) {
      take(days, store::days_of_producer(reader, producer, first));
      take(places, store::places_of_producer(reader, producer, first));
    }
    return strip(span, days, places);
  });
}

void Service::name_products(std::vector<Day>& days) const {
  std::vector<ProductId> ids;
  for (const Day& one : days) ids.push_back(one.product);
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  const auto found = parts_.database.read([&](db::Reader& reader) { return parts_.products.by_ids(reader, ids); });
  for (Day& one : days) {
    const auto known = std::ranges::find(found, one.product, &products::Product::id);
    one.name = known == found.end() ? one.code : known->name;
  }
}

}  // namespace ocop::scans
