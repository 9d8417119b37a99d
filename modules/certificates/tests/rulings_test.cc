// One signed decision on many products. The story: a province recognises eighty products by one decision, and had to enter it eighty times;
// a slip in the fiftieth left a decision that was half entered.
#include "modules/certificates/rulings.h"

#include <gtest/gtest.h>

#include <set>

#include "kernel/db/columns.h"
#include "kernel/idempotency/idempotency.h"
#include "kernel/json/json.h"
#include "kernel/package/package.h"
#include "modules/certificates/api.h"
#include "modules/certificates/pages.h"
#include "modules/certificates/pages_rulings.h"
#include "modules/certificates/store.h"
#include "modules/certificates/tests/rulings_world.h"
#include "tests/support/desk.h"
#include "tests/support/other_programs.h"

namespace ocop::certificates::test {
namespace {

OCOP_ON_BOTH_ENGINES(RulingsOfProvince);

TEST_P(RulingsOfProvince, OneActDecidesOnAllItsProducts) {
  const RulingId id = three();
  EXPECT_EQ(log_size(), 0) << "a draft decides nothing";
  ASSERT_TRUE(rulings_->record(official(), id, paper()).ok());
  EXPECT_EQ(count("certificates_ruling"), 1);
  EXPECT_EQ(count("certificates_decision"), 3);
  EXPECT_EQ(count("certificates_certificate"), 2);
  EXPECT_EQ(log_size(), 3 + 2 + 1) << "each dossier, each certificate, and the decision itself";
  const auto view = rulings_->view({}, id).value();
  ASSERT_EQ(view.lines.size(), 3u);
  EXPECT_EQ(view.lines[0].issued->certificate.number, "OCOP-68-2026-000001");
  EXPECT_EQ(view.lines[0].issued->certificate.stars, 4);
  EXPECT_EQ(view.lines[1].issued->certificate.number, "OCOP-68-2026-000002");
  EXPECT_EQ(view.lines[1].issued->certificate.decision_number, "3981/QĐ-UBND");
  EXPECT_FALSE(view.lines[2].issued);
  EXPECT_EQ(view.ruling.signature, Standing::valid);
  EXPECT_EQ(view.ruling.signed_by, "UBND tỉnh Lâm Đồng");
  EXPECT_EQ(view.ruling.signer, "Phó Chủ tịch Trần Văn Mẫu");
  EXPECT_EQ(products_.row(some_id<ProductId>(2)).standing.stars, 3);
  EXPECT_EQ(awaiting(official()), 0);
  EXPECT_EQ(rulings_->file({}, id).value(), signers().good);
  EXPECT_TRUE(recheck().empty()) << recheck().front();
}

// Article 7.3g: makers and communes are told; a commune once, whatever the number of its products.
TEST_P(RulingsOfProvince, MakersAndCommunesAreTold) {
  const RulingId id = three();
  ASSERT_TRUE(rulings_->record(official(), id, paper()).ok());
  EXPECT_EQ(notices_.count(kToldDecided), 3);
  ASSERT_EQ(notices_.count(kToldCommune), 1);
  const auto told = std::ranges::find(notices_.told, kToldCommune, [](const auto& one) { return one.news.kind; });
  EXPECT_EQ(told->audience.holders.at(0), (Grant{Role::commune_officer, "68", "24988", {}}));
  EXPECT_EQ(told->news.link, ruling_path(id));
  EXPECT_EQ(told->news.arguments.at(0), "3981/QĐ-UBND");
}

TEST_P(RulingsOfProvince, AFaultAtTheLastProductLeavesNothing) {
  const RulingId id = three();
  evaluation_.fail_at_end = true;
  EXPECT_THROW((void)rulings_->record(official(), id, paper()), std::runtime_error);
  for (const char* table :
       {"certificates_decision", "certificates_certificate", "certificates_serial", "certificates_number", "tlog_entry"})
    EXPECT_EQ(count(table), 0) << table;
  evaluation_.fail_at_end = false;
  ASSERT_TRUE(rulings_->record(official(), id, paper()).ok());
  EXPECT_EQ(rulings_->view({}, id)->lines[0].issued->certificate.number, "OCOP-68-2026-000001") << "no gap";
}

// Somebody recorded one of its dossiers meanwhile, or its result is another one than on the signed paper.
TEST_P(RulingsOfProvince, OneLineThatMovedOnRefusesAll) {
  const RulingId id = three();
  evaluation_.dossiers.at(some_id<DossierId>(2)).version = 6;
  EXPECT_EQ(rulings_->record(official(), id, paper()).error().kind, ErrorKind::conflict);
  evaluation_.dossiers.at(some_id<DossierId>(2)).version = 5;
  auto alone = recognise();
  ASSERT_TRUE(service().record(official(), some_id<DossierId>(1), alone).ok());
  EXPECT_EQ(rulings_->record(official(), id, paper()).error().kind, ErrorKind::conflict);
  EXPECT_EQ(count("certificates_decision"), 1);
  EXPECT_EQ(count("certificates_number"), 1);
  EXPECT_TRUE(recheck().empty());
}

// The chair signed four stars; the page was changed behind that, and a second person, believed as well, signed the whole.
// Who signs again after the stamp has signed the whole.
// Decree 30/2020/NĐ-CP: an office counts its documents from 1 each year.
TEST_P(RulingsOfProvince, ANumberIsOneDecisionInAYear) {
  for (std::uint8_t n = 1; n <= 4; ++n) add_dossier(n);
  ASSERT_TRUE(rulings_->record(official(), prepare({{1, Outcome::recognised}}), paper()).ok());
  const RulingId other = prepare({{2, Outcome::recognised}});
  auto later = paper(" 03981 / qđ-ubnd");
  later.decided = day("2026-11-21");
  const auto used = rulings_->record(official(), other, later);
  ASSERT_FALSE(used.ok());
  EXPECT_EQ(used.error().kind, ErrorKind::conflict);
  EXPECT_EQ(used.error().problems.at(0).field, "number");
  EXPECT_EQ(used.error().problems.at(0).arguments.at(1).vi, "20/11/2026");
  auto single = recognise();
  single.number = "3981/QĐ-UBND";
  single.decided = day("2026-11-19");
  EXPECT_EQ(service().record(official(), some_id<DossierId>(3), single).error().kind, ErrorKind::conflict) << "one way for all";
  const auto other_file = rulings_->record(official(), other, paper("3981/QĐ-UBND", signers().unknown));
  EXPECT_EQ(other_file.error().kind, ErrorKind::conflict);
  // The same decision goes on: same number, day, signer and file.
  ASSERT_TRUE(rulings_->record(official(), other, paper()).ok());
  const auto view = rulings_->view({}, other).value();
  ASSERT_EQ(view.parts.size(), 2u);
  EXPECT_EQ(view.ruling.whole, view.parts[0].id);
  EXPECT_EQ(view.lines.at(0).issued->certificate.number, "OCOP-68-2026-000002");
  // Another province counts by itself, and so does another year.
  add_dossier(9, 4, 4, "01");
  const RulingId abroad = rulings_->prepare(official("01"), of({{9, Outcome::recognised}})).value().id;
  later.number = "3981/QĐ-UBND";
  EXPECT_TRUE(rulings_->record(official("01"), abroad, later).ok());
  clock_.set(start_of_vietnam_day(day("2027-01-05")));
  later.decided = day("2027-01-04");
  EXPECT_TRUE(rulings_->record(official(), prepare({{4, Outcome::recognised}}), later).ok());
  EXPECT_TRUE(recheck().empty());
}

// A decision of before there were rulings: its entries stay what they were, and its number is taken.
TEST_P(RulingsOfProvince, WhatWasDecidedBeforeStaysAndKeepsItsNumber) {
  const DossierId old = add_dossier(1), next = add_dossier(2);
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    Decision decision{old, some_id<ProductId>(1), kMaker, "68", "01/PĐK", Outcome::not_recognised, "77/QĐ-UBND", day("2026-11-12"),
                      "Chủ tịch", "Thiếu giấy", 4, Rational(157, 2), clock_.now(), kOfficial, 0};
    decision.log_index = tlog::append(transaction, decision_entry(decision));
    EXPECT_TRUE(store::insert_decision(transaction, decision));
    return {};
  }).ok());
  service().follow();
  EXPECT_TRUE(recheck().empty());
  EXPECT_FALSE(service().decided(old)->ruling);
  auto again = recognise();
  again.number = "77/QĐ-UBND";
  const auto used = service().record(official(), next, again);
  ASSERT_FALSE(used.ok());
  EXPECT_EQ(used.error().problems.at(0).arguments.at(1).vi, "12/11/2026");
  again.decided = day("2026-11-12");
  again.signer = "Phó Chủ tịch";
  EXPECT_EQ(service().record(official(), next, again).error().kind, ErrorKind::conflict) << "the same day, and another signer's";
  again.signer = "CHỦ TỊCH";
  EXPECT_TRUE(service().record(official(), next, again).ok());
}

