#pragma once
#include "kernel/documents/document.h"
#include "modules/ladders/types.h"

namespace ocop::ladders {

// The plan to print, in Vietnamese: steps, days, who sees to it, and a column for support that is filled in by hand.
Result<std::string> plan_pdf(const View& view, Instant now, const print::PdfFonts& fonts);

}  // namespace ocop::ladders
