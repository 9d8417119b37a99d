#include "modules/certificates/store.h"
#include "modules/certificates/tests/fixture.h"

#include <atomic>
#include <thread>

#include "kernel/db/columns.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates::test {
namespace {

class CertificatesService : public CertificatesTest {
 protected:
  std::int64_t count(const char* table) {
    const std::string sql = std::string("SELECT count(*) FROM ") + table;
    const db::Statement statement{table, sql};
    return database().read([&](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, statement); });
  }
  std::int64_t log_size() { return database().read([](db::Reader& reader) { return tlog::head(reader).size; }); }
  std::vector<std::string> recheck() {
    return database().read([&](db::Reader& reader) {
      EXPECT_TRUE(tlog::check_kinds(reader, kLeaves).empty());
      return certificates::recheck(reader, products_);
    });
  }
};
OCOP_ON_BOTH_ENGINES(CertificatesService);

TEST_P(CertificatesService, OneActDecidesCertifiesLogsAndSetsTheStanding) {
  const DossierId dossier = add_dossier(1);
  ASSERT_EQ(awaiting(official()), 1);
  const auto done = service().record(official(), dossier, recognise());
  ASSERT_TRUE(done.ok());
  const Certificate& certificate = done->issued.value().certificate;
  EXPECT_EQ(certificate.number, "OCOP-68-2026-000001");
  EXPECT_EQ(certificate.stars, 4);
  EXPECT_EQ(certificate.issued.iso(), "2026-11-20");
  EXPECT_EQ(certificate.valid_until.iso(), "2029-11-20");
  EXPECT_EQ(certificate.place, "Xã Tân Hà, Tỉnh Lâm Đồng");
  EXPECT_EQ(done->dossier.state, evaluation::State::decided);
  const auto& standing = products_.row(certificate.product).standing;
  EXPECT_EQ(standing.basis, products::Standing::Basis::certificate);
  EXPECT_EQ(standing.certificate, certificate.id);
  EXPECT_EQ(products::validity(standing, service().today()), products::Validity::valid);
  EXPECT_EQ(log_size(), 3);   // decision.recorded, certificate.issued, and the decision as a whole: ruling.recorded
  const auto entry = database().read([&](db::Reader& reader) { return tlog::entry_at(reader, certificate.log_index); });
  EXPECT_NE(entry->find("OCOP-68-2026-000001"), std::string::npos);
  EXPECT_EQ(entry->find("HTX"), std::string::npos);           // the maker is a commitment
  EXPECT_EQ(entry->find("Phó Chủ tịch"), std::string::npos);   // so is the signer
  ASSERT_EQ(notices_.count("decision.recorded"), 1);
  EXPECT_EQ(notices_.last().audience.holders.at(0).producer, certificate.producer);
  EXPECT_EQ(notices_.last().news.link, "/dossiers/" + dossier.text() + "/result");
  EXPECT_EQ(awaiting(official()), 0);
  EXPECT_TRUE(recheck().empty());
  const auto port = database().read([&](db::Reader& reader) { return service().by_number(reader, certificate.number); });
  EXPECT_EQ(port->id, certificate.id);
  EXPECT_EQ(database().read([&](db::Reader& reader) { return service().of_product(reader, certificate.product).size(); }), 1u);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().find(reader, certificate.id); }).has_value());
}

TEST_P(CertificatesService, AnExceptionAtTheLastStepLeavesNothing) {
  const DossierId dossier = add_dossier(1);
  evaluation_.fail_at_end = true;
  EXPECT_THROW((void)service().record(official(), dossier, recognise()), std::runtime_error);
  for (const char* table : {"certificates_decision", "certificates_certificate", "certificates_serial", "tlog_entry"}) {
    EXPECT_EQ(count(table), 0) << table;
  }
  evaluation_.fail_at_end = false;
  EXPECT_EQ(service().record(official(), dossier, recognise())->issued->certificate.number, "OCOP-68-2026-000001");   // no gap
}

