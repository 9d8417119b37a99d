#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "kernel/base/error.h"
#include "kernel/base/message.h"

namespace ocop {

// The text in one language. (Not named text(): ocop::text is the namespace of kernel/base/text.h.)
inline std::string_view translate(const Message& message, Language language) { return language == Language::vi ? message.vi : message.en; }
// The same as a string of its own, for a title or a sentence that is put together.
inline std::string in(const Message& message, Language language) { return std::string(translate(message, language)); }
// With {0} … {9} replaced; a place without an argument stays empty.
std::string format(const Message& message, Language language, std::initializer_list<std::string_view> arguments);
// A problem's sentence with its arguments; empty when it has no message.
std::string sentence(const Problem& problem, Language language);
// English plurals: picks `one` when count is 1, else `many`; {0} is the grouped count. Vietnamese has no plural: give the same text.
std::string count(const Message& one, const Message& many, long long number, Language language);

inline std::string_view code(Language language) { return language == Language::vi ? "vi" : "en"; }
// Best match of an Accept-Language header (RFC 9110 §12.5.4); vi when nothing matches.
Language negotiate_language(std::string_view accept_language);

}  // namespace ocop