// The first part came without its file: a third part with another file than the second's was taken for the same decision.
TEST_P(RulingsOfProvince, AllPartsOfADecisionHaveOneFile) {
  for (std::uint8_t n = 1; n <= 4; ++n) add_dossier(n);
  auto first = recognise();
  first.number = "3981/QĐ-UBND";
  first.signer = paper().signer;
  ASSERT_TRUE(service().record(official(), some_id<DossierId>(1), first).ok());
  ASSERT_TRUE(rulings_->record(official(), prepare({{2, Outcome::recognised}}), paper()).ok());
  const RulingId third = prepare({{3, Outcome::recognised}});
  EXPECT_EQ(rulings_->record(official(), third, paper("3981/QĐ-UBND", signers().unknown)).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(rulings_->record(official(), third, paper()).ok());
  ASSERT_TRUE(service().record(official(), some_id<DossierId>(4), first).ok()) << "a part without a file";
  EXPECT_EQ(rulings_->view({}, third)->parts.size(), 4u);
  EXPECT_TRUE(recheck().empty());
}

// Whoever owns the database writes that a refused product goes to the Ministry: the page said so to everybody.
TEST_P(RulingsOfProvince, OutcomesAreThoseOfTheLog) {
  const RulingId id = three();
  ASSERT_TRUE(rulings_->record(official(), id, paper()).ok());
  EXPECT_EQ(service().ledger().said(some_id<DossierId>(3))->outcome, Outcome::not_recognised);
  ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute({"test.ruled", "UPDATE certificates_ruled SET outcome = 'forwarded_to_ministry' WHERE outcome = 'not_recognised'"});
    return {};
  }).ok());
  auto view = rulings_->view({}, id).value();
  ASSERT_EQ(view.lines.size(), 3u);
  EXPECT_EQ(view.lines[2].said.outcome, Outcome::not_recognised);
  lift_protection("certificates_decision");
  ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute(
        {"test.decision", "UPDATE certificates_decision SET outcome = 'forwarded_to_ministry' WHERE outcome = 'not_recognised'"});
    return {};
  }).ok());
  view = rulings_->view({}, id).value();
  ASSERT_EQ(view.lines.size(), 2u) << "what differs says nothing";
  for (const auto& line : view.lines) EXPECT_EQ(line.said.outcome, Outcome::recognised);
  EXPECT_FALSE(recheck().empty());
}

