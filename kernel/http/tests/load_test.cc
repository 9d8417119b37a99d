#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "kernel/http/tests/support.h"

// What many strangers at once may cost the others: workers, memory, time.
namespace ocop::http {
namespace {

using namespace std::chrono_literals;
using testing::body_of, testing::header_of, testing::RawClient, testing::route, testing::status_of;

constexpr std::size_t kLarge = 4u << 20;      // a scanned paper
constexpr std::string_view kMember = "Authorization: Bearer member\r\n";

class Members final : public Authenticator {
 public:
  Identity identify(std::string_view, std::string_view bearer, Instant) override {
    ++asked;
    Identity out;
    if (bearer == "member") out.actor.account = AccountId{Uuid{{1}}};
    return out;
  }
  std::atomic<int> asked{0};
};

class HttpLoad : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.address = "127.0.0.1";
    options_.port = 0;
    options_.loops = 1;
    options_.workers = 2;
    options_.heavy_workers = 1;
    options_.csrf_key = std::string(32, 'k');
    router_.add(route(Method::get, "/hello", [](const Request&) { return Response::text("hello"); }));
    Route heavy = route(Method::post, "/sign-in", [this](const Request&) {
      ++running_;
      open_.wait(false);
      return Response::text("late");
    });
    heavy.run = Run::on_heavy_worker;
    heavy.csrf = Csrf::not_needed;
    router_.add(heavy);
    Route upload = route(Method::post, "/papers", [](const Request& r) { return Response::text(std::to_string(r.body.size())); },
                         Policy::signed_in());
    upload.csrf = Csrf::not_needed;
    upload.body_limit = kUploadBodyLimit;
    router_.add(upload);
    Route echo = route(Method::post, "/echo", [](const Request& r) { return Response::text(std::to_string(r.body.size())); });
    echo.csrf = Csrf::not_needed;
    router_.add(echo);
  }
  void start() {
    Server::Parts parts;
    parts.router = &router_;
    parts.authenticator = &members_;
    auto server = Server::start(options_, parts);
    ASSERT_TRUE(server) << server.error().detail;
    server_ = std::move(*server);
  }
  std::uint16_t port() const { return server_->port(); }
  static std::string head(std::string_view path, std::size_t length, std::string_view more = "") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more) + "Content-Length: " + std::to_string(length) +
           "\r\n\r\n";
  }
  std::string one(std::string_view bytes) const {
    RawClient client(port());
    client.send(bytes);
    return client.answer();
  }
  std::string metric(std::string_view name) const {
    const std::string all = body_of(one("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"));
    const auto at = all.find("\n" + std::string(name) + " ");
    if (at == std::string::npos) return "none";
    const auto from = at + name.size() + 2;
    return all.substr(from, all.find('\n', from) - from);
  }

  ServerOptions options_;
  Router router_;
  Members members_;
  std::atomic<bool> open_{false};
  std::atomic<int> running_{0};
  std::unique_ptr<Server> server_;
};

// The story: 32 wrong sign-ins at once took every worker for two seconds, and the home page waited behind them.
TEST_F(HttpLoad, HeavyWorkWaitsForItsLikeAndNobodyElseDoes) {
  options_.workers = 1;
  options_.heavy_queue = 1;
  start();
  RawClient running(port()), waiting(port());
  running.send(head("/sign-in", 0));
  while (running_ == 0) std::this_thread::sleep_for(1ms);
  waiting.send(head("/sign-in", 0));
  while (metric("ocop_http_waiting_heavy_requests") != "1") std::this_thread::sleep_for(1ms);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(body_of(one("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")), "hello");
  const std::string refused = one(head("/sign-in", 0));
  EXPECT_EQ(status_of(refused), 503);
  EXPECT_EQ(header_of(refused, "Retry-After"), "5");
  EXPECT_EQ(running_, 1);
  open_ = true;
  open_.notify_all();
  EXPECT_EQ(body_of(running.answer()), "late");
  server_->stop();
}

