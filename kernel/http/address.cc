#include "kernel/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
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

bool is_address(std::string_view text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes;
  const std::string copy(text);
  return inet_pton(AF_INET, copy.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1;
}

}  // namespace ocop::http
