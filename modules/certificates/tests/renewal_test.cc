// Renewals as the log says them, end to end: the story of Chè xanh Ngọc Thuý Nõn (decision 321/QĐ-UBND of 06/08/2024), and what a printed
// certificate is worth afterwards.
#include "modules/certificates/renewal_notices.h"

#include "modules/certificates/copies.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/pages.h"
#include "modules/certificates/store_life.h"
#include "modules/certificates/tests/renewal_world.h"

namespace ocop::certificates::test {
namespace {

OCOP_ON_BOTH_ENGINES(RenewalWorld);

TEST_P(RenewalWorld, MakersAreToldFourTimesAndNeverTwice) {
  const ProductId product = add_reported(9);
  const std::pair<const char*, long> days[] = {{"2027-01-17", 0}, {"2027-01-18", 1}, {"2027-01-18", 1}, {"2027-01-19", 1},
                                               {"2027-02-07", 2}, {"2027-03-09", 3}, {"2027-04-02", 3}, {"2027-04-03", 4},
                                               {"2027-04-04", 4}};
  for (const auto& [today, expected] : days) {
    on(today);
    ASSERT_TRUE(renewals().tell().ok());
    EXPECT_EQ(notices_.count(kToldRenewal), expected) << today;
  }
  const auto& last = notices_.last();
  EXPECT_EQ(last.news.arguments, (std::vector<std::string>{"Chè xanh Ngọc Thuý Nõn", "06/08/2027", "07/02/2027", "08/04/2027"}));
  EXPECT_EQ(last.audience.holders.at(0).producer, kMaker);
  EXPECT_EQ(last.news.link, "/products/" + products_.row(product).code);
  on("2027-08-06");
  EXPECT_EQ(renewals().tell().value(), 0) << "the last one was sent";
}

TEST_P(RenewalWorld, MissedDaysGiveTheLatestNoticeAlone) {
  add_reported(9);
  on("2027-04-05");
  EXPECT_EQ(renewals().tell().value(), 1);
  EXPECT_EQ(notices_.count(kToldRenewal), 1);
  const RenewalNotices after_a_restart = renewals();
  EXPECT_EQ(after_a_restart.tell().value(), 0);
}

TEST_P(RenewalWorld, AfterDay120TheNoticeSaysWhatIsLeft) {
  add_reported(9);
  on("2027-04-09");
  EXPECT_EQ(renewals().tell().value(), 1);
  ASSERT_EQ(notices_.count(kToldRenewalLate), 1);
  EXPECT_EQ(notices_.last().news.arguments, (std::vector<std::string>{"Chè xanh Ngọc Thuý Nõn", "06/08/2027", "02/02/2028"}));
}

TEST_P(RenewalWorld, NobodyIsToldOfWhatIsFiledWithdrawnMergedOrOfNoMaker) {
  const ProductId filed = add_reported(9), withdrawn = add_reported(10), merged = add_reported(11), nobodys = add_reported(12);
  products_.row(withdrawn).standing.withdrawn = true;
  products_.row(merged).merged_into = filed;
  products_.row(nobodys).producer = {};
  on("2027-02-08");
  file(filed, 90, kTeaEnd);
  on("2027-04-03");
  EXPECT_EQ(renewals().tell().value(), 0);
  EXPECT_TRUE(notices_.told.empty());
}

// Two processes look at the same moment: one of them tells.
TEST_P(RenewalWorld, TwoThatTellAtOnceTellOnce) {
  add_reported(9);
  on("2027-01-18");
  std::vector<std::thread> both;
  for (int i = 0; i < 2; ++i) both.emplace_back([&] { EXPECT_TRUE(renewals().tell().ok()); });
  for (std::thread& one : both) one.join();
  EXPECT_EQ(notices_.count(kToldRenewal), 1);
}

TEST_P(RenewalWorld, ALateFileHoldsUntilTheResultAndNotPastTheHundredAndEightiethDay) {
  const ProductId product = add_reported(9);
  on("2027-04-09");
  const DossierId dossier = file(product, 90, kTeaEnd);
  const auto view = service().renewal_of(dossier);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->renewal.filed.iso(), "2027-04-09");
  EXPECT_FALSE(rules::is_in_time(view->renewal.filed, *view->until));
  EXPECT_EQ(service().life_of(products_.row(product))->stage, rules::Stage::filed_late);
  on("2027-08-07");
  EXPECT_EQ(service().life_of(products_.row(product))->stage, rules::Stage::extended);
  ASSERT_EQ(service().mend_copies().value(), 1) << "the catalogue is told";
  const products::Standing& standing = products_.row(product).standing;
  EXPECT_EQ(standing.extended_until, Date::of(2028, 2, 2));
  EXPECT_EQ(products::validity(standing, service().today()), products::Validity::reported) << "nobody has checked that decision";
  EXPECT_EQ(products::stars_in_force(standing, service().today()), 0) << "no label bears a star that nothing proves";
  on("2028-02-03");
  EXPECT_EQ(service().life_of(products_.row(product))->stage, rules::Stage::lapsed);
  EXPECT_EQ(products::validity(products_.row(product).standing, service().today()), products::Validity::lapsed);
}

TEST_P(RenewalWorld, ACertificateGoesOnWhileItsRenewalWaitsAndListsFindIt) {
  const std::string number = issue(1);   // 20/11/2026 to 20/11/2029
  const ProductId product = some_id<ProductId>(1);
  on("2029-08-01");
  file(product, 90, *Date::of(2029, 11, 20));
  EXPECT_EQ(service().view(number)->stage, rules::Stage::filed_late);
  EXPECT_EQ(listed("renewal_window"), 1);
  on("2029-11-21");
  EXPECT_EQ(service().view(number)->stage, rules::Stage::extended);
  EXPECT_EQ(service().view(number)->validity, products::Validity::extended);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return certificates::recheck(reader, products_); }).empty())
      << "a copy that is put right within the minute is no forgery";
  (void)service().mend_copies();
  EXPECT_EQ(products::stars_in_force(products_.row(product).standing, service().today()), 4) << "labels go on";
  EXPECT_EQ(listed("extended"), 1);
  EXPECT_EQ(listed("lapsed"), 0);
  on("2030-05-19");
  EXPECT_EQ(service().view(number)->stage, rules::Stage::extended) << "20/11/2029 and 180 days";
  on("2030-05-20");
  EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed);
  EXPECT_EQ(listed("lapsed"), 1);
  EXPECT_EQ(listed("extended"), 0);
}

