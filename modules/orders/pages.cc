#include "modules/orders/pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/print/print.h"
#include "kernel/web/fields.h"
#include "modules/orders/messages.h"
#include "modules/orders/parts.h"
#include "modules/orders/requests.h"
#include "modules/work/work.h"

namespace ocop::orders {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

// What a form was sent with for an item; empty the first time.
std::string typed(const web::Form& form, const std::string& key) {
  return form.values ? std::string(form.values->get(key)) : std::string();
}

void offers_of(Html& out, const web::Form& form, const Service::Shop& shop) {
  out << "<fieldset class=\"field\" id=\"f-lines\"><legend>"_h << msg::lines << "</legend>"_h;
  for (const Offered& one : shop.offered) {
    const std::string key = "lines." + one.item.id.text(), id = "f-" + key;
    const bool sold_out = items::availability(one.item) == items::Availability::sold_out;
    std::string title(one.product.name_in(out.language()));
    for (const std::string& part : {one.item.option, one.item.option_two, items::show(one.item.content, out.language())})
      if (!part.empty()) title += ", " + part;
    out << "<div class=\"order-line\"><label for=\""_h << id << "\">"_h << title << " <span class=\"small\">"_h
        << items::show_money(one.item.price, out.language());
    if (one.item.stock && !sold_out) out << " · "_h << format(msg::left, out.language(), {std::to_string(*one.item.stock)});
    if (sold_out) out << " · "_h << msg::is_sold_out;
    out << "</span></label><input id=\""_h << id << "\" name=\""_h << key
        << "\" inputmode=\"numeric\" size=\"4\" maxlength=\"5\" value=\""_h << typed(form, key) << "\""_h
        << web::when(sold_out, " disabled"_h) << "></div>"_h;
  }
  out << "</fieldset>"_h;
}

// Drawn with the form, and drawn anew once it made an order or is no attempt.
void attempt(Html& out, const web::Form& form, const Service& service) {
  const auto is_of_it = [](const Problem& problem) { return problem.field == "attempt"; };
  std::string key = form.error && std::ranges::none_of(form.error->problems, is_of_it) ? typed(form, "attempt") : std::string();
  if (key.empty()) key = service.new_attempt();
  out << "<input type=\"hidden\" name=\"attempt\" value=\""_h << key << "\">"_h;
}

// What few need: folded away until something of it is filled in; then shown again with what was wrong. The first key is the box that asks.
void if_wanted(Html& out, const web::Form& form, const Message& heading, std::span<const std::string_view> keys) {
  const bool filled = std::ranges::any_of(keys, [&](std::string_view key) { return form.values && !form.values->get(key).empty(); });
  out << "<details"_h << web::when(filled, " open"_h) << "><summary>"_h << heading << "</summary>"_h;
  for (const std::string_view key : keys) web::control(out, form, new_order().shape(), key);
  out << "</details>"_h;
}

// The box with its card where the maker offers one; and who receives it in the buyer's place.
void gift(Html& out, const web::Form& form, const Seller& seller) {
  constexpr std::array<std::string_view, 5> kKeys{"gift", "card", "receiver", "receiver_phone", "receiver_address"};
  constexpr std::size_t kOfBox = 2;
  const bool offered = seller.gifts == Seller::Gifts::yes;
  if (offered) {
    const std::string words = seller.gift_words + (seller.gift_words.empty() ? "" : " · ");
    out << "<p>"_h << format(msg::gift_offered, out.language(), {words + items::show_money(seller.gift_price, out.language())}) << "</p>"_h;
  }
  if_wanted(out, form, offered ? msg::gift_heading : msg::other_receiver_heading, std::span(kKeys).subspan(offered ? 0 : kOfBox));
}

// Whoever is told that the form was sent before, or that the order stands already, is led here.
void buttons(Html& out, const web::Form& form) {
  const bool pressed_again =
      form.error && std::ranges::any_of(form.error->problems, [](const Problem& problem) { return problem.field == "again"; });
  out << "<div id=\"f-attempt\" class=\"acts\">"_h;
  web::button(out, msg::place_order);
  out << "</div>"_h;
  if (!pressed_again) return;
  out << "<div id=\"f-again\" class=\"acts\">"_h;
  web::button(out, msg::order_again, web::ButtonKind::quiet, "again", "1");
  out << "</div>"_h;
}

// Whoever has the address of an order opens it. A link away from its page tells no more than whose site it was, and a form of it still says
// so: under "no-referrer" browsers send "Origin: null" with a form (Fetch §3.2), which is refused (kernel/http/csrf.cc).
Response unseen(Response page) {
  return std::move(page)
      .with("Cache-Control", "private, no-store")
      .with("X-Robots-Tag", "noindex")
      .with("Referrer-Policy", "strict-origin");
}

struct Pages {
  Service& service;
  const web::Site& site;
  const manifest::Offers& offers;

