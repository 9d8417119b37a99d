#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/tlog/tlog.h"
#include "tests/support/test_database.h"

namespace ocop::tlog {
namespace {

constexpr std::string_view kOrigin = "ocop.example.vn";
constexpr Instant kNow{1'795'000'000'000};

crypto::SigningKey some_key() {
  SeededRandom random(1);
  return crypto::SigningKey::generate(random);
}

Entry entry(std::int64_t n) {
  return {"test.act", "subject-" + std::to_string(n), R"({"n":)" + std::to_string(n) + "}", {kNow.milliseconds + n}};
}

std::int64_t append_one(db::Database& database, std::int64_t n) {
  return *database.write([&](db::Transaction& transaction) -> Result<std::int64_t> { return append(transaction, entry(n)); });
}
void append_up_to(db::Database& database, std::int64_t size) {
  const auto done = database.write([&](db::Transaction& transaction) -> Result<void> {
    for (std::int64_t n = head(transaction).size; n < size; ++n) append(transaction, entry(n));
    return {};
  });
  ASSERT_TRUE(done.ok());
}
std::string publish(db::Database& database) {
  const FixedClock clock(kNow);
  auto note = publish_checkpoint(database, clock, kOrigin, some_key());
  return note ? *note : "refused: " + note.error().detail;
}
std::vector<std::string> verify(db::Database& database, std::span<const std::string> kept = {}) {
  return database.read([&](db::Reader& reader) { return verify_log(reader, kOrigin, some_key().public_key, kept); });
}

class TlogStore : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return tlog::migrations(); }
};
OCOP_ON_BOTH_ENGINES(TlogStore);

TEST_P(TlogStore, BeginsEmptyAndSound) {
  const Head now = database().read([](db::Reader& reader) { return head(reader); });
  EXPECT_EQ(now.size, 0);
  EXPECT_EQ(now.root, empty_root());
  EXPECT_TRUE(verify(database()).empty());
  EXPECT_TRUE(open_checkpoint(publish(database()), kOrigin, some_key().public_key).ok());
}

TEST_P(TlogStore, KeepsTheLeafOfAnActThatIsKeptAndNoOther) {
  EXPECT_EQ(append_one(database(), 0), 0);
  const auto refused = database().write([&](db::Transaction& transaction) -> Result<void> {
    append(transaction, entry(1));
    return Error::of(ErrorKind::conflict);
  });
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(append_one(database(), 1), 1);
  EXPECT_EQ(database().read([](db::Reader& reader) { return entry_at(reader, 1); }), entry(1).canonical());
  EXPECT_EQ(database().read([](db::Reader& reader) { return entry_at(reader, 2); }), std::nullopt);
  EXPECT_TRUE(verify(database()).empty());
}

TEST_P(TlogStore, ProofsFromTilesAreThoseOfTheWholeTree) {
  append_up_to(database(), 600);   // two full tiles and a part
  database().read([](db::Reader& reader) {
    const Head now = head(reader);
    EXPECT_EQ(root_at(reader, now.size), now.root);
    for (const std::int64_t size : {1, 2, 255, 256, 257, 511, 512, 513, 600}) {
      const Hash root = root_at(reader, size);
      EXPECT_TRUE(verify_consistency(size, 600, consistency_proof(reader, size, 600), root, now.root)) << size;
      for (const std::int64_t index : {std::int64_t{0}, size / 2, size - 1}) {
        EXPECT_TRUE(verify_inclusion(leaf_hash(entry(index).canonical()), index, size, inclusion_proof(reader, index, size), root));
      }
    }
    EXPECT_THROW(root_at(reader, 601), std::out_of_range);
    EXPECT_THROW(inclusion_proof(reader, 600, 600), std::out_of_range);
    EXPECT_THROW(consistency_proof(reader, 2, 1), std::out_of_range);
  });
}

TEST_P(TlogStore, ServesTilesThatTheTreeHas) {
  append_up_to(database(), 300);
  database().read([](db::Reader& reader) {
    EXPECT_EQ(tile(reader, {0, 0, 256})->size(), 256u * 32);
    EXPECT_EQ(tile(reader, {0, 1, 44})->size(), 44u * 32);
    EXPECT_EQ(tile(reader, {1, 0, 1}), std::string(crypto::view(root_at(reader, 256))));
    const Hash leaf = leaf_hash(entry(256).canonical());
    EXPECT_EQ(tile(reader, {0, 1, 1}), std::string(crypto::view(leaf)));
    EXPECT_FALSE(tile(reader, {0, 1, 45}));
    EXPECT_FALSE(tile(reader, {0, 1, 256}));
    EXPECT_FALSE(tile(reader, {1, 0, 2}));
    EXPECT_FALSE(tile(reader, {63, 0, 1}));
    const std::string text = entry(256).canonical();
    const std::string length{static_cast<char>(text.size() >> 8), static_cast<char>(text.size() & 0xff)};
    EXPECT_EQ(tile(reader, {kEntriesLevel, 1, 1}), length + text);
    EXPECT_EQ(entries(reader, 298, 10).size(), 2u);
  });
}