TEST_P(RenewalWorld, AResultEndsTheWait) {
  const std::string number = issue(1);
  const ProductId product = some_id<ProductId>(1);
  on("2029-08-01");
  const DossierId dossier = file(product, 90, *Date::of(2029, 11, 20));
  on("2029-12-01");
  EXPECT_EQ(service().view(number)->validity, products::Validity::extended);
  refuse(dossier, product);
  EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed);
  (void)service().mend_copies();
  EXPECT_FALSE(products_.row(product).standing.extended_until);
  EXPECT_EQ(listed("extended"), 0);
}

// The page of the dossier promised "valid until the result" of a certificate that was withdrawn, or that a newer one had replaced.
TEST_P(RenewalWorld, OfWhatWasWithdrawnOrReplacedTheDossiersPagePromisesNothing) {
  offer(desk_.offers, service());
  const auto on_page = [&](DossierId dossier, Language language = Language::vi) {
    web::Html out(language);
    for (const evaluation::Panel& one : desk_.offers.all<evaluation::Panel>())
      if (one.when == evaluation::Panel::When::handed_in) one.show(out, dossier);
    return out.take();
  };
  const auto says = [](const std::string& page, const char* words) { return page.find(words) != std::string::npos; };
  using Now = Service::RenewalView::Now;
  const Date end = *Date::of(2029, 11, 20);
  const std::string number = issue(1), other = issue(2);
  on("2029-08-01");
  const DossierId withdrawn = file(some_id<ProductId>(1), 90, end), replaced = file(some_id<ProductId>(2), 91, end);
  for (const DossierId dossier : {withdrawn, replaced}) {
    EXPECT_EQ(service().renewal_of(dossier)->now, Now::stands);
    EXPECT_TRUE(says(on_page(dossier), "còn hiệu lực đến khi có kết quả"));
  }
  rules::WithdrawalInput taken = withdrawal();
  taken.concluded = taken.decided = service().today();
  ASSERT_TRUE(service().withdraw(official(), number, taken).ok());
  const std::string newer = issue_again(2, 95, 3);
  EXPECT_EQ(service().renewal_of(withdrawn)->now, Now::withdrawn);
  EXPECT_EQ(service().renewal_of(replaced)->now, Now::replaced);
  for (const DossierId dossier : {withdrawn, replaced}) {
    EXPECT_FALSE(says(on_page(dossier), "còn hiệu lực đến khi có kết quả"));
    EXPECT_FALSE(says(on_page(dossier, Language::en), "holds until the result"));
  }
  EXPECT_TRUE(says(on_page(withdrawn), "đã bị thu hồi"));
  EXPECT_TRUE(says(on_page(withdrawn), number.c_str()));
  EXPECT_TRUE(says(on_page(replaced), newer.c_str()));
  // Of a register's decision nothing was withdrawn here.
  const ProductId reported = add_reported(9);
  on("2027-04-09");
  EXPECT_EQ(service().renewal_of(file(reported, 92, kTeaEnd))->now, Now::stands);
}

