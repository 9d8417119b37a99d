#include "kernel/tlog/seal.h"

#include <gtest/gtest.h>

#include "kernel/files/files.h"
#include "kernel/tlog/follower.h"
#include "kernel/tlog/kept.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace ocop::tlog {
namespace {

constexpr Instant kNow{1'795'000'000'000};
constexpr db::Migration kPots{
    "20260101T0000__pots",
    "CREATE TABLE pots_pot (id INTEGER PRIMARY KEY, glaze TEXT, fired INTEGER, mark BLOB, state TEXT NOT NULL) STRICT;"
    "CREATE TABLE pots_crack (pot INTEGER NOT NULL, place TEXT NOT NULL, width INTEGER, PRIMARY KEY (pot, place)) STRICT;",
    {},
    "pots"};
constexpr Hanging kCracks[] = {{"pots_crack", "pot", "place"}};
constexpr Sealed kPot{.table = "pots_pot", .key = "id", .open = "state = 'wet'", .hanging = kCracks};
constexpr std::string_view kMarkOnly[] = {"mark"};
constexpr Sealed kMark{.table = "pots_pot", .key = "id", .columns = kMarkOnly, .rows = Sealed::Rows::some, .as = "pots_pot/mark"};
constexpr Sealed kBoth[] = {kPot, kMark};

class TlogSeals : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = tlog::migrations();
    all.push_back(kPots);
    return all;
  }
  void run(const db::Statement& statement) {
    ASSERT_TRUE(database()
                    .write([&](db::Transaction& transaction) -> Result<void> {
                      transaction.execute(statement);
                      return {};
                    })
                    .ok());
  }
  // An act that is logged and answers for what `refer` names.
  template <class Refer>
  void act(Refer refer) {
    ASSERT_TRUE(database()
                    .write([&](db::Transaction& transaction) -> Result<void> {
                      Leaves leaves(transaction, random_);
                      leaves.add({"pot.fired", "pot", "{}", kNow});
                      refer(leaves.seals());
                      leaves.write();
                      return {};
                    })
                    .ok());
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    run({"test.pots", "INSERT INTO pots_pot VALUES (1, 'đỏ', 7, x'00ff', 'dry'), (2, NULL, NULL, NULL, 'dry'), (3, '', 0, x'', 'wet')",
         "INSERT INTO pots_pot VALUES (1, 'đỏ', 7, '\\x00ff', 'dry'), (2, NULL, NULL, NULL, 'dry'), (3, '', 0, '', 'wet')"});
    run({"test.cracks", "INSERT INTO pots_crack VALUES (1, 'lip', 2), (1, 'foot', 3)"});
    act([](Seals& seals) {
      seals.keep(kPot, db::Bind(1));
      seals.keep(kPot, db::Bind(2));
    });
  }
  std::vector<std::string> check() {
    return database().read([](db::Reader& reader) { return check_seals(reader, kBoth); });
  }
  using Findings = std::vector<std::string>;
  SeededRandom random_{5};
};
OCOP_ON_BOTH_ENGINES(TlogSeals);

TEST_P(TlogSeals, EachChangeIsNamedWithTableKeyColumnAndEntry) {
  EXPECT_EQ(check(), Findings{});
  run({"test.a", "UPDATE pots_pot SET glaze = 'xanh', fired = 8 WHERE id = 1"});
  EXPECT_EQ(check(), Findings{"pots_pot 1, column fired, glaze: not as entry 0 of the log answers for it"});
  run({"test.b", "UPDATE pots_pot SET glaze = 'đỏ', fired = 7 WHERE id = 1"});
  EXPECT_EQ(check(), Findings{});
  run({"test.c", "UPDATE pots_pot SET glaze = '' WHERE id = 2"});
  EXPECT_EQ(check(), Findings{"pots_pot 2, column glaze: not as entry 0 of the log answers for it"}) << "empty is not NULL";
  run({"test.d", "UPDATE pots_pot SET glaze = NULL WHERE id = 2"});
  run({"test.e", "UPDATE pots_crack SET width = 4 WHERE place = 'lip'"});
  EXPECT_EQ(check(), Findings{"pots_crack 1/lip, column width: not as entry 0 of the log answers for it"});
  run({"test.f", "DELETE FROM pots_crack WHERE place = 'lip'"});
  EXPECT_EQ(check(), Findings{"pots_crack 1/lip: entry 0 of the log answers for this row, and it is missing"});
  run({"test.g", "INSERT INTO pots_crack VALUES (1, 'lip', 2), (2, 'lip', 1), (9, 'lip', 1)"});
  EXPECT_EQ(check(), (Findings{"pots_crack 2/lip: added; entry 0 of the log does not answer for this row",
                               "pots_crack 9: added; there is no such row of pots_pot"}));
}

