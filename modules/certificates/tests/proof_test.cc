#include "modules/certificates/proof.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ocop::certificates {
namespace {

Date day(const char* iso) { return Date::parse_iso(iso).value(); }
crypto::SigningKey some_key(std::uint8_t first = 7) { return crypto::SigningKey::from_seed({first}); }
tlog::LogKey log_key(std::uint8_t first = 7) { return {"ocop.example.vn", some_key(first).public_key}; }

Issued some_certificate() {
  Issued issued;
  Certificate& certificate = issued.certificate;
  certificate.number = "OCOP-68-2026-000012";
  certificate.stars = 4;
  certificate.product_name = "Cà phê bột \"Cầu Đất\"";
  certificate.producer_name = "HTX Tân Hà";
  certificate.place = "Xã Tân Hà, Tỉnh Lâm Đồng";
  certificate.decision_number = "1234/QĐ-UBND";
  certificate.signer = "Phó Chủ tịch UBND tỉnh Lâm Đồng";
  certificate.decided = certificate.issued = day("2026-11-20");
  certificate.valid_until = day("2029-11-20");
  certificate.rulebook = "QD26-2026";
  certificate.product_set = "QD26-13";
  certificate.code = "8k2f9x";
  certificate.id.uuid.bytes[15] = 3;
  certificate.product.uuid.bytes[15] = 4;
  certificate.producer.uuid.bytes[15] = 5;
  issued.salt = std::string(32, '\x5a');
  issued.recorded = Instant::parse_iso("2026-11-21T05:00:00.000Z").value();
  return issued;
}

// In a log of three entries, at position 1.
std::string some_file(const Issued& issued = some_certificate(), std::uint8_t key = 7) {
  const tlog::Hash before = tlog::leaf_hash("before"), after = tlog::leaf_hash("after");
  tlog::Entry entry = issued_entry(issued);
  if (!issued.certificate.code.empty()) entry.rows = std::string(64, 'a');   // the entry answers for rows too
  const tlog::Hash leaf = tlog::leaf_hash(entry.canonical());
  const tlog::Hash root = tlog::node_hash(tlog::node_hash(before, leaf), after);
  const std::string note = tlog::sign_checkpoint("ocop.example.vn", {3, root}, some_key(key));
  return write_certificate_proof(issued, entry.canonical(), {1, {before, after}, note}, log_key(key));
}

TEST(CertificatesProof, HoldsWithoutTheProgramThatMadeIt) {
  const auto verdict = verify_certificate(some_file(), log_key());
  ASSERT_TRUE(verdict.ok()) << verdict.error().detail;
  EXPECT_EQ(verdict->certificate.number, "OCOP-68-2026-000012");
  EXPECT_EQ(verdict->certificate.product_name, "Cà phê bột \"Cầu Đất\"");
  EXPECT_EQ(verdict->certificate.valid_until, day("2029-11-20"));
  EXPECT_EQ(verdict->log_index, 1);
  EXPECT_EQ(verdict->tree_size, 3);
  EXPECT_EQ(verdict->logged.iso(), "2026-11-21T05:00:00.000Z");
}

// Entries of before /2 name neither code nor ids, and answer for no rows: their files go on holding.
TEST(CertificatesProof, AFileOfTheFirstFormatHolds) {
  Issued old = some_certificate();
  old.certificate.code.clear();
  const std::string file = some_file(old);
  EXPECT_NE(file.find("\"ocop-certificate-proof/1\""), std::string::npos);
  EXPECT_EQ(file.find("product_id"), std::string::npos);
  EXPECT_TRUE(verify_certificate(file, log_key()).ok());
  // Neither format passes for the other.
  std::string renamed = file;
  renamed.replace(renamed.find("proof/1"), 7, "proof/2");
  EXPECT_FALSE(verify_certificate(renamed, log_key()).ok());
  renamed = some_file();
  renamed.replace(renamed.find("proof/2"), 7, "proof/1");
  EXPECT_FALSE(verify_certificate(renamed, log_key()).ok());
}

TEST(CertificatesProof, AnyChangedByteIsRefused) {
  const std::string file = some_file();
  for (std::size_t at = 0; at + 1 < file.size(); ++at) {   // the last byte is the end of the last line
    for (const unsigned bit : {1u, 0x20u, 0x80u}) {
      std::string changed = file;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ bit);
      ASSERT_FALSE(verify_certificate(changed, log_key()).ok()) << at << ": " << changed.substr(at, 20);
    }
    std::string shorter = file;
    shorter.erase(at, 1);
    // White space at the very ends does not count; all other bytes do.
    if (at > 0 && at + 2 < file.size()) {
      ASSERT_FALSE(verify_certificate(shorter, log_key()).ok()) << at;
    }
  }
}

