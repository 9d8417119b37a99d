#include "modules/products/share.h"

#include <algorithm>

#include "kernel/http/answer.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/motif.h"
#include "kernel/web/page.h"
#include "modules/marks/marks.h"
#include "modules/products/messages.h"

namespace ocop::products {
namespace {

using print::Face;
using print::PngPicture;
using print::TextStyle;
using print::Weight;

// Colours of the design system (web/styles/tokens.css, light).
constexpr unsigned kPaper = 0xfbf8f1, kInk = 0x231c16, kInkSoft = 0x584c40, kLacquer = 0x9f1d1f;

constexpr double kMargin = 18;
// Where things stand, in millimetres (4 pixels); texts in points.
struct Layout {
  print::Paper paper;
  double band, name_height, name_points, who_points, who_height, standing_top, standing_points, foot_top, foot_points, code_side;
  double inner() const { return paper.width - 2 * kMargin; }
};
constexpr Layout kWide{print::kSharePicture, 14, 60, 72, 34, 34, 112, 34, 137, 24, 0};
constexpr Layout kSquare{print::kSquarePicture, 18, 88, 92, 40, 46, 170, 36, 236, 26, 62};
const Layout& layout_of(Shape shape) { return shape == Shape::square ? kSquare : kWide; }

bool counts(Validity validity) { return validity == Validity::valid || validity == Validity::renewal_window; }

// What is said of the standing today: the star and the sentence that belongs to it; stars alone are never shown.
struct Said {
  std::optional<int> stars;   // none: it does not count
  std::string sentence;
};
Said say(const ShareFacts& facts, Date today, Language language) {
  const Validity now = validity(facts.standing, today);
  if (!counts(now)) return {std::nullopt, std::string(translate(marks::word(now), language))};
  if (!facts.standing.valid_until) return {facts.standing.stars, std::string(translate(marks::word(now), language))};
  return {facts.standing.stars, format(msg::share_valid_until, language, {facts.standing.valid_until->show(language)})};
}

void standing(PngPicture& picture, const Layout& at, const Said& said) {
  double left = kMargin, top = at.standing_top;
  constexpr double kRadius = 7.5, kStep = 18, kRow = web::kMostStars * kStep + 6;
  if (said.stars) {
    marks::row_of_stars(picture, {left + kRadius, top + kRadius}, kRadius, kStep, *said.stars);
    if (at.code_side > 0) top += 2 * kRadius + 5;   // the sentence below them: the code stands at the right
    else left += kRow;
  }
  const double right = kMargin + (at.code_side > 0 ? at.code_side + 6 : 0);
  picture.text({left, top + 1, at.paper.width - right - left, at.code_side > 0 ? 34.0 : 16.0},
               {Face::sans, Weight::bold, at.standing_points, print::colour(said.stars ? kLacquer : kInkSoft)}, said.sentence);
}

}  // namespace

Result<std::string> share_picture(const ShareFacts& facts, Date today, Language language, const print::PdfFonts& fonts) {
  const Layout& at = layout_of(facts.shape);
  OCOP_TRY(picture, PngPicture::open(fonts, at.paper));
  picture.rectangle({0, 0, at.paper.width, at.paper.height}, print::colour(kPaper));
  marks::woven_band(picture, {0, 0, at.paper.width, at.band}, facts.group);
  double top = at.band + 12;
  const TextStyle name{Face::serif, Weight::bold, at.name_points, print::colour(kInk)};
  top += picture.text({kMargin, top, at.inner(), at.name_height}, name, facts.name) + 5;
  const std::string who = facts.maker.empty() ? facts.place : facts.maker + "\n" + facts.place;
  picture.text({kMargin, top, at.inner(), at.who_height}, {Face::sans, Weight::regular, at.who_points, print::colour(kInkSoft)}, who);
  standing(picture, at, say(facts, today, language));
  if (at.code_side > 0) {
    OCOP_TRY(code, print::qr(facts.address));
    picture.qr(code, {at.paper.width - kMargin - at.code_side, at.standing_top - 4}, at.code_side, print::colour(kInk));
    marks::woven_band(picture, {0, at.paper.height - at.band, at.paper.width, at.band}, facts.group);
  }
  picture.text({kMargin, at.foot_top, at.inner(), 12}, {Face::sans, Weight::regular, at.foot_points, print::colour(kInkSoft)},
               "OCOP · " + facts.site);
  return picture.finish();
}

std::string share_etag(const ShareFacts& facts, Date today, Language language) {
  constexpr std::string_view kDrawing = "2";   // raised whenever the same facts are drawn otherwise: colours, places, fonts
  const Said said = say(facts, today, language);
  const std::string stars = said.stars ? std::to_string(*said.stars) : "";
  const std::string_view shape = facts.shape == Shape::square ? "square" : "wide";
  std::string all;
  for (const std::string_view part : {kDrawing, std::string_view(facts.name), std::string_view(facts.maker), std::string_view(facts.place),
                                      std::string_view(facts.group), std::string_view(stars), std::string_view(said.sentence),
                                      std::string_view(facts.site), shape, std::string_view(facts.address)})
    all += std::to_string(part.size()) + ":" + std::string(part);   // so that no two lists of parts are one text
  return http::etag_of(all);
}

Result<std::string> SharePictures::show(const ShareFacts& facts, Date today, Language language) {
  const std::string etag = share_etag(facts, today, language);
  if (auto kept = find(etag)) return std::move(*kept);
  OCOP_TRY(png, share_picture(facts, today, language, fonts_));   // two who ask at once both draw: nobody waits for another
  const std::lock_guard lock(mutex_);
  ++drawn_;
  kept_.emplace_front(etag, png);
  if (kept_.size() > most_kept_) kept_.pop_back();
  return std::move(png);
}

std::optional<std::string> SharePictures::find(const std::string& etag) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(kept_, etag, &Kept::first);
  if (found == kept_.end()) return std::nullopt;
  kept_.splice(kept_.begin(), kept_, found);
  return found->second;
}

std::uint64_t SharePictures::drawn() const {
  const std::lock_guard lock(mutex_);
  return drawn_;
}

}  // namespace ocop::products
