#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/places/places.h"
#include "modules/products/products.h"

namespace ocop::http { struct Request; }
namespace ocop::web { class Html; }

// Port of the module: decisions of recognition and the certificates issued on them.
namespace ocop::certificates {

enum class State : unsigned char { in_force, withdrawn };      // lapse is a matter of the day, not a state
// A renewal under way: its dossier was handed in within the term of the recognition that it is of, and nobody has decided on it.
struct Renewal {
  DossierId dossier;
  std::string number;                  // of the dossier
  Date filed;                          // the day on which it came first: what was sent back and comes again came then
  std::int64_t log_index = 0;          // leaf of "dossier.submitted"
};
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
  std::optional<Renewal> renewal{};    // as the log says on the day of asking
  std::string replaced_by{};           // the number of the product's newest certificate, when it is not this one
};

// A decision on paper, of before this program or of another office, that an officer of the province confirmed with its file: what the log
// says of it for one product. It is no certificate of this program.
using ConfirmationId = Id<struct ConfirmationTag>;
struct Confirmed {
  ConfirmationId id;
  std::string number;                  // "3588/QĐ-UBND"
  Date decided;
  std::string issuer;                  // the organ that decided: "UBND tỉnh Hậu Giang"
  int stars = 0;                       // 3..5
  Date valid_until;                    // 36 months from the day of the decision (article 4.3)
  Date confirmed;                      // the day on which it was confirmed here
  std::string province;                // code of the province whose officer confirmed it
  std::int64_t log_index = 0;
  bool corrected = false;              // it corrects an earlier entry
  // Once the organ that decided took it back of this product: whose decision says so.
  struct Withdrawn {
    std::string number, issuer;
    Date decided;                      // from that day it is withdrawn
    std::int64_t log_index = 0;
  };
  std::optional<Withdrawn> withdrawn{};
};
std::string confirmation_path(ConfirmationId id);   // "/confirmations/…": the page of it, with its file
// One sentence for people: which decision, of which organ, who confirmed it when, and that its paper lies here.
std::string confirmed_sentence(const Confirmed& confirmed, const places::Index& places, Language language);

// What a printed A4 is worth today, by the number of the copy that its symbol leads here with.
enum class CopyChange : std::uint8_t {
  renewed, upgraded, lowered,          // by a newer certificate
  by_paper,                            // by a decision on paper that was confirmed
  withdrawn,                           // the certificate that was printed
  newest_withdrawn,                    // what stands in its place
  lapsed, refused,                     // what stands has come to its end; a renewal of it was refused
  product_renamed, producer_renamed,
};
inline constexpr std::string_view kCopyWord = "copy";  // in an address: "/s/7K3M9QXD?copy=3"
struct CopyVerdict {
  // Of several that are true the one that takes most away. renamed: of an old name, and all else as printed. unknown: the product has no
  // such copy.
  enum class State : std::uint8_t { current, replaced, withdrawn, lapsed, renamed, unknown } state = State::current;
  int number = 0;
  Date printed;
  Date since;                          // replaced: the day of what stands in its place; withdrawn: of the withdrawal; lapsed: the last day
  std::string certificate;             // that was printed
  std::string newest{};                // replaced: the certificate in its place or the decision on paper, and its stars
  int stars = 0;
  std::vector<CopyChange> changes{};   // since it was printed
  std::string product_name{}, producer_name{};         // today
};
// "Bản in số 3 ngày 20/11/2026: thay bằng bản ngày 05/12/2026: …"
std::string copy_sentence(const CopyVerdict& verdict, Language language);

// How the certificate stands on a day, in the words of lists and badges (life.h has the stages). Pure.
products::Validity validity(const Certificate& certificate, Date today);
// What the QR of a certificate holds: the permanent short URL of the product that was certified. Not its GTIN, which its producer may
// give to another product: a printed certificate goes on meaning what it meant. Pure.
std::string scan_url(std::string_view public_url, std::string_view code);

// The page of a certificate: "/certificates/OCOP-68-2026-000012".
std::string certificate_path(std::string_view number);

// A decision of the province on a dossier, as far as others ask for it.
struct Decided {
  std::string number;                  // "1234/QĐ-UBND"
  Date decided;
  Instant recorded;                    // from then on its producer knows of it
};

