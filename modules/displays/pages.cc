#include "modules/displays/pages.h"

#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/displays/messages.h"
#include "modules/displays/requests.h"
#include "modules/marks/marks.h"

namespace ocop::displays {
namespace {

using http::Response;
using web::Html;
using web::operator""_h;

std::string page_of(const products::Product& product) { return "/products/" + product.code; }
std::string path_of(const products::Product& product) { return page_of(product) + "/displays"; }

// Whether the pieces bear stars today.
void write_stars(Html& out, const Facts& facts) {
  const products::Standing& standing = facts.product.standing;
  const Date today = vietnam_date(facts.now);
  const int stars = products::stars_in_force(standing, today);
  out << "<p>"_h;
  if (stars == 0) {
    out.write(msg::without_stars, {in(marks::word_in_sentence(products::validity(standing, today)), out.language())});
  } else {
    out.write(msg::with_stars, {std::to_string(stars), products::until_words(standing, today, out.language())});
  }
  out << "</p>"_h;
}

void write_picture(Html& out, const products::Product& product) {
  out << "<section class=\"stack\"><h2>"_h << msg::picture_title << "</h2><p>"_h << msg::picture_text << "</p><div class=\"acts\">"_h;
  web::link_button(out, msg::picture_open, page_of(product) + "/square.png", web::ButtonKind::quiet);
  out << "</div></section>"_h;
}

struct Pages {
  const Service& service;
  const web::Site& site;

  Result<Response> form(const http::Call<>& call, std::string_view id) const {
    OCOP_TRY(facts, service.show(call.actor, id, call.language()));
    const products::Product& product = facts.product;
    return web::page(site, call.request, {.title = in(msg::title, call.language())}, [&](Html& out) {
      const std::string named(product.name_in(out.language()));
      const std::array way{web::Crumb{named, page_of(product)}, web::Crumb{in(msg::title, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << format(msg::title_of, out.language(), {named}) << "</h1><p class=\"lead\">"_h << msg::lead << "</p>"_h;
      write_stars(out, facts);
      const http::Fields usual = display_input().show(DisplayInput{});
      const web::Form form = web::form(call, &usual);
      web::error_summary(out, form);
      web::open_form(out, form, path_of(product));
      web::control(out, form, display_input().shape(), "piece");
      web::control(out, form, display_input().shape(), "copies");
      web::control(out, form, display_input().shape(), "contact");
      out << "<div class=\"acts\">"_h;
      web::button(out, msg::print);
      web::link_button(out, msg::back, page_of(product), web::ButtonKind::quiet);
      out << "</div>"_h;
      web::close_form(out);
      write_picture(out, product);
    });
  }

  Result<Response> print(const http::Call<DisplayInput>& call, std::string_view id) const {
    OCOP_TRY(printed, service.print(call.actor, id, call.input, call.language()));
    return Response::file(std::move(printed.bytes), "application/pdf", printed.file_name);
  }
};

}  // namespace

void add_pages(http::Router& router, const Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/products/{id}/displays", kMember, &Pages::form, "Print tags, cards and leaflets: form")
      .form("/products/{id}/displays", kMember, display_input(), &Pages::print, &Pages::form, "Print tags, cards and leaflets");
}

products::Panel panel() {
  return products::makers_panel(51, msg::panel_title, msg::panel_text, {{&msg::title, "/displays"}});
}

}  // namespace ocop::displays
