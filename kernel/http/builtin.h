#pragma once
#include <array>
#include <string_view>

// What the server answers beside the routes. No route, and no name that a route takes, may begin with one of these.
namespace ocop::http {

inline constexpr std::string_view kHealthPath = "/healthz", kReadyPath = "/readyz", kMetricsPath = "/metrics";
inline constexpr std::array kBuiltinPaths{kHealthPath, kReadyPath, kMetricsPath};

}  // namespace ocop::http
