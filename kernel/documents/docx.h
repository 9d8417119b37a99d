#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

// A Word document made by filling a template that a person wrote in Word: an office changes its wording without a programmer. Pure.
namespace ocop::documents {

// {{name}} becomes the text; line ends become line breaks. A row of a table in which {{list.name}} stands is repeated for each record of
// `list` (no record: the row goes). A placeholder that Word tore into several runs is found; the text takes the look of its first run.
using Fields = std::map<std::string, std::string, std::less<>>;
struct Filling {
  Fields fields;
  std::map<std::string, std::vector<Fields>, std::less<>> lists;
};

// The body, headers and footers are filled; all other parts stay as they are. invalid_input: a placeholder has no text (names it);
// unsupported_media: not a .docx; malformed_request, too_large: as of kernel/package. The same gives the same bytes.
Result<std::string> fill_docx(std::string_view template_file, const Filling& filling);

}  // namespace ocop::documents
