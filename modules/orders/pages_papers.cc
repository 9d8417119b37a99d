#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/orders/messages.h"
#include "modules/orders/pages.h"
#include "modules/orders/parts.h"
#include "modules/orders/requests.h"

// Receipts and delivery notes, and the page where the maker writes what they say of it.
namespace ocop::orders {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

// A file with somebody's name: in no cache, in no index, and its address goes to nobody.
Result<Response> file_of(Result<Service::Printed> printed) {
  if (!printed) return std::move(printed).error();
  return Response::file(std::move(printed->bytes), "application/pdf", printed->file_name)
      .with("Cache-Control", "private, no-store")
      .with("X-Robots-Tag", "noindex")
      .with("Referrer-Policy", "strict-origin");
}

struct Papers {
  Service& service;
  const web::Site& site;

  Result<Response> buyers(const Call<Key>& call, std::string_view number) const { return file_of(service.receipt(number, call.input.key)); }
  Result<Response> receipt(const Call<>& call, ProducerId id, std::string_view number) const {
    return file_of(service.print(call.actor, id, number, Paper::receipt));
  }
  Result<Response> delivery_note(const Call<>& call, ProducerId id, std::string_view number) const {
    return file_of(service.print(call.actor, id, number, Paper::delivery_note));
  }

  Result<Response> settings(const Call<>& call, ProducerId id) const {
    OCOP_TRY(selling, service.selling(call.actor, id));
    const Seller& seller = selling.seller;
    return makers_page(site, call, selling.producer, in(msg::settings_title, call.language()), [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::settings_lead << "</p>"_h;
      web::whole_form(out, call, set_seller(),
                      {seller.version, seller.legal_name, seller.tax_code, seller.address, seller.gifts, seller.gift_words,
                       seller.gift_price},
                      {settings_path(id), msg::save});
    });
  }
  Result<Response> set(const Call<SetSeller>& call, ProducerId id) const {
    OCOP_CHECK(service.set_selling(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, settings_path(id), msg::settings_saved);
  }
};

}  // namespace

void add_paper_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper), kMember = Policy::roles(Role::producer_member);
  http::Table(router, std::make_shared<const Papers>(Papers{service, site}))
      .get("/orders/{number}/receipt.pdf", Policy::anyone(), order_key(), &Papers::buyers,
           "The receipt of a paid order, for whoever has its key: PDF, no invoice")
      .get("/producers/{id}/orders/{number}/receipt.pdf", kMaker, &Papers::receipt, "The receipt of a paid order: PDF, no invoice")
      .get("/producers/{id}/orders/{number}/delivery-note.pdf", kMaker, &Papers::delivery_note,
           "What goes with the parcel of an order: PDF")
      .get("/producers/{id}/orders/settings", kMember, &Papers::settings, "What a producer's receipts say of it")
      .form("/producers/{id}/orders/settings", kMember, set_seller(), &Papers::set, &Papers::settings,
            "What a producer's receipts say of it: save");
}

}  // namespace ocop::orders
