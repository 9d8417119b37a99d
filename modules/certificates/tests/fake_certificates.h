#pragma once
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/certificates/certificates.h"

// The port certificates::Certificates in memory, for tests of the modules above.
namespace ocop::certificates {

class FakeCertificates final : public Certificates {
 public:
  std::vector<Certificate> rows;   // newest first
  std::map<ProductId, Confirmed> on_paper;

  std::optional<Certificate> find(db::Reader&, CertificateId id) const override {
    return first([&](const Certificate& one) { return one.id == id; });
  }
  std::optional<Certificate> by_number(db::Reader&, std::string_view number) const override {
    return first([&](const Certificate& one) { return one.number == number; });
  }
  std::vector<Certificate> of_product(db::Reader&, ProductId product) const override {
    std::vector<Certificate> out;
    for (const Certificate& one : rows)
      if (one.product == product) out.push_back(one);
    return out;
  }
  std::optional<Confirmed> confirmed(db::Reader&, ProductId product) const override {
    const auto found = on_paper.find(product);
    return found == on_paper.end() ? std::nullopt : std::optional(found->second);
  }

  std::map<std::string, CopyVerdict, std::less<>> copies;
  std::optional<CopyVerdict> copy(db::Reader&, ProductId, std::string_view number) const override {
    const auto found = copies.find(number);
    return found == copies.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  template <class Is>
  std::optional<Certificate> first(Is is) const {
    const auto at = std::ranges::find_if(rows, is);
    return at == rows.end() ? std::nullopt : std::optional(*at);
  }
};

}  // namespace ocop::certificates
