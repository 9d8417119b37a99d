#include "modules/quotations/requests.h"

#include "modules/quotations/messages.h"
#include "modules/quotations/rules.h"

namespace ocop::quotations {
namespace {

using input::Need;

constexpr std::int64_t kName = 80, kPhone = 20, kTaxCode = 20, kReason = 300, kWords = 2'000;
constexpr std::int64_t kMail = 254;    // RFC 5321 §4.5.3.1.3
constexpr std::int64_t kKey = 40;      // 22 letters of base64; a longer text is none
constexpr std::int64_t kMoney = 30;    // "1.000.000.000 đồng"
constexpr std::int64_t kMostItems = 1'000;   // every item that a maker sells, most of them empty: 50 of a product, twenty products

}  // namespace

// What may be left empty here and must not be in rules::read is asked for there, so that all gaps are told at once.
const input::Declaration<Start>& start_fields() {
  static const input::Declaration<Start> fields{
      input::map("lines", &Start::lines,
                 {.label = msg::lines, .need = Need::optional, .most = kMostItems, .about = "item id: pieces; or say it in words"}),
      input::paragraph("words", &Start::words, {.label = msg::words, .hint = msg::words_hint, .need = Need::optional, .most = kWords}),
      input::date("wanted_by", &Start::wanted_by, {.label = msg::wanted_by, .need = Need::optional}),
      input::line("place", &Start::place, {.label = msg::place, .hint = msg::place_hint, .need = Need::optional}),
      input::line("company", &Start::company, {.label = msg::company, .need = Need::optional, .autocomplete = "organization"}),
      input::line("tax_code", &Start::tax_code,
                  {.label = msg::tax_code, .hint = msg::tax_code_hint, .need = Need::optional, .most = kTaxCode}),
      input::line("name", &Start::name,
                  {.label = msg::name, .need = Need::stated, .missing = msg::name_missing, .most = kName, .autocomplete = "name"}),
      input::line("phone", &Start::phone,
                  {.label = msg::phone, .need = Need::stated, .missing = msg::wrong_phone, .most = kPhone, .autocomplete = "tel"}),
      input::line("mail", &Start::mail,
                  {.label = msg::mail, .hint = msg::mail_hint, .need = Need::optional, .most = kMail, .autocomplete = "email"}),
      input::line("attempt", &Start::attempt,
                  {.need = Need::optional, .most = kKey,
                   .about = "22 letters of base64url, at random: the quotation's key. The same request sent twice is then one quotation"})};
  return fields;
}

const input::Declaration<Ask>& ask_fields() {
  static const input::Declaration<Ask> fields(
      start_fields(), {input::boolean("consent", &Ask::consent,
                                      {.label = msg::consent, .need = Need::optional, .about = "true, or it is refused"})});
  return fields;
}

const input::Declaration<Draft>& draft_fields() {
  constexpr std::int64_t kCells = static_cast<std::int64_t>(rules::kMostLines) * 6;
  static const input::Declaration<Draft> fields{
      input::version(&Draft::version),
      input::map("lines", &Draft::lines,
                 {.label = msg::lines, .need = Need::optional, .most = kCells,
                  .about = "by row and column: \"1.item\" (id), \"1.title\", \"1.unit\", \"1.count\", \"1.price\" (đồng), "
                           "\"1.discount\" (per cent)"}),
      input::line("delivery", &Draft::delivery,
                  {.label = msg::delivery, .hint = msg::delivery_hint, .need = Need::optional, .most = kMoney, .about = "đồng"}),
      input::date("ready", &Draft::ready, {.label = msg::ready, .need = Need::optional}),
      input::paragraph("box", &Draft::box, {.label = msg::box, .hint = msg::box_hint, .need = Need::optional, .most = kWords}),
      input::line("vat", &Draft::vat, {.label = msg::vat, .hint = msg::vat_hint, .need = Need::optional}),
      input::paragraph("terms", &Draft::terms, {.label = msg::terms, .hint = msg::terms_hint, .need = Need::optional, .most = kWords}),
      input::date("valid_until", &Draft::valid_until,
                  {.label = msg::valid_until, .need = Need::optional, .about = "the last day; absent = in 14 days"}),
      input::line("seller_tax", &Draft::seller_tax, {.label = msg::seller_tax, .need = Need::optional, .most = kTaxCode}),
      input::line("seller_phone", &Draft::seller_phone, {.label = msg::seller_phone, .need = Need::optional, .most = kPhone}),
      input::line("seller_address", &Draft::seller_address, {.label = msg::seller_address, .need = Need::optional})};
  return fields;
}

const input::Declaration<Move>& makers_move() {
  static const input::Declaration<Move> fields{
      input::version(&Move::version),
      input::line("reason", &Move::reason, {.label = msg::reason, .hint = msg::reason_hint, .need = Need::optional, .most = kReason})};
  return fields;
}

const input::Declaration<MakersMove>& makers_step() {
  static const input::Declaration<MakersMove> fields(
      draft_fields(), {input::choice("step", &MakersMove::step, kMakersSteps, {.missing = msg::step_not_now}),
                       input::line("reason", &MakersMove::reason, {.label = msg::reason, .need = Need::optional, .most = kReason})});
  return fields;
}

const input::Declaration<BuyersMove>& buyers_move() {
  static const input::Declaration<Move> step{
      input::version(&Move::version), input::choice("step", &Move::step, kBuyersSteps, {.missing = msg::step_not_now}),
      input::line("reason", &Move::reason, {.label = msg::reason, .hint = msg::reason_hint, .need = Need::optional, .most = kReason})};
  static const input::Declaration<BuyersMove> fields(step,
                                                     {input::secret("key", &BuyersMove::key, {.need = Need::optional, .most = kKey})});
  return fields;
}

const input::Declaration<Key>& key_fields() {
  static const input::Declaration<Key> fields{input::secret("key", &Key::key, {.need = Need::optional, .most = kKey})};
  return fields;
}

const input::Declaration<PaperOf>& paper_fields() {
  constexpr std::int64_t kMostOffers = 1'000;
  static const input::Declaration<PaperOf> fields{
      input::secret("key", &PaperOf::key, {.need = Need::optional, .most = kKey}),
      input::integer("offer", &PaperOf::offer, {.need = Need::optional, .least = 1, .most = kMostOffers, .about = "absent = the newest"})};
  return fields;
}

}  // namespace ocop::quotations
