#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "modules/products/products.h"

// Port of the module: decisions of recognition and the certificates issued on them.
namespace ocop::certificates {

enum class State : unsigned char { in_force, withdrawn };      // lapse is a matter of the day, not a state
struct Certificate {
  CertificateId id;
  ProductId product;
  ProducerId producer;
  DossierId dossier;
  std::string number;                  // "OCOP-68-2026-000012"
  int stars = 0;                       // 3..5
  std::string decision_number;         // "1234/QĐ-UBND"
  Date decided;
  std::string signer;                  // office, not a person's data beyond the public decision
  Date issued, valid_until;            // 36 months (article 4.3); valid_until is the last valid day
  State state = State::in_force;
  std::optional<Date> withdrawn;
  std::string withdrawal_reason;       // a ground of article 8: "criteria_not_met"; empty while in force
  std::string rulebook, product_set;
  std::string product_name, producer_name, place;   // as on the day of issue
  std::int64_t log_index = 0;          // leaf of "certificate.issued"
  std::string province;                // code of the province that issued it
  std::string group;                   // product group "I".."VI" on the day of issue
  std::string code;                    // the product's public code: what printed codes lead to; empty before entries said it
};

// How the certificate stands on a day. Pure.
products::Validity validity(const Certificate& certificate, Date today);
// What the QR of a certificate holds: the permanent short URL of the product that was certified. Not its GTIN, which its producer may
// give to another product: a printed certificate goes on meaning what it meant. Pure.
std::string scan_url(std::string_view public_url, std::string_view code);

// The page of a certificate: "/certificates/OCOP-68-2026-000012".
std::string certificate_path(std::string_view number);

class Certificates {
 public:
  virtual ~Certificates() = default;
  // Public record: no scope.
  virtual std::optional<Certificate> find(db::Reader& reader, CertificateId id) const = 0;
  virtual std::optional<Certificate> by_number(db::Reader& reader, std::string_view number) const = 0;
  virtual std::vector<Certificate> of_product(db::Reader& reader, ProductId product) const = 0;   // newest first
  // All three say what was logged; names of maker and signer are empty when the row's do not open the entry's commitments.
};

}  // namespace ocop::certificates
