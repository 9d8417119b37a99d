#include <array>

#include "kernel/web/parts.h"

// How a state looks: a tone, a shape and a word together, never a colour alone.
namespace ocop::web {
namespace {
constexpr int kStarStep = 27;   // 24 wide, 3 apart
constexpr std::size_t kTones = static_cast<std::size_t>(Tone::none) + 1;

Markup css_class(Tone tone) {
  switch (tone) {
    case Tone::good: return "good"_h;
    case Tone::soon: return "soon"_h;
    case Tone::noted: return "noted"_h;
    case Tone::ended: return "ended"_h;
    case Tone::bad: return "bad"_h;
    case Tone::unknown: return "unknown"_h;
    case Tone::none: return "none"_h;
  }
  return "none"_h;
}

// A row of five up to the text: the outline is drawn once a page (star_symbol), 250 stars of a table would otherwise be half of its bytes.
std::string row_of(int shown, Tone tone) {
  Html out(Language::vi, 512);
  out << "<span class=\"stars "_h << css_class(tone)
      << "\"><svg viewBox=\"0 0 132 24\" width=\"132\" height=\"24\" aria-hidden=\"true\" focusable=\"false\">"_h;
  for (int i = 0; i < kMostStars; ++i) {
    out << (i < shown ? "<use class=\"lit\" href=\"#star\""_h : "<use href=\"#star\""_h);
    if (i > 0) out << " x=\""_h << i * kStarStep << "\""_h;
    out << "/>"_h;
  }
  if (tone == Tone::bad && shown > 0) out << "<path class=\"struck\" d=\"M0 12h132\"/>"_h;
  out << "</svg> <span class=\"stars-text\">"_h;
  return out.take();
}

using Rows = std::array<std::array<std::string, kMostStars + 1>, kTones>;
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

void badge(Html& out, const Look& look, const Message& word) {
  out << "<span class=\"badge "_h << css_class(look.tone) << "\">"_h;
  icon(out, look.shape);
  out << "<span>"_h << word << "</span></span>"_h;
}

void open_verdict(Html& out, Tone tone) { out << "<div class=\"verdict-box "_h << css_class(tone) << "\">"_h; }
void close_verdict(Html& out) { out << "</div>"_h; }

void open_stars(Html& out, int lit, Tone tone) {
  // Drawn once: the same in every language, and a table shows it a hundred times.
  static const Rows kRows = [] {
    Rows made;
    for (std::size_t one = 0; one < kTones; ++one)
      for (int shown = 0; shown <= kMostStars; ++shown) made[one][static_cast<std::size_t>(shown)] = row_of(shown, static_cast<Tone>(one));
    return made;
  }();
  const int shown = lit < 0 ? 0 : lit > kMostStars ? kMostStars : lit;
  out.raw_trusted(kRows[static_cast<std::size_t>(tone)][static_cast<std::size_t>(shown)]);
}
void close_stars(Html& out) { out << "</span></span>"_h; }

}  // namespace ocop::web
