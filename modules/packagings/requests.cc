#include "modules/packagings/requests.h"

#include "modules/packagings/messages.h"
#include "modules/packagings/rules.h"

namespace ocop::packagings {
namespace {

using input::Need;

constexpr std::int64_t kMostItems = 50;   // of a product (modules/items)

input::Options photo(const Message& label, const Message& hint) {
  return {.label = label, .hint = hint, .need = Need::optional, .most = images::kPictureLimit};
}
input::Options optional(const Message& label, std::int64_t most, const Message& hint = {}) {
  return {.label = label, .hint = hint, .need = Need::optional, .most = most};
}

std::vector<input::Member<Draft>> draft_fields() {
  return {input::file("front", &Draft::front, photo(msg::front, msg::front_hint)),
          input::file("back", &Draft::back, photo(msg::back, msg::back_hint)),
          input::paragraph("change", &Draft::change, optional(msg::change, rules::kWordsLimit, msg::change_hint)),
          input::paragraph("change_en", &Draft::change_en, optional(msg::change_en, rules::kWordsLimit)),
          input::line("designer", &Draft::designer, optional(msg::designer, rules::kNameLimit, msg::designer_hint)),
          input::ids("items", &Draft::items, optional(msg::items, kMostItems, msg::items_hint)),
          input::paragraph("label", &Draft::label, optional(msg::label_words, rules::kLabelLimit, msg::label_words_hint))};
}

input::Declaration<Draft> declared(std::vector<input::Member<Draft>> members) {
  return input::Declaration<Draft>(std::vector<input::Slot>(members.begin(), members.end()));
}

}  // namespace

const input::Declaration<Draft>& new_packaging() {
  static const input::Declaration<Draft> fields = declared(draft_fields());
  return fields;
}

const input::Declaration<Draft>& changed_packaging() {
  static const input::Declaration<Draft> fields = [] {
    auto all = draft_fields();
    all.insert(all.begin(), input::version(&Draft::version));
    return declared(std::move(all));
  }();
  return fields;
}

const input::Declaration<Period>& period() {
  static const input::Declaration<Period> fields{
      input::version(&Period::version),
      input::date("since", &Period::since, {.label = msg::since, .hint = msg::since_hint, .missing = msg::since_is_missing}),
      input::date("until", &Period::until, {.label = msg::until, .hint = msg::until_hint, .need = Need::optional})};
  return fields;
}

const input::Declaration<Ending>& ending() {
  static const input::Declaration<Ending> fields{
      input::version(&Ending::version),
      input::date("until", &Ending::until, {.label = msg::last_day, .hint = msg::last_day_hint, .missing = msg::last_day_is_missing})};
  return fields;
}

const input::Declaration<LotWords>& lot_words() {
  static const input::Declaration<LotWords> fields{input::paragraph(
      "lots", &LotWords::lots, {.label = msg::lots, .hint = msg::lots_hint, .missing = msg::no_new_lot, .most = rules::kLotsLimit})};
  return fields;
}

const input::Declaration<NoteWords>& note_words() {
  static const input::Declaration<NoteWords> fields{
      input::paragraph("words", &NoteWords::words,
                       {.label = msg::note, .hint = msg::note_hint, .missing = msg::note_is_missing, .most = rules::kWordsLimit}),
      input::paragraph("words_en", &NoteWords::words_en, optional(msg::note_en, rules::kWordsLimit))};
  return fields;
}

}  // namespace ocop::packagings
