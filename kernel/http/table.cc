#include "kernel/http/table.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/http/messages.h"
#include "kernel/http/response.h"

namespace ocop::http {
namespace {

// Bytes of a multipart body that are read; 0 when there is no file among the fields.
std::size_t upload_limit(const input::Shape& shape, std::size_t texts) {
  std::size_t files = 0;
  for (const input::Field& field : shape.fields())
    if (field.kind == input::Kind::file) files += static_cast<std::size_t>(field.most());
  return files == 0 ? 0 : kReadOver * (files + std::max(texts, kDefaultBodyLimit));
}

bool is_key(std::string_view text) {
  const auto word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
  };
  return text.size() <= kMaxAttemptKey && std::all_of(text.begin(), text.end(), word);
}

// A program's body as it came; of a form what a person chose, without what the page adds by itself.
std::string question(const Request& request) {
  if (request.form.empty() && request.files.empty()) return request.body;
  Fields asked;
  for (const auto& [name, value] : request.form.items())
    if (name != kCsrfField && name != kAttemptField) asked.add(name, value);
  for (const UploadedFile& file : request.files) asked.add(file.field, file.sha256);
  return asked.to_query();
}

}  // namespace

Result<Attempt> attempt_of(const Request& request) {
  Attempt out;
  out.key = request.header("idempotency-key");
  const std::string_view field = out.key.empty() ? kAttemptField : std::string_view("idempotency-key");
  if (out.key.empty()) out.key = request.form.get(kAttemptField);
  // The draft writes the key as a quoted string (RFC 9651); without quotes is what most send.
  if (out.key.size() > 2 && out.key.front() == '"' && out.key.back() == '"') out.key = out.key.substr(1, out.key.size() - 2);
  if (out.key.empty()) return out;
  if (!is_key(out.key)) {
    const std::string most = std::to_string(kMaxAttemptKey);
    return Error::of(ErrorKind::invalid_input, Problem{std::string(field), std::string(text::cut(out.key, kMaxProblemText)),
                                                       "1.." + most + " of A-Z a-z 0-9 - _ .", msg::key_unreadable, {most}});
  }
  out.route = std::string(name(request.method)) + " " + request.path;
  out.digest = crypto::sha256_hex(question(request));
  return out;
}

namespace inner {

Route route(Method method, std::string_view pattern, Policy policy, std::string_view summary, const Also& also,
            std::vector<std::string_view> formats, std::shared_ptr<const input::Shape> takes) {
  Route out;
  out.method = method;
  out.pattern = pattern;
  out.policy = policy;
  out.summary = summary;
  out.body_limit = also.body_limit;
  out.csrf = also.csrf;
  out.language = also.language;
  out.run = also.run;
  out.response_schema = also.answers;
  out.response_media = also.media;
  out.gives = also.gives;
  out.repeats = also.repeats;
  out.pages = also.pages;
  out.request_schema = also.takes;
  out.body_check = BodyCheck::by_handler;
  if (takes) {
    out.upload_limit = upload_limit(*takes, out.body_limit);
    if (input::source_of(method, pattern, *takes) != input::Source::query) out.request_schema = takes->schema();
    out.takes = std::move(takes);
  }
  const auto values = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '{'));
  if (formats.size() > values)
    out.fault = "the handler takes " + std::to_string(formats.size()) + " values of the address, the pattern has " + std::to_string(values);
  out.path_formats = std::move(formats);
  return out;
}

bool shows_again(const Error& error) {
  switch (error.kind) {
    case ErrorKind::invalid_input: case ErrorKind::conflict: case ErrorKind::precondition_failed: case ErrorKind::too_large:
    case ErrorKind::too_many_requests: return true;
    default: return false;
  }
}

Response again(Response page, const Error& error) {
  if (page.status == 200) page.status = traits(error.kind).status;
  page.etag.clear();
  std::erase_if(page.headers,
                [](const auto& header) { return header.first == "Cache-Control"; });  // what the page said for its own good days
  if (error.kind == ErrorKind::too_many_requests) page.headers.emplace_back("Retry-After", std::to_string(kRetryAfterSeconds));
  return page;
}

}  // namespace inner
}  // namespace ocop::http