// Article 7.3g: the commune is told of the result, and was led to a page that hid it.
TEST_P(RulingsOfProvince, ACommuneReadsWhatWasDecidedOfItsOwn) {
  using ocop::test::has;
  ocop::test::Desk desk(clock_, random_);
  desk.people.add("commune", Grant{Role::commune_officer, "68", "24988", {}});
  desk.people.add("next", Grant{Role::commune_officer, "68", "24991", {}});
  desk.people.add("office", official());
  add_ruling_api(desk.router, *rulings_);
  add_ruling_pages(desk.router, *rulings_, desk.site, random_);
  add_dossier(4, 2, 2);
  evaluation_.dossiers.at(some_id<DossierId>(4)).commune = "24991";
  add_dossier(1, 4, 4);
  add_dossier(3, 2, 2);
  const RulingId id = prepare({{1, Outcome::recognised}, {3, Outcome::not_recognised}, {4, Outcome::not_recognised}});
  EXPECT_EQ(desk.get(ruling_path(id), "commune").status, 404) << "a draft is its office's";
  ASSERT_TRUE(rulings_->record(official(), id, paper()).ok());
  struct Row { const char* who; bool third, fourth; };
  for (const Row& row : {Row{"commune", true, false}, Row{"next", false, true}, Row{"", false, false}, Row{"office", true, true}}) {
    for (const auto& shown : {desk.get(ruling_path(id), row.who), desk.api(http::Method::get, "/api/v1" + ruling_path(id), row.who)}) {
      EXPECT_EQ(shown.status, 200);
      EXPECT_TRUE(has(shown, "Cà phê bột Cầu Đất 1")) << row.who;
      EXPECT_EQ(has(shown, "Cà phê bột Cầu Đất 3"), row.third) << row.who;
      EXPECT_EQ(has(shown, "Cà phê bột Cầu Đất 4"), row.fourth) << row.who;
      EXPECT_EQ(has(shown, "Chưa đạt 50 điểm"), row.third || row.fourth) << row.who;
    }
    ocop::test::expect_sound(desk.get(ruling_path(id), row.who));
  }
  EXPECT_TRUE(has(desk.get(ruling_path(id), "commune"), "/dossiers/" + some_id<DossierId>(3).text() + "/result"));
  EXPECT_TRUE(has(desk.get(ruling_path(id), "commune"), "1 sản phẩm không được công nhận")) << "and how many more there are";
  EXPECT_FALSE(has(desk.api(http::Method::get, "/api/v1" + ruling_path(id), "commune"), "minutes"));
}

