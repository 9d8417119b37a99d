#pragma once
#include "kernel/json/json.h"
#include "kernel/tlog/seal.h"
#include "kernel/tlog/tlog.h"
#include "modules/certificates/confirmation_types.h"

// What the log records of a confirmed decision, and the rows that its entry answers for.
namespace ocop::certificates {

inline constexpr std::string_view kConfirmedFields[] = {"decided", "decision", "file", "issuer", "products", "province", "signer"};
inline constexpr std::string_view kCorrectedFields[] = {"corrects", "decided",  "decision", "file",
                                                        "issuer",   "products", "province", "signer"};
inline constexpr tlog::Kind kConfirmedKind{"decision.confirmed", kConfirmedFields}, kCorrectedKind{"decision.corrected", kCorrectedFields};

inline constexpr std::string_view kRevokedFields[] = {"confirmation", "decided",  "decision", "file",  "ground",
                                                      "issuer",       "products", "province", "signer"};
inline constexpr tlog::Kind kRevokedKind{"decision.withdrawn", kRevokedFields};

inline constexpr tlog::Hanging kOfConfirmation[] = {{"certificates_confirmed", "confirmation", "product"}};
inline constexpr tlog::Sealed kSealedConfirmation{
    .table = "certificates_confirmation", .key = "id", .open = "confirmed IS NULL", .hanging = kOfConfirmation};

inline constexpr tlog::Hanging kOfRevocation[] = {{"certificates_revoked", "revocation", "product"}};
inline constexpr tlog::Sealed kSealedRevocation{
    .table = "certificates_revocation", .key = "id", .open = "entered IS NULL", .hanging = kOfRevocation};

// Precondition: it is confirmed. The signer may be a person: a commitment, opened by the salt of the row. The reason of a correction may
// name one too and stands in the row alone.
tlog::Entry confirmation_entry(const Confirmation& confirmation);
// Of the entry's own text; nullopt: no such entry, or one that lacks a field. `signer` is the commitment.
std::optional<Confirmation> read_confirmation_entry(const json::Node& entry);
bool is_confirmation(std::string_view kind);
// The same of a confirmed decision that is withdrawn. Precondition: it is entered. `province`: of the confirmation.
tlog::Entry revocation_entry(const Revocation& revocation, std::string_view province);
std::optional<Revocation> read_revocation_entry(const json::Node& entry);

}  // namespace ocop::certificates
