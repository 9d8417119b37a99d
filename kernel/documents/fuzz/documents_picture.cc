// The head of any bytes as a JPEG: read within them, and what it says makes a page that opens.
#include <cstdint>
#include <cstdlib>

#include "kernel/documents/pdf_file.h"
#include "kernel/documents/picture_page.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::documents;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto head = jpeg_head(bytes);
  const auto page = picture_page(bytes);
  if (head.has_value() != page.ok()) std::abort();
  if (!head) return 0;
  if (head->width < 1 || head->width > kPictureSide || head->height < 1 || head->height > kPictureSide) std::abort();
  const auto pages = count_pages(*page);
  if (!pages || *pages != 1) std::abort();
  return 0;
}
