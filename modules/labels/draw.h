#pragma once
#include "modules/labels/stock.h"

// Labels as what a printer takes.
namespace ocop::labels {

struct Printing {
  Stock stock = Stock::a4_24;
  int count = 1;
  int first = 1;                       // place on the first sheet
  Instant printed;
};

// The symbols of a label. Error: invalid_input when one cannot hold what it should.
Result<Symbols> symbols_of(const Label& label);

// A PDF, to be printed at 100 %. Errors: as symbols_of() and arrange() (texts.h); internal: the fonts are missing.
Result<std::string> draw_pdf(const Label& label, const Printing& printing, const print::PdfFonts& fonts);

// ZPL II, UTF-8 (^CI28), for printers of 8 dots a millimetre (203 dpi); the printer draws the codes itself. Words are measured in the
// fonts of a PDF: the printer's own is condensed, so what fits in these fits on the label. Precondition: a roll. Errors: as draw_pdf().
Result<std::string> draw_zpl(const Label& label, const Printing& printing, const print::PdfFonts& fonts);
// A text as a field of ZPL that announces ^FH: control signs of the language as hexadecimal digits.
std::string zpl_text(std::string_view text);
// The same for a text block (^TB), where < begins a sign of its own.
std::string zpl_block(std::string_view text);

}  // namespace ocop::labels
