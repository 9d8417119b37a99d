#pragma once
#include <string>
#include <string_view>

#include "kernel/json/json.h"
#include "kernel/tlog/tlog.h"
#include "modules/certificates/confirmation_entry.h"
#include "modules/certificates/ledger.h"
#include "modules/certificates/ruling_entry.h"
#include "modules/certificates/types.h"

// What the log records of a certificate, and the file that proves it without this program (docs/formats/certificate-proof.md).
namespace ocop::certificates {

inline constexpr std::string_view kIssuedKind = "certificate.issued";
inline constexpr std::string_view kWithdrawnKind = "certificate.withdrawn";
inline constexpr std::string_view kDecisionKind = "decision.recorded";
inline constexpr std::string_view kIssuedFields[] = {"code",        "decided",  "decision",    "dossier",    "id",       "issued", "number",
                                                     "place",       "producer", "producer_id", "product",    "product_id",
                                                     "product_set", "rulebook", "signer",      "stars",      "valid_until"};
inline constexpr std::string_view kWithdrawnFields[] = {"concluded", "decided", "decision", "ground", "number"};
inline constexpr std::string_view kDecisionFields[] = {"decided", "decision", "number", "outcome", "stars", "total"};
// All that the module writes into the log; recheck() (service.h) holds each against its row.
inline constexpr tlog::Kind kLeaves[] = {
    {kDecisionKind, kDecisionFields}, {kIssuedKind, kIssuedFields}, {kWithdrawnKind, kWithdrawnFields}, kConfirmedKind, kCorrectedKind,
    kRevokedKind, kRulingKind};

// Leaves. The maker's name and the signer may name a person: they are commitments, opened by the salt that lies beside the row and in
// the proof file. Erasing the row and the salt leaves the tree sound.
tlog::Entry issued_entry(const Issued& issued);
tlog::Entry withdrawn_entry(const Certificate& certificate, const Withdrawal& withdrawal);
tlog::Entry decision_entry(const Decision& decision);
// Of the entry's own text; nullopt: not such an entry, or one that lacks a field.
std::optional<Logged> read_issued_entry(const json::Node& entry);
std::optional<Withdrawal> read_withdrawn_entry(const json::Node& entry);
// Whether the salt opens what the entry commits to.
bool opens(std::string_view salt, std::string_view field, std::string_view value, std::string_view commitment);

// The proof file: JSON of fixed form. `log_key` is in it so that a reader sees which log it is of; trust it only from another source.
// `entry`: its text in the log.
std::string write_certificate_proof(const Issued& issued, std::string_view entry, const tlog::Proof& proof, const tlog::LogKey& log_key);

inline constexpr std::size_t kMaxProofFile = 256u << 10;   // a note of 64 signatures is below 128 KiB, the rest below 64
struct Verdict {
  Certificate certificate;             // the printed facts; ids of product and producer are not in the file
  Instant logged;                      // when the act was logged
  std::int64_t log_index = 0;
  std::int64_t tree_size = 0;          // of the checkpoint that includes it
  std::string checkpoint;              // whole, with what witnesses cosigned
};
// Pure, offline. The verdict says that this certificate was issued as it stands in the file and is in the log of `trusted`; not whether it
// was withdrawn later. malformed_request: not such a file, or not a byte as it was written; invalid_input: a wrong log, a false signature,
// or facts that are not in the log.
Result<Verdict> verify_certificate(std::string_view file, const tlog::LogKey& trusted);

}  // namespace ocop::certificates
