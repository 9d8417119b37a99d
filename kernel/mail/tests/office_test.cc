// Letters as jobs: asked for in an act, sent afterwards, on both engines.
#include "kernel/mail/mail.h"

#include <filesystem>
#include <optional>

#include "kernel/files/files.h"
#include "kernel/jobs/worker.h"
#include "tests/support/helper.h"
#include "tests/support/test_database.h"

namespace ocop::mail {
namespace {

using test::Helper;
using test::smtp_server;

class MailOffice : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return jobs::migrations(); }
  void ask(const Office& office, const std::string& to) {
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      office.send(transaction, {.to = {"Chị Mẩy", to}, .subject = "Hồ sơ", .text = "Chào", .html = "<p>Chào</p>", .about = "account:1"},
                  clock.now(), random);
      return {};
    }));
  }
  // One step of the queue; the job that is there.
  jobs::Job work(const Office& office) {
    jobs::Registry registry;
    office.add_jobs(registry);
    EXPECT_TRUE(registry.check().empty());
    jobs::Worker({.database = database(), .clock = clock, .random = random, .registry = registry, .holidays = holidays})
        .step(jobs::Lane::quick);
    const auto rows = jobs::all();
    const lists::Question newest{
        .conditions = {}, .sort = rows.source.sort("created"), .direction = lists::Direction::descending, .cursor = {}, .limit = 1};
    std::optional<jobs::Job> out;
    database().read([&](db::Reader& reader) {
      lists::read(reader, rows.source, Scope::everything(), newest, [&](const db::Row& row) { out = rows.load(row); });
    });
    return out.value();
  }
  FixedClock clock{Instant{1'795'600'000'000}};
  SeededRandom random{11};
  HolidayCalendar holidays;
};
OCOP_ON_BOTH_ENGINES(MailOffice);

TEST_P(MailOffice, ALetterGoesIntoTheFolderUnderItsJob) {
  const test::TemporaryFolder folder;
  const Office office({.folder = folder.path() + "/mail", .from = {"Ocop", "ocop@example.vn"}});
  ask(office, "htx@demo.ocop");
  const jobs::Job job = work(office);
  EXPECT_EQ(job.state, jobs::State::done);
  const std::string bytes = files::read(folder.path() + "/mail/" + job.id.text() + ".eml").value();
  EXPECT_NE(bytes.find("Message-Id: <" + job.id.text() + "@example.vn>"), std::string::npos) << bytes;
}

TEST_P(MailOffice, ARefusalIsADeadLetterWithItsCode) {
  Helper server(smtp_server());
  const Office office({.smtp = {.url = "smtp://localhost:" + server.port}, .from = {"Ocop", "ocop@example.vn"}});
  ask(office, "refuse@b.vn");
  const jobs::Job job = work(office);
  EXPECT_EQ(job.state, jobs::State::dead);
  EXPECT_EQ(job.reason, "550 5.1.1");
}

TEST_P(MailOffice, GreylistingIsMetByComingBack) {
  Helper server(smtp_server());
  const Office office({.smtp = {.url = "smtp://localhost:" + server.port}, .from = {"Ocop", "ocop@example.vn"}});
  ask(office, "greylist@b.vn");
  EXPECT_EQ(work(office).state, jobs::State::waiting);
  clock.set({clock.now().milliseconds + 60'000});
  EXPECT_EQ(work(office).state, jobs::State::done);
  EXPECT_FALSE(server.line().empty());
}

TEST_P(MailOffice, WithoutAWayOutOrWithAWrongAddressItSaysSo) {
  const Office nowhere({.from = {"Ocop", "ocop@example.vn"}});
  EXPECT_FALSE(nowhere.sends_mail());
  ask(nowhere, "htx@demo.ocop");
  jobs::Job job = work(nowhere);
  EXPECT_EQ(job.state, jobs::State::dead);
  EXPECT_EQ(job.reason, "neither mail.url nor mail.folder is set");
  const test::TemporaryFolder folder;
  const Office office({.folder = folder.path(), .from = {"Ocop", "ocop@example.vn"}});
  ask(office, "not an address");
  job = work(office);
  EXPECT_EQ(job.state, jobs::State::dead);
  EXPECT_EQ(job.reason, "not a letter: field address");
}

TEST_P(MailOffice, AMessageIsHandedToTheGatewayWithTheSameDeliveryEachTime) {
  Helper server({"/usr/bin/python3", std::string(OCOP_SOURCE_DIR) + "/tests/support/gateway_server.py", "secret"});
  const Office office(
      {.from = {"Ocop", "ocop@example.vn"}, .gateway = {.url = "http://127.0.0.1:" + server.port + "/busy", .secret = "secret"}});
  EXPECT_TRUE(office.has_gateway());
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    office.post(transaction, "{\"text\":\"x\"}", "account:1", clock.now(), random);
    return {};
  }));
  const jobs::Job waiting = work(office);
  EXPECT_EQ(waiting.state, jobs::State::waiting);
  EXPECT_EQ(waiting.reason, "HTTP 429");
  EXPECT_EQ(waiting.due->milliseconds, clock.now().milliseconds + 7'000);   // as it was asked
  clock.set(*waiting.due);
  work(office);
  const std::string first = server.line(), second = server.line();
  EXPECT_NE(first.find(waiting.id.text()), std::string::npos);
  EXPECT_NE(second.find(waiting.id.text()), std::string::npos);
}

}  // namespace
}  // namespace ocop::mail
