#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modules/certificates/data_integrity.h"
#include "modules/certificates/types.h"
#include "modules/certificates/life.h"

// A certificate as a W3C Verifiable Credential 2.0 in the shape of UN/CEFACT's Digital Conformity Credential (UNTP 0.6.0), and the list
// that says which of them hold (W3C Bitstring Status List 1.0). Pure. docs/formats/credential.md.
namespace ocop::certificates {

// Who issues: the installation, by the name of its host.
struct CredentialIssuer {
  std::string public_url;              // "https://ocop.example.vn"
  std::string name;                    // "Ủy ban nhân dân tỉnh Lâm Đồng"; empty in lists, which are of all provinces
  std::string did() const;             // "did:web:ocop.example.vn"; a port is percent-encoded, as did:web says
  std::string method() const;          // did and "#credentials"
};
// Of the key that signs the log another one, for credentials alone: what one signs can never be taken for what the other does.
crypto::SigningKey credential_key(const crypto::SigningKey& log_key);
// The document that did:web leads to: /.well-known/did.json.
std::string did_document(const CredentialIssuer& issuer, const crypto::SigningKey& key);

// A list has this many places (16 KiB of bits, the least that the recommendation allows: nobody learns whose place is asked for).
inline constexpr std::int64_t kPlacesOfList = 131'072;
// Which list and which place in it: certificates in the order in which they were issued, from 0.
struct StatusPlace { std::int64_t list = 0, place = 0; };
StatusPlace status_place(std::int64_t ordinal);

struct CredentialFacts {
  const Certificate& certificate;
  Instant logged;
  std::int64_t ordinal = 0;
  std::string scan_url, page_url;
  std::string province_name;
  // none: of a sample register, as on its A4. Its names say so, and a type that no reader takes for a certificate's.
  enum class Worth : std::uint8_t { legal, none } worth = Worth::legal;
};
// Signed as of the moment when the certificate was logged: the same bytes each time. It ends with the certificate's last day, or with that
// of article 12.3 while a renewal is under way; whoever has an older one asks the status list.
std::string write_credential(const CredentialIssuer& issuer, const CredentialFacts& facts, const crypto::SigningKey& key);

// `revoked`: the places of certificates that are not in force on the day.
std::string write_status_list(const CredentialIssuer& issuer, std::int64_t list, const std::vector<std::int64_t>& revoked, Instant now,
                              const crypto::SigningKey& key);

}  // namespace ocop::certificates
