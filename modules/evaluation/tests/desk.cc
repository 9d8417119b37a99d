#include "modules/evaluation/tests/desk.h"

namespace ocop::evaluation::test {

Accounts::Accounts(const World& world)
    : actors_{world.maker,          world.helper, world.other_maker,   world.officer,    world.other_officer, world.province,
              world.other_province, world.chair,  world.administrator, world.members[0], world.members[1],    world.members[2],
              world.members[3]} {}

http::Authenticator::Identity Accounts::identify(std::string_view session_cookie, std::string_view bearer, Instant) {
  Identity out;
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    if (session_cookie != "s" + std::to_string(i) && bearer != "t" + std::to_string(i)) continue;
    out.actor = actors_[i];
    if (!session_cookie.empty()) out.session = std::string(session_cookie);
  }
  return out;
}

std::string Accounts::key(const Actor& actor) const {
  for (std::size_t i = 0; i < actors_.size(); ++i)
    if (actors_[i].account == actor.account) return std::to_string(i);
  return "visitor";
}

void Desk::SetUp() {
  Evaluation::SetUp();
  if (IsSkipped()) return;
  site_.public_url = "https://ocop.test";
  site_.asset = [](std::string_view name) { return "/assets/" + std::string(name); };
  site_.flash_key = std::string(32, 'f');
  add_pages(router, service(), site_);
  offers_.add(work_source(service()));
  work::add_pages(router, site_, offers_);
  add_api(router, service());
  http::Route token;
  token.method = http::Method::get;
  token.pattern = "/token";
  token.policy = Policy::anyone();
  token.handler = [](const http::Request& request) { return http::Response::text(request.csrf_token.text()); };
  router.add(std::move(token));
  accounts_ = std::make_unique<Accounts>(world);
  http::ServerOptions options;
  options.public_url = site_.public_url;
  options.csrf_key = std::string(32, 'k');
  http::Server::Parts parts;
  parts.router = &router;
  parts.authenticator = accounts_.get();
  parts.clock = &world.clock;
  parts.random = &world.random;
  parts.error_page = [this](const Error& error, const http::Request& request) { return web::error_page(site_, error, request); };
  pipeline_ = std::make_unique<http::Pipeline>(options, parts);
}

http::Response Desk::handle(http::Method method, std::string target, Headers headers, std::string body) {
  http::Request request;
  request.method = method;
  request.original_target = std::move(target);
  request.headers = std::move(headers);
  request.body = std::move(body);
  request.peer = "192.0.2.1";
  request.secure = true;
  return pipeline_->handle(std::move(request));
}

http::Response Desk::get(const Actor& actor, std::string target) {
  return handle(http::Method::get, std::move(target), {{"cookie", "__Host-ocop=s" + accounts_->key(actor)}}, {});
}

http::Response Desk::post(const Actor& actor, std::string target, FormFields fields, Headers headers) {
  http::Fields form;
  form.add("_csrf", get(actor, "/token").body);
  for (auto& [name, value] : fields) form.add(name, value);
  headers.emplace_back("cookie", "__Host-ocop=s" + accounts_->key(actor));
  headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  headers.emplace_back("origin", "https://ocop.test");
  return handle(http::Method::post, std::move(target), std::move(headers), form.to_query());
}

http::Response Desk::post_and_follow(const Actor& actor, std::string target, FormFields fields) {
  const http::Response answer = post(actor, target, std::move(fields));
  EXPECT_EQ(answer.status, 303) << target << "\n" << answer.body.substr(answer.body.find("<main"));
  return get(actor, header(answer, "Location"));
}

http::Response Desk::api(http::Method method, const Actor& actor, std::string target, std::string body, Headers headers) {
  headers.emplace_back("authorization", "Bearer t" + accounts_->key(actor));
  headers.emplace_back("content-type", "application/json");
  return handle(method, std::move(target), std::move(headers), std::move(body));
}

std::string Desk::field(const http::Response& page, std::string_view name) {
  const std::size_t at = page.body.find("name=\"" + std::string(name) + "\"");
  if (at == std::string::npos) return {};
  const std::size_t value = page.body.find("value=\"", at);
  if (value == std::string::npos || value > page.body.find('>', at)) return {};
  return page.body.substr(value + 7, page.body.find('"', value + 7) - value - 7);
}

std::string Desk::header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

}  // namespace ocop::evaluation::test
