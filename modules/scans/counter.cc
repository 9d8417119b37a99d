#include "modules/scans/counter.h"

#include <array>
#include <cstring>

#include "kernel/crypto/crypto.h"

namespace ocop::scans {
namespace {

constexpr std::int64_t kHour = 3'600'000;          // milliseconds
constexpr std::size_t kKeyBytes = 32;              // RFC 2104: as long as the digest

// Of a pack; no code has a zero in it.
std::string key_of(std::string_view code, std::string_view serial) {
  std::string out(code);
  return out.append(1, '\0').append(serial);
}

}  // namespace

void Counter::begin_day(Instant now) {
  const Date today = vietnam_date(now);
  if (today == day_ && !key_.empty()) return;
  day_ = today;
  std::array<std::uint8_t, kKeyBytes> fresh{};
  random_.fill(fresh);
  key_.assign(fresh.begin(), fresh.end());
  networks_.clear();
  packs_.clear();
  digests_ = 0;
}

std::uint64_t Counter::digest(std::string_view code, std::string_view network) const {
  std::string message(code);
  message.append(1, '\0').append(network);
  const crypto::Digest whole = crypto::hmac_sha256(key_, message);
  std::uint64_t out = 0;
  std::memcpy(&out, whole.data(), sizeof out);
  return out;
}

void Counter::add_network(const Whose& whose, std::string_view network) {
  if (network.empty() || digests_ >= kMostDigests) return;
  auto& known = networks_[whose.code];
  if (known.size() >= kMostNetworks || !known.insert(digest(whose.code, network)).second) return;
  ++digests_;
  Networks& fresh = fresh_[{whose.code, day_}];
  fresh.whose = whose;
  fresh.day = day_;
  ++fresh.more;
}

void Counter::page(const Whose& whose, std::string_view network, std::string_view region, Instant now) {
  const std::lock_guard lock(mutex_);
  begin_day(now);
  CountKey key{whose.code, now.milliseconds / kHour, std::string(region)};
  auto found = counts_.find(key);
  if (found == counts_.end()) {
    if (counts_.size() >= kMostCounts) {
      ++uncounted_;
      return;
    }
    Count fresh{whose, std::get<1>(key), std::get<2>(key), 0};
    found = counts_.emplace(std::move(key), std::move(fresh)).first;
  }
  ++found->second.scans;
  ++waiting_;
  add_network(whose, network);
}

void Counter::pack(const Whose& whose, std::string_view serial, std::string_view network, std::string_view region, Instant now) {
  const std::lock_guard lock(mutex_);
  begin_day(now);
  std::string key = key_of(whose.code, serial);
  auto found = packs_.find(key);
  if (found == packs_.end()) {
    if (packs_.size() >= kMostPacks) return;
    Seen fresh;
    fresh.whose = whose;
    fresh.serial = serial;
    found = packs_.emplace(std::move(key), std::move(fresh)).first;
  }
  Seen& seen = found->second;
  seen.fresh = true;
  if (!network.empty() && seen.networks.size() < kMostOfAPack && digests_ < kMostDigests &&
      seen.networks.insert(digest(found->first, network)).second)
    ++digests_;
  if (!region.empty()) seen.regions.emplace(region);
}

Counter::Taken Counter::take() {
  const std::lock_guard lock(mutex_);
  Taken out;
  out.counts.reserve(counts_.size());
  for (auto& [key, count] : counts_) out.counts.push_back(std::move(count));
  for (auto& [key, networks] : fresh_) out.networks.push_back(std::move(networks));
  for (auto& [key, seen] : packs_) {
    if (!seen.fresh || seen.networks.size() <= kLooked) continue;
    seen.fresh = false;
    out.packs.push_back(
        {seen.whose, seen.serial, static_cast<std::int64_t>(seen.networks.size()), {seen.regions.begin(), seen.regions.end()}});
  }
  counts_.clear();
  fresh_.clear();
  waiting_ = 0;
  return out;
}

void Counter::put_back(const Taken& taken) {
  const std::lock_guard lock(mutex_);
  for (const Count& one : taken.counts) {
    Count& count = counts_[{one.whose.code, one.hour, one.region}];
    const std::int64_t since = count.scans;
    count = one;
    count.scans += since;
    waiting_ += one.scans;
  }
  for (const Networks& one : taken.networks) {
    Networks& networks = fresh_[{one.whose.code, one.day}];
    const std::int64_t since = networks.more;
    networks = one;
    networks.more += since;
  }
  for (const Pack& one : taken.packs) {
    const auto found = packs_.find(key_of(one.whose.code, one.serial));
    if (found != packs_.end()) found->second.fresh = true;
  }
}

std::int64_t Counter::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_;
}

std::int64_t Counter::uncounted() const {
  const std::lock_guard lock(mutex_);
  return uncounted_;
}

}  // namespace ocop::scans
