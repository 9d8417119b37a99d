#include "modules/marks/marks.h"

#include "kernel/i18n/translate.h"
#include "kernel/web/page.h"
#include "modules/marks/messages.h"

namespace ocop::marks {
namespace {

using web::Html;
using web::operator""_h;
using web::Icon;
using web::Tone;

// Each state has its own shape: a tick in a disc, a clock, a paper, an empty disc with a bar, an octagon with a cross, a broken ring,
// work under way.
web::Look look(Validity validity) {
  switch (validity) {
    case Validity::valid: return {Tone::good, Icon::check};
    case Validity::renewal_window: return {Tone::soon, Icon::clock};
    case Validity::reported: return {Tone::noted, Icon::paper};
    case Validity::lapsed: return {Tone::ended, Icon::ended};
    case Validity::withdrawn: return {Tone::bad, Icon::cross};
    case Validity::not_verified: return {Tone::unknown, Icon::question};
    case Validity::none: return {Tone::none, Icon::ring};
    case Validity::extended: return {Tone::soon, Icon::work};
  }
  return {};
}

// What stands for {1} of "{0}, còn hiệu lực đến {1}"; null when the state has no sentence with a day.
const Message* sentence_with_day(Validity validity) {
  switch (validity) {
    case Validity::valid:
    case Validity::renewal_window:
    case Validity::extended: return &msg::stars_until_valid;
    case Validity::reported: return &msg::stars_until_reported;
    case Validity::lapsed: return &msg::stars_until_lapsed;
    default: return nullptr;
  }
}

void sentence(Html& out, int stars, Validity validity, std::optional<Date> until) {
  const Language language = out.language();
  if (stars == 0) {
    out << msg::stars_none;
    if (validity != Validity::none) out << ", "_h << word_in_sentence(validity);
    return;
  }
  const std::string number = std::to_string(stars);
  const std::string count = format(stars == 1 ? msg::stars_one : msg::stars_text, language, {number});
  if (const Message* with_day = sentence_with_day(validity); with_day && until) {
    out.write(*with_day, {count, until_words(validity, *until, language)});
  } else {
    out << count << ", "_h << word_in_sentence(validity);
  }
}

}  // namespace

std::string until_words(Validity validity, Date valid_until, Language language) {
  if (validity != Validity::extended) return valid_until.show(language);
  return format(msg::until_result, language, {valid_until.plus_days(kExtendedDays).show(language)});
}

const Message& word(Validity validity) {
  switch (validity) {
    case Validity::valid: return msg::validity_valid;
    case Validity::renewal_window: return msg::validity_renewal_window;
    case Validity::reported: return msg::validity_reported;
    case Validity::lapsed: return msg::validity_lapsed;
    case Validity::withdrawn: return msg::validity_withdrawn;
    case Validity::not_verified: return msg::validity_not_verified;
    case Validity::none: return msg::validity_none;
    case Validity::extended: return msg::validity_extended;
  }
  return msg::validity_none;
}

const Message& word_in_sentence(Validity validity) {
  switch (validity) {
    case Validity::valid: return msg::inside_valid;
    case Validity::renewal_window: return msg::inside_renewal_window;
    case Validity::reported: return msg::inside_reported;
    case Validity::lapsed: return msg::inside_lapsed;
    case Validity::withdrawn: return msg::inside_withdrawn;
    case Validity::not_verified: return msg::inside_not_verified;
    case Validity::none: return msg::inside_none;
    case Validity::extended: return msg::inside_extended;
  }
  return msg::inside_none;
}

void validity_badge(Html& out, Validity validity) { web::badge(out, look(validity), word(validity)); }

void stars_of_points(Html& out, int stars) {
  web::open_stars(out, stars, Tone::none);
  if (stars == 0) out << msg::stars_none;
  else out << format(stars == 1 ? msg::stars_one : msg::stars_text, out.language(), {std::to_string(stars)});
  web::close_stars(out);
}

void stars(Html& out, int stars, Validity validity, std::optional<Date> valid_until) {
  const int shown = stars < 0 ? 0 : stars > web::kMostStars ? web::kMostStars : stars;
  web::open_stars(out, shown, look(validity).tone);
  sentence(out, shown, validity, valid_until);
  web::close_stars(out);
}

void open_verdict(Html& out, Validity validity) {
  web::open_verdict(out, look(validity).tone);
  validity_badge(out, validity);
}
void close_verdict(Html& out) { web::close_verdict(out); }

}  // namespace ocop::marks
