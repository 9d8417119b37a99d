#include "kernel/fetch/fetch.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/fetch/handle.h"

namespace ocop::fetch {
namespace {

int break_off(void* go_on, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return (*static_cast<const GoOn*>(go_on))() ? 0 : 1; }

std::size_t read_header(char* line, std::size_t size, std::size_t count, void* to) {
  const std::string_view header(line, size * count);
  constexpr std::string_view kRetryAfter = "retry-after:", kLocation = "location:";
  if (!text::is_valid_utf8(header)) return size * count;
  Answer& answer = *static_cast<Answer*>(to);
  const std::string lower = text::lower(header);
  if (lower.starts_with(kLocation)) answer.location = text::trim(header.substr(kLocation.size()));
  if (lower.starts_with(kRetryAfter)) {
    const std::string_view value = text::trim(std::string_view(lower).substr(kRetryAfter.size()));
    std::int64_t seconds = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (fault == std::errc{} && end == value.data() + value.size() && seconds >= 0 && seconds <= kMostWait.count())
      answer.retry_after = std::chrono::seconds(seconds);
  }
  return size * count;
}

struct Body {
  std::string& kept;
  std::size_t most;
  enum class Unread : std::uint8_t { let_pass, break_off } unread = Unread::let_pass;   // when none of it is wanted
};
std::size_t read_body(char* piece, std::size_t size, std::size_t count, void* to) {
  const std::size_t bytes = size * count;
  Body& body = *static_cast<Body*>(to);
  if (body.most == 0) return body.unread == Body::Unread::let_pass ? bytes : 0;
  if (body.kept.size() + bytes > body.most) return 0;   // ends the call
  body.kept.append(piece, bytes);
  return bytes;
}

// What both kinds of calls are; `headers`, `answer` and `body` outlive the call.
void prepare(CURL* curl, const std::string& url, const List& headers, Answer& answer, Body& body) {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
}

Result<Answer> ended(CURL* curl, CURLcode result, Answer answer) {
  if (result != CURLE_OK) return Error::of(ErrorKind::storage_unavailable, curl_easy_strerror(result));
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  const char* type = nullptr;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  if (type != nullptr) answer.content_type = type;
  return answer;
}

List list_of(const std::vector<std::string>& headers) {
  List out;
  for (const std::string& header : headers) append(out, header);
  return out;
}

}  // namespace

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  static_cast<void>(list.release());   // the head stays the same, or is new for the first line
  list.reset(longer);
}

Handle new_handle(std::chrono::seconds limit, const std::string& ca_file, const GoOn& go_on) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);   // once a process, thread-safe
  Handle handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) return handle;
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT, static_cast<long>(std::min(limit, kConnectLimit).count()));
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, static_cast<long>(limit.count()));
  curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");   // what goes out goes where the setting says
  if (go_on) {
    curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, break_off);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &go_on);
  }
  if (!ca_file.empty()) curl_easy_setopt(handle.get(), CURLOPT_CAINFO, ca_file.c_str());
  return handle;
}

Result<Answer> post(const Post& request, const GoOn& go_on) {
  const Handle handle = new_handle(request.limit, request.ca_file, go_on);
  if (!handle) return Error::of(ErrorKind::storage_unavailable, "libcurl does not start");
  CURL* curl = handle.get();
  const List headers = list_of(request.headers);
  Answer answer;
  Body body{answer.body, request.most_answer};
  prepare(curl, request.url, headers, answer, body);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  const CURLcode result = curl_easy_perform(curl);
  return ended(curl, result, std::move(answer));
}

Result<Answer> get(const Get& request, const GoOn& go_on) {
  const Handle handle = new_handle(request.limit, request.ca_file, go_on);
  if (!handle) return Error::of(ErrorKind::storage_unavailable, "libcurl does not start");
  CURL* curl = handle.get();
  const List headers = list_of(request.headers);
  Answer answer;
  Body body{answer.body, request.most_answer, Body::Unread::break_off};
  prepare(curl, request.url, headers, answer, body);
  curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
  CURLcode result = curl_easy_perform(curl);
  if (result == CURLE_WRITE_ERROR && request.most_answer == 0) result = CURLE_OK;   // the head is there, its body was not wanted
  return ended(curl, result, std::move(answer));
}

std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find('/'));
  if (url.starts_with('[')) return url.substr(1, url.find(']') - 1);
  return url.substr(0, url.find(':'));
}

bool is_this_machine(std::string_view url) {
  const std::string_view host = host_of(url);
  return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

bool is_private(std::string_view url) {
  if (url.starts_with("https://")) return !host_of(url).empty();
  return url.starts_with("http://") && is_this_machine(url);
}

}  // namespace ocop::fetch
