#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/base/text.h"
#include "kernel/tlog/tlog.h"

namespace ocop::tlog {
namespace {

constexpr std::string_view kOrigin = "ocop.example.vn";

crypto::SigningKey some_key(std::uint64_t seed = 1) {
  SeededRandom random(seed);
  return crypto::SigningKey::generate(random);
}

// From the documentation of golang.org/x/mod/sumdb/note: a note and its verifier key made by another implementation.
TEST(TlogNote, ReadsTheKeyAndSignatureOfAnotherImplementation) {
  const auto key = read_log_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(key->origin, "PeterNeumann");
  EXPECT_EQ(write_log_key(*key), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  const std::string text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const std::string signature =
      "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  // The signature holds, so it fails later: its text is a proverb, not a checkpoint.
  EXPECT_EQ(open_checkpoint(text + signature, key->origin, key->public_key).error().detail, "fewer than three lines");
  const auto changed = open_checkpoint("X" + text + signature, key->origin, key->public_key);
  EXPECT_EQ(changed.error().detail, "a signature of the log's key does not hold");
  EXPECT_TRUE(read_log_key("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").ok());   // '+' inside the base64
  EXPECT_FALSE(read_log_key("sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").ok());
}

TEST(TlogNote, ChecksACheckpointTogetherWithForeignSignatures) {
  const auto key = some_key(), witness = some_key(2);
  const Head head{109482, leaf_hash("x")};
  const std::string note = sign_checkpoint(kOrigin, head, key);
  const auto opened = open_checkpoint(note, kOrigin, key.public_key);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->size, head.size);
  EXPECT_EQ(opened->root, head.root);
  const std::string other = sign_checkpoint("witness.example", head, witness);
  const std::string line = other.substr(other.rfind("\n\u2014") + 1);
  EXPECT_TRUE(open_checkpoint(note + line, kOrigin, key.public_key).ok());                 // unknown keys are ignored
  EXPECT_FALSE(open_checkpoint(note + line, kOrigin, witness.public_key).ok());            // none of the expected key
  EXPECT_FALSE(open_checkpoint(note, "other.example", key.public_key).ok());
  EXPECT_FALSE(open_checkpoint(other, kOrigin, key.public_key).ok());
}

TEST(TlogNote, RefusesWhatIsNotACheckpoint) {
  const auto key = some_key();
  const std::string root = text::base64(crypto::view(empty_root()));
  const auto signed_text = [&](const std::string& body) {   // signs any text in the note form, by way of an honest checkpoint's key id
    const std::string honest = sign_checkpoint(kOrigin, {0, empty_root()}, key);
    const std::string coded = honest.substr(honest.rfind(' ') + 1);
    std::string bytes = crypto::base64_decode(coded.substr(0, coded.size() - 1)).value().substr(0, 4);
    const auto signature = crypto::sign(key, body);
    bytes.append(reinterpret_cast<const char*>(signature.data()), signature.size());
    return body + "\n\u2014 " + std::string(kOrigin) + " " + text::base64(bytes) + "\n";
  };
  const std::string start(kOrigin);
  const auto opens = [&](const std::string& note) { return open_checkpoint(note, kOrigin, key.public_key).ok(); };
  EXPECT_TRUE(opens(signed_text(start + "\n7\n" + root + "\n")));
  EXPECT_TRUE(opens(signed_text(start + "\n7\n" + root + "\nan extension\n")));
  EXPECT_FALSE(opens(signed_text(start + "\n07\n" + root + "\n")));
  EXPECT_FALSE(opens(signed_text(start + "\n-7\n" + root + "\n")));
  EXPECT_FALSE(opens(signed_text(start + "\n99999999999999999999\n" + root + "\n")));
  EXPECT_FALSE(opens(signed_text(start + "\n7\n" + root.substr(4) + "\n")));
  EXPECT_FALSE(opens(signed_text(start + "\n7\n")));
  EXPECT_FALSE(opens(signed_text("other.example\n7\n" + root + "\n")));
  EXPECT_FALSE(opens(signed_text(start + "\n7\n" + root + "\n\nx\n")));       // an empty extension line
  EXPECT_FALSE(opens(signed_text(start + "\n7\n" + root + "\na\tb\n")));      // control characters
  EXPECT_FALSE(opens(""));
  EXPECT_FALSE(opens("\n\n"));
  EXPECT_FALSE(opens(start + "\n7\n" + root + "\n\n"));                       // no signature
}

RC_GTEST_PROP(TlogNoteProperty, AChangedByteOfACheckpointIsRefused, ()) {
  const auto key = some_key();
  std::string note = sign_checkpoint(kOrigin, {*rc::gen::inRange<std::int64_t>(0, 1'000'000'000), leaf_hash("x")}, key);
  const auto at = *rc::gen::inRange<std::size_t>(0, note.size());
  const auto by = *rc::gen::inRange(1, 256);
  note[at] = static_cast<char>(static_cast<unsigned char>(note[at]) ^ by);
  RC_ASSERT_FALSE(open_checkpoint(note, kOrigin, key.public_key).ok());
}

TEST(TlogProof, GoesThereAndBack) {
  const Proof proof{73894, {leaf_hash("a"), leaf_hash("b")}, sign_checkpoint(kOrigin, {109482, leaf_hash("x")}, some_key())};
  const std::string text = write_proof(proof);
  EXPECT_TRUE(text.starts_with("c2sp.org/tlog-proof@v1\nindex 73894\n"));
  const auto read = read_proof(text);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->index, proof.index);
  EXPECT_EQ(read->path, proof.path);
  EXPECT_EQ(read->checkpoint, proof.checkpoint);
  EXPECT_EQ(write_proof(*read), text);
}

TEST(TlogProof, RefusesOtherForms) {
  const std::string hash = text::base64(crypto::view(leaf_hash("a")));
  const std::string head = "c2sp.org/tlog-proof@v1\n";
  EXPECT_TRUE(read_proof(head + "index 0\n\nnote").ok());
  EXPECT_TRUE(read_proof(head + "extra Zm9v\nindex 0\n" + hash + "\n\nnote").ok());
  EXPECT_FALSE(read_proof(head + "extra Zm9\nindex 0\n\nnote").ok());
  EXPECT_FALSE(read_proof("c2sp.org/tlog-proof@v2\nindex 0\n\nnote").ok());
  EXPECT_FALSE(read_proof(head + "index 00\n\nnote").ok());
  EXPECT_FALSE(read_proof(head + "index -1\n\nnote").ok());
  EXPECT_FALSE(read_proof(head + "index 1 \n\nnote").ok());
  EXPECT_FALSE(read_proof(head + "index 1\n" + hash + "A\n\nnote").ok());
  EXPECT_FALSE(read_proof(head + "index 1\n" + hash).ok());
  EXPECT_FALSE(read_proof(head + "index 1\n" + hash + "\n\n").ok());
  EXPECT_FALSE(read_proof(head).ok());
  EXPECT_FALSE(read_proof("").ok());
  std::string tall = head + "index 1\n";
  for (int i = 0; i < 64; ++i) tall += hash + "\n";
  EXPECT_FALSE(read_proof(tall + "\nnote").ok());
}

TEST(TlogTiles, PathsAreThoseOfTheStandard) {
  EXPECT_EQ(write_tile_path({0, 1234067, 256}), "0/x001/x234/067");   // the example of tlog-tiles
  EXPECT_EQ(write_tile_path({kEntriesLevel, 5, 17}), "entries/005.p/17");
  EXPECT_EQ(read_tile_path("0/x001/x234/067"), (TilePath{0, 1234067, 256}));
  EXPECT_EQ(read_tile_path("63/000.p/255"), (TilePath{63, 0, 255}));
  EXPECT_EQ(read_tile_path("entries/x001/000"), (TilePath{kEntriesLevel, 1000, 256}));
  for (const char* bad : {"", "0", "0/", "/000", "64/000", "00/000", "-1/000", "0/0", "0/00a", "0/1000", "0/x000/001", "0/001/002",
                          "0/x001", "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/", "0/000/", "0/000.p/1/", "Entries/000",
                          "0/x999/x999/x999/x999/x999/x999/x999/999"}) {
    EXPECT_FALSE(read_tile_path(bad)) << bad;
  }
}

RC_GTEST_PROP(TlogTilesProperty, PathsGoThereAndBack, ()) {
  const TilePath path{*rc::gen::inRange(-1, 64), *rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 50), *rc::gen::inRange(1, 257)};
  RC_ASSERT(read_tile_path(write_tile_path(path)) == path);
}

TEST(TlogEntry, IsCanonicalAndHidesWhatIsCommitted) {
  const Entry entry{"certificate.issued", "0190", R"({"stars":4})", Instant{1'795'000'000'000}};
  EXPECT_EQ(entry.canonical(), R"({"at":")" + entry.at.iso() + R"(","body":{"stars":4},"kind":"certificate.issued","subject":"0190"})");
  EXPECT_EQ(commit("salt", "lý do").size(), 64u);
  EXPECT_NE(commit("salt", "lý do"), commit("tlas", "lý do"));
}

}  // namespace
}  // namespace ocop::tlog
