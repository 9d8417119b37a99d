#include "modules/products/pages_units.h"

#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/products/messages.h"
#include "modules/products/parts.h"
#include "modules/products/requests.h"

namespace ocop::products {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kList = "/products/units";

class UnitPages {
 public:
  UnitPages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> question(const Call<>& call, std::string_view id) const {
    OCOP_TRY(found, service_.unit_question(call.actor, id));
    const Product& product = found.product;
    const std::string title = format(msg::unit_title, call.language(), {product.name_in(call.language())});
    return web::page(site_, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{in(msg::units_title, out.language()), std::string(kList)},
                           web::Crumb{std::string(product.name_in(out.language())), product_path(product)},
                           web::Crumb{in(msg::unit_crumb, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1>"_h;
      web::facts(out, std::array{web::Fact{msg::fact_maker, found.maker},
                                 web::Fact{msg::fact_place_printed, product.place_as_printed},
                                 web::Fact{msg::fact_place, place_words(service_.places(), product, out.language())}});
      if (found.settled) settled(out, call, found);
      if (!found.offered.empty()) ask(out, call, found);
      else if (!found.settled) web::notice(out, msg::unit_nothing);
    });
  }

  Result<Response> settle(const Call<UnitChoice>& call, std::string_view id) const {
    OCOP_CHECK(service_.settle_unit(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, kList, msg::unit_was_settled);
  }

  Result<Response> reopen(const Call<UnitReturn>& call, std::string_view id) const {
    OCOP_CHECK(service_.reopen_unit(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::unit_was_reopened);
  }

 private:
  static std::string path_of(std::string_view id) { return "/products/" + std::string(id) + "/unit"; }

  void ask(Html& out, const http::Asked& call, const UnitQuestion& found) const {
    std::vector<web::Option> units;
    for (const places::Commune* one : found.offered) units.push_back({one->code, service_.places().show({}, one->code, out.language())});
    const auto& shape = unit_choice().shape();
    const http::Fields shown = unit_choice().show({found.product.version, {}, Reach::maker});
    const web::Form form = web::form(call, &shown);
    out << "<p class=\"lead\">"_h << msg::unit_lead << "</p>"_h;
    web::open_form(out, form, path_of(found.product.code));
    web::error_summary(out, form);
    web::control(out, form, shape, "version");
    web::control(out, form, shape, "commune", {.options = units});
    if (found.alike.size() > 1) {
      web::control(out, form, shape, "reach", {.choices = web::ChoiceStyle::cards});
      out << "<p>"_h;
      out.write(msg::unit_alike, {text::group_digits(static_cast<long long>(found.alike.size()), out.language())}) << "</p><ul>"_h;
      for (const Item& item : found.alike) out << "<li>"_h << item.product.name_in(out.language()) << "</li>"_h;
      out << "</ul>"_h;
    }
    web::button(out, msg::unit_settle);
    web::close_form(out);
  }

  void settled(Html& out, const http::Asked& call, const UnitQuestion& found) const {
    const Settlement& settlement = *found.settled;
    const std::string index = std::to_string(settlement.log_index);
    out << "<section class=\"panel stack\"><h2>"_h << msg::unit_settled << "</h2>"_h;
    web::facts(out,
               std::array{web::Fact{msg::unit_chosen, service_.places().show({}, settlement.commune, out.language())},
                          web::Fact{msg::unit_settled_on, show(settlement.settled, out.language())},
                          web::Fact{msg::unit_settled_for, text::group_digits(static_cast<long long>(settlement.products.size()),
                                                                              out.language())},
                          web::Fact{msg::unit_logged, index, "/log?from=" + index}});
    out << "<p>"_h << msg::unit_reopen_lead << "</p>"_h;
    web::act(out, call.request, {.action = path_of(found.product.code) + "/undo", .label = msg::unit_reopen,
                                 .kind = web::ButtonKind::danger, .version = found.product.version});
    out << "</section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_unit_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, std::make_shared<const UnitPages>(service, site))
      .get("/products/{id}/unit", kProvince, &UnitPages::question, "Which of several units a product is in: form")
      .form("/products/{id}/unit", kProvince, unit_choice(), &UnitPages::settle, &UnitPages::question, "Settle the unit of products")
      .form("/products/{id}/unit/undo", kProvince, unit_return(), &UnitPages::reopen, &UnitPages::question, "Take back a settled unit");
}

}  // namespace ocop::products