TEST_P(RulingsOfProvince, ADraftIsItsOfficesAlone) {
  const RulingId id = three();
  for (const Actor& actor : {Actor{}, official("01"), Actor{some_id<AccountId>(9), "Chủ thể", {{Role::producer_member, "", "", kMaker}}}}) {
    EXPECT_EQ(rulings_->view(actor, id).error().kind, ErrorKind::not_found);
    EXPECT_FALSE(rulings_->draft_pdf(actor, id).ok());
    EXPECT_FALSE(rulings_->draft_docx(actor, id).ok());
    EXPECT_FALSE(rulings_->refused_pdf(actor, id).ok());
    EXPECT_FALSE(rulings_->record(actor, id, paper()).ok());
  }
  EXPECT_EQ(rulings_->record(official("01"), id, paper()).error().kind, ErrorKind::not_found);
  EXPECT_EQ(rulings_->discard(official("01"), id, {1}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(rulings_->change(official("01"), id, {}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(rulings_->prepare(official("01"), of({{1, Outcome::recognised}})).error().kind, ErrorKind::not_found) << "a foreign dossier";
  EXPECT_FALSE(rulings_->file(official(), id).ok());
  ASSERT_TRUE(rulings_->discard(official(), id, {1}).ok());
  EXPECT_EQ(count("certificates_ruled"), 0);
}

TEST_P(RulingsOfProvince, ADraftMayChangeUntilItIsRecorded) {
  const RulingId id = three();
  RulingChange change;
  static_cast<RulingInput&>(change) = of({{1, Outcome::recognised}});
  change.version = 2;
  EXPECT_EQ(rulings_->change(official(), id, change).error().kind, ErrorKind::conflict);
  change.version = 1;
  ASSERT_TRUE(rulings_->change(official(), id, change).ok());
  EXPECT_EQ(rulings_->record(official(), id, paper()).error().kind, ErrorKind::conflict) << "an older version was signed";
  auto now = paper();
  now.version = 2;
  ASSERT_TRUE(rulings_->record(official(), id, now).ok());
  EXPECT_EQ(rulings_->record(official(), id, now).error().kind, ErrorKind::not_found);
  EXPECT_EQ(rulings_->change(official(), id, change).error().kind, ErrorKind::conflict);
  EXPECT_EQ(rulings_->discard(official(), id, {3}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(awaiting(official()), 2);
}

TEST_P(RulingsOfProvince, NobodyDecidesOnAMakerThatHeHelps) {
  const RulingId id = three();
  Actor helper = official();
  helper.grants.push_back({Role::helper, "", "", kMaker, Tasks().add(Task::papers)});
  EXPECT_EQ(rulings_->record(helper, id, paper()).error().kind, ErrorKind::conflict);
  EXPECT_EQ(log_size(), 0);
}

// Whoever owns the database writes that an unknown signer is a good one, and moves a product into another decision.
TEST_P(RulingsOfProvince, WhatTheRowsSayIsHeldAgainstTheLog) {
  add_dossier(1);
  const RulingId id = prepare({{1, Outcome::recognised}});
  ASSERT_TRUE(rulings_->record(official(), id, paper("1/QĐ-UBND", signers().unknown)).ok());
  ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute({"test.better", "UPDATE certificates_ruling SET signature = 'valid', fault = '', signed_by = 'Ai', number = '9'"});
    return {};
  }).ok());
  const auto view = rulings_->view({}, id).value();
  EXPECT_EQ(view.ruling.signature, Standing::unknown);
  EXPECT_EQ(view.ruling.number, "1/QĐ-UBND");
  EXPECT_TRUE(view.ruling.signed_by.empty());
  EXPECT_FALSE(recheck().empty());
  ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute({"test.lines", "DELETE FROM certificates_ruled"});
    transaction.execute({"test.gone", "DELETE FROM certificates_ruling"});
    return {};
  }).ok());
  EXPECT_FALSE(recheck().empty()) << "logged, and there is no such row";
}

