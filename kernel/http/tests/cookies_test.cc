#include "kernel/http/cookies.h"

#include <gtest/gtest.h>

#include <vector>

namespace ocop::http {
namespace {

Request from(std::string host, bool secure) {
  Request out;
  out.headers = {{"host", std::move(host)}};
  out.secure = secure;
  return out;
}

// The story: every cookie was Secure. Over plain http at a machine's name nobody could sign in, and nothing said why; Safari keeps no
// Secure cookie at http://localhost either.
TEST(HttpCookies, AreKeptByHowTheBrowserCame) {
  struct Row { const char* host; bool secure; const char* public_url; Cookies kept; };
  for (const Row& row : std::vector<Row>{
           {"ocop.example.vn", true, "https://ocop.example.vn", Cookies::over_tls},
           {"localhost:8080", true, "", Cookies::over_tls},
           {"localhost:8080", false, "https://ocop.example.vn", Cookies::over_tls},   // a proxy that names its own upstream
           {"localhost:8080", false, "http://localhost:8080", Cookies::on_this_machine},
           {"LocalHost", false, "", Cookies::on_this_machine},
           {"ocop.localhost:8080", false, "", Cookies::on_this_machine},
           {"127.0.0.1:8080", false, "http://localhost:8080", Cookies::on_this_machine},
           {"127.9.9.9", false, "", Cookies::on_this_machine},
           {"[::1]:8080", false, "", Cookies::on_this_machine},
           {"192.168.1.5:8080", false, "http://localhost:8080", Cookies::kept_by_nobody},
           {"may-chu.xa.vn", false, "http://may-chu.xa.vn", Cookies::kept_by_nobody},
           {"127.0.0.1.evil.example", false, "", Cookies::kept_by_nobody},
           {"localhost.evil.example", false, "", Cookies::kept_by_nobody},
           {"notlocalhost", false, "", Cookies::kept_by_nobody},
           {"[2001:db8::1]:80", false, "", Cookies::kept_by_nobody},
           {"[", false, "", Cookies::kept_by_nobody},
           {"", false, "", Cookies::kept_by_nobody}})
    EXPECT_EQ(cookies_of(from(row.host, row.secure), row.public_url), row.kept) << row.host << " " << row.public_url;
}

TEST(HttpCookies, AreSetAndReadUnderOneName) {
  Request request;
  EXPECT_EQ(set_own_cookie(request, OwnCookie::session, "s1", std::chrono::seconds(60)),
            "__Host-ocop=s1; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(set_own_cookie(request, OwnCookie::visitor, "n1"), "__Host-ocop-visitor=n1; Path=/; Secure; HttpOnly; SameSite=Lax");
  request.cookies = Cookies::on_this_machine;
  EXPECT_EQ(set_own_cookie(request, OwnCookie::flash, "f1"), "ocop-flash=f1; Path=/; HttpOnly; SameSite=Lax");
  request.headers = {{"cookie", "__Host-ocop=tls; ocop=here"}};
  EXPECT_EQ(own_cookie(request, OwnCookie::session), "here");
  request.cookies = Cookies::over_tls;
  EXPECT_EQ(own_cookie(request, OwnCookie::session), "tls");
  EXPECT_EQ(own_cookie(request, OwnCookie::visitor), std::nullopt);
}

}  // namespace
}  // namespace ocop::http
