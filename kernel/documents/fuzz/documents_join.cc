// PDF of any bytes: refused, or joined and numbered into a file that opens again with as many pages.
#include <cstdint>
#include <cstdlib>

#include "kernel/documents/pdf_file.h"

using namespace ocop;

namespace {

// One for the process, as in the program. Pango 1.50 sorts fonts on a thread of its own that it never waits for: fonts made for each input
// left hundreds of them, and one that was late looked into the map of an input of before (SIGFPE in g_hash_table_lookup).
const print::PdfFonts& fonts() {
  static const print::PdfFonts fonts{std::string(print::kDebianFonts)};
  return fonts;
}

// Pages of the joined file; 0 when it was refused.
int joined_pages(const std::uint8_t* data, std::size_t size, documents::JoinPlan::Numbers numbers) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const documents::JoinPart parts[] = {{bytes, "a"}, {bytes, "b"}};
  documents::JoinPlan plan;
  plan.numbers = numbers;
  const auto joined = documents::join(parts, plan, fonts(), {.pages = 100});
  if (!joined) return 0;
  const auto pages = documents::count_pages(*joined);
  if (!pages || *pages < 2) std::abort();
  return *pages;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int pages = joined_pages(data, size, documents::JoinPlan::Numbers::none);
  if (pages == 0 || size % 4 != 0) return 0;   // numbers cost twice what joining does: they are stamped on a quarter of the inputs
  const int numbered = joined_pages(data, size, documents::JoinPlan::Numbers::page_of);
  if (numbered != 0 && numbered != pages) std::abort();   // what cannot be stamped is refused
  return 0;
}
