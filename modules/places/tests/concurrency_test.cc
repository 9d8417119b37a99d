#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "modules/places/index.h"
#include "modules/places/live.h"

// Requests read the units while the main thread replaces them. Runs under TSan too (tests/runner/suites.py).
namespace ocop::places {
namespace {

std::unique_ptr<const Index> named(const std::string& name) {
  const Date from = *Date::of(2025, 7, 1);
  Units units;
  units.provinces.push_back({"01", "Hà Nội", "Thành phố Hà Nội", "Ha Noi", "Ha Noi City", UnitType::municipality, {}, 21, 105, from});
  CommuneRow row;
  row.commune.code = "00004";
  row.commune.name = name;
  row.commune.full_name = "Phường " + name;
  row.commune.type = UnitType::ward;
  row.commune.province = "01";
  row.commune.valid_from = from;
  units.communes.push_back(row);
  return make_index(std::move(units), {}, *Date::of(2026, 11, 26));
}

TEST(PlacesLive, ReadersGoOnWhileTheUnitsAreReplaced) {
  constexpr int kReplaced = 50;
  constexpr std::int64_t kMinute = 60'000;
  Live live(named("Một"));
  std::atomic<bool> done{false};
  std::atomic<int> wrong{0}, rounds{0};   // relaxed: they order nothing of what is asked here
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([&] {
      while (!done) {
        const Commune* commune = live.commune("00004");   // held over other questions, as a request does
        const std::string shown = live.show("01", "00004", Language::vi);
        if (commune == nullptr || (commune->name != "Một" && commune->name != "Hai") || !shown.starts_with("Phường ")) ++wrong;
        rounds.fetch_add(1, std::memory_order_relaxed);
      }
    });
  Instant now{1'000'000'000'000};
  for (int i = 0; i < kReplaced; ++i) {
    live.renew(named(i % 2 == 0 ? "Hai" : "Một"), now);
    const int seen = rounds.load(std::memory_order_relaxed);
    while (rounds.load(std::memory_order_relaxed) < seen + 2) std::this_thread::yield();   // or all is over before a reader runs
    now.milliseconds += kMinute;
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(live.held(), static_cast<std::size_t>(kReplaced) + 1) << "all were replaced within the hour";
  now.milliseconds += 2 * Live::kKeptSeconds * 1'000;
  live.renew(named("Ba"), now);
  EXPECT_EQ(live.held(), 2u) << "what nobody can hold any more is let go";
}

}  // namespace
}  // namespace ocop::places
