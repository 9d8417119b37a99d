#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"

// The desk that tests of a module's pages and API sit at: the whole way of a request (routes, session, policy, CSRF, handler, error page)
// without a socket, and the people who come to it.
//
//   class ProductsPages : public ProductsTest {          // a database on each engine, a clock
//     void SetUp() override { …; desk_.people.add("member", member); add_pages(desk_.router, *service_, desk_.site); }
//     test::Desk desk_{clock_, random_};
//   };
//   desk_.get("/products", "member")
namespace ocop::test {

using Pairs = std::vector<std::pair<std::string, std::string>>;   // form fields, headers

// Who somebody is, by a short key that is session cookie and bearer token at once. An unknown key is a visitor.
class People final : public http::Authenticator {
 public:
  void add(std::string key, Actor actor) { actors_[std::move(key)] = std::move(actor); }
  // The OCOP body of a province, a member of a producer …: an account made up for the key, with one grant.
  void add(std::string key, const Grant& grant);
  const Actor& operator[](std::string_view key) const { return actors_.find(key)->second; }
  // The key under which the account stands; "visitor" when it is nobody's.
  std::string key_of(const Actor& actor) const;
  Identity identify(std::string_view session_cookie, std::string_view bearer, Instant now) override;

 private:
  std::map<std::string, Actor, std::less<>> actors_;
};

class Desk {
 public:
  static constexpr std::string_view kUrl = "https://ocop.test";
  // `clock` and `random` outlive the desk. The authenticator is `people`, or the module's own.
  Desk(const Clock& clock, Random& random, http::Authenticator* authenticator = nullptr);

  // Of a page each form must carry the version that its route asks for.
  http::Response get(std::string target, std::string_view who = {}, Pairs headers = {}) const;
  // A form of ours, with its token, from our own page.
  http::Response post(std::string target, std::string_view who, const Pairs& fields, Pairs headers = {}) const;
  http::Response upload(std::string target, std::string_view who, const Pairs& fields, std::string_view file_name,
                        std::string_view content) const;
  // Follows the 303 of a form.
  http::Response post_and_follow(std::string target, std::string_view who, const Pairs& fields) const;
  // With a bearer token and a JSON body.
  http::Response api(http::Method method, std::string target, std::string_view who = {}, std::string body = {}, Pairs headers = {}) const;
  // A request as it is, for what a browser would not send.
  http::Response send(http::Method method, std::string target, Pairs headers = {}, std::string body = {}) const;

  web::Site site;
  http::Router router;
  manifest::Offers offers;
  People people;
  std::string peer = "192.0.2.1";

 private:
  const http::Pipeline& pipeline() const;
  std::string token(std::string_view who) const;

  const Clock& clock_;
  Random& random_;
  http::Authenticator* authenticator_;
  mutable std::unique_ptr<const http::Pipeline> pipeline_;   // made at the first request, when the routes are there
};

// A visitor's or a person's browser: keeps cookies and the token of the form it was shown last.
class Browser {
 public:
  explicit Browser(const Desk& desk) : desk_(desk) {}
  http::Response get(const std::string& target) { return send(http::Method::get, target, {}); }
  http::Response post(const std::string& target, const Pairs& fields = {});
  bool has(const std::string& cookie) const { return cookies.contains(cookie); }
  std::map<std::string, std::string> cookies;
  std::string token;

 private:
  http::Response send(http::Method method, const std::string& target, std::string body);
  const Desk& desk_;
};

std::string_view body_of(const http::Response& response);                                  // of files in the program too
bool has(const http::Response& response, std::string_view text);
std::string header(const http::Response& response, std::string_view name);                 // any case; empty when absent
std::string field(const http::Response& page, std::string_view name);                      // value of an <input>; empty when absent
void expect_sound(const http::Response& page, std::string_view where = {});                // markup without faults, one <h1>
std::string to_form(const Pairs& fields);                                                  // urlencoded

}  // namespace ocop::test
