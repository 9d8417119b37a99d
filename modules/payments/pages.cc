#include "modules/payments/pages.h"

#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/payments/messages.h"
#include "modules/payments/requests.h"
#include "modules/payments/rules.h"

namespace ocop::payments {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> show(const Call<>& call, ProducerId id) const {
    OCOP_TRY(own, service_.own(call.actor, id));
    const std::string title = in(msg::payments_title, call.language());
    auto response = web::page(site_, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{std::string(own.producer.name_in(out.language())), "/producers/" + id.text()}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::payments_lead << "</p>"_h;
      if (own.current) current(out, call.request, own);
      change_form(out, call, own);
      former(out, own);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }

  Result<Response> set(const Call<SetAccount>& call, ProducerId id) const {
    OCOP_CHECK(service_.set(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::account_set);
  }
  Result<Response> end(const Call<EndAccount>& call, ProducerId id) const {
    OCOP_CHECK(service_.end(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::account_ended);
  }
  Result<Response> card(const Call<>& call, ProducerId id) const {
    OCOP_TRY(pdf, service_.card(call.actor, id, call.language()));
    Response response;
    response.content_type = "application/pdf";
    response.body = std::move(pdf);
    return std::move(response)
        .with("Content-Disposition", "attachment; filename=\"vietqr.pdf\"")
        .with("Cache-Control", "private, no-store");
  }

 private:
  void current(Html& out, const http::Request& request, const Own& own) const {
    out << "<section class=\"panel stack\"><h2>"_h << msg::account_now << "</h2>"_h;
    if (const auto payload = payload_of(*own.current)) {
      if (const auto symbol = print::qr(*payload, print::QrCorrection::medium)) {
        out << "<div class=\"qr-box\">"_h;
        out.raw_trusted(print::qr_svg(*symbol, in(msg::qr_alt, out.language())));
        out << "</div>"_h;
      }
    }
    web::facts(out, std::array{web::Fact{msg::bank, service_.bank_name(own.current->bin)},
                               web::Fact{msg::number, rules::grouped(own.current->number)}, web::Fact{msg::holder, own.current->holder},
                               web::Fact{msg::since, ocop::show(own.current->set, out.language())}});
    out << "<p>"_h << msg::try_it << "</p><div class=\"acts\">"_h;
    web::link_button(out, msg::card_print, path_of(own.producer.id) + "/card.pdf", web::ButtonKind::quiet);
    web::act(out, request, {.action = path_of(own.producer.id) + "/end", .label = msg::account_end, .version = own.version()});
    out << "</div></section>"_h;
  }

  void change_form(Html& out, const http::Asked& call, const Own& own) const {
    out << "<h2>"_h << (own.current ? msg::account_change : msg::account_begin) << "</h2>"_h;
    const http::Fields shown = set_account().show({.version = own.version()});
    const web::Form form = web::form(call, &shown);
    std::vector<web::Option> options{{"", in(msg::bank_choose, call.language())}};
    for (const Bank& bank : service_.banks()) options.push_back({bank.bin, bank.name});
    web::error_summary(out, form);
    web::open_form(out, form, path_of(own.producer.id));
    web::control(out, form, set_account().shape(), "version");
    web::control(out, form, set_account().shape(), "bin", {.options = options});
    for (const std::string_view key : {"number", "holder"}) web::control(out, form, set_account().shape(), key);
    out << "<p class=\"small\">"_h << msg::all_are_told << "</p><div class=\"acts\">"_h;
    web::button(out, msg::save);
    out << "</div>"_h;
    web::close_form(out);
  }

  void former(Html& out, const Own& own) const {
    if (own.former.empty()) return;
    out << "<details><summary>"_h << msg::account_former << "</summary><ul class=\"links\">"_h;
    for (const ReceivingAccount& one : own.former)
      out << "<li>"_h << format(msg::former_line, out.language(),
                                {service_.bank_name(one.bin), rules::masked(one.number), ocop::show(one.set, out.language()),
                                 ocop::show(*one.ended, out.language())})
          << "</li>"_h;
    out << "</ul></details>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member);
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/producers/{id}/payments", kMember, &Pages::show, "Where a producer is paid")
      .form("/producers/{id}/payments", kMember, set_account(), &Pages::set, &Pages::show, "Where a producer is paid: save")
      .post("/producers/{id}/payments/end", kMember, end_account(), &Pages::end, "A producer takes no transfers any more")
      .get("/producers/{id}/payments/card.pdf", kMember, &Pages::card, "The code beside the till, for any amount: A6");
}

void offer(manifest::Offers& offers) {
  offers.add(producers::Panel{.rank = 26, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    if (!Scope::of(request.actor, {Role::producer_member}).covers({}, {}, producer.id)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::payments_title, path_of(producer.id), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
}

}  // namespace ocop::payments
