#pragma once
#include <span>
#include <string_view>

namespace ocop {

// A file that was put into the program at build time (ocop_embed in cmake/modules.cmake). Paths are relative to the embed's base.
// Pages of it are read from the program file on first use; unused data costs no memory.
struct EmbeddedFile {
  std::string_view path;     // "rulebooks/QD26-2026/13-ca-phe-ca-cao.json"
  std::string_view content;
  std::string_view sha256;   // lower-case hexadecimal, computed at build
};

}  // namespace ocop