// What the province sends to the Ministry has no result yet (article 7.6e).
TEST_P(RenewalWorld, TheMinistryIsWaitedFor) {
  const std::string number = issue(1);
  const ProductId product = some_id<ProductId>(1);
  on("2029-08-01");
  const DossierId dossier = file(product, 90, *Date::of(2029, 11, 20));
  on("2029-12-01");
  log_decision(dossier, "forwarded_to_ministry");
  EXPECT_EQ(service().view(number)->validity, products::Validity::extended);
}

TEST_P(RenewalWorld, OnlyARenewalFiledInItsTermAndOfThisStandingExtends) {
  const std::string number = issue(1);
  const ProductId product = some_id<ProductId>(1);
  on("2029-11-21");
  file(product, 90, *Date::of(2029, 11, 20));
  EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed) << "filed a day late";
  file(product, 91, *Date::of(2026, 1, 1), "2025-12-01T03:00:00.000Z");
  EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed) << "of an older recognition";
  file(product, 92, *Date::of(2029, 11, 20), "2029-08-01T03:00:00.000Z", "upgrade");
  EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed) << "an upgrade is no renewal";
}

// Entries of before do not name the standing: it is that in whose last half year the file came.
TEST_P(RenewalWorld, EntriesOfBeforeAreReadOn) {
  const std::string number = issue(1);
  on("2029-08-01");
  file(some_id<ProductId>(1), 90, std::nullopt);
  on("2029-11-21");
  EXPECT_EQ(service().view(number)->validity, products::Validity::extended);
}

// What was sent back and comes again came on the first day.
TEST_P(RenewalWorld, ADossierThatComesAgainCameOnItsFirstDay) {
  const std::string number = issue(1);
  const Date end = *Date::of(2029, 11, 20);
  on("2029-07-20");
  const DossierId dossier = file(some_id<ProductId>(1), 90, end);
  on("2029-12-05");
  file(some_id<ProductId>(1), 90, end);
  EXPECT_EQ(service().renewal_of(dossier)->renewal.filed.iso(), "2029-07-20");
  EXPECT_EQ(service().view(number)->validity, products::Validity::extended);
}

// A commune sent a renewal back, its maker let it lie, and the certificate went on for 180 days; nobody reminded the maker either.
TEST_P(RenewalWorld, WhatWasSentBackExtendsNothingUntilItComesAgain) {
  const std::string number = issue(1);
  const ProductId product = some_id<ProductId>(1);
  const Date end = *Date::of(2029, 11, 20);
  on("2029-07-20");
  const DossierId dossier = file(product, 90, end);
  EXPECT_EQ(service().view(number)->stage, rules::Stage::filed_in_time);
  on("2029-08-01");
  send_back(dossier);
  EXPECT_EQ(service().view(number)->stage, rules::Stage::late_window);
  EXPECT_TRUE(service().renewal_of(dossier)->sent_back);
  on("2029-12-05");
  EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed);
  (void)service().mend_copies();
  EXPECT_FALSE(products_.row(product).standing.extended_until);
  EXPECT_EQ(listed("extended"), 0);
  file(product, 90, end);
  EXPECT_EQ(service().view(number)->validity, products::Validity::extended) << "it came on its first day";
  EXPECT_FALSE(service().renewal_of(dossier)->sent_back);
  EXPECT_EQ(service().renewal_of(dossier)->renewal.filed.iso(), "2029-07-20");
  send_back(dossier);
  EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed);
}

