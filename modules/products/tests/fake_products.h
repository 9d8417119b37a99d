#pragma once
#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "modules/products/products.h"

// The port products::Products in memory, for tests of the modules above.
namespace ocop::products {

class FakeProducts final : public Products {
 public:
  mutable std::vector<Product> rows;
  std::vector<Photo> pictures;
  mutable std::vector<std::string> classified;   // the product sets, in the order of the calls

  Product& row(ProductId id) const {
    const auto at = std::ranges::find(rows, id, &Product::id);
    if (at == rows.end()) throw std::out_of_range("no product " + id.text());
    return *at;
  }
  std::vector<Product> by_ids(db::Reader&, std::span<const ProductId> ids) const override {
    std::vector<Product> out;
    for (const Product& one : rows)
      if (std::ranges::find(ids, one.id) != ids.end()) out.push_back(one);
    return out;
  }
  std::optional<Product> by_gtin(db::Reader&, std::string_view gtin) const override {
    return first([&](const Product& one) { return !gtin.empty() && one.gtin == gtin; });
  }
  std::optional<Product> by_code(db::Reader&, std::string_view code) const override {
    return first([&](const Product& one) { return one.code == code; });
  }
  std::vector<Product> of_producer(db::Reader&, ProducerId producer) const override {
    std::vector<Product> out;
    for (const Product& one : rows)
      if (one.producer == producer) out.push_back(one);
    return out;
  }
  void insert(db::Transaction&, const Product& product) const override { rows.push_back(product); }
  std::vector<Product> alike(db::Reader&, std::string_view name, std::string_view province) const override {
    std::vector<Product> out;
    for (const Product& one : rows)
      if (one.name == name && one.province == province) out.push_back(one);
    return out;
  }
  mutable std::vector<ProducerId> renamed;       // whose makers' names changed
  void maker_changed(db::Transaction&, ProducerId producer) const override { renamed.push_back(producer); }
  bool hold(db::Transaction&, ProductId id) const override { return std::ranges::find(rows, id, &Product::id) != rows.end(); }
  bool classify(db::Transaction&, ProductId id, std::string_view product_set, std::string_view) const override {
    if (row(id).merged_into) return false;
    classified.emplace_back(product_set);
    return true;
  }
  mutable std::vector<ProductId> kept;           // what acts answer for
  void keep(tlog::Seals&, ProductId id) const override { kept.push_back(id); }
  std::vector<Copy> copies(db::Reader&, std::span<const ProductId>) const override {
    std::vector<Copy> out;
    for (const Product& one : rows) out.push_back({one.id, one.standing});
    return out;
  }
  void set_standing(db::Transaction&, ProductId id, const Standing& standing) const override {
    Standing& held = row(id).standing;
    if (standing.basis == Standing::Basis::confirmed && held.basis == Standing::Basis::imported) printed_[id] = held;
    held = standing;
  }
  // A list is read by the database; here there is none of it.
  lists::Rows<ReportedDecision> reported_decisions() const override {
    return {kReportedSource, [](const db::Row&) { return ReportedDecision{}; }};
  }
  std::vector<ReportedDecision> reported_decisions(db::Reader&, std::string_view province) const override {
    std::vector<ReportedDecision> out;
    for (const Product& one : rows) {
      if (one.province != province || one.standing.basis != Standing::Basis::imported || one.standing.decision.empty()) continue;
      ReportedDecision decision{one.province, one.standing.decision, one.standing.decided, one.standing.year, 0};
      const auto known = std::ranges::find(out, decision.decision, &ReportedDecision::decision);
      ++(known == out.end() ? out.emplace_back(std::move(decision)) : *known).products;
    }
    return out;
  }
  std::vector<Reported> reported(db::Reader&, const ReportedDecision& decision) const override {
    std::vector<Reported> out;
    for (const Product& one : rows)
      if (one.province == decision.province && one.standing.basis == Standing::Basis::imported &&
          one.standing.decision == decision.decision)
        out.push_back({one.id, one.producer, one.code, one.name, "", one.standing.decision, one.standing.decided, one.standing.year,
                       one.standing.stars});
    return out;
  }
  std::optional<Standing> printed(db::Reader&, ProductId id) const override {
    const auto found = printed_.find(id);
    return found == printed_.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<Photo> photos(db::Reader&, std::span<const ProductId> products, Photos) const override {
    std::vector<Photo> out;
    for (const Photo& one : pictures)
      if (std::ranges::find(products, one.product) != products.end()) out.push_back(one);
    return out;
  }
  std::vector<Key> keys(db::Reader&) const override {
    std::vector<Key> out;
    for (const Product& one : rows) out.push_back({one.id, one.gtin, one.code});
    return out;
  }

 private:
  static constexpr db::ColumnNames kReportedNames{{{{"", "decision"}}}, 1};
  static constexpr lists::Sort kReportedSorts[] = {
      {"products", "products", lists::Kept::integer}, {"decided", "decided", lists::Kept::integer}, {"decision", "decision"}};
  static constexpr lists::Source kReportedSource{
      .name = "fake.reported_decisions",
      .from = "FROM (SELECT '' AS decision, 0 AS products, 0 AS decided, '' AS province WHERE 1 = 0) AS r",
      .columns = kReportedNames,
      .key = "decision",
      .key_kept = lists::Kept::text,
      .cover = {.province = "province"},
      .sorts = kReportedSorts};
  mutable std::map<ProductId, Standing> printed_;
  template <class Is>
  std::optional<Product> first(Is is) const {
    const auto at = std::ranges::find_if(rows, is);
    return at == rows.end() ? std::nullopt : std::optional(*at);
  }
};

}  // namespace ocop::products
