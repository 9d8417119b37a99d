#include "kernel/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace ocop::http {

bool is_origin(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!url.starts_with(scheme)) continue;
    url.remove_prefix(scheme.size());
    return !url.empty() && std::ranges::all_of(url, [](char c) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      return letter || (c >= '0' && c <= '9') || std::string_view("-.:[]").find(c) != std::string_view::npos;
    });
  }
  return false;
}

namespace {
constexpr unsigned kMappedBits = 96;   // of an IPv6 address before the IPv4 address in it
}

std::optional<Network::Bytes> Network::bytes_of(std::string_view address) {
  Bytes out{};
  const std::string copy(address);
  if (inet_pton(AF_INET6, copy.c_str(), out.data()) == 1) return out;
  if (inet_pton(AF_INET, copy.c_str(), out.data() + kMappedBits / 8) != 1) return std::nullopt;
  out[10] = out[11] = 0xff;
  return out;
}

std::optional<Network> Network::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  const auto bytes = bytes_of(address);
  if (!bytes) return std::nullopt;
  Network out;
  out.bytes_ = *bytes;
  if (slash == std::string_view::npos) return out;
  const std::string_view digits = text.substr(slash + 1);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), out.bits_);
  if (fault != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  const bool four = address.find(':') == std::string_view::npos;
  if (out.bits_ > (four ? 32u : 128u)) return std::nullopt;
  if (four) out.bits_ += kMappedBits;
  return out;
}

std::string coarse_network_of(std::string_view address) {
  constexpr std::size_t kSix = 48 / 8, kFour = (kMappedBits + 24) / 8;   // bytes of the prefix
  const auto bytes = Network::bytes_of(address);
  if (!bytes) return {};
  const bool four = std::all_of(bytes->begin(), bytes->begin() + 10, [](std::uint8_t byte) { return byte == 0; }) && (*bytes)[10] == 0xff &&
                    (*bytes)[11] == 0xff;
  return {bytes->begin(), bytes->begin() + (four ? kFour : kSix)};
}

bool Network::contains(std::string_view address) const {
  const auto bytes = bytes_of(address);
  if (!bytes) return false;
  for (unsigned bit = 0; bit < bits_; ++bit) {
    const unsigned mask = 0x80u >> bit % 8;
    if (((*bytes)[bit / 8] & mask) != (bytes_[bit / 8] & mask)) return false;
  }
  return true;
}

}  // namespace ocop::http
