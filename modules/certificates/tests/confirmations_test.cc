// A decision on paper that the province confirms. The story: an imported star said "reported" for ever, and a province that had its own
// signed decisions in a drawer had no way to say so.
#include "modules/certificates/confirmations.h"

#include "kernel/json/json.h"
#include "kernel/manifest/offers.h"
#include "modules/certificates/confirmation_entry.h"
#include "modules/certificates/confirmation_proof.h"
#include "modules/certificates/pages_confirmations.h"
#include "modules/certificates/recognised.h"
#include "modules/certificates/sealed.h"
#include "modules/certificates/store_confirmations.h"
#include "modules/certificates/tests/fixture.h"
#include "tests/support/desk.h"

namespace ocop::certificates::test {
namespace {

constexpr std::string_view kPdf = "%PDF-1.4\nquyet dinh";

class ConfirmationsOfPaper : public CertificatesWithFiles {
 protected:
  void SetUp() override {
    CertificatesWithFiles::SetUp();
    if (IsSkipped()) return;
    confirmations_.emplace(Confirmations::Parts{database(), *blobs_, clock_, random_, products_, notices_, places_, service().ledger()});
    for (std::uint8_t n = 1; n <= 3; ++n) add_printed(n);
  }
  void TearDown() override {
    confirmations_.reset();
    CertificatesWithFiles::TearDown();
  }
  // A product of which a register prints a decision.
  ProductId add_printed(std::uint8_t n, std::string decision = "3588/QĐ-UBND ngày 20-11-2024", const std::string& province = "68") {
    products::Product product;
    product.id = some_id<ProductId>(n);
    product.name = "Khóm Cầu Đúc " + std::to_string(n);
    product.code = "CODE000" + std::to_string(n);
    product.province = province;
    product.standing = {.basis = products::Standing::Basis::imported, .stars = 3, .decision = std::move(decision),
                        .decided = Date::of(2024, 11, 20), .recognition = "decision"};
    products_.rows.push_back(product);
    return product.id;
  }
  static NewConfirmation paper(std::vector<std::pair<std::uint8_t, std::string>> stars = {{1, "3"}, {2, "4"}}) {
    NewConfirmation out;
    out.number = "3588/QĐ-UBND";
    out.decided = *Date::of(2024, 11, 20);
    out.issuer = "UBND tỉnh Lâm Đồng";
    out.signer = "Phó Chủ tịch Trần Văn Mẫu";
    out.printed = "3588/QĐ-UBND ngày 20-11-2024";
    out.file = {"qd.pdf", kPdf};
    for (auto& [n, star] : stars) out.stars.push_back({some_id<ProductId>(n).text(), star});
    return out;
  }
  static ConfirmationChange correction(std::vector<std::pair<std::uint8_t, std::string>> stars, std::int64_t version = 2) {
    ConfirmationChange out;
    static_cast<ConfirmationInput&>(out) = paper(std::move(stars));
    out.file = {};
    out.reason = "Chọn nhầm sản phẩm";
    out.version = version;
    return out;
  }
  static NewRevocation revocation(std::vector<std::uint8_t> products) {
    NewRevocation out = in_error(std::move(products));
    out.ground = RevocationGround::by_decision;
    out.number = "99/QĐ-UBND";
    out.decided = Date::of(2026, 11, 20);
    out.issuer = "UBND tỉnh Lâm Đồng";
    out.signer = "Chủ tịch Lê Thị Mẫu";
    out.file = {"thu-hoi.pdf", kPdf};
    return out;
  }
  static NewRevocation in_error(std::vector<std::uint8_t> products) {
    NewRevocation out;
    out.ground = RevocationGround::in_error;
    out.reason = "Hồ sơ giả";
    for (const std::uint8_t n : products) out.products.push_back(some_id<ProductId>(n));
    out.version = 2;
    return out;
  }
  ConfirmationId confirmed(const ConfirmationInput& input = paper()) {
    const ConfirmationId id = confirmations_->prepare(official(), input).value().id;
    const auto done = confirmations_->confirm(official(), id, {1});
    EXPECT_TRUE(done.ok()) << (done ? "" : done.error().problems.empty() ? done.error().detail : done.error().problems[0].expected);
    return id;
  }
  products::Standing standing(std::uint8_t n) { return products_.row(some_id<ProductId>(n)).standing; }
  std::optional<Confirmed> said(std::uint8_t n) {
    return database().read([&](db::Reader& reader) { return service().confirmed(reader, some_id<ProductId>(n)); });
  }
  std::vector<std::string> recheck() {
    return database().read([&](db::Reader& reader) {
      EXPECT_TRUE(tlog::check_kinds(reader, kLeaves).empty());
      auto out = certificates::recheck(reader, products_);
      for (std::string& more : tlog::check_seals(reader, kSealed)) out.push_back(std::move(more));
      for (std::string& more : Confirmations::recheck_files(reader, *blobs_)) out.push_back(std::move(more));
      return out;
    });
  }
  ErrorKind refused(const Result<act::Made<ConfirmationId>>& result, std::string_view field) {
    EXPECT_FALSE(result.ok());
    if (result.ok() || result.error().problems.empty()) return ErrorKind::internal;
    EXPECT_EQ(result.error().problems[0].field, field);
    return result.error().kind;
  }
  std::int64_t log_size() { return database().read([](db::Reader& reader) { return tlog::head(reader).size; }); }

