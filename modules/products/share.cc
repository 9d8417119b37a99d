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
constexpr unsigned kPaper = 0xfbf8f1, kInk = 0x231c16, kInkSoft = 0x584c40, kLacquer = 0x9f1d1f, kPaleStar = 0xe6dbc6;
constexpr unsigned kThreads[] = {0xf3ecdd, 0xb0302a, 0x40508e, 0x9fb96d, 0xd8a23f};   // ground, lacquer, indigo, young rice, amber

constexpr double kMargin = 18, kBand = 14;
constexpr double kInner = print::kSharePicture.width - 2 * kMargin;

void band(PngPicture& picture, double top, std::string_view group) {
  const web::BandTile tile = web::band_tile(marks::motif_of_group(group).weave);
  const double stitch = kBand / tile.height, width = print::kSharePicture.width;
  picture.rectangle({0, top, width, kBand}, print::colour(kThreads[0]));
  for (double left = 0; left < width; left += tile.width * stitch)
    for (const web::BandRun& run : tile.runs)
      picture.rectangle({left + run.x * stitch, top + run.y * stitch, run.length * stitch, stitch}, print::colour(kThreads[run.colour]));
}

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

void standing(PngPicture& picture, const Said& said, double top) {
  double left = kMargin;
  if (said.stars) {
    constexpr double kRadius = 7.5, kStep = 18;
    for (int i = 0; i < web::kMostStars; ++i)
      picture.star({left + kRadius + i * kStep, top + kRadius}, kRadius, print::colour(i < *said.stars ? kLacquer : kPaleStar));
    left += web::kMostStars * kStep + 6;
  }
  picture.text({left, top + 1, print::kSharePicture.width - kMargin - left, 16},
               {Face::sans, Weight::bold, 34, print::colour(said.stars ? kLacquer : kInkSoft)}, said.sentence);
}

}  // namespace

Result<std::string> share_picture(const ShareFacts& facts, Date today, Language language, const print::PdfFonts& fonts) {
  OCOP_TRY(picture, PngPicture::open(fonts, print::kSharePicture));
  picture.rectangle({0, 0, print::kSharePicture.width, print::kSharePicture.height}, print::colour(kPaper));
  band(picture, 0, facts.group);
  double top = kBand + 12;
  top += picture.text({kMargin, top, kInner, 60}, {Face::serif, Weight::bold, 72, print::colour(kInk)}, facts.name) + 5;
  const std::string who = facts.maker.empty() ? facts.place : facts.maker + "\n" + facts.place;
  picture.text({kMargin, top, kInner, 34}, {Face::sans, Weight::regular, 34, print::colour(kInkSoft)}, who);
  constexpr double kStandingTop = 112, kFootTop = 137;
  standing(picture, say(facts, today, language), kStandingTop);
  picture.text({kMargin, kFootTop, kInner, 12}, {Face::sans, Weight::regular, 24, print::colour(kInkSoft)}, "OCOP · " + facts.site);
  return picture.finish();
}

std::string share_etag(const ShareFacts& facts, Date today, Language language) {
  constexpr std::string_view kDrawing = "1";   // raised whenever the same facts are drawn otherwise: colours, places, fonts
  const Said said = say(facts, today, language);
  const std::string stars = said.stars ? std::to_string(*said.stars) : "";
  std::string all;
  for (const std::string_view part : {kDrawing, std::string_view(facts.name), std::string_view(facts.maker), std::string_view(facts.place),
                                      std::string_view(facts.group), std::string_view(stars), std::string_view(said.sentence),
                                      std::string_view(facts.site)})
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
