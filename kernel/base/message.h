#pragma once
#include <string_view>

namespace ocop {

// One text of the product in its two languages. Generated from *.messages files by tools/messages, which refuses a message that
// lacks a language; a key that does not exist does not compile. "{0}" … "{9}" are places for arguments (kernel/i18n/translate.h).
struct Message {
  std::string_view vi;
  std::string_view en;
};

enum class Language : unsigned char { vi, en };

}  // namespace ocop