  std::optional<Confirmations> confirmations_;
};
OCOP_ON_BOTH_ENGINES(ConfirmationsOfPaper);

TEST_P(ConfirmationsOfPaper, SaysNothingBeforeItIsConfirmedAndThenWhatTheEntrySays) {
  const ConfirmationId id = confirmations_->prepare(official(), paper()).value().id;
  EXPECT_EQ(standing(1).basis, products::Standing::Basis::imported);
  EXPECT_EQ(log_size(), 0);
  EXPECT_EQ(confirmations_->view({}, id).error().kind, ErrorKind::not_found) << "a draft is its office's alone";
  ASSERT_TRUE(confirmations_->confirm(official(), id, {1}).ok());
  EXPECT_EQ(log_size(), 1);
  EXPECT_EQ(standing(1).basis, products::Standing::Basis::confirmed);
  EXPECT_EQ(standing(1).stars, 3);
  EXPECT_EQ(standing(2).stars, 4);
  EXPECT_EQ(standing(1).valid_until->iso(), "2027-11-20");   // 36 months from the decision's day, not from today
  EXPECT_EQ(products::validity(standing(1), service().today()), products::Validity::valid);
  EXPECT_EQ(standing(3).basis, products::Standing::Basis::imported) << "what the paper does not name stays reported";
  const auto one = said(2);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->number, "3588/QĐ-UBND");
  EXPECT_EQ(one->issuer, "UBND tỉnh Lâm Đồng");
  EXPECT_EQ(one->confirmed.iso(), "2026-11-21");
  const auto view = confirmations_->view({}, id);   // for anyone from now on
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->confirmation.signer, "Phó Chủ tịch Trần Văn Mẫu");
  EXPECT_EQ(confirmations_->file({}, id).value(), kPdf);
  const std::string entry = database().read([&](db::Reader& reader) { return tlog::entry_at(reader, one->log_index).value(); });
  EXPECT_EQ(entry.find("Mẫu"), std::string::npos) << "the signer is a commitment";
  EXPECT_TRUE(recheck().empty()) << recheck().front();
}

// A printed certificate, and a later decision on paper in its place that was withdrawn in the end.
TEST_P(ConfirmationsOfPaper, APrintedCertificateTellsOfALaterPaper) {
  const std::string number = issue(4);
  ASSERT_TRUE(service().print(number, {}).ok());
  const auto copy = [&] {
    return copy_sentence(*database().read([&](db::Reader& reader) { return service().copy(reader, "code4", some_id<ProductId>(4), "1"); }),
                         Language::vi);
  };
  EXPECT_NE(copy().find("không có gì thay đổi"), std::string::npos);
  NewConfirmation later = paper({{4, "3"}});
  later.decided = *Date::of(2026, 11, 21);
  const ConfirmationId id = confirmed(later);
  EXPECT_EQ(copy(), "Bản in số 1 ngày 21/11/2026: thay bằng bản ngày 21/11/2026: nay là 3 sao theo Quyết định 3588/QĐ-UBND.");
  NewRevocation taken = revocation({4});
  taken.decided = Date::of(2026, 11, 21);
  ASSERT_TRUE(confirmations_->prepare_revocation(official(), id, taken).ok());
  ASSERT_TRUE(confirmations_->revoke(official(), id, {1}).ok());
  EXPECT_NE(copy().find("không còn giá trị từ ngày 21/11/2026"), std::string::npos) << copy();
}

TEST_P(ConfirmationsOfPaper, APaperOf2021IsConfirmedAndLapsedAtOnce) {
  NewConfirmation old = paper({{1, "3"}});
  old.decided = *Date::of(2021, 11, 30);
  confirmed(old);
  EXPECT_EQ(products::validity(standing(1), service().today()), products::Validity::lapsed);
  EXPECT_EQ(said(1)->valid_until.iso(), "2024-11-30");
}

