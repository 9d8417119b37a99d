#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/orders/messages.h"
#include "modules/orders/pages.h"
#include "modules/orders/parts.h"
#include "modules/orders/requests.h"

// The maker's side: what was ordered, what is next, and which of a bank's lines are whose.
namespace ocop::orders {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

const Message& label(Matched::How how) {
  switch (how) {
    case Matched::How::exact: return msg::match_exact;
    case Matched::How::near: return msg::match_near;
    case Matched::How::again: return msg::match_again;
    case Matched::How::none: break;
  }
  return msg::match_none;
}

struct Maker {
  Service& service;
  const web::Site& site;

  Result<Response> list(const Call<>& call, ProducerId id) const {
    OCOP_TRY(mine, service.of_maker(call.actor, id));
    return makers_page(site, call, mine.producer, in(msg::orders_title, call.language()), [&](Html& out) {
      if (mine.orders.empty()) web::empty_state(out, msg::orders_none, msg::orders_none_teach);
      else table(out, call.request, mine);
      out << "<h2>"_h << msg::statement_heading << "</h2><p>"_h << msg::statement_teach << "</p>"_h;
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      web::open_upload_form(out, form, path_of(id) + "/statement");
      web::control(out, form, statement_file().shape(), "file", {.accept = ".csv,.xlsx"});
      web::button(out, msg::statement_send);
      web::close_form(out);
      makers_links(out, call.request, mine.producer);
    });
  }

  Result<Response> one(const Call<>& call, ProducerId id, std::string_view number) const {
    OCOP_TRY(shown, service.one_of_maker(call.actor, id, number));
    return makers_page(site, call, shown.producer, format(msg::order_number, call.language(), {shown.order.number}), [&](Html& out) {
      write_state(out, shown.order, service.now());
      const Order& order = shown.order;
      web::facts(out, std::array{web::Fact{msg::buyer, order.buyer},
                                 web::Fact{msg::phone, order.phone, order.phone.empty() ? "" : "tel:" + order.phone},
                                 web::Fact{msg::address, order.address}, web::Fact{msg::note, order.note},
                                 web::Fact{msg::company, order.billing.company}, web::Fact{msg::tax_code, order.billing.tax_code},
                                 web::Fact{msg::company_address, order.billing.address}, web::Fact{msg::invoice_mail, order.billing.mail}});
      write_gift(out, order.gift);
      write_lines(out, call.request, order);
      write_parcel(out, order);
      write_collected(out, order);
      write_invoice(out, order);
      papers(out, order);
      write_steps(out, call, shown, path_of(id) + "/" + order.number, {});
      parcel_form(out, call, order);
      invoice_form(out, call, order);
    });
  }

  Result<Response> move(const Call<Move>& call, ProducerId id, std::string_view number) const {
    OCOP_CHECK(service.move_by_maker(call.actor, id, number, call.input));
    return web::redirect_with_flash(site, call.request, path_of(id) + "/" + std::string(number), msg::order_moved);
  }

  Result<Response> brought(const Call<NoteParcel>& call, ProducerId id, std::string_view number) const {
    OCOP_CHECK(service.note_parcel(call.actor, id, number, call.input));
    return web::redirect_with_flash(site, call.request, path_of(id) + "/" + std::string(number), msg::order_moved);
  }

  Result<Response> note(const Call<NoteInvoice>& call, ProducerId id, std::string_view number) const {
    OCOP_CHECK(service.note_invoice(call.actor, id, number, call.input));
    return web::redirect_with_flash(site, call.request, path_of(id) + "/" + std::string(number), msg::order_moved);
  }

  Result<Response> reconcile(const Call<Statement>& call, ProducerId id) const {
    OCOP_TRY(done, service.reconcile(call.actor, id, call.input.file.content));
    return makers_page(site, call, done.producer, in(msg::statement_read, call.language()), [&](Html& out) {
      out << "<p class=\"lead\">"_h
          << format(msg::statement_result, out.language(), {std::to_string(done.paid), std::to_string(done.lines.size())}) << "</p>"_h;
      matches(out, call.request, done);
    });
  }

 private:
  static void table(Html& out, const http::Request& request, const Service::Mine& mine) {
    const std::vector<web::Column> columns{{"number", msg::column_number},
                                           {"state", msg::column_state},
                                           {"buyer", msg::buyer},
                                           {"total", msg::total, true},
                                           {"placed", msg::placed_at}};
    web::table(out, request, {.caption = msg::orders_title, .columns = columns, .captioned = web::Table::Caption::heard}, [&](Html& rows) {
      for (const Order& order : mine.orders) {
        web::open_row(rows);
        web::link_cell(rows, columns[0], order.number, web::link(request, path_of(mine.producer.id) + "/" + order.number));
        web::text_cell(rows, columns[1],
                       in(orders::label(order.state), rows.language()) + (order.paid ? ", " + in(msg::is_paid, rows.language()) : ""));
        web::text_cell(rows, columns[2], order.buyer);
        web::text_cell(rows, columns[3], items::show_money(order.total, rows.language()));
        web::text_cell(rows, columns[4], show(order.placed, rows.language()));
        web::close_row(rows);
      }
    });
  }

  static void papers(Html& out, const Order& order) {
    const std::string path = path_of(order.producer) + "/" + order.number + "/";
    out << "<div class=\"acts\">"_h;
    if (rules::may_print(order, Paper::delivery_note))
      web::link_button(out, msg::print_delivery_note, path + "delivery-note.pdf", web::ButtonKind::quiet);
    if (rules::may_print(order, Paper::receipt)) web::link_button(out, msg::print_receipt, path + "receipt.pdf", web::ButtonKind::quiet);
    out << "</div>"_h;
  }

