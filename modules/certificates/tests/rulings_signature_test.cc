// The signature in the file of a decision: what it is believed to say, and of which bytes.
#include "modules/certificates/rulings.h"

#include "modules/certificates/api.h"
#include "modules/certificates/pages.h"
#include "modules/certificates/pages_rulings.h"
#include "modules/certificates/store.h"
#include "modules/certificates/tests/rulings_world.h"
#include "tests/support/desk.h"
#include "tests/support/other_programs.h"

namespace ocop::certificates::test {
namespace {

class SignedRulings : public RulingsOfProvince {};
OCOP_ON_BOTH_ENGINES(SignedRulings);

TEST_P(SignedRulings, ABrokenSignatureRefusesTheActWithItsReason) {
  const RulingId id = three();
  std::string changed = signers().good;
  changed[changed.find("Quyet")] = 'q';
  const auto refused = rulings_->record(official(), id, paper("3981/QĐ-UBND", changed));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(refused.error().problems.at(0).field, "file");
  EXPECT_EQ(refused.error().problems.at(0).got, "bytes_changed");
  EXPECT_NE(refused.error().problems.at(0).arguments.at(0).vi.find("đã bị sửa sau khi ký"), std::string::npos);
  EXPECT_EQ(rulings_->record(official(), id, paper("3981/QĐ-UBND", signing::append_update(signers().good))).error().problems.at(0).got,
            "bytes_added");
  EXPECT_EQ(rulings_->record(official(), id, paper("3981/QĐ-UBND", "no pdf")).error().kind, ErrorKind::malformed_request);
  EXPECT_EQ(log_size(), 0);
}

TEST_P(SignedRulings, AnUnknownSignerAndNoSignatureAreRecordedAsSuch) {
  add_dossier(1);
  add_dossier(2);
  const RulingId unknown = prepare({{1, Outcome::recognised}}), none = prepare({{2, Outcome::recognised}});
  ASSERT_TRUE(rulings_->record(official(), unknown, paper("1/QĐ-UBND", signers().unknown)).ok());
  ASSERT_TRUE(rulings_->record(official(), none, paper("2/QĐ-UBND", signers().plain)).ok());
  const Ruling first = rulings_->view({}, unknown)->ruling, second = rulings_->view({}, none)->ruling;
  EXPECT_EQ(first.signature, Standing::unknown);
  EXPECT_EQ(first.fault, "not_in_trust_list");
  EXPECT_EQ(first.signed_by, "Người lạ");
  EXPECT_EQ(second.signature, Standing::none);
  EXPECT_TRUE(second.signed_by.empty());
  EXPECT_TRUE(recheck().empty());
}

TEST_P(SignedRulings, AFileThatGrewBetweenTwoSignaturesIsNotValid) {
  const RulingId id = three();
  const std::string changed = signing::sign_again(signing::append_update(signers().good), signers().clerk);
  ASSERT_TRUE(rulings_->record(official(), id, paper("1/QĐ-UBND", changed)).ok());
  const Ruling shown = rulings_->view({}, id)->ruling;
  EXPECT_EQ(shown.signature, Standing::unknown);
  EXPECT_EQ(shown.fault, "added_between");
  EXPECT_EQ(shown.signed_by, "Văn thư");
  EXPECT_EQ(shown.signed_earlier, "UBND tỉnh Lâm Đồng");
  EXPECT_TRUE(recheck().empty()) << recheck().front();
  ocop::test::Desk desk(clock_, random_);
  add_ruling_api(desk.router, *rulings_);
  add_ruling_pages(desk.router, *rulings_, desk.site, random_);
  const auto page = desk.get(ruling_path(id)), english = desk.get("/en" + ruling_path(id));
  EXPECT_TRUE(ocop::test::has(page, "Sau một chữ ký trước, tệp có phần được thêm vào"));
  EXPECT_TRUE(ocop::test::has(english, "Certificate of who signed an earlier state"));
  EXPECT_FALSE(ocop::test::has(page, "Chữ ký bao trùm toàn bộ tệp"));
  EXPECT_TRUE(ocop::test::has(desk.api(http::Method::get, "/api/v1" + ruling_path(id)), R"("signed_earlier":"UBND tỉnh Lâm Đồng")"));
  // Whoever owns the database makes another one of it.
  ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute({"test.earlier", "UPDATE certificates_ruling SET signed_earlier = 'Ai'"});
    return {};
  }).ok());
  EXPECT_TRUE(rulings_->view({}, id)->ruling.signed_earlier.empty());
}

TEST_P(SignedRulings, WhoSignsAgainIsNamedOnce) {
  const RulingId id = three();
  const std::string twice = signing::sign_again(signers().good, signers().chair);
  ASSERT_TRUE(rulings_->record(official(), id, paper("1/QĐ-UBND", twice)).ok());
  const Ruling shown = rulings_->view({}, id)->ruling;
  EXPECT_EQ(shown.signature, Standing::unknown);
  EXPECT_EQ(shown.signed_by, "UBND tỉnh Lâm Đồng");
  EXPECT_TRUE(shown.signed_earlier.empty());
}

