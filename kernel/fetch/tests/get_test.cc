#include <gtest/gtest.h>

#include <chrono>

#include "kernel/fetch/fetch.h"
#include "tests/support/helper.h"

// What is asked without sending. What is sent (post) is tested by those who send: kernel/mail/tests.
namespace ocop::fetch {
namespace {

class FetchGet : public testing::Test {
 protected:
  Result<Answer> ask(const std::string& path, std::size_t most = 0, const GoOn& go_on = {}) {
    return get({.url = "http://127.0.0.1:" + server_.port + path, .headers = {"User-Agent: ocop test"}, .limit = std::chrono::seconds(5),
                .most_answer = most},
               go_on);
  }
  test::Helper server_{{"/usr/bin/python3", std::string(OCOP_SOURCE_DIR) + "/tests/support/gateway_server.py", "secret"}};
};

TEST_F(FetchGet, TellsTheStatusAndTheHeadOfWhatItAsks) {
  const auto page = ask("/page", 1'000);
  ASSERT_TRUE(page) << page.error().detail;
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->content_type, "text/html");
  EXPECT_EQ(page->body, std::string(1'000, 'x'));
  EXPECT_EQ(server_.line(), R"({"path": "/page", "agent": "ocop test"})");
  EXPECT_EQ(ask("/gone")->status, 410);
  EXPECT_EQ(ask("/ok")->status, 204);
  EXPECT_EQ(ask("/ok")->body, "");
  const auto busy = ask("/busy");
  EXPECT_EQ(busy->status, 429);
  EXPECT_EQ(busy->retry_after, std::chrono::seconds(7));
}

TEST_F(FetchGet, FollowsNoRedirectAndSaysWhereItLeads) {
  const auto answer = ask("/elsewhere");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(answer->location, "/ok");
  EXPECT_EQ(server_.line(), R"({"path": "/elsewhere", "agent": "ocop test"})");
  static_cast<void>(ask("/page"));
  EXPECT_EQ(server_.line(), R"({"path": "/page", "agent": "ocop test"})") << "it was followed";
  EXPECT_EQ(ask("/page")->location, "");
}

// A page that never ends would hold the job, and a large one the line, until the time limit.
TEST_F(FetchGet, ReadsNoBodyThatNobodyWants) {
  const auto answer = ask("/endless");
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "");
  EXPECT_FALSE(ask("/endless", 5'000)) << "longer than was asked for";
}

TEST_F(FetchGet, IsBrokenOffWhenTheProgramCloses) {
  const auto began = std::chrono::steady_clock::now();
  const auto answer = ask("/slow", 0, [] { return false; });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().detail, "Operation was aborted by an application callback");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(4));
}

TEST_F(FetchGet, AServerThatIsNotThereAndOtherProtocolsAreErrors) {
  EXPECT_EQ(get({.url = "http://127.0.0.1:1/"}).error().kind, ErrorKind::storage_unavailable);
  EXPECT_FALSE(get({.url = "file:///etc/passwd", .most_answer = 10'000}));
  EXPECT_EQ(get({.url = "http://khach@127.0.0.1:1/bi-mat"}).error().detail.find("bi-mat"), std::string::npos);
}

}  // namespace
}  // namespace ocop::fetch
