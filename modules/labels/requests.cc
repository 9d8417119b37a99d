#include "modules/labels/requests.h"

#include "modules/labels/messages.h"

namespace ocop::labels {

using input::Need;

const input::Declaration<LabelInput>& label_input() {
  static const input::Declaration<LabelInput> fields{
      input::choice("stock", &LabelInput::stock, kStocks, {.label = msg::field_stock, .need = Need::optional}),
      input::choice("format", &LabelInput::format, kFormats, {.label = msg::field_format, .need = Need::optional}),
      input::integer("count", &LabelInput::count, {.label = msg::field_count, .need = Need::optional, .least = 1, .most = kMostLabels}),
      input::integer("first", &LabelInput::first,
                     {.label = msg::field_first, .hint = msg::field_first_hint, .need = Need::optional, .least = 1, .most = kMostPlaces}),
      input::line("weight", &LabelInput::weight,
                  {.label = msg::field_weight, .hint = msg::field_weight_hint, .need = Need::optional, .most = kMostWeight}),
      input::line("lot", &LabelInput::lot,
                  {.label = msg::field_lot, .hint = msg::field_lot_hint, .need = Need::optional, .most = kMostLot}),
      input::date("made", &LabelInput::made, {.label = msg::field_made, .need = Need::optional}),
      input::date("expires", &LabelInput::expires, {.label = msg::field_expires, .need = Need::optional}),
      input::line("price", &LabelInput::price, {.label = msg::field_price, .need = Need::optional, .most = kMostPrice}),
      input::choice("extra", &LabelInput::extra, kExtras,
                    {.label = msg::field_extra, .hint = msg::field_extra_hint, .need = Need::optional}),
      input::boolean("stars", &LabelInput::stars, {.label = msg::field_stars, .need = Need::optional})};
  return fields;
}

const input::Declaration<CheckInput>& check_input() {
  constexpr std::int64_t kWords = 4'000;   // four times what the fullest label holds
  static const input::Declaration<CheckInput> fields{
      input::paragraph("words", &CheckInput::words, {.label = msg::check_words, .missing = msg::check_words_missing, .most = kWords})};
  return fields;
}

}  // namespace ocop::labels