TEST_P(CertificatesService, AnotherProvinceSeesNothing) {
  const DossierId dossier = add_dossier(1);
  const std::string number = issue(2);
  EXPECT_EQ(service().decision(official("01"), dossier).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().record(official("01"), dossier, recognise()).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().withdraw(official("01"), number, withdrawal()).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().withdrawable(official("01"), number).error().kind, ErrorKind::not_found);
  const Actor ministry{kOfficial, "Cán bộ Bộ", {{Role::ministry, "", "", {}}}};   // decides about five stars alone (8.2b)
  EXPECT_EQ(service().withdraw(ministry, number, withdrawal()).error().kind, ErrorKind::not_found);
  EXPECT_EQ(awaiting(official("01")), 0);
  EXPECT_EQ(service().record({}, dossier, recognise()).error().kind, ErrorKind::not_signed_in);
}

// Whoever had helped a maker with its papers could record its stars.
TEST_P(CertificatesService, NobodyDecidesOnAMakerThatHeHelps) {
  const DossierId dossier = add_dossier(1);
  Actor helper = official();
  helper.grants.push_back({Role::helper, "", "", kMaker, Tasks().add(Task::papers)});
  EXPECT_EQ(service().record(helper, dossier, recognise()).error().kind, ErrorKind::conflict);
  EXPECT_EQ(count("certificates_decision"), 0);
  EXPECT_TRUE(service().record(official(), dossier, recognise()).ok());
}

TEST_P(CertificatesService, TheSecondOfTwoOfficialsGetsAConflict) {
  const DossierId dossier = add_dossier(1);
  auto stale = recognise();
  stale.version = 4;
  EXPECT_EQ(service().record(official(), dossier, stale).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service().record(official(), dossier, recognise()).ok());
  EXPECT_EQ(service().record(official(), dossier, recognise()).error().kind, ErrorKind::conflict);
  EXPECT_EQ(count("certificates_certificate"), 1);
}

TEST_P(CertificatesService, ARefusalAndAForwardingGiveNoCertificate) {
  auto refusal = recognise();
  refusal.outcome = Outcome::not_recognised;
  refusal.reason = "Thiếu chứng nhận an toàn thực phẩm";
  const auto refused = service().record(official(), add_dossier(1, 2, 2), refusal);
  ASSERT_TRUE(refused.ok());
  EXPECT_FALSE(refused->issued);
  EXPECT_EQ(refused->decision->reason, refusal.reason);
  auto five = recognise();
  const DossierId eligible = add_dossier(2, 5, 5);
  EXPECT_EQ(service().record(official(), eligible, five).error().kind, ErrorKind::invalid_input);
  five.outcome = Outcome::forwarded_to_ministry;
  EXPECT_FALSE(service().record(official(), eligible, five)->issued);
  EXPECT_EQ(products_.row(some_id<ProductId>(2)).standing.basis, products::Standing::Basis::none);
  EXPECT_EQ(log_size(), 4);
}

// What a public list of results may name (article 7.3e): recognised alone, with the stars that the log says.
TEST_P(CertificatesService, AwardsAreWhatWasRecognisedAndLogged) {
  const std::string number = issue(1), elsewhere = issue(3, "01");
  rules::DecisionInput refusal = recognise();
  refusal.outcome = Outcome::not_recognised;
  refusal.reason = "Không đạt.";
  ASSERT_TRUE(service().record(official(), add_dossier(2, 2, 2), refusal).ok());
  const auto awarded = [&](lists::Question question = {}) {
    std::vector<Certificate> out;
    database().read([&](db::Reader& reader) {
      const auto rows = service().awarded();
      lists::read(reader, rows.supply(), Scope::everything(), question, [&](const db::Row& row) { out.push_back(rows.load(row)); });
    });
    service().settle(out);
    return out;
  };
  const auto all = awarded();
  ASSERT_EQ(all.size(), 2u);
  for (const Certificate& one : all) {
    EXPECT_TRUE(one.number == number || one.number == elsewhere) << one.number;
    EXPECT_EQ(one.stars, 4);
    EXPECT_EQ(one.producer_name + one.signer, "") << "nobody is named";
  }
  ASSERT_TRUE(service().withdraw(official(), number, withdrawal()).ok());
  for (const Certificate& one : awarded()) EXPECT_EQ(one.state == certificates::State::withdrawn, one.number == number);
  std::vector<Certificate> made_up(1);
  made_up[0].number = "OCOP-68-2026-000009";
  service().settle(made_up);
  EXPECT_TRUE(made_up.empty()) << "nothing was logged of it";
}