TEST_P(TlogSeals, MissingAddedAndSwappedRows) {
  run({"test.a", "DELETE FROM pots_pot WHERE id = 2"});
  run({"test.b", "INSERT INTO pots_pot VALUES (4, 'x', 1, NULL, 'dry')"});
  EXPECT_EQ(check(), (Findings{"pots_pot 4: added; no entry of the log answers for this row",
                               "pots_pot 2: entry 0 of the log answers for this row, and it is missing"}));
  run({"test.c", "UPDATE pots_pot SET id = 2 WHERE id = 4"});
  ASSERT_EQ(check().size(), 1u);
  EXPECT_NE(check().front().find("pots_pot 2, column"), std::string::npos);
}

TEST_P(TlogSeals, DraftsAreFreeAndWhatIsGivenBackToo) {
  run({"test.a", "UPDATE pots_pot SET glaze = 'z' WHERE id = 3"});  // wet: nobody answers for it
  EXPECT_EQ(check(), Findings{});
  run({"test.b", "UPDATE pots_pot SET state = 'wet' WHERE id = 1"});  // who opens it by hand is seen …
  EXPECT_EQ(check(), Findings{"pots_pot 1, column state: not as entry 0 of the log answers for it"});
  act([](Seals& seals) { seals.free(kPot, db::Bind(1)); });  // … an act that gives it back is not
  run({"test.c", "UPDATE pots_pot SET glaze = 'z' WHERE id = 1"});
  run({"test.d", "DELETE FROM pots_crack WHERE pot = 1"});
  EXPECT_EQ(check(), Findings{});
  run({"test.e", "UPDATE pots_pot SET state = 'dry' WHERE id = 1"});
  EXPECT_EQ(check(), Findings{"pots_pot 1: was given back by entry 1 of the log and is closed without an entry"});
  run({"test.f", "DELETE FROM pots_pot WHERE id = 1"});
  EXPECT_EQ(check(), Findings{"pots_pot 1: entry 1 of the log answers for this row, and it is missing"});
}

TEST_P(TlogSeals, TheNewestEntryAnswersAndAnOlderStateIsFound) {
  run({"test.a", "UPDATE pots_pot SET fired = 9 WHERE id = 1"});
  act([](Seals& seals) { seals.keep(kPot, db::Bind(1)); });
  EXPECT_EQ(check(), Findings{});
  run({"test.b", "UPDATE pots_pot SET fired = 7 WHERE id = 1"});  // back to what entry 0 answered for
  EXPECT_EQ(check(), Findings{"pots_pot 1, column fired: not as entry 1 of the log answers for it"});
}

TEST_P(TlogSeals, OneTableIsSealedInTwoWays) {
  act([](Seals& seals) { seals.keep(kMark, db::Bind(3)); });
  run({"test.a", "UPDATE pots_pot SET glaze = 'free' WHERE id = 3"});
  EXPECT_EQ(check(), Findings{});
  run({"test.b", "UPDATE pots_pot SET mark = NULL WHERE id = 3"});
  EXPECT_EQ(check(), Findings{"pots_pot 3, column mark: not as entry 1 of the log answers for it"}) << "NULL is not empty";
}

TEST_P(TlogSeals, TheSealItselfIsHeldByTheEntry) {
  lift_protection("tlog_seal");
  run({"test.a", "UPDATE tlog_seal SET seal = replace(seal, 'pots_crack', 'pots_crock')"});
  ASSERT_FALSE(check().empty());
  EXPECT_EQ(check().front(), "tlog_seal 0, column seal: not the one that entry 0 of the log carries the hash of");
  run({"test.b", "DELETE FROM tlog_seal"});
  EXPECT_EQ(check().front(), "tlog_seal 0: the seal that entry 0 of the log carries the hash of is missing");
  run({"test.c", "INSERT INTO tlog_seal VALUES (7, 'none')"});
  EXPECT_EQ(check().at(1), "tlog_seal 7: there is no such entry of the log");
  // Rows that were sealed are not sealed anew as if they came from before.
  const auto adopted = database().write([&](db::Transaction& transaction) -> Result<bool> {
    transaction.execute({"test.d", "DELETE FROM tlog_seal"});
    return adopt_rows(transaction, kBoth, kNow, random_);
  });
  EXPECT_EQ(adopted.error().kind, ErrorKind::internal);
}

TEST_P(TlogSeals, NeedsAnEntryAndRowsThatAreThere) {
  const auto sealed = [&](bool logged, std::int64_t pot) {
    return database().write([&](db::Transaction& transaction) -> Result<void> {
      Leaves leaves(transaction, random_);
      if (logged) leaves.add({"pot.fired", "pot", "{}", kNow});
      leaves.seals().keep(kPot, db::Bind(pot));
      leaves.write();
      return {};
    });
  };
  EXPECT_THROW((void)sealed(false, 1), std::logic_error);
  EXPECT_THROW((void)sealed(true, 99), std::logic_error);
  EXPECT_EQ(database().read([](db::Reader& reader) { return head(reader).size; }), 1);
}