TEST_P(RenewalWorld, WhoseFileWasSentBackIsTold) {
  const ProductId product = add_reported(9);
  on("2027-02-08");
  const DossierId dossier = file(product, 90, kTeaEnd);
  EXPECT_EQ(renewals().tell().value(), 0);
  send_back(dossier);
  on("2027-04-03");
  EXPECT_EQ(renewals().tell().value(), 1);
  EXPECT_EQ(service().life_of(products_.row(product))->stage, rules::Stage::renewal_window);
}

// Article 12.3 ends with the result: a maker filed again after a refusal, and its certificate went on for 180 days.
TEST_P(RenewalWorld, AfterARefusalASecondFileExtendsNothing) {
  const std::string number = issue(1);
  const ProductId product = some_id<ProductId>(1);
  const Date end = *Date::of(2029, 11, 20);
  on("2029-07-20");
  const DossierId first = file(product, 90, end);
  on("2029-09-01");
  refuse(first, product);
  on("2029-10-01");
  const DossierId second = file(product, 91, end);
  EXPECT_TRUE(service().ledger().waits(product, end));
  EXPECT_EQ(service().renewal_of(second)->refused, Date::of(2029, 9, 1));
  EXPECT_EQ(service().view(number)->stage, rules::Stage::late_window);
  on("2029-11-21");
  EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed);
  EXPECT_EQ(listed("extended"), 0);
}

// Two files of one recognition lie with the offices, and one of them is refused: the other holds nothing any more, whichever came first.
TEST_P(RenewalWorld, ARefusalEndsTheTimeOfEveryFileOfThatEnd) {
  for (const std::uint8_t n : {std::uint8_t{1}, std::uint8_t{2}}) {
    on("2026-11-21");
    const std::string number = issue(n);
    const ProductId product = some_id<ProductId>(n);
    const Date end = *Date::of(2029, 11, 20);
    on("2029-08-01");
    const DossierId older = file(product, static_cast<std::uint8_t>(90 + 2 * n), end);
    const DossierId newer = file(product, static_cast<std::uint8_t>(91 + 2 * n), end);
    on("2029-12-01");
    EXPECT_EQ(service().view(number)->validity, products::Validity::extended);
    log_decision(n == 1 ? older : newer, "not_recognised");
    EXPECT_EQ(service().view(number)->validity, products::Validity::lapsed);
  }
}

TEST_P(RenewalWorld, TheDossiersPageSaysWhatItsFileHolds) {
  const ProductId product = add_reported(9);
  on("2027-03-01");
  const DossierId first = file(product, 90, kTeaEnd);
  const auto shown = [&](DossierId dossier) {
    web::Html out(Language::vi);
    write_renewal(out, *service().renewal_of(dossier), service().today());
    return out.take();
  };
  EXPECT_NE(shown(first).find("không quá 02/02/2028"), std::string::npos);
  send_back(first);
  EXPECT_NE(shown(first).find("khi chưa nộp lại thì giấy chứng nhận chỉ có hiệu lực đến hết ngày 06/08/2027"), std::string::npos);
  file(product, 90, kTeaEnd);
  log_decision(first, "not_recognised");
  const DossierId second = file(product, 91, kTeaEnd);
  EXPECT_NE(shown(second).find("không công nhận ngày 01/03/2027: hồ sơ này không kéo dài hiệu lực"), std::string::npos) << shown(second);
}

TEST_P(RenewalWorld, ANewerCertificateReplacesTheOlderOne) {
  const std::string first = issue(1);
  on("2027-03-01");
  const std::string second = issue_again(1, 90, 3);
  EXPECT_EQ(service().view(first)->stage, rules::Stage::replaced);
  EXPECT_EQ(service().view(first)->issued.certificate.replaced_by, second);
  EXPECT_EQ(service().view(second)->stage, rules::Stage::valid);
  EXPECT_EQ(listed("valid"), 1) << "the newer one";
  EXPECT_EQ(listed("lapsed"), 1);
}

// ---- printed copies ------------------------------------------------------------------------------------------------------------------

