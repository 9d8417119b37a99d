#pragma once
#include "kernel/json/json.h"
#include "kernel/tlog/seal.h"
#include "kernel/tlog/tlog.h"
#include "modules/certificates/ruling_types.h"

// What the log records of a ruling, beside the entry of each dossier and certificate, and the rows that it answers for.
namespace ocop::certificates {

inline constexpr std::string_view kRulingFields[] = {"decided", "decision",  "dossiers",  "file",      "part_of",
                                                     "province", "signature", "signed_at", "signed_by", "signed_earlier", "signer"};
inline constexpr tlog::Kind kRulingKind{"ruling.recorded", kRulingFields};

inline constexpr tlog::Hanging kOfRuling[] = {{"certificates_ruled", "ruling", "dossier"}};
inline constexpr tlog::Sealed kSealedRuling{
    .table = "certificates_ruling", .key = "id", .open = "recorded IS NULL", .hanging = kOfRuling};
inline constexpr tlog::Sealed kSealedNumber{.table = "certificates_number", .key = "number"};

// Precondition: it is recorded. Both signers may be persons: commitments, opened by the salt of the row. Reasons are not in the log.
tlog::Entry ruling_entry(const Ruling& ruling);
// Of the entry's own text; nullopt: no such entry, or one that lacks a field. Signers are the commitments; lines have ids alone.
std::optional<Ruling> read_ruling_entry(const json::Node& entry);

}  // namespace ocop::certificates
