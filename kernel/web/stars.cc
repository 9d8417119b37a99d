#include <array>

#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"
#include "kernel/web/parts.h"

namespace ocop::web {
namespace {
constexpr int kMostStars = 5;   // Decision 26/2026, article 4: one to five
constexpr int kStarStep = 27;   // 24 wide, 3 apart
constexpr std::size_t kValidities = static_cast<std::size_t>(Validity::none) + 1;

Markup css_class(Validity validity) {
  switch (validity) {
    case Validity::valid: return "valid"_h;
    case Validity::renewal_window: return "renewal"_h;
    case Validity::reported: return "reported"_h;
    case Validity::lapsed: return "lapsed"_h;
    case Validity::withdrawn: return "withdrawn"_h;
    case Validity::not_verified: return "unverified"_h;
    case Validity::none: return "none"_h;
  }
  return "none"_h;
}

// Each state has its own shape: a tick in a disc, a clock, a paper, an empty disc with a bar, an octagon with a cross, a broken ring.
Icon shape(Validity validity) {
  switch (validity) {
    case Validity::valid: return Icon::check;
    case Validity::renewal_window: return Icon::clock;
    case Validity::reported: return Icon::paper;
    case Validity::lapsed: return Icon::ended;
    case Validity::withdrawn: return Icon::cross;
    case Validity::not_verified: return Icon::question;
    case Validity::none: return Icon::ring;
  }
  return Icon::ring;
}

// What stands for {1} of "{0}, còn hiệu lực đến {1}"; null when the state has no sentence with a day.
const Message* sentence_with_day(Validity validity) {
  switch (validity) {
    case Validity::valid:
    case Validity::renewal_window: return &msg::stars_until_valid;
    case Validity::reported: return &msg::stars_until_reported;
    case Validity::lapsed: return &msg::stars_until_lapsed;
    default: return nullptr;
  }
}

// "4 sao, còn hiệu lực đến 12/03/2028"
void sentence(Html& out, int stars, Validity validity, std::optional<Date> until) {
  const Language language = out.language();
  if (stars == 0) {
    out << msg::stars_none;
    if (validity != Validity::none) out << ", "_h << validity_in_sentence(validity);
    return;
  }
  const std::string number = std::to_string(stars);
  const std::string count = format(stars == 1 ? msg::stars_one : msg::stars_text, language, {number});
  if (const Message* with_day = sentence_with_day(validity); with_day && until) {
    out.write(*with_day, {count, until->show(language)});
  } else {
    out << count << ", "_h << validity_in_sentence(validity);
  }
}

// A row of five up to the text: the outline is drawn once a page (star_symbol), 250 stars of a table would otherwise be half of its bytes.
std::string row_of(int shown, Validity validity) {
  Html out(Language::vi, 512);
  out << "<span class=\"stars "_h << css_class(validity)
      << "\"><svg viewBox=\"0 0 132 24\" width=\"132\" height=\"24\" aria-hidden=\"true\" focusable=\"false\">"_h;
  for (int i = 0; i < kMostStars; ++i) {
    out << (i < shown ? "<use class=\"lit\" href=\"#star\""_h : "<use href=\"#star\""_h);
    if (i > 0) out << " x=\""_h << i * kStarStep << "\""_h;
    out << "/>"_h;
  }
  if (validity == Validity::withdrawn && shown > 0) out << "<path class=\"struck\" d=\"M0 12h132\"/>"_h;
  out << "</svg> <span class=\"stars-text\">"_h;
  return out.take();
}

std::string badge_of(Validity validity) {
  Html out(Language::vi, 512);
  out << "<span class=\"validity "_h << css_class(validity) << "\">"_h;
  icon(out, shape(validity));
  out << "<span>"_h;
  return out.take();
}

// What of the two components is the same in every language: drawn once, a table shows it a hundred times.
struct Drawings {
  std::array<std::array<std::string, kMostStars + 1>, kValidities> rows;
  std::array<std::string, kValidities> badges;
};
const Drawings& drawings() {
  static const Drawings kDrawings = [] {
    Drawings made;
    for (std::size_t state = 0; state < kValidities; ++state) {
      const auto validity = static_cast<Validity>(state);
      made.badges[state] = badge_of(validity);
      for (int shown = 0; shown <= kMostStars; ++shown) made.rows[state][static_cast<std::size_t>(shown)] = row_of(shown, validity);
    }
    return made;
  }();
  return kDrawings;
}
}  // namespace

Markup star_path() {
  // Five points at radius 11, the hollows at 0.45 of it; the outer corners are softened by the stroke's round joins.
  return "M12 1 14.91 8 22.46 8.6 16.71 13.53 18.47 20.9 12 16.95 5.53 20.9 7.29 13.53 1.54 8.6 9.09 8z"_h;
}

void star_symbol(Html& out) {
  out << "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\">"
         "<symbol id=\"star\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" overflow=\"visible\"><path d=\""_h
      << star_path() << "\"/></symbol></svg>"_h;
}

const Message& validity_word(Validity validity) {
  switch (validity) {
    case Validity::valid: return msg::validity_valid;
    case Validity::renewal_window: return msg::validity_renewal_window;
    case Validity::reported: return msg::validity_reported;
    case Validity::lapsed: return msg::validity_lapsed;
    case Validity::withdrawn: return msg::validity_withdrawn;
    case Validity::not_verified: return msg::validity_not_verified;
    case Validity::none: return msg::validity_none;
  }
  return msg::validity_none;
}

const Message& validity_in_sentence(Validity validity) {
  switch (validity) {
    case Validity::valid: return msg::inside_valid;
    case Validity::renewal_window: return msg::inside_renewal_window;
    case Validity::reported: return msg::inside_reported;
    case Validity::lapsed: return msg::inside_lapsed;
    case Validity::withdrawn: return msg::inside_withdrawn;
    case Validity::not_verified: return msg::inside_not_verified;
    case Validity::none: return msg::inside_none;
  }
  return msg::inside_none;
}

void validity_badge(Html& out, Validity validity) {
  out.raw_trusted(drawings().badges[static_cast<std::size_t>(validity)]) << validity_word(validity) << "</span></span>"_h;
}

void open_verdict(Html& out, Validity validity) {
  out << "<div class=\"verdict-box "_h << css_class(validity) << "\">"_h;
  validity_badge(out, validity);
}
void close_verdict(Html& out) { out << "</div>"_h; }

void stars(Html& out, int stars, Validity validity, std::optional<Date> valid_until) {
  const int shown = stars < 0 ? 0 : stars > kMostStars ? kMostStars : stars;
  out.raw_trusted(drawings().rows[static_cast<std::size_t>(validity)][static_cast<std::size_t>(shown)]);
  sentence(out, shown, validity, valid_until);
  out << "</span></span>"_h;
}

}  // namespace ocop::web