// The story: 40 strangers sent 15 MiB each to a route of members. All was read into memory before anybody asked who they were.
TEST_F(HttpLoad, AStrangersUploadIsRefusedAtItsHead) {
  start();
  RawClient stranger(port());
  stranger.send(head("/papers", kLarge));   // not a byte of the body
  const std::string refused = stranger.answer();
  EXPECT_EQ(status_of(refused), 401);
  EXPECT_EQ(header_of(refused, "Connection"), "close");
  EXPECT_EQ(metric("ocop_http_body_bytes"), "0");
  const std::string chunked = "POST /papers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(status_of(one(chunked)), 401);   // how long it will be is not said: it could be long
  const std::string unwelcome = one("POST /papers HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4000000\r\n\r\n");
  EXPECT_EQ(status_of(unwelcome), 401);
}

TEST_F(HttpLoad, AMembersUploadIsRead) {
  start();
  EXPECT_EQ(body_of(one(head("/papers", kLarge, kMember) + std::string(kLarge, 'x'))), std::to_string(kLarge));
  RawClient polite(port());
  polite.send(head("/papers", kLarge, std::string(kMember) + "Expect: 100-continue\r\n"));
  EXPECT_EQ(status_of(polite.answer()), 100);
  polite.send(std::string(kLarge, 'x'));
  EXPECT_EQ(body_of(polite.answer()), std::to_string(kLarge));
  EXPECT_EQ(members_.asked, 4);   // before the body and after it: a session may end while a phone sends
  const int before = members_.asked;
  EXPECT_EQ(status_of(one(head("/echo", 3) + "abc")), 200);
  EXPECT_EQ(members_.asked, before);   // a visitor's small form costs no question: no cookie, no token
}

// The story: an upload lay in memory for as long as its connection was kept open.
TEST_F(HttpLoad, WhatWasHandledIsLetGo) {
  start();
  RawClient kept(port());
  kept.send(head("/papers", kLarge, kMember) + std::string(kLarge, 'x'));
  EXPECT_EQ(status_of(kept.answer()), 200);
  EXPECT_EQ(metric("ocop_http_body_bytes"), "0");
  RawClient second(port());
  second.send(head("/papers", kLarge, kMember) + std::string(1000, 'x'));
  while (metric("ocop_http_body_bytes") != "1000") std::this_thread::sleep_for(1ms);
}

TEST_F(HttpLoad, BodiesOfAllConnectionsShareOneMemory) {
  options_.body_memory = 6u << 20;
  options_.unadmitted_body_memory = 300'000;
  start();
  RawClient slow(port());
  slow.send(head("/papers", kLarge, kMember) + std::string(kLarge - 1, 'x'));
  while (metric("ocop_http_body_bytes") != std::to_string(kLarge - 1)) std::this_thread::sleep_for(1ms);
  RawClient late(port());
  late.send(head("/papers", kLarge, kMember) + std::string(3u << 20, 'x'));
  const std::string refused = late.answer();
  EXPECT_EQ(status_of(refused), 503);
  EXPECT_EQ(header_of(refused, "Retry-After"), "5");
  // Forms of people nobody knows yet have a share of it, and it is taken.
  EXPECT_EQ(status_of(one(head("/echo", 1000) + std::string(1000, 'x'))), 503);
  slow.send("x");
  EXPECT_EQ(status_of(slow.answer()), 200);
  EXPECT_EQ(status_of(one(head("/echo", 1000) + std::string(1000, 'x'))), 200);
}

// The story: each 16 KiB bought a second, so that who had sent 15 MiB at once might hold them for a quarter of an hour.
TEST_F(HttpLoad, HavingBeenFastBuysNoTimeToStandStill) {
  options_.body_timeout = 1s;
  start();
  RawClient client(port());
  client.send(head("/papers", kLarge, kMember) + std::string(kLarge / 2, 'x'));
  const auto from = std::chrono::steady_clock::now();
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_LT(std::chrono::steady_clock::now() - from, 4s);
  EXPECT_EQ(metric("ocop_http_body_bytes"), "0");
}

}  // namespace
}  // namespace ocop::http
