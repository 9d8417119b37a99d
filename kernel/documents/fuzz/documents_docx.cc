// A body of a template of any bytes: refused, or filled into XML that is well-formed (fill_docx looks itself before it answers).
#include <cstdint>
#include <cstdlib>

#include "kernel/documents/docx.h"
#include "kernel/package/package.h"

using namespace ocop;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = package::write({{"word/document.xml", std::string(reinterpret_cast<const char*>(data), size)}});
  if (!file) std::abort();
  documents::Filling filling;
  filling.fields["name"] = "Mật ong <&>\n{{name}}";
  filling.lists["rows"] = {{{"no", "1"}}, {{"no", "2"}}};
  const auto filled = documents::fill_docx(*file, filling);
  if (!filled && filled.error().problems.empty() && filled.error().detail.empty()) std::abort();
  return 0;
}
