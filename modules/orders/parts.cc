#include "modules/orders/parts.h"

#include <algorithm>
#include <array>

#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/orders/messages.h"
#include "modules/orders/requests.h"

namespace ocop::orders {

using web::Html;
using web::operator""_h;

web::Look look_of(State state) {
  switch (state) {
    case State::confirmed: case State::sent: case State::done: return {web::Tone::good, web::Icon::ring};
    case State::cancelled: case State::expired: case State::returned: return {web::Tone::ended, web::Icon::ring};
    default: return {web::Tone::noted, web::Icon::ring};
  }
}

http::Response makers_page(const web::Site& site, const http::Asked& call, const producers::Producer& producer, const std::string& title,
                           const std::function<void(Html&)>& body) {
  auto response = web::page(site, call.request, {.title = title}, [&](Html& out) {
    const std::array way{web::Crumb{std::string(producer.name_in(out.language())), "/producers/" + producer.id.text()},
                         web::Crumb{in(msg::orders_title, out.language()), path_of(producer.id)}, web::Crumb{title}};
    web::crumbs(out, way);
    out << "<h1>"_h << title << "</h1>"_h;
    body(out);
  });
  return std::move(response).with("Cache-Control", "private, no-store");
}

void write_lines(Html& out, const http::Request& request, const Order& order) {
  const std::vector<web::Column> columns{{"title", msg::lines}, {"count", msg::count, true}, {"total", msg::total, true}};
  web::table(out, request, {.caption = msg::lines, .columns = columns, .captioned = web::Table::Caption::heard}, [&](Html& rows) {
    for (const Line& line : order.lines) {
      web::open_row(rows);
      web::value_cell(rows, columns[0], line.title, {}, web::Cell::heading);
      web::text_cell(rows, columns[1], std::to_string(line.count));
      web::text_cell(rows, columns[2], items::show_money(line.total(), rows.language()));
      web::close_row(rows);
    }
    if (order.gift.boxed != Gift::Boxed::yes) return;
    web::open_row(rows);
    web::value_cell(rows, columns[0], in(msg::gift_box, rows.language()), {}, web::Cell::heading);
    web::text_cell(rows, columns[1], "1");
    web::text_cell(rows, columns[2], items::show_money(order.gift.price, rows.language()));
    web::close_row(rows);
  });
  out << "<p><strong>"_h << msg::total << ": "_h << items::show_money(order.total, out.language()) << "</strong></p>"_h;
}

void write_state(Html& out, const Order& order, Instant now) {
  const Language language = out.language();
  out << "<p>"_h;
  web::badge(out, look_of(order.state), label(order.state));
  out << "</p>"_h;
  const std::string until = order.until && *order.until > now ? show(*order.until, language) : std::string();
  web::facts(out, std::array{web::Fact{msg::placed_at, show(order.placed, language)}, web::Fact{msg::keeps_until, until},
                             web::Fact{msg::paid_at, order.paid ? show(*order.paid, language) : ""},
                             web::Fact{msg::refunded_at, order.refunded ? show(*order.refunded, language) : ""},
                             web::Fact{msg::reason, order.reason}, web::Fact{msg::way, in(label(order.way), language)},
                             web::Fact{msg::pay, in(label(order.pay), language)}});
  if (owes_refund(order)) web::notice(out, msg::refund_is_owed);
}

void write_invoice(Html& out, const Order& order) {
  const Invoice& invoice = order.invoice;
  if (invoice.number.empty()) {
    if (order.billing.asked == Billing::Asked::yes) out << "<p>"_h << msg::invoice_is_asked_for << "</p>"_h;
    return;
  }
  out << "<h2>"_h << msg::invoice_of_order << "</h2>"_h;
  web::facts(out, std::array{web::Fact{msg::invoice_series, invoice.series}, web::Fact{msg::invoice_number, invoice.number},
                             web::Fact{msg::invoice_day, invoice.day ? invoice.day->show(out.language()) : ""},
                             web::Fact{msg::invoice_code, invoice.code}});
}

void write_parcel(Html& out, const Order& order) {
  const Parcel& parcel = order.parcel;
  if (parcel.carrier.empty()) return;
  out << "<h2>"_h << msg::parcel << "</h2>"_h;
  web::facts(out, std::array{web::Fact{msg::carrier, parcel.carrier}, web::Fact{msg::tracking, parcel.tracking},
                             web::Fact{msg::parcel_day, parcel.day ? parcel.day->show(out.language()) : ""}});
}

web::Form form_beside(const http::Asked& call, std::string_view key, const http::Fields& current) {
  if (call.kept() && call.kept()->find(key)) return web::form(call, &current);
  return {.request = call.request, .shown = &current};
}

void write_steps(Html& out, const http::Asked& call, const Service::Shown& shown, std::string_view path, std::string_view key) {
  const auto has_reason = [](Step step) { return step == Step::refuse || step == Step::ask_return || step == Step::refuse_return; };
  const http::Fields current = makers_move().show({.version = shown.order.version, .step = Step::confirm, .reason = {}});
  const web::Form form = web::form(call, &current);
  web::error_summary(out, form);
  for (const Step step : shown.possible) {
    const bool asks = has_reason(step);   // one of a page at most: rules.cc
    const bool open = asks && form.values && form.values->get("step") == name(step);   // shown again
    if (asks) out << "<details"_h << web::when(open, " open"_h) << "><summary>"_h << label(step) << "</summary>"_h;
    web::open_form(out, form, std::string(path));
    web::control(out, form, makers_move().shape(), "version");
    if (!key.empty()) out << "<input type=\"hidden\" name=\"key\" value=\""_h << key << "\">"_h;
    out << "<input type=\"hidden\" name=\"step\" value=\""_h << name(step) << "\">"_h;
    if (asks) {
      out << "<div class=\"field\"><label for=\"f-reason\">"_h << msg::reason
          << "</label><input id=\"f-reason\" name=\"reason\" required maxlength=\"300\" value=\""_h
          << (open ? form.values->get("reason") : std::string_view()) << "\"></div>"_h;
    }
    out << "<div class=\"acts\">"_h;
    web::button(out, label(step), &step == &shown.possible.front() && !asks ? web::ButtonKind::main : web::ButtonKind::quiet);
    out << "</div>"_h;
    web::close_form(out);
    if (asks) out << "</details>"_h;
  }
}

}  // namespace ocop::orders
