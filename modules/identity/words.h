#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/message.h"
#include "modules/identity/types.h"

namespace ocop::identity {
inline constexpr std::string_view kErased = "erased";   // Event::detail of an end that the holder wished
const Message& waiting_words(WaitingState state);   // {0} by whom, {1} when
const Message& event_words(EventKind kind);
const Message& scope_words(TokenScope scope);
const Message& signed_by_words(SignedBy by);
// Of a holding (kernel/personal): an event's kind, and the role in its detail.
std::optional<std::string> event_words_of(std::string_view word, std::string_view text, Language language);
}  // namespace ocop::identity
