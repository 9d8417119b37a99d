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
  print::Box photo{0, 0, 0, 0};   // no width: without one
  bool sentence_below() const { return code_side > 0 || photo.width > 0; }   // what stands at the right leaves no place beside the stars
  bool photo_above() const { return photo.width == paper.width; }
  double inner() const { return paper.width - 2 * kMargin - (photo_above() ? 0 : photo.width); }
  double top() const { return photo_above() ? photo.y + photo.height + 8 : band + 12; }
};
constexpr Layout kWide{print::kSharePicture, 14, 60, 72, 34, 34, 112, 34, 137, 24, 0};
constexpr Layout kSquare{print::kSquarePicture, 18, 88, 92, 40, 46, 170, 36, 236, 26, 62};
constexpr Layout kWidePhoto{print::kSharePicture, 14, 44, 50, 28, 24, 105, 28, 141, 22, 0, {184, 14, 116, 143.5}};
constexpr Layout kSquarePhoto{print::kSquarePicture, 18, 40, 64, 24, 36, 200, 32, 238, 24, 44, {0, 18, 270, 112}};
const Layout& layout_of(Shape shape, const std::optional<images::Pixels>& photo) {
  if (photo) return shape == Shape::square ? kSquarePhoto : kWidePhoto;
  return shape == Shape::square ? kSquare : kWide;
}

// What is said of the standing today: the star and the sentence that belongs to it; stars alone are never shown.
struct Said {
  std::optional<int> stars;   // none: it does not count
  std::string sentence;
};
Said say(const ShareFacts& facts, Date today, Language language) {
  const Validity now = validity(facts.standing, today);
  if (!marks::is_in_force(now)) return {std::nullopt, std::string(translate(marks::word(now), language))};
  if (!facts.standing.valid_until) return {facts.standing.stars, std::string(translate(marks::word(now), language))};
  return {facts.standing.stars, format(msg::share_valid_until, language, {until_words(facts.standing, today, language)})};
}

void standing(PngPicture& picture, const Layout& at, const Said& said) {
  double left = kMargin, top = at.standing_top;
  constexpr double kRadius = 7.5, kStep = 18, kRow = web::kMostStars * kStep + 6;
  if (said.stars) {
    marks::row_of_stars(picture, {left + kRadius, top + kRadius}, kRadius, kStep, *said.stars);
    if (at.sentence_below()) top += 2 * kRadius + (at.code_side > 0 ? 5 : 2);
    else left += kRow;
  }
  const double right = kMargin + at.inner() - (at.code_side > 0 ? at.code_side + 6 : 0);
  picture.text({left, top + 1, right - left, at.code_side > 0 ? 34.0 : 15.0},
               {Face::sans, Weight::bold, at.standing_points, print::colour(said.stars ? kLacquer : kInkSoft)}, said.sentence);
}

}  // namespace

PhotoSize photo_size(Shape shape) {
  const print::Box& box = shape == Shape::square ? kSquarePhoto.photo : kWidePhoto.photo;
  return {static_cast<int>(box.width * print::kPixelsPerMillimetre), static_cast<int>(box.height * print::kPixelsPerMillimetre)};
}

Result<std::string> share_picture(const ShareFacts& facts, Date today, Language language, const print::PdfFonts& fonts,
                                  const std::optional<images::Pixels>& photo) {
  const Layout& at = layout_of(facts.shape, photo);
  OCOP_TRY(picture, PngPicture::open(fonts, at.paper));
  picture.rectangle({0, 0, at.paper.width, at.paper.height}, print::colour(kPaper));
  marks::woven_band(picture, {0, 0, at.paper.width, at.band}, facts.group);
  if (photo) picture.photo(photo->rgb, photo->width, photo->height, at.photo);
  double top = at.top();
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
  constexpr std::string_view kDrawing = "3";   // raised whenever the same facts are drawn otherwise: colours, places, fonts
  const Said said = say(facts, today, language);
  const std::string stars = said.stars ? std::to_string(*said.stars) : "";
  const std::string_view shape = facts.shape == Shape::square ? "square" : "wide";
  std::string all;
  for (const std::string_view part : {kDrawing, std::string_view(facts.name), std::string_view(facts.maker), std::string_view(facts.place),
                                      std::string_view(facts.group), std::string_view(stars), std::string_view(said.sentence),
                                      std::string_view(facts.site), shape, std::string_view(facts.address),
                                      std::string_view(facts.photo)})
    all += std::to_string(part.size()) + ":" + std::string(part);   // so that no two lists of parts are one text
  return http::etag_of(all);
}

Result<SharePictures::Drawn> SharePictures::show(const ShareFacts& facts, Date today, Language language) {
  const std::string etag = share_etag(facts, today, language);
  if (auto kept = find(etag)) return Drawn{std::move(*kept)};
  std::unique_lock<std::timed_mutex> developing;
  if (!facts.photo.empty() && photographer_) {
    developing = std::unique_lock(developing_, kPhotoPatience);
    if (auto kept = find(etag)) return Drawn{std::move(*kept)};   // by who held the lock: ten readers of one chat draw once
  }
  const auto photo = developing ? photo_of(facts) : std::nullopt;
  OCOP_TRY(png, share_picture(facts, today, language, fonts_, photo));   // two who ask at once both draw: nobody waits for another
  const std::lock_guard lock(mutex_);
  ++drawn_;
  if (!facts.photo.empty() && !photo) return Drawn{std::move(png), Drawn::Whole::partly};
  kept_.emplace_front(etag, png);
  bytes_ += png.size();
  while (!kept_.empty() && (kept_.size() > room_.pictures || bytes_ > room_.bytes)) {
    bytes_ -= kept_.back().second.size();
    kept_.pop_back();
  }
  return Drawn{std::move(png)};
}

std::optional<images::Pixels> SharePictures::photo_of(const ShareFacts& facts) {
  auto pixels = photographer_(facts.photo, photo_size(facts.shape));
  return pixels ? std::optional(std::move(*pixels)) : std::nullopt;
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