TEST_P(CertificatesService, NumbersHaveNoGapUnderEightWriters) {
  constexpr int kWriters = 8, kEach = 4;
  for (std::uint8_t n = 1; n <= kWriters * kEach; ++n) add_dossier(n);
  std::atomic<int> done = 0;
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kEach; ++i) {
        const auto dossier = some_id<DossierId>(static_cast<std::uint8_t>(writer * kEach + i + 1));
        auto input = recognise();
        if (i == 1) input.decided = *Date::of(2026, 12, 31);   // some acts are refused: their number must not be lost
        if (service().record(official(), dossier, input).ok()) ++done;
      }
    });
  }
  writers.clear();
  EXPECT_EQ(done, kWriters * (kEach - 1));
  const auto all = database().read([](db::Reader& reader) { return store::after(reader, std::nullopt, 1'000); });
  ASSERT_EQ(all.size(), static_cast<std::size_t>(done));
  std::vector<int> serials;
  for (const Issued& issued : all) serials.push_back(issued.serial);
  std::sort(serials.begin(), serials.end());
  for (std::size_t i = 0; i < serials.size(); ++i) EXPECT_EQ(serials[i], static_cast<int>(i) + 1);
  EXPECT_TRUE(recheck().empty());
}

// The story: with its row deleted a withdrawal was forgotten, the certificate was valid again, and the check of all records found it sound,
// because it went from the rows to the log and never back.
TEST_P(CertificatesService, ARowThatWasTakenAwayIsSeen) {
  ASSERT_TRUE(service().withdraw(official(), issue(1), withdrawal()).ok());
  const DossierId refused = add_dossier(2);
  ASSERT_TRUE(service().record(official(), refused, recognise()).ok());
  ASSERT_TRUE(recheck().empty());
  for (const char* table : {"certificates_withdrawal", "certificates_decision"}) lift_protection(table);
  const auto run = [&](const db::Statement& statement) {
    (void)database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(statement);
      return {};
    });
  };
  run({"test.take_away", "DELETE FROM certificates_withdrawal"});
  ASSERT_EQ(recheck().size(), 1u);
  EXPECT_NE(recheck().front().find("withdrawal"), std::string::npos);
  run({"test.renumber", "UPDATE certificates_decision SET number = '2/QĐ-UBND'"});
  EXPECT_GE(recheck().size(), 3u);
}

TEST_P(CertificatesService, EachProvinceAndYearCountsForItself) {
  EXPECT_EQ(issue(1), "OCOP-68-2026-000001");
  EXPECT_EQ(issue(2, "01"), "OCOP-01-2026-000001");
  EXPECT_EQ(issue(3), "OCOP-68-2026-000002");
}

TEST_P(CertificatesService, AWithdrawalIsLoggedAndEndsTheStanding) {
  const std::string number = issue(1);
  const auto done = service().withdraw(official(), number, withdrawal());
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(done->certificate.state, State::withdrawn);
  EXPECT_EQ(done->certificate.withdrawal_reason, "criteria_not_met");
  EXPECT_EQ(products::validity(products_.row(some_id<ProductId>(1)).standing, service().today()), products::Validity::withdrawn);
  EXPECT_EQ(service().withdraw(official(), number, withdrawal()).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().view(number)->validity, products::Validity::withdrawn);
  EXPECT_EQ(log_size(), 4);
  EXPECT_TRUE(recheck().empty());
}

