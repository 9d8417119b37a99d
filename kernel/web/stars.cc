#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"
#include "kernel/web/parts.h"

namespace ocop::web {
namespace {
constexpr int kMostStars = 5;   // Decision 26/2026, article 4: one to five

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

// "4 sao, còn hiệu lực đến 12/03/2028"
std::string sentence_of(int stars, Validity validity, std::optional<Date> until, Language language) {
  if (stars == 0) {
    std::string words(translate(msg::stars_none, language));
    return validity == Validity::none ? words : format(msg::stars_with_word, language, {words, translate(validity_word(validity),
        language)});
  }
  const std::string count = ocop::count(msg::stars_one, msg::stars_text, stars, language);
  if (until) {
    const std::string day = until->show(language);
    switch (validity) {
      case Validity::valid:
      case Validity::renewal_window: return format(msg::stars_until_valid, language, {count, day});
      case Validity::reported: return format(msg::stars_until_reported, language, {count, day});
      case Validity::lapsed: return format(msg::stars_until_lapsed, language, {count, day});
      default: break;
    }
  }
  return format(msg::stars_with_word, language, {count, translate(validity_in_sentence(validity), language)});
}
}  // namespace

std::string_view star_path() {
  // Five points at radius 11, the hollows at 0.45 of it, the outer corners softened by the stroke's round joins.
  return "M12 1 14.91 8 22.46 8.6 16.71 13.53 18.47 20.9 12 16.95 5.53 20.9 7.29 13.53 1.54 8.6 9.09 8z";
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
  out << "<span class=\"validity "_h << css_class(validity) << "\">"_h;
  icon(out, shape(validity));
  out << "<span>"_h << validity_word(validity) << "</span></span>"_h;
}

void stars(Html& out, int stars, Validity validity, std::optional<Date> valid_until) {
  const int shown = stars < 0 ? 0 : stars > kMostStars ? kMostStars : stars;
  out << "<span class=\"stars "_h << css_class(validity)
      << "\"><svg viewBox=\"0 0 132 24\" width=\"132\" height=\"24\" aria-hidden=\"true\" focusable=\"false\">"_h;
  for (int i = 0; i < kMostStars; ++i) {
    out << "<path"_h << when(i < shown, " class=\"lit\""_h) << " transform=\"translate("_h << i * 27 << ")\" d=\""_h << star_path()
        << "\"/>"_h;
  }
  if (validity == Validity::withdrawn && shown > 0) out << "<path class=\"struck\" d=\"M0 12h132\"/>"_h;
  out << "</svg> <span class=\"stars-text\">"_h << sentence_of(shown, validity, valid_until, out.language()) << "</span></span>"_h;
}

}  // namespace ocop::web