  static void write_gift(Html& out, const Gift& gift) {
    web::facts(out, std::array{web::Fact{msg::gift_card, gift.card}, web::Fact{msg::other_receiver, gift.receiver},
                               web::Fact{msg::receiver_phone, gift.phone, gift.phone.empty() ? "" : "tel:" + gift.phone},
                               web::Fact{msg::receiver_address, gift.address}});
  }

  // The maker's alone: what its carrier owes it is no matter of the buyer.
  static void write_collected(Html& out, const Order& order) {
    const Language language = out.language();
    const auto day = [&](const std::optional<Date>& one) { return one ? one->show(language) : std::string(); };
    const auto money = [&](const std::optional<std::int64_t>& one) { return one ? items::show_money(*one, language) : std::string(); };
    const Parcel& parcel = order.parcel;
    web::facts(out, std::array{web::Fact{msg::collected, day(parcel.collected)}, web::Fact{msg::remitted, day(parcel.remitted)},
                               web::Fact{msg::remitted_amount, money(parcel.amount)}, web::Fact{msg::carriage_fee, money(parcel.fee)}});
  }

  static void parcel_form(Html& out, const http::Asked& call, const Order& order) {
    if (order.way != Way::delivery || !(order.handed || order.state == State::confirmed)) return;
    NoteParcel current;
    static_cast<Parcel&>(current) = order.parcel;
    current.version = order.version;
    const http::Fields shown = note_parcel().show(current);
    const web::Form form = form_beside(call, "carrier", shown);
    out << "<details"_h << web::when(form.values != nullptr, " open"_h) << "><summary>"_h << msg::note_parcel << "</summary>"_h;
    web::open_form(out, form, path_of(order.producer) + "/" + order.number + "/parcel");
    web::fields(out, form, note_parcel().shape());
    web::button(out, msg::save, web::ButtonKind::quiet);
    web::close_form(out);
    out << "</details>"_h;
  }

  // Once something was sold: until then there is nothing to make an invoice of.
  static void invoice_form(Html& out, const http::Asked& call, const Order& order) {
    if (!rules::may_print(order, Paper::receipt)) return;
    NoteInvoice current;
    static_cast<Invoice&>(current) = order.invoice;
    current.version = order.version;
    const http::Fields shown = note_invoice().show(current);
    const web::Form form = form_beside(call, "series", shown);
    out << "<details"_h << web::when(form.values != nullptr, " open"_h) << "><summary>"_h << msg::note_invoice << "</summary>"_h;
    web::open_form(out, form, path_of(order.producer) + "/" + order.number + "/invoice");
    web::fields(out, form, note_invoice().shape());
    web::button(out, msg::save, web::ButtonKind::quiet);
    web::close_form(out);
    out << "</details>"_h;
  }

  // A helper is not led where it is refused.
  static void makers_links(Html& out, const http::Request& request, const producers::Producer& producer) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::parcels_title, parcels_path(producer.id), web::ButtonKind::quiet);
    web::link_button(out, msg::sales_title, sales_path(producer.id), web::ButtonKind::quiet);
    if (Scope::of(request.actor, {Role::producer_member}).covers({}, {}, producer.id))
      web::link_button(out, msg::settings_title, settings_path(producer.id), web::ButtonKind::quiet);
    out << "</p>"_h;
  }

  static void matches(Html& out, const http::Request& request, const Service::Reconciled& done) {
    const std::vector<web::Column> columns{
        {"row", msg::column_row, true}, {"amount", msg::amount, true}, {"words", msg::column_words}, {"match", msg::column_match}};
    web::table(out, request, {.caption = msg::statement_read, .columns = columns}, [&](Html& rows) {
      for (const Matched& one : done.lines) {
        web::open_row(rows);
        web::value_cell(rows, columns[0], std::to_string(one.line.row), {}, web::Cell::heading);
        web::text_cell(rows, columns[1], items::show_money(one.line.amount, rows.language()));
        web::text_cell(rows, columns[2], one.line.words);
        web::open_cell(rows, columns[3]);
        rows << label(one.how);
        for (const std::string& number : one.numbers)
          rows << " <a href=\""_h << web::link(request, path_of(done.producer.id) + "/" + number) << "\">"_h << number << "</a>"_h;
        web::close_cell(rows);
        web::close_row(rows);
      }
    });
  }
};

}  // namespace

void add_maker_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Maker>(Maker{service, site}))
      .get("/producers/{id}/orders", kMaker, &Maker::list, "A producer's orders")
      .form("/producers/{id}/orders/statement", kMaker, statement_file(), &Maker::reconcile, &Maker::list,
            "A bank's statement: what fits an order exactly is marked as paid")
      .get("/producers/{id}/orders/{number}", kMaker, &Maker::one, "One of a producer's orders")
      .form("/producers/{id}/orders/{number}/parcel", kMaker, note_parcel(), &Maker::brought, &Maker::one,
            "Who brings a parcel, and the cash of it")
      .form("/producers/{id}/orders/{number}/invoice", kMaker, note_invoice(), &Maker::note, &Maker::one,
            "The invoice of an order, as its producer notes it")
      .form("/producers/{id}/orders/{number}", kMaker, makers_move(), &Maker::move, &Maker::one, "A producer's step with an order");
}

}  // namespace ocop::orders
