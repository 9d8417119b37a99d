#pragma once
#include "modules/certificates/confirmation_entry.h"
#include "modules/certificates/ruling_entry.h"

// The rows that the module's entries in the log answer for (kernel/tlog/seal.h): all that it has.
namespace ocop::certificates {

inline constexpr tlog::Sealed kSealedDecision{.table = "certificates_decision", .key = "dossier"};
inline constexpr tlog::Sealed kSealedCertificate{.table = "certificates_certificate", .key = "id"};
inline constexpr tlog::Sealed kSealedWithdrawal{.table = "certificates_withdrawal", .key = "certificate"};
inline constexpr tlog::Sealed kSealedSerial{.table = "certificates_serial", .key = "province || '/' || year"};
inline constexpr tlog::Sealed kSealed[] = {kSealedDecision, kSealedCertificate, kSealedWithdrawal, kSealedSerial,
                                            kSealedConfirmation, kSealedRevocation, kSealedRuling, kSealedNumber};

}  // namespace ocop::certificates
