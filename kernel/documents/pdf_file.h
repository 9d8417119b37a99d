#pragma once
#include <span>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/print/print.h"

// PDF files as wholes, by qpdf. Files of others are never trusted: bounds below, and what cannot be used is answered with what to do.
namespace ocop::documents {

// What cairo 1.16 does not write: the language, that the title is what a window shows, and that the file is tagged.
Result<std::string> finish_pdf(std::string pdf, Language language);

struct JoinPart {
  std::string_view bytes;              // must outlive the call
  std::string title;                   // its entry in the outline, and its name in errors
  std::string mark{};                  // at the head of each of its pages: "Minh chứng 12.1"; empty = nothing
  int level = 1;                       // in the outline: 2 stands below the last of 1
};
struct JoinPlan {
  std::string title;
  Language language = Language::vi;
  enum class Numbers : std::uint8_t { none, page_of } numbers = Numbers::page_of;   // "Trang 3/12" at the foot of each page
};
struct JoinLimits {
  std::size_t part_bytes = 50u << 20;  // a scanned contract of 100 pages has 20 MB; whole megabytes, as errors say it
  std::size_t pages = 2'000;
};
// All pages in order, streams as they are (nothing is unpacked), with an outline of the parts. What a page would do by itself or lead to
// (scripts, programs, forms that are sent) is taken out; addresses stay. unsupported_media: a part has a password.
// malformed_request: a part is broken beyond what qpdf mends. too_large: a limit. The same parts give the same bytes.
Result<std::string> join(std::span<const JoinPart> parts, const JoinPlan& plan, const print::PdfFonts& fonts,
                         const JoinLimits& limits = {});
// Pages of a file; errors as above.
Result<int> count_pages(std::string_view pdf);

}  // namespace ocop::documents