TEST(CertificatesProof, SurvivesAFormAndAMailProgram) {
  std::string file = some_file(), windows;
  for (const char letter : file) windows += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
  EXPECT_TRUE(verify_certificate(windows, log_key()).ok());
  EXPECT_TRUE(verify_certificate("\n " + file + "\n\n", log_key()).ok());
  file.pop_back();
  EXPECT_TRUE(verify_certificate(file, log_key()).ok());
}

TEST(CertificatesProof, AFileMadeUpWithAnotherKeyIsOfAnotherLog) {
  const auto forged = verify_certificate(some_file(some_certificate(), 8), log_key());
  ASSERT_FALSE(forged.ok());
  EXPECT_EQ(forged.error().detail, "the file is of another log");
  // … and one that claims our key but is signed by another.
  std::string file = some_file(some_certificate(), 8);
  const std::string theirs = tlog::write_log_key(log_key(8)), ours = tlog::write_log_key(log_key());
  file.replace(file.find(theirs), theirs.size(), ours);
  EXPECT_EQ(verify_certificate(file, log_key()).error().kind, ErrorKind::invalid_input);
}

TEST(CertificatesProof, FactsThatAreNotInTheLogAreRefused) {
  // A consistent file about a certificate that was never logged: entry and facts agree, the tree does not hold them.
  Issued better = some_certificate();
  better.certificate.stars = 5;
  std::string file = some_file();
  const std::string theirs = write_certificate_proof(better, issued_entry(better).canonical(),
                                                     {1, {tlog::leaf_hash("before"), tlog::leaf_hash("after")}, ""}, log_key());
  const auto proof_at = [](const std::string& text) { return text.find("  \"proof\""); };
  const std::string forged = theirs.substr(0, proof_at(theirs)) + file.substr(proof_at(file));
  const auto verdict = verify_certificate(forged, log_key());
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(verdict.error().detail, "the entry is not in the log");
}

TEST(CertificatesProof, RefusesWhatIsNotAProofFile) {
  for (const char* text : {"", "{}", "[]", "null", "{\"format\":\"ocop-certificate-proof/1\"}", "c2sp.org/tlog-proof@v1\nindex 0\n\nx"}) {
    EXPECT_EQ(verify_certificate(text, log_key()).error().kind, ErrorKind::malformed_request) << text;
  }
  EXPECT_EQ(verify_certificate(std::string(kMaxProofFile + 1, ' '), log_key()).error().kind, ErrorKind::too_large);
}

TEST(CertificatesProof, LeavesAreCanonicalAndNameNobody) {
  const auto entry = issued_entry(some_certificate());
  EXPECT_EQ(entry.kind, kIssuedKind);
  std::vector<std::string> keys;
  for (std::size_t at = 0; (at = entry.body.find('"', at)) != std::string::npos;) {
    const auto end = entry.body.find('"', at + 1);
    if (entry.body[end + 1] == ':') keys.push_back(entry.body.substr(at + 1, end - at - 1));
    at = end + 1;
    if (keys.size() > 20) break;
  }
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  EXPECT_EQ(entry.body.find("HTX"), std::string::npos);
  EXPECT_EQ(entry.body.find("Chủ tịch"), std::string::npos);
}

}  // namespace
}  // namespace ocop::certificates
