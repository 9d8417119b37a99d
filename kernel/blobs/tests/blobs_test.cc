#include "kernel/blobs/blobs.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cerrno>
#include <filesystem>
#include <set>
#include <thread>

#include "kernel/random/random.h"
#include "tests/support/faults.h"
#include "tests/support/test_database.h"

namespace ocop::blobs {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kRoom = 100 << 20;
constexpr Owner owner(std::uint8_t number) { return {"test_row", Uuid{{number}}}; }
constexpr Uuid kAccount{{1}}, kOther{{2}};

class BlobsStore : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return blobs::migrations(); }
  void SetUp() override {
    test::DatabaseTest::SetUp();
    if (!IsSkipped()) open();
  }
  void TearDown() override {
    fault_disarm();
    blobs_.reset();
    test::DatabaseTest::TearDown();
  }
  // The data folder: of the database itself when it is embedded.
  std::string data() const { return engine() == db::Engine::sqlite ? location() : folder_.path(); }
  void open() {
    auto opened = Blobs::open(database(), data());
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    blobs_ = std::move(*opened);
  }
  void open_again() {
    blobs_.reset();
    reopen();
    open();
  }
  Result<std::string> keep(std::string_view content, const Owner& who, Charge charge = {kAccount, kRoom}) {
    OCOP_TRY(staged, blobs_->receive(content));
    return database().write([&](db::Transaction& t) -> Result<std::string> {
      OCOP_CHECK(blobs_->hold(t, staged, "application/pdf", who, charge, now_));
      return staged.sha256();
    });
  }
  void let_go(const Owner& who) {
    ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
      blobs_->release(t, who, now_);
      return {};
    }));
  }
  Result<std::string> read(std::string_view sha256) {
    return database().read([&](db::Reader& reader) { return blobs_->read(reader, sha256); });
  }
  std::vector<Blob> held_by(const Owner& who) {
    return database().read([&](db::Reader& reader) { return blobs_->held_by(reader, who); });
  }
  std::int64_t used(const Uuid& account = kAccount) {
    return database().read([&](db::Reader& reader) { return blobs_->used(reader, account); });
  }
  std::size_t collect(std::int64_t later, std::int64_t grace = Blobs::kGraceMilliseconds) {
    const auto gone = blobs_->collect({now_.milliseconds + later}, grace);
    EXPECT_TRUE(gone.ok());
    return gone.ok() ? *gone : 0;
  }
  std::string path_of(const std::string& sha256) const {
    return data() + "/blobs/" + sha256.substr(0, 2) + "/" + sha256.substr(2, 2) + "/" + sha256;
  }
  void expect_sound() {
    for (const std::string& finding : blobs_->verify(now_)) ADD_FAILURE() << finding;
  }

  test::TemporaryFolder folder_;
  std::unique_ptr<Blobs> blobs_;
  Instant now_ = SystemClock().now();   // files carry the system's time
};
OCOP_ON_BOTH_ENGINES(BlobsStore);

constexpr std::int64_t kDay = Blobs::kGraceMilliseconds;

TEST_P(BlobsStore, GivesBackWhatItTookAlsoAfterARestart) {
  std::string content;
  for (std::int64_t i = 0; i < 1'000'000; ++i) content.push_back(static_cast<char>(i * 7919 >> 3));   // four pieces, with zeros in them
  const auto name = keep(content, owner(1));
  ASSERT_TRUE(name.ok());
  EXPECT_EQ(*name, crypto::sha256_hex(content));
  open_again();
  const auto back = read(*name);
  ASSERT_TRUE(back.ok());
  EXPECT_TRUE(*back == content);
  ASSERT_EQ(held_by(owner(1)).size(), 1u);
  EXPECT_EQ(held_by(owner(1))[0].size, static_cast<std::int64_t>(content.size()));
  EXPECT_EQ(held_by(owner(1))[0].content_type, "application/pdf");
  EXPECT_TRUE(held_by(owner(2)).empty());
  expect_sound();
}

