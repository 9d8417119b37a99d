#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "kernel/i18n/translate.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/pages.h"
#include "modules/quotations/parts.h"
#include "modules/quotations/requests.h"

// The maker's side: what was asked, what is offered, and the form that an offer is written in.
namespace ocop::quotations {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::size_t kBlankRows = 1, kMoreRows = 8;   // below the lines that are there: one to write in, more when they are opened

struct Maker {
  Service& service;
  const web::Site& site;

  Result<Response> list(const Call<>& call, ProducerId id) const {
    OCOP_TRY(mine, service.of_maker(call.actor, id));
    return page(call, mine.producer, in(msg::quotations_title, call.language()), [&](Html& out) {
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::start_title, list_path(id) + "/new", web::ButtonKind::quiet);
      out << "</p>"_h;
      if (mine.quotations.empty()) return web::empty_state(out, msg::quotations_none, msg::quotations_none_teach);
      table(out, call.request, mine);
    });
  }

  Result<Response> one(const Call<Key>& call, ProducerId id, std::string_view number) const {
    return shown(call, id, number, call.input.key);
  }
  Result<Response> one_again(const Call<>& call, ProducerId id, std::string_view number) const { return shown(call, id, number, {}); }

  Result<Response> start_form(const Call<>& call, ProducerId id) const {
    OCOP_TRY(shop, service.shop_of_maker(call.actor, id));
    return page(call, shop.producer, in(msg::start_title, call.language()), [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::start_lead << "</p>"_h;
      const web::Form form = web::form(call);
      web::open_form(out, form, list_path(id) + "/new");
      web::error_summary(out, form);
      write_asking(out, form, service, shop, start_fields().shape());
      out << "<div id=\"f-attempt\">"_h;
      web::button(out, msg::start_send);
      out << "</div>"_h;
      web::close_form(out);
    });
  }
  Result<Response> start(const Call<Start>& call, ProducerId id) const {
    OCOP_TRY(opened, service.start(call.actor, id, call.input, call.language()));
    return web::redirect_with_flash(site, call.request, one_path(id, opened.number) + "?key=" + http::percent_encode(opened.key),
                                    msg::was_begun);
  }

  Result<Response> offer_form(const Call<>& call, ProducerId id, std::string_view number) const {
    OCOP_TRY(writing, service.writing(call.actor, id, number));
    const std::string title = format(msg::offer_title, call.language(), {writing.shown.quotation.number});
    return page(call, writing.shown.producer, title, [&](Html& out) {
      write_asked(out, call.request, writing.shown.quotation);
      const http::Fields current = draft_fields().show(writing.draft);
      const web::Form form = web::form(call, &current);
      const input::Shape& shape = draft_fields().shape();
      web::open_form(out, form, one_path(id, number) + "/offer");
      web::error_summary(out, form);
      web::control(out, form, shape, "version");
      rows(out, form, writing, current);
      for (const std::string_view key : {"delivery", "ready", "box", "vat", "terms", "valid_until", "seller_tax", "seller_phone",
                                         "seller_address"})
        web::control(out, form, shape, key, {.rows = 3});
      web::button(out, msg::offer_send);
      web::close_form(out);
    });
  }
  Result<Response> offer(const Call<Draft>& call, ProducerId id, std::string_view number) const {
    OCOP_CHECK(service.offer(call.actor, id, number, call.input));
    return web::redirect_with_flash(site, call.request, one_path(id, number), msg::was_offered);
  }
  Result<Response> withdraw(const Call<Move>& call, ProducerId id, std::string_view number) const {
    OCOP_CHECK(service.withdraw(call.actor, id, number, call.input));
    return web::redirect_with_flash(site, call.request, one_path(id, number), msg::was_withdrawn);
  }
  Result<Response> paper(const Call<PaperOf>& call, ProducerId id, std::string_view number) const {
    OCOP_TRY(paper, service.paper_of_maker(call.actor, id, number, call.input.offer, call.language()));
    return Response::file(std::move(paper.bytes), "application/pdf", paper.file_name).with("Cache-Control", "private, no-store");
  }

 private:
  Response page(const http::Asked& call, const producers::Producer& producer, const std::string& title,
                const std::function<void(Html&)>& body) const {
    return unseen(web::page(site, call.request, {.title = title}, [&](Html& out) {
      const std::string all = in(msg::quotations_title, out.language());
      std::vector way{web::Crumb{std::string(producer.name_in(out.language())), "/producers/" + producer.id.text()},
                      web::Crumb{all, title == all ? std::string() : list_path(producer.id)}};
      if (title != all) way.push_back({title});
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1>"_h;
      body(out);
    }));
  }

