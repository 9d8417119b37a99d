#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kernel/base/text.h"
#include "kernel/http/multipart.h"

// The outcome must not depend on where the body is cut, and all text must be UTF-8.
namespace {

using namespace ocop::http;

struct Parsed {
  bool ok = false;
  std::string all;
};

Parsed read(std::string_view body, std::size_t piece) {
  // As a route has them: one file, of few bytes, and one that is kept outside memory as soon as it is long.
  MultipartReader reader("XyZ", {.files = {{"small", 8}, {"file"}}});
  Parsed out;
  for (std::size_t at = 0; at < body.size(); at += piece)
    if (!reader.feed(body.substr(at, piece))) return out;
  if (!reader.finish()) return out;
  out.ok = true;
  for (const auto& [name, value] : reader.fields().items()) {
    if (!ocop::text::is_valid_utf8(name) || !ocop::text::is_valid_utf8(value)) std::abort();
    out.all.append(name).append("=").append(value).append("\n");
  }
  for (const auto& file : reader.files()) {
    if (!ocop::text::is_valid_utf8(file.file_name)) std::abort();
    out.all.append(file.field)
        .append("|")
        .append(file.file_name)
        .append("|")
        .append(file.content_type)
        .append("|")
        .append(file.content.size() > 8 && file.field == "small" ? std::to_string(file.content.size()) : file.content.whole().value())
        .append(file.sha256)
        .append("\n");
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const Parsed whole = read(body, size + 1);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{3}, 1 + size / 2}) {
    const Parsed cut = read(body, piece);
    if (cut.ok != whole.ok || cut.all != whole.all) std::abort();
  }
  multipart_boundary(body);
  header_parameter(body, "name");
  return 0;
}
