#include <algorithm>
#include <array>
#include <memory>

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "kernel/web/fields.h"
#include "modules/labels/api.h"
#include "modules/labels/check.h"
#include "modules/labels/messages.h"
#include "modules/labels/pages.h"
#include "modules/labels/requests.h"
#include "modules/labels/rules.h"

// A label that is printed already, held against the law: what was typed is looked at and not kept.
namespace ocop::labels {
namespace {

using http::Response;
using web::Html;
using web::operator""_h;

std::string path_of(const products::Product& product) { return "/products/" + product.code + "/labels/check"; }

LabelFacts facts_of(const Service::Shown& shown, Date today) {
  return {shown.product.name, shown.maker, shown.product.group, rules::printable_stars(shown.product.standing, today)};
}

std::string advice_of(const Finding& finding, const LabelFacts& facts, Language language) {
  if (finding.state == Finding::State::there) return finding.seen;
  if (finding.duty == Duty::stars) return format(msg::advice_stars, language, {finding.seen, std::to_string(facts.stars)});
  if (finding.duty != Duty::nutrition) return format(advice(finding.duty), language, {finding.seen});
  std::string lacking;
  for (const Message* one : finding.lacking) lacking.append(lacking.empty() ? "" : ", ").append(in(*one, language));
  return format(advice(finding.duty), language,
                {finding.state == Finding::State::missing ? std::string(in(msg::nutrient_all, language)) : lacking});
}

const Message& label(Finding::State state) {
  return state == Finding::State::there ? msg::check_there : state == Finding::State::missing ? msg::check_missing : msg::check_wrong;
}

std::int64_t open_of(const std::vector<Finding>& findings) {
  return std::ranges::count_if(findings, [](const Finding& one) { return one.state != Finding::State::there; });
}

struct Checks {
  const Service& service;
  const web::Site& site;

  Result<Response> form(const http::Call<>& call, std::string_view id) const { return show(call, id, {}); }
  Result<Response> check(const http::Call<CheckInput>& call, std::string_view id) const { return show(call, id, call.input.words); }

 private:
  Result<Response> show(const http::Asked& call, std::string_view id, const std::string& words) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    const LabelFacts facts = facts_of(shown, service.today());
    const std::string name(shown.product.name_in(call.language()));
    auto response = web::page(site, call.request, {.title = in(msg::check_title, call.language())}, [&](Html& out) {
      const std::array way{web::Crumb{name, "/products/" + shown.product.code}, web::Crumb{in(msg::check_title, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << format(msg::check_title_of, out.language(), {name}) << "</h1><p class=\"lead\">"_h << msg::check_lead << "</p>"_h;
      if (!words.empty()) findings(out, call.request, check_label(words, facts), facts);
      const http::Fields current = check_input().show({words});
      const web::Form form = web::form(call, &current);
      constexpr int kRows = 12;
      web::error_summary(out, form);
      web::open_form(out, form, path_of(shown.product));
      web::control(out, form, check_input().shape(), "words", {.rows = kRows});
      web::button(out, msg::check_button);
      web::close_form(out);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }

  static void findings(Html& out, const http::Request& request, const std::vector<Finding>& all, const LabelFacts& facts) {
    const std::int64_t open = open_of(all);
    out << "<p><strong>"_h;
    if (open == 0) out << msg::check_all_there;
    else out << format(msg::check_some_missing, out.language(), {std::to_string(open)});
    out << "</strong></p>"_h;
    const std::vector<web::Column> columns{{"duty", msg::check_duty}, {"state", msg::check_state}, {"source", msg::check_source}};
    web::table(out, request, {.caption = msg::check_caption, .columns = columns}, [&](Html& rows) {
      for (const Finding& one : all) {
        web::open_row(rows);
        web::value_cell(rows, columns[0], in(labels::label(one.duty), rows.language()), {}, web::Cell::heading);
        const std::string said = advice_of(one, facts, rows.language());
        web::text_cell(rows, columns[1], in(label(one.state), rows.language()) + (said.empty() ? "" : ". " + said));
        web::text_cell(rows, columns[2], in(source(one.duty), rows.language()));
        web::close_row(rows);
      }
    });
  }
};

Result<Response> checked(const Service& service, const http::Call<CheckInput>& call, std::string_view id) {
  OCOP_TRY(shown, service.show(call.actor, id));
  const LabelFacts facts = facts_of(shown, service.today());
  json::Writer out;
  out.begin_object().member("findings").begin_array();
  for (const Finding& one : check_label(call.input.words, facts)) {
    out.begin_object().field("duty", name(one.duty)).field("state", name(one.state)).field("seen", one.seen);
    out.field("source", translate(source(one.duty), call.language())).field("advice", advice_of(one, facts, call.language())).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

constexpr std::string_view kFindings =
    R"({"type":"object","properties":{"findings":{"type":"array","items":{"type":"object","properties":{"duty":{"type":"string"},)"
    R"("state":{"type":"string","enum":["there","missing","wrong"]},"seen":{"type":"string","description":"what was taken for it"},)"
    R"("source":{"type":"string"},"advice":{"type":"string"}}}}}})";

}  // namespace

void add_check(http::Router& router, const Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Checks>(Checks{service, site}))
      .get("/products/{id}/labels/check", kMember, &Checks::form, "A label's words held against the law: form")
      .form("/products/{id}/labels/check", kMember, check_input(), &Checks::check, &Checks::form, "A label's words held against the law");
  http::Table(router, service)
      .post("/api/v1/products/{id}/labels/check", kMember, check_input(), checked, "A label's words held against the law; nothing is kept",
            {.answers = kFindings});
}

}  // namespace ocop::labels
