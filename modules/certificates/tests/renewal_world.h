#pragma once
#include <thread>

#include "modules/certificates/lists.h"
#include "modules/certificates/renewal_notices.h"
#include "modules/certificates/store_life.h"
#include "modules/certificates/tests/fixture.h"
#include "modules/products/tests/fake_starred.h"
#include "tests/support/desk.h"

// The fixture with renewals in its log, and days that pass.
namespace ocop::certificates::test {

inline const Date kTeaEnd = *Date::of(2027, 8, 6);

class RenewalWorld : public CertificatesTest {
 protected:
  void SetUp() override {
    CertificatesTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    desk_.people.add("province", official());
    desk_.people.add("elsewhere", official("01"));
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, service());
  }
  void on(std::string_view iso) { clock_.set({start_of_vietnam_day(Date::parse_iso(iso).value()).milliseconds + 5 * 3'600'000}); }
  RenewalNotices renewals() {
    return RenewalNotices({database(), clock_, random_, starred_, products_, notices_, service().ledger()});
  }
  static Actor member() { return {some_id<AccountId>(77), "Chủ thể", {{Role::producer_member, "", "", kMaker}}}; }

  // A product of a register: a printed decision of 06/08/2024 that nobody has confirmed.
  ProductId add_reported(std::uint8_t n) {
    products::Product product;
    product.id = some_id<ProductId>(n);
    product.producer = kMaker;
    product.name = "Chè xanh Ngọc Thuý Nõn";
    product.province = "08";
    product.code = "code" + std::to_string(n);
    product.standing = {.basis = products::Standing::Basis::imported, .stars = 4, .decision = "321/QĐ-UBND ngày 06/8/2024",
                        .decided = Date::of(2024, 8, 6), .year = 2024, .valid_until = kTeaEnd, .recognition = "decision",
                        .source_url = {}, .source_kind = "official", .certificate = {}};
    products_.rows.push_back(product);
    return product.id;
  }
  // The entry of a dossier that was handed in, today or at that moment.
  DossierId file(ProductId product, std::uint8_t n, std::optional<Date> until, std::string_view at = {},
                 std::string_view kind = "renewal") {
    const DossierId dossier = some_id<DossierId>(n);
    json::Writer body;
    body.begin_object().field("commitment", "c").field("kind", kind).field("number", "02/PĐK-68-24988-2027");
    body.field("product", product).field("product_set", "QD26-13").field("rulebook", "QD26-2026");
    if (until) body.field("standing_until", *until);
    body.end_object();
    append({"dossier.submitted", dossier.text(), body.take(), at.empty() ? clock_.now() : Instant::parse_iso(at).value()});
    return dossier;
  }
  void send_back(DossierId dossier) {
    append({"dossier.returned", dossier.text(), R"({"number":"02/PĐK-68-24988-2027"})", clock_.now()});
  }
  void log_decision(DossierId dossier, std::string_view outcome) {
    json::Writer body;
    body.begin_object().field("decided", service().today()).field("decision", "9/QĐ-UBND").field("number", "02/PĐK-68-24988-2027");
    body.field("outcome", outcome).field("stars", 0).field("total", "0/1").end_object();
    append({"decision.recorded", dossier.text(), body.take(), clock_.now()});
  }
  // The province says no, as its page does.
  void refuse(DossierId dossier, ProductId product) {
    evaluation::ClosedDossier closed = evaluation_.dossiers.begin()->second;
    closed.id = dossier;
    closed.product = product;
    closed.state = evaluation::State::closed;
    closed.closed_at = clock_.now();
    closed.version = 5;
    closed.outcome.stars = 2;
    closed.outcome.band = 2;
    evaluation_.dossiers[dossier] = closed;
    const rules::DecisionInput no{Outcome::not_recognised, "9/QĐ-UBND", service().today(), "Chủ tịch", "thiếu", 5};
    const auto done = service().record(official(), dossier, no);
    ASSERT_TRUE(done.ok()) << done.error().detail;
  }
  // A new certificate of a product that has one.
  std::string issue_again(std::uint8_t n, std::uint8_t dossier, int stars) {
    evaluation::ClosedDossier closed = evaluation_.dossiers.at(some_id<DossierId>(n));
    closed.id = some_id<DossierId>(dossier);
    closed.state = evaluation::State::closed;
    closed.version = 5;
    closed.outcome.stars = stars;
    evaluation_.dossiers[closed.id] = closed;
    rules::DecisionInput input = recognise();
    input.decided = service().today();
    const auto done = service().record(official(), closed.id, input);
    if (!done) throw std::runtime_error("not issued: " + done.error().detail);
    return done->issued->certificate.number;
  }
  std::int64_t listed(const std::string& validity) {
    (void)service().mend_copies();
    const auto answer = desk_.get("/api/v1/certificates?validity=" + validity);
    const auto body = json::parse(answer.body);
    return body ? static_cast<std::int64_t>(body->root()["certificates"].size()) : -1;
  }
  std::vector<Copy> copies() {
    std::vector<Copy> out;
    for (int number = 1;; ++number) {
      auto one = database().read([&](db::Reader& reader) { return life_rows::copy(reader, some_id<ProductId>(1), number); });
      if (!one) return out;
      out.push_back(std::move(*one));
    }
  }
  std::string said(std::string_view number) {
    const auto verdict =
        database().read([&](db::Reader& reader) { return service().copy(reader, "code1", some_id<ProductId>(1), number); });
    return verdict ? copy_sentence(*verdict, Language::vi) : std::string();
  }

  products::FakeStarred starred_{products_};
  ocop::test::Desk desk_{clock_, random_};

 private:
  void append(const tlog::Entry& entry) {
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      tlog::append(transaction, entry);
      return {};
    }).ok());
    service().follow();
  }
};

}  // namespace ocop::certificates::test