TEST_P(ConfirmationsOfPaper, AnotherProvinceFindsNothing) {
  const ConfirmationId id = confirmations_->prepare(official(), paper()).value().id;
  EXPECT_EQ(confirmations_->confirm(official("01"), id, {1}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(confirmations_->discard(official("01"), id, {1}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(confirmations_->change(official("01"), id, correction({{1, "3"}}, 1)).error().kind, ErrorKind::not_found);
  EXPECT_EQ(refused(confirmations_->prepare(official("01"), paper()), "stars"), ErrorKind::invalid_input);
  EXPECT_TRUE(confirmations_->offered(official("01"), {"3588/QĐ-UBND ngày 20-11-2024"}).empty());
  EXPECT_EQ(confirmations_->prepare({}, paper()).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(confirmations_->confirm(official(), id, {1}).ok());
  EXPECT_EQ(confirmations_->change(official("01"), id, correction({{1, "3"}})).error().kind, ErrorKind::not_found);
}

TEST_P(ConfirmationsOfPaper, TellsEveryWrongField) {
  NewConfirmation wrong = paper({{1, "6"}});
  wrong.decided = *Date::of(2027, 1, 1);
  wrong.file = {"anh.png", std::string_view("\x89PNG\r\n\x1A\n")};
  const auto told = confirmations_->prepare(official(), wrong);
  ASSERT_FALSE(told.ok());
  std::vector<std::string> fields;
  for (const Problem& problem : told.error().problems) fields.push_back(problem.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"decided", "file", "stars"}));
  EXPECT_EQ(refused(confirmations_->prepare(official(), paper({})), "stars"), ErrorKind::invalid_input);
}

TEST_P(ConfirmationsOfPaper, OffersOtherSpellingsAndTakesThemForNothing) {
  add_printed(4, "3588 /QĐ-UBND");
  add_printed(5, "3588/QĐ-UBND năm 2020");
  products_.rows.back().standing.decided = Date::of(2020, 1, 2);
  add_printed(6, "358/QĐ-UBND");
  const auto offered = confirmations_->offered(official(), {"3588/QĐ-UBND ngày 20-11-2024"});
  ASSERT_EQ(offered.size(), 2u) << "another year is another decision";
  EXPECT_EQ(offered[0].same, Confirmations::Spelling::Same::exactly);
  EXPECT_EQ(offered[0].products.size(), 3u);
  EXPECT_EQ(offered[1].same, Confirmations::Spelling::Same::perhaps);
  EXPECT_EQ(offered[1].decision.decision, "3588 /QĐ-UBND");
  // Printed alike in two years: two decisions, and the one that was clicked is meant.
  add_printed(7, "12/QĐ-UBND");
  products_.rows.back().standing.decided = Date::of(2024, 3, 1);
  EXPECT_EQ(confirmations_->offered(official(), {"12/QĐ-UBND", Date::of(2024, 3, 1)}).size(), 1u);
  EXPECT_TRUE(confirmations_->offered(official(), {"12/QĐ-UBND", Date::of(2025, 3, 1)}).empty());
}

TEST_P(ConfirmationsOfPaper, ACorrectionNamesTheFirstAndTakesOffWhatWasWronglyTicked) {
  const ConfirmationId first = confirmed();
  ConfirmationChange unsaid = correction({{1, "4"}});
  unsaid.reason.clear();
  EXPECT_EQ(confirmations_->change(official(), first, unsaid).error().problems.at(0).field, "reason");
  const ConfirmationId second = confirmations_->change(official(), first, correction({{1, "4"}})).value();
  EXPECT_EQ(standing(2).basis, products::Standing::Basis::confirmed) << "a prepared correction says nothing";
  ASSERT_TRUE(confirmations_->confirm(official(), second, {1}).ok());
  EXPECT_EQ(standing(1).stars, 4);
  EXPECT_EQ(standing(2).basis, products::Standing::Basis::imported) << "as the register prints it";
  EXPECT_EQ(standing(2).decision, "3588/QĐ-UBND ngày 20-11-2024");
  EXPECT_FALSE(said(2));
  EXPECT_EQ(said(1)->id, second);
  const auto both = confirmations_->view({}, first);
  EXPECT_EQ(both->state, ConfirmationState::corrected);
  EXPECT_EQ(both->corrected_by->id, second);
  EXPECT_EQ(both->confirmation.products.size(), 2u) << "the first is shown as it was";
  const auto now = confirmations_->view({}, second);
  EXPECT_EQ(now->corrects->id, first);
  ASSERT_EQ(now->taken_off.size(), 1u);
  EXPECT_EQ(now->taken_off[0].product, some_id<ProductId>(2));
  const auto again = confirmations_->change(official(), first, correction({{1, "3"}}));
  EXPECT_EQ(again.error().kind, ErrorKind::conflict) << "the newest is corrected";
  EXPECT_EQ(service().mend_copies().value(), 0);
  EXPECT_TRUE(recheck().empty()) << recheck().front();
  // All of it wrong: nothing is left.
  const ConfirmationId third = confirmations_->change(official(), second, correction({})).value();
  ASSERT_TRUE(confirmations_->confirm(official(), third, {1}).ok());
  EXPECT_FALSE(said(1));
  EXPECT_TRUE(recheck().empty()) << recheck().front();
}

TEST_P(ConfirmationsOfPaper, OfTwoRecognitionsTheOneDecidedLaterStands) {
  const std::string number = issue(9);   // decided on 20 November 2026
  products_.row(some_id<ProductId>(9)).standing.decided = Date::of(2026, 11, 20);
  EXPECT_EQ(refused(confirmations_->prepare(official(), paper({{9, "5"}})), "stars"), ErrorKind::invalid_input);
  confirmed();
  NewConfirmation later = paper({{1, "4"}});
  later.number = "99/QĐ-UBND";
  later.decided = *Date::of(2025, 3, 4);
  const ConfirmationId second = confirmed(later);
  EXPECT_EQ(said(1)->id, second);
  // Taken off the later one it is what the earlier one says.
  ConfirmationChange off = correction({});
  off.number = later.number;
  off.decided = later.decided;
  const ConfirmationId third = confirmations_->change(official(), second, off).value();
  ASSERT_TRUE(confirmations_->confirm(official(), third, {1}).ok());
  EXPECT_EQ(said(1)->number, "3588/QĐ-UBND");
  EXPECT_EQ(standing(1).decision, "3588/QĐ-UBND");
  EXPECT_EQ(service().mend_copies().value(), 0);
  EXPECT_TRUE(recheck().empty()) << recheck().front();
}

TEST_P(ConfirmationsOfPaper, TheSecondOfTwoOfficersGetsAConflict) {
  const ConfirmationId a = confirmations_->prepare(official(), paper()).value().id;
  const ConfirmationId b = confirmations_->prepare(official(), paper()).value().id;
  ASSERT_TRUE(confirmations_->confirm(official(), a, {1}).ok());
  EXPECT_EQ(confirmations_->confirm(official(), a, {1}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(confirmations_->confirm(official(), b, {1}).error().kind, ErrorKind::invalid_input) << "its products are recognised by now";
  ASSERT_TRUE(confirmations_->discard(official(), b, {1}).ok());
  EXPECT_EQ(confirmations_->discard(official(), a, {2}).error().kind, ErrorKind::conflict) << "what was confirmed is not put away";
  EXPECT_EQ(confirmations_->view(official(), b).error().kind, ErrorKind::not_found);
}

TEST_P(ConfirmationsOfPaper, ARepeatedRequestPreparesOne) {
  NewConfirmation once = paper();
  once.attempt = {"0123456789abcdef", "POST /confirmations", "asked"};
  const auto first = confirmations_->prepare(official(), once), again = confirmations_->prepare(official(), once);
  EXPECT_EQ(first->id, again->id);
  EXPECT_EQ(again->how, idempotency::Outcome::How::before);
}

// A maker learned from a stranger's scan that its star was confirmed.
TEST_P(ConfirmationsOfPaper, AMakerIsToldOnceWhateverTheNumberOfItsProducts) {
  for (const std::uint8_t n : {std::uint8_t{1}, std::uint8_t{2}}) products_.row(some_id<ProductId>(n)).producer = kMaker;
  confirmed(paper({{1, "3"}, {2, "4"}, {3, "3"}}));   // the third is of no named maker
  ASSERT_EQ(notices_.count(kToldConfirmed), 1);
  EXPECT_EQ(notices_.last().news.arguments.at(0), "3588/QĐ-UBND");
  EXPECT_EQ(notices_.last().audience.holders.at(0).producer, kMaker);
}

// A decision on paper could be looked up here and nowhere shown without this program, as a certificate can.
TEST_P(ConfirmationsOfPaper, TheProofFileHoldsOfflineAndNoOtherDoes) {
  const ConfirmationId first = confirmed();
  const ConfirmationId id = confirmations_->change(official(), first, correction({{1, "4"}})).value();
  ASSERT_TRUE(confirmations_->confirm(official(), id, {1}).ok());
  ocop::test::Desk desk(clock_, random_);
  add_confirmation_proofs(desk.router, service(), *confirmations_);
  EXPECT_EQ(desk.get("/confirmations/" + some_id<ConfirmationId>(9).text() + "/proof.json").status, 404);
  const std::string file = desk.get("/confirmations/" + id.text() + "/proof.json").body;
  const auto verdict = verify_confirmation(file, service().log_key());
  ASSERT_TRUE(verdict.ok());
  EXPECT_EQ(verdict->confirmation.signer, "Phó Chủ tịch Trần Văn Mẫu");
  EXPECT_EQ(verdict->confirmation.corrects, first);
  ASSERT_EQ(verdict->confirmation.products.size(), 1u);
  EXPECT_EQ(verdict->confirmation.products[0].stars, 4);
  EXPECT_TRUE(verify_confirmation(" \n" + file, service().log_key()).ok()) << "white space around it does not count";
  auto other = service().log_key();
  other.origin = "another.example.vn";
  EXPECT_EQ(verify_confirmation(file, other).error().kind, ErrorKind::invalid_input);
  for (std::size_t i = 0; i + 1 < file.size(); i += 7) {   // every seventh byte, whatever it is of
    std::string changed = file;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(verify_confirmation(changed, service().log_key()).ok()) << i << ": " << file.substr(i, 20);
  }
}

// ---- what is withdrawn -------------------------------------------------------------------------------------------------------

// The organ took its decision back; what could be entered was a correction, and the product was again "reported, 3 stars".
TEST_P(ConfirmationsOfPaper, AWithdrawnDecisionSaysSoOfTheProductsThatItNames) {
  products_.row(some_id<ProductId>(1)).producer = kMaker;
  const ConfirmationId id = confirmed();
  ASSERT_TRUE(confirmations_->prepare_revocation(official(), id, revocation({1})).ok());
  EXPECT_FALSE(standing(1).withdrawn) << "a draft says nothing";
  EXPECT_FALSE(confirmations_->view({}, id)->waiting) << "and is its office's alone";
  ASSERT_TRUE(confirmations_->view(official(), id)->waiting);
  ASSERT_TRUE(confirmations_->revoke(official(), id, {1}).ok());
  EXPECT_EQ(products::validity(standing(1), service().today()), products::Validity::withdrawn);
  EXPECT_EQ(standing(1).decision, "3588/QĐ-UBND");
  EXPECT_EQ(products::validity(standing(2), service().today()), products::Validity::valid) << "of the other product it holds";
  ASSERT_TRUE(said(1) && said(1)->withdrawn);
  EXPECT_EQ(said(1)->withdrawn->number, "99/QĐ-UBND");
  EXPECT_FALSE(said(2)->withdrawn);
  const auto view = confirmations_->view({}, id);
  EXPECT_EQ(view->state, ConfirmationState::withdrawn);
  ASSERT_EQ(view->revocations.size(), 1u);
  EXPECT_EQ(view->revocations[0].signer, "Chủ tịch Lê Thị Mẫu");
  EXPECT_EQ(view->revocations[0].reason, "Hồ sơ giả");
  EXPECT_EQ(view->standing().size(), 1u);
  EXPECT_EQ(confirmations_->revocation_file({}, id, view->revocations[0].id).value(), kPdf);
  const std::string entry =
      database().read([&](db::Reader& reader) { return tlog::entry_at(reader, view->revocations[0].log_index).value(); });
  EXPECT_EQ(entry.find("Mẫu"), std::string::npos) << "the signer is a commitment";
  EXPECT_EQ(entry.find("giả"), std::string::npos) << "and the reason stands in the row alone";
  ASSERT_EQ(notices_.count(kToldRevoked), 1);
  EXPECT_EQ(notices_.last().audience.holders.at(0).producer, kMaker);
  EXPECT_EQ(service().mend_copies().value(), 0);
  EXPECT_TRUE(recheck().empty()) << recheck().front();
}

TEST_P(ConfirmationsOfPaper, WhatWasConfirmedInErrorIsReportedAgain) {
  const ConfirmationId id = confirmed();
  ASSERT_TRUE(confirmations_->prepare_revocation(official(), id, in_error({1, 2})).ok());
  ASSERT_TRUE(confirmations_->revoke(official(), id, {1}).ok());
  EXPECT_EQ(standing(1).basis, products::Standing::Basis::imported);
  EXPECT_EQ(standing(1).decision, "3588/QĐ-UBND ngày 20-11-2024");
  EXPECT_FALSE(said(1));
  EXPECT_EQ(confirmations_->view({}, id)->state, ConfirmationState::withdrawn);
  EXPECT_EQ(service().mend_copies().value(), 0);
  EXPECT_TRUE(recheck().empty()) << recheck().front();
  confirmed();   // with the right paper, it may be confirmed again
  EXPECT_EQ(standing(1).basis, products::Standing::Basis::confirmed);
  EXPECT_EQ(service().mend_copies().value(), 0);
}

// A correction of the rest must not bring back what was withdrawn.
TEST_P(ConfirmationsOfPaper, ACorrectionLeavesWhatWasWithdrawn) {
  const ConfirmationId first = confirmed();
  ASSERT_TRUE(confirmations_->prepare_revocation(official(), first, revocation({1})).ok());
  ASSERT_TRUE(confirmations_->revoke(official(), first, {1}).ok());
  const auto again = confirmations_->change(official(), first, correction({{1, "3"}, {2, "4"}}));
  EXPECT_EQ(again.error().problems.at(0).field, "stars");
  const ConfirmationId second = confirmations_->change(official(), first, correction({{2, "3"}})).value();
  ASSERT_TRUE(confirmations_->confirm(official(), second, {1}).ok());
  EXPECT_TRUE(standing(1).withdrawn);
  EXPECT_TRUE(said(1)->withdrawn);
  EXPECT_EQ(standing(2).stars, 3);
  EXPECT_TRUE(confirmations_->view({}, second)->taken_off.empty()) << "it was withdrawn, not taken off";
  EXPECT_EQ(confirmations_->prepare_revocation(official(), first, revocation({2})).error().kind, ErrorKind::conflict) << "the newest is";
  ASSERT_TRUE(confirmations_->prepare_revocation(official(), second, revocation({2})).ok());
  ASSERT_TRUE(confirmations_->revoke(official(), second, {1}).ok());
  EXPECT_TRUE(standing(2).withdrawn);
  EXPECT_EQ(service().mend_copies().value(), 0);
  EXPECT_TRUE(recheck().empty()) << recheck().front();
  // The withdrawal itself was wrong: the paper is confirmed anew, and the later entry holds.
  confirmed(paper({{1, "3"}}));
  EXPECT_FALSE(standing(1).withdrawn);
  EXPECT_EQ(service().mend_copies().value(), 0);
  EXPECT_TRUE(recheck().empty()) << recheck().front();
}

TEST_P(ConfirmationsOfPaper, OneWithdrawalWaitsAtATimeOfTheOwnProvince) {
  const ConfirmationId id = confirmed();
  EXPECT_EQ(confirmations_->prepare_revocation(official("01"), id, revocation({1})).error().kind, ErrorKind::not_found);
  EXPECT_EQ(confirmations_->revoke(official(), id, {1}).error().kind, ErrorKind::conflict) << "nothing is prepared";
  ASSERT_TRUE(confirmations_->prepare_revocation(official(), id, revocation({1})).ok());
  EXPECT_EQ(confirmations_->prepare_revocation(official(), id, revocation({2})).error().kind, ErrorKind::conflict);
  EXPECT_EQ(confirmations_->revoke(official("01"), id, {1}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(confirmations_->discard_revocation(official("01"), id, {1}).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(confirmations_->discard_revocation(official(), id, {1}).ok());
  EXPECT_FALSE(confirmations_->view(official(), id)->waiting);
  // Nobody withdraws for a maker that he helps.
  products_.row(some_id<ProductId>(1)).producer = kMaker;
  Actor helper = official();
  helper.grants.push_back({Role::helper, "", "", kMaker, Tasks().add(Task::papers)});
  ASSERT_TRUE(confirmations_->prepare_revocation(helper, id, revocation({1})).ok());
  EXPECT_EQ(confirmations_->revoke(helper, id, {1}).error().kind, ErrorKind::conflict);
  EXPECT_FALSE(standing(1).withdrawn);
  // A draft of a correction that was prepared before the withdrawal does not restate what was withdrawn.
  const ConfirmationId late = confirmations_->change(official(), id, correction({{1, "3"}})).value();
  ASSERT_TRUE(confirmations_->revoke(official(), id, {1}).ok());
  EXPECT_EQ(confirmations_->confirm(official(), late, {1}).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(confirmations_->prepare_revocation(official(), late, revocation({1})).error().kind, ErrorKind::not_found) << "a draft";
}

TEST_P(ConfirmationsOfPaper, AChangedRowOfAWithdrawalIsFound) {
  const ConfirmationId id = confirmed();
  ASSERT_TRUE(confirmations_->prepare_revocation(official(), id, revocation({1})).ok());
  ASSERT_TRUE(confirmations_->revoke(official(), id, {1}).ok());
  static constexpr db::Statement kForget{"test.forget", "DELETE FROM certificates_revoked"};
  static constexpr db::Statement kForgetRow{"test.forget_row", "DELETE FROM certificates_revocation"};
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kForget);
    transaction.execute(kForgetRow);
    return {};
  }));
  products_.row(some_id<ProductId>(1)).standing.withdrawn = false;
  EXPECT_TRUE(said(1)->withdrawn) << "the log says so";
  EXPECT_EQ(service().mend_copies().value(), 1);
  EXPECT_TRUE(standing(1).withdrawn);
  EXPECT_GE(recheck().size(), 2u);
}

TEST(ConfirmationRules, WhatAWithdrawalNeeds) {
  Confirmation confirmed;
  confirmed.decided = *Date::of(2024, 11, 20);
  const ProductId one = some_id<ProductId>(1), other = some_id<ProductId>(2);
  const Date today = *Date::of(2026, 11, 21);
  using Ground = RevocationGround;
  struct Row { Ground ground; const char* number; std::optional<Date> decided; std::vector<ProductId> products; std::string wrong; };
  const Row rows[] = {{Ground::by_decision, "9/QĐ", today, {one}, ""},
                      {Ground::by_decision, "9/QĐ", confirmed.decided, {one}, ""},
                      {Ground::by_decision, "", today, {one}, "number"},
                      {Ground::by_decision, "9/QĐ", {}, {one}, "decided"},
                      {Ground::by_decision, "9/QĐ", today.plus_days(1), {one}, "decided"},
                      {Ground::by_decision, "9/QĐ", confirmed.decided.plus_days(-1), {one}, "decided"},
                      {Ground::by_decision, "9/QĐ", today, {}, "products"},
                      {Ground::by_decision, "9/QĐ", today, {one, other}, "products"},   // the other is withdrawn already
                      {Ground::in_error, "", {}, {one}, ""},
                      {Ground::in_error, "9/QĐ", {}, {one}, "number"}};
  for (const Row& row : rows) {
    NewRevocation input;
    input.ground = row.ground;
    input.number = row.number;
    input.decided = row.decided;
    if (row.ground == Ground::by_decision) input.issuer = "UBND", input.signer = "Chủ tịch";
    input.reason = "Vì";
    input.products = row.products;
    const ProductId revocable[] = {one};
    const auto told = rules::check_revocation(input, confirmed, revocable, today);
    EXPECT_EQ(told.ok() ? std::string() : told.error().problems.at(0).field, row.wrong) << row.number;
  }
}

TEST_P(ConfirmationsOfPaper, NobodyConfirmsForAMakerThatHeHelps) {
  products_.row(some_id<ProductId>(1)).producer = kMaker;
  Actor helper = official();
  helper.grants.push_back({Role::helper, "", "", kMaker, Tasks().add(Task::papers)});
  const ConfirmationId id = confirmations_->prepare(helper, paper()).value().id;
  EXPECT_EQ(confirmations_->confirm(helper, id, {1}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(standing(1).basis, products::Standing::Basis::imported);
}

// Whoever owns the database writes five stars into the rows: the page says what was confirmed, the copy is put right, and the check tells.
TEST_P(ConfirmationsOfPaper, AChangedRowSaysNothingAndIsFound) {
  const ConfirmationId id = confirmed();
  static constexpr db::Statement kForge{"test.forge", "UPDATE certificates_confirmed SET stars = 5"};
  static constexpr db::Statement kRename{"test.rename", "UPDATE certificates_confirmation SET issuer = 'Ai đó', signer = 'Ai đó'"};
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kForge);
    transaction.execute(kRename);
    return {};
  }));
  products_.row(some_id<ProductId>(1)).standing.stars = 5;
  const auto view = confirmations_->view({}, id);
  EXPECT_EQ(view->confirmation.products[0].stars, 3);
  EXPECT_EQ(view->confirmation.issuer, "UBND tỉnh Lâm Đồng");
  EXPECT_TRUE(view->confirmation.signer.empty());
  EXPECT_GE(recheck().size(), 3u);
  EXPECT_EQ(service().mend_copies().value(), 1);
  EXPECT_EQ(standing(1).stars, 3);
}

TEST_P(ConfirmationsOfPaper, ThePagesLeadFromThePrintedDecisionToItsFile) {
  ocop::test::Desk desk(clock_, random_);
  desk.people.add("office", official());
  desk.people.add("other", official("01"));
  add_confirmation_api(desk.router, *confirmations_);
  add_confirmation_lists(desk.router, {database(), desk.site, desk.offers}, *confirmations_);
  add_confirmation_pages(desk.router, *confirmations_, {database(), desk.site, desk.offers}, random_);
  add_revocation_pages(desk.router, *confirmations_, desk.site);
  EXPECT_TRUE(desk.router.check().empty()) << desk.router.check()[0];
  const std::string begin = "/confirmations/new?decision=3588%2FQ%C4%90-UBND%20ng%C3%A0y%2020-11-2024";
  EXPECT_EQ(desk.get(begin, "other").status, 404);
  const auto form = desk.get(begin, "office");
  ocop::test::expect_sound(form);
  EXPECT_EQ(ocop::test::field(form, "number"), "3588/QĐ-UBND");
  EXPECT_EQ(ocop::test::field(form, "decided"), "20/11/2024");
  EXPECT_TRUE(ocop::test::has(form, "<option value=\"3\" selected>"));
  ocop::test::Pairs fields{{"number", "3588/QĐ-UBND"}, {"decided", "20/11/2024"}, {"issuer", "UBND tỉnh"}, {"signer", "Phó Chủ tịch"},
                           {"printed", "3588/QĐ-UBND ngày 20-11-2024"}};
  const auto refused = desk.upload("/confirmations", "office", fields, "qd.pdf", kPdf);
  EXPECT_EQ(refused.status, 422);
  ocop::test::expect_sound(refused);
  for (std::uint8_t n = 1; n <= 3; ++n) fields.emplace_back("stars." + some_id<ProductId>(n).text(), n == 3 ? "" : "3");
  const auto sent = desk.upload("/confirmations", "office", fields, "qd.pdf", kPdf);
  ASSERT_EQ(sent.status, 303);
  const std::string page = ocop::test::header(sent, "Location");
  EXPECT_EQ(desk.get(page).status, 404);
  for (const char* language : {"", "/en"}) {
    ocop::test::expect_sound(desk.get(language + page, "office"));
    ocop::test::expect_sound(desk.get(language + page + "/edit", "office"));
    ocop::test::expect_sound(desk.get(language + std::string("/reported"), "office"));
    ocop::test::expect_sound(desk.get(language + std::string("/confirmations"), "office"));
  }
  const auto done = desk.post(page + "/confirm", "office", {{"version", "1"}});
  ASSERT_EQ(done.status, 303);
  const auto shown = desk.get(page);
  ocop::test::expect_sound(shown);
  EXPECT_TRUE(ocop::test::has(shown, "do UBND tỉnh ban hành trên giấy"));
  EXPECT_TRUE(ocop::test::has(shown, "Bản quyết định lưu ở đây"));
  EXPECT_EQ(desk.get(page + "/decision.pdf").body, kPdf);
  EXPECT_EQ(desk.api(http::Method::get, "/api/v1" + page).status, 200);
  ocop::test::expect_sound(desk.get(page + "/edit", "office"));
  // And withdrawn again.
  EXPECT_EQ(desk.get(page + "/withdraw", "other").status, 404);
  for (const char* language : {"", "/en"}) ocop::test::expect_sound(desk.get(language + page + "/withdraw", "office"));
  EXPECT_EQ(desk.upload(page + "/withdraw", "office", {{"version", "2"}, {"ground", "by_decision"}}, "x.pdf", kPdf).status, 422);
  const ocop::test::Pairs withdrawal{{"version", "2"},       {"ground", "by_decision"}, {"number", "99/QĐ-UBND"}, {"decided", "20/11/2026"},
                                     {"issuer", "UBND tỉnh"}, {"signer", "Chủ tịch"},    {"reason", "Hồ sơ giả"},
                                     {"products", some_id<ProductId>(1).text()}};
  ASSERT_EQ(desk.upload(page + "/withdraw", "office", withdrawal, "thu-hoi.pdf", kPdf).status, 303);
  EXPECT_FALSE(ocop::test::has(desk.get(page), "99/QĐ-UBND"));
  for (const char* language : {"", "/en"}) ocop::test::expect_sound(desk.get(language + page, "office"));
  ocop::test::expect_sound(desk.get(page + "/withdraw", "office"));
  ASSERT_EQ(desk.post(page + "/withdrawal/confirm", "office", {{"version", "1"}}).status, 303);
  const auto after = desk.get(page);
  ocop::test::expect_sound(after);
  EXPECT_TRUE(ocop::test::has(after, "Đã thu hồi ngày 20/11/2026 theo Quyết định 99/QĐ-UBND của UBND tỉnh"));
  EXPECT_TRUE(ocop::test::has(desk.get("/confirmations?state=withdrawn", "office"), "3588/QĐ-UBND"));
  const auto json = desk.api(http::Method::get, "/api/v1" + page);
  EXPECT_TRUE(ocop::test::has(json, "\"state\":\"withdrawn\"") && ocop::test::has(json, "99/QĐ-UBND"));
}

TEST(ConfirmationRules, SpellingsOfOneNumberMayBeOne) {
  using Decision = products::Products::ReportedDecision;
  const auto of = [](const char* text, std::optional<int> year = {}) { return Decision{"92", text, {}, year, 1}; };
  struct Row { Decision a, b; bool same; };
  const Row rows[] = {{of("3588/QĐ-UBND ngày 30-11-2021", 2021), of("QĐ 3588", 2021), true},
                      {of("3588/QĐ-UBND", 2021), of("3588/QĐ-UBND", 2022), false},
                      {of("0321/QĐ-UBND"), of("321/QĐ-UBND", 2024), true},
                      {of("3588/QĐ-UBND"), of("358/QĐ-UBND"), false},
                      {of("quyết định của tỉnh"), of("quyết định của huyện"), false},
                      {of("12/QĐ"), Decision{"08", "12/QĐ", {}, {}, 1}, false}};
  for (const Row& row : rows) EXPECT_EQ(rules::may_be_one(row.a, row.b), row.same) << row.a.decision << " / " << row.b.decision;
}

}  // namespace
}  // namespace ocop::certificates::test
