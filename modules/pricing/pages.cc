#include "modules/pricing/pages.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/pricing/messages.h"
#include "modules/pricing/requests.h"
#include "modules/pricing/rules.h"

namespace ocop::pricing {
namespace {

using http::Response;
using web::Html;
using web::operator""_h;

std::string page_of(const products::Product& product) { return "/products/" + product.code; }
std::string path_of(const products::Product& product) { return page_of(product) + "/pricing"; }

// The first time: the price of the item that stands for the product, and its VAT.
PriceInput usual(const Facts& facts) {
  PriceInput out;
  if (!facts.items.empty()) out.price = facts.items.front().price;
  if (facts.sheet.vat) out.vat = static_cast<int>(*facts.sheet.vat);
  return out;
}

struct Part { const Message* label; std::int64_t Split::*amount; };
constexpr std::array<Part, 7> kParts{{{&msg::part_cost, &Split::cost},       {&msg::part_carriage, &Split::carriage},
                                      {&msg::part_discount, &Split::discount}, {&msg::part_fee, &Split::fee},
                                      {&msg::part_vat, &Split::vat},         {&msg::part_returned, &Split::returned},
                                      {&msg::part_credit, &Split::credit}}};

void verdict(Html& out, const Answer& answer) {
  const std::string way = in(label(answer.way), out.language());
  const std::string left = items::show_money(std::abs(answer.split.left), out.language());
  out << "<p><strong>"_h << format(answer.split.left >= 0 ? msg::left_of : msg::lost_of, out.language(), {way, left}) << "</strong> "_h;
  if (answer.least) out << format(msg::least_price, out.language(), {items::show_money(*answer.least, out.language())});
  else out << msg::no_price_is_enough;
  out << "</p>"_h;
}

// What of the price goes where: bars, and the table with the same figures.
void splits(Html& out, const http::Request& request, const PriceInput& input) {
  std::vector<Answer> answers;
  for (const Way way : kWays) answers.push_back(rules::answer(input, way));
  out << "<section class=\"stack\"><h2>"_h << msg::answer_title << "</h2>"_h;
  for (const Answer& answer : answers) {
    verdict(out, answer);
    web::bar(out, static_cast<double>(answer.split.left), static_cast<double>(input.price), in(msg::bar_left, out.language()));
  }
  std::vector<web::Column> columns{{"part", msg::part}};
  for (const Way way : kWays) columns.push_back({std::string(name(way)), label(way), true});
  web::table(out, request, {.caption = msg::table_caption, .columns = columns}, [&](Html& rows) {
    const auto row = [&](const Message& what, std::int64_t Split::*amount) {
      web::open_row(rows);
      web::value_cell(rows, columns[0], in(what, rows.language()), {}, web::Cell::heading);
      for (std::size_t i = 0; i < answers.size(); ++i)
        web::text_cell(rows, columns[i + 1], items::show_money(answers[i].split.*amount, rows.language()));
      web::close_row(rows);
    };
    for (const Part& part : kParts) row(*part.label, part.amount);
    row(msg::part_left, &Split::left);
  });
  out << "</section>"_h;
}

void checklist(Html& out, const Facts& facts, const std::optional<PriceInput>& reckoned) {
  const std::vector<Line> lines = rules::readiness(facts, reckoned);
  const auto there = std::ranges::count(lines, Line::State::there, &Line::state);
  const auto hidden = std::ranges::count(lines, Line::State::hidden, &Line::state);
  out << "<section class=\"stack\"><h2>"_h << msg::checklist_title << "</h2><p>"_h << msg::checklist_lead << "</p><p>"_h
      << format(msg::checklist_sum, out.language(), {std::to_string(there), std::to_string(std::ssize(lines) - hidden)}) << "</p><ul>"_h;
  for (const Line& line : lines) {
    out << "<li>"_h << (line.state == Line::State::there ? msg::state_there : line.state == Line::State::missing ? msg::state_missing
                                                                                                               : msg::state_hidden)
        << ": "_h;
    const std::string_view page = pricing::page_of(line.asked);
    if (line.state != Line::State::missing || page.empty()) {
      out << label(line.asked) << "</li>"_h;
      continue;
    }
    const std::string start = place_of(line.asked) == Place::product ? page_of(facts.product)
                                                                     : "/producers/" + facts.product.producer.text();
    out << "<a href=\""_h << web::link(out.language(), start + std::string(page)) << "\">"_h << label(line.asked) << "</a></li>"_h;
  }
  out << "</ul></section>"_h;
}

struct Pages {
  const Service& service;
  const web::Site& site;

  Result<Response> form(const http::Call<>& call, std::string_view id) const { return show(call, id, std::nullopt); }
  Result<Response> reckon(const http::Call<PriceInput>& call, std::string_view id) const { return show(call, id, call.input); }

 private:
  Result<Response> show(const http::Asked& call, std::string_view id, const std::optional<PriceInput>& reckoned) const {
    OCOP_TRY(facts, service.show(call.actor, id));
    const products::Product& product = facts.product;
    auto response = web::page(site, call.request, {.title = in(msg::title, call.language())}, [&](Html& out) {
      const std::string named(product.name_in(out.language()));
      const std::array way{web::Crumb{named, page_of(product)}, web::Crumb{in(msg::title, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << format(msg::title_of, out.language(), {named}) << "</h1><p class=\"lead\">"_h << msg::lead << "</p>"_h;
      if (reckoned) splits(out, call.request, *reckoned);
      const http::Fields shown = price_input().show(reckoned ? *reckoned : usual(facts));
      const web::Form form = web::form(call, &shown);
      web::error_summary(out, form);
      web::open_form(out, form, path_of(product));
      web::fields(out, form, price_input().shape());
      out << "<div class=\"acts\">"_h;
      web::button(out, msg::reckon);
      web::link_button(out, msg::back, page_of(product), web::ButtonKind::quiet);
      out << "</div>"_h;
      web::close_form(out);
      checklist(out, facts, reckoned);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }
};

}  // namespace

void add_pages(http::Router& router, const Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/products/{id}/pricing", kMember, &Pages::form, "What stays of a price, and what a supermarket asks: form")
      .form("/products/{id}/pricing", kMember, price_input(), &Pages::reckon, &Pages::form,
            "What stays of a price, and what a supermarket asks");
}

products::Panel panel() {
  return products::makers_panel(52, msg::panel_title, msg::panel_text, {{&msg::title, "/pricing"}});
}

}  // namespace ocop::pricing
