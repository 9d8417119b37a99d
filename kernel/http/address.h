#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// How sites and machines are written in settings.
namespace ocop::http {

// "https://ocop.example.vn" or "http://localhost:8080": other addresses are made by putting a path behind it, so it has none.
bool is_origin(std::string_view url);

// A machine, or all machines of a network: "127.0.0.1", "10.2.0.0/16", "fd00::/8" (RFC 4632 §3.1, RFC 4291 §2.3). An IPv4 machine that an
// IPv6 socket names "::ffff:10.2.0.7" is the same machine.
class Network {
 public:
  static std::optional<Network> parse(std::string_view text);
  // False for what is no address.
  bool contains(std::string_view address) const;

 private:
  friend std::string coarse_network_of(std::string_view address);
  using Bytes = std::array<std::uint8_t, 16>;   // IPv6; an IPv4 address mapped into it (RFC 4291 §2.5.5.2)
  static std::optional<Bytes> bytes_of(std::string_view address);
  Bytes bytes_{};
  unsigned bits_ = 128;
};

// The network that an address is in, coarsely: the /24 of an IPv4 address, the /48 of an IPv6 one, which is what one site is given
// (RFC 6177). As bytes, for a digest and never for a page; empty for what is no address.
std::string coarse_network_of(std::string_view address);

}  // namespace ocop::http