class Certificates {
 public:
  virtual ~Certificates() = default;
  // Public record: no scope.
  virtual std::optional<Certificate> find(db::Reader& reader, CertificateId id) const = 0;
  virtual std::optional<Certificate> by_number(db::Reader& reader, std::string_view number) const = 0;
  virtual std::vector<Certificate> of_product(db::Reader& reader, ProductId product) const = 0;   // newest first
  // The confirmed decision that the product's standing rests on: none when it has a certificate of this program that is not older.
  virtual std::optional<Confirmed> confirmed(db::Reader& reader, ProductId product) const = 0;
  // Of a number that stands behind an address as "?copy=": nullopt when it is no number that a copy can have. `code`: as it was scanned.
  // Copies are numbered by the record that was certified under it, whatever that was merged into since: `product`, that the code leads to
  // today.
  virtual std::optional<CopyVerdict> copy(db::Reader& reader, std::string_view code, ProductId product,
                                          std::string_view number) const = 0;
  // All say what was logged; names of maker and signer are empty when the row's do not open the entry's commitments.
  // What the province decided on a dossier. nullopt = nothing yet. The caller has seen that the reader may read the dossier.
  virtual std::optional<Decided> decided_on(db::Reader& reader, DossierId dossier) const = 0;
};

// What was recognised, for lists of it (modules/waits). Port.
class Awards {
 public:
  virtual ~Awards() = default;
  // Certificates of the country, the latest issued first, by the words province and set. Without names of maker and signer.
  virtual lists::Rows<Certificate> awarded() const = 0;
  // What the log says of them; a row of which nothing was logged goes.
  virtual void settle(std::vector<Certificate>& rows) const = 0;
};

// ---- the withdrawal (article 8) ------------------------------------------------------------------------------------------------
// The six grounds of article 8, in its order.
enum class Ground : std::uint8_t {
  false_dossier, criteria_not_met, breach_of_law, misuse_of_mark, no_longer_produced, conclusion_of_authority,
};
inline constexpr std::array kGrounds{Ground::false_dossier,  Ground::criteria_not_met,   Ground::breach_of_law,
                                     Ground::misuse_of_mark, Ground::no_longer_produced, Ground::conclusion_of_authority};
std::string_view name(Ground ground);
std::optional<Ground> parse_ground(std::string_view name);
const Message& label(Ground ground);


inline constexpr int kWithdrawalDays = 15;                     // article 8.4: from the conclusion or the confirmation to the decision
// The last day of that term: calendar days, the first not counted (Civil Code 2015, article 147.2); one that ends on a day off ends with
// the next working day (article 148.5). Pure.
Date withdrawal_due(Date concluded, const HolidayCalendar& calendar);
struct WithdrawalInput { Ground ground = Ground::false_dossier; std::string number; Date concluded, decided; std::string signer, note; };

// Whose decision takes a certificate of so many stars back: the chair of the province's of 3 and 4 (article 8.2a), the Minister's of 5
// (article 8.2b). The role that records it. Pure.
Role decides_withdrawal(int stars);

// For the module that keeps the way to a withdrawal. Port.
class Withdrawing {
 public:
  virtual ~Withdrawing() = default;
  // A part of the caller's act: row, entry of the log, standing and notice, as Service::withdraw has them. Errors: not_found; forbidden for
  // a province of five stars; conflict when it is withdrawn already or of the own producer; invalid_input on concluded, decided.
  virtual Result<Certificate> withdraw_in(act::Act& act, std::string_view number, const WithdrawalInput& input) const = 0;
  // After that act: pages of this process say it at once.
  virtual void follow() const = 0;
};

// A slot: what a higher module does in the act that withdraws a certificate, whichever way it came.
struct WhenWithdrawn {
  int rank = 0;
  std::function<void(act::Act& act, const Certificate& certificate, const WithdrawalInput& input)> then;
};

// A slot: what higher modules show on the page of a certificate, below its record (kernel/manifest/offers.h).
struct Panel {
  int rank = 0;
  std::function<void(web::Html& out, const http::Request& request, const Certificate& certificate)> show;
};

}  // namespace ocop::certificates
