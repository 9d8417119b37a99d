#include "modules/orders/requests.h"

#include "modules/orders/messages.h"
#include "modules/orders/rules.h"

namespace ocop::orders {
namespace {

using input::Need;

constexpr std::int64_t kReason = 300;
constexpr std::int64_t kTaxCode = 20;  // 13 digits with gaps
constexpr std::int64_t kKey = 40;      // 22 letters of base64; a longer text is none

const input::Declaration<Move>& any_move() {
  static const input::Declaration<Move> fields{
      input::version(&Move::version), input::choice("step", &Move::step, kSteps, {.missing = msg::step_not_now}),
      input::line("reason", &Move::reason, {.label = msg::reason, .hint = msg::reason_hint, .need = Need::optional, .most = kReason})};
  return fields;
}

}  // namespace

// What may be left empty here and must not be in rules::read is asked for there, so that all gaps are told at once: a form that is refused
// for one field is not looked at further.
const input::Declaration<NewOrder>& new_order() {
  constexpr std::int64_t kName = 80, kPhone = 20;
  constexpr std::int64_t kMail = 254;  // RFC 5321 §4.5.3.1.3
  constexpr std::int64_t kLines = 1'000;   // every item that a maker sells, most of them empty: 50 of a product, twenty products
  static const input::Declaration<NewOrder> fields{
      input::map("lines", &NewOrder::lines,
                 {.label = msg::lines, .need = Need::optional, .most = kLines, .about = "item id: pieces; one of something"}),
      input::choice("way", &NewOrder::way, kWays, {.label = msg::way}),
      input::choice("pay", &NewOrder::pay, kPays, {.label = msg::pay}),
      input::line("buyer", &NewOrder::buyer,
                  {.label = msg::buyer, .need = Need::stated, .missing = msg::buyer_missing, .most = kName, .autocomplete = "name"}),
      input::line("phone", &NewOrder::phone,
                  {.label = msg::phone, .hint = msg::phone_hint, .need = Need::stated, .missing = msg::wrong_phone, .most = kPhone,
                   .autocomplete = "tel"}),
      input::line("address", &NewOrder::address,
                  {.label = msg::address, .need = Need::optional, .needed = msg::address_needed, .autocomplete = "address-line1"}),
      input::line("mail", &NewOrder::mail,
                  {.label = msg::mail, .hint = msg::mail_hint, .need = Need::optional, .most = kMail, .autocomplete = "email"}),
      input::line("note", &NewOrder::note, {.label = msg::note, .hint = msg::note_hint, .need = Need::optional, .most = kReason}),
      input::boolean("consent", &NewOrder::consent, {.label = msg::consent, .need = Need::optional, .about = "true, or it is refused"}),
      input::boolean("invoiced", &NewOrder::invoiced, {.label = msg::invoiced, .need = Need::optional}),
      input::line("company", &NewOrder::company,
                  {.label = msg::company, .need = Need::optional, .needed = msg::needed_for_invoice, .autocomplete = "organization"}),
      input::line("tax_code", &NewOrder::tax_code,
                  {.label = msg::tax_code, .hint = msg::buyers_tax_code_hint, .need = Need::optional, .needed = msg::needed_for_invoice,
                   .most = kTaxCode}),
      input::line("company_address", &NewOrder::company_address, {.label = msg::company_address, .need = Need::optional}),
      input::line("invoice_mail", &NewOrder::invoice_mail,
                  {.label = msg::invoice_mail, .need = Need::optional, .needed = msg::needed_for_invoice, .most = kMail}),
      input::boolean("gift", &NewOrder::gift, {.label = msg::gift_box, .need = Need::optional}),
      input::line("card", &NewOrder::card, {.label = msg::gift_card, .need = Need::optional, .most = rules::kMostCard}),
      input::line("receiver", &NewOrder::receiver,
                  {.label = msg::other_receiver, .hint = msg::other_receiver_hint, .need = Need::optional, .most = kName}),
      input::line("receiver_phone", &NewOrder::receiver_phone, {.label = msg::receiver_phone, .need = Need::optional, .most = kPhone}),
      input::line("receiver_address", &NewOrder::receiver_address,
                  {.label = msg::receiver_address, .need = Need::optional, .needed = msg::address_needed}),
      // No secret(): a form that went stale could not be offered again with what was typed.
      input::line("attempt", &NewOrder::attempt,
                  {.need = Need::optional, .most = kKey,
                     .about = "22 letters of base64url, at random: the order's key. The same request sent twice is then one order"}),
      input::boolean("again", &NewOrder::again,
                     {.need = Need::optional, .about = "true: what was ordered within the last half hour is wanted once more"})};
  return fields;
}

const input::Declaration<Key>& order_key() {
  static const input::Declaration<Key> fields{input::secret("key", &Key::key, {.need = Need::optional, .most = kKey})};
  return fields;
}

const input::Declaration<BuyersMove>& buyers_move() {
  static const input::Declaration<BuyersMove> fields(any_move(),
                                                     {input::secret("key", &BuyersMove::key, {.need = Need::optional, .most = kKey})});
  return fields;
}
const input::Declaration<Move>& makers_move() { return any_move(); }

const input::Declaration<SetSeller>& set_seller() {
  static const input::Declaration<SetSeller> fields{
      input::version(&SetSeller::version),
      input::line("legal_name", &SetSeller::legal_name,
                  {.label = msg::legal_name, .hint = msg::legal_name_hint, .need = Need::optional}),
      input::line("tax_code", &SetSeller::tax_code,
                  {.label = msg::tax_code, .hint = msg::tax_code_hint, .need = Need::optional, .most = kTaxCode}),
      input::line("address", &SetSeller::address,
                  {.label = msg::seller_address, .hint = msg::seller_address_hint, .need = Need::optional}),
      input::boolean("gifts", &SetSeller::gifts, {.label = msg::gifts, .need = Need::optional}),
      input::line("gift_words", &SetSeller::gift_words, {.label = msg::gift_words, .hint = msg::gift_words_hint, .need = Need::optional}),
      input::integer("gift_price", &SetSeller::gift_price,
                     {.label = msg::gift_price, .hint = msg::gift_price_hint, .need = Need::optional, .most = rules::kMostGiftPrice})};
  return fields;
}

const input::Declaration<NoteInvoice>& note_invoice() {
  // A provider's sign, a number of eight digits, the tax office's code of 34 letters: with room for another year's rules.
  constexpr std::int64_t kSeries = 12, kNumber = 12, kCode = 40;
  static const input::Declaration<Invoice> invoice{
      input::line("series", &Invoice::series,
                  {.label = msg::invoice_series, .hint = msg::invoice_series_hint, .need = Need::optional, .most = kSeries}),
      input::line("number", &Invoice::number, {.label = msg::invoice_number, .need = Need::optional, .most = kNumber}),
      input::date("day", &Invoice::day, {.label = msg::invoice_day, .need = Need::optional}),
      input::line("code", &Invoice::code,
                  {.label = msg::invoice_code, .hint = msg::invoice_code_hint, .need = Need::optional, .most = kCode})};
  static const input::Declaration<NoteInvoice> fields(invoice, {input::version(&NoteInvoice::version)});
  return fields;
}

const input::Declaration<NoteParcel>& note_parcel() {
  constexpr std::int64_t kCarrier = 60, kTracking = 40;
  static const input::Declaration<Parcel> parcel{
      input::line("carrier", &Parcel::carrier,
                  {.label = msg::carrier, .hint = msg::carrier_hint, .need = Need::optional, .most = kCarrier}),
      input::line("tracking", &Parcel::tracking, {.label = msg::tracking, .need = Need::optional, .most = kTracking}),
      input::date("handed", &Parcel::day, {.label = msg::parcel_day, .need = Need::optional}),
      input::date("collected", &Parcel::collected, {.label = msg::collected, .need = Need::optional}),
      input::date("remitted", &Parcel::remitted, {.label = msg::remitted, .need = Need::optional}),
      input::integer("amount", &Parcel::amount, {.label = msg::remitted_amount, .need = Need::optional, .most = payments::kMostTransfer}),
      input::integer("fee", &Parcel::fee, {.label = msg::carriage_fee, .need = Need::optional, .most = payments::kMostTransfer})};
  static const input::Declaration<NoteParcel> fields(parcel, {input::version(&NoteParcel::version)});
  return fields;
}

const input::Declaration<SalesOf>& sales_of() {
  constexpr std::int64_t kMonth = 7;   // "2026-11"
  static const input::Declaration<SalesOf> fields{
      input::line("month", &SalesOf::month,
                  {.label = msg::month, .need = Need::optional, .most = kMonth, .about = "YYYY-MM; empty = this one"})};
  return fields;
}

const input::Declaration<Statement>& statement_file() {
  constexpr std::int64_t kFile = 5 << 20;   // a year of a busy account is under 1 MB
  static const input::Declaration<Statement> fields{input::file(
      "file", &Statement::file, {.label = msg::statement, .hint = msg::statement_hint, .missing = msg::statement_missing, .most = kFile})};
  return fields;
}

}  // namespace ocop::orders
