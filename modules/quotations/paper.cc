#include "modules/quotations/paper.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/money_words.h"
#include "kernel/i18n/translate.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/rules.h"

namespace ocop::quotations {
namespace {

using documents::bold;
using documents::Columns;
using documents::Document;
using documents::Heading;
using documents::List;
using documents::Paragraph;
using documents::Piece;
using documents::Pieces;
using documents::plain;
using documents::Space;
using documents::Table;
using documents::TableCell;
using documents::TableRow;
using print::Align;
using print::Fill;

struct Drawing {
  const PaperFacts& facts;
  Language language;
  Document& out;

  std::string tell(const Message& message) const { return in(message, language); }
  std::string figure(std::int64_t dong) const { return text::group_digits(dong, language); }
  void line(const Message& label, const std::string& text) const {
    if (!text.empty()) out.blocks.push_back(Paragraph{{bold(tell(label) + ": "), plain(text)}, Align::left, Fill::ragged, 0, 1});
  }
  void said(const Message& label, const std::string& words) const {   // words of several lines
    std::string whole;
    for (const std::string_view one : text::split(words, '\n')) whole += (whole.empty() ? "" : " ") + std::string(text::trim(one));
    line(label, whole);
  }
};

Paragraph small(Piece piece, double after = 0.5) { return {{std::move(piece)}, Align::left, Fill::ragged, 10, after}; }
Paragraph middle(Piece piece, double after = 1) { return {{std::move(piece)}, Align::centre, Fill::ragged, 0, after}; }

void letterhead(const Drawing& drawing) {
  const Offer& offer = drawing.facts.offer;
  std::vector<Paragraph> lines{Paragraph{{bold(drawing.facts.maker)}, Align::left, Fill::ragged, 0, 1}};
  const auto add = [&](const Message& label, const std::string& value) {
    if (!value.empty()) lines.push_back(small(plain(drawing.tell(label) + ": " + value)));
  };
  add(msg::tax_code, offer.seller_tax);
  add(msg::address, offer.seller_address);
  add(msg::phone, offer.seller_phone);
  drawing.out.blocks.push_back(Columns{{{1, std::move(lines)}}});
  drawing.out.blocks.push_back(Space{4});
}

// What became of this offer: of one that holds nothing is said.
std::string standing(const Drawing& drawing) {
  const Quotation& quotation = drawing.facts.quotation;
  if (drawing.facts.offer.number < quotation.offers)
    return format(msg::paper_replaced, drawing.language, {std::to_string(quotation.offers)});
  if (quotation.state == State::offered) return {};
  return format(msg::paper_state, drawing.language, {drawing.tell(label(quotation.state))});
}

void title(const Drawing& drawing) {
  const Offer& offer = drawing.facts.offer;
  drawing.out.blocks.push_back(Heading{1, drawing.tell(msg::paper_title), Align::centre});
  const std::string day = vietnam_date(offer.written).show(drawing.language);
  drawing.out.blocks.push_back(middle(plain(
      format(msg::paper_number, drawing.language, {drawing.facts.quotation.number, std::to_string(offer.number), day}))));
  drawing.out.blocks.push_back(
      middle(plain(format(msg::paper_valid, drawing.language, {offer.valid_until.show(drawing.language)})), 2));
  if (const std::string stands = standing(drawing); !stands.empty()) drawing.out.blocks.push_back(middle(bold(stands), 2));
}

void buyer(const Drawing& drawing) {
  const Quotation& quotation = drawing.facts.quotation;
  std::string whom = quotation.company;
  if (!quotation.name.empty()) whom += (whom.empty() ? "" : ", ") + quotation.name;
  drawing.line(msg::paper_to, whom);
  drawing.line(msg::tax_code, quotation.tax_code);
  drawing.line(msg::phone, quotation.phone);
  drawing.line(msg::paper_place, quotation.place);
  drawing.out.blocks.push_back(Space{2});
}

std::string percent(std::int64_t tenths, Language language) {
  if (tenths == 0) return {};
  std::string out = std::to_string(tenths / 10);
  if (tenths % 10 > 0) out += "." + std::to_string(tenths % 10);
  return text::decimal(out, language);
}

void lines(const Drawing& drawing) {
  const Offer& offer = drawing.facts.offer;
  const auto right = [](Piece piece) { return TableCell{{std::move(piece)}, Align::right}; };
  Table table{.widths = {7, 35, 10, 10, 14, 8, 16}, .points = 10};
  TableRow header;
  for (const Message* one :
       {&msg::column_row, &msg::line_title, &msg::unit, &msg::count, &msg::price, &msg::column_discount, &msg::column_sum})
    header.push_back({{bold(drawing.tell(*one))}, Align::centre});
  table.header.push_back(std::move(header));
  for (std::size_t i = 0; i < offer.lines.size(); ++i) {
    const Line& line = offer.lines[i];
    table.rows.push_back({right(plain(std::to_string(i + 1))), TableCell{{plain(line.title)}}, TableCell{{plain(line.unit)}},
                          right(plain(drawing.figure(line.count))), right(plain(drawing.figure(line.price))),
                          right(plain(percent(line.discount, drawing.language))), right(plain(drawing.figure(total(line))))});
  }
  const auto sum = [&](const Message& label, std::int64_t dong) {
    table.rows.push_back({TableCell{{bold(drawing.tell(label))}, Align::right, 6}, right(bold(drawing.figure(dong)))});
  };
  if (offer.delivery > 0) {
    sum(msg::goods, goods(offer));
    sum(msg::delivery, offer.delivery);
  }
  sum(msg::total, total(offer));
  drawing.out.blocks.push_back(std::move(table));
  drawing.out.blocks.push_back(Space{2});
  drawing.line(msg::in_words, money_words(total(offer), drawing.language));
}

void terms(const Drawing& drawing) {
  const Offer& offer = drawing.facts.offer;
  drawing.said(msg::vat, offer.vat);
  drawing.line(msg::ready, offer.ready ? offer.ready->show(drawing.language) : std::string());
  drawing.said(msg::box, offer.box);
  drawing.said(msg::terms, offer.terms);
  if (paying(total(offer)) == Paying::by_contract) drawing.line(msg::paying, drawing.tell(msg::paid_by_contract));
  if (const auto& account = drawing.facts.account)
    drawing.line(msg::account, format(msg::account_words, drawing.language, {account->number, account->bank, account->holder}));
}

// The stars that hold on the day of the drawing, product by product; of others nothing is said.
void stars(const Drawing& drawing) {
  List list;
  const Date today = vietnam_date(drawing.facts.now);
  for (const products::Product& product : drawing.facts.products) {
    const int stars = products::stars_in_force(product.standing, today);
    if (stars == 0) continue;
    const std::string last = products::until_words(product.standing, today, drawing.language);
    const std::string named(product.name_in(drawing.language)), number = std::to_string(stars);
    list.items.push_back({plain(!last.empty() ? format(msg::stars_until, drawing.language, {named, number, last})
                                     : format(msg::stars_now, drawing.language, {named, number}))});
  }
  if (list.items.empty()) return;
  drawing.out.blocks.push_back(Space{2});
  drawing.out.blocks.push_back(
      Paragraph{{bold(format(msg::stars_today, drawing.language, {today.show(drawing.language)}))}, Align::left, Fill::ragged, 0, 1});
  drawing.out.blocks.push_back(std::move(list));
}

void signatures(const Drawing& drawing) {
  constexpr double kRoom = 22;         // millimetres for a signature and a seal
  const auto one = [&](const Message& who) {
    return std::vector<Paragraph>{middle(bold(drawing.tell(who)), 0), middle(plain(drawing.tell(msg::paper_sign)), kRoom)};
  };
  drawing.out.blocks.push_back(Space{5});
  drawing.out.blocks.push_back(Columns{{{1, one(msg::paper_buyer)}, {1, one(msg::paper_seller)}}});
}

}  // namespace

Paying paying(std::int64_t total) { return total <= payments::kMostTransfer ? Paying::by_transfer : Paying::by_contract; }

Document paper_of(const PaperFacts& facts, Language language) {
  constexpr double kPoints = 11;
  const std::string number = facts.quotation.number + "/" + std::to_string(facts.offer.number);
  Document out{.title = in(msg::paper_title, language) + " " + number, .author = facts.maker, .subject = number,
               .language = language, .created = facts.now, .points = kPoints, .foot = facts.maker + " · " + number};
  const Drawing drawing{facts, language, out};
  letterhead(drawing);
  title(drawing);
  buyer(drawing);
  lines(drawing);
  terms(drawing);
  stars(drawing);
  signatures(drawing);
  return out;
}

Result<std::string> draw(const PaperFacts& facts, Language language, const print::PdfFonts& fonts) {
  return documents::to_pdf(paper_of(facts, language), fonts);
}

}  // namespace ocop::quotations
