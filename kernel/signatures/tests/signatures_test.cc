#include "kernel/signatures/signatures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "kernel/signatures/found.h"
#include "kernel/signatures/tests/signed_pdf.h"
#include "tests/support/temporary_folder.h"

namespace ocop::signatures {
namespace {

using test::How;
using test::Identity;
using test::Use;

const Instant kNow = Instant::parse_iso("2026-11-28T05:00:00.000Z").value();

// A national root, an authority below it, and a chair of a province.
struct World {
  Identity root = test::issue("National Root CA", Use::authority);
  Identity authority = test::issue("Cơ quan chứng thực", Use::authority, &root);
  Identity chair = test::issue("Nguyễn Văn Mẫu", Use::signing, &root);
  Identity stamp = test::issue("UBND tỉnh Lâm Đồng", Use::signing, &authority);
  Identity stranger = test::issue("Người lạ", Use::signing);
  Anchors anchors = Anchors::of_pem(root.pem()).value();
};
const World& world() {
  static const World made;   // immutable once made; keys cost time
  return made;
}
Finding of(std::string_view pdf, const Anchors& anchors = world().anchors) { return check(pdf, anchors, kNow).value(); }

TEST(Signatures, SayWhoSignedTheWholeFileAndWhen) {
  const Finding found = of(test::signed_pdf(world().chair));
  EXPECT_EQ(found.standing, Standing::valid);
  EXPECT_EQ(found.fault, Fault::nothing);
  ASSERT_EQ(found.signatures.size(), 1u);
  EXPECT_EQ(found.signatures[0].signer, "Nguyễn Văn Mẫu");
  EXPECT_EQ(found.signatures[0].issuer, "National Root CA");
  EXPECT_EQ(found.signatures[0].at->iso(), "2026-11-20T02:00:00.000Z");
}

TEST(Signatures, OfAFileWithoutOneAreNone) {
  const Finding found = of(test::unsigned_pdf());
  EXPECT_EQ(found.standing, Standing::none);
  EXPECT_TRUE(found.signatures.empty());
}

TEST(Signatures, OfNobodyInTheListAreUnknownAndNeverValid) {
  const Finding found = of(test::signed_pdf(world().stranger));
  EXPECT_EQ(found.standing, Standing::unknown);
  EXPECT_EQ(found.fault, Fault::not_in_trust_list);
  EXPECT_EQ(found.signatures.at(0).signer, "Người lạ");
  EXPECT_EQ(of(test::signed_pdf(world().chair), Anchors()).standing, Standing::unknown) << "no list: nobody is vouched for";
  // The chain has a certificate that is not sent along.
  EXPECT_EQ(of(test::signed_pdf(world().stamp)).fault, Fault::not_in_trust_list);
  EXPECT_EQ(of(test::signed_pdf(world().stamp), Anchors::of_pem(world().authority.pem()).value()).standing, Standing::valid)
      << "an authority below a root may be an anchor by itself";
}

TEST(Signatures, BreakWhenOneByteIsAnother) {
  const std::string pdf = test::signed_pdf(world().chair, {}, "Bon sao");
  std::string changed = pdf;
  changed[changed.find("Bon sao")] = 'N';
  EXPECT_EQ(of(changed).standing, Standing::broken);
  EXPECT_EQ(of(changed).fault, Fault::bytes_changed);
}

// Any byte of what is signed breaks it. Of the signature's own text some bits say nothing (the list of digests, a letter's capital): then
// it is still the same signer of the same bytes.
RC_GTEST_PROP(Signatures, OfAChangedFileAreNeverValid, ()) {
  static const std::string pdf = test::signed_pdf(world().chair);
  std::string changed = pdf;
  const auto at = *rc::gen::inRange<std::size_t>(0, pdf.size());
  const auto bit = *rc::gen::inRange(0, 8);
  changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
  const auto found = check(changed, world().anchors, kNow);
  if (!found) return;
  static const std::size_t gap = pdf.find("/Contents <") + 10, behind = pdf.find('>', gap) + 1;
  if (at < gap || at >= behind) RC_ASSERT(found->standing != Standing::valid);
  else if (found->standing == Standing::valid) RC_ASSERT(found->signatures.at(0).signer == "Nguyễn Văn Mẫu");
}

TEST(Signatures, BreakWhenSomethingIsAppended) {
  const std::string pdf = test::signed_pdf(world().chair);
  EXPECT_EQ(of(test::append_update(pdf)).fault, Fault::bytes_added);
  EXPECT_EQ(of(pdf + "\n").standing, Standing::broken);
}

TEST(Signatures, OfChairAndStampAreBothLookedAt) {
  const std::string one = test::signed_pdf(world().chair);
  const Finding both = of(test::sign_again(one, world().chair));
  EXPECT_EQ(both.standing, Standing::unknown) << "the second signature is itself something that the first has not seen";
  EXPECT_EQ(both.fault, Fault::added_between);
  ASSERT_EQ(both.signatures.size(), 2u);
  EXPECT_EQ(both.signatures[0].covers, Covers::earlier_state);
  EXPECT_EQ(both.signatures[1].covers, Covers::whole_file);
  for (const Signature& each : both.signatures) EXPECT_EQ(each.standing, Standing::valid) << "over what it covers";
  const Finding mixed = of(test::sign_again(one, world().stranger));
  EXPECT_EQ(mixed.standing, Standing::unknown);
  EXPECT_EQ(mixed.fault, Fault::added_between) << "not a sentence that says that nothing was changed";
  EXPECT_EQ(mixed.signatures.at(0).standing, Standing::valid);
  EXPECT_EQ(mixed.signatures.at(1).fault, Fault::not_in_trust_list);
  std::string changed = test::sign_again(one, world().chair);
  changed[changed.find("Quyet")] = 'q';
  EXPECT_EQ(of(changed).standing, Standing::broken);
}

// The chair signs four stars; somebody writes five over the page, and another trusted person, who sees five, signs that.
TEST(Signatures, OfAFileThatWasChangedBetweenThemAreNotOfTheWholeFile) {
  const std::string four = test::signed_pdf(world().chair);
  const Identity clerk = test::issue("Văn thư", Use::signing, &world().root);
  const Finding found = of(test::sign_again(test::append_update(four), clerk));
  EXPECT_EQ(found.standing, Standing::unknown);
  EXPECT_EQ(found.fault, Fault::added_between);
  ASSERT_EQ(found.signatures.size(), 2u);
  EXPECT_EQ(found.signatures[0].signer, "Nguyễn Văn Mẫu");
  EXPECT_EQ(found.signatures[0].covers, Covers::earlier_state);
  EXPECT_EQ(found.signatures[1].signer, "Văn thư");
  EXPECT_EQ(found.signatures[1].covers, Covers::whole_file);
  EXPECT_EQ(of(four).signatures.at(0).covers, Covers::whole_file);
  // Behind the last nobody has signed: broken, as with one signature.
  const Finding open = of(test::append_update(test::sign_again(four, clerk)));
  EXPECT_EQ(open.standing, Standing::broken);
  EXPECT_EQ(open.fault, Fault::bytes_added);
}

// Whatever is appended between two signatures, and however often: never a file that is valid as a whole.
RC_GTEST_PROP(Signatures, OfAFileThatGrewBetweenThemAreNeverValid, ()) {
  std::string pdf = test::signed_pdf(world().chair);
  const auto rounds = *rc::gen::inRange(1, 4);
  for (int i = 0; i < rounds; ++i) {
    if (*rc::gen::arbitrary<bool>()) pdf = test::append_update(pdf);
    pdf = test::sign_again(pdf, world().chair);
  }
  const Finding found = of(pdf);
  RC_ASSERT(found.standing != Standing::valid);
  RC_ASSERT(std::ranges::count(found.signatures, Covers::whole_file, &Signature::covers) <= 1);
}

TEST(Signatures, AreOfTheDayThatTheyState) {
  const test::Term past{"2025-02-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"};
  const Identity old = test::issue("Đã hết hạn", Use::signing, &world().root, past);
  EXPECT_EQ(of(test::signed_pdf(old)).standing, Standing::unknown);
  EXPECT_EQ(of(test::signed_pdf(old)).fault, Fault::expired);
  EXPECT_EQ(of(test::signed_pdf(old, {.at = "2025-06-01T00:00:00.000Z"})).standing, Standing::valid) << "it lapsed since, and held then";
  EXPECT_EQ(of(test::signed_pdf(world().chair, {.at = "2027-06-01T00:00:00.000Z"})).fault, Fault::in_the_future);
  const Finding stated = of(test::signed_pdf(world().chair, {.format = "/ETSI.CAdES.detached"}, "x", " /M (D:20261120093000+07'00')"));
  EXPECT_EQ(stated.standing, Standing::valid);
}

TEST(Signatures, AreReadOnlyInTheWaysThatAreUnderstood) {
  EXPECT_EQ(of(test::signed_pdf(world().chair, {.format = "/adbe.pkcs7.sha1"})).fault, Fault::other_format);
  EXPECT_EQ(of(test::signed_pdf(world().chair, {.digest = EVP_sha1()})).fault, Fault::weak);
  EXPECT_EQ(of(test::signed_pdf(world().chair, {.flags = CMS_NOCERTS})).fault, Fault::unreadable);
  EXPECT_EQ(of(test::signed_pdf(test::issue("Khóa khác", Use::agreement, &world().root))).fault, Fault::other_use);
}

// The signature of one file in another, and room beside the signature that holds something.
TEST(Signatures, DoNotMove) {
  const std::string one = test::signed_pdf(world().chair, {}, "Bon sao"), other = test::signed_pdf(world().chair, {}, "Nam sao");
  const std::size_t gap = one.find("/Contents <") + 11;
  std::string moved = other;
  moved.replace(gap, 2 * test::kRoom, one.substr(gap, 2 * test::kRoom));
  EXPECT_EQ(of(moved).standing, Standing::broken);
  std::string stuffed = one;
  stuffed[gap + 2 * test::kRoom - 1] = '1';
  EXPECT_EQ(of(stuffed).fault, Fault::unreadable);
  std::string wider = one;   // the unsigned gap is made to begin earlier than the signature
  const std::size_t ranges = wider.find("/ByteRange [") + 12;
  wider.replace(ranges + 11, 10, "0000000300");
  EXPECT_EQ(of(wider).fault, Fault::bytes_added);
}

// Made by the openssl command (fuzz/make_seeds), not by what checks them.
TEST(Signatures, OfAnotherProgramAreRead) {
  const Instant later = Instant::parse_iso("2030-01-01T00:00:00.000Z").value();   // they state the day on which they were made
  const auto of_seed = [&](const char* name) {
    std::ifstream file(std::string("kernel/signatures/fuzz/seeds/signatures_pdf/") + name, std::ios::binary);
    return check(std::string{std::istreambuf_iterator<char>(file), {}}, world().anchors, later).value();
  };
  EXPECT_EQ(of_seed("none.pdf").standing, Standing::none);
  EXPECT_EQ(of_seed("changed.pdf").fault, Fault::bytes_changed);
  EXPECT_EQ(of_seed("appended.pdf").fault, Fault::bytes_added);
  EXPECT_EQ(of_seed("signed.pdf").fault, Fault::not_in_trust_list);
  for (const char* name : {"twice.pdf", "between.pdf"}) EXPECT_EQ(of_seed(name).fault, Fault::added_between) << name;
  for (const char* name : {"signed.pdf", "twice.pdf", "between.pdf"}) EXPECT_EQ(of_seed(name).signatures.front().signer, "UBND tinh Mau");
}

TEST(Signatures, AreNotLookedForInWhatIsNoPdf) {
  EXPECT_EQ(check("no pdf", world().anchors, kNow).error().kind, ErrorKind::malformed_request);
  EXPECT_EQ(check("", world().anchors, kNow).error().kind, ErrorKind::malformed_request);
  std::ifstream locked("kernel/documents/tests/locked.pdf", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(locked), {}};
  ASSERT_FALSE(bytes.empty());
  EXPECT_EQ(check(bytes, world().anchors, kNow).error().kind, ErrorKind::unsupported_media);
}

TEST(SignaturesAnchors, AreReadFromAFolder) {
  const ocop::test::TemporaryFolder folder;
  const auto put = [&](const char* name, const std::string& text) { std::ofstream(folder.path() + "/" + name) << text; };
  put("roots.pem", world().root.pem() + world().authority.pem());
  put("readme.txt", "no certificate");
  EXPECT_EQ(Anchors::load(folder.path()).value().size(), 2u);
  EXPECT_EQ(Anchors::load("").value().size(), 0u);
  EXPECT_EQ(Anchors::load(folder.path() + "/none").error().kind, ErrorKind::not_found);
  put("wrong.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  const auto refused = Anchors::load(folder.path());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_input);
  EXPECT_NE(refused.error().problems.at(0).got.find("wrong.crt"), std::string::npos);
}

TEST(SignaturesTime, IsReadAsPdfsWriteIt) {
  struct Case { const char* text; const char* iso; };
  for (const Case& one : {Case{"D:20261120093000+07'00'", "2026-11-20T02:30:00.000Z"},
                          Case{"D:20261120093000Z", "2026-11-20T09:30:00.000Z"}, Case{"D:20260230093000Z", ""},
                          Case{"20/11/2026", ""}, Case{"", ""}}) {
    const auto read = read_pdf_time(one.text);
    EXPECT_EQ(read ? read->iso() : "", one.iso) << one.text;
  }
}

TEST(SignaturesWords, AreThereForEachStanding) {
  for (const Standing one : {Standing::valid, Standing::unknown, Standing::broken, Standing::none}) {
    EXPECT_EQ(parse_standing(name(one)), one);
    EXPECT_FALSE(label(one).vi.empty());
  }
  EXPECT_EQ(parse_standing("good"), std::nullopt);
  for (int i = 1; i <= static_cast<int>(Fault::unreadable); ++i) {
    EXPECT_FALSE(name(static_cast<Fault>(i)).empty()) << i;
    EXPECT_FALSE(reason(static_cast<Fault>(i)).vi.empty()) << i;
  }
  EXPECT_EQ(name(Fault::unreadable), "unreadable");
  EXPECT_TRUE(reason(Fault::nothing).vi.empty());
}

}  // namespace
}  // namespace ocop::signatures