TEST_P(TlogStore, EightWritersLeaveNoGapAndNoDouble) {
  constexpr int kWriters = 8, kEach = 40;
  std::atomic<int> failed = 0;
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kEach; ++i) {
        const auto done = database().write([&](db::Transaction& transaction) -> Result<std::int64_t> {
          return append(transaction, entry(writer * 1000 + i));
        });
        if (!done) ++failed;
      }
    });
  }
  writers.clear();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(database().read([](db::Reader& reader) { return head(reader).size; }), kWriters * kEach);
  EXPECT_TRUE(verify(database()).empty());
}

TEST_P(TlogStore, PublishesOncePerSizeAndEachExtendsTheLast) {
  append_up_to(database(), 3);
  const std::string first = publish(database());
  EXPECT_EQ(publish(database()), first);
  append_up_to(database(), 260);
  const std::string second = publish(database());
  EXPECT_NE(second, first);
  EXPECT_EQ(database().read([](db::Reader& reader) { return latest_checkpoint(reader); }), second);
  const auto before = open_checkpoint(first, kOrigin, some_key().public_key);
  const auto after = open_checkpoint(second, kOrigin, some_key().public_key);
  ASSERT_TRUE(before.ok() && after.ok());
  const auto proof = database().read([](db::Reader& reader) { return consistency_proof(reader, 3, 260); });
  EXPECT_TRUE(verify_consistency(3, 260, proof, before->root, after->root));
  const std::vector<std::string> kept{first, second};
  EXPECT_TRUE(verify(database(), kept).empty());
}

TEST_P(TlogStore, RefusesChangesEvenToItsOwner) {
  static constexpr db::Statement kEdit{"test.edit", "UPDATE tlog_entry SET entry = 'x' WHERE position = $1"};
  static constexpr db::Statement kDelete{"test.delete", "DELETE FROM tlog_entry WHERE position = $1"};
  append_up_to(database(), 2);
  for (const db::Statement* change : {&kEdit, &kDelete}) {
    const auto act = [&](db::Transaction& transaction) -> Result<void> { transaction.execute(*change, 1); return {}; };
    EXPECT_THROW((void)database().write(act), db::Failure);
  }
  EXPECT_TRUE(verify(database()).empty());
}

TEST_P(TlogStore, RefusesAnEntryThatItCouldNotServe) {
  EXPECT_THROW((void)database().write([](db::Transaction& transaction) -> Result<std::int64_t> {
    return append(transaction, {"test.act", std::string(kMaxEntryBytes, 'x'), "{}", kNow});
  }), std::length_error);
}

// ---- the tamper drill: what the owner of the database file could do, each found --------------------------------------------------
class TlogTamper : public testing::Test {
 protected:
  static constexpr std::int64_t kSize = 600;
  void SetUp() override {
    database_ = test::open_or_throw({folder_.path()}, migrations());
    append_up_to(*database_, 400);
    kept_.push_back(publish(*database_));
    append_up_to(*database_, kSize);
    publish(*database_);
    ASSERT_TRUE(verify(*database_, kept_).empty());
  }
  // Runs a Python script over the closed file: `db` is the connection, `h(entry)` the leaf hash; triggers are dropped as an owner can.
  void tamper(const std::string& script) {
    database_.reset();
    const std::string file = folder_.path() + "/tamper.py";
    std::ofstream(file) << "import sqlite3, hashlib\ndb = sqlite3.connect('" << folder_.path() << "/ocop.db')\n"
                        << "for (name,) in db.execute(\"SELECT name FROM sqlite_master WHERE type = 'trigger'\").fetchall():\n"
                        << "  db.execute('DROP TRIGGER ' + name)\n"
                        << "h = lambda entry: hashlib.sha256(b'\\0' + entry.encode()).digest()\ndb.create_function('h', 1, h)\n"
                        << script << "\ndb.commit()\ndb.close()\n";
    ASSERT_EQ(std::system(("python3 " + file).c_str()), 0);
    database_ = test::open_or_throw({folder_.path()}, migrations());
  }
  bool found() { return !verify(*database_).empty(); }