  Result<Response> shown(const http::Asked& call, ProducerId id, std::string_view number, std::string_view key) const {
    OCOP_TRY(shown, service.one_of_maker(call.actor, id, number, key));
    const Quotation& quotation = shown.quotation;
    return page(call, shown.producer, format(msg::quotation_number, call.language(), {quotation.number}), [&](Html& out) {
      write_state(out, quotation, service.now());
      if (shown.key == Service::Shown::Key::fits) hand_on(out, quotation, key);
      for (const Service::Shown::Short& one : shown.too_few) {
        const std::string said = format(msg::too_few, out.language(), {one.title, std::to_string(one.stock), std::to_string(one.count)});
        web::notice(out, Message{said, said});   // written out already
      }
      if (!quotation.order.empty()) {
        out << "<p class=\"acts\">"_h;
        web::link_button(out, msg::see_order, "/producers/" + id.text() + "/orders/" + quotation.order);
        out << "</p>"_h;
      }
      web::facts(out, std::array{web::Fact{msg::company, quotation.company}, web::Fact{msg::tax_code, quotation.tax_code},
                                 web::Fact{msg::name, quotation.name},
                                 web::Fact{msg::phone, quotation.phone, quotation.phone.empty() ? "" : "tel:" + quotation.phone},
                                 web::Fact{msg::mail, quotation.mail}});
      write_asked(out, call.request, quotation);
      const std::string paper = one_path(id, quotation.number) + "/paper.pdf?offer=";
      if (!shown.offers.empty()) {
        out << "<section class=\"stack\"><h2>"_h << msg::offer_heading << "</h2>"_h;
        write_offer(out, call.request, shown.offers.front(), paper + std::to_string(quotation.offers));
        out << "</section>"_h;
      }
      steps(out, call, shown);
      write_earlier(out, call.request, shown, paper);
    });
  }

  // Whoever began it for somebody has the link in the hand this once.
  void hand_on(Html& out, const Quotation& quotation, std::string_view key) const {
    out << "<section class=\"panel stack\"><h2>"_h << msg::hand_on << "</h2><p>"_h << msg::hand_on_teach << "</p><p><code>"_h
        << service.buyers_url(quotation.number, key) << "</code></p></section>"_h;
  }

  static void steps(Html& out, const http::Asked& call, const Service::Shown& shown) {
    const std::string path = one_path(shown.producer.id, shown.quotation.number);
    const auto may = [&](Step step) { return std::ranges::find(shown.possible, step) != shown.possible.end(); };
    if (may(Step::offer)) {
      out << "<p class=\"acts\">"_h;
      web::link_button(out, shown.offers.empty() ? msg::step_offer : msg::mend, path + "/offer");
      out << "</p>"_h;
    }
    const http::Fields current = makers_move().show({.version = shown.quotation.version, .reason = {}});
    const web::Form form = web::form(call, &current);
    web::error_summary(out, form);
    if (!may(Step::withdraw)) return;
    out << "<details"_h << web::when(call.refused != nullptr, " open"_h) << "><summary>"_h << msg::step_withdraw << "</summary>"_h;
    web::open_form(out, form, path);
    for (const std::string_view key : {"version", "reason"}) web::control(out, form, makers_move().shape(), key);
    web::button(out, msg::withdraw_yes, web::ButtonKind::quiet);
    web::close_form(out);
    out << "</details>"_h;
  }

  // The number of the last row that these fields write in.
  static std::size_t last_row(const http::Fields* fields) {
    constexpr std::string_view kStart = "lines.";
    std::size_t out = 0;
    if (!fields) return out;
    for (const auto& [key, value] : fields->items()) {
      std::size_t row = 0;
      if (!key.starts_with(kStart) || value.empty()) continue;
      std::from_chars(key.data() + kStart.size(), key.data() + key.size(), row);
      if (row <= rules::kMostLines) out = std::max(out, row);
    }
    return out;
  }

  static void rows(Html& out, const web::Form& form, const Service::Writing& writing, const http::Fields& current) {
    std::vector<web::Option> items{{"", in(msg::words_alone, out.language()), {}}};
    for (const Service::Offered& one : writing.offered) items.push_back({one.item.id.text(), title_of(one), {}});
    const std::size_t written = std::max(last_row(form.values), form.values ? 0 : last_row(&current));
    const std::size_t open = std::min(written + kBlankRows, rules::kMostLines), all = std::min(open + kMoreRows, rules::kMostLines);
    out << "<div id=\"f-lines\">"_h;
    for (std::size_t row = 1; row <= all; ++row) {
      if (row == open + 1) out << "<details><summary>"_h << msg::more_rows << "</summary>"_h;
      one_row(out, form, row, items, form.values ? *form.values : current);
    }
    if (all > open) out << "</details>"_h;
    out << "</div>"_h;
  }

