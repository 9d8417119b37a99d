#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "modules/certificates/service.h"
#include "tests/support/test_database.h"

// A province with a few closed dossiers, around the real service and both databases. The other modules are stand-ins behind their ports.
namespace ocop::certificates::test {

inline Date day(const char* iso) { return Date::parse_iso(iso).value(); }
template <class T>
T some_id(std::uint8_t n) {
  T id;
  id.uuid.bytes[15] = n;
  return id;
}
inline const AccountId kOfficial = some_id<AccountId>(200);

inline Actor official(const std::string& province = "68") {
  return {kOfficial, "Cán bộ", {{Role::provincial_body, province, "", {}}}};
}

class FakeEvaluation final : public evaluation::Evaluation {
 public:
  std::map<DossierId, evaluation::ClosedDossier> dossiers;
  bool fail_at_end = false;   // the last step of recording a decision throws

  std::optional<evaluation::ClosedDossier> closed(db::Reader&, const Scope& scope, DossierId id) const override {
    const auto found = dossiers.find(id);
    if (found == dossiers.end() || !found->second.closed_at) return std::nullopt;
    if (!scope.covers(found->second.province, found->second.commune, found->second.producer)) return std::nullopt;
    return found->second;
  }
  std::vector<evaluation::ClosedDossier> awaiting_decision(db::Reader&, const Scope& scope) const override {
    std::vector<evaluation::ClosedDossier> out;
    for (const auto& [id, dossier] : dossiers) {
      const bool covered = scope.covers(dossier.province, dossier.commune, dossier.producer);
      if (dossier.state == evaluation::State::closed && covered) out.push_back(dossier);
    }
    return out;
  }
  Result<void> mark_decided(db::Transaction&, DossierId id, std::int64_t version, Instant) const override {
    if (fail_at_end) throw std::runtime_error("power cut");
    auto& dossier = const_cast<evaluation::ClosedDossier&>(dossiers.at(id));
    if (dossier.version != version) return Error::of(ErrorKind::conflict);
    dossier.state = evaluation::State::decided;
    ++dossier.version;
    return {};
  }
};

class FakeProducts final : public products::Products {
 public:
  mutable std::map<ProductId, products::Product> products;

  std::vector<products::Product> by_ids(db::Reader&, std::span<const ProductId> ids) const override {
    std::vector<products::Product> out;
    for (const ProductId& id : ids) {
      if (const auto found = products.find(id); found != products.end()) out.push_back(found->second);
    }
    return out;
  }
  std::optional<products::Product> by_gtin(db::Reader&, std::string_view) const override { return std::nullopt; }
  std::optional<products::Product> by_code(db::Reader&, std::string_view) const override { return std::nullopt; }
  std::vector<products::Product> of_producer(db::Reader&, ProducerId) const override { return {}; }
  void insert(db::Transaction&, const products::Product& product) const override { products[product.id] = product; }
  void classify(db::Transaction&, ProductId, std::string_view, std::string_view) const override {}
  void set_standing(db::Transaction&, ProductId id, const products::Standing& standing) const override {
    products.at(id).standing = standing;
  }
  std::vector<Key> keys(db::Reader&) const override { return {}; }
};

class FakeProducers final : public producers::Producers {
 public:
  producers::Producer producer;

  std::vector<producers::Producer> by_ids(db::Reader&, std::span<const ProducerId> ids) const override {
    return ids.empty() || ids[0] != producer.id ? std::vector<producers::Producer>{} : std::vector{producer};
  }
  std::optional<producers::Producer> find_by_name(db::Reader&, std::string_view, std::string_view) const override { return std::nullopt; }
  void insert(db::Transaction&, const producers::Producer&) const override {}
  std::vector<producers::Paper> papers_of(db::Reader&, const Scope&, ProducerId) const override { return {}; }
  std::vector<producers::Paper> papers_by_ids(db::Reader&, ProducerId, std::span<const PaperId>) const override { return {}; }
  std::optional<std::string> paper_content(db::Reader&, ProducerId, PaperId) const override { return std::nullopt; }
};

class FakePlaces final : public places::Index {
 public:
  FakePlaces() {
    for (const auto& [code, name, full, english] : {std::tuple{"01", "Hà Nội", "Thành phố Hà Nội", "Ha Noi City"},
                                                    std::tuple{"68", "Lâm Đồng", "Tỉnh Lâm Đồng", "Lam Dong Province"}}) {
      places::Province province;
      province.code = code;
      province.name = name;
      province.full_name = full;
      province.name_en = province.full_name_en = english;
      provinces_.push_back(province);
    }
  }
  std::span<const places::Province> provinces() const override { return provinces_; }
  std::span<const places::Commune> communes() const override { return {}; }
  const places::Province* province(std::string_view code) const override {
    for (const auto& province : provinces_) {
      if (province.code == code) return &province;
    }
    return nullptr;
  }
  const places::Commune* commune(std::string_view) const override { return nullptr; }
  std::vector<const places::Commune*> communes_of(std::string_view) const override { return {}; }
  std::vector<const places::FormerUnit*> former_of(std::string_view) const override { return {}; }
  std::vector<places::Found> search(std::string_view, std::size_t) const override { return {}; }
  std::string show(std::string_view province, std::string_view, Language) const override {
    const auto* found = this->province(province);
    return "Xã Tân Hà" + (found ? ", " + found->full_name : std::string());
  }
  const places::Province* province_named(std::string_view) const override { return nullptr; }
  std::span<const places::Shape> shapes() const override { return {}; }

 private:
  std::vector<places::Province> provinces_;
};

class CertificatesTest : public ocop::test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = certificates::migrations();
    for (const auto& migration : tlog::migrations()) all.push_back(migration);
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    producers_.producer.id = some_id<ProducerId>(1);
    producers_.producer.name = "HTX Nông nghiệp Tân Hà";
    service_.emplace(Service::Parts{database(), clock_, random_, evaluation_, products_, producers_, places_, "https://ocop.example.vn",
                                    "ocop.example.vn", crypto::SigningKey::from_seed({7}), {std::string(print::kDebianFonts)}});
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  // A closed dossier; its id, product id and all else come from n.
  DossierId add_dossier(std::uint8_t n, int stars = 4, int band = 4, const std::string& province = "68") {
    products::Product product;
    product.id = some_id<ProductId>(n);
    product.producer = producers_.producer.id;
    product.name = "Cà phê bột Cầu Đất " + std::to_string(n);
    product.group = "I";
    product.province = province;
    product.code = "code" + std::to_string(n);
    products_.products[product.id] = product;
    evaluation::ClosedDossier dossier;
    dossier.id = some_id<DossierId>(n);
    dossier.product = product.id;
    dossier.producer = producers_.producer.id;
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
    return dossier.id;
  }
  static rules::DecisionInput recognise() { return {Outcome::recognised, "1234/QĐ-UBND", *Date::of(2026, 11, 20), "Phó Chủ tịch UBND tỉnh Lâm Đồng", "", 5}; }
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

  FixedClock clock_{Instant::parse_iso("2026-11-21T05:00:00.000Z").value()};
  SystemRandom random_;
  FakeEvaluation evaluation_;
  FakeProducts products_;
  FakeProducers producers_;
  FakePlaces places_;
  std::optional<Service> service_;
};

}  // namespace ocop::certificates::test