// 8.2b. The province issues no five stars; the row is made one here.
TEST_P(CertificatesService, OfFiveStarsTheMinistryWithdrawsAndTheProvinceIsToldSo) {
  const std::string number = issue(1);
  lift_protection("certificates_certificate");
  static constexpr db::Statement kFive{"test.five", "UPDATE certificates_certificate SET stars = 5"};
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kFive);
    return {};
  }).ok());
  const Actor ministry{kOfficial, "Cán bộ Bộ", {{Role::ministry, "", "", {}}}};
  EXPECT_EQ(service().withdraw(official(), number, withdrawal()).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().withdraw(official("01"), number, withdrawal()).error().kind, ErrorKind::not_found);
  const auto done = service().withdraw(ministry, number, withdrawal());
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(done->certificate.state, State::withdrawn);
}

// An officer who is of the maker's people, or helped it after the authority had concluded, could withdraw its certificate, and choose the
// ground that is on its page.
TEST_P(CertificatesService, NobodyWithdrawsTheOwnProducersCertificate) {
  const std::string number = issue(1);
  Actor member = official(), helper = official();
  member.grants.push_back({Role::producer_member, "", "", kMaker});
  helper.grants.push_back({Role::helper, "", "", kMaker, Tasks().add(Task::papers)});
  for (const Actor& one : {member, helper}) {
    const auto refused = service().withdraw(one, number, withdrawal());
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(refused.error().problems.at(0).message.vi, msg::own_producer.vi);
  }
  Actor other = official();
  other.grants.push_back({Role::producer_member, "", "", some_id<ProducerId>(2)});
  EXPECT_EQ(service().view(number)->validity, products::Validity::valid) << "nothing of it is left";
  EXPECT_TRUE(service().withdraw(other, number, withdrawal()).ok()) << "of another producer";
}

// What waits on a certificate ends with it, in the same act: modules/withdrawals.
TEST_P(CertificatesService, WhoeverWaitsOnACertificateHearsOfItsWithdrawal) {
  manifest::Offers offers;
  std::vector<std::string> heard;
  offers.add(WhenWithdrawn{.rank = 1, .then = [&](act::Act&, const Certificate& certificate, const WithdrawalInput& input) {
                             heard.push_back(certificate.number + " " + input.number);
                           }});
  Service::Parts parts = service().parts();
  parts.offers = &offers;
  Service listened(parts);
  const std::string number = issue(1);
  EXPECT_EQ(listened.withdraw(official("01"), number, withdrawal()).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(heard.empty());
  ASSERT_TRUE(listened.withdraw(official(), number, withdrawal()).ok());
  EXPECT_EQ(heard, std::vector<std::string>{number + " 55/QĐ-UBND"});
}

TEST_P(CertificatesService, WithdrawingAnOldCertificateLeavesTheStandingOfTheNewOne) {
  const std::string number = issue(1);
  products_.row(some_id<ProductId>(1)).standing.certificate = some_id<CertificateId>(99);
  ASSERT_TRUE(service().withdraw(official(), number, withdrawal()).ok());
  EXPECT_FALSE(products_.row(some_id<ProductId>(1)).standing.withdrawn);
}

TEST_P(CertificatesService, ARowChangedBehindTheProgramIsFound) {
  static constexpr db::Statement kEdit{"test.edit", "UPDATE certificates_certificate SET stars = 3 WHERE serial = $1"};
  issue(1);
  lift_protection("certificates_certificate");
  ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<void> { transaction.execute(kEdit, 1); return {}; }).ok());
  const auto findings = recheck();
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings.front(), "certificate OCOP-68-2026-000001: not as it was logged at 1");
}

