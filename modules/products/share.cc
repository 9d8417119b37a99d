#include "modules/products/share.h"

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

// The star and the sentence that belongs to it; stars alone are never shown.
void standing(PngPicture& picture, const ShareFacts& facts, Date today, Language language, double top) {
  const Validity now = validity(facts.standing, today);
  double left = kMargin;
  if (counts(now)) {
    constexpr double kRadius = 7.5, kStep = 18;
    for (int i = 0; i < web::kMostStars; ++i)
      picture.star({left + kRadius + i * kStep, top + kRadius}, kRadius, print::colour(i < facts.standing.stars ? kLacquer : kPaleStar));
    left += web::kMostStars * kStep + 6;
  }
  std::string sentence(translate(marks::word(now), language));
  if (counts(now) && facts.standing.valid_until)
    sentence = format(msg::share_valid_until, language, {facts.standing.valid_until->show(language)});
  picture.text({left, top + 1, print::kSharePicture.width - kMargin - left, 16},
               {Face::sans, Weight::bold, 34, print::colour(counts(now) ? kLacquer : kInkSoft)}, sentence);
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
  standing(picture, facts, today, language, kStandingTop);
  picture.text({kMargin, kFootTop, kInner, 12}, {Face::sans, Weight::regular, 24, print::colour(kInkSoft)}, "OCOP · " + facts.site);
  return picture.finish();
}

}  // namespace ocop::products
