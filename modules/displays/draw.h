#pragma once
#include <optional>
#include <string>

#include "kernel/print/print.h"
#include "modules/displays/types.h"

namespace ocop::displays {

// A JPEG of the product, as kernel/images made it.
struct Shot {
  std::string jpeg;
  int width = 0, height = 0;           // pixels
};

// The piece as PDF: tags ten to a sheet of A4, the card A5 lying, the leaflet A5, the sheet for live selling A4. The same facts at the same
// moment are the same bytes. Name and maker are shortened where they must be; other words that find no room stay out as whole sentences.
Result<std::string> draw(Piece piece, const Said& said, int copies, const std::optional<Shot>& shot, Instant now, Language language,
                         const print::PdfFonts& fonts);

}  // namespace ocop::displays
