#include "modules/enquiries/pages.h"

#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/enquiries/messages.h"
#include "modules/enquiries/requests.h"
#include "modules/products/products.h"

namespace ocop::enquiries {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> form(const Call<>& call, ProducerId id) const {
    OCOP_TRY(maker, service.asked_of(id));
    const std::string title = format(msg::ask_title, call.language(), {maker.name_in(call.language())});
    return web::page(site, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{std::string(maker.name_in(out.language())), "/producers/" + id.text()},
                           web::Crumb{in(msg::ask_crumb, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::ask_lead << "</p>"_h;
      web::whole_form(out, call, ask_fields(), {form_path(id), msg::ask_send});
    });
  }
  Result<Response> ask(const Call<Ask>& call, ProducerId id) const {
    OCOP_CHECK(service.ask(id, call.input, call.request.peer));
    return web::redirect_with_flash(site, call.request, "/producers/" + id.text(), msg::ask_sent);
  }

  Result<Response> list(const Call<>& call, ProducerId id) const {
    OCOP_TRY(mine, service.of_maker(call.actor, id));
    const std::string title = in(msg::enquiries_title, call.language());
    auto response = web::page(site, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{std::string(mine.producer.name_in(out.language())), "/producers/" + id.text()}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1>"_h;
      if (mine.enquiries.empty()) return web::empty_state(out, msg::enquiries_none, msg::enquiries_none_teach);
      out << "<p class=\"lead\">"_h << msg::enquiries_lead << "</p>"_h;
      for (const Enquiry& one : mine.enquiries) write(out, call.request, one);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }
  Result<Response> answered(const Call<Answered>& call, ProducerId id, EnquiryId enquiry) const {
    OCOP_CHECK(service.answered(call.actor, id, enquiry, call.input));
    return web::redirect_with_flash(site, call.request, path_of(id), msg::noted);
  }

 private:
  static void write(Html& out, const http::Request& request, const Enquiry& one) {
    out << "<section class=\"panel stack\"><h2>"_h << one.name << "</h2>"_h;
    for (const std::string_view line : text::split(one.words, '\n'))
      if (!text::trim(line).empty()) out << "<p>"_h << text::trim(line) << "</p>"_h;
    web::facts(out, std::array{web::Fact{msg::contact, one.contact}, web::Fact{msg::asked_at, show(one.asked, out.language())},
                               web::Fact{msg::answered_at, one.answered ? show(*one.answered, out.language()) : ""}});
    if (!one.answered)
      web::act(out, request,
               {.action = path_of(one.producer) + "/" + one.id.text() + "/answered", .label = msg::note_answered, .version = one.version});
    out << "</section>"_h;
  }
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/producers/{id}/enquiry", Policy::anyone(), &Pages::form, "Ask a producer something: form")
      .form("/producers/{id}/enquiry", Policy::anyone(), ask_fields(), &Pages::ask, &Pages::form, "Ask a producer something")
      .get("/producers/{id}/enquiries", kMaker, &Pages::list, "What visitors asked a producer")
      .post("/producers/{id}/enquiries/{enquiry}/answered", kMaker, answered_fields(), &Pages::answered,
            "Note that an enquiry was answered");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(producers::Panel{.rank = 6, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    const bool mine = Scope::for_task(request.actor, Task::story).covers({}, {}, producer.id);
    if (!mine) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::enquiries_title, path_of(producer.id), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
  offers.add(producers::BuyerAct{.rank = 20, .words = msg::ask_crumb, .path = [&service](const producers::Producer& producer) {
    return service.asked_of(producer.id).ok() ? form_path(producer.id) : std::string();
  }});
  // Who looks at a product asks its maker from there.
  offers.add(products::Panel{.rank = 4, .show = [&service](Html& out, const http::Request&, const products::Product& product) {
    if (product.producer == ProducerId{} || !service.asked_of(product.producer)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::ask_crumb, form_path(product.producer), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
}

}  // namespace ocop::enquiries
