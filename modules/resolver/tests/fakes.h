#pragma once
#include <stdexcept>

#include "modules/resolver/service.h"

// Ports of the modules below, in memory: what a scan needs of them.
namespace ocop::resolver::fakes {

[[noreturn]] inline void unused() { throw std::logic_error("the resolver does not call this"); }

class FakeProducts final : public products::Products {
 public:
  std::vector<products::Product> rows;
  std::vector<products::Product> by_ids(db::Reader&, std::span<const ProductId>) const override { unused(); }
  std::optional<products::Product> by_gtin(db::Reader&, std::string_view gtin) const override {
    for (const auto& row : rows)
      if (row.gtin == gtin) return row;
    return std::nullopt;
  }
  std::optional<products::Product> by_code(db::Reader&, std::string_view code) const override {
    for (const auto& row : rows)
      if (row.code == code) return row;
    return std::nullopt;
  }
  std::vector<products::Product> of_producer(db::Reader&, ProducerId) const override { unused(); }
  void insert(db::Transaction&, const products::Product&) const override { unused(); }
  void classify(db::Transaction&, ProductId, std::string_view, std::string_view) const override { unused(); }
  void set_standing(db::Transaction&, ProductId, const products::Standing&) const override { unused(); }
  std::vector<Key> keys(db::Reader&) const override {
    std::vector<Key> out;
    for (const auto& row : rows) out.push_back({row.id, row.gtin, row.code});
    return out;
  }
};

class FakeProducers final : public producers::Producers {
 public:
  producers::Producer maker;
  std::vector<producers::Producer> by_ids(db::Reader&, std::span<const ProducerId>) const override { return {maker}; }
  std::optional<producers::Producer> find_by_name(db::Reader&, std::string_view, std::string_view) const override { unused(); }
  void insert(db::Transaction&, const producers::Producer&) const override { unused(); }
  std::vector<producers::Paper> papers_of(db::Reader&, const Scope&, ProducerId) const override { unused(); }
  std::vector<producers::Paper> papers_by_ids(db::Reader&, ProducerId, std::span<const PaperId>) const override { unused(); }
  std::optional<std::string> paper_content(db::Reader&, ProducerId, PaperId) const override { unused(); }
};

class FakeCertificates final : public certificates::Certificates {
 public:
  std::optional<certificates::Certificate> row;
  std::optional<certificates::Certificate> find(db::Reader&, CertificateId id) const override {
    return row && row->id == id ? row : std::nullopt;
  }
  std::optional<certificates::Certificate> by_number(db::Reader&, std::string_view) const override { unused(); }
  std::vector<certificates::Certificate> of_product(db::Reader&, ProductId) const override { unused(); }
};

// Two provinces: 68 Lâm Đồng, 86 Vĩnh Long.
class FakePlaces final : public places::Index {
 public:
  FakePlaces() {
    rows_[0].code = "68";
    rows_[0].name = rows_[0].name_en = "Lâm Đồng";
    rows_[1].code = "86";
    rows_[1].name = rows_[1].name_en = "Vĩnh Long";
  }
  std::span<const places::Province> provinces() const override { return rows_; }
  std::span<const places::Commune> communes() const override { return {}; }
  const places::Province* province(std::string_view code) const override {
    for (const auto& row : rows_)
      if (row.code == code) return &row;
    return nullptr;
  }
  const places::Commune* commune(std::string_view) const override { return nullptr; }
  std::vector<const places::Commune*> communes_of(std::string_view) const override { return {}; }
  std::vector<const places::FormerUnit*> former_of(std::string_view) const override { return {}; }
  std::vector<places::Found> search(std::string_view, std::size_t) const override { return {}; }
  std::string show(std::string_view province_code, std::string_view, Language) const override {
    const auto* found = province(province_code);
    return found ? found->name : std::string();
  }
  const places::Province* province_named(std::string_view) const override { return nullptr; }
  std::span<const places::Shape> shapes() const override { return {}; }

 private:
  std::array<places::Province, 2> rows_{};
};

}  // namespace ocop::resolver::fakes
