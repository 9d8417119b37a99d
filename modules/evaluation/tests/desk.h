#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/evaluation/api.h"
#include "modules/evaluation/pages.h"
#include "modules/evaluation/tests/world.h"
#include "modules/evaluation/work_list.h"
#include "modules/work/pages.h"

// The module behind the whole way of a request: routes, session, CSRF, policy, handler. No socket, no script.
namespace ocop::evaluation::test {

// Session "s<n>" and bearer token "t<n>" are the n-th account of the world; anything else is a visitor.
class Accounts final : public http::Authenticator {
 public:
  explicit Accounts(const World& world);
  Identity identify(std::string_view session_cookie, std::string_view bearer, Instant now) override;
  std::string key(const Actor& actor) const;   // "<n>"

 private:
  std::vector<Actor> actors_;
};

using FormFields = std::vector<std::pair<std::string, std::string>>;
using Headers = std::vector<std::pair<std::string, std::string>>;

class Desk : public Evaluation {
 protected:
  void SetUp() override;
  http::Response get(const Actor& actor, std::string target);
  http::Response post(const Actor& actor, std::string target, FormFields fields, Headers headers = {});
  http::Response api(http::Method method, const Actor& actor, std::string target, std::string body = {}, Headers headers = {});
  // Follows one 303 of a form.
  http::Response post_and_follow(const Actor& actor, std::string target, FormFields fields);
  // Value of the hidden or text field `name` in a page; empty when absent.
  static std::string field(const http::Response& page, std::string_view name);
  static bool has(const http::Response& page, std::string_view text) { return page.body.find(text) != std::string::npos; }
  static std::string header(const http::Response& response, std::string_view name);

  http::Router router;

 private:
  http::Response handle(http::Method method, std::string target, Headers headers, std::string body);
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<http::Pipeline> pipeline_;
  web::Site site_;
  manifest::Offers offers_;
};

}  // namespace ocop::evaluation::test
