// Cosignatures and the witness that makes them (C2SP tlog-cosignature, tlog-witness).
#include "kernel/tlog/witness.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/tlog/merkle.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace ocop::tlog {
namespace {

constexpr std::string_view kOrigin = "ocop.example.vn";
constexpr Instant kNow{1'764'057'600'000};

crypto::SigningKey key_of(std::uint64_t seed) {
  SeededRandom random(seed);
  return crypto::SigningKey::generate(random);
}
const crypto::SigningKey& log_key() {
  static const crypto::SigningKey key = key_of(1);
  return key;
}

// A log in memory: its leaves are its numbers, and from `forked` on those of another history.
struct TestLog {
  std::int64_t forked = INT64_MAX;
  Hash leaf(std::int64_t index) const { return leaf_hash((index >= forked ? "other " : "entry ") + std::to_string(index)); }
  Hash range(std::int64_t from, std::int64_t to) const {
    return range_hash(
        [this](int height, std::int64_t index) {
          std::vector<Hash> row;
          for (std::int64_t i = index << height; i < (index + 1) << height; ++i) row.push_back(leaf(i));
          for (; row.size() > 1; row.resize(row.size() / 2))
            for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
          return row.front();
        },
        from, to);
  }
  Head head(std::int64_t size) const { return {size, size == 0 ? empty_root() : range(0, size)}; }
  std::string checkpoint(std::int64_t size) const { return sign_checkpoint(kOrigin, head(size), log_key()); }
  AddCheckpoint request(std::int64_t from, std::int64_t to) const {
    AddCheckpoint out{from, {}, checkpoint(to)};
    if (from > 0 && from < to)
      out.proof = consistency_path([this](std::int64_t first, std::int64_t last) { return range(first, last); }, from, to);
    return out;
  }
};

class TlogWitness : public testing::Test {
 protected:
  void open() {
    witness_.reset();
    auto opened = Witness::open(folder_.path(), "witness.example/w1", key_of(7), {{std::string(kOrigin), log_key().public_key}});
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    witness_ = std::move(*opened);
  }
  void SetUp() override { open(); }
  Witness::Answer ask(const AddCheckpoint& request, Instant now = kNow) {
    auto answer = witness_->add(write_add_checkpoint(request), now);
    EXPECT_TRUE(answer.ok());
    return answer.ok() ? *answer : Witness::Answer{};
  }
  std::size_t files_in(const std::string& name) const {
    const auto folder = folder_.path() + "/" + std::string(kOrigin) + "/" + name;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
  }
  test::TemporaryFolder folder_;
  std::unique_ptr<Witness> witness_;
  const TestLog log_, fork_{3};
};

using Verdict = Witness::Verdict;

// ---- cosignatures: the words of the specification and of its other implementations
TEST(TlogCosignature, ReadsTheKeysOfOthers) {
  const auto key = read_witness_key("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2");
  ASSERT_TRUE(key.ok());
  EXPECT_EQ("remora.n621.de", key->name);
  EXPECT_EQ("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", write_witness_key(*key));
  EXPECT_FALSE(read_witness_key("remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2").ok());
  // A key of a log is none of a witness, and the other way round.
  EXPECT_FALSE(read_witness_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").ok());
  EXPECT_FALSE(read_log_key("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2").ok());
}

TEST(TlogCosignature, IsATimestampAndASignatureOfTheWholeText) {
  const auto key = key_of(7);
  const WitnessKey witness{"witness.example.com/w1", key.public_key};
  const std::string note = sign_checkpoint(kOrigin, {20'852'163, leaf_hash("x")}, log_key());
  const Instant at{1'679'315'147'000};
  const std::string line = cosign(note, witness.name, key, at);
  EXPECT_EQ(at, **cosigned(note + line, witness));
  EXPECT_FALSE(cosigned(note, witness)->has_value());
  EXPECT_FALSE((*cosigned(note + line, {"witness.example.com/w2", key.public_key})).has_value());   // another name: another key
  // The message by hand, as the specification writes it.
  const std::string body = note.substr(0, note.find("\n\n") + 1);
  const std::string coded = line.substr(line.rfind(' ') + 1);
  const std::string bytes = crypto::base64_decode(coded.substr(0, coded.size() - 1)).value();
  ASSERT_EQ(4u + 8u + 64u, bytes.size());
  EXPECT_EQ("00000000641850cb", text::hex(bytes.substr(4, 8)));
  EXPECT_TRUE(crypto::verify(key.public_key, "cosignature/v1\ntime 1679315147\n" + body, bytes.substr(12)));
  // The log reads its own checkpoint whatever witnesses have added.
  EXPECT_TRUE(open_checkpoint(note + line, kOrigin, log_key().public_key).ok());
  // The example of the specification: of a key that is not ours, with the same time in it.
  const auto example = crypto::base64_decode(
      "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==");
  ASSERT_TRUE(example.has_value());
  EXPECT_EQ(bytes.size(), example->size());
  EXPECT_EQ(text::hex(bytes.substr(4, 8)), text::hex(example->substr(4, 8)));
}

TEST(TlogCosignature, NothingOfItCanBeChanged) {
  const auto key = key_of(7);
  const WitnessKey witness{"w", key.public_key};
  const std::string note = sign_checkpoint(kOrigin, {5, leaf_hash("x")}, log_key());
  const std::string whole = note + cosign(note, witness.name, key, kNow);
  for (std::size_t i = 0; i < whole.size(); ++i)
    for (int bit = 0; bit < 8; bit += 3) {
      std::string changed = whole;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      const auto at = cosigned(changed, witness);
      // A changed signature of the log is the log's affair: a cosignature is of the text alone.
      if (at && *at) EXPECT_EQ(changed.substr(0, note.find("\n\n")), note.substr(0, note.find("\n\n"))) << i;
    }
}

// ---- the request
TEST(TlogAddCheckpoint, IsReadAsItIsWritten) {
  const AddCheckpoint request = TestLog{}.request(5, 13);
  const auto read = read_add_checkpoint(write_add_checkpoint(request));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(5, read->old_size);
  EXPECT_EQ(request.proof, read->proof);
  EXPECT_EQ(request.checkpoint, read->checkpoint);
}

TEST(TlogAddCheckpoint, NothingElseIsARequest) {
  const std::string note = TestLog{}.checkpoint(3), hash = text::base64(crypto::view(leaf_hash("x"))) + "\n";
  std::string many = "old 1\n";
  for (int i = 0; i < 64; ++i) many += hash;
  const std::vector<std::string> bodies{"", "old 0", "old 0\n", "old 0\n" + note, "old 00\n\n" + note, "old -1\n\n" + note,
                                        "old +1\n\n" + note, "old 1 \n\n" + note, "OLD 1\n\n" + note,
                                        "old 9223372036854775808\n\n" + note, "old 1\nAAAA\n\n" + note, "old 1\n" + hash + note,
                                        "old 1\r\n\r\n" + note, "old 0\n\nnothing", "old 0\n\n\n\n", many + "\n" + note};
  for (const std::string& body : bodies)
    EXPECT_FALSE(read_add_checkpoint(body).ok()) << body.substr(0, 60);
}

// ---- the witness
TEST_F(TlogWitness, CosignsWhatGrows) {
  const auto first = ask(log_.request(0, 3));
  ASSERT_EQ(Verdict::cosigned, first.verdict);
  EXPECT_EQ(kNow, **cosigned(log_.checkpoint(3) + first.text, witness_->key()));
  EXPECT_EQ(Verdict::cosigned, ask(log_.request(3, 3)).verdict);   // again, with the time of now
  EXPECT_EQ(1u, files_in("cosigned"));
  EXPECT_EQ(Verdict::cosigned, ask(log_.request(3, 20)).verdict);
  EXPECT_EQ(2u, files_in("cosigned"));
  ASSERT_EQ(1u, witness_->known().size());
  EXPECT_EQ(20, witness_->known()[0].newest.size);
}

TEST_F(TlogWitness, AnswersAsTheSpecificationSays) {
  ASSERT_EQ(Verdict::cosigned, ask(log_.request(0, 5)).verdict);
  const auto other_size = ask(log_.request(0, 9));
  EXPECT_EQ(Verdict::other_size, other_size.verdict);
  EXPECT_EQ("5\n", other_size.text);
  EXPECT_EQ(Verdict::other_size, ask(log_.request(3, 9)).verdict);
  EXPECT_EQ(Verdict::other_size, ask(log_.request(6, 9)).verdict);
  EXPECT_EQ(Verdict::malformed, ask({9, {}, log_.checkpoint(5)}).verdict);        // larger than the checkpoint
  EXPECT_EQ(Verdict::not_consistent, ask({5, {}, log_.checkpoint(9)}).verdict);   // no proof
  AddCheckpoint wrong = log_.request(5, 9);
  wrong.proof.push_back(leaf_hash("more"));
  EXPECT_EQ(Verdict::not_consistent, ask(wrong).verdict);
  EXPECT_EQ(Verdict::not_consistent, ask({5, log_.request(3, 5).proof, log_.checkpoint(5)}).verdict);   // of equal sizes the proof is empty
  EXPECT_EQ(Verdict::unknown_log, ask({0, {}, sign_checkpoint("other.example", log_.head(5), log_key())}).verdict);
  EXPECT_EQ(Verdict::not_signed, ask({5, {}, sign_checkpoint(kOrigin, log_.head(5), key_of(2))}).verdict);
  EXPECT_EQ(Verdict::malformed, witness_->add("old 5\n", kNow)->verdict);
  EXPECT_EQ(5, witness_->known()[0].newest.size);
}

TEST_F(TlogWitness, TheFirstProofIsEmpty) {
  EXPECT_EQ(Verdict::not_consistent, ask({0, {leaf_hash("x")}, log_.checkpoint(5)}).verdict);
  EXPECT_EQ(Verdict::other_root, ask({0, {}, sign_checkpoint(kOrigin, {0, leaf_hash("x")}, log_key())}).verdict);
  EXPECT_EQ(Verdict::cosigned, ask(log_.request(0, 0)).verdict);
  EXPECT_EQ(Verdict::cosigned, ask(log_.request(0, 5)).verdict);
}

// Two histories of one log, both signed by it: the witness cosigns one, and keeps the other to be shown.
TEST_F(TlogWitness, NeverCosignsAForkAndKeepsBothViews) {
  ASSERT_EQ(Verdict::cosigned, ask(log_.request(0, 5)).verdict);
  EXPECT_EQ(Verdict::other_root, ask(fork_.request(5, 5)).verdict);
  EXPECT_EQ(Verdict::not_consistent, ask(fork_.request(5, 9)).verdict);
  ASSERT_EQ(Verdict::cosigned, ask(log_.request(5, 9)).verdict);
  EXPECT_EQ(Verdict::other_size, ask(fork_.request(4, 5)).verdict);
  EXPECT_EQ(2u, files_in("refused"));
  EXPECT_EQ(2u, witness_->known()[0].refused);
  // Of size 5 both are there, whole, and both are signed by the log.
  std::vector<Hash> roots;
  for (const std::string folder : {"cosigned", "refused"})
    for (const auto& file : std::filesystem::directory_iterator(folder_.path() + "/" + std::string(kOrigin) + "/" + folder)) {
      const auto head = open_checkpoint(*files::read(file.path().string()), kOrigin, log_key().public_key);
      ASSERT_TRUE(head.ok());
      if (head->size == 5) roots.push_back(head->root);
    }
  ASSERT_EQ(2u, roots.size());
  EXPECT_NE(roots[0], roots[1]);
}

// The story: a witness that begins anew from less than it has cosigned would cosign a fork of what it forgot.
TEST_F(TlogWitness, GoesOnFromWhatItKept) {
  ASSERT_EQ(Verdict::cosigned, ask(log_.request(0, 5)).verdict);
  ASSERT_EQ(Verdict::cosigned, ask(log_.request(5, 9)).verdict);
  open();
  EXPECT_EQ(9, witness_->known()[0].newest.size);
  EXPECT_EQ("9\n", ask(fork_.request(0, 9)).text);
  EXPECT_EQ(Verdict::other_root, ask(fork_.request(9, 9)).verdict);
  open();
  EXPECT_EQ(1u, witness_->known()[0].refused);
  // Its newest file damaged: it does not fall back to the one before.
  const std::string folder = folder_.path() + "/" + std::string(kOrigin) + "/cosigned/";
  std::string newest;
  for (const auto& file : std::filesystem::directory_iterator(folder)) newest = std::max(newest, file.path().string());
  ASSERT_TRUE(files::write_atomically(newest, "damaged").ok());
  const auto opened = Witness::open(folder_.path(), "witness.example/w1", key_of(7), {{std::string(kOrigin), log_key().public_key}});
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(std::string::npos, opened.error().detail.find(newest));
}

TEST_F(TlogWitness, KnowsTheNewKeyOfALogBesideTheOld) {
  const auto next = key_of(3);
  const std::vector<LogKey> keys{{std::string(kOrigin), log_key().public_key}, {std::string(kOrigin), next.public_key}};
  const auto witness = std::move(*Witness::open(folder_.path(), "witness.example/w1", key_of(7), keys));
  EXPECT_EQ(Verdict::cosigned, witness->add(write_add_checkpoint(log_.request(0, 5)), kNow)->verdict);
  AddCheckpoint later = log_.request(5, 9);
  later.checkpoint = sign_checkpoint(kOrigin, log_.head(9), next);
  EXPECT_EQ(Verdict::cosigned, witness->add(write_add_checkpoint(later), kNow)->verdict);
}

TEST_F(TlogWitness, ManyMayAskAtOnce) {
  std::atomic<int> cosigned{0};
  std::vector<std::thread> askers;
  for (int asker = 0; asker < 4; ++asker)
    askers.emplace_back([&] {
      std::int64_t old = 0;
      for (std::int64_t size = 1; size <= 16; ++size)
        for (bool again = old <= size; again;) {
          const auto answer = witness_->add(write_add_checkpoint(log_.request(old, size)), kNow);
          if (answer->verdict == Verdict::cosigned) ++cosigned;
          again = answer->verdict == Verdict::other_size && std::stoll(answer->text) <= size;
          old = answer->verdict == Verdict::other_size ? std::stoll(answer->text) : size;
        }
    });
  for (std::thread& asker : askers) asker.join();
  EXPECT_GE(cosigned, 1);
  EXPECT_EQ(16, witness_->known()[0].newest.size);
  EXPECT_EQ(0u, witness_->known()[0].refused);
}

// Whatever is asked in whatever order, all that it has cosigned is one history.
RC_GTEST_FIXTURE_PROP(TlogWitness, WhatItCosignsIsOneHistory, ()) {
  const test::TemporaryFolder folder;
  const auto witness = std::move(*Witness::open(folder.path(), "w", key_of(7), {{std::string(kOrigin), log_key().public_key}}));
  std::int64_t newest = 0;
  bool forked = false;
  const auto steps = *rc::gen::container<std::vector<std::tuple<bool, int, int>>>(
      rc::gen::tuple(rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 12), rc::gen::inRange(0, 12)));
  for (const auto& [other, from, to] : steps) {
    const TestLog& asked = other ? fork_ : log_;
    const std::int64_t old = from % 2 == 0 ? newest : from;
    if (old > to) continue;
    const auto answer = witness->add(write_add_checkpoint(asked.request(old, to)), kNow);
    RC_ASSERT(answer.ok());
    if (answer->verdict != Verdict::cosigned) continue;
    RC_ASSERT(to >= newest);
    if (newest > fork_.forked) RC_ASSERT(other == forked);
    if (to > fork_.forked) forked = other;
    newest = std::max<std::int64_t>(newest, to);
  }
}

// ---- what the log keeps of it
class TlogCosignatures : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return tlog::migrations(); }
  const FixedClock clock_{kNow};
};
OCOP_ON_BOTH_ENGINES(TlogCosignatures);

