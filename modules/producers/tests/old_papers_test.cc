// Files of papers as the version of November 2026 kept them, in producers_paper_file, and their way to blobs at the next start.
#include <gtest/gtest.h>

#include <filesystem>

#include "kernel/db/columns.h"
#include "kernel/random/random.h"
#include "modules/producers/service.h"
#include "tests/support/test_database.h"

namespace ocop::producers {
namespace {

constexpr db::Statement kOldPaper{
    "test.old_paper",
    "INSERT INTO producers_paper (id, producer, kind, title, issuer, number, issued, expires, file_name, content_type, sha256, size, "
    "added_by,"
    " added_at) VALUES ($1, $2, 1, 'Giấy', '', '', NULL, NULL, 'giay.pdf', 'application/pdf', $3, $4, $5, 0)"};
constexpr db::Statement kOldFile{"test.old_file", "INSERT INTO producers_paper_file (paper, content) VALUES ($1, $2)"};
constexpr db::Statement kFilesLeft{"test.files_left", "SELECT count(*) FROM producers_paper_file"};

class OldPapers : public test::DatabaseTest {
 protected:
  // First the schema of that version, then today's.
  std::vector<db::Migration> migrations() override {
    auto all = producers::migrations();
    const auto more = blobs::migrations();
    if (upgraded_) all.insert(all.end(), more.begin(), more.end());
    else std::erase_if(all, [&](const db::Migration& one) { return one.id > more.front().id; });
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    producer_.id = new_id<ProducerId>(clock_.now(), random_);
    producer_.name = "HTX Chè";
    producer_.province = "08";
    static constexpr db::Statement kProducer{
        "test.producer",
        "INSERT INTO producers_producer (id, name, name_en, name_key, sort_key, kind, province, commune, address_as_printed, story, "
        "story_en, source,"
        " version) VALUES ($1, $2, '', '', $3, 1, '08', '', '', '', '', 'entered', 0)"};
    ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
      t.execute(kProducer, producer_.id, producer_.name, db::Bind::blob("x"));
      for (int i = 0; i < 5; ++i) add_paper(t, "%PDF-1.4 giấy số " + std::to_string(i % 4));   // the last is the first again
      t.execute(kOldPaper, new_id<PaperId>(clock_.now(), random_), producer_.id, "", 0, AccountId{});   // noted without a file
      return {};
    }));
  }
  void TearDown() override {
    blobs_.reset();
    DatabaseTest::TearDown();
  }
  void add_paper(db::Transaction& t, const std::string& content, std::string_view recorded = {}) {
    const auto id = new_id<PaperId>(clock_.now(), random_);
    t.execute(kOldPaper, id, producer_.id, recorded.empty() ? crypto::sha256_hex(content) : std::string(recorded), content.size(),
              AccountId{});
    t.execute(kOldFile, id, db::Bind::blob(content));
    papers_.emplace_back(id, content);
  }
  void upgrade() {
    upgraded_ = true;
    blobs_.reset();
    reopen();
    auto opened = blobs::Blobs::open(database(), folder_.path());
    ASSERT_TRUE(opened);
    blobs_ = std::move(*opened);
  }
  std::int64_t left() {
    return database().read([](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, kFilesLeft); });
  }
  std::int64_t bytes() const {
    std::int64_t sum = 0;
    for (const auto& [id, content] : papers_) sum += static_cast<std::int64_t>(content.size());
    return sum;
  }
  void expect_all_there() {
    const Store store(*blobs_);
    database().read([&](db::Reader& reader) {
      for (const auto& [id, content] : papers_) {
        const auto back = store.paper_content(reader, producer_.id, id);
        ASSERT_TRUE(back) << back.error().detail;
        EXPECT_EQ(*back, content);
      }
      EXPECT_TRUE(recheck_paper_files(reader, *blobs_).empty());
    });
    EXPECT_TRUE(blobs_->verify(SystemClock().now()).empty());
  }

  bool upgraded_ = false;
  test::TemporaryFolder folder_;
  std::unique_ptr<blobs::Blobs> blobs_;
  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 25))};
  SeededRandom random_{25};
  Producer producer_;
  std::vector<std::pair<PaperId, std::string>> papers_;
};
OCOP_ON_BOTH_ENGINES(OldPapers);

