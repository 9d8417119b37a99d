#include "modules/quotations/pages.h"

#include <array>
#include <memory>

#include "kernel/i18n/translate.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/parts.h"
#include "modules/quotations/requests.h"
#include "modules/work/work.h"

namespace ocop::quotations {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string page_of(std::string_view number, std::string_view key) {
  return "/quotations/" + std::string(number) + "?key=" + http::percent_encode(key);
}

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> form(const Call<>& call, ProducerId id) const {
    OCOP_TRY(shop, service.shop(id));
    const std::string title = format(msg::ask_title, call.language(), {shop.producer.name_in(call.language())});
    const web::PageOptions options{.title = title, .description = in(msg::ask_lead, call.language())};
    return web::page(site, call.request, options, [&](Html& out) {
      const std::array way{web::Crumb{std::string(shop.producer.name_in(out.language())), "/producers/" + id.text()},
                           web::Crumb{in(msg::ask_crumb, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::ask_lead << "</p>"_h;
      const web::Form form = web::form(call);
      web::open_form(out, form, ask_path(id));
      web::error_summary(out, form);
      write_asking(out, form, service, shop, ask_fields().shape());
      web::control(out, form, ask_fields().shape(), "consent", {.need = input::Need::required});
      out << "<div id=\"f-attempt\">"_h;   // whoever is told that the form was sent before is led here
      web::button(out, msg::ask_send);
      out << "</div>"_h;
      web::close_form(out);
    });
  }

  Result<Response> ask(const Call<Ask>& call, ProducerId id) const {
    OCOP_TRY(opened, service.ask(id, call.input, {call.request.peer, call.language()}));
    return web::redirect_with_flash(site, call.request, page_of(opened.number, opened.key), msg::ask_sent);
  }

  Result<Response> show(const Call<Key>& call, std::string_view number) const { return page(call, number, call.input.key); }
  // After a refusal: the form has the key.
  Result<Response> show_again(const Call<>& call, std::string_view number) const {
    return page(call, number, call.kept() ? call.kept()->get("key") : std::string_view());
  }
  Result<Response> move(const Call<BuyersMove>& call, std::string_view number) const {
    OCOP_TRY(after, service.move_by_buyer(number, call.input));
    return web::redirect_with_flash(site, call.request, page_of(number, call.input.key),
                                    after.state == State::accepted ? msg::was_accepted : msg::was_answered);
  }
  Result<Response> paper(const Call<PaperOf>& call, std::string_view number) const {
    OCOP_TRY(paper, service.paper_of_buyer(number, call.input.key, call.input.offer, call.language()));
    return unseen(Response::file(std::move(paper.bytes), "application/pdf", paper.file_name));
  }

 private:
  Result<Response> page(const http::Asked& call, std::string_view number, std::string_view key) const {
    OCOP_TRY(shown, service.of_buyer(number, key));
    const Quotation& quotation = shown.quotation;
    const std::string title = format(msg::quotation_number, call.language(), {quotation.number});
    return unseen(web::page(site, call.request, {.title = title}, [&](Html& out) {
      out << "<h1>"_h << title << "</h1>"_h;
      maker(out, shown);
      write_state(out, quotation, service.now());
      if (quotation.state == State::offered && shown.possible.empty()) web::notice(out, msg::no_longer_valid);
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      if (quotation.state == State::asked) web::notice(out, msg::waits_for_maker);
      if (!quotation.order.empty()) way_to_order(out, quotation, key);
      const std::string paper = "/quotations/" + quotation.number + "/paper.pdf?key=" + http::percent_encode(key) + "&offer=";
      if (!shown.offers.empty()) {
        out << "<section class=\"stack\"><h2>"_h << msg::offer_heading << "</h2>"_h;
        write_offer(out, call.request, shown.offers.front(), paper + std::to_string(quotation.offers));
        out << "</section>"_h;
      }
      answers(out, call, shown, key);
      write_asked(out, call.request, quotation);
      write_earlier(out, call.request, shown, paper);
      out << "<p class=\"small\">"_h << msg::keep_the_link << "</p>"_h;
    }));
  }

  // Whom to ring, when the page says so.
  void maker(Html& out, const Service::Shown& shown) const {
    const std::string name(shown.producer.name_in(out.language())), page = "/producers/" + shown.producer.id.text();
    const std::string phone = shown.offers.empty() ? std::string() : shown.offers.front().seller_phone;
    web::facts(out, std::array{web::Fact{msg::maker, name, web::link(out.language(), page)},
                               web::Fact{msg::phone, phone, phone.empty() ? "" : "tel:" + phone}});
    if (!rules::is_over(shown.quotation.state) || !service.may_ask(shown.producer.id)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::ask_anew, ask_path(shown.producer.id), web::ButtonKind::quiet);
    out << "</p>"_h;
  }

  static void way_to_order(Html& out, const Quotation& quotation, std::string_view key) {
    out << "<section class=\"panel stack\"><p>"_h << format(msg::became_order, out.language(), {quotation.order}) << "</p><p>"_h;
    web::link_button(out, msg::see_order, "/orders/" + quotation.order + "?key=" + http::percent_encode(key));
    out << "</p></section>"_h;
  }

  // Each answer is opened first and given then: the second press is the confirmation, with or without script.
  static void answers(Html& out, const http::Asked& call, const Service::Shown& shown, std::string_view key) {
    const http::Fields current = makers_move().show({.version = shown.quotation.version, .reason = {}});
    const web::Form form = web::form(call, &current);
    for (const Step step : shown.possible) {
      const bool again = form.values && form.values->get("step") == name(step);
      out << "<details"_h << web::when(again, " open"_h) << "><summary>"_h << label(step) << "</summary>"_h;
      web::open_form(out, form, "/quotations/" + shown.quotation.number);
      web::control(out, form, makers_move().shape(), "version");
      out << "<input type=\"hidden\" name=\"key\" value=\""_h << key << "\"><input type=\"hidden\" name=\"step\" value=\""_h << name(step)
          << "\">"_h;
      if (step == Step::accept)
        out << "<p>"_h
            << format(msg::accept_sure, out.language(), {items::show_money(total(shown.offers.front()), out.language())}) << "</p>"_h;
      if (step == Step::forget) out << "<p>"_h << msg::forget_sure << "</p>"_h;
      if (step == Step::decline) web::control(out, form, makers_move().shape(), "reason");
      out << "<div class=\"acts\">"_h;
      web::button(out, step == Step::accept ? msg::accept_yes : step == Step::decline ? msg::decline_yes : msg::forget_yes,
                  step == Step::accept ? web::ButtonKind::main : web::ButtonKind::quiet);
      out << "</div>"_h;
      web::close_form(out);
      out << "</details>"_h;
    }
  }
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/producers/{id}/quotation", Policy::anyone(), &Pages::form, "Ask a producer for a quotation: form")
      .form("/producers/{id}/quotation", Policy::anyone(), ask_fields(), &Pages::ask, &Pages::form, "Ask a producer for a quotation")
      .get("/quotations/{number}", Policy::anyone(), key_fields(), &Pages::show, "A quotation, for whoever has its key")
      .form("/quotations/{number}", Policy::anyone(), buyers_move(), &Pages::move, &Pages::show_again,
            "A buyer's answer: accept, decline, forget")
      .get("/quotations/{number}/paper.pdf", Policy::anyone(), paper_fields(), &Pages::paper,
           "A quotation as PDF, for whoever has its key");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(work::Panel{.rank = 12, .where = work::Panel::Where::above, .show = [&service](Html& out, const http::Request& request) {
    const std::vector<Service::Waiting> all = service.waiting(request.actor);
    for (const auto& [producer, count] : all) {
      const std::string number = std::to_string(count);
      out << "<section class=\"panel stack\"><p>"_h
          << (all.size() == 1 ? format(msg::quotations_wait, out.language(), {number})
                              : format(msg::quotations_wait_of, out.language(), {producer.name_in(out.language()), number}))
          << "</p><p>"_h;
      web::link_button(out, msg::see_quotations, list_path(producer.id), web::ButtonKind::quiet);
      out << "</p></section>"_h;
    }
  }});
  offers.add(producers::Panel{.rank = 7, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    const bool mine = Scope::for_task(request.actor, Task::products).covers({}, {}, producer.id);
    if (!mine) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::quotations_title, list_path(producer.id), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
  offers.add(producers::BuyerAct{.rank = 15, .words = msg::ask_crumb, .path = [&service](const producers::Producer& producer) {
    return service.may_ask(producer.id) ? ask_path(producer.id) : std::string();
  }});
  // Who looks at a product and wants a hundred of it.
  offers.add(products::Panel{.rank = 5, .show = [&service](Html& out, const http::Request&, const products::Product& product) {
    if (product.producer == ProducerId{} || !service.may_ask(product.producer)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::ask_crumb, ask_path(product.producer), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
}

}  // namespace ocop::quotations
