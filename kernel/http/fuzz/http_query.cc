#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kernel/base/text.h"
#include "kernel/http/http.h"

// Forms, percent-decoding and cookies: what is read again after writing is the same; all text is UTF-8.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::http;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto fields = Fields::parse_query(text)) {
    for (const auto& [key, value] : fields->items())
      if (!ocop::text::is_valid_utf8(key) || !ocop::text::is_valid_utf8(value)) std::abort();
    const auto again = Fields::parse_query(fields->to_query());
    // A pair with an empty name and an empty value is written as "=", which is read again as such.
    if (!again || again->items() != fields->items()) std::abort();
  }
  if (const auto decoded = percent_decode(text)) {
    if (percent_decode(percent_encode(*decoded)) != decoded) std::abort();
  }
  if (percent_decode(percent_encode(text)) != std::string(text)) std::abort();
  Request request;
  request.headers = {{"cookie", std::string(text)}, {"accept", std::string(text)}};
  request.cookie(kSessionCookie);
  request.wants_json();
  return 0;
}
