// What a printed certificate is worth when somebody scans it later. Stories: a scan said "replaced by one of five stars" of a product whose
// five stars had been withdrawn, and "nothing has changed" of papers whose term had ended.
#include "modules/certificates/copies.h"

#include "modules/certificates/store_life.h"
#include "modules/certificates/tests/renewal_world.h"

namespace ocop::certificates::test {
namespace {

using Verdict = CopyVerdict::State;
using enum CopyChange;

constexpr std::int64_t kIssued = 10, kNewest = 20, kLater = 30;   // places in the log

struct Row {
  const char* what;
  const char* today;
  int newest_stars;                        // 0 = the printed one is the newest
  const char* newest_withdrawn;            // "" = it was not
  const char* withdrawn;                   // the printed one, after it was printed
  const char* paper;                       // day of a confirmed decision of five stars that stands
  const char* paper_withdrawn;
  const char* refused;                     // a renewal of what stands
  Verdict state;
  const char* since;
  std::vector<CopyChange> changes;
};

// The printed one: 4 stars of 20/11/2026, to the end of 20/11/2029; the newest of 01/03/2027, to the end of 01/03/2030.
CopyVerdict check(const Row& row) {
  Certificate printed;
  printed.number = "OCOP-1";
  printed.stars = 4;
  printed.decided = printed.issued = day("2026-11-20");
  printed.valid_until = day("2029-11-20");
  printed.log_index = kIssued;
  Copy copy{.id = {}, .product = {}, .number = 3, .certificate = printed.number, .province = "68", .as_of = kIssued,
            .printed = start_of_vietnam_day(day("2026-11-21"))};
  const auto withdraw = [](Certificate& one, const char* on) {
    if (!*on) return;
    one.state = certificates::State::withdrawn;
    one.withdrawn = day(on);
  };
  withdraw(printed, row.withdrawn);
  Certificate newest = printed;
  if (row.newest_stars > 0) {
    newest.number = "OCOP-2";
    newest.stars = row.newest_stars;
    newest.decided = newest.issued = day("2027-03-01");
    newest.valid_until = day("2030-03-01");
    newest.log_index = kNewest;
    newest.state = certificates::State::in_force;
    newest.withdrawn.reset();
    withdraw(newest, row.newest_withdrawn);
  }
  LoggedStanding stands{standing_of(newest), "code", newest.log_index};
  if (*row.paper) {
    Confirmed paper{.id = {}, .number = "9/QĐ-UBND", .decided = day(row.paper), .issuer = "UBND tỉnh", .stars = 5};
    paper.valid_until = day("2030-06-01");
    stands.standing.basis = products::Standing::Basis::confirmed;
    stands.standing.decided = paper.decided;
    stands.standing.stars = 5;
    stands.standing.valid_until = paper.valid_until;
    stands.standing.withdrawn = *row.paper_withdrawn != 0;
    stands.standing.certificate.reset();
    if (*row.paper_withdrawn) paper.withdrawn = Confirmed::Withdrawn{"10/QĐ-UBND", "UBND tỉnh", day(row.paper_withdrawn), kLater};
    stands.confirmed = paper;
  }
  rules::CopyFacts facts{.copy = copy, .printed = printed, .newest = newest, .stands = stands, .today = day(row.today)};
  if (*row.withdrawn) facts.withdrawal_entry = kLater;
  if (*row.refused) facts.refused = day(row.refused);
  return rules::check_copy(facts);
}

TEST(CertificatesCopies, SayWhatStandsToday) {
  const Row rows[] = {
      {"nothing happened", "2027-01-01", 0, "", "", "", "", "", Verdict::current, "", {}},
      {"its last day", "2029-11-20", 0, "", "", "", "", "", Verdict::current, "", {}},
      {"its term ended", "2029-11-21", 0, "", "", "", "", "", Verdict::lapsed, "2029-11-20", {lapsed}},
      {"refused before the end", "2029-10-01", 0, "", "", "", "", "2029-09-01", Verdict::current, "", {}},
      {"refused before the end, then it ended", "2029-11-21", 0, "", "", "", "", "2029-09-01", Verdict::lapsed, "2029-11-20", {refused}},
      {"refused while it was extended", "2030-02-01", 0, "", "", "", "", "2030-01-15", Verdict::lapsed, "2030-01-15", {refused}},
      {"refused after its 180 days", "2030-08-01", 0, "", "", "", "", "2030-07-15", Verdict::lapsed, "2030-05-19", {refused}},
      {"withdrawn since", "2027-01-01", 0, "", "2026-12-01", "", "", "", Verdict::withdrawn, "2026-12-01", {withdrawn}},
      {"upgraded", "2027-04-01", 5, "", "", "", "", "", Verdict::replaced, "2027-03-01", {upgraded}},
      {"renewed", "2027-04-01", 4, "", "", "", "", "", Verdict::replaced, "2027-03-01", {renewed}},
      {"lowered", "2027-04-01", 3, "", "", "", "", "", Verdict::replaced, "2027-03-01", {lowered}},
      {"upgraded, and that was withdrawn", "2027-05-01", 5, "2027-04-15", "", "", "", "", Verdict::withdrawn, "2027-04-15",
       {upgraded, newest_withdrawn}},
      {"both were withdrawn", "2027-05-01", 5, "2027-04-15", "2027-04-10", "", "", "", Verdict::withdrawn, "2027-04-15",
       {upgraded, withdrawn, newest_withdrawn}},
      {"the old one alone was withdrawn", "2027-05-01", 5, "", "2027-04-10", "", "", "", Verdict::replaced, "2027-03-01",
       {upgraded, withdrawn}},
      {"renewed, and that ended", "2030-03-02", 4, "", "", "", "", "", Verdict::lapsed, "2030-03-01", {renewed, lapsed}},
      {"renewed, and the next renewal was refused", "2030-03-02", 4, "", "", "", "", "2030-01-05", Verdict::lapsed, "2030-03-01",
       {renewed, refused}},
      {"a later decision on paper", "2027-07-01", 0, "", "", "2027-06-01", "", "", Verdict::replaced, "2027-06-01", {by_paper}},
      {"later than the newest too", "2027-07-01", 3, "", "", "2027-06-01", "", "", Verdict::replaced, "2027-06-01", {by_paper}},
      {"on paper, and withdrawn", "2027-07-01", 0, "", "", "2027-06-01", "2027-06-20", "", Verdict::withdrawn, "2027-06-20",
       {by_paper, newest_withdrawn}},
      {"on paper, and ended", "2030-06-02", 0, "", "", "2027-06-01", "", "", Verdict::lapsed, "2030-06-01", {by_paper, lapsed}},
  };
  for (const Row& row : rows) {
    const CopyVerdict verdict = check(row);
    EXPECT_EQ(static_cast<int>(verdict.state), static_cast<int>(row.state)) << row.what;
    if (*row.since) EXPECT_EQ(verdict.since.iso(), row.since) << row.what;
    EXPECT_EQ(verdict.changes, row.changes) << row.what;
    for (const Language language : {Language::vi, Language::en}) {
      const std::string sentence = copy_sentence(verdict, language);
      EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
      EXPECT_NE(sentence.find('3'), std::string::npos) << sentence;
    }
  }
}

// Its stamp says so, and nothing has changed since.
TEST(CertificatesCopies, APaperThatWasPrintedWithItsStampIsAsPrinted) {
  Certificate printed;
  printed.number = "OCOP-1";
  printed.state = certificates::State::withdrawn;
  printed.withdrawn = day("2026-12-01");
  printed.decided = printed.issued = day("2026-11-20");
  printed.valid_until = day("2029-11-20");
  const Copy copy{.id = {}, .product = {}, .number = 4, .certificate = printed.number, .province = "68", .as_of = kLater,
                  .printed = start_of_vietnam_day(day("2026-12-02"))};
  const LoggedStanding stands{standing_of(printed), "code", kIssued};
  const auto verdict = rules::check_copy(
      {.copy = copy, .printed = printed, .newest = printed, .stands = stands, .today = day("2026-12-03"), .withdrawal_entry = kLater});
  EXPECT_EQ(verdict.state, Verdict::current);
}

class CopiesOfCertificates : public RenewalWorld {};
OCOP_ON_BOTH_ENGINES(CopiesOfCertificates);

TEST_P(CopiesOfCertificates, TheNewerOneWasWithdrawn) {
  const std::string first = issue(1);
  ASSERT_TRUE(service().print(first, {}).ok());
  on("2027-03-01");
  const std::string second = issue_again(1, 90, 3);
  on("2027-04-01");
  rules::WithdrawalInput taken = withdrawal();
  taken.decided = taken.concluded = *Date::of(2027, 4, 1);
  ASSERT_TRUE(service().withdraw(official(), second, taken).ok());
  EXPECT_EQ(said("1"), "Bản in số 1 ngày 21/11/2026 không còn giá trị từ ngày 01/04/2027: nay là 3 sao, giấy chứng nhận " + second +
                           "; quyết định thay thế cũng đã bị thu hồi.");
}

TEST_P(CopiesOfCertificates, ItsTermEndsAndItsRenewalIsRefused) {
  const std::string number = issue(1);
  const ProductId product = some_id<ProductId>(1);
  ASSERT_TRUE(service().print(number, {}).ok());
  on("2029-08-01");
  const DossierId dossier = file(product, 90, *Date::of(2029, 11, 20));
  on("2029-12-01");
  EXPECT_NE(said("1").find("không có gì thay đổi"), std::string::npos) << "it goes on";
  refuse(dossier, product);
  on("2029-12-02");
  EXPECT_EQ(said("1"), "Bản in số 1 ngày 21/11/2026 không còn giá trị sau ngày 01/12/2029: đã hết thời hạn, đề nghị đánh giá lại không "
                       "được công nhận.");
}

// Two records of one product were merged: its papers go on being found under the record that was certified.
TEST_P(CopiesOfCertificates, AMergedRecordKeepsItsCopies) {
  const DossierId dossier = add_dossier(1);
  products_.row(some_id<ProductId>(1)).code = "7K3M9QXD";
  const std::string number = service().record(official(), dossier, recognise())->issued->certificate.number;
  ASSERT_TRUE(service().print(number, {}).ok());
  const ProductId into = add_reported(9);
  products_.row(some_id<ProductId>(1)).merged_into = into;
  const auto asked = [&](std::string_view code, ProductId leads_to) {
    const auto verdict = database().read([&](db::Reader& reader) { return service().copy(reader, code, leads_to, "1"); });
    return verdict ? verdict->state : Verdict::unknown;
  };
  EXPECT_EQ(asked("7K3M9QXD", into), Verdict::current);
  EXPECT_EQ(asked("7k3m-9qxd", into), Verdict::current) << "typed from the paper";
  EXPECT_EQ(asked("code9", into), Verdict::unknown) << "the other record was never certified";
  // The record that it was merged into is recognised later.
  evaluation::ClosedDossier closed = evaluation_.dossiers.at(dossier);
  closed.id = some_id<DossierId>(9);
  closed.product = into;
  closed.state = evaluation::State::closed;
  closed.version = 5;
  evaluation_.dossiers[closed.id] = closed;
  on("2027-03-01");
  rules::DecisionInput input = recognise();
  input.number = "8/QĐ-UBND";
  input.decided = service().today();
  ASSERT_TRUE(service().record(official(), closed.id, input).ok());
  EXPECT_EQ(asked("7K3M9QXD", into), Verdict::replaced);
}

// Whoever prints a public paper is nobody's business, and least of all for ever: the province was given the accounts of citizens.
TEST_P(CopiesOfCertificates, OfACitizenNothingIsKept) {
  const std::string number = issue(1);
  for (std::uint8_t n = 1; n <= 2; ++n) ASSERT_TRUE(service().print(number, {some_id<AccountId>(n), "Người dân", {}}).ok());
  ASSERT_TRUE(service().print(number, official("01")).ok()) << "another province's office is nobody here either";
  ASSERT_TRUE(service().print(number, member()).ok());
  const auto all = copies();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].printer, Printer::visitor);
  EXPECT_FALSE(all[0].printed_by);
  EXPECT_EQ(all[0].prints, 3);
  EXPECT_EQ(all[1].printed_by, member().account);
  const auto listed = desk_.get("/api/v1/copies", "province");
  const auto body = json::parse(listed.body);
  ASSERT_TRUE(body) << listed.body;
  int named = 0;
  for (std::size_t i = 0; i < body->root()["copies"].size(); ++i)
    if (body->root()["copies"].at(i)["printed_by"].text()) ++named;
  EXPECT_EQ(body->root()["copies"].size(), 2u);
  EXPECT_EQ(named, 1) << listed.body;
}

}  // namespace
}  // namespace ocop::certificates::test