TEST_P(RulingsOfProvince, FiveHundredProductsAreOneAct) {
  RulingInput input;
  for (std::size_t n = 0; n <= kMostRuled; ++n) {
    const auto at = static_cast<std::uint8_t>(n % 250 + 1);
    DossierId id = some_id<DossierId>(at);
    if (n < 250) {
      add_dossier(at);
    } else {   // the same products again: the fakes have one byte for their ids
      evaluation::ClosedDossier dossier = evaluation_.dossiers.at(id);
      dossier.id.uuid.bytes[0] = static_cast<std::uint8_t>(n / 250);
      id = dossier.id;
      evaluation_.dossiers[id] = dossier;
    }
    input.outcomes.push_back({id.text(), "recognised"});
  }
  (void)evaluation_.awaiting_decision();
  EXPECT_EQ(rulings_->prepare(official(), input).error().problems.at(0).got, "501");
  input.outcomes.pop_back();
  const RulingId id = rulings_->prepare(official(), input).value().id;
  ASSERT_TRUE(rulings_->record(official(), id, paper()).ok());
  EXPECT_EQ(count("certificates_certificate"), 500);
  const auto view = rulings_->view({}, id).value();
  std::set<std::string> numbers;
  for (const auto& line : view.lines) numbers.insert(line.issued->certificate.number);
  ASSERT_EQ(numbers.size(), 500u);
  EXPECT_EQ(*numbers.rbegin(), "OCOP-68-2026-000500");
}