TEST_P(TlogCosignatures, AreServedWithTheirCheckpointAndChecked) {
  const auto grow = [&] {
    ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<std::int64_t> {
      return append(transaction, Entry{"test", "x", "{}", kNow});
    }).ok());
    ASSERT_TRUE(publish_checkpoint(database(), clock_, kOrigin, log_key()).ok());
  };
  grow();
  const std::string signer = write_log_key({std::string(kOrigin), log_key().public_key});
  const auto note = database().read([](db::Reader& reader) { return latest_checkpoint(reader); });
  for (const std::uint64_t seed : {7u, 8u}) {
    const auto key = key_of(seed);
    const WitnessKey witness{"witness.example/w" + std::to_string(seed), key.public_key};
    const Cosignature one{1, signer, write_witness_key(witness), cosign(*note, witness.name, key, kNow)};
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      keep_cosignature(transaction, one, kNow);
      keep_cosignature(transaction, one, kNow);   // the same again changes nothing
      return {};
    }).ok());
  }
  const WitnessKey first{"witness.example/w7", key_of(7).public_key}, second{"witness.example/w8", key_of(8).public_key};
  database().read([&](db::Reader& reader) {
    const std::string served = served_checkpoint(reader).value_or("");
    EXPECT_TRUE(open_checkpoint(served, kOrigin, log_key().public_key).ok());
    for (const WitnessKey& witness : {first, second}) EXPECT_TRUE(cosigned(served, witness)->has_value());
    EXPECT_EQ(1, cosigned_size(reader, signer, write_witness_key(first)));
    EXPECT_EQ(0, cosigned_size(reader, "another", write_witness_key(first)));
    EXPECT_EQ(2u, newest_cosignatures(reader).size());
    EXPECT_TRUE(check_cosignatures(reader).empty());
  });
  grow();   // the newest head has none yet; who wants a cosigned one gets the one before
  database().read([&](db::Reader& reader) {
    EXPECT_FALSE(cosigned(*served_checkpoint(reader), first)->has_value());
    EXPECT_TRUE(cosigned(cosigned_checkpoint(reader, 0).value_or(""), first)->has_value());
    EXPECT_FALSE(cosigned_checkpoint(reader, 1).has_value());
    EXPECT_EQ(1, newest_cosignatures(reader)[0].size);
  });
  lift_protection("tlog_cosignature");
  ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute(db::Statement{"test.forge", "UPDATE tlog_cosignature SET size = 2 WHERE witness LIKE 'witness.example/w7%'"});
    return {};
  }).ok());
  database().read([](db::Reader& reader) {
    EXPECT_EQ(1u, check_cosignatures(reader).size());
    EXPECT_EQ(1u, newest_cosignatures(reader).size());   // what does not hold is not shown
  });
}

}  // namespace
}  // namespace ocop::tlog
