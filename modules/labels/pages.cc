#include "modules/labels/pages.h"

#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/labels/messages.h"
#include "modules/labels/requests.h"
#include "modules/labels/rules.h"

namespace ocop::labels {
namespace {

using http::Response;
using web::Html;
using web::operator""_h;

std::string path_of(const products::Product& product) { return "/products/" + product.code + "/labels"; }

// Which stars a label of today may bear, or why none; the box is ticked when it may.
void write_stars(Html& out, const products::Standing& standing, Date today) {
  const Language language = out.language();
  if (const int stars = rules::printable_stars(standing, today); stars > 0) {
    const std::string decision = standing.decided ? format(msg::of_decision, language, {standing.decided->show(language)})
                                                  : in(msg::of_some_decision, language);
    out << "<p>"_h;
    out.write(msg::stars_may, {std::to_string(stars), decision, products::until_words(standing, today, language)}) << "</p>"_h;
    return;
  }
  const auto refused = rules::may_print_stars(standing, today);
  const Problem& problem = refused.error().problems.front();
  out << "<p>"_h << format(msg::stars_may_not, language, {sentence(problem, language)}) << "</p>"_h;
}

void write_gtin(Html& out, const products::Product& product) {
  if (product.gtin.empty()) return;
  out << "<p class=\"small\">"_h;
  if (rules::has_world_gtin(product)) out << msg::with_ean;
  else out.write(msg::without_world_gtin, {product.gtin});
  out << "</p>"_h;
}

struct Pages {
  const Service& service;
  const web::Site& site;

  Result<Response> form(const http::Call<>& call, std::string_view id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    const products::Product& product = shown.product;
    return web::page(site, call.request, {.title = in(msg::title, call.language())}, [&](Html& out) {
      const std::array way{web::Crumb{std::string(product.name_in(out.language())), "/products/" + product.code},
                           web::Crumb{in(msg::title, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << format(msg::title_of, out.language(), {std::string(product.name_in(out.language()))})
          << "</h1><p class=\"lead\">"_h << msg::lead << "</p>"_h;
      LabelInput usual;
      if (rules::printable_stars(product.standing, service.today()) > 0) usual.stars = Stars::print;
      const http::Fields fields = label_input().show(usual);
      const web::Form form = web::form(call, &fields);
      web::error_summary(out, form);
      web::open_form(out, form, path_of(product));
      // What has a usual value may be left out by programs; to a person it stands there.
      for (const std::string_view field : {"stock", "format"})
        web::control(out, form, label_input().shape(), field, {.need = input::Need::required});
      for (const std::string_view field : {"count", "first", "weight", "lot", "made", "expires", "price"})
        web::control(out, form, label_input().shape(), field);
      write_gtin(out, product);
      web::control(out, form, label_input().shape(), "extra", {.need = input::Need::required});
      if (!call.refused) write_stars(out, product.standing, service.today());   // else the refusal says it
      web::control(out, form, label_input().shape(), "stars");
      out << "<div class=\"acts\">"_h;
      web::button(out, msg::print);
      web::link_button(out, msg::back, "/products/" + product.code, web::ButtonKind::quiet);
      out << "</div>"_h;
      web::close_form(out);
    });
  }

  Result<Response> print(const http::Call<LabelInput>& call, std::string_view id) const {
    OCOP_TRY(printed, service.print(call.actor, id, call.input));
    return Response::file(std::move(printed.bytes), std::move(printed.type), printed.file_name);
  }
};

}  // namespace

void add_pages(http::Router& router, const Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/products/{id}/labels", kMember, &Pages::form, "Print labels: form")
      .form("/products/{id}/labels", kMember, label_input(), &Pages::print, &Pages::form, "Print labels");
}

products::Panel panel() {
  return products::makers_panel(50, msg::panel_title, msg::panel_text, {{&msg::title, "/labels"}, {&msg::check_title, "/labels/check"}});
}

}  // namespace ocop::labels
