#include "modules/products/photo_requests.h"

#include "modules/products/messages.h"

namespace ocop::products {
namespace {

using input::Need;

constexpr std::int64_t kAltCharacters = 200;      // a screen reader says them in fifteen seconds
constexpr std::int64_t kCreditCharacters = 100;   // a name and a year

}  // namespace

std::string_view name(PhotoStep step) { return step == PhotoStep::earlier ? "earlier" : "later"; }

const input::Declaration<NewPhoto>& new_photo() {
  static const input::Declaration<NewPhoto> fields{
      input::file(
          "file", &NewPhoto::file,
          {.label = msg::photo_file, .hint = msg::photo_file_hint, .missing = msg::photo_file_missing, .most = images::kPictureLimit}),
      input::line("alt", &NewPhoto::alt,
                  {.label = msg::photo_alt, .hint = msg::photo_alt_hint, .missing = msg::photo_alt_missing, .most = kAltCharacters}),
      input::line("alt_en", &NewPhoto::alt_en, {.label = msg::photo_alt_en, .need = Need::optional, .most = kAltCharacters}),
      input::line("credit", &NewPhoto::credit,
                  {.label = msg::photo_credit, .hint = msg::photo_credit_hint, .need = Need::optional, .most = kCreditCharacters})};
  return fields;
}

const input::Declaration<PhotoWords>& photo_words() {
  static const input::Declaration<PhotoWords> fields{
      input::version(&PhotoWords::version),
      input::line("alt", &PhotoWords::alt,
                  {.label = msg::photo_alt, .hint = msg::photo_alt_hint, .missing = msg::photo_alt_missing, .most = kAltCharacters}),
      input::line("alt_en", &PhotoWords::alt_en, {.label = msg::photo_alt_en, .need = Need::optional, .most = kAltCharacters}),
      input::line("credit", &PhotoWords::credit,
                  {.label = msg::photo_credit, .hint = msg::photo_credit_hint, .need = Need::optional, .most = kCreditCharacters})};
  return fields;
}

const input::Declaration<PhotoMove>& photo_move() {
  static const input::Declaration<PhotoMove> fields{input::choice("to", &PhotoMove::to, kPhotoSteps)};
  return fields;
}

}  // namespace ocop::products
