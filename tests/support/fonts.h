#pragma once
#include "kernel/print/print.h"

namespace ocop::test {

// The fonts of all tests of a program, as a running one has them. Pango 1.50 sorts fonts on a thread that nobody waits for: one that was
// late would look into the map of a test that is over (kernel/documents/fuzz/documents_join.cc).
inline const print::PdfFonts& fonts() {
  static const print::PdfFonts fonts{std::string(print::kDebianFonts)};
  return fonts;
}

}  // namespace ocop::test
