#include "kernel/http/conditional.h"

#include "kernel/base/text.h"
#include "kernel/http/response.h"

namespace ocop::http {
namespace {

std::string_view opaque_tag(std::string_view tag) {
  tag = text::trim(tag);
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') return tag.substr(1, tag.size() - 2);
  return {};
}

}  // namespace

bool has_already(const Request& request, std::string_view etag) {
  const std::string_view asked = request.header("if-none-match");
  if (text::trim(asked) == "*") return true;
  for (const std::string_view tag : text::split(asked, ','))   // our tags contain no comma
    if (opaque_tag(tag) == etag) return true;
  return false;
}

void apply_conditional(Response& response, const Request& request, Coding coding) {
  const bool reading = request.method == Method::get || request.method == Method::head;
  if (response.etag.empty()) return;
  if (!reading && response.status < 300) {   // the version that a change made: what the next If-Match carries (RFC 9110 §8.8.3, §13.1.1)
    response.headers.emplace_back("ETag", "\"" + response.etag + "\"");
    return;
  }
  if (response.status != 200 || !reading) return;
  const bool holds = has_already(request, response.etag);
  // A gzipped body is another representation: only the weak tag is the same (RFC 9110 §8.8.1).
  response.headers.emplace_back("ETag", (coding == Coding::gzip ? "W/\"" : "\"") + response.etag + "\"");
  if (!holds) return;
  response.status = 304;
  response.body.clear();
  response.static_body = {};
  std::erase_if(response.headers, [](const auto& header) { return same_name(header.first, "content-encoding"); });
}

}  // namespace ocop::http