TEST_P(RenewalWorld, EachPrintedPaperHasItsNumber) {
  const std::string number = issue(1);
  ASSERT_TRUE(service().print(number, {}).ok());
  ASSERT_TRUE(service().print(number, {}).ok());                    // the same visitor's, the same day
  ASSERT_TRUE(service().print(number, official()).ok());
  ASSERT_TRUE(service().print(number, member()).ok());
  const auto all = copies();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].number, 1);
  EXPECT_EQ(all[0].prints, 2);
  EXPECT_EQ(all[0].printer, Printer::visitor);
  EXPECT_FALSE(all[0].printed_by);
  EXPECT_EQ(all[1].printer, Printer::office);
  EXPECT_EQ(all[1].printed_by, kOfficial);
  EXPECT_EQ(all[2].printer, Printer::maker);
  EXPECT_EQ(all[2].number, 3);
  on("2026-11-22");
  ASSERT_TRUE(service().print(number, {}).ok());
  EXPECT_EQ(copies().size(), 4u) << "another day";
}

TEST_P(RenewalWorld, APaperThatWasReplacedSaysSo) {
  const std::string first = issue(1);
  ASSERT_TRUE(service().print(first, {}).ok());
  EXPECT_EQ(said("1"), "Bản in số 1 ngày 21/11/2026 của giấy chứng nhận " + first + ": từ khi in đến nay không có gì thay đổi.");
  EXPECT_EQ(said("7"), "Sản phẩm này không có bản in nào mang số 7. Nếu giấy ghi số đó, hãy coi giấy là chưa được xác minh.");
  for (const char* none : {"0", "-1", "x", "1000000", "1 ", "01x", ""}) EXPECT_EQ(said(none), "") << none;
  products_.row(some_id<ProductId>(1)).name = "Cà phê Cầu Đất";
  EXPECT_EQ(said("1"),
            "Bản in số 1 ngày 21/11/2026: hạng sao không đổi, nhưng tên in trên giấy đã cũ: tên sản phẩm nay là Cà phê Cầu Đất.");
  products_.row(some_id<ProductId>(1)).name = "Cà phê bột Cầu Đất 1";
  on("2027-03-01");
  const std::string second = issue_again(1, 90, 3);
  EXPECT_EQ(said("1"), "Bản in số 1 ngày 21/11/2026: thay bằng bản ngày 01/03/2027: nay là 3 sao, giấy chứng nhận " + second + ".");
  ASSERT_TRUE(service().print(second, {}).ok());
  EXPECT_EQ(said("2"), "Bản in số 2 ngày 01/03/2027 của giấy chứng nhận " + second + ": từ khi in đến nay không có gì thay đổi.");
}

TEST_P(RenewalWorld, APaperOfBeforeAWithdrawalIsWorthNothing) {
  const std::string number = issue(1);
  ASSERT_TRUE(service().print(number, {}).ok());
  ASSERT_TRUE(service().withdraw(official(), number, withdrawal()).ok());
  EXPECT_EQ(said("1"), "Bản in số 1 ngày 21/11/2026 không còn giá trị từ ngày 21/11/2026: giấy chứng nhận đã bị thu hồi.");
  ASSERT_TRUE(service().print(number, {}).ok());
  ASSERT_EQ(copies().size(), 2u) << "on the same day, but it says something else";
  EXPECT_EQ(service().view(number)->validity, products::Validity::withdrawn);
  EXPECT_NE(said("2").find("không có gì thay đổi"), std::string::npos) << "its stamp says that it was withdrawn";
}

TEST_P(RenewalWorld, NumbersOfCopiesHaveNoGapUnderManyPrinters) {
  const std::string number = issue(1);
  std::vector<std::thread> printers;
  for (std::uint8_t i = 1; i <= 4; ++i)
    printers.emplace_back([&, i] {
      const Actor reader{some_id<AccountId>(i), "", {{Role::producer_member, "", "", kMaker}}};
      EXPECT_TRUE(service().print(number, reader).ok());
    });
  for (std::thread& one : printers) one.join();
  const auto all = copies();
  ASSERT_EQ(all.size(), 4u);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].number, static_cast<int>(i) + 1);
}

}  // namespace
}  // namespace ocop::certificates::test
