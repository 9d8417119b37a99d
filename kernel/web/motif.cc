#include "kernel/web/motif.h"

#include "kernel/web/messages.h"

namespace ocop::web {
namespace {
constexpr int kQuarterWidth = 9, kQuarterHeight = 5, kBorder = 2;
constexpr int kTileWidth = 2 * (kQuarterWidth - 1);                       // both mirror axes are shared by neighbours
constexpr int kTileHeight = 2 * kQuarterHeight - 1 + 2 * kBorder;
constexpr int kColours = 4;

constexpr Markup kPlace =
    R"(<circle class="m-red" cx="116" cy="30" r="13"/><path class="m-soft" d=")"
    R"(M0 78c8-4 12-26 26-32s18 14 28 12 10-36 28-34 14 34 28 34 12-14 24-14 16 18 26 22v54H0z"/>)"
    R"(<path class="m-line" d="M0 78c8-4 12-26 26-32s18 14 28 12 10-36 28-34 14 34 28 34 12-14 24-14 16 18 26 22"/>)"
    R"(<path class="m-line thin" d="M22 58c2-5 4-7 7-8M74 42c1-6 4-9 8-10M128 58c2-4 4-6 7-7"/>)"
    R"(<path class="m-green" d="M0 88c30-12 58-10 84 0s52 10 76-2v34H0z"/><path class="m-line thin" d=")"
    R"(M0 88c30-12 58-10 84 0s52 10 76-2M0 97c30-10 58-8 84 0s52 10 76 0M0 107c30-8 58-6 84 0s52 8 76 0"/>)"_h;
constexpr Weave kMountains{"place", {"1.......1", ".1.....1.", "3.1...1.4", "33.1.1.44", "333.1.444"}};

int colour_at(const Weave& weave, int x, int y) {
  const int mirrored_row = y < kTileHeight / 2 + 1 ? y : kTileHeight - 1 - y;
  if (mirrored_row == 0) return 2;                              // the edge thread
  if (mirrored_row == 1) return x % 4 == 0 ? 4 : 0;             // a row of knots
  const int column = x < kQuarterWidth ? x : kTileWidth - x;
  const char stitch = weave.quarter[static_cast<std::size_t>(mirrored_row - kBorder)][static_cast<std::size_t>(column)];
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

std::string band(const Weave& weave, std::string_view id, std::string_view width, int height) {
  const BandTile tile = band_tile(weave);
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

BandTile band_tile(const Weave& weave) {
  BandTile tile{kTileWidth, kTileHeight, {}};
  for (int y = 0; y < kTileHeight; ++y) {
    for (int x = 0; x < kTileWidth;) {
      const int colour = colour_at(weave, x, y);
      int end = x + 1;
      while (end < kTileWidth && colour_at(weave, end, y) == colour) ++end;
      if (colour != 0) tile.runs.push_back({x, y, end - x, colour});
      x = end;
    }
  }
  return tile;
}

std::string band_svg(const Weave& weave, int width, int height) {
  return band(weave, "weave-" + std::string(weave.name) + "-" + std::to_string(width) + "x" + std::to_string(height), std::to_string(width),
              height);
}

Motif make_motif(Markup drawing, const Message& words, const Weave& weave) {
  return {drawing, words, weave, band(weave, "weave", "100%", 2 * kTileHeight)};
}

const Motif& common_motif() {
  static const Motif kCommon = make_motif(kPlace, msg::motif_place, kMountains);
  return kCommon;
}

void motif(Html& out, const Motif& motif, std::string_view label) {
  out << "<svg class=\"motif\" viewBox=\"0 0 160 120\" width=\"160\" height=\"120\" "_h;
  if (label.empty()) out << "aria-hidden=\"true\" focusable=\"false\">"_h;
  else out << "role=\"img\" aria-label=\""_h << label << "\">"_h;
  out << motif.drawing << "</svg>"_h;
}

}  // namespace ocop::web
