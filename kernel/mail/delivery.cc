#include "kernel/mail/delivery.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/fetch/handle.h"
#include "kernel/files/files.h"

namespace ocop::mail {
namespace {

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

bool is_refusal(long status) {
  constexpr std::array<long, 7> kRefusals{400, 404, 405, 410, 413, 415, 422};
  return std::find(kRefusals.begin(), kRefusals.end(), status) != kRefusals.end();
}

}  // namespace

Result<void> check_smtp_url(std::string_view url) {
  if ((url.starts_with("smtp://") || url.starts_with("smtps://")) && !fetch::host_of(url).empty()) return {};
  return wrong_url(url, "smtp://host[:port] or smtps://host[:port]");
}

Result<void> check_gateway_url(std::string_view url) {
  if (fetch::is_private(url)) return {};
  return wrong_url(url, "https://…, or http://localhost…");
}

Delivery send_by_smtp(const SmtpServer& server, std::string_view from, std::string_view to, const std::string& bytes, const GoOn& go_on) {
  if (!check_smtp_url(server.url)) return {Delivery::End::try_again, "the setting mail.url is not smtp:// or smtps://", {}};
  const fetch::Handle handle = fetch::new_handle(server.limit, server.ca_file, go_on);
  if (!handle) return {Delivery::End::try_again, "libcurl does not start", {}};
  CURL* curl = handle.get();
  std::string url = server.url;
  while (url.ends_with('/')) url.pop_back();
  if (!server.own_name.empty()) url += "/" + server.own_name;   // libcurl's place for the EHLO name
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(fetch::is_this_machine(url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  const std::string sender = "<" + std::string(from) + ">";
  fetch::List receivers;
  fetch::append(receivers, "<" + std::string(to) + ">");
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
  const auto answer = fetch::post({.url = server.url,
                                   .headers = {"Content-Type: application/json", "Ocop-Delivery: " + std::string(delivery_id),
                                               "Ocop-Signature: " + sign_for_gateway(server.secret, at, body)},
                                   .body = body,
                                   .ca_file = server.ca_file,
                                   .limit = server.limit},
                                  go_on);
  if (!answer) return {Delivery::End::try_again, answer.error().detail, {}};
  if (answer->status >= 200 && answer->status < 300) return {};
  const Delivery::End end = is_refusal(answer->status) ? Delivery::End::refused : Delivery::End::try_again;
  return {end, "HTTP " + std::to_string(answer->status), answer->retry_after};
}

}  // namespace ocop::mail
