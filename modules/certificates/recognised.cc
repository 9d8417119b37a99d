#include "modules/certificates/recognised.h"

#include "modules/certificates/confirmation_rules.h"
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

namespace {

Confirmed confirmed_of(const LoggedConfirmation& logged, ProductId product) {
  const Confirmation& one = logged.confirmation;
  Confirmed out{.id = one.id, .number = one.number, .decided = one.decided, .issuer = one.issuer};
  for (const ConfirmedProduct& named : one.products)
    if (named.product == product) out.stars = named.stars;
  out.valid_until = rules::valid_until(one.decided);
  out.confirmed = vietnam_date(*one.confirmed);
  out.province = one.province;
  out.log_index = one.log_index;
  out.corrected = one.corrects.has_value();
  if (const Revocation* revoked = logged.revoked(product); revoked && revoked->decided)
    out.withdrawn = Confirmed::Withdrawn{revoked->number, revoked->issuer, *revoked->decided, revoked->log_index};
  return out;
}
std::string code_of(const LoggedConfirmation& logged, ProductId product) {
  for (const ConfirmedProduct& named : logged.confirmation.products)
    if (named.product == product) return named.code;
  return {};
}

}  // namespace

std::optional<Date> extended_until(const Ledger& ledger, ProductId product, Date valid_until) {
  if (!ledger.renewal(product, valid_until)) return std::nullopt;
  return rules::extended_until(valid_until);
}

std::optional<LoggedStanding> logged_standing(const Ledger& ledger, ProductId product, std::optional<ConfirmationId> without) {
  std::optional<LoggedStanding> out;
  // A later certificate stands, whatever became of an earlier one.
  if (const auto logged = ledger.of_product(product); !logged.empty()) {
    const Certificate& newest = logged.front()->certificate;
    out = LoggedStanding{standing_of(newest), newest.code, newest.log_index};
  }
  for (const auto& logged : ledger.confirmations_of(product)) {
    if (logged->confirmation.id == without) continue;
    if (out && rules::stands_before(out->standing, logged->confirmation.decided)) continue;
    const Confirmed confirmed = confirmed_of(*logged, product);
    out = LoggedStanding{rules::standing_of(confirmed), code_of(*logged, product), confirmed.log_index, confirmed};
  }
  if (out && !out->standing.withdrawn && out->standing.valid_until)
    out->standing.extended_until = extended_until(ledger, product, *out->standing.valid_until);
  return out;
}

std::optional<products::Recognitions::Recognition> Recognised::of(db::Reader& reader, ProductId product) const {
  ledger_.look(reader);
  const auto logged = logged_standing(ledger_, product);
  if (!logged) return std::nullopt;
  return Recognition{logged->standing, logged->code};
}

std::optional<Date> Recognised::extended_until(db::Reader& reader, ProductId product, Date valid_until) const {
  ledger_.look(reader);
  return certificates::extended_until(ledger_, product, valid_until);
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