TEST_P(BlobsStore, ThePiecesMayBeCutAnywhere) {
  rc::check([this](const std::vector<std::string>& pieces) {
    std::string whole;
    auto incoming = blobs_->receive();
    RC_ASSERT(incoming.ok());
    for (const std::string& piece : pieces) {
      RC_ASSERT(incoming->append(piece).ok());
      whole += piece;
    }
    auto staged = std::move(*incoming).finish();
    RC_ASSERT(staged.ok() == !whole.empty());
    if (staged.ok()) RC_ASSERT(staged->sha256() == crypto::sha256_hex(whole));
    if (staged.ok()) RC_ASSERT(staged->size() == static_cast<std::int64_t>(whole.size()));
  });
}

TEST_P(BlobsStore, KeepsTheSameBytesOnceAndForAsLongAsAnybodyHoldsThem) {
  const std::string name = *keep("giấy", owner(1));
  EXPECT_EQ(*keep("giấy", owner(2), {kOther, kRoom}), name);
  EXPECT_EQ(*keep("giấy", owner(2), {kOther, kRoom}), name);   // again: no second charge
  EXPECT_EQ(used(), 6);
  EXPECT_EQ(used(kOther), 6);
  let_go(owner(1));
  EXPECT_EQ(used(), 0);
  EXPECT_EQ(collect(2 * kDay), 0u);
  EXPECT_EQ(*read(name), "giấy");
  let_go(owner(2));
  EXPECT_EQ(used(kOther), 0);
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return blobs_->find(reader, name); }).has_value());
  EXPECT_EQ(collect(kDay - 1000), 0u) << "within the grace";
  EXPECT_TRUE(read(name).ok());
  EXPECT_EQ(collect(kDay + 1000), 1u);
  EXPECT_EQ(read(name).error().kind, ErrorKind::not_found);
  expect_sound();
}

TEST_P(BlobsStore, BytesTakenBackWithinTheGraceStay) {
  const std::string name = *keep("ảnh", owner(1));
  let_go(owner(1));
  EXPECT_EQ(*keep("ảnh", owner(3)), name);
  EXPECT_EQ(collect(2 * kDay), 0u);
  EXPECT_EQ(*read(name), "ảnh");
  expect_sound();
}

TEST_P(BlobsStore, BytesThatARequestBroughtAreNotCollectedUnderItsHands) {
  const std::string name = *keep("ảnh", owner(1));
  let_go(owner(1));
  auto staged = blobs_->receive("ảnh");   // a request found its bytes there already; its act is still to come
  ASSERT_TRUE(staged.ok());
  collect(2 * kDay);                      // the row goes, the bytes must not
  ASSERT_TRUE(database().write([&](db::Transaction& t) {
    return blobs_->hold(t, *staged, "image/webp", owner(2), {kAccount, kRoom}, now_);
  }));
  EXPECT_EQ(*read(name), "ảnh");
  EXPECT_EQ(collect(2 * kDay), 0u);
  expect_sound();
}

TEST_P(BlobsStore, AnActThatFailsLeavesNoRowAndItsBytesGoLater) {
  std::string name;
  {
    auto staged = blobs_->receive("dở dang");
    name = staged->sha256();
    const auto failed = database().write([&](db::Transaction& t) -> Result<void> {
      OCOP_CHECK(blobs_->hold(t, *staged, "application/pdf", owner(1), {kAccount, kRoom}, now_));
      return Error::of(ErrorKind::conflict);
    });
    EXPECT_FALSE(failed.ok());
    EXPECT_EQ(collect(2 * kDay), 0u) << "its request is not over";
  }
  EXPECT_TRUE(held_by(owner(1)).empty());
  EXPECT_EQ(used(), 0);
  expect_sound();
  EXPECT_EQ(collect(2 * kDay), engine() == db::Engine::sqlite ? 1u : 0u);
  EXPECT_FALSE(fs::exists(path_of(name)));
}

TEST_P(BlobsStore, NobodyTakesMoreThanTheirRoom) {
  const Charge small{kAccount, 10};
  ASSERT_TRUE(keep("12345678", owner(1), small).ok());
  const auto refused = keep("abc", owner(2), small);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::too_large);
  EXPECT_TRUE(held_by(owner(2)).empty());
  EXPECT_EQ(used(), 8);
  EXPECT_TRUE(keep("ab", owner(2), small).ok());
  EXPECT_TRUE(keep("abc", owner(3), {kOther, 10}).ok()) << "another's room is another's";
  let_go(owner(1));
  EXPECT_TRUE(keep("abc", owner(4), small).ok());
  expect_sound();
}

