#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>

#include "kernel/crypto/crypto.h"
#include "kernel/http/table.h"
#include "kernel/http/tests/support.h"
#include "kernel/i18n/translate.h"
#include "tests/support/temporary_folder.h"

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
    Table(router_, *this)
        .form("/scans", Policy::signed_in(), paper(), &HttpLoad::kept, &HttpLoad::form, "A scan", {.csrf = Csrf::not_needed});
    Route echo = route(Method::post, "/echo", [](const Request& r) { return Response::text(std::to_string(r.body.size())); });
    echo.csrf = Csrf::not_needed;
    router_.add(echo);
  }
  struct Paper { std::string title; files::Sent file; };
  static const input::Declaration<Paper>& paper() {
    static const input::Declaration<Paper> fields{input::line("title", &Paper::title),
                                                  input::file("file", &Paper::file, {.most = static_cast<std::int64_t>(kLarge)})};
    return fields;
  }
  Result<Response> kept(const Call<Paper>& call) {
    const auto content = call.input.file.content.whole();
    return Response::text(call.input.title + " " + std::to_string(content ? content->size() : 0) + " " +
                          std::string(call.request.files[0].sha256));
  }
  Result<Response> form(const Call<>& call) {
    const Problem& wrong = call.refused->problems.at(0);
    return Response::html(std::string(call.kept()->get("title")) + ": " + wrong.field + ": " + sentence(wrong, Language::vi));
  }
  static std::string multipart(std::string_view content) {
    return "--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n" + std::string(content) +
           "\r\n--b\r\nContent-Disposition: form-data; name=title\r\n\r\nChè\r\n--b--\r\n";
  }
  static std::string upload_head(std::size_t length, std::string_view more = kMember) {
    return head("/scans", length, std::string(more) + "Content-Type: multipart/form-data; boundary=b\r\n");
  }
  void wait_for(std::string_view name, const std::function<bool(std::size_t)>& there) const {
    while (!there(std::stoul(metric(name)))) std::this_thread::sleep_for(1ms);
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

// The story: an upload lay in memory whole, and once more when it was taken apart: eight at once cost 261 MB.
TEST_F(HttpLoad, AnUploadLiesInAFileWithoutAName) {
  const test::TemporaryFolder folder;
  options_.upload_folder = folder.path();
  start();
  const std::string body = multipart(std::string(kLarge, 'x'));
  RawClient client(port());
  client.send(upload_head(body.size()) + body.substr(0, body.size() - 1));
  wait_for("ocop_http_upload_bytes", [](std::size_t bytes) { return bytes > kLarge - 300'000; });
  wait_for("ocop_http_body_bytes", [](std::size_t bytes) { return bytes < 200'000; });
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "a process that is killed leaves nothing behind";
  client.send(body.substr(body.size() - 1));
  EXPECT_EQ(body_of(client.answer()), "Chè " + std::to_string(kLarge) + " " + crypto::sha256_hex(std::string(kLarge, 'x')));
  EXPECT_EQ(metric("ocop_http_upload_bytes"), "0");
  {
    RawClient cut(port());
    cut.send(upload_head(body.size()) + body.substr(0, body.size() / 2));
    wait_for("ocop_http_upload_bytes", [](std::size_t bytes) { return bytes > 0; });
  }
  wait_for("ocop_http_upload_bytes", [](std::size_t bytes) { return bytes == 0; });
}

// The story: a scan of 18 MB was answered by a bare 413, and everything typed beside it was gone.
TEST_F(HttpLoad, AFileThatIsTooLargeIsToldInItsForm) {
  start();
  const std::string body = multipart(std::string(kLarge + 1, 'x'));
  const std::string refused = one(upload_head(body.size()) + body);
  EXPECT_EQ(status_of(refused), 413);
  EXPECT_EQ(body_of(refused), "Chè: file: Tệp lớn quá: 4,1 MB, tối đa 4 MB. Hãy chọn tệp nhỏ hơn.");
  EXPECT_EQ(status_of(one("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")), 200);
  EXPECT_EQ(status_of(one(upload_head(body.size(), "") + body)), 401) << "who may not send is told so before a byte is read";
}

TEST_F(HttpLoad, FarTooMuchIsRefusedWithAPageThatArrives) {
  start();
  const std::size_t far = kReadOver * (kLarge + kDefaultBodyLimit) + 1;
  RawClient announced(port());
  announced.send(upload_head(far));
  EXPECT_EQ(status_of(announced.answer()), 413);
  RawClient browser(port());   // sends all of it before it looks for an answer
  browser.send(upload_head(far) + std::string(far, 'x'));
  EXPECT_NE(browser.rest().find("413"), std::string::npos);
  RawClient chunked(port());
  chunked.send("POST /scans HTTP/1.1\r\nHost: a\r\n" + std::string(kMember) +
               "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n2000000\r\n" + std::string(far, 'x'));
  EXPECT_NE(chunked.rest().find("too_large"), std::string::npos);
}

TEST_F(HttpLoad, FilesOfAllUploadsShareOneRoom) {
  options_.upload_room = kLarge + kLarge / 2;
  start();
  const std::string body = multipart(std::string(kLarge, 'x'));
  RawClient slow(port());
  slow.send(upload_head(body.size()) + body.substr(0, body.size() - 1));
  wait_for("ocop_http_upload_bytes", [](std::size_t bytes) { return bytes > kLarge - 300'000; });
  RawClient late(port());
  late.send(upload_head(body.size()) + body);
  EXPECT_EQ(status_of(late.answer()), 503);
  slow.send(body.substr(body.size() - 1));
  EXPECT_EQ(status_of(slow.answer()), 200);
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
