#pragma once
#include <string_view>

namespace ocop::http {

// The head of a plain scan: GET or HEAD of "/01/…" without query, body or anything that changes the answer.
struct HotHead {
  enum class Kind : unsigned char { get, head } kind = Kind::get;
  std::string_view path;      // as received, still percent-encoded
  std::size_t length = 0;     // bytes of the head with its empty line
};
inline constexpr std::string_view kHotPrefix = "/01/";   // GS1 application identifier of a GTIN (Digital Link URI Syntax 1.6.0 §4)

enum class HotVerdict : unsigned char {
  hot,       // a whole head that Beast would read in the same way (fuzzed against it)
  cut,       // so far it could become one
  general,   // left to the general parser, which then also says what is wrong
};
HotVerdict read_hot_head(std::string_view buffer, HotHead& out);

}  // namespace ocop::http
