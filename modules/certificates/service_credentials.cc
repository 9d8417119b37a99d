#include "kernel/i18n/translate.h"
#include "modules/certificates/credential.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/service.h"

// Certificates as verifiable credentials (credential.h).
namespace ocop::certificates {

Result<std::string> Service::credential(std::string_view number) const {
  OCOP_TRY(view, this->view(number));
  const Certificate& certificate = view.issued.certificate;
  const auto ordinal = ledger_.ordinal(number);
  // Entries of before named neither code nor ids: nothing that a credential is about.
  if (!ordinal || certificate.code.empty() || certificate.id == CertificateId{})
    return Error::of(ErrorKind::not_found, "the certificate's entry names no product that a credential could be of");
  const CredentialIssuer issuer{parts_.public_url, format(msg::paper_authority, Language::vi, {view.province_name})};
  const auto worth = parts_.register_kind == Parts::Register::sample ? CredentialFacts::Worth::none : CredentialFacts::Worth::legal;
  return write_credential(issuer, {certificate, view.issued.recorded, *ordinal, view.scan_url, view.page_url, view.province_name, worth},
                          credential_key(parts_.log_key));
}

Result<std::string> Service::status_list(std::int64_t list) const {
  if (list < 0 || list > status_place(static_cast<std::int64_t>(ledger_.issued())).list)
    return Error::of(ErrorKind::not_found, "no list of this number");
  std::vector<std::int64_t> revoked;
  for (const std::int64_t from = list * kPlacesOfList; const auto& [number, ordinal] : ledger_.in_order(from, kPlacesOfList)) {
    const auto certificate = as_logged(number);
    if (certificate && !marks::is_in_force(validity(*certificate, today()))) revoked.push_back(ordinal - from);
  }
  return write_status_list({parts_.public_url, {}}, list, revoked, parts_.clock.now(), credential_key(parts_.log_key));
}

std::string Service::did_document() const {
  return certificates::did_document({parts_.public_url, {}}, credential_key(parts_.log_key));
}

std::optional<Certificate> Service::as_logged(std::string_view number) const {
  const auto issued = settled(std::nullopt, number);
  return issued ? std::optional(issued->certificate) : std::nullopt;
}

}  // namespace ocop::certificates