TEST_P(BlobsStore, ManyAtOnceAgreeAboutTheLastOfTheRoom) {
  constexpr int kClients = 8;
  std::vector<std::thread> clients;
  std::atomic<int> kept = 0;
  for (int i = 0; i < kClients; ++i)
    clients.emplace_back([&, i] {
      if (keep("nội dung " + std::to_string(i), owner(static_cast<std::uint8_t>(i + 1)), {kAccount, 3 * 13}).ok()) ++kept;
    });
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(kept, 3);
  expect_sound();
}

// The same few bytes are brought, let go and collected by everyone at once; whoever holds them must always be able to read them.
TEST_P(BlobsStore, HoldingAndCollectingAtOnceNeverLosesWhatIsHeld) {
  std::atomic<bool> over = false;
  std::thread collector([&] {
    while (!over) EXPECT_TRUE(blobs_->collect(SystemClock().now(), -1000).ok());   // no grace at all
  });
  std::vector<std::thread> clients;
  for (int client = 0; client < 4; ++client)
    clients.emplace_back([&, client] {
      for (int i = 0; i < 25; ++i) {
        const Owner me = owner(static_cast<std::uint8_t>(client + 1));
        const std::string content = "chung " + std::to_string(i % 2);
        const auto name = keep(content, me);
        ASSERT_TRUE(name.ok()) << name.error().detail;
        const auto back = read(*name);
        ASSERT_TRUE(back.ok()) << back.error().detail;
        ASSERT_EQ(*back, content);
        let_go(me);
      }
    });
  for (std::thread& client : clients) client.join();
  over = true;
  collector.join();
  expect_sound();
}

TEST_P(BlobsStore, VerifyNamesEachDamage) {
  const std::string whole = *keep("nguyên vẹn", owner(1)), hurt = *keep("hỏng", owner(2)), lost = *keep("mất", owner(3));
  expect_sound();
  if (engine() == db::Engine::sqlite) {
    ASSERT_TRUE(files::write_atomically(path_of(hurt), "h0ng").ok());
    fs::remove(path_of(lost));
    ASSERT_TRUE(files::write_atomically(data() + "/blobs/ab/notes.txt", "x").ok() || files::make_directories(data() + "/blobs/ab").ok());
    ASSERT_TRUE(files::write_atomically(data() + "/blobs/ab/notes.txt", "x").ok());
  } else {
    static constexpr db::Statement kHurt{"test.hurt", "UPDATE blobs_chunk SET bytes = $1 WHERE sha256 = $2"};
    static constexpr db::Statement kLose{"test.lose", "DELETE FROM blobs_chunk WHERE sha256 = $1"};
    ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
      t.execute(kHurt, db::Bind::blob("h0ng"), hurt);
      t.execute(kLose, lost);
      return {};
    }));
  }
  const std::vector<std::string> findings = blobs_->verify(now_);
  const auto named = [&](const std::string& word) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const std::string& finding) { return finding.find(word) != std::string::npos; });
  };
  EXPECT_TRUE(named(hurt));
  EXPECT_TRUE(named(lost));
  EXPECT_FALSE(named(whole));
  EXPECT_EQ(named("notes.txt"), engine() == db::Engine::sqlite);
  EXPECT_EQ(read(hurt).error().kind, ErrorKind::internal) << "damaged bytes are never given out as if they were sound";
  // Bringing the same bytes again mends the file.
  if (engine() == db::Engine::sqlite) {
    ASSERT_TRUE(keep("hỏng", owner(4)).ok());
    EXPECT_EQ(*read(hurt), "hỏng");
  }
}

TEST_P(BlobsStore, VerifySeesWrongCounts) {
  ASSERT_TRUE(keep("một", owner(1)).ok());
  static constexpr db::Statement kFree{"test.free", "UPDATE blobs_blob SET free_since = $1"};
  static constexpr db::Statement kUse{"test.use", "UPDATE blobs_use SET bytes = bytes + 1"};
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    t.execute(kFree, now_);
    t.execute(kUse);
    return {};
  }));
  EXPECT_EQ(blobs_->verify(now_).size(), 2u);
}