TEST_P(SignedRulings, ThePagesLeadFromClosedDossiersToTheSignedDecision) {
  using ocop::test::expect_sound;
  using ocop::test::has;
  ocop::test::Desk desk(clock_, random_);
  desk.people.add("office", official());
  desk.people.add("other", official("01"));
  add_pages(desk.router, service(), desk.site);
  add_ruling_api(desk.router, *rulings_);
  add_ruling_lists(desk.router, {database(), desk.site, desk.offers}, *rulings_);
  add_ruling_pages(desk.router, *rulings_, desk.site, random_);
  EXPECT_TRUE(desk.router.check().empty()) << desk.router.check()[0];
  expect_sound(desk.get("/rulings/new", "office"));
  for (std::uint8_t n = 1; n <= 3; ++n) add_dossier(n, n == 3 ? 2 : 4, n == 3 ? 2 : 4);
  const auto form = desk.get("/rulings/new", "office");
  expect_sound(form);
  EXPECT_TRUE(has(form, "<option value=\"recognised\" selected>"));
  const auto field = [](std::uint8_t n) { return "outcomes." + some_id<DossierId>(n).text(); };
  const auto empty = desk.post("/rulings", "office", {{field(1), ""}});
  EXPECT_EQ(empty.status, 422);
  expect_sound(empty);
  const auto reasonless = desk.post("/rulings", "office", {{field(1), "recognised"}, {field(3), "not_recognised"}});
  EXPECT_EQ(reasonless.status, 422);
  EXPECT_TRUE(has(reasonless, "<option value=\"not_recognised\" selected>")) << "what was chosen stands again";
  const auto made = desk.post("/rulings", "office", {{field(1), "recognised"}, {field(2), ""}, {field(3), "not_recognised"},
                                                     {"reasons." + some_id<DossierId>(3).text(), "Chưa đạt 50 điểm"}});
  ASSERT_EQ(made.status, 303) << made.body;
  const std::string page = ocop::test::header(made, "Location");
  EXPECT_EQ(desk.get(page).status, 404);
  EXPECT_EQ(desk.get(page, "other").status, 404);
  for (const char* language : {"", "/en"})
    for (const char* rest : {"", "/edit", "/record"}) expect_sound(desk.get(language + page + rest, "office"), rest);
  EXPECT_EQ(desk.get(page + "/draft.docx", "office").status, 200);
  EXPECT_EQ(desk.get(page + "/draft.pdf", "other").status, 404);
  EXPECT_TRUE(has(desk.get(page, "office"), page + "/draft.refused.pdf"));
  const ocop::test::Pairs fields{{"version", "1"}, {"number", "3981/QĐ-UBND"}, {"decided", "20/11/2026"}, {"signer", "Phó Chủ tịch"}};
  std::string changed = signers().good;
  changed[changed.find("Quyet")] = 'q';
  const auto refused = desk.upload(page + "/record", "office", fields, "qd.pdf", changed);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "Nội dung tệp đã bị sửa sau khi ký"));
  expect_sound(refused);
  ASSERT_EQ(desk.upload(page + "/record", "office", fields, "qd.pdf", signers().good).status, 303);
  for (const char* language : {"", "/en"})
    for (const char* who : {"", "office"}) expect_sound(desk.get(language + page, who));
  const auto shown = desk.get(page);
  for (const char* words :
       {"3981/QĐ-UBND", "Chữ ký số hợp lệ", "UBND tỉnh Lâm Đồng", "OCOP-68-2026-000001", "1 sản phẩm không được công nhận"})
    EXPECT_TRUE(has(shown, words)) << words;
  EXPECT_FALSE(has(shown, "Cà phê bột Cầu Đất 3")) << "what was not recognised is between the office and its maker";
  EXPECT_FALSE(has(shown, "Chưa đạt 50 điểm"));
  EXPECT_TRUE(has(desk.get(page, "office"), "Chưa đạt 50 điểm"));
  EXPECT_EQ(desk.get(page + "/decision.pdf").body, signers().good);
  EXPECT_TRUE(has(desk.get("/certificates/OCOP-68-2026-000001"), "Chữ ký số hợp lệ"));
  EXPECT_TRUE(has(desk.get("/certificates/OCOP-68-2026-000001"), page + "/decision.pdf"));
  EXPECT_EQ(desk.get(page + "/edit", "office").status, 404);
  EXPECT_TRUE(has(desk.get("/rulings?state=recorded", "office"), "3981/QĐ-UBND"));
  EXPECT_FALSE(has(desk.get("/rulings", "other"), "3981/QĐ-UBND"));
}

}  // namespace
}  // namespace ocop::certificates::test
