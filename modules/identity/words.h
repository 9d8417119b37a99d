#pragma once
#include "kernel/base/message.h"
#include "modules/identity/types.h"

namespace ocop::identity {
const Message& waiting_words(WaitingState state);   // {0} by whom, {1} when
const Message& event_words(EventKind kind);
const Message& scope_words(TokenScope scope);
const Message& signed_by_words(SignedBy by);
}  // namespace ocop::identity
