#pragma once
#include <string>
#include <string_view>

// Port of the module: from a code on a package to today's truth about it.
namespace ocop::resolver {

// The address that a QR symbol leads to, without host: "/s/k7m2p".
inline std::string scan_path(std::string_view code) { return "/s/" + std::string(code); }

}  // namespace ocop::resolver
