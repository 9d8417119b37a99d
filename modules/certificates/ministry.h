#pragma once
#include <array>

#include "kernel/blobs/blobs.h"
#include "modules/certificates/service.h"

// The file that the province sends to the Ministry for a product of 90 points and more (article 7.3e): what of article 6.3 is there, what
// is missing, and all that is there as one ZIP. Thread-safe as long as its parts are, which outlive it.
namespace ocop::certificates {

enum class MinistryPart : std::uint8_t {
  request, advisory_report, council_report, decision, product_dossier, tests, samples,
  request_again, body_report,        // of a renewal of five stars: the letter that asks for it, the report of the province's OCOP body
};
// In the order of article 6.3a, and for the renewal of a product of five stars of 6.3b.
inline constexpr std::array kMinistryParts{MinistryPart::request,  MinistryPart::advisory_report, MinistryPart::council_report,
                                           MinistryPart::decision, MinistryPart::product_dossier, MinistryPart::tests,
                                           MinistryPart::samples};
inline constexpr std::array kRenewalParts{MinistryPart::request_again, MinistryPart::body_report, MinistryPart::product_dossier,
                                          MinistryPart::tests, MinistryPart::samples};
std::string_view name(MinistryPart part);
const Message& label(MinistryPart part);             // in the words of the article
enum class Presence : std::uint8_t {
  there,
  missing,
  elsewhere,      // made and signed in the office's document system; the program has no copy
  none_needed,    // "nếu có", and there are none; samples of a tourism product
  by_hand,        // things, sent with the file
};
std::string_view name(Presence presence);
const Message& label(Presence presence);

// One file of a part: bytes that were drawn, or the digest of a file that is kept.
struct MinistryFile { std::string name, content, sha256; };
struct MinistryItem {
  MinistryPart part = MinistryPart::request;
  Presence presence = Presence::missing;
  std::vector<MinistryFile> files{};
  int samples = 0;
};
namespace rules {
// Which parts the file has: of 6.3b when five stars are to be recognised again, of 6.3a else, also for a product of fewer that comes to 90
// points in its renewal (its first five stars) and in an upgrade (7.5a). `stars`: of its standing until now.
enum class MinistryFileOf : std::uint8_t { first, renewal };
MinistryFileOf file_of(const evaluation::FileForMinistry& file, int stars);
// What is there of them. `decision`: digest of the signed decision that approves the result; empty = there is none. Pure.
std::vector<MinistryItem> items_for_ministry(const evaluation::FileForMinistry& file, MinistryFileOf of, std::string_view decision);
}  // namespace rules

class ForMinistry {
 public:
  struct Parts {
    const Service& service;
    const blobs::Blobs& blobs;
    const evaluation::HandingOn& handing;
    const evaluation::Centre& centre;
  };
  explicit ForMinistry(const Parts& parts)
      : parts_(parts), acts_(parts.service.parts().database, parts.service.parts().clock, parts.service.parts().random) {}

  struct View {
    DecisionView decision;
    std::string product, producer, number;
    rules::MinistryFileOf of = rules::MinistryFileOf::first;
    std::vector<MinistryItem> items;
    std::optional<evaluation::AtCentre> at{};   // once it was sent
    // Whether its reader may send it now: the province, of a result that was approved for the Ministry.
    enum class Sending : std::uint8_t { no, open } sending = Sending::no;
  };
  // Of a dossier of the own province whose points reach 90; to the Ministry's body, of a file that it has. not_found for all others.
  Result<View> view(const Actor& actor, DossierId dossier) const;
  // Files in folders by part, and a list of what is there and what is not. too_large: more than kMostBytes.
  Result<std::string> zip(const Actor& actor, DossierId dossier) const;
  // Article 7.3e. conflict: no decision approved it for the Ministry, or it was sent.
  Result<evaluation::AtCentre> send(const Actor& actor, DossierId dossier, const evaluation::Letter& letter) const;
  // Where it is, by the province's dossier or the file; the caller has seen that its reader may read that.
  std::optional<evaluation::AtCentre> at_centre(DossierId dossier) const;
  const Service& service() const { return parts_.service; }
  static constexpr std::int64_t kMostBytes = 300LL << 20;   // of one dossier: sixty papers of 3 MB, and the rest

 private:
  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::certificates
