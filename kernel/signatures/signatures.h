#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"

// Who signed a PDF, and whether a byte of it changed since (ISO 32000-1 §12.8; detached CMS of RFC 5652: adbe.pkcs7.detached and
// ETSI.CAdES.detached). qpdf finds the signatures, OpenSSL reads and checks them; nothing of either leaves this folder.
//
// What is not asked: whether a certificate was revoked (no network), and whether the time that a signer states is the true one (a time
// stamp inside the signature is not read). Pages say "as stated by the signature".
namespace ocop::signatures {

// How a file stands. Of several signatures the worst: a file is no better than what is weakest of it.
enum class Standing : std::uint8_t {
  valid,          // each signature covers the whole file, and is of a certificate that an anchor vouches for
  unknown,        // cryptographically right, but nobody here vouches for the signer, or for what was added (Fault says which)
  broken,         // bytes were changed or added after it, or it cannot be read
  none,           // the file has no signature
};
std::string_view name(Standing standing);                    // "valid"
std::optional<Standing> parse_standing(std::string_view name);
const Message& label(Standing standing);                     // as words of a page

// Why a signature is not valid.
enum class Fault : std::uint8_t {
  nothing,
  not_in_trust_list,   // unknown: its certificate leads to none of the anchors
  expired,             // unknown: the certificate was not valid on the day that the signature states
  weak,                // unknown: MD5 or SHA-1, or a key below 112 bits
  other_use,           // unknown: the certificate is not for signatures
  in_the_future,       // unknown: it states a time that has not come
  other_format,        // unknown: a kind of signature that is not read here (a time stamp of the document, PKCS#1)
  added_between,       // unknown: the file went on behind an earlier signature, and a later one covers all; only of a whole Finding
  bytes_changed,       // broken: the digest is another one
  bytes_added,         // broken: the file goes on behind what is signed, or around it
  unreadable,          // broken: not a detached CMS signature with its certificate
};
std::string_view name(Fault fault);
const Message& reason(Fault fault);                          // one sentence for people; Fault::nothing has an empty one

// What one signature is about. A PDF is signed again by an update behind its end: who signed before has not seen the update, and what it
// changes is not examined here, a second stamp and another page alike.
enum class Covers : std::uint8_t { whole_file, earlier_state };

struct Signature {
  Standing standing = Standing::none;  // over what it covers; never none in a Finding
  Fault fault = Fault::nothing;
  Covers covers = Covers::earlier_state;
  std::string signer;                  // of the certificate: common name, else organisation; NFC, at most kMostName bytes
  std::string issuer;                  // who issued the certificate, the same
  std::optional<Instant> at;           // as the signature states it
};
struct Finding {
  Standing standing = Standing::none;
  Fault fault = Fault::nothing;        // of the signature that decides; added_between before any other that makes it unknown
  std::vector<Signature> signatures{}; // in the order of their ends in the file
};
inline constexpr std::size_t kMostName = 200;         // bytes; a name of X.520 has 64 characters of up to three
inline constexpr std::size_t kMostSignatures = 50;    // a decision has two to four: clerk, office, chair, stamp

// Certificates that are believed: roots, or the authorities below them that are believed by themselves. Immutable; shared by threads.
class Anchors {
 public:
  Anchors();                           // none: nobody is vouched for
  // All *.pem and *.crt of the folder, each one or more certificates in PEM. Empty path: none. not_found: no such folder; invalid_input
  // names a file that is no certificate.
  static Result<Anchors> load(const std::string& folder);
  // invalid_input: not PEM.
  static Result<Anchors> of_pem(std::string_view pem);
  std::size_t size() const;

  struct Certificates;                 // of OpenSSL
 private:
  friend struct Checker;
  std::shared_ptr<const Certificates> kept_;
};

// Pure but for the time that is given it; slow (tens of milliseconds): on a worker. Errors: malformed_request (no PDF that can be opened),
// unsupported_media (it is encrypted), too_large (more than kMostSignatures).
Result<Finding> check(std::string_view pdf, const Anchors& anchors, Instant now);

}  // namespace ocop::signatures
