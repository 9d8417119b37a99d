#pragma once
#include <string>

namespace ocop::app {

inline constexpr const char* kVersion = "0.1.0";   // CHANGELOG.md
std::string version_text();                         // "ocop 0.1.0 (C++20, SQLite 3.40.1, libpq 15)"

}  // namespace ocop::app
