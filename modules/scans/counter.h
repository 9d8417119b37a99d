#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "kernel/random/random.h"
#include "modules/scans/types.h"

// Scans in memory until they are written: a scan page waits for no database. Thread-safe. What is not taken yet is lost with the process.
namespace ocop::scans {

// Nothing of a visitor is kept. To count different networks each is known by a digest under a key that is made anew each day, is in this
// memory alone, and holds the product's code as well: whoever read the memory could tell neither an address nor that one person looked at
// two products.
class Counter {
 public:
  // Lines of a minute: 20,000 products scanned from one place each, or 600 from all; some 5 MB (256 bytes
  // a line, reckoned).
  static constexpr std::size_t kMostCounts = 20'000;
  static constexpr std::size_t kMostNetworks = 5'000;      // of a product and day: more says nothing more
  static constexpr std::size_t kMostDigests = 200'000;     // of all of them; 10 MB
  static constexpr std::size_t kMostPacks = 20'000;        // serials of a day: anybody can make up more
  static constexpr std::size_t kMostOfAPack = 200;         // networks; a case comes far earlier
  static constexpr std::size_t kLooked = 3;                // a pack seen from so many networks is not looked at more closely

  // `random` outlives it.
  explicit Counter(Random& random) : random_(random) {}

  // `network`: http::coarse_network_of; `region`: region_of.
  void page(const Whose& whose, std::string_view network, std::string_view region, Instant now);
  // A pack says nothing of how often a page was looked at: it is counted by itself.
  void pack(const Whose& whose, std::string_view serial, std::string_view network, std::string_view region, Instant now);

  struct Count { Whose whose; std::int64_t hour = 0; std::string region; std::int64_t scans = 0; };
  struct Networks { Whose whose; Date day{}; std::int64_t more = 0; };
  struct Pack { Whose whose; std::string serial; std::int64_t networks = 0; std::vector<std::string> regions; };
  struct Taken {
    std::vector<Count> counts;
    std::vector<Networks> networks;    // those that are new
    std::vector<Pack> packs;           // seen again since, from more than kLooked networks
    bool empty() const { return counts.empty() && networks.empty() && packs.empty(); }
  };
  // What came since the last one.
  Taken take();
  // It could not be written: it is in the next one, whatever the limits.
  void put_back(const Taken& taken);

  std::int64_t waiting() const;        // scans that are not taken
  std::int64_t uncounted() const;      // scans beyond kMostCounts

 private:
  struct Seen {
    Whose whose;
    std::string serial;
    std::unordered_set<std::uint64_t> networks;
    std::set<std::string, std::less<>> regions;
    bool fresh = true;
  };
  using CountKey = std::tuple<std::string, std::int64_t, std::string>;   // code, hour, region
  using DayKey = std::pair<std::string, Date>;

  void begin_day(Instant now);         // a new key, and nothing of yesterday's
  std::uint64_t digest(std::string_view code, std::string_view network) const;
  void add_network(const Whose& whose, std::string_view network);

  Random& random_;
  mutable std::mutex mutex_;
  std::map<CountKey, Count> counts_;
  std::map<DayKey, Networks> fresh_;
  std::string key_;
  Date day_{};
  std::unordered_map<std::string, std::unordered_set<std::uint64_t>> networks_;   // by code
  std::size_t digests_ = 0;
  std::map<std::string, Seen> packs_;
  std::int64_t waiting_ = 0, uncounted_ = 0;
};

}  // namespace ocop::scans
