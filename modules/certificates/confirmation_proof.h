#pragma once
#include <string>
#include <string_view>

#include "modules/certificates/confirmation_types.h"
#include "modules/certificates/proof.h"

// The file that proves a confirmed decision without this program (docs/formats/confirmation-proof.md), in the manner of a certificate's.
namespace ocop::certificates {

// Precondition: it is confirmed, and its signer opens the entry's commitment.
std::string write_confirmation_proof(const Confirmation& confirmation, std::string_view entry, const tlog::Proof& proof,
                                     const tlog::LogKey& log_key);

struct ConfirmationVerdict {
  Confirmation confirmation;           // what the entry says, with the signer; `corrects` when it is a correction
  std::int64_t tree_size = 0;          // of the checkpoint that includes it
  std::string checkpoint;              // whole, with what witnesses cosigned
};
// Pure, offline. The verdict says that this was confirmed as it stands in the file and is in the log of `trusted`; not whether it was
// corrected or withdrawn later. Errors: as of verify_certificate.
Result<ConfirmationVerdict> verify_confirmation(std::string_view file, const tlog::LogKey& trusted);

}  // namespace ocop::certificates