// The story: `update products_product set stars=5 where certificate<>''` made the scan page of a three-star certificate say "OCOP 5 sao,
// còn hiệu lực" and cite the public log; every check exited 0.
TEST_P(CertificatesService, WhoOwnsTheDatabaseChangesNoPublicStatement) {
  const std::string number = issue(1), other = issue(2);
  const ProductId product = some_id<ProductId>(1);
  for (const char* table : {"certificates_certificate", "certificates_withdrawal"}) lift_protection(table);
  const auto run = [&](const db::Statement& statement) {
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(statement);
      return {};
    }).ok());
  };
  const auto logged = [&] { return database().read([&](db::Reader& reader) { return service().recognitions().of(reader, product); }); };

  run({"test.better",
       "UPDATE certificates_certificate SET stars = 5, valid_until = valid_until + 9000, product_name = 'Khác', place = 'Khác',"
       " decision_number = '9', producer_name = 'Kẻ khác', code = 'khac', product = (SELECT product FROM certificates_certificate"
       " WHERE serial = 2) WHERE serial = 1"});
  products_.row(product).standing.stars = 5;
  const Certificate seen = service().view(number)->issued.certificate;
  EXPECT_EQ(seen.stars, 4);
  EXPECT_EQ(seen.valid_until, day("2029-11-20"));
  EXPECT_EQ(seen.product_name, "Cà phê bột Cầu Đất 1");
  EXPECT_EQ(seen.decision_number, "1234/QĐ-UBND");
  EXPECT_EQ(seen.product, product);
  EXPECT_EQ(seen.code, "code1");
  EXPECT_EQ(seen.producer_name, "") << "the salt does not open the commitment with another name";
  EXPECT_EQ(logged()->standing.stars, 4);
  std::vector<Issued> listed(1);
  listed.front().certificate.number = number;
  service().settle(listed);
  EXPECT_EQ(listed.front().certificate.stars, 4);
  // What the catalogue is searched by is a copy: it is put right.
  EXPECT_EQ(service().mend_copies().value(), 1);
  EXPECT_EQ(products_.row(product).standing.stars, 4);
  EXPECT_EQ(service().mend_copies().value(), 0);

  // A withdrawal that is taken out of the table stands; one that nobody logged does not.
  ASSERT_TRUE(service().withdraw(official(), other, withdrawal()).ok());
  run({"test.forget", "DELETE FROM certificates_withdrawal"});
  EXPECT_EQ(service().view(other)->validity, products::Validity::withdrawn);
  run({"test.forge",
       "INSERT INTO certificates_withdrawal (certificate, ground, decision_number, concluded, decided, signer, note, recorded, recorded_by,"
       " log_index) SELECT id, 'false_dossier', '1', issued, issued, 'x', '', recorded, id, 99 FROM certificates_certificate"
       " WHERE serial = 1"});
  EXPECT_EQ(service().view(number)->validity, products::Validity::valid);

  // Without its row the certificate is still what was logged; a row that nothing was logged of is no certificate.
  run({"test.rename", "UPDATE certificates_certificate SET number = 'OCOP-68-2026-000077' WHERE serial = 1"});
  EXPECT_EQ(service().view(number)->issued.certificate.stars, 4);
  EXPECT_EQ(service().view("OCOP-68-2026-000077").error().kind, ErrorKind::not_found);
  EXPECT_FALSE(recheck().empty());
}

// The story: a process that had not read on took the standing that another one had just logged for forged, and cleared it.
TEST_P(CertificatesService, ACopyOfWhatAnotherProcessLoggedIsLeftAlone) {
  issue(1);
  EXPECT_EQ(service().mend_copies().value(), 0);
  const ProductId product = some_id<ProductId>(9);
  products::Product newer = products_.row(some_id<ProductId>(1));
  newer.id = product;
  newer.standing.stars = 5;
  products_.rows.push_back(newer);
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    tlog::append(transaction, {"test.elsewhere", product.text(), "{}", clock_.now()});
    return {};
  }).ok());
  EXPECT_EQ(service().mend_copies().value(), 0);
  EXPECT_EQ(products_.row(product).standing.stars, 5);
  service().follow();
  EXPECT_EQ(service().mend_copies().value(), 1) << "the whole log is read, and nothing in it speaks of this product";
  EXPECT_EQ(products_.row(product).standing, products::Standing{});
}