  test::TemporaryFolder folder_;
  std::unique_ptr<db::Database> database_;
  std::vector<std::string> kept_;
};

TEST_F(TlogTamper, AnEditedFieldIsFound) {
  tamper(R"py(db.execute("UPDATE tlog_entry SET entry = replace(entry, '\"n\":42}', '\"n\":43}') WHERE position = 42"))py");
  const auto findings = verify(*database_);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.front(), "entry 42: the stored leaf is not the hash of the text");
}

TEST_F(TlogTamper, AnEditedFieldWithItsLeafIsFound) {
  tamper(R"py(db.execute("UPDATE tlog_entry SET entry = replace(entry, '\"n\":42}', '\"n\":43}') WHERE position = 42")
db.execute("UPDATE tlog_entry SET leaf = h(entry)"))py");
  EXPECT_TRUE(found());
}

TEST_F(TlogTamper, ADeletedEntryIsFound) {
  tamper("db.execute('DELETE FROM tlog_entry WHERE position = 7')");
  EXPECT_TRUE(found());
}

TEST_F(TlogTamper, ADeletedEntryWithTheRestRenumberedIsFound) {
  tamper(R"py(db.execute('DELETE FROM tlog_entry WHERE position = 7')
for p in range(8, 600): db.execute('UPDATE tlog_entry SET position = ? WHERE position = ?', (p - 1, p)))py");
  EXPECT_TRUE(found());
}

TEST_F(TlogTamper, AnInsertedEntryIsFound) {
  tamper(R"py(for p in range(599, 99, -1): db.execute('UPDATE tlog_entry SET position = ? WHERE position = ?', (p + 1, p))
db.execute("INSERT INTO tlog_entry VALUES (100, '{}', h('{}'))"))py");
  EXPECT_TRUE(found());
}

TEST_F(TlogTamper, SwappedEntriesAreFound) {
  tamper(R"py(a, b = (db.execute('SELECT entry, leaf FROM tlog_entry WHERE position = ?', (p,)).fetchone() for p in (10, 11))
db.execute('UPDATE tlog_entry SET entry = ?, leaf = ? WHERE position = 10', b)
db.execute('UPDATE tlog_entry SET entry = ?, leaf = ? WHERE position = 11', a))py");
  EXPECT_TRUE(found());
}

TEST_F(TlogTamper, ACutEndIsFound) {
  tamper("db.execute('DELETE FROM tlog_entry WHERE position >= 550')");
  EXPECT_TRUE(found());
}

TEST_F(TlogTamper, AChangedHeadTileOrCheckpointIsFound) {
  tamper("db.execute(\"UPDATE tlog_head SET root = h('x')\")");
  EXPECT_TRUE(found());
  tamper("db.execute(\"UPDATE tlog_node SET hash = h('x') WHERE position = 0\")");
  EXPECT_TRUE(found());
  tamper("db.execute(\"UPDATE tlog_checkpoint SET note = replace(note, '600', '601')\")");
  EXPECT_TRUE(found());
}

TEST_F(TlogTamper, AChangedHeadIsNotSigned) {
  tamper("db.execute(\"UPDATE tlog_head SET root = h('x')\"); db.execute('DELETE FROM tlog_checkpoint WHERE size = 600')");
  EXPECT_TRUE(publish(*database_).starts_with("refused"));
}

// Whoever has the database and the signing key can write a history that is sound in itself. A checkpoint kept elsewhere shows it.
TEST_F(TlogTamper, ARewrittenAndSignedHistoryIsFoundByAKeptCheckpoint) {
  test::TemporaryFolder other;
  auto rewritten = test::open_or_throw({other.path()}, migrations());
  const auto done = rewritten->write([&](db::Transaction& transaction) -> Result<void> {
    for (std::int64_t n = 0; n < kSize; ++n) append(transaction, entry(n == 42 ? 43 : n));
    return {};
  });
  ASSERT_TRUE(done.ok());
  publish(*rewritten);
  EXPECT_TRUE(verify(*rewritten).empty());                       // sound in itself …
  const auto findings = verify(*rewritten, kept_);               // … but not what the witness saw
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_NE(findings.front().find("history was changed"), std::string::npos);
}

