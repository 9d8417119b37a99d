#pragma once
#include <string>

#include "kernel/images/tests/fake_studio.h"
#include "modules/evaluation/api.h"
#include "modules/evaluation/pages.h"
#include "modules/evaluation/tests/world.h"
#include "modules/evaluation/work_list.h"
#include "modules/work/lists.h"
#include "tests/support/desk.h"

// The module behind the whole way of a request, asked by the people of the world.
namespace ocop::evaluation::test {

using FormFields = ocop::test::Pairs;
using Headers = ocop::test::Pairs;

class Desk : public Evaluation {
 protected:
  void SetUp() override;
  http::Response get(const Actor& actor, std::string target) { return desk_.get(std::move(target), key(actor)); }
  http::Response post(const Actor& actor, std::string target, const FormFields& fields, Headers headers = {}) {
    return desk_.post(std::move(target), key(actor), fields, std::move(headers));
  }
  http::Response api(http::Method method, const Actor& actor, std::string target, std::string body = {}, Headers headers = {}) {
    return desk_.api(method, std::move(target), key(actor), std::move(body), std::move(headers));
  }
  http::Response post_and_follow(const Actor& actor, std::string target, const FormFields& fields) {
    return desk_.post_and_follow(std::move(target), key(actor), fields);
  }
  std::string key(const Actor& actor) const { return desk_.people.key_of(actor); }
  static std::string field(const http::Response& page, std::string_view name) { return ocop::test::field(page, name); }
  static bool has(const http::Response& page, std::string_view text) { return ocop::test::has(page, text); }
  static std::string header(const http::Response& response, std::string_view name) { return ocop::test::header(response, name); }

  images::FakeStudio studio_;
  ocop::test::Desk desk_{world.clock, world.random};
  http::Router& router = desk_.router;
};

}  // namespace ocop::evaluation::test
