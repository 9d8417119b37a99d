#include "kernel/mail/delivery.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/files/files.h"

namespace ocop::mail {
namespace {

struct EndCurl { void operator()(CURL* handle) const { curl_easy_cleanup(handle); } };
struct EndList { void operator()(curl_slist* list) const { curl_slist_free_all(list); } };
using Handle = std::unique_ptr<CURL, EndCurl>;
using List = std::unique_ptr<curl_slist, EndList>;

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  static_cast<void>(list.release());   // the head stays the same, or is new for the first line
  list.reset(longer);
}

int break_off(void* go_on, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return (*static_cast<const GoOn*>(go_on))() ? 0 : 1; }

// `go_on` outlives the handle.
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

Error wrong_url(std::string_view url, std::string expected) {
  return Error::of(ErrorKind::invalid_input, Problem{"url", std::string(text::cut(url, kMaxProblemText)), std::move(expected), {}});
}

// ---- SMTP

struct Outgoing { std::string_view left; };
std::size_t read_outgoing(char* to, std::size_t size, std::size_t count, void* from) {
  auto& outgoing = *static_cast<Outgoing*>(from);
  const std::size_t taken = std::min(size * count, outgoing.left.size());
  std::memcpy(to, outgoing.left.data(), taken);
  outgoing.left.remove_prefix(taken);
  return taken;
}

// Of a reply "550 5.1.1 <mai@example.vn>: no such user" the enhanced code alone (RFC 3463): the rest can name a person.
struct Complaint { std::string enhanced{}; };
std::size_t read_reply(char* line, std::size_t size, std::size_t count, void* to) {
  const std::string_view reply(line, size * count);
  std::string& enhanced = static_cast<Complaint*>(to)->enhanced;
  constexpr std::size_t kCode = 4;
  if (reply.size() > kCode && (reply[0] == '4' || reply[0] == '5')) {   // not the friendly words after QUIT
    const std::string_view rest = reply.substr(kCode);
    const std::string_view word = rest.substr(0, rest.find_first_of(" \r\n"));
    const bool code = !word.empty() && word.size() <= 9 && std::count(word.begin(), word.end(), '.') == 2 &&
                      std::all_of(word.begin(), word.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
    if (code) enhanced = word;
  }
  return size * count;
}

// 5xx that speak of us, not of the letter: whoever runs the program repairs the setting, and the letter goes out then.
bool is_about_signing_in(long code) { return code == 530 || code == 534 || code == 535 || code == 538; }

Delivery judge_smtp(CURLcode result, long code, const std::string& enhanced) {
  if (result == CURLE_OK) return {};
  constexpr long kTemporary = 400, kPermanent = 500, kBeyond = 600;
  if (code < kTemporary || code >= kBeyond) return {Delivery::End::try_again, curl_easy_strerror(result), {}};
  const std::string reason = std::to_string(code) + (enhanced.empty() ? "" : " " + enhanced);
  const bool final = code >= kPermanent && result != CURLE_LOGIN_DENIED && !is_about_signing_in(code);
  return {final ? Delivery::End::refused : Delivery::End::try_again, reason, {}};
}

// ---- gateway

struct Answer { std::optional<std::chrono::seconds> retry_after{}; };
std::size_t read_header(char* line, std::size_t size, std::size_t count, void* to) {
  std::string_view header(line, size * count);
  constexpr std::string_view kName = "retry-after:";
  const std::string lower = text::lower(text::is_valid_utf8(header) ? header : std::string_view());
  if (lower.starts_with(kName)) {
    const std::string_view value = text::trim(std::string_view(lower).substr(kName.size()));
    std::int64_t seconds = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (fault == std::errc{} && end == value.data() + value.size() && seconds >= 0)
      static_cast<Answer*>(to)->retry_after = std::chrono::seconds(seconds);
  }
  return size * count;
}
std::size_t ignore_body(char*, std::size_t size, std::size_t count, void*) { return size * count; }

bool is_refusal(long status) {
  constexpr std::array<long, 7> kRefusals{400, 404, 405, 410, 413, 415, 422};
  return std::find(kRefusals.begin(), kRefusals.end(), status) != kRefusals.end();
}

}  // namespace

Result<void> check_smtp_url(std::string_view url) {
  if ((url.starts_with("smtp://") || url.starts_with("smtps://")) && !host_of(url).empty()) return {};
  return wrong_url(url, "smtp://host[:port] or smtps://host[:port]");
}

Result<void> check_gateway_url(std::string_view url) {
  if (url.starts_with("https://") && !host_of(url).empty()) return {};
  if (url.starts_with("http://") && is_this_machine(url)) return {};
  return wrong_url(url, "https://…, or http://localhost…");
}

Delivery send_by_smtp(const SmtpServer& server, std::string_view from, std::string_view to, const std::string& bytes, const GoOn& go_on) {
  if (!check_smtp_url(server.url)) return {Delivery::End::try_again, "the setting mail.url is not smtp:// or smtps://", {}};
  const Handle handle = new_handle(server.limit, server.ca_file, go_on);
  if (!handle) return {Delivery::End::try_again, "libcurl does not start", {}};
  CURL* curl = handle.get();
  std::string url = server.url;
  while (url.ends_with('/')) url.pop_back();
  if (!server.own_name.empty()) url += "/" + server.own_name;   // libcurl's place for the EHLO name
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(is_this_machine(url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  const std::string sender = "<" + std::string(from) + ">";
  List receivers;
  append(receivers, "<" + std::string(to) + ">");
  Outgoing outgoing{bytes};
  Complaint reply;
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_outgoing);
  curl_easy_setopt(curl, CURLOPT_READDATA, &outgoing);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_reply);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reply);
  const CURLcode result = curl_easy_perform(curl);
  long code = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
  return judge_smtp(result, code, reply.enhanced);
}