// ---- a log from before there were seals ----------------------------------------------------------------------------------------
class TlogBeforeSeals : public TlogSeals {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    run({"test.pots", "INSERT INTO pots_pot VALUES (1, 'a', 7, NULL, 'dry'), (3, '', 0, NULL, 'wet')"});
    ASSERT_TRUE(database()
                    .write([](db::Transaction& transaction) -> Result<std::int64_t> {
                      return append(transaction, Entry{"pot.fired", "1", "{}", kNow});
                    })
                    .ok());
  }
};
OCOP_ON_BOTH_ENGINES(TlogBeforeSeals);

TEST_P(TlogBeforeSeals, ItsRowsAreSealedAsTheyStandAndTheLogSaysSo) {
  EXPECT_EQ(check(), Findings{"pots_pot 1: added; no entry of the log answers for this row"});
  const auto adopt = [&] {
    return database().write([&](db::Transaction& transaction) { return adopt_rows(transaction, kBoth, kNow, random_); });
  };
  EXPECT_TRUE(database().read([](db::Reader& reader) { return unsealed(reader); }));
  EXPECT_TRUE(adopt().value());
  EXPECT_FALSE(database().read([](db::Reader& reader) { return unsealed(reader); }));
  EXPECT_FALSE(adopt().value()) << "once";
  EXPECT_EQ(check(), Findings{});
  EXPECT_NE(database()
                .read([](db::Reader& reader) { return entry_at(reader, 1); })
                ->find(R"("body":{"rows":1,"table":"pots_pot"},"kind":"rows.adopted")"),
            std::string::npos);
  run({"test.a", "UPDATE pots_pot SET glaze = 'b' WHERE id = 1"});
  EXPECT_EQ(check(), Findings{"pots_pot 1, column glaze: not as entry 1 of the log answers for it"});
}

// ---- following ------------------------------------------------------------------------------------------------------------------
TEST_P(TlogBeforeSeals, AFollowerIsHandedEachEntryOnceAndNoneThatIsNotTheHeads) {
  Follower follower;
  std::vector<std::int64_t> taken;
  const auto follow = [&] {
    return database().read(
        [&](db::Reader& reader) { return follower.follow(reader, [&](std::int64_t index, std::string_view) { taken.push_back(index); }); });
  };
  const auto grow = [&] {
    ASSERT_TRUE(database()
                    .write([](db::Transaction& transaction) -> Result<std::int64_t> {
                      return append(transaction, Entry{"pot.fired", "2", "{}", kNow});
                    })
                    .ok());
  };
  EXPECT_TRUE(follow().ok());
  grow();
  grow();
  EXPECT_TRUE(follow().ok());
  EXPECT_TRUE(follow().ok());
  EXPECT_EQ(taken, (std::vector<std::int64_t>{0, 1, 2}));
  grow();
  run({"test.unguard", "DROP TRIGGER tlog_entry_keep", "DROP TRIGGER tlog_entry_keep ON tlog_entry"});
  lift_protection("tlog_entry");
  run({"test.rewrite", "UPDATE tlog_entry SET entry = replace(entry, '\"2\"', '\"9\"') WHERE position = 3"});
  const auto refused = follow();
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().detail.find("entries from 3 on"), std::string::npos);
  EXPECT_EQ(taken.size(), 3u);
}

// ---- the head that is kept outside -------------------------------------------------------------------------------------------------
TEST_P(TlogBeforeSeals, ADatabaseThatDidNotSignTheKeptHeadIsRefused) {
  test::TemporaryFolder folder;
  const std::string file = folder.path() + "/log.head";
  const auto key = crypto::SigningKey::from_seed({7});
  const LogKey log{"ocop.example.vn", key.public_key};
  const auto sign = [&](const Head& head) { return sign_checkpoint(log.origin, head, key); };
  const Head one = database().read([](db::Reader& reader) { return head(reader); });
  EXPECT_EQ(*kept_head(file, log), std::nullopt);
  ASSERT_TRUE(keep_head(file, sign(one), log).ok());
  const auto check_now = [&] {
    const auto kept = kept_head(file, log);
    return kept ? database().read([&](db::Reader& reader) { return check_kept(reader, **kept); }) : Result<void>(kept.error());
  };
  EXPECT_TRUE(check_now().ok());
  ASSERT_TRUE(keep_head(file, sign({5, leaf_hash("x")}), log).ok());
  // The story: two processes keep one file; the slower of them would have stopped writing for ever.
  EXPECT_TRUE(keep_head(file, sign(one), log).ok());
  EXPECT_EQ((*kept_head(file, log))->head.size, 5) << "a smaller head does not replace a larger one";
  EXPECT_NE(check_now().error().detail.find("this database has 1: the last 4 are missing"), std::string::npos);
  ASSERT_TRUE(database()
                  .write([](db::Transaction& transaction) -> Result<void> {
                    while (head(transaction).size < 6) append(transaction, Entry{"pot.fired", "2", "{}", kNow});
                    return {};
                  })
                  .ok());
  EXPECT_NE(check_now().error().detail.find("the first 5 entries of this database are not those"), std::string::npos);
  ASSERT_TRUE(files::write_atomically(file, "nothing").ok());
  EXPECT_EQ(check_now().error().kind, ErrorKind::internal);
}

}  // namespace
}  // namespace ocop::tlog
