#include "modules/certificates/recognised.h"

#include "modules/certificates/rules.h"

namespace ocop::certificates {

products::Standing standing_of(const Certificate& certificate) {
  products::Standing out;
  out.basis = products::Standing::Basis::certificate;
  out.stars = certificate.stars;
  out.decision = certificate.decision_number;
  out.decided = certificate.decided;
  out.year = certificate.decided.civil().year;
  out.valid_until = certificate.valid_until;
  out.verified = true;
  out.withdrawn = certificate.state == State::withdrawn;
  out.recognition = "decision";
  out.certificate = certificate.id;
  return out;
}

std::optional<products::Recognitions::Recognition> Recognised::of(db::Reader& reader, ProductId product) const {
  ledger_.look(reader);
  const auto logged = ledger_.of_product(product);
  if (logged.empty()) return std::nullopt;
  const Certificate& newest = logged.front()->certificate;  // a later certificate stands, whatever became of an earlier one
  return Recognition{standing_of(newest), newest.code};
}

std::optional<ProductId> Recognised::product_of_code(db::Reader& reader, std::string_view code) const {
  ledger_.look(reader);
  return ledger_.product_of_code(code);
}

std::optional<ProductId> Recognised::product_of_number(db::Reader& reader, std::string_view typed) const {
  const std::string number = rules::certificate_number_in(typed);
  if (number.empty()) return std::nullopt;
  ledger_.look(reader);
  const auto logged = ledger_.by_number(number);
  return logged ? std::optional(logged->certificate.product) : std::nullopt;
}

}  // namespace ocop::certificates