Delivery put_into_folder(const std::string& folder, std::string_view name, const std::string& bytes) {
  if (const auto made = files::make_directories(folder); !made) return {Delivery::End::try_again, made.error().detail, {}};
  const auto written = files::write_atomically(folder + "/" + std::string(name) + ".eml", bytes, 0600);
  if (!written) return {Delivery::End::try_again, written.error().detail, {}};
  return {};
}

std::string sign_for_gateway(std::string_view secret, Instant at, std::string_view body) {
  const std::string time = std::to_string(at.milliseconds / 1000);
  const crypto::Digest digest = crypto::hmac_sha256(secret, time + "." + std::string(body));
  return "t=" + time + ",v1=" + text::hex(crypto::view(digest));
}

Delivery post_to_gateway(const GatewayServer& server, std::string_view delivery_id, Instant at, const std::string& body,
                         const GoOn& go_on) {
  if (!check_gateway_url(server.url)) return {Delivery::End::try_again, "the setting notices.gateway_url is not https://", {}};
  const Handle handle = new_handle(server.limit, server.ca_file, go_on);
  if (!handle) return {Delivery::End::try_again, "libcurl does not start", {}};
  CURL* curl = handle.get();
  List headers;
  append(headers, "Content-Type: application/json");
  append(headers, "Ocop-Delivery: " + std::string(delivery_id));
  append(headers, "Ocop-Signature: " + sign_for_gateway(server.secret, at, body));
  Answer answer;
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);   // a signed body goes to the one it was signed for
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore_body);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
  const CURLcode result = curl_easy_perform(curl);
  if (result != CURLE_OK) return {Delivery::End::try_again, curl_easy_strerror(result), {}};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status >= 200 && status < 300) return {};
  return {is_refusal(status) ? Delivery::End::refused : Delivery::End::try_again, "HTTP " + std::to_string(status), answer.retry_after};
}

}  // namespace ocop::mail