  static void one_row(Html& out, const web::Form& form, std::size_t row, std::span<const web::Option> items, const http::Fields& holds) {
    constexpr std::size_t kTitle = 200, kUnit = 20, kNumber = 20;
    const std::string start = "lines." + std::to_string(row) + ".";
    const auto field = [&](std::string_view column, const Message& label, std::size_t limit) {
      const std::string key = start + std::string(column);
      return web::Field{.name = key, .label = label, .value = std::string(holds.get(key)), .required = false, .limit = limit};
    };
    const auto needed = [](web::Field one) {
      one.needed = msg::needed_in_row;
      return one;
    };
    out << "<fieldset class=\"panel stack\"><legend>"_h << format(msg::row, out.language(), {std::to_string(row)}) << "</legend>"_h;
    web::Field item = field("item", msg::item, kTitle);
    item.limit.reset();
    // What was offered before stays chosen, also when it is not sold any more: else the line would be words, and take nothing from a stock.
    std::vector<web::Option> choices(items.begin(), items.end());
    if (!item.value.empty() && std::ranges::find(items, item.value, &web::Option::value) == items.end())
      choices.push_back({item.value, in(msg::item_of_before, out.language()), {}});
    if (choices.size() > 1) web::select_field(out, form, item, choices);
    web::Field title = field("title", msg::line_title, kTitle);
    title.needed = msg::needed_without_item;
    web::text_field(out, form, title);
    web::text_field(out, form, field("unit", msg::unit, kUnit));
    web::text_field(out, form, needed(field("count", msg::count, kNumber)));
    web::text_field(out, form, needed(field("price", msg::price, kNumber)));
    web::text_field(out, form, field("discount", msg::discount, kNumber));
    out << "</fieldset>"_h;
  }

  static void table(Html& out, const http::Request& request, const Service::Mine& mine) {
    const std::vector<web::Column> columns{{"number", msg::column_number},
                                           {"state", msg::column_state},
                                           {"buyer", msg::column_buyer},
                                           {"total", msg::total, true},
                                           {"moved", msg::column_moved}};
    const web::Table shape{.caption = msg::quotations_title, .columns = columns, .captioned = web::Table::Caption::heard};
    web::table(out, request, shape, [&](Html& rows) {
      for (const auto& [quotation, total] : mine.quotations) {
        web::open_row(rows);
        web::link_cell(rows, columns[0], quotation.number, web::link(request, one_path(mine.producer.id, quotation.number)));
        web::text_cell(rows, columns[1], in(quotations::label(quotation.state), rows.language()));
        web::text_cell(rows, columns[2], quotation.company.empty() ? quotation.name : quotation.company);
        web::text_cell(rows, columns[3], total ? items::show_money(*total, rows.language()) : std::string());
        web::text_cell(rows, columns[4], show(quotation.moved, rows.language()));
        web::close_row(rows);
      }
    });
  }
};

}  // namespace

void add_maker_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Maker>(Maker{service, site}))
      .get("/producers/{id}/quotations", kMaker, &Maker::list, "A producer's quotations")
      .get("/producers/{id}/quotations/new", kMaker, &Maker::start_form, "Begin a quotation for somebody who rang: form")
      .form("/producers/{id}/quotations/new", kMaker, start_fields(), &Maker::start, &Maker::start_form,
            "Begin a quotation for somebody who rang")
      .get("/producers/{id}/quotations/{number}", kMaker, key_fields(), &Maker::one, "One of a producer's quotations")
      .form("/producers/{id}/quotations/{number}", kMaker, makers_move(), &Maker::withdraw, &Maker::one_again, "Withdraw a quotation")
      .get("/producers/{id}/quotations/{number}/offer", kMaker, &Maker::offer_form, "Write an offer, or mend it: form")
      .form("/producers/{id}/quotations/{number}/offer", kMaker, draft_fields(), &Maker::offer, &Maker::offer_form,
            "Write an offer, or mend it")
      .get("/producers/{id}/quotations/{number}/paper.pdf", kMaker, paper_fields(), &Maker::paper, "A quotation as PDF");
}

}  // namespace ocop::quotations
