#include <array>

#include "kernel/web/parts.h"

// The woven band (thổ cẩm). A weave is a grid of stitches with two mirrors, as on the loom: each group's figure is a quarter of 9 × 5
// stitches, mirrored to the right and downwards, between two border rows.
namespace ocop::web {
namespace {
constexpr int kQuarterWidth = 9, kQuarterHeight = 5, kBorder = 2;
constexpr int kTileWidth = 2 * (kQuarterWidth - 1);                       // both mirror axes are shared by neighbours
constexpr int kTileHeight = 2 * kQuarterHeight - 1 + 2 * kBorder;
constexpr int kColours = 4;
constexpr int kMotifs = static_cast<int>(Motif::place) + 1;
using Quarter = std::array<std::string_view, kQuarterHeight>;

// '.' ground, '1' lacquer red, '2' indigo, '3' young-rice green, '4' amber. The last row and the first column are the axes.
Quarter quarter(Motif motif) {
  switch (motif) {
    case Motif::food: return {"1.......3", "11.....3.", "1.1...3.3", "14.1.3.33", "144.1.3.3"};       // grains
    case Motif::drink: return {"..2...2..", "2.22.22.2", "22.212.22", ".22.1.22.", "1.2111..4"};      // steam and waves
    case Motif::herb: return {"3.......2", "33..1..2.", "3.3111.2.", "33.31..22", "333.3..2."};       // leaves on a stem
    case Motif::craft: return {"111111..2", "1....1.2.", "1.44.1.2.", "1.4..1..2", "1.4.11.22"};      // the stepped key
    case Motif::flower: return {"1...1...3", ".1.11..3.", "..111.3.3", "11.1.1.3.", "4111.11.3"};     // eight petals
    case Motif::travel: return {"2.......1", "222....1.", ".2222.1.1", "4.22.1.1.", "44.21.1.3"};     // roofs
    case Motif::fish: return {"2...2...2", "22.2.2.22", ".2.1.1.2.", "2.111..42", "211111.44"};         // fishes in a net
    case Motif::fruit: return {"3..3....1", "33.3...1.", ".33...1.1", "4.3.11.1.", "444.1.1.3"};       // fruit under leaves
    case Motif::place: return {"1.......1", ".1.....1.", "3.1...1.4", "33.1.1.44", "333.1.444"};      // mountains
  }
  return {"1.......1", ".1.....1.", "3.1...1.4", "33.1.1.44", "333.1.444"};
}

Markup word(Motif motif) {
  switch (motif) {
    case Motif::food: return "food"_h;
    case Motif::drink: return "drink"_h;
    case Motif::herb: return "herb"_h;
    case Motif::craft: return "craft"_h;
    case Motif::flower: return "flower"_h;
    case Motif::travel: return "travel"_h;
    case Motif::fish: return "fish"_h;
    case Motif::fruit: return "fruit"_h;
    case Motif::place: return "place"_h;
  }
  return "place"_h;
}

int colour_at(const Quarter& quarter, int x, int y) {
  const int mirrored_row = y < kTileHeight / 2 + 1 ? y : kTileHeight - 1 - y;
  if (mirrored_row == 0) return 2;                              // the edge thread
  if (mirrored_row == 1) return x % 4 == 0 ? 4 : 0;             // a row of knots
  const int column = x < kQuarterWidth ? x : kTileWidth - x;
  const char stitch = quarter[static_cast<std::size_t>(mirrored_row - kBorder)][static_cast<std::size_t>(column)];
  return stitch == '.' ? 0 : stitch - '0';
}

// One <path> a colour: all its runs as closed boxes.
void paths(std::string& out, const BandTile& tile) {
  for (int colour = 1; colour <= kColours; ++colour) {
    std::string boxes;
    for (const BandRun& run : tile.runs) {
      if (run.colour != colour) continue;
      const std::string length = std::to_string(run.length);
      boxes += "M" + std::to_string(run.x) + " " + std::to_string(run.y) + "h" + length + "v1h-" + length + "z";
    }
    if (!boxes.empty()) out += "<path class=\"thread-" + std::to_string(colour) + "\" d=\"" + boxes + "\"/>";
  }
}

std::string band(Motif motif, std::string_view id, std::string_view width, int height) {
  const BandTile tile = band_tile(motif);
  // A stitch is height / rows: the pattern is drawn in stitches and scaled.
  std::string scale = std::to_string(height / kTileHeight);
  const int rest = height % kTileHeight;
  if (rest != 0) scale += "." + std::to_string(1000 + rest * 1000 / kTileHeight).substr(1);
  std::string out = "<svg class=\"band\" width=\"" + std::string(width) + "\" height=\"" + std::to_string(height) +
                    "\" aria-hidden=\"true\" focusable=\"false\"><defs><pattern id=\"" + std::string(id) + "\" width=\"" +
                    std::to_string(kTileWidth) + "\" height=\"" + std::to_string(kTileHeight) +
                    "\" patternUnits=\"userSpaceOnUse\" patternTransform=\"scale(" + scale + ")\">";
  paths(out, tile);
  return out + "</pattern></defs><rect width=\"100%\" height=\"100%\" fill=\"url(#" + std::string(id) + ")\"/></svg>";
}
}  // namespace

BandTile band_tile(Motif motif) {
  const Quarter figure = quarter(motif);
  BandTile tile{kTileWidth, kTileHeight, {}};
  for (int y = 0; y < kTileHeight; ++y) {
    for (int x = 0; x < kTileWidth;) {
      const int colour = colour_at(figure, x, y);
      int end = x + 1;
      while (end < kTileWidth && colour_at(figure, end, y) == colour) ++end;
      if (colour != 0) tile.runs.push_back({x, y, end - x, colour});
      x = end;
    }
  }
  return tile;
}

std::string band_svg(Motif motif, int width, int height) {
  return band(motif, "weave-" + std::string(word(motif).text) + "-" + std::to_string(width) + "x" + std::to_string(height),
              std::to_string(width), height);
}

void header_band(Html& out, Motif motif) {
  // Woven once: it is the same on every page of a group.
  static const std::array<std::string, kMotifs> kBands = [] {
    std::array<std::string, kMotifs> bands;
    for (int i = 0; i < kMotifs; ++i) bands[static_cast<std::size_t>(i)] = band(static_cast<Motif>(i), "weave", "100%", 2 * kTileHeight);
    return bands;
  }();
  out.raw_trusted(kBands[static_cast<std::size_t>(motif)]);
}

}  // namespace ocop::web
