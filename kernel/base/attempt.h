#pragma once
#include <string>

namespace ocop {

// One try of an act whose caller may send it again because no answer came (Idempotency-Key, draft-ietf-httpapi-idempotency-key-header).
// Made by kernel/http of a request; kept by kernel/idempotency in the act's own transaction.
struct Attempt {
  std::string key;       // chosen by the caller, 1 … kMaxAttemptKey letters, digits, '-', '_', '.'; empty = the caller will not repeat
  std::string route;     // "POST /api/v1/dossiers": a key speaks of one act
  std::string digest;    // of what was asked: the same key with another question is a mistake of the caller
};
inline constexpr std::size_t kMaxAttemptKey = 128;   // a UUID has 36; longer keys are not keys

}  // namespace ocop
