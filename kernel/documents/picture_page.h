#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

// A picture as a page of a PDF, for papers that were photographed. Its bytes go into the file as they are: nothing here decodes them, and
// nobody of whom the paper is proof gets less than was handed in. Pure.
namespace ocop::documents {

// How a camera held the picture, quarters of a turn to the right until it stands upright (EXIF 2.32, tag 0x0112). The mirrored four of the
// eight, which no camera writes, are read as those they mirror.
enum class Turn : std::uint8_t { none = 0, right = 1, half = 2, left = 3 };

// What the head of a JPEG says (ITU-T T.81, annex B).
struct JpegHead {
  int width = 0, height = 0;           // pixels as they lie in the file, before the turn
  int components = 0;                  // 1 grey, 3 colours, 4 inks
  bool inks_inverted = false;          // 4 components of Adobe's programs: 0 is full ink
  Turn turn = Turn::none;
};
inline constexpr int kPictureSide = 65'535;   // pixels: what the format can say

// nullopt: no baseline or progressive JPEG of 8 bits whose head is whole. Reads a stranger's bytes and never beyond them
// (fuzz/documents_picture.cc).
std::optional<JpegHead> jpeg_head(std::string_view jpeg);

// One A4 page, upright or across as the picture is shown, the picture as large as fits beside its margins.
// malformed_request: jpeg_head() says no. The same bytes give the same bytes.
Result<std::string> picture_page(std::string_view jpeg);

}  // namespace ocop::documents
