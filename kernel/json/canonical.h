#pragma once
#include <string>
#include <string_view>

#include "kernel/json/json.h"

// One text for one value (RFC 8785, JSON Canonicalization Scheme): what is hashed and signed of a JSON document, however it was written.
namespace ocop::json {

// Members by the UTF-16 code units of their names, no white space, numbers as ECMAScript writes a double, no escapes but those of §3.2.2.2.
// An integer beyond 2^53 is written as the double that is nearest to it, as every reader of RFC 8785 takes it. Missing nodes are null.
std::string canonical(const Node& node);
// Errors: of parse().
Result<std::string> canonical(std::string_view text, const Limits& limits = {});

}  // namespace ocop::json