// ---- papers and pages

TEST_P(RulingsOfProvince, TheDraftNamesItsProductsAndLeavesNumberAndDayOpen) {
  const RulingId id = three();
  const std::string docx = rulings_->draft_docx(official(), id).value();
  const auto package = package::Package::open(package::Source::bytes(docx), {});
  ASSERT_TRUE(package.ok());
  const std::string body = package->read("word/document.xml", 1u << 20).value();
  for (const char* words : {"TỈNH LÂM ĐỒNG", "26/2026/QĐ-TTg", "Biên bản số 12/BB-HĐ ngày 10/11/2026", "01 sản phẩm đạt hạng 4 sao",
                            "Không công nhận 01 sản phẩm", "Cà phê bột Cầu Đất 1", "HTX Nông nghiệp Tân Hà", "Xã Tân Hà", "78,5", "3 sao",
                            "Số: ………/QĐ-UBND", "Luật Tổ chức chính quyền địa phương …"})
    EXPECT_NE(body.find(words), std::string::npos) << words;
  EXPECT_EQ(body.find("{{"), std::string::npos);
  EXPECT_EQ(body.find("Cà phê bột Cầu Đất 3"), std::string::npos) << "a refused product is named nowhere in what everybody is given";
  const std::string pdf = rulings_->draft_pdf(official(), id).value();
  ASSERT_TRUE(pdf.starts_with("%PDF-"));
  EXPECT_EQ(pdf, rulings_->draft_pdf(official(), id).value()) << "the same draft is the same bytes";
  if (!ocop::test::has_program("pdftotext")) return;
  const ocop::test::TemporaryFolder folder;
  const std::string read = ocop::test::output_of("pdftotext -layout " + folder.write("draft.pdf", pdf) + " -");
  for (const char* words : {"QUYẾT ĐỊNH", "Điều 1.", "PHỤ LỤC", "Cà phê", "26/2026/QĐ-TTg"})
    EXPECT_NE(read.find(words), std::string::npos) << read;
}

// A shopper read in the annex of a signed decision whose product had been refused, with its maker's address and its points.
TEST_P(RulingsOfProvince, ADraftNamesNoneOfTheRefused) {
  add_dossier(1, 4, 4);
  add_dossier(2, 4, 4);
  producers::Producer refused;
  refused.id = some_id<ProducerId>(2);
  refused.name = "Cơ sở Bị Từ Chối";
  refused.address_as_printed = "Thôn Kín";
  producers_.rows.push_back(refused);
  evaluation::ClosedDossier& second = evaluation_.dossiers.at(some_id<DossierId>(2));
  second.producer = refused.id;
  second.outcome.total = Rational(97, 2);
  products_.row(some_id<ProductId>(2)).producer = refused.id;
  const RulingId mixed = prepare({{1, Outcome::recognised}, {2, Outcome::not_recognised}});
  const RulingId alone = prepare({{2, Outcome::not_recognised}});
  for (const RulingId id : {mixed, alone}) {
    const std::string docx = rulings_->draft_docx(official(), id).value();
    const auto package = package::Package::open(package::Source::bytes(docx), {});
    const std::string body = package->read("word/document.xml", 1u << 20).value();
    EXPECT_NE(body.find("Không công nhận 01 sản phẩm"), std::string::npos);
    EXPECT_EQ(body.find("Cà phê bột Cầu Đất 1") != std::string::npos, id == mixed);
    std::string read;
    if (ocop::test::has_program("pdftotext")) {
      const ocop::test::TemporaryFolder folder;
      read = ocop::test::output_of("pdftotext -layout " + folder.write("draft.pdf", rulings_->draft_pdf(official(), id).value()) + " -");
      EXPECT_EQ(read.find("PHỤ LỤC") != std::string::npos, id == mixed) << "no annex of nothing";
    }
    const std::string list = rulings_->refused_pdf(official(), id).value();
    EXPECT_TRUE(list.starts_with("%PDF-"));
    if (ocop::test::has_program("pdftotext")) {
      const ocop::test::TemporaryFolder folder;
      const std::string of_office = ocop::test::output_of("pdftotext -layout " + folder.write("refused.pdf", list) + " -");
      for (const char* words : {"Lưu hành nội bộ", "48,5", "Thôn Kín"}) EXPECT_NE(of_office.find(words), std::string::npos) << of_office;
      EXPECT_EQ(of_office.find("78,5"), std::string::npos) << "of the refused alone";
    }
    for (const char* secret : {"Cà phê bột Cầu Đất 2", "Bị Từ Chối", "Thôn Kín", "48,5", "Chưa đạt 50 điểm"}) {
      EXPECT_EQ(body.find(secret), std::string::npos) << secret;
      EXPECT_EQ(read.find(secret), std::string::npos) << secret;
    }
  }
}

