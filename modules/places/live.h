#pragma once
#include <atomic>
#include <deque>
#include <mutex>

#include "kernel/db/db.h"
#include "modules/places/places.h"

namespace ocop::places {

// The index of now, which everybody refers to: a snapshot that is replaced when names have changed, here or in another process, and when a
// day begins on which one holds. Reads are one atomic load; what a reader holds of the snapshot before stays for kKept.
class Live final : public Index {
 public:
  static constexpr std::int64_t kKeptSeconds = 3'600;   // longer than a request, and than a job that reads a register of 200,000 rows
  explicit Live(std::unique_ptr<const Index> first);
  // Replaces the snapshot, and lets go of those that were replaced long before `now`.
  void renew(std::unique_ptr<const Index> next, Instant now);
  std::size_t held() const;                             // snapshots in memory

  std::span<const Province> provinces() const override { return now().provinces(); }
  std::span<const Commune> communes() const override { return now().communes(); }
  const Province* province(std::string_view code) const override { return now().province(code); }
  const Commune* commune(std::string_view code) const override { return now().commune(code); }
  std::vector<const Commune*> communes_of(std::string_view province) const override { return now().communes_of(province); }
  std::vector<const FormerUnit*> former_of(std::string_view commune) const override { return now().former_of(commune); }
  std::vector<Found> search(std::string_view text, std::size_t limit) const override { return now().search(text, limit); }
  std::vector<std::string> meant(std::string_view text) const override { return now().meant(text); }
  Resolved resolve(std::string_view address) const override { return now().resolve(address); }
  Resolved understand(std::string_view typed) const override { return now().understand(typed); }
  std::string show(std::string_view province, std::string_view commune, Language language) const override {
    return now().show(province, commune, language);
  }
  std::string show_on(Date day, std::string_view province, std::string_view commune, Language language) const override {
    return now().show_on(day, province, commune, language);
  }
  NamedProvince province_meant(std::string_view name) const override { return now().province_meant(name); }
  std::span<const Shape> shapes() const override { return now().shapes(); }

 private:
  const Index& now() const { return *now_.load(std::memory_order_acquire); }
  struct Held {
    std::unique_ptr<const Index> index;
    std::optional<Instant> replaced{};
  };
  std::atomic<const Index*> now_;
  mutable std::mutex mutex_;
  std::deque<Held> all_;                                // the newest last
};

// Keeps a Live as the database and the calendar say. One thread (a tick of the main thread).
class Follower {
 public:
  // `index` was read of `database` when it had seen `state` changes, for `day`. All outlive it.
  Follower(db::Database& database, Live& index, std::uint64_t state, Date day)
      : database_(database), index_(index), state_(state), day_(day) {}
  // Reads the units again when they were changed or another day has begun. A store that cannot be read leaves what is there.
  void look(Instant now);

 private:
  db::Database& database_;
  Live& index_;
  std::uint64_t state_;
  Date day_;
};

}  // namespace ocop::places
