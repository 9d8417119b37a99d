#pragma once
#include <string_view>

// How sites and machines are written in settings.
namespace ocop::http {

// "https://ocop.example.vn" or "http://localhost:8080": other addresses are made by putting a path behind it, so it has none.
bool is_origin(std::string_view url);
// Of a machine, as a socket names its peer: IPv4 or IPv6, no network and no name.
bool is_address(std::string_view text);

}  // namespace ocop::http
