#pragma once
#include "kernel/http/http.h"

namespace ocop::http {

bool same_name(std::string_view a, std::string_view b);   // header names are compared without case (ASCII)
// The header's value, null when the answer does not have it.
const std::string* find_header(const Response& response, std::string_view name);
void add_vary(Response& response, std::string_view field);
std::string_view reason_phrase(int status);   // "Not Found"; empty when unknown

// What every answer carries, unless the handler set the same name itself.
enum class Transport : std::uint8_t { plain, tls };
const std::vector<std::pair<std::string_view, std::string_view>>& security_headers(Transport transport);
bool is_security_header(std::string_view name);

// An answer for what went wrong below the routes (broken head, timeout): problem+json without an Error kind.
Response refusal(int status, std::string_view detail);

inline constexpr int kRetryAfterSeconds = 5;   // long enough for a queue of 512 short acts to drain

}  // namespace ocop::http
