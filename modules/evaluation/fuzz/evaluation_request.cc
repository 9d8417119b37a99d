#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "modules/evaluation/requests.h"
#include "modules/evaluation/rules.h"

// Bodies and headers of the API's changing requests. First byte picks the declaration, the rest up to a line end is If-Match.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop;
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t line = std::min(text.find('\n'), text.size());
  http::Request request;
  request.path = "/api/v1/dossiers";
  request.headers.emplace_back("if-match", std::string(text.substr(0, line)));
  request.headers.emplace_back("content-type", "application/json");
  request.body = line < text.size() ? std::string(text.substr(line + 1)) : std::string();
  switch (data[0] % 4) {
    case 0:
      if (const auto ask = evaluation::answer_fields().read(request, input::Source::json); ask && (ask->option < 0 || ask->version < 0))
        __builtin_trap();
      break;
    case 1: (void)evaluation::knockout_fields().read(request, input::Source::json); break;
    case 2: (void)evaluation::council_fields().read(request, input::Source::json); break;
    default:
      // What is read is in a known range or refused by the rules; either way it never crashes them.
      if (const auto settings = evaluation::settings_fields().read(request, input::Source::json))
        (void)evaluation::rules::check_settings(*settings);
  }
  return 0;
}
