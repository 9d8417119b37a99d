#include "modules/identity/throttle.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "kernel/crypto/crypto.h"

namespace ocop::identity {
namespace {
constexpr char kLoginKind = 'l', kNetworkKind = 'n';
}

Throttle::Throttle(Random& random) { random.fill(secret_); }

std::uint64_t Throttle::key(char kind, std::string_view text) const {
  std::string message(1, kind);
  message.append(text);
  const auto digest = crypto::hmac_sha256({reinterpret_cast<const char*>(secret_.data()), secret_.size()}, message);
  std::uint64_t out = 0;
  std::memcpy(&out, digest.data(), sizeof out);
  return out;
}

std::int64_t Throttle::take(std::string_view login, std::string_view network, Instant now) {
  const std::uint64_t login_key = key(kLoginKind, login), network_key = key(kNetworkKind, network);
  const std::lock_guard lock(mutex_);
  const auto reached = [this](std::uint64_t entry) {
    const auto found = reached_.find(entry);
    return found == reached_.end() ? 0 : found->second;
  };
  const rules::Admission of_login = rules::admit(rules::kAccountLimit, reached(login_key), now);
  const rules::Admission of_network = rules::admit(rules::kAddressLimit, reached(network_key), now);
  if (of_login.wait > 0 || of_network.wait > 0) return std::max(of_login.wait, of_network.wait);
  if (reached_.size() + 2 > kEntries) make_room();
  reached_[login_key] = of_login.reached;
  reached_[network_key] = of_network.reached;
  return 0;
}

void Throttle::forgive(std::string_view login, std::string_view network) {
  const std::uint64_t login_key = key(kLoginKind, login), network_key = key(kNetworkKind, network);
  const std::lock_guard lock(mutex_);
  reached_.erase(login_key);
  if (const auto found = reached_.find(network_key); found != reached_.end()) found->second -= rules::kAddressLimit.step;
}

std::size_t Throttle::size() const {
  const std::lock_guard lock(mutex_);
  return reached_.size();
}

void Throttle::make_room() {
  std::vector<std::int64_t> times;
  times.reserve(reached_.size());
  for (const auto& [entry, time] : reached_) times.push_back(time);
  const auto quarter = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 4);
  std::nth_element(times.begin(), quarter, times.end());
  const std::int64_t limit = *quarter;
  std::erase_if(reached_, [limit](const auto& entry) { return entry.second <= limit; });
}

}  // namespace ocop::identity
