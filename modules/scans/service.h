#pragma once
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/products/products.h"
#include "modules/resolver/resolver.h"
#include "modules/scans/counter.h"

namespace ocop::scans {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldBurst = "scans.burst", kToldSpread = "scans.spread";
inline constexpr int kDaysKept = 400;          // a season is held against the one before
inline constexpr std::int64_t kHoursKept = 48; // a burst is told of within its hour

// Whose scans an actor reads: its producers', and the products of its province.
Scope scope_of(const Actor& actor);

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const notices::Notices& notices;
    const places::Index& places;
    const products::Products& products;
    const resolver::Cases& cases;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random), counter_(parts.random) {}
  const Parts& parts() const { return parts_; }
  const Counter& counter() const { return counter_; }

  // ---- counting: memory alone (resolver::ScanWatch)
  void page(const resolver::Scanned& scanned);
  void serial(const resolver::Scanned& scanned, std::string_view serial);

  // ---- the clock
  // Writes what was counted since, and opens a case of what is unusual. Once a minute and when the program stops. What cannot be written
  // waits for the next time; db::Failure is the caller's.
  void write();
  void forget() const;

  // ---- reading. not_found: no such product, or not the actor's.
  struct Shown { products::Product product; Strip strip; };
  Result<Shown> of_product(const Actor& actor, std::string_view id_or_code, Span span) const;
  // All that the actor covers.
  Strip of_actor(const Actor& actor, Span span) const;
  bool covers(const Actor& actor, const products::Product& product) const;
  void name_products(std::vector<Day>& days) const;

 private:
  struct Unusual {
    resolver::Origin origin;
    ProductId product;
    std::vector<std::string> facts;
  };
  void add(act::Moment& act, const Counter::Taken& taken) const;
  std::vector<Unusual> bursts(const Counter::Taken& taken) const;
  std::vector<Unusual> spreads(const Counter::Taken& taken) const;
  void open_cases(const std::vector<Unusual>& found) const;
  Date first_of(Span span) const;
  Strip strip(Span span, std::span<const DaySum> days, std::span<const PlaceDay> places) const;

  Parts parts_;
  act::Acts acts_;
  Counter counter_;
  std::mutex writing_;                 // the clock and the end of the program take turns
};

}  // namespace ocop::scans
