#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "modules/evaluation/api_json.h"

// Bodies and headers of the API's changing requests. First byte picks the reader, the rest up to a line end is If-Match.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop;
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t line = std::min(text.find('\n'), text.size());
  http::Request request;
  request.headers.emplace_back("if-match", std::string(text.substr(0, line)));
  request.path_values.emplace_back("criterion", "1.1");
  request.body = line < text.size() ? std::string(text.substr(line + 1)) : std::string();
  const auto document = evaluation::api::body(request);
  if (!document) return 0;
  switch (data[0] % 4) {
    case 0:
      if (const auto ask = evaluation::api::save_answer(request, *document); ask && (ask->option < 0 || ask->version < 0)) __builtin_trap();
      break;
    case 1: (void)evaluation::api::save_knockouts(request, *document); break;
    case 2: (void)evaluation::api::name_council(request, *document); break;
    default:
      // What is read is in a known range or refused by the rules; either way it never crashes them.
      if (const auto settings = evaluation::api::settings(*document)) (void)evaluation::rules::check_settings(*settings);
  }
  return 0;
}
