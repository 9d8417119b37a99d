#pragma once
#include <optional>
#include <string>

#include "modules/certificates/service.h"

// The certificate on A4: something to frame. Vietnamese first, English small beside it; it says how it stands on the day it is printed only
// when it was withdrawn, because paper cannot know the day on which it is read.
namespace ocop::certificates {

enum class Notice : unsigned char { none, sample };   // sample: of a demonstration, worth nothing
struct PaperFacts {
  const CertificateView& view;
  std::string log_origin;
  tlog::Hash leaf{};                   // of the entry in the log
  Notice notice = Notice::none;
  struct Numbered { int number; Date printed; };
  std::optional<Numbered> copy{};      // none: not given out
};
// The bytes of a PDF, the same for the same facts. internal: the fonts are missing.
Result<std::string> draw_paper(const PaperFacts& facts, const print::PdfFonts& fonts);

}  // namespace ocop::certificates
