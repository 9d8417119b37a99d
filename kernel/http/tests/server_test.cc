#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include "kernel/http/tests/support.h"

namespace ocop::http {
namespace {

using namespace std::chrono_literals;
using testing::body_of, testing::header_of, testing::RawClient, testing::route, testing::status_of;

Response long_page(std::size_t size) { return Response::html(std::string(size, 'x')); }   // as long_text() of tls_test.cc
std::string get(std::string_view path, std::string_view more = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more) + "\r\n";
}

class HttpServer : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.address = "127.0.0.1";
    options_.port = 0;
    options_.loops = 1;
    options_.workers = 2;
    options_.csrf_key = std::string(32, 'k');
    options_.drain = 3s;
    add(Method::get, "/hello", [](const Request& request) { return Response::text("hello " + std::string(request.query.get("name"))); });
    add(Method::get, "/big", [](const Request&) { return long_page(100'000); });
    add(Method::get, "/tagged", [](const Request&) {
      Response out = Response::html("tagged");
      out.etag = "v1";
      return out;
    });
    add(Method::get, "/throws", [](const Request&) -> Response { throw std::runtime_error("secret cause"); });
    add(Method::get, "/slow", [this](const Request&) {
      ++running_;
      gate_.get_future().wait();
      return Response::text("late");
    });
    Route echo = route(Method::post, "/echo", [](const Request& request) { return Response::text(request.body); });
    echo.csrf = Csrf::not_needed;
    echo.body_limit = 20'000;
    router_.add(echo);
    Route quick = route(Method::get, "/quick", [](const Request&) { return Response::redirect("/hello", 302); });
    quick.run = Run::on_loop;
    router_.add(quick);
  }
  void add(Method method, std::string pattern, Handler handler) { router_.add(route(method, std::move(pattern), std::move(handler))); }
  void start() {
    Server::Parts parts;
    parts.router = &router_;
    parts.hot_route = [](std::string_view path, HotAnswer& out) {
      if (path != "/01/08935000000014") return false;
      out = {"/s/AB12", "</links>; rel=\"linkset\""};
      return true;
    };
    parts.hot_headers = {{"Cache-Control", "max-age=60"}};
    parts.unready = [this] { return unready_; };
    parts.log = [this](std::string_view line) {
      const std::lock_guard lock(mutex_);
      log_.emplace_back(line);
    };
    auto server = Server::start(options_, parts);
    ASSERT_TRUE(server) << server.error().detail;
    server_ = std::move(*server);
  }
  std::uint16_t port() const { return server_->port(); }
  std::string one(std::string_view bytes) const {
    RawClient client(port());
    client.send(bytes);
    return client.answer();
  }
  std::vector<std::string> log() {
    const std::lock_guard lock(mutex_);
    return log_;
  }

  ServerOptions options_;
  Router router_;
  std::promise<void> gate_;
  std::atomic<int> running_{0};
  std::mutex mutex_;
  std::vector<std::string> log_;
  std::string unready_;                    // changed between requests alone
  std::unique_ptr<Server> server_;
};

TEST_F(HttpServer, AnswersOnOneConnectionAgainAndAgain) {
  start();
  RawClient client(port());
  for (int i = 0; i < 3; ++i) {
    client.send(get("/hello?name=Lan"));
    const std::string answer = client.answer();
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_EQ(body_of(answer), "hello Lan");
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_NE(header_of(answer, "Content-Security-Policy").find("default-src 'self'"), std::string::npos);
    EXPECT_EQ(header_of(answer, "Date").size(), 29u);
    EXPECT_EQ(header_of(answer, "Connection"), "");
  }
}

TEST_F(HttpServer, AnswersPipelinedRequestsInOrder) {
  start();
  RawClient client(port());
  client.send(get("/hello?name=1") + get("/quick") + get("/01/08935000000014") + get("/nowhere") + get("/hello?name=2"));
  EXPECT_EQ(body_of(client.answer()), "hello 1");
  EXPECT_EQ(status_of(client.answer()), 302);
  const std::string hot = client.answer();
  EXPECT_EQ(status_of(hot), 307);
  EXPECT_EQ(header_of(hot, "Location"), "/s/AB12");
  EXPECT_EQ(header_of(hot, "Link"), "</links>; rel=\"linkset\"");
  EXPECT_EQ(header_of(hot, "Cache-Control"), "max-age=60");
  EXPECT_EQ(header_of(hot, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(status_of(client.answer()), 404);
  EXPECT_EQ(body_of(client.answer()), "hello 2");
}

TEST_F(HttpServer, TakesRequestsByteByByte) {
  start();
  RawClient client(port());
  const std::string text = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde" + get("/hello?name=x");
  for (const char c : text) client.send(std::string(1, c));
  EXPECT_EQ(body_of(client.answer()), "abcde");
  EXPECT_EQ(body_of(client.answer()), "hello x");
}

TEST_F(HttpServer, ReadsChunkedBodies) {
  start();
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string answer = one(head + "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nx-trailer: 1\r\n\r\n");
  EXPECT_EQ(body_of(answer), "abcdefg");
}

TEST_F(HttpServer, SaysContinueOnlyWhenTheBodyIsWelcome) {
  start();
  RawClient client(port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(client.answer()), 100);
  client.send("hi");
  EXPECT_EQ(body_of(client.answer()), "hi");
  const std::string refused = one("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(refused), 413);
}

TEST_F(HttpServer, RefusesALargeBodyBeforeReadingIt) {
  start();
  RawClient client(port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 20001\r\n\r\n");
  const std::string answer = client.answer();
  EXPECT_EQ(status_of(answer), 413);
  EXPECT_EQ(header_of(answer, "Connection"), "close");
  EXPECT_EQ(status_of(one("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n" + std::string(20'000, 'a'))), 200);
}

TEST_F(HttpServer, RefusesAChunkedBodyThatGrowsTooLarge) {
  start();
  RawClient client(port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4e21\r\n" + std::string(20'001, 'a') + "\r\n0\r\n\r\n");
  EXPECT_EQ(status_of(client.answer()), 413);
}

struct BadRequest {
  const char* why;
  std::string bytes;
  int status;
};

TEST_F(HttpServer, RefusesWhatTwoServersCouldReadDifferently) {
  start();
  const std::vector<BadRequest> table{
      {"bare LF", "GET /hello HTTP/1.1\nHost: a\n\n", 400},
      {"bare CR in a value", "GET /hello HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400},
      {"two lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400},
      {"two differing lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {"length list", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\nab", 400},
      {"negative length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
      {"huge length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400},
      {"length and chunked", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunked and length", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 400},
      {"unknown coding", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
      {"chunked twice", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 501},
      {"chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"bad chunk size", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
      {"no host", "GET /hello HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"space before the colon", "GET /hello HTTP/1.1\r\nHost : a\r\n\r\n", 400},
      {"unknown method", "BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"lower-case method", "get /hello HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"version", "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      {"no version", "GET /hello\r\n\r\n", 400},
      {"expectation", "GET /hello HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417},
      {"percent", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"NUL in the path", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"path is not UTF-8", "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"query is not UTF-8", "GET /hello?a=%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"long head", "GET /hello HTTP/1.1\r\nHost: a\r\nX: " + std::string(17'000, 'a') + "\r\n\r\n", 431},
      {"many headers",
       "GET /hello HTTP/1.1\r\nHost: a\r\n" +
           [] {
             std::string s;
             for (int i = 0; i < 101; ++i) s += "A: b\r\n";
             return s;
           }() +
           "\r\n",
       431},
      {"long address", "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
      {"wrong method", "DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"not HTTP at all", std::string("\x16\x03\x01\x02\x00\x01\x00\x01", 8) + std::string(100, '\xfc') + "\r\n\r\n", 400},
  };
  for (const BadRequest& row : table) EXPECT_EQ(status_of(one(row.bytes)), row.status) << row.why;
}

TEST_F(HttpServer, SmuggledRequestsAreNotAnswered) {
  start();
  RawClient client(port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + get("/hello"));
  const std::string all = client.rest();
  EXPECT_EQ(status_of(all), 400);
  EXPECT_EQ(all.find("hello"), std::string::npos);
}

TEST_F(HttpServer, HeadIsGetWithoutTheBody) {
  start();
  RawClient client(port());
  client.send("HEAD /big HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hello"));
  const std::string head = client.answer(RawClient::Body::none);
  EXPECT_EQ(header_of(head, "Content-Length"), "100000");
  EXPECT_EQ(body_of(client.answer()), "hello ");
}

TEST_F(HttpServer, AnswersConditionalRequests) {
  start();
  RawClient client(port());
  client.send(get("/tagged"));
  EXPECT_EQ(header_of(client.answer(), "ETag"), "\"v1\"");
  client.send(get("/tagged", "If-None-Match: \"v0\", W/\"v1\"\r\n"));
  const std::string held = client.answer();
  EXPECT_EQ(status_of(held), 304);
  EXPECT_EQ(header_of(held, "ETag"), "\"v1\"");
  EXPECT_EQ(header_of(held, "Content-Length"), "");
  client.send(get("/tagged", "If-None-Match: \"v2\"\r\n"));
  EXPECT_EQ(body_of(client.answer()), "tagged");
}

std::string gunzip(const std::string& bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string out(200'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = inflate(&stream, Z_FINISH);
  out.resize(result == Z_STREAM_END ? stream.total_out : 0);
  inflateEnd(&stream);
  return out;
}

TEST_F(HttpServer, CompressesTextForThoseWhoTakeIt) {
  start();
  const std::string packed = one(get("/big", "Accept-Encoding: br, gzip;q=0.8\r\n"));
  EXPECT_EQ(header_of(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_of(packed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(gunzip(body_of(packed)), std::string(100'000, 'x'));
  EXPECT_EQ(body_of(one(get("/big", "Accept-Encoding: gzip;q=0\r\n"))).size(), 100'000u);
  EXPECT_EQ(header_of(one(get("/hello", "Accept-Encoding: gzip\r\n")), "Content-Encoding"), "");
}

TEST_F(HttpServer, AnExceptionEndsTheRequestAndNothingElse) {
  start();
  RawClient client(port());
  client.send(get("/throws") + get("/hello?name=still"));
  const std::string failed = client.answer();
  EXPECT_EQ(status_of(failed), 500);
  EXPECT_EQ(failed.find("secret cause"), std::string::npos);
  EXPECT_EQ(body_of(client.answer()), "hello still");
  const auto lines = log();
  ASSERT_FALSE(lines.empty());
  EXPECT_NE(lines[0].find("\"fault\":\"secret cause\""), std::string::npos);
}

TEST_F(HttpServer, ClosesSlowAndSilentClients) {
  options_.header_timeout = 1s;
  options_.idle_timeout = 1s;
  options_.body_timeout = 1s;
  start();
  RawClient head(port()), body(port()), idle(port());
  head.send("GET /hello HTTP/1.1\r\nHo");
  body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  const auto from = std::chrono::steady_clock::now();
  std::thread drip([&] {   // a byte now and then buys no time
    for (int i = 0; i < 12; ++i) {
      head.send("s");
      std::this_thread::sleep_for(150ms);
    }
  });
  EXPECT_TRUE(idle.closed_by_server());
  EXPECT_TRUE(body.closed_by_server());
  EXPECT_LT(std::chrono::steady_clock::now() - from, 3s);
  drip.join();
  const std::string last = head.rest();
  EXPECT_TRUE(last.empty() || status_of(last) == 408) << last;
  EXPECT_LT(std::chrono::steady_clock::now() - from, 3s);
}

TEST_F(HttpServer, SaysBusyWhenThePoolIsFull) {
  options_.workers = 1;
  options_.worker_queue = 1;
  start();
  RawClient running(port()), waiting(port()), refused(port());
  running.send(get("/slow"));
  while (running_ == 0) std::this_thread::sleep_for(1ms);
  waiting.send(get("/hello?name=waited"));
  std::this_thread::sleep_for(50ms);
  refused.send(get("/hello"));
  const std::string busy = refused.answer();
  EXPECT_EQ(status_of(busy), 503);
  EXPECT_EQ(header_of(busy, "Retry-After"), "5");
  gate_.set_value();
  EXPECT_EQ(body_of(running.answer()), "late");
  EXPECT_EQ(body_of(waiting.answer()), "hello waited");
}

TEST_F(HttpServer, StopLetsARunningRequestEnd) {
  start();
  RawClient running(port()), idle(port());
  idle.send(get("/hello"));
  EXPECT_EQ(status_of(idle.answer()), 200);
  running.send(get("/slow"));
  while (running_ == 0) std::this_thread::sleep_for(1ms);
  std::thread stopper([this] { server_->stop(); });
  EXPECT_TRUE(idle.closed_by_server());
  gate_.set_value();
  const std::string answer = running.answer();
  EXPECT_EQ(body_of(answer), "late");
  EXPECT_EQ(header_of(answer, "Connection"), "close");
  stopper.join();
  EXPECT_FALSE(RawClient(port()).connected());
}

TEST_F(HttpServer, StopDoesNotWaitForeverForAClient) {
  options_.drain = 1s;
  start();
  RawClient stuck(port());
  stuck.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  std::this_thread::sleep_for(50ms);
  const auto from = std::chrono::steady_clock::now();
  server_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - from, 2500ms);
}

TEST_F(HttpServer, KeepsTheConnectionLimit) {
  options_.connections = 2;
  start();
  RawClient first(port()), second(port());
  first.send(get("/hello"));
  second.send(get("/hello"));
  EXPECT_EQ(status_of(first.answer()), 200);
  EXPECT_EQ(status_of(second.answer()), 200);
  EXPECT_EQ(one(get("/hello")), "");
}

TEST_F(HttpServer, SpeaksHttp10) {
  start();
  RawClient client(port());
  client.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(header_of(client.answer(), "Connection"), "keep-alive");
  client.send("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(header_of(client.answer(), "Connection"), "close");
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(HttpServer, TellsItsHealthAndFigures) {
  start();
  EXPECT_EQ(body_of(one(get("/healthz"))), "ok\n");
  EXPECT_EQ(body_of(one(get("/readyz"))), "ready\n");
  unready_ = "the disk is full";
  EXPECT_EQ(status_of(one(get("/readyz"))), 503);
  EXPECT_EQ(body_of(one(get("/readyz"))), "not ready: the disk is full\n");
  unready_.clear();
  one(get("/01/08935000000014"));
  const std::string metrics = body_of(one(get("/metrics")));
  EXPECT_NE(metrics.find("ocop_http_requests_total{class=\"2xx\"} 2\n"), std::string::npos) << metrics;
  EXPECT_NE(metrics.find("ocop_http_hot_requests_total 1\n"), std::string::npos);
  EXPECT_EQ(server_->counters().requests, 6u);
}

TEST_F(HttpServer, BelievesOnlyTrustedProxies) {
  add(Method::get, "/peer", [](const Request& request) { return Response::text(request.peer + (request.secure ? " secure" : " plain")); });
  const std::string asked = get("/peer", "X-Forwarded-For: 6.6.6.6, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n");
  start();
  EXPECT_EQ(body_of(one(asked)), "127.0.0.1 plain");
  server_->stop();
  options_.trusted_proxies = {Network::parse("127.0.0.0/8").value()};
  start();
  const std::string answer = one(asked);
  EXPECT_EQ(body_of(answer), "203.0.113.7 secure");
  EXPECT_EQ(header_of(answer, "Strict-Transport-Security"), "max-age=31536000");
  EXPECT_EQ(status_of(one(get("/metrics", "X-Forwarded-For: 203.0.113.7\r\n"))), 404);
  unready_ = "the disk is full";   // is nobody's business outside
  EXPECT_EQ(body_of(one(get("/readyz", "X-Forwarded-For: 203.0.113.7\r\n"))), "not ready\n");
}

// Whoever scans could say to be anywhere, and a report of where a product is scanned would say so.
TEST_F(HttpServer, BelievesOfTrustedProxiesAloneWhereAClientIs) {
  add(Method::get, "/region", [](const Request& request) { return Response::text("[" + request.region + "]"); });
  start();
  EXPECT_EQ(body_of(one(get("/region", "X-Client-Region: VN-35\r\n"))), "[]");
  server_->stop();
  options_.trusted_proxies = {Network::parse("127.0.0.0/8").value()};
  start();
  EXPECT_EQ(body_of(one(get("/region", "X-Client-Region: VN-35\r\n"))), "[VN-35]");
  EXPECT_EQ(body_of(one(get("/region", "X-Client-Region: somewhere far away\r\n"))), "[]");
  EXPECT_EQ(body_of(one(get("/region"))), "[]");
}

TEST_F(HttpServer, LogsOneLineWithNothingPersonal) {
  start();
  one(get("/hello?name=0912345678", "Cookie: secret=1\r\nUser-Agent: someone\r\n"));
  const auto lines = log();
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("\"method\":\"GET\",\"route\":\"/hello\",\"status\":200"), std::string::npos) << lines[0];
  for (const char* personal : {"0912345678", "secret", "someone", "127.0.0.1"}) EXPECT_EQ(lines[0].find(personal), std::string::npos);
}

TEST_F(HttpServer, ReportsAnAddressItCannotUse) {
  start();
  ServerOptions second = options_;
  second.address = "203.0.113.1";   // TEST-NET-3: not ours
  auto failed = Server::start(second, {});
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().detail.find("203.0.113.1"), std::string::npos);
  second.address = "127.0.0.1";
  second.port = port();   // of this test's own server
  EXPECT_FALSE(Server::start(second, {}));
  server_->stop();
  EXPECT_TRUE(Server::start(second, {}));
}

TEST_F(HttpServer, DoesNotStartWithARouteWithoutPolicy) {
  router_.add(route(Method::get, "/open", [](const Request&) { return Response::text(""); }, Policy()));
  auto failed = Server::start(options_, {.router = &router_});
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().detail.find("GET /open: no policy"), std::string::npos);
}

}  // namespace
}  // namespace ocop::http
