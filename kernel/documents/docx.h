#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

// A Word document made by filling a template as Word writes it. The program's templates are compiled in: changing one is a build. Pure.
namespace ocop::documents {

// {{name}} becomes the text; line ends become line breaks. A row of a table in which {{list.name}} stands is repeated for each record of
// `list` (no record: the row goes). A placeholder that Word tore into several runs is found; the text takes the look of its first run.
using Fields = std::map<std::string, std::string, std::less<>>;
struct Filling {
  Fields fields;
  std::map<std::string, std::vector<Fields>, std::less<>> lists;
};

// The body, headers and footers are filled; all other parts stay as they are. invalid_input: a placeholder has no text, or stands in a
// paragraph that holds a table (in a text box); both name it. unsupported_media: not a .docx; malformed_request, too_large: as of
// kernel/package. The same gives the same bytes.
Result<std::string> fill_docx(std::string_view template_file, const Filling& filling);

}  // namespace ocop::documents
