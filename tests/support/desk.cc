#include "tests/support/desk.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/http/input.h"
#include "kernel/web/tests/markup.h"

namespace ocop::test {
namespace {
constexpr std::string_view kTokenPath = "/test-form-token";
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

Pairs with(Pairs headers, std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return headers;
}
Pairs as(Pairs headers, std::string_view who) {
  return who.empty() ? std::move(headers) : with(std::move(headers), "cookie", std::string(http::kSessionCookie) + "=" + std::string(who));
}

// Each form that a page draws carries the version that its route asks for. The story: one had lost it, so that nobody could answer on that
// page, and its test sent by itself what the form did not.
void expect_versions(const http::Router& router, const http::Response& page, std::string_view target) {
  const web::tests::Document document = web::tests::read(page.body);
  for (auto form = document.elements.begin(); form != document.elements.end(); ++form) {
    if (form->name != "form" || form->attribute("method") != "post") continue;
    std::string action = form->attribute("action");
    action = action.substr(0, action.find_first_of("?#"));
    if (action.starts_with("/en/")) action.erase(0, 3);
    const http::Route* const route = router.match(http::Method::post, action).route;
    if (route == nullptr || !route->takes || !route->takes->has(input::Kind::version)) continue;
    const auto end = std::find_if(form + 1, document.elements.end(), [](const web::tests::Element& one) { return one.name == "form"; });
    const bool said = std::any_of(form + 1, end, [](const web::tests::Element& one) { return one.attribute("name") == "version"; });
    EXPECT_TRUE(said) << "the form to " << action << " on " << target << " has no version, which its route asks for";
  }
}
}  // namespace

void People::add(std::string key, const Grant& grant) {
  Actor actor;
  actor.account = AccountId{};
  for (std::size_t i = 0; i < key.size(); ++i) actor.account->uuid.bytes[15 - i % 16] ^= static_cast<std::uint8_t>(key[i]);
  actor.display_name = "Người " + key;
  actor.grants.push_back(grant);
  add(std::move(key), std::move(actor));
}

std::string People::key_of(const Actor& actor) const {
  for (const auto& [key, known] : actors_)
    if (known.account == actor.account) return key;
  return "visitor";
}

http::Authenticator::Identity People::identify(std::string_view session_cookie, std::string_view bearer, Instant) {
  const auto found = actors_.find(session_cookie.empty() ? bearer : session_cookie);
  return found == actors_.end() ? Identity{} : Identity{found->second, std::string(session_cookie)};
}

Desk::Desk(const Clock& clock, Random& random, http::Authenticator* authenticator)
    : clock_(clock), random_(random), authenticator_(authenticator != nullptr ? authenticator : &people) {
  site.public_url = kUrl;
  site.asset = [](std::string_view name) { return "/assets/" + std::string(name); };
  site.flash_key = std::string(32, 'f');
  router.add({.method = http::Method::get,
              .pattern = std::string(kTokenPath),
              .policy = Policy::anyone(),
              .handler = [](const http::Request& request) { return http::Response::text(request.csrf_token.text()); },
              .summary = "The form token of whoever asks"});
}

const http::Pipeline& Desk::pipeline() const {
  if (pipeline_) return *pipeline_;
  EXPECT_TRUE(router.check().empty()) << router.check().front();
  http::ServerOptions options;
  options.public_url = site.public_url;
  options.csrf_key = std::string(32, 'k');
  http::Server::Parts parts;
  parts.router = &router;
  parts.authenticator = authenticator_;
  parts.clock = &clock_;
  parts.random = &random_;
  parts.error_page = [this](const Error& error, const http::Request& request) { return web::error_page(site, error, request); };
  pipeline_ = std::make_unique<const http::Pipeline>(options, parts);
  return *pipeline_;
}

http::Response Desk::send(http::Method method, std::string target, Pairs headers, std::string body) const {
  http::Request request;
  request.method = method;
  request.original_target = std::move(target);
  for (auto& [name, value] : headers) request.headers.emplace_back(text::lower(name), std::move(value));   // as the server reads them
  request.body = std::move(body);
  request.peer = peer;
  request.secure = true;
  request.received = clock_.now();
  return pipeline().handle(std::move(request));
}

http::Response Desk::get(std::string target, std::string_view who, Pairs headers) const {
  http::Response answer = send(http::Method::get, target, as(std::move(headers), who));
  if (answer.status == 200 && answer.content_type.starts_with("text/html")) expect_versions(router, answer, target);
  return answer;
}

std::string Desk::token(std::string_view who) const { return get(std::string(kTokenPath), who).body; }

http::Response Desk::post(std::string target, std::string_view who, const Pairs& fields, Pairs headers) const {
  headers = with(with(as(std::move(headers), who), "content-type", std::string(kFormType)), "origin", site.public_url);
  Pairs all{{std::string(http::kCsrfField), token(who)}};
  all.insert(all.end(), fields.begin(), fields.end());
  return send(http::Method::post, std::move(target), std::move(headers), to_form(all));
}

http::Response Desk::upload(std::string target, std::string_view who, const Pairs& fields, std::string_view file_name,
                            std::string_view content) const {
  std::string body;
  const auto part = [&](std::string_view name, std::string_view extra, std::string_view value) {
    body.append("--b0\r\nContent-Disposition: form-data; name=\"")
        .append(name)
        .append("\"")
        .append(extra)
        .append("\r\n\r\n")
        .append(value)
        .append("\r\n");
  };
  part(http::kCsrfField, "", token(who));
  for (const auto& [name, value] : fields) part(name, "", value);
  part("file", "; filename=\"" + std::string(file_name) + "\"\r\nContent-Type: application/octet-stream", content);
  body += "--b0--\r\n";
  Pairs headers = with(with(as({}, who), "content-type", "multipart/form-data; boundary=b0"), "origin", site.public_url);
  return send(http::Method::post, std::move(target), std::move(headers), std::move(body));
}

http::Response Desk::post_and_follow(std::string target, std::string_view who, const Pairs& fields) const {
  const http::Response answer = post(target, who, fields);
  EXPECT_EQ(answer.status, 303) << target << "\n" << answer.body.substr(std::min(answer.body.size(), answer.body.find("<main")));
  return get(header(answer, "location"), who);
}

http::Response Desk::api(http::Method method, std::string target, std::string_view who, std::string body, Pairs headers) const {
  if (!who.empty()) headers.emplace_back("authorization", "Bearer " + std::string(who));
  headers.emplace_back("content-type", "application/json");
  return send(method, std::move(target), std::move(headers), std::move(body));
}

http::Response Browser::post(const std::string& target, const Pairs& fields) {
  Pairs all = fields;
  if (!token.empty()) all.emplace_back(http::kCsrfField, token);
  return send(http::Method::post, target, to_form(all));
}

http::Response Browser::send(http::Method method, const std::string& target, std::string body) {
  Pairs headers{{"user-agent", "Firefox/1 Linux"}};
  if (method == http::Method::post) {
    headers.emplace_back("content-type", kFormType);
    headers.emplace_back("origin", desk_.site.public_url);
  }
  std::string jar;
  for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
  if (!jar.empty()) headers.emplace_back("cookie", jar);
  http::Response response = desk_.send(method, target, std::move(headers), std::move(body));
  for (const auto& [name, value] : response.headers) {
    if (name != "Set-Cookie") continue;
    const auto equals = value.find('='), end = value.find(';');
    const std::string cookie = value.substr(0, equals);
    if (value.find("Max-Age=0") != std::string::npos) cookies.erase(cookie);
    else cookies[cookie] = value.substr(equals + 1, end - equals - 1);
  }
  if (const std::string shown = field(response, http::kCsrfField); !shown.empty()) token = shown;
  return response;
}

std::string_view body_of(const http::Response& response) {
  return response.static_body.data() != nullptr ? response.static_body : std::string_view(response.body);
}

bool has(const http::Response& response, std::string_view text) { return body_of(response).find(text) != std::string_view::npos; }

std::string header(const http::Response& response, std::string_view wanted) {
  const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  for (const auto& [name, value] : response.headers)
    if (std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(), same)) return value;
  return {};
}

std::string field(const http::Response& page, std::string_view name) {
  constexpr std::string_view kValue = "value=\"";
  const std::size_t at = page.body.find("name=\"" + std::string(name) + "\"");
  if (at == std::string::npos) return {};
  const std::size_t value = page.body.find(kValue, at);
  if (value == std::string::npos || value > page.body.find('>', at)) return {};
  return page.body.substr(value + kValue.size(), page.body.find('"', value + kValue.size()) - value - kValue.size());
}

void expect_sound(const http::Response& page, std::string_view where) {
  const auto document = web::tests::read(page.body);
  EXPECT_TRUE(document.faults.empty()) << where << ": " << document.faults.front();
  EXPECT_EQ(document.all("h1").size(), 1u) << where;
}

std::string to_form(const Pairs& fields) {
  http::Fields form;
  for (const auto& [name, value] : fields) form.add(name, value);
  return form.to_query();
}

}  // namespace ocop::test
