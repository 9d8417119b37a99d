#include "modules/resolver/throttle.h"

#include <cstring>

#include "kernel/crypto/crypto.h"
#include "modules/resolver/rules.h"

namespace ocop::resolver {
namespace {

// "2405:4802:1:2:…" → "2405:4802:1:2"; an IPv4 address whole.
std::string_view network_of(std::string_view address) {
  constexpr int kGroups = 4;
  std::size_t at = 0;
  for (int group = 0; group < kGroups; ++group) {
    at = address.find(':', at);
    if (at == std::string_view::npos) return address;
    ++at;
  }
  return address.substr(0, at - 1);
}

}  // namespace

Throttle::Throttle(Random& random) { random.fill(secret_); }

std::int64_t Throttle::take(std::string_view address, Instant now) {
  const std::string_view secret(reinterpret_cast<const char*>(secret_.data()), secret_.size());
  const crypto::Digest digest = crypto::hmac_sha256(secret, network_of(address));
  std::uint64_t key = 0;
  std::memcpy(&key, digest.data(), sizeof key);
  const std::lock_guard lock(mutex_);
  if (reached_.size() >= kEntries && !reached_.contains(key)) reached_.clear();
  std::int64_t& reached = reached_[key];
  const rules::Admission admission = rules::admit_report(reached, now);
  reached = admission.reached;
  return admission.wait;
}

}  // namespace ocop::resolver
