#include "modules/labels/rules.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/gs1/digital_link.h"
#include "kernel/gs1/gtin.h"
#include "kernel/i18n/translate.h"
#include "modules/labels/messages.h"
#include "modules/labels/stock.h"
#include "modules/resolver/resolver.h"

namespace ocop::labels {

std::string_view name(Stock stock) {
  constexpr std::string_view kNames[] = {"a4-24", "a4-40", "a4-65", "roll-50x30", "roll-40x60"};
  return kNames[static_cast<std::size_t>(stock)];
}
const Message& label(Stock stock) {
  static constexpr const Message* kWords[] = {&msg::stock_24, &msg::stock_40, &msg::stock_65, &msg::stock_50x30, &msg::stock_40x60};
  return *kWords[static_cast<std::size_t>(stock)];
}
std::string_view name(Format format) { return format == Format::pdf ? "pdf" : "zpl"; }
const Message& label(Format format) { return format == Format::pdf ? msg::format_pdf : msg::format_zpl; }
std::string_view name(Extra extra) {
  constexpr std::string_view kNames[] = {"none", "data-matrix", "gs1-128"};
  return kNames[static_cast<std::size_t>(extra)];
}
const Message& label(Extra extra) {
  static constexpr const Message* kWords[] = {&msg::extra_none, &msg::extra_data_matrix, &msg::extra_gs1_128};
  return *kWords[static_cast<std::size_t>(extra)];
}

namespace rules {
namespace {

using products::Standing;
using products::Validity;

Error wrong(std::string field, std::string got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input,
                   Problem{std::move(field), std::move(got), std::move(expected), message, std::move(arguments)});
}

Argument day(Date date) { return {date.show(Language::vi), date.show(Language::en)}; }

// Of which decision, as far as is known.
Argument decision_of(const Standing& standing) {
  if (standing.decided)
    return {format(msg::of_decision, Language::vi, {standing.decided->show(Language::vi)}),
            format(msg::of_decision, Language::en, {standing.decided->show(Language::en)})};
  return {in(msg::of_some_decision, Language::vi), in(msg::of_some_decision, Language::en)};
}

// What each printer writes and each reader gives back as it was: less than GS1's character set 82.
bool is_lot_for_codes(std::string_view lot) {
  return std::ranges::all_of(lot, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '/';
  });
}

// A shop's own number too: its tills read it. Coupons and receipts are no goods.
bool may_have_ean(const products::Product& product) {
  return gs1::ean13_of(product.gtin) && gs1::circulation_of(product.gtin) != gs1::Circulation::coupon;
}

// YYMMDD
std::string six_digits(Date date) {
  const std::string iso = date.iso();
  return iso.substr(2, 2) + iso.substr(5, 2) + iso.substr(8, 2);
}

}  // namespace

int printable_stars(const Standing& standing, Date today) {
  constexpr int kLeastStars = 3;
  const int stars = products::stars_in_force(standing, today);
  return stars >= kLeastStars ? stars : 0;
}

Result<void> may_print_stars(const Standing& standing, Date today) {
  if (printable_stars(standing, today) > 0) return {};
  const std::string stars = std::to_string(standing.stars);
  constexpr const char* kExpected = "a star of a certificate or a confirmed decision that is valid today";
  const auto refused = [&](const Message& message, std::vector<Argument> arguments) {
    return wrong("stars", stars, kExpected, message, std::move(arguments));
  };
  const auto last = products::last_day(standing);
  switch (products::validity(standing, today)) {
    case Validity::lapsed:
      if (last) return refused(msg::star_lapsed, {stars, decision_of(standing), day(*last), day(last->plus_days(1))});
      return refused(msg::star_not_verified, {});
    case Validity::withdrawn: return refused(msg::star_withdrawn, {});
    case Validity::none: return refused(msg::star_none, {});
    case Validity::reported: return refused(msg::star_reported, {stars, decision_of(standing)});
    default: return refused(msg::star_not_verified, {});
  }
}

Result<void> check(const LabelInput& input, const products::Product& product) {
  const Sheet& sheet = sheet_of(input.stock);
  if (input.first > sheet.places())
    return wrong("first", std::to_string(input.first), "1.." + std::to_string(sheet.places()), msg::no_such_place,
                 {std::to_string(sheet.places())});
  if (input.format == Format::zpl && sheet.places() > 1) return wrong("format", "zpl", "a roll, or pdf", msg::zpl_is_for_rolls);
  if (input.made && input.expires && *input.expires < *input.made)
    return wrong("expires", input.expires->iso(), "not before " + input.made->iso(), msg::expires_before_made);
  if (input.extra == Extra::none) return {};
  if (!has_world_gtin(product)) return wrong("extra", std::string(name(input.extra)), "none, without a GTIN of GS1", msg::extra_needs_gtin);
  if (!is_lot_for_codes(input.lot)) return wrong("lot", input.lot, "A-Z a-z 0-9 - . /", msg::lot_for_codes);
  return {};
}

bool has_world_gtin(const products::Product& product) {
  return !product.gtin.empty() && gs1::circulation_of(product.gtin) == gs1::Circulation::open;
}

std::string address_of(const products::Product& product, std::string_view public_url) {
  if (!product.gtin.empty())
    if (auto link = gs1::public_uri(public_url, gs1::Elements{{"01", product.gtin}})) return std::move(*link);
  return std::string(public_url) + resolver::scan_path(product.code);
}

Label make(const LabelInput& input, const Facts& facts) {
  const products::Product& product = facts.product;
  Label out{.name = product.name, .maker = facts.maker, .lines = {}, .address = address_of(product, facts.public_url),
            .ean = {}, .elements = {}, .extra = input.extra};
  const auto line = [&](std::string_view field, const Message& words, const std::string& value) {
    if (!value.empty()) out.lines.push_back({field, format(words, Language::vi, {value})});
  };
  line("weight", msg::on_weight, input.weight);
  line("lot", msg::on_lot, input.lot);
  line("made", msg::on_made, input.made ? input.made->show(Language::vi) : "");
  line("expires", msg::on_expires, input.expires ? input.expires->show(Language::vi) : "");
  line("price", msg::on_price, input.price);
  if (input.stars == Stars::print) out.stars = printable_stars(product.standing, facts.today);
  const bool with_ean = has_room_for_ean(input.stock, input.format) && input.extra != Extra::gs1_128;
  if (with_ean && may_have_ean(product)) out.ean = *gs1::ean13_of(product.gtin);
  if (input.extra == Extra::none) return out;
  out.elements.push_back({"01", product.gtin});
  if (input.made) out.elements.push_back({"11", six_digits(*input.made)});
  if (input.expires) out.elements.push_back({"17", six_digits(*input.expires)});
  if (!input.lot.empty()) out.elements.push_back({"10", input.lot});   // last: it needs no separator then
  return out;
}

}  // namespace rules
}  // namespace ocop::labels
