#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/web/html.h"

// Quiet drawings that stand where a photo is missing, each with the woven band (thổ cẩm) that goes with it. Which drawing stands for what
// is a matter of the modules; the kernel draws the common one.
namespace ocop::web {

// A band is a grid of stitches with two mirrors, as on the loom: a quarter of 9 × 5 stitches, mirrored to the right and downwards, between
// two border rows. '.' ground, '1' lacquer red, '2' indigo, '3' young-rice green, '4' amber; the last row and the first column are the
// axes.
struct Weave {
  std::string_view name;                                  // one word, for ids: "food"
  std::array<std::string_view, 5> quarter;                // rows of nine stitches
};
// One repeat as runs of equal stitches on a grid, for other printers too (the certificate's PDF).
struct BandRun { int x, y, length, colour; };             // colour 1 … 4 as above; the ground is not a run
struct BandTile { int width = 0, height = 0; std::vector<BandRun> runs; };
BandTile band_tile(const Weave& weave);
std::string band_svg(const Weave& weave, int width, int height);   // in CSS pixels

struct Motif {
  Markup drawing;                                         // SVG content of 160 × 120; colours come from the style sheet
  Message words;                                          // what the drawing shows
  Weave weave;
  std::string header_band;                                // woven once: it is the same on every page of a group
};
Motif make_motif(Markup drawing, const Message& words, const Weave& weave);
const Motif& common_motif();                              // mountains and fields: of no product
void motif(Html& out, const Motif& motif, std::string_view label);   // empty label = hidden from screen readers

}  // namespace ocop::web