  Result<Response> form(const Call<>& call, ProducerId id) const {
    OCOP_TRY(shop, service.shop(id));
    const std::string title = format(msg::order_from, call.language(), {shop.producer.name_in(call.language())});
    const web::PageOptions options{.title = title, .description = in(msg::order_lead, call.language())};
    // No cache has it, because of its token: Back draws it anew. A browser that keeps it all the same sends the attempt of before, and that
    // is the order of before.
    return web::page(site, call.request, options, [&](Html& out) {
      const std::array way{web::Crumb{std::string(shop.producer.name_in(out.language())), "/producers/" + id.text()},
                           web::Crumb{in(msg::order_crumb, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1>"_h;
      if (shop.offered.empty()) return web::empty_state(out, msg::nothing_offered, msg::nothing_offered_teach);
      out << "<p class=\"lead\">"_h << msg::order_lead << "</p>"_h;
      NewOrder usual;
      if (!shop.account) usual.pay = Pay::cash;
      const http::Fields current = new_order().show(usual);
      const web::Form form = web::form(call, &current);
      const input::Shape& shape = new_order().shape();
      web::open_form(out, form, order_path(id));
      web::error_summary(out, form);
      attempt(out, form, service);
      offers_of(out, form, shop);
      const web::Control needed{.need = input::Need::required};
      for (const std::string_view key : {"buyer", "phone"}) web::control(out, form, shape, key, needed);
      web::control(out, form, shape, "way", {.choices = web::ChoiceStyle::cards});
      for (const std::string_view key : {"address", "mail", "note"}) web::control(out, form, shape, key);
      if (shop.account) gift(out, form, shop.seller);   // gifts are paid by transfer
      constexpr std::array<std::string_view, 5> kInvoice{"invoiced", "company", "tax_code", "company_address", "invoice_mail"};
      if_wanted(out, form, msg::invoice_heading, kInvoice);
      web::control(out, form, shape, "pay", {.choices = web::ChoiceStyle::cards});
      if (!shop.account) web::notice(out, msg::cash_alone);
      web::control(out, form, shape, "consent", needed);
      buttons(out, form);
      web::close_form(out);
      other_acts(out, shop.producer);
    });
  }

  Result<Response> place(const Call<NewOrder>& call, ProducerId id) const {
    OCOP_TRY(placed, service.place(id, call.input, {call.request.peer, call.language()}));
    return web::redirect_with_flash(site, call.request, "/orders/" + placed.number + "?key=" + placed.key, msg::order_placed);
  }

  Result<Response> show(const Call<Key>& call, std::string_view number) const {
    return page(call, number, call.input.key);
  }
  // After a refusal: the form has the key.
  Result<Response> show_again(const Call<>& call, std::string_view number) const {
    return page(call, number, call.kept() ? call.kept()->get("key") : std::string_view());
  }

  Result<Response> move(const Call<BuyersMove>& call, std::string_view number) const {
    OCOP_CHECK(service.move_by_buyer(number, call.input));
    return web::redirect_with_flash(site, call.request, "/orders/" + std::string(number) + "?key=" + http::percent_encode(call.input.key),
                                    msg::order_moved);
  }

 private:
  Result<Response> page(const http::Asked& call, std::string_view number, std::string_view key) const {
    OCOP_TRY(shown, service.of_buyer(number, key));
    const std::string title = format(msg::order_number, call.language(), {shown.order.number});
    return unseen(web::page(site, call.request, {.title = title}, [&](Html& out) {
      out << "<h1>"_h << title << "</h1><p>"_h << format(msg::order_of, out.language(), {shown.producer.name_in(out.language())})
          << "</p>"_h;
      write_state(out, shown.order, service.now());
      payment(out, shown);
      write_lines(out, call.request, shown.order);
      write_parcel(out, shown.order);
      write_invoice(out, shown.order);
      receipt(out, shown.order, key);
      write_steps(out, call, shown, "/orders/" + shown.order.number, key);
      out << "<p class=\"small\">"_h << msg::keep_the_link << "</p>"_h;
    }));
  }

  static void receipt(Html& out, const Order& order, std::string_view key) {
    if (!rules::may_print(order, Paper::receipt)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::print_receipt, "/orders/" + order.number + "/receipt.pdf?key=" + http::percent_encode(key),
                     web::ButtonKind::quiet);
    out << "</p>"_h;
  }

  // Whoever wants a hundred of it, or has a question first.
  void other_acts(Html& out, const producers::Producer& producer) const {
    std::vector<std::pair<const Message*, std::string>> others;
    for (const producers::BuyerAct& act : offers.all<producers::BuyerAct>())
      if (std::string path = act.path(producer); !path.empty() && path != order_path(producer.id))
        others.push_back({&act.words, std::move(path)});
    if (others.empty()) return;
    out << "<h2>"_h << msg::otherwise << "</h2><p class=\"acts\">"_h;
    for (const auto& [words, path] : others) web::link_button(out, *words, path, web::ButtonKind::quiet);
    out << "</p>"_h;
  }

  void payment(Html& out, const Service::Shown& shown) const {
    const Order& order = shown.order;
    if (!awaits_transfer(order)) return;
    if (order.account.empty()) return web::notice(out, msg::pay_as_agreed);   // of a quotation beyond what one transfer carries
    const auto code = payload(order, shown.account);
    if (!code) return web::notice(out, msg::account_ended);
    const auto symbol = print::qr(*code, print::QrCorrection::medium);
    out << "<section class=\"panel stack\"><h2>"_h << msg::pay_now << "</h2>"_h;
    if (symbol) {
      out << "<div class=\"qr-box\">"_h;
      out.raw_trusted(print::qr_svg(*symbol, in(msg::qr_alt, out.language())));
      out << "</div>"_h;
    }
    out << "<p>"_h << msg::pay_how << "</p>"_h;
    web::facts(out, std::array{web::Fact{msg::bank, service.payments().bank_name(order.bin)}, web::Fact{msg::account, order.account},
                               web::Fact{msg::holder, order.holder}, web::Fact{msg::amount, items::show_money(order.total, out.language())},
                               web::Fact{msg::purpose, payments::reference_of(order.number)}});
    out << "</section>"_h;
  }
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site, offers}))
      .get("/producers/{id}/order", Policy::anyone(), &Pages::form, "Order from a producer: form")
      .form("/producers/{id}/order", Policy::anyone(), new_order(), &Pages::place, &Pages::form, "Order from a producer")
      .get("/orders/{number}", Policy::anyone(), order_key(), &Pages::show, "An order, for whoever has its key")
      .form("/orders/{number}", Policy::anyone(), buyers_move(), &Pages::move, &Pages::show_again,
            "A buyer's step: cancel, received, give back");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(work::Panel{.rank = 10, .where = work::Panel::Where::above, .show = [&service](Html& out, const http::Request& request) {
    const std::vector<Service::Waiting> all = service.waiting(request.actor);
    for (const auto& [producer, count] : all) {
      const std::string number = std::to_string(count);
      out << "<section class=\"panel stack\"><p>"_h
          << (all.size() == 1 ? format(msg::orders_wait, out.language(), {number})
                              : format(msg::orders_wait_of, out.language(), {producer.name_in(out.language()), number}))
          << "</p><p>"_h;
      web::link_button(out, msg::see_orders, path_of(producer.id), web::ButtonKind::quiet);
      out << "</p></section>"_h;
    }
  }});
  offers.add(producers::Panel{.rank = 5, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    const bool mine = Scope::for_task(request.actor, Task::products).covers({}, {}, producer.id);
    if (!mine) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::orders_title, path_of(producer.id), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
  offers.add(producers::BuyerAct{.rank = 10, .words = msg::order_here, .path = [&service](const producers::Producer& producer) {
    const auto shop = service.shop(producer.id);
    return shop && !shop->offered.empty() ? order_path(producer.id) : std::string();
  }});
}

}  // namespace ocop::orders
