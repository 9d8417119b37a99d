#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>

#include "app/application.h"
#include "kernel/http/corpus.h"
#include "kernel/http/schema.h"

// Every route of the program that declares what it takes is asked with samples made of its declaration: what is within the limits is read,
// what is just outside is refused with its field named, in JSON and in forms alike, and the published schema says the same.
namespace ocop::app {
namespace {

class Requests : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("ocop-requests-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    Config config;
    config.data = folder_.string();
    auto platform = Platform::open(config);
    ASSERT_TRUE(platform) << platform.error().detail;
    platform_ = std::move(*platform);
    auto application = Application::open(*platform_);
    ASSERT_TRUE(application) << application.error().detail;
    application_ = std::move(*application);
  }
  void TearDown() override {
    application_.reset();
    platform_.reset();
    std::filesystem::remove_all(folder_);
  }
  static Result<std::vector<input::Value>> read(const http::Route& route, const input::Sample& sample, input::Source source) {
    http::Request request;
    request.method = route.method;
    request.body = sample.json;
    for (const input::Field& field : route.takes->fields())   // a sample has no bytes of a file
      if (field.kind == input::Kind::file) request.files.push_back({field.key, "mẫu.jpg", "image/jpeg", "bytes"});
    (source == input::Source::query ? request.query : request.form) = sample.form;
    return route.takes->read(request, source);
  }
  // A problem of a list's item or a map's member names it after its field.
  static bool names(const Error& error, const std::string& field) {
    for (const Problem& problem : error.problems)
      if (problem.field.substr(0, field.size()) == field) return true;
    return false;
  }
  std::filesystem::path folder_;
  std::unique_ptr<Platform> platform_;
  std::unique_ptr<Application> application_;
};

TEST_F(Requests, TheRoutesAreSound) { EXPECT_EQ(application_->router().check(), std::vector<std::string>{}); }

TEST_F(Requests, EveryDeclarationIsReadAsItSays) {
  int routes = 0, asked = 0;
  for (const http::Route& route : application_->router().routes()) {
    if (!route.takes) continue;
    ++routes;
    const input::Source source = input::source_of(route.method, route.pattern, *route.takes);
    for (const input::Sample& sample : input::corpus(*route.takes)) {
      if (source != input::Source::json && sample.form.empty() && !sample.wrong.empty()) continue;   // only JSON can say it
      ++asked;
      const auto fields = read(route, sample, source);
      const std::string where = std::string(name(route.method)) + " " + route.pattern + ": " + sample.what + "\n" + sample.json;
      EXPECT_EQ(fields.ok(), sample.wrong.empty()) << where << (fields ? "" : "\n" + fields.error().problems.at(0).field);
      EXPECT_TRUE(fields || sample.wrong.empty() || names(fields.error(), sample.wrong)) << where;
    }
  }
  EXPECT_GT(routes, 10);
  EXPECT_GT(asked, 200);
}

// The story: a file above its limit got a bare 413, and what was typed beside it was gone. Every route with a file reads on and names it.
TEST_F(Requests, AFileThatIsTooLargeIsAFieldThatIsWrong) {
  int files = 0;
  for (const http::Route& route : application_->router().routes()) {
    if (!route.takes) continue;
    for (const input::Field& field : route.takes->fields()) {
      if (field.kind != input::Kind::file) continue;
      ++files;
      EXPECT_GE(route.upload_limit, http::kReadOver * static_cast<std::size_t>(field.most())) << route.pattern;
      http::Request request;
      request.method = route.method;
      request.files.push_back({field.key, "mẫu.jpg", "image/jpeg", {}});
      request.files.back().content.pass_over(static_cast<std::size_t>(field.most()) + 1);
      const auto read = route.takes->read(request, input::Source::form);
      ASSERT_FALSE(read) << route.pattern;
      EXPECT_EQ(read.error().kind, ErrorKind::too_large) << route.pattern;
      EXPECT_TRUE(names(read.error(), field.key)) << route.pattern;
    }
  }
  EXPECT_GE(files, 5);   // papers and photos, by page and program; a proof
}

TEST_F(Requests, ThePublishedSchemaTakesWhatIsRead) {
  for (const http::Route& route : application_->router().routes()) {
    if (!route.takes || input::source_of(route.method, route.pattern, *route.takes) != input::Source::json) continue;
    const auto schema = http::BodySchema::parse(route.request_schema);
    ASSERT_TRUE(schema) << route.pattern << " " << route.request_schema;
    for (const input::Sample& sample : input::corpus(*route.takes)) {
      const bool read_it = read(route, sample, input::Source::json).ok();
      EXPECT_TRUE((*schema)->check(sample.json).ok() || !read_it) << route.pattern << ": " << sample.what << "\n" << sample.json;
    }
  }
}

}  // namespace
}  // namespace ocop::app