TEST_P(RulingsOfProvince, TheApiDoesTheSame) {
  using ocop::test::has;
  ocop::test::Desk desk(clock_, random_);
  desk.people.add("office", official());
  desk.people.add("maker", Grant{Role::producer_member, "", "", kMaker});
  add_ruling_api(desk.router, *rulings_);
  add_dossier(1);
  add_dossier(2, 2, 2);
  const std::string one = some_id<DossierId>(1).text(), two = some_id<DossierId>(2).text();
  const std::string body = R"({"minutes":"","outcomes":{")" + one + R"(":"recognised",")" + two +
                           R"(":"not_recognised"},"reasons":{")" + two + R"(":"Thiếu"}})";
  EXPECT_EQ(desk.api(http::Method::post, "/api/v1/rulings", "maker", body).status, 403);
  EXPECT_EQ(desk.api(http::Method::post, "/api/v1/rulings", "", body).status, 401);
  const ocop::test::Pairs key{{"idempotency-key", "0b9a4c1e-1"}};
  const auto made = desk.api(http::Method::post, "/api/v1/rulings", "office", body, key);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(desk.api(http::Method::post, "/api/v1/rulings", "office", body, key).status, 200) << "the same attempt";
  EXPECT_EQ(count("certificates_ruling"), 1);
  const std::string path = ocop::test::header(made, "Location");
  EXPECT_EQ(desk.api(http::Method::get, path, "maker").status, 404);
  EXPECT_TRUE(has(desk.api(http::Method::get, path, "office"), R"("dossiers":2)"));
  EXPECT_EQ(desk.api(http::Method::get, path + "/draft.refused.pdf", "office").status, 200);
  EXPECT_EQ(desk.api(http::Method::get, path + "/draft.refused.pdf", "maker").status, 403);
  EXPECT_EQ(desk.api(http::Method::get, path + "/draft.refused.pdf").status, 401);
  const RulingId id = *RulingId::parse(path.substr(path.rfind('/') + 1));
  ASSERT_TRUE(rulings_->record(official(), id, paper()).ok());
  const auto shown = desk.api(http::Method::get, path);
  EXPECT_TRUE(has(shown, R"("signature":"valid")")) << shown.body;
  EXPECT_TRUE(json::parse(shown.body).ok());
  EXPECT_FALSE(has(shown, "Thiếu"));
  for (const char* of_office : {"\"minutes\"", "\"version\""}) {
    EXPECT_FALSE(has(shown, of_office)) << shown.body;
    EXPECT_FALSE(has(desk.api(http::Method::get, path, "maker"), of_office));
    EXPECT_TRUE(has(desk.api(http::Method::get, path, "office"), of_office));
  }
  EXPECT_TRUE(has(desk.api(http::Method::get, path, "office"), "Thiếu"));
  EXPECT_EQ(desk.api(http::Method::post, path + "/discard", "office", R"({"version":2})").status, 409);
}

}  // namespace
}  // namespace ocop::certificates::test
