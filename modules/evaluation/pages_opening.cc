#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// Opening a dossier for one of the producer's products, and dropping a draft.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

// What the page offers for a product: a star in force can be raised or renewed, anything else starts at the beginning.
void kind_cards(Html& out, const web::Form& form) {
  const auto words = [&](const Message& message) { return std::string(translate(message, out.language())); };
  const std::vector<web::Option> kinds{{"first", words(msg::kind_first), words(msg::kind_first_hint)},
                                       {"upgrade", words(msg::kind_upgrade), words(msg::kind_upgrade_hint)},
                                       {"renewal", words(msg::kind_renewal), words(msg::kind_renewal_hint)}};
  web::Field field{"kind", msg::opening_kind};
  field.value = "first";
  web::radio_cards(out, form, field, kinds);
}

void product_choice(Html& out, const web::Form& form, const Service::Openable& openable, std::string_view preselected) {
  std::vector<web::Option> products, sets;
  std::string set;
  for (const products::Product& product : openable.products) {
    products.push_back({product.id.text(), product.name});
    if (product.id.text() == preselected || openable.products.size() == 1) set = product.product_set;
  }
  for (const auto& table : openable.rulebook->tables)
    sets.push_back({table->code, std::to_string(table->number) + ". " + table->name.in(out.language())});
  web::Field product{"product", msg::opening_product};
  product.value = openable.products.size() == 1 ? products.front().value : std::string(preselected);
  web::select_field(out, form, product, products);
  kind_cards(out, form);
  web::Field product_set{"product_set", msg::opening_set, msg::opening_set_hint};
  product_set.value = set;
  web::select_field(out, form, product_set, sets);
}

Result<Response> show_opening(const Context& context, const Call<>& call) {
  const Request& request = call.request;
  OCOP_TRY(openable, context.service.openable(call.actor));
  const web::PageOptions page{.title = std::string(translate(msg::opening_title, call.language()))};
  return web::page(context.site, request, page, [&](Html& out) {
    const web::Form form = web::form(call);
    const std::vector<web::Crumb> crumbs{{std::string(translate(msg::crumb_work, request.language)), "/work"}, {page.title, ""}};
    web::crumbs(out, crumbs);
    out << "<h1>"_h << msg::opening_title << "</h1>"_h;
    if (openable.products.empty()) return web::empty_state(out, msg::opening_none_heading, msg::opening_none_teach);
    out << "<p class=\"lead\">"_h << format(msg::opening_lead, request.language, {openable.rulebook->decision}) << "</p>"_h;
    web::error_summary(out, form);
    web::open_form(out, form, "/dossiers");
    web::attempt_field(out, form, context.service.parts().random);
    product_choice(out, form, openable, request.query.get("product"));
    out << "<p class=\"acts\">"_h;
    web::button(out, msg::opening_button);
    out << "</p>"_h;
    web::close_form(out);
  });
}

Result<Response> open(const Context& context, const Call<OpenDossier>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OpenDossier ask = call.input;
  ask.attempt = attempt;
  OCOP_TRY(opened, context.service.open_dossier(call.actor, ask));
  return web::redirect_with_flash(context.site, call.request, dossier_path(opened.dossier.id), msg::flash_opened);
}

Result<Response> discard(const Context& context, const Call<Version>& call, DossierId id) {
  OCOP_CHECK(context.service.discard(call.actor, id, call.input.version));
  return web::redirect_with_flash(context.site, call.request, "/work", msg::flash_discarded, web::FlashKind::notice);
}

}  // namespace

void add_opening(http::Router& router, const Owner& owner) {
  constexpr Policy kProducers = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, owner)
      .get("/dossiers/new", kProducers, show_opening, "Form to open a dossier")
      .form("/dossiers", kProducers, open_dossier_fields(), open, show_opening, "Open a dossier")
      .post("/dossiers/{id}/discard", kProducers, version_fields(), discard, "Drop a draft that was never submitted");
}

}  // namespace ocop::evaluation::pages