TEST_P(BlobsStore, ANameThatIsNoDigestIsNoPath) {
  for (const std::string& name :
       {std::string(), std::string("../../ocop.db"), std::string(64, 'g'), std::string(64, 'A'), std::string(65, 'a')})
    EXPECT_EQ(read(name).error().kind, ErrorKind::not_found) << name;
}

TEST_P(BlobsStore, ACopyHasEveryFileAndNamesWhatItCouldNotCopy) {
  const std::string one = *keep("một", owner(1)), two = *keep("hai", owner(2));
  const std::string target = folder_.path() + "/copy";
  if (engine() == db::Engine::postgresql) {
    EXPECT_FALSE(blobs_->copy_to(target).ok());
    return;
  }
  ASSERT_TRUE(blobs_->copy_to(target).ok());
  for (const std::string& name : {one, two})
    EXPECT_EQ(crypto::sha256_hex(*files::read(target + "/" + name.substr(0, 2) + "/" + name.substr(2, 2) + "/" + name)), name);
  EXPECT_EQ(blobs_->copy_to(target).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(files::write_atomically(path_of(one), "hỏng").ok());
  EXPECT_EQ(blobs_->copy_to(target + "2").error().kind, ErrorKind::internal);
  EXPECT_TRUE(files::exists(target + "2/" + two.substr(0, 2))) << "the others were copied all the same";
  EXPECT_FALSE(files::exists(target + "2/" + one.substr(0, 2)));
}

// Every write, sync and rename of an upload fails once, one after the other: what was acknowledged is there and right, what was refused has
// no row, and the same upload succeeds as soon as the disk does.
TEST_P(BlobsStore, WhateverTheDiskRefusesNothingAcknowledgedIsLost) {
  if (engine() == db::Engine::postgresql) GTEST_SKIP() << "its disk is the server's: postgresql_facts_test";
  const std::string content(600'000, 'x');
  int refused = 0, swept = 0;
  for (const auto operation : {FAULT_WRITE, FAULT_SYNC, FAULT_RENAME}) {
    for (const int error : {EIO, ENOSPC}) {
      for (long k = 0;; ++k) {
        ++swept;
        const Owner who{"test_row",
                        Uuid{{static_cast<std::uint8_t>(operation + 1), static_cast<std::uint8_t>(error), static_cast<std::uint8_t>(k)}}};
        const std::string mine = content + std::to_string(operation) + std::to_string(error) + std::to_string(k);
        const long before = fault_calls(operation);
        fault_arm(operation, error, k, FAULT_ONCE);
        bool kept = false, unknown = false;
        try {
          kept = keep(mine, who).ok();
        } catch (const db::Failure&) {   // the database's own sync was the one: its act may be there or not
          unknown = true;
        }
        fault_disarm();
        const long calls = fault_calls(operation) - before;
        if (!kept) open_again();         // after a failed sync the database accepts no more acts from this process
        refused += kept ? 0 : 1;
        if (!unknown) {
          EXPECT_EQ(held_by(who).size(), kept ? 1u : 0u) << operation << " " << error << " " << k;
        }
        ASSERT_TRUE(keep(mine, who).ok());
        EXPECT_TRUE(*read(crypto::sha256_hex(mine)) == mine);
        if (calls <= k) break;
      }
    }
  }
  EXPECT_GT(refused, 2 * (3 + 5 + 1)) << "three pieces, the syncs of a file and four folders, one rename, twice each";
  EXPECT_GT(swept, refused);
  expect_sound();
}

TEST_P(BlobsStore, WhatAKilledProcessWasWritingIsClearedAtTheNextStart) {
  auto incoming = blobs_->receive();
  ASSERT_TRUE(incoming->append("nửa chừng").ok());
  const auto lying = [&] { return std::distance(fs::directory_iterator(data() + "/blobs/incoming"), fs::directory_iterator()); };
  EXPECT_EQ(lying(), engine() == db::Engine::sqlite ? 1 : 0) << "with PostgreSQL it never had a name";
  if (engine() == db::Engine::sqlite) {
    auto next = Blobs::open(database(), data());
    ASSERT_TRUE(next.ok());
    EXPECT_EQ(lying(), 0);
  }
}

}  // namespace
}  // namespace ocop::blobs
