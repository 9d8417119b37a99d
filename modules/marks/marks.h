#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "kernel/base/message.h"
#include "kernel/base/time.h"

namespace ocop::web {
class Html;
struct Motif;
}

// Port of the module: the marks of the programme, as a reader meets them on every page and on paper: stars, how they stand, and the drawing
// that stands where a product has no photo.
namespace ocop::marks {

// How a star stands today. Computed from the standing and the day (products::validity), never stored.
enum class Validity : std::uint8_t {
  valid,            // an Ocop certificate, in its term, not withdrawn
  renewal_window,   // valid, and the end is within 180 days (article 7.6)
  reported,         // imported: a printed decision with a date, in its 36 months; not checked against the original
  lapsed,           // past its 36 months (article 4.3)
  withdrawn,        // article 8
  not_verified,     // imported without decision or date, a council's result, an unofficial list
  none,             // never recognised
};
const Message& word(Validity validity);                        // "Còn hiệu lực"
const Message& word_in_sentence(Validity validity);            // "4 sao, hết hiệu lực"
// Validity is a word, a shape and a colour, never colour alone.
void validity_badge(web::Html& out, Validity validity);
// One to five stars (Decision 26/2026, article 4) with text: "4 sao, còn hiệu lực đến 12/03/2028".
void stars(web::Html& out, int stars, Validity validity, std::optional<Date> valid_until);
// What points give, of which nobody has decided: "4 sao", "Chưa có hạng sao", and no word of recognition.
void stars_of_points(web::Html& out, int stars);
// The first thing that a scan shows: a ground in the state's colour with its badge; the sentence and the stars come inside.
void open_verdict(web::Html& out, Validity validity);
void close_verdict(web::Html& out);

const web::Motif& motif_of_group(std::string_view group);      // "I".."VI"; else the common one
// The drawing of one product: by words of its name where the group says only "food" or nothing, else by its product set ("QD26-04"). A
// picture, never a classification.
const web::Motif& motif_of_product(std::string_view group, std::string_view name, std::string_view product_set);

}  // namespace ocop::marks
