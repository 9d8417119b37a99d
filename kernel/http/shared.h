#pragma once
#include <algorithm>
#include <atomic>
#include <string>

#include "kernel/http/pipeline.h"
#include "kernel/http/pool.h"
#include "kernel/http/wire.h"

namespace ocop::http {

// Counts of one loop: written by its thread alone, read by any.
class LoopCounters {
 public:
  enum Index : std::uint8_t { requests, class_2xx, class_3xx, class_4xx, class_5xx, bytes_out, hot, kCount };
  void add(Index which, std::uint64_t n = 1) {
    auto& cell = cells_[which];
    cell.store(cell.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);   // one writer: no locked instruction
  }
  std::uint64_t get(Index which) const { return cells_[which].load(std::memory_order_relaxed); }
  void add_answer(int status, std::uint64_t bytes) {
    add(requests);
    if (status >= 200 && status < 600) add(static_cast<Index>(class_2xx + status / 100 - 2));
    add(bytes_out, bytes);
  }

 private:
  std::array<std::atomic<std::uint64_t>, kCount> cells_{};
};

// Bytes that all connections hold now of something that they share. Thread-safe.
class Room {
 public:
  // False: with these there would be more than `most`, and they are not counted.
  bool take(std::size_t bytes, std::size_t most) {
    const std::size_t before = held_.fetch_add(bytes, std::memory_order_relaxed);
    if (before + bytes <= most) return true;
    give_back(bytes);
    return false;
  }
  void give_back(std::size_t bytes) { held_.fetch_sub(bytes, std::memory_order_relaxed); }
  std::size_t held() const { return held_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::size_t> held_{0};
};
// What one connection holds of a room.
class Share {
 public:
  explicit Share(Room& room) : room_(room) {}
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  ~Share() { become(0, 0); }
  // False: with these there would be more than `most` in the room, and it stays as it was.
  bool become(std::size_t bytes, std::size_t most) {
    if (bytes > held_ && !room_.take(bytes - held_, most)) return false;
    if (bytes < held_) room_.give_back(held_ - bytes);
    held_ = bytes;
    return true;
  }
  bool add(std::size_t bytes, std::size_t most) { return become(held_ + bytes, most); }
  std::size_t held() const { return held_; }

 private:
  Room& room_;
  std::size_t held_ = 0;
};

// What all loops and connections of a server share. Owned by the server, outlives them.
struct Shared {
  const ServerOptions options;
  const Server::Parts parts;
  const Pipeline pipeline;
  const FixedLines fixed;
  std::string hot_lines_plain, hot_lines_tls;      // of every hot answer, after Location
  bool public_is_tls = false;
  std::atomic<std::size_t> connections{0};
  std::atomic<bool> stopping{false};
  std::vector<const LoopCounters*> counters;       // of each loop; filled before the loops run
  Room bodies;                                     // in memory
  Room uploads;                                    // in files
  WorkerPool pool;
  WorkerPool heavy;                                // of Run::on_heavy_worker

  Shared(const ServerOptions& given, const Server::Parts& with);
  const Pipeline::Inner& way() const { return pipeline.inner(); }
  WorkerPool& pool_of(Run run) { return run == Run::on_heavy_worker ? heavy : pool; }
  Counters total() const;
  bool is_trusted_proxy(std::string_view address) const {
    return std::ranges::any_of(options.trusted_proxies, [&](const Network& one) { return one.contains(address); });
  }
};

// Peer, secure and region of a request: the socket's own, or what a trusted proxy says (X-Forwarded-For from the right, X-Forwarded-Proto,
// kRegionHeader).
void resolve_peer(Request& request, const Shared& shared, std::string_view socket_peer, Transport socket_transport);

// /healthz, /readyz, /metrics: answered beside the routes, on the loop. nullopt = not one of them (or metrics asked from outside).
std::optional<Response> builtin_answer(const Request& request, const Shared& shared);

}  // namespace ocop::http
