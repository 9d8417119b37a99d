#include "modules/quotations/parts.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/money_words.h"
#include "kernel/i18n/translate.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/paper.h"

namespace ocop::quotations {

using web::Html;
using web::operator""_h;

namespace {

void write_words(Html& out, const Message& label, const std::string& words) {
  if (words.empty()) return;
  out << "<p><strong>"_h << label << "</strong></p>"_h;
  for (const std::string_view line : text::split(words, '\n'))
    if (!text::trim(line).empty()) out << "<p>"_h << text::trim(line) << "</p>"_h;
}

std::string percent(std::int64_t tenths, Language language) {
  if (tenths == 0) return {};
  return text::decimal(std::to_string(tenths / 10) + "." + std::to_string(tenths % 10), language) + " %";
}

// What a form was sent with; empty the first time.
std::string typed(const web::Form& form, const std::string& key) {
  return form.values ? std::string(form.values->get(key)) : std::string();
}

void offers_of(Html& out, const web::Form& form, const Service::Shop& shop) {
  out << "<fieldset class=\"field\" id=\"f-lines\"><legend>"_h << msg::lines << "</legend>"_h;
  for (const Service::Offered& one : shop.offered) {
    const std::string key = "lines." + one.item.id.text(), id = "f-" + key;
    std::string title(one.product.name_in(out.language()));
    for (const std::string& part : {one.item.option, one.item.option_two, items::show(one.item.content, out.language())})
      if (!part.empty()) title += ", " + part;
    out << "<div class=\"order-line\"><label for=\""_h << id << "\">"_h << title << " <span class=\"small\">"_h;
    if (one.item.price > 0) out << items::show_money(one.item.price, out.language());
    else out << msg::price_asked;
    out << "</span></label><input id=\""_h << id << "\" name=\""_h << key
        << "\" inputmode=\"numeric\" size=\"6\" maxlength=\"9\" value=\""_h << typed(form, key) << "\"></div>"_h;
  }
  out << "</fieldset>"_h;
}

// Drawn with the form, and drawn anew once it made a quotation or is no attempt.
void attempt(Html& out, const web::Form& form, const Service& service) {
  const auto is_of_it = [](const Problem& problem) { return problem.field == "attempt"; };
  std::string key = form.error && std::ranges::none_of(form.error->problems, is_of_it) ? typed(form, "attempt") : std::string();
  if (key.empty()) key = service.new_attempt();
  out << "<input type=\"hidden\" name=\"attempt\" value=\""_h << key << "\">"_h;
}

}  // namespace

web::Look look_of(State state) {
  switch (state) {
    case State::offered: return {web::Tone::soon, web::Icon::ring};
    case State::accepted: return {web::Tone::good, web::Icon::ring};
    case State::asked: return {web::Tone::noted, web::Icon::ring};
    default: return {web::Tone::ended, web::Icon::ring};
  }
}

void write_state(Html& out, const Quotation& quotation, Instant now) {
  const Language language = out.language();
  out << "<p>"_h;
  web::badge(out, look_of(quotation.state), label(quotation.state));
  out << "</p>"_h;
  const bool holds = quotation.state == State::offered && quotation.until && *quotation.until > now;
  const std::string until = holds ? vietnam_date(*quotation.until).plus_days(-1).show(language) : std::string();
  web::facts(out, std::array{web::Fact{msg::opened_at, show(quotation.opened, language)}, web::Fact{msg::valid_until, until},
                             web::Fact{msg::reason, quotation.reason}});
}

void write_asked(Html& out, const http::Request& request, const Quotation& quotation) {
  out << "<section class=\"stack\"><h2>"_h << msg::asked_for << "</h2>"_h;
  const std::vector<web::Column> columns{{"title", msg::line_title}, {"count", msg::count, true}};
  if (!quotation.wanted.empty())
    web::table(out, request, {.caption = msg::asked_for, .columns = columns, .captioned = web::Table::Caption::heard}, [&](Html& rows) {
      for (const Wanted& line : quotation.wanted) {
        web::open_row(rows);
        web::value_cell(rows, columns[0], line.title, {}, web::Cell::heading);
        web::text_cell(rows, columns[1], text::group_digits(line.count, rows.language()));
        web::close_row(rows);
      }
    });
  write_words(out, msg::words, quotation.words);
  web::facts(out, std::array{web::Fact{msg::wanted_by, quotation.wanted_by ? quotation.wanted_by->show(out.language()) : ""},
                             web::Fact{msg::place, quotation.place}});
  out << "</section>"_h;
}

void write_offer(Html& out, const http::Request& request, const Offer& offer, std::string_view paper) {
  const Language language = out.language();
  const std::vector<web::Column> columns{{"title", msg::line_title},
                                         {"count", msg::count, true},
                                         {"price", msg::price, true},
                                         {"discount", msg::column_discount, true},
                                         {"total", msg::column_sum, true}};
  web::table(out, request, {.caption = msg::lines, .columns = columns, .captioned = web::Table::Caption::heard}, [&](Html& rows) {
    for (const Line& line : offer.lines) {
      web::open_row(rows);
      web::value_cell(rows, columns[0], line.title, {}, web::Cell::heading);
      web::text_cell(rows, columns[1], text::group_digits(line.count, language) + (line.unit.empty() ? "" : " " + line.unit));
      web::text_cell(rows, columns[2], items::show_money(line.price, language));
      web::text_cell(rows, columns[3], percent(line.discount, language));
      web::text_cell(rows, columns[4], items::show_money(total(line), language));
      web::close_row(rows);
    }
  });
  web::facts(out, std::array{web::Fact{msg::goods, offer.delivery > 0 ? items::show_money(goods(offer), language) : std::string()},
                             web::Fact{msg::delivery, offer.delivery > 0 ? items::show_money(offer.delivery, language) : std::string()}});
  out << "<p><strong>"_h << msg::total << ": "_h << items::show_money(total(offer), language) << "</strong></p><p>"_h
      << money_words(total(offer), language) << ".</p>"_h;
  web::facts(out, std::array{web::Fact{msg::vat, offer.vat}, web::Fact{msg::ready, offer.ready ? offer.ready->show(language) : ""},
                             web::Fact{msg::valid_until, offer.valid_until.show(language)},
                             web::Fact{msg::written_at, show(offer.written, language)}});
  write_words(out, msg::box, offer.box);
  write_words(out, msg::terms, offer.terms);
  if (paying(total(offer)) == Paying::by_contract) web::notice(out, msg::paid_by_contract);
  out << "<p class=\"acts\">"_h;
  web::link_button(out, msg::paper_open, paper, web::ButtonKind::quiet);
  out << "</p>"_h;
}

void write_earlier(Html& out, const http::Request& request, const Service::Shown& shown, std::string_view paper) {
  for (const Offer& offer : shown.offers) {
    if (offer.number == shown.quotation.offers) continue;
    const std::string number = std::to_string(offer.number), newest = std::to_string(shown.quotation.offers);
    out << "<details><summary>"_h << format(msg::offer_replaced, out.language(), {number, newest}) << "</summary>"_h;
    write_offer(out, request, offer, std::string(paper) + number);
    out << "</details>"_h;
  }
}

void write_asking(Html& out, const web::Form& form, const Service& service, const Service::Shop& shop, const input::Shape& shape) {
  attempt(out, form, service);
  if (!shop.offered.empty()) offers_of(out, form, shop);
  for (const std::string_view key : {"words", "wanted_by", "place", "company", "tax_code"}) web::control(out, form, shape, key);
  for (const std::string_view key : {"name", "phone"}) web::control(out, form, shape, key, {.need = input::Need::required});
  web::control(out, form, shape, "mail");
}

http::Response unseen(http::Response page) {
  return std::move(page)
      .with("Cache-Control", "private, no-store")
      .with("X-Robots-Tag", "noindex")
      .with("Referrer-Policy", "strict-origin");
}

}  // namespace ocop::quotations