TEST_P(OldPapers, MoveToBlobsAtTheFirstStartAndStayReadable) {
  upgrade();
  const auto moved = move_paper_files(database(), *blobs_, clock_);
  ASSERT_TRUE(moved) << moved.error().detail;
  EXPECT_EQ(moved->moved, 5u);
  EXPECT_EQ(moved->damaged, 0u);
  EXPECT_EQ(left(), 0);
  expect_all_there();
  EXPECT_EQ(database().read([&](db::Reader& reader) { return blobs_->used(reader, producer_.id.uuid); }), bytes());
  upgrade();
  EXPECT_EQ(move_paper_files(database(), *blobs_, clock_)->moved, 0u);
  expect_all_there();
}

TEST_P(OldPapers, AMoveThatWasInterruptedGoesOnAtTheNextStart) {
  upgrade();
  // Two have been moved when the process ends; of a third only the bytes have reached the folder.
  const Store store(*blobs_);
  PaperId after{};
  for (int i = 0; i < 3; ++i) {
    const auto next = database().read([&](db::Reader& reader) { return store.old_file_after(reader, after); });
    ASSERT_TRUE(next);
    after = next->paper.id;
    auto staged = blobs_->receive(next->content);
    ASSERT_TRUE(staged);
    if (i == 2) break;
    ASSERT_TRUE(*database().write([&](db::Transaction& t) { return store.move_old_file(t, next->paper, *staged, clock_.now()); }));
  }
  EXPECT_EQ(left(), 3);
  upgrade();
  EXPECT_EQ(move_paper_files(database(), *blobs_, clock_)->moved, 3u);
  EXPECT_EQ(left(), 0);
  expect_all_there();
}

TEST_P(OldPapers, TwoProcessesThatStartTogetherMoveEachFileOnce) {
  upgrade();
  const Store store(*blobs_);
  const auto first = database().read([&](db::Reader& reader) { return store.old_file_after(reader, {}); });
  auto staged = blobs_->receive(first->content);
  const auto move = [&] {
    return *database().write([&](db::Transaction& t) { return store.move_old_file(t, first->paper, *staged, clock_.now()); });
  };
  EXPECT_TRUE(move());
  EXPECT_FALSE(move());
  EXPECT_EQ(move_paper_files(database(), *blobs_, clock_)->moved, 4u);
  expect_all_there();
}

TEST_P(OldPapers, AFileThatDoesNotFitItsDigestStaysForAPerson) {
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    add_paper(t, "%PDF-1.4 changed", std::string(64, 'a'));
    return {};
  }));
  upgrade();
  const auto moved = move_paper_files(database(), *blobs_, clock_);
  EXPECT_EQ(moved->moved, 5u);
  EXPECT_EQ(moved->damaged, 1u);
  EXPECT_EQ(left(), 1);
  EXPECT_EQ(database().read([&](db::Reader& reader) { return recheck_paper_files(reader, *blobs_); }).size(), 1u);
}

TEST_P(OldPapers, ADiskThatRefusesEndsTheMoveAndLosesNothing) {
  upgrade();
  // The folder of files on their way is taken away: no file can be begun.
  std::filesystem::remove_all(folder_.path() + "/blobs/incoming");
  const auto refused = move_paper_files(database(), *blobs_, clock_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::storage_unavailable);
  EXPECT_EQ(left(), 5);
  upgrade();
  EXPECT_EQ(move_paper_files(database(), *blobs_, clock_)->moved, 5u);
  expect_all_there();
}

}  // namespace
}  // namespace ocop::producers