TEST_F(TlogTamper, AnOlderCopyPutBackIsFoundByAKeptCheckpoint) {
  test::TemporaryFolder other;
  auto older = test::open_or_throw({other.path()}, migrations());
  append_up_to(*older, 300);
  publish(*older);
  EXPECT_TRUE(verify(*older).empty());
  const auto findings = verify(*older, kept_);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_NE(findings.front().find("its end was cut off"), std::string::npos);
}

// ---- the second verifier -----------------------------------------------------------------------------------------------------------
class TlogExport : public TlogTamper {
 protected:
  std::string export_to(db::Database& database, const std::string& name) {
    const std::string directory = folder_.path() + "/" + name;
    const LogKey key{std::string(kOrigin), some_key().public_key};
    const auto done = database.read([&](db::Reader& reader) { return export_log(reader, key, directory); });
    EXPECT_TRUE(done.ok()) << done.error().detail;
    return directory;
  }
  int python(const std::string& directory, const std::string& kept) {
    const std::string key = write_log_key({std::string(kOrigin), some_key().public_key});
    const std::string command = std::string(OCOP_SOURCE_DIR) + "/tools/verify-log " + directory + " --key '" + key + "'" +
                                (kept.empty() ? "" : " --kept " + kept) + " >" + folder_.path() + "/said";
    const int status = std::system(command.c_str());
    return WEXITSTATUS(status);
  }
  std::string said() {
    std::ostringstream text;
    text << std::ifstream(folder_.path() + "/said").rdbuf();
    return text.str();
  }
};

TEST_F(TlogExport, ASoundLogPassesTheSecondVerifier) {
  const std::string kept = folder_.path() + "/kept";
  std::ofstream(kept) << kept_.front();
  EXPECT_EQ(python(export_to(*database_, "log"), kept), 0);
  EXPECT_EQ(said(), "sound: 600 entries\n");
  EXPECT_EQ(files::read(kept).value(), database_->read([](db::Reader& reader) { return latest_checkpoint(reader); }).value());
}

TEST_F(TlogExport, TheSecondVerifierFindsChangedFilesAndHistories) {
  const std::string directory = export_to(*database_, "log");
  const auto flip = [&](const std::string& file) {
    std::string content = files::read(directory + "/" + file).value();
    content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
    ASSERT_TRUE(files::write_atomically(directory + "/" + file, content).ok());
  };
  for (const char* file : {"tile/entries/001", "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "checkpoint"}) {
    flip(file);
    EXPECT_NE(python(directory, ""), 0) << file;
    flip(file);
  }
  EXPECT_EQ(python(directory, ""), 0);
  test::TemporaryFolder other;
  auto older = test::open_or_throw({other.path()}, migrations());
  append_up_to(*older, 300);
  publish(*older);
  const std::string kept = folder_.path() + "/kept";
  std::ofstream(kept) << kept_.front();
  EXPECT_EQ(python(export_to(*older, "older"), kept), 1);
  EXPECT_NE(said().find("its end was cut off"), std::string::npos);
  EXPECT_EQ(files::read(kept).value(), kept_.front());   // a bad log does not replace what the witness keeps
}

TEST_P(TlogStore, TellsOfKindsAndFieldsThatNobodyDeclared) {
  const auto add = [&](std::string kind, std::string body) {
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      append(transaction, {std::move(kind), "subject", std::move(body), kNow});
      return {};
    }).ok());
  };
  add("sheet.submitted", R"({"seat":1})");
  add("sheet.submitted", R"({"name":"Hoa","seat":1})");
  add("sheet.lost", R"({"seat":1})");
  static constexpr std::string_view kFields[] = {"dossier", "seat"};
  constexpr Kind kKinds[] = {{"sheet.submitted", kFields}};
  const auto findings = database().read([&](db::Reader& reader) { return check_kinds(reader, kKinds); });
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_NE(findings[0].find("entry 1: \"sheet.submitted\" has the field name"), std::string::npos) << findings[0];
  EXPECT_NE(findings[1].find("entry 2: \"sheet.lost\" is of a kind that no module declares"), std::string::npos) << findings[1];
}

TEST(TlogKeyFile, IsMadeOnceAndPrivate) {
  test::TemporaryFolder folder;
  SeededRandom random(5);
  const std::string path = folder.path() + "/log.key";
  const auto first = open_key_file(path, random), second = open_key_file(path, random);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->public_key, second->public_key);
  EXPECT_EQ(static_cast<unsigned>(std::filesystem::status(path).permissions()), 0600u);
  ASSERT_TRUE(files::write_atomically(path, "short").ok());
  EXPECT_FALSE(open_key_file(path, random).ok());
}

}  // namespace
}  // namespace ocop::tlog
