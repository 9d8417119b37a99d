#include <algorithm>
#include <array>

#include "kernel/print/print.h"
#include "kernel/web/motif.h"
#include "modules/marks/marks.h"

namespace ocop::marks {
namespace {

// Ground, lacquer, indigo, young rice, amber.
constexpr std::array<unsigned, 5> kThreads{0xf3ecdd, 0xb0302a, 0x40508e, 0x9fb96d, 0xd8a23f};
constexpr unsigned kLacquer = 0x9f1d1f, kPaleStar = 0xe6dbc6;
constexpr int kMostStars = 5;            // Decision 26/2026, article 4

}  // namespace

void woven_band(print::Canvas& canvas, const print::Box& box, std::string_view group) {
  const web::BandTile tile = web::band_tile(motif_of_group(group).weave);
  const double stitch = box.height / tile.height;
  const int repeats = std::max(1, static_cast<int>(box.width / (tile.width * stitch)));
  const double across = box.width / (repeats * tile.width);
  canvas.rectangle(box, print::colour(kThreads[0]));
  for (int repeat = 0; repeat < repeats; ++repeat) {
    const double left = box.x + repeat * tile.width * across;
    for (const web::BandRun& run : tile.runs)
      canvas.rectangle({left + run.x * across, box.y + run.y * stitch, run.length * across, stitch}, print::colour(kThreads[run.colour]));
  }
}

void row_of_stars(print::Canvas& canvas, const print::Point& middle_of_first, double radius, double step, int count) {
  for (int i = 0; i < kMostStars; ++i)
    canvas.star({middle_of_first.x + i * step, middle_of_first.y}, radius, print::colour(i < count ? kLacquer : kPaleStar));
}

}  // namespace ocop::marks
