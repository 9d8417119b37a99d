#include "kernel/http/address.h"

#include <gtest/gtest.h>

namespace ocop::http {
namespace {

// The story: `public_url = "ocop.example.vn"` was taken, and every QR code held an address that no phone opens.
TEST(HttpAddress, Origins) {
  for (const std::string_view good : {"https://ocop.example.vn", "http://localhost:8080", "http://[::1]:8080", "https://203.0.113.7"})
    EXPECT_TRUE(is_origin(good)) << good;
  for (const std::string_view bad : {"", "ocop.example.vn", "https://", "ftp://ocop.example.vn", "https://ocop.example.vn/", "https://a b",
                                     "https://ocop.example.vn/app", "https://a?b", "https://user@host"})
    EXPECT_FALSE(is_origin(bad)) << bad;
}

// The story: a network among the trusted proxies matched no peer, and all visitors had the proxy's address.
TEST(HttpAddress, Machines) {
  for (const std::string_view good : {"127.0.0.1", "::1", "2001:db8::1", "203.0.113.7"}) EXPECT_TRUE(is_address(good)) << good;
  for (const std::string_view bad : {"", "10.0.0.0/8", "localhost", "127.0.0.1:80", "2001:db8::/32", "1.2.3"})
    EXPECT_FALSE(is_address(bad)) << bad;
}

}  // namespace
}  // namespace ocop::http
