#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/time.h"

namespace ocop::web {
class Html;
struct Motif;
}
namespace ocop::print {
class Canvas;
struct Box;
struct Colour;
struct Point;
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
  extended,         // past its 36 months, and a renewal that was filed before their end waits for its result (article 12.3)
};
// Whether the star may be said today as one that this program's log proves.
constexpr bool is_in_force(Validity validity) {
  return validity == Validity::valid || validity == Validity::renewal_window || validity == Validity::extended;
}
// Article 12.3 of Decision 26/2026: a certificate whose renewal came late goes on until the result, not more than 180 days after its end.
inline constexpr int kExtendedDays = 180;
// What stands after "until": the day, or in the time of article 12.3 that it holds until the result and how long at most. `valid_until` is
// the last day as printed.
std::string until_words(Validity validity, Date valid_until, Language language);
const Message& word(Validity validity);                        // "Còn hiệu lực"
const Message& word_in_sentence(Validity validity);            // "4 sao, hết hiệu lực"
// Validity is a word, a shape and a colour, never colour alone.
void validity_badge(web::Html& out, Validity validity);
// One to five stars (Decision 26/2026, article 4) with text: "4 sao, còn hiệu lực đến 12/03/2028". `valid_until` is the last
// day as printed.
void stars(web::Html& out, int stars, Validity validity, std::optional<Date> valid_until);
// What points give, of which nobody has decided: "4 sao", "Chưa có hạng sao", and no word of recognition.
void stars_of_points(web::Html& out, int stars);
// The first thing that a scan shows: a ground in the state's colour with its badge; the sentence and the stars come inside.
void open_verdict(web::Html& out, Validity validity);
void close_verdict(web::Html& out);

// The stars that words claim, in their order: "OCOP 4 sao", "4 sao OCOP", "OCOP 4★", "★★★★", "đạt bốn sao", "4-star". What a maker typed
// does not make a star that does not hold. A number that is spelled needs words round it that speak of a rank, because Ba Sao is a commune:
// "gạo nếp xã Ba Sao", "HTX Năm Sao" claim nothing. `names`: of the maker and its place; where the text says them it claims nothing.
std::vector<int> claimed_stars(std::string_view text, std::span<const std::string_view> names = {});

// ---- on paper and pictures, in the colours of the design system (web/styles/tokens.css, light)
// The woven band of a group across the box; a hair wider than high, so that whole figures fill it.
void woven_band(print::Canvas& canvas, const print::Box& box, std::string_view group);
// A row of five from the left of their first, `count` of them lit in lacquer red. Whoever draws it says in words how they stand.
void row_of_stars(print::Canvas& canvas, const print::Point& middle_of_first, double radius, double step, int count);

const web::Motif& motif_of_group(std::string_view group);      // "I".."VI"; else the common one
// The drawing of one product: by words of its name where the group says only "food" or nothing, else by its product set ("QD26-04"). A
// picture, never a classification.
const web::Motif& motif_of_product(std::string_view group, std::string_view name, std::string_view product_set);

}  // namespace ocop::marks
