#include "kernel/http/address.h"

#include <gtest/gtest.h>

#include <vector>

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
TEST(HttpAddress, Networks) {
  struct Row { std::string_view network, inside, outside; };
  for (const Row& row : std::vector<Row>{{"127.0.0.1", "127.0.0.1", "127.0.0.2"},
                                         {"127.0.0.1", "::ffff:127.0.0.1", "::1"},
                                         {"10.2.0.0/16", "10.2.255.7", "10.3.0.1"},
                                         {"10.2.0.0/16", "::ffff:10.2.0.7", "::10.2.0.7"},
                                         {"10.2.3.4/16", "10.2.9.9", "11.2.3.4"},   // written with a machine of it
                                         {"192.168.8.0/21", "192.168.15.255", "192.168.16.0"},
                                         {"0.0.0.0/0", "203.0.113.7", "2001:db8::1"},
                                         {"203.0.113.7/32", "203.0.113.7", "203.0.113.6"},
                                         {"2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"},
                                         {"fd00::/8", "fd12::1", "fe80::1"},
                                         {"::1", "::1", "::2"},
                                         {"::/0", "10.0.0.1", "localhost"}}) {
    const auto network = Network::parse(row.network);
    ASSERT_TRUE(network) << row.network;
    EXPECT_TRUE(network->contains(row.inside)) << row.network << " " << row.inside;
    EXPECT_FALSE(network->contains(row.outside)) << row.network << " " << row.outside;
  }
  for (const std::string_view bad : {"", "/8", "localhost", "127.0.0.1:80", "1.2.3", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1",
                                     "10.0.0.0/8/8", "2001:db8::/129", "10.0.0.0/ 8", "10.0.0.0/4294967295"})
    EXPECT_FALSE(Network::parse(bad)) << bad;
}

}  // namespace
}  // namespace ocop::http
