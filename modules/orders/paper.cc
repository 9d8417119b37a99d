#include "modules/orders/paper.h"

#include "kernel/base/text.h"
#include "kernel/documents/document.h"
#include "kernel/i18n/money_words.h"
#include "kernel/i18n/translate.h"
#include "modules/orders/messages.h"
#include "modules/orders/rules.h"

namespace ocop::orders {
namespace {

using documents::bold;
using documents::Paragraph;
using documents::plain;
using documents::TableRow;
using print::Align;

constexpr double kSmall = 8, kUsual = 9.5;   // points: an A5 in the hand

struct Drawing {
  const Papered& facts;
  Language language;
  std::vector<documents::Block> blocks{};

  const Order& order() const { return facts.order; }
  std::string tell(const Message& message) const { return in(message, language); }
  std::string money(std::int64_t dong) const { return items::show_money(dong, language); }
  void line(documents::Pieces pieces, Align align = Align::left, double points = 0, double after = 1) {
    blocks.push_back(Paragraph{.pieces = std::move(pieces), .align = align, .points = points, .space_after = after});
  }
  // "Mã số thuế: 0100233488"; nothing where there is no value.
  void said(const Message& label, const std::string& value) {
    if (!value.empty()) line({plain(tell(label) + ": "), bold(value)});
  }
};

void head(Drawing& out, const Message& title, const Message& under) {
  out.line({bold(out.facts.maker)}, Align::left, kUsual + 2);
  out.said(msg::tax_code, out.facts.seller.tax_code);
  out.said(msg::seller_address, out.facts.seller.address);
  out.blocks.push_back(documents::Space{3});
  out.blocks.push_back(documents::Heading{1, out.tell(title), Align::centre});
  out.line({plain(out.tell(under))}, Align::centre, kSmall, 3);
  out.said(msg::column_number, out.order().number);
  out.said(msg::placed_at, show(out.order().placed, out.language));
}

enum class Prices : std::uint8_t { hidden, shown };
void lines(Drawing& out, Prices prices) {
  const bool priced = prices == Prices::shown;
  const auto right = [](std::string text) { return documents::TableCell{.pieces = {plain(std::move(text))}, .align = Align::right}; };
  documents::Table table{.widths = priced ? std::vector<double>{5, 1.5, 2.5, 2.5} : std::vector<double>{5, 1.5}, .points = kSmall + 0.5};
  TableRow header{{.pieces = {plain(out.tell(msg::goods))}}, right(out.tell(msg::count))};
  if (priced) header.insert(header.end(), {right(out.tell(msg::price)), right(out.tell(msg::total))});
  table.header.push_back(std::move(header));
  for (const Line& one : out.order().lines) {
    TableRow row{{.pieces = {plain(one.title)}}, right(text::group_digits(one.count, out.language))};
    if (priced) row.insert(row.end(), {right(out.money(one.price)), right(out.money(one.total()))});
    table.rows.push_back(std::move(row));
  }
  if (const Gift& gift = out.order().gift; gift.boxed == Gift::Boxed::yes) {
    TableRow row{{.pieces = {plain(out.tell(msg::gift_box))}}, right("1")};
    if (priced) row.insert(row.end(), {right(out.money(gift.price)), right(out.money(gift.price))});
    table.rows.push_back(std::move(row));
  }
  out.blocks.push_back(std::move(table));
  out.blocks.push_back(documents::Space{2});
}

// No number's word begins with a letter of more than one byte.
void receipt(Drawing& out) {
  const Order& order = out.order();
  head(out, msg::receipt_title, msg::receipt_is_no_invoice);
  out.said(msg::buyer_name, order.buyer);
  out.said(msg::address, order.address);
  out.said(msg::way, out.tell(label(order.way)));
  out.blocks.push_back(documents::Space{2});
  lines(out, Prices::shown);
  out.line({plain(out.tell(msg::receipt_total) + ": "), bold(out.money(order.total))}, Align::right, kUsual + 1);
  out.line({plain(out.tell(msg::receipt_words) + ": "), bold(money_words(order.total, out.language) + ".")}, Align::left, 0, 3);
  out.said(msg::pay, out.tell(label(order.pay)));
  out.line({bold(order.paid ? out.tell(msg::paid_at) + " " + show(*order.paid, out.language) : out.tell(msg::not_paid))});
  if (order.handed) out.said(msg::handed_at, show(*order.handed, out.language));
  if (order.state == State::returned && order.moved) out.said(msg::returned_at, show(*order.moved, out.language));
  if (order.refunded) out.said(msg::refunded_at, show(*order.refunded, out.language));
  else if (owes_refund(order)) out.line({bold(out.tell(msg::refund_is_owed))});
}

void delivery_note(Drawing& out) {
  const Order& order = out.order();
  head(out, msg::delivery_title, msg::delivery_is_no_invoice);
  out.blocks.push_back(documents::Space{2});
  out.said(msg::way, out.tell(label(order.way)));
  const bool to_buyer = order.gift.receiver.empty();
  out.said(msg::receiver, to_buyer ? order.buyer : order.gift.receiver);
  out.said(msg::phone, to_buyer ? order.phone : order.gift.phone);
  out.said(msg::address, to_buyer ? order.address : order.gift.address);
  out.blocks.push_back(documents::Space{2});
  lines(out, is_gift(order) ? Prices::hidden : Prices::shown);
  const std::int64_t due = rules::to_collect(order);
  const std::string collected = due > 0 ? out.money(due) : out.tell(msg::collect_nothing);
  out.line({plain(out.tell(msg::collect) + ": "), bold(collected)}, Align::left, kUsual + 3);
  if (due > 0) out.line({plain(money_words(due, out.language) + ".")});
  if (!is_gift(order)) out.said(msg::note, order.note);   // what a giver asks the maker is not for the receiver
}

}  // namespace

Result<std::string> draw(Paper paper, const Papered& facts, const print::PdfFonts& fonts) {
  const Language language = facts.order.language;
  Drawing drawing{facts, language};
  if (paper == Paper::receipt) receipt(drawing);
  else delivery_note(drawing);
  const std::string title = drawing.tell(paper == Paper::receipt ? msg::receipt_title : msg::delivery_title) + " " + facts.order.number;
  return documents::to_pdf({.title = title,
                            .author = facts.maker,
                            .subject = title,
                            .language = language,
                            .created = facts.now,
                            .paper = print::kA5Portrait,
                            .face = print::Face::sans,
                            .points = kUsual,
                            .foot = drawing.tell(paper == Paper::receipt ? msg::receipt_is_no_invoice : msg::delivery_is_no_invoice),
                            .blocks = std::move(drawing.blocks)},
                           fonts);
}

}  // namespace ocop::orders
