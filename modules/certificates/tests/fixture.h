#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernel/blobs/blobs.h"
#include "kernel/idempotency/idempotency.h"
#include "modules/certificates/service.h"
#include "modules/evaluation/tests/fake_evaluation.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/fonts.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

// A province with a few closed dossiers, around the real service and both databases. The other modules are fakes behind their ports.
namespace ocop::certificates::test {

inline Date day(const char* iso) { return Date::parse_iso(iso).value(); }
template <class T>
T some_id(std::uint8_t n) {
  T id;
  id.uuid.bytes[15] = n;
  return id;
}
inline const AccountId kOfficial = some_id<AccountId>(200);
inline const ProducerId kMaker = some_id<ProducerId>(1);

inline Actor official(const std::string& province = "68") {
  return {kOfficial, "Cán bộ", {{Role::provincial_body, province, "", {}}}};
}

class CertificatesTest : public ocop::test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = certificates::migrations();
    for (const auto& more : {tlog::migrations(), act::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    producers::Producer maker;
    maker.id = kMaker;
    maker.name = "HTX Nông nghiệp Tân Hà";
    producers_.rows = {maker};
    service_.emplace(Service::Parts{database(),
                                    clock_,
                                    random_,
                                    evaluation_,
                                    notices_,
                                    products_,
                                    producers_,
                                    places_,
                                    "https://ocop.example.vn",
                                    "ocop.example.vn",
                                    crypto::SigningKey::from_seed({7}),
                                    ocop::test::fonts()});
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  // A closed dossier; its id, product id and all else come from n.
  DossierId add_dossier(std::uint8_t n, int stars = 4, int band = 4, const std::string& province = "68") {
    products::Product product;
    product.id = some_id<ProductId>(n);
    product.producer = kMaker;
    product.name = "Cà phê bột Cầu Đất " + std::to_string(n);
    product.group = "I";
    product.province = province;
    product.code = "code" + std::to_string(n);
    products_.rows.push_back(product);
    evaluation::ClosedDossier dossier;
    dossier.id = some_id<DossierId>(n);
    dossier.product = product.id;
    dossier.producer = kMaker;
    dossier.number = "01/PĐK-68-24988-2026";
    dossier.province = province;
    dossier.commune = "24988";
    dossier.rulebook = "QD26-2026";
    dossier.product_set = "QD26-13";
    dossier.state = evaluation::State::closed;
    dossier.outcome.total = Rational(157, 2);
    dossier.outcome.band = band;
    dossier.outcome.stars = stars;
    dossier.closed_at = Instant::parse_iso("2026-11-10T03:00:00.000Z");
    dossier.version = 5;
    evaluation_.dossiers[dossier.id] = dossier;
    (void)evaluation_.awaiting_decision();   // the list sees it
    return dossier.id;
  }
  static rules::DecisionInput recognise() {
    return {Outcome::recognised, "1234/QĐ-UBND", *Date::of(2026, 11, 20), "Phó Chủ tịch UBND tỉnh Lâm Đồng", "", 5};
  }
  static rules::WithdrawalInput withdrawal() {
    return {Ground::criteria_not_met, "55/QĐ-UBND", *Date::of(2026, 11, 21), *Date::of(2026, 11, 21), "Chủ tịch UBND tỉnh Lâm Đồng", ""};
  }
  // A recognised dossier's certificate number.
  std::string issue(std::uint8_t n, const std::string& province = "68") {
    const auto done = service().record(official(province), add_dossier(n, 4, 4, province), recognise());
    if (!done) throw std::runtime_error("not issued: " + done.error().detail);
    return done->issued->certificate.number;
  }
  Service& service() { return *service_; }
  std::int64_t awaiting(const Actor& actor) {
    const auto waiting = evaluation_.awaiting_decision();
    return database().read([&](db::Reader& reader) { return lists::count(reader, waiting.source, scope_of(actor), {}); });
  }

  FixedClock clock_{Instant::parse_iso("2026-11-21T05:00:00.000Z").value()};
  SystemRandom random_;
  evaluation::FakeEvaluation evaluation_;
  notices::FakeNotices notices_;
  products::FakeProducts products_;
  producers::FakeProducers producers_;
  places::FakePlaces places_;
  std::optional<Service> service_;
};

// The same with files that are kept.
class CertificatesWithFiles : public CertificatesTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = CertificatesTest::migrations();
    for (const auto& more : {blobs::migrations(), idempotency::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    CertificatesTest::SetUp();
    if (!IsSkipped()) blobs_ = blobs::Blobs::open(database(), folder_.path()).value();
  }
  void TearDown() override {
    blobs_.reset();
    CertificatesTest::TearDown();
  }
  const ocop::test::TemporaryFolder folder_;
  std::unique_ptr<blobs::Blobs> blobs_;
};

}  // namespace ocop::certificates::test
