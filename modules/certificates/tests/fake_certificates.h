#pragma once
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "modules/certificates/certificates.h"

// The port certificates::Certificates in memory, for tests of the modules above.
namespace ocop::certificates {

class FakeCertificates final : public Certificates, public Withdrawing {
 public:
  std::map<DossierId, Decided> decisions;
  mutable std::vector<WithdrawalInput> withdrawals;
  mutable std::vector<Certificate> rows;   // newest first
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
  std::optional<Decided> decided_on(db::Reader&, DossierId dossier) const override {
    const auto found = decisions.find(dossier);
    return found == decisions.end() ? std::nullopt : std::optional(found->second);
  }
  // As the real one asks: who decides by the stars, once.
  Result<Certificate> withdraw_in(act::Act& act, std::string_view number, const WithdrawalInput& input) const override {
    const auto at = std::ranges::find(rows, number, &Certificate::number);
    if (at == rows.end()) return Error::of(ErrorKind::not_found, "no certificate");
    if (!Scope::of(act.actor(), {decides_withdrawal(at->stars)}).covers(at->province, "", std::nullopt))
      return Error::of(ErrorKind::forbidden, "not who decides");
    if (at->state == State::withdrawn) return Error::of(ErrorKind::conflict, "withdrawn already");
    at->state = State::withdrawn;
    at->withdrawn = input.decided;
    withdrawals.push_back(input);
    return *at;
  }
  void follow() const override {}

  std::map<std::string, CopyVerdict, std::less<>> copies;
  mutable std::string copy_asked_under;    // the code of the last question
  std::optional<CopyVerdict> copy(db::Reader&, std::string_view code, ProductId, std::string_view number) const override {
    copy_asked_under = code;
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