// Whoever can add entries gives no product a certificate's number again.
TEST_P(CertificatesService, ANumberIsBelievedOnce) {
  const std::string number = issue(1);
  const auto first = database().read([&](db::Reader& reader) { return *store::by_number(reader, number); });
  Issued again = first;
  again.certificate.stars = 5;
  again.certificate.product = some_id<ProductId>(2);
  again.certificate.code = "code2";
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    tlog::append(transaction, issued_entry(again));
    return {};
  }).ok());
  service().follow();
  EXPECT_EQ(service().view(number)->issued.certificate.stars, 4);
  const auto of_second = database().read([&](db::Reader& reader) { return service().of_product(reader, some_id<ProductId>(2)); });
  EXPECT_TRUE(of_second.empty());
}

// The story: a certificate that was decided the day before its commune became a ward said it was made in a ward that did not exist.
TEST_P(CertificatesService, PlacesAreCalledAsOnTheDayOfTheAct) {
  places_.renamed = {day("2026-11-21"), "Tỉnh Lâm Đồng cũ", "Xã Tân Hà cũ"};
  const std::string number = issue(1);   // decided on the 20th, recorded on the 21st
  EXPECT_EQ(service().view(number)->issued.certificate.place, "Xã Tân Hà cũ, Tỉnh Lâm Đồng cũ");
  EXPECT_EQ(service().view(number)->province_name, "Tỉnh Lâm Đồng cũ");
  places_.renamed->on = day("2026-11-20");
  EXPECT_EQ(service().view(issue(2))->issued.certificate.place, "Xã Tân Hà, Tỉnh Lâm Đồng");
}

// The story: A's GTIN was given to B, B was certified and A withdrawn; A's own paper then said "in force, four stars", for B.
TEST_P(CertificatesService, APrintedCertificateGoesOnMeaningItsProduct) {
  const std::string number = issue(1);
  products_.row(some_id<ProductId>(1)).gtin = "08930000000017";
  EXPECT_EQ(service().view(number)->scan_url, "https://ocop.example.vn/s/code1");
  const std::string paper = service().pdf(number).value();
  products_.row(some_id<ProductId>(1)).gtin.clear();
  issue(2);
  products_.row(some_id<ProductId>(2)).gtin = "08930000000017";
  EXPECT_EQ(service().view(number)->scan_url, "https://ocop.example.vn/s/code1");
  EXPECT_EQ(service().pdf(number).value(), paper) << "the same number's paper always bears the same QR";
}

// … and a process that starts on such a database believes none of the entries that are not those of the head.
TEST_P(CertificatesService, EntriesThatAreNotTheHeadsAreNotBelieved) {
  const std::string number = issue(1);
  lift_protection("tlog_entry");
  ASSERT_TRUE(database().write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute({"test.unguard", "DROP TRIGGER tlog_entry_keep", "DROP TRIGGER tlog_entry_keep ON tlog_entry"});
    transaction.execute({"test.rewrite", "UPDATE tlog_entry SET entry = replace(entry, '\"stars\":4', '\"stars\":5')"});
    return {};
  }).ok());
  EXPECT_EQ(service().view(number)->issued.certificate.stars, 4) << "what was read before stays";
  Ledger fresh;
  database().read([&](db::Reader& reader) { fresh.read_whole(reader); });
  EXPECT_EQ(fresh.by_number(number), nullptr);
  EXPECT_NE(fresh.damage().find("not those of its head"), std::string::npos);
}

TEST_P(CertificatesService, MakesAProofThatHoldsOffline) {
  const std::string number = issue(1);
  const auto file = service().proof_file(number);
  ASSERT_TRUE(file.ok());
  const auto verdict = service().verify(*file);
  ASSERT_TRUE(verdict.ok()) << verdict.error().detail;
  EXPECT_EQ(verdict->certificate.number, number);
  EXPECT_EQ(verdict->certificate.producer_name, "HTX Nông nghiệp Tân Hà");
  EXPECT_EQ(verdict->tree_size, 3);
  issue(2);
  EXPECT_EQ(service().proof_file(number).value(), *file);   // covered already: no new checkpoint is made for a reader
  EXPECT_EQ(service().proof_file("OCOP-68-2026-000099").error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace ocop::certificates::test
