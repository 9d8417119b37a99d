#pragma once
#include "kernel/package/package.h"
#include "kernel/sheets/sheets.h"

namespace ocop::sheets {

// What a Workbook of one format does.
class Workbook::Reader {
 public:
  virtual ~Reader() = default;
  virtual const std::vector<Sheet>& sheets() const = 0;
  virtual Result<std::unique_ptr<Rows>> rows(std::size_t sheet) = 0;
  virtual std::string_view written_as() const = 0;
  virtual std::string part(std::size_t) const { return {}; }   // of the package, of a sheet; empty of text files
};

Result<std::unique_ptr<Workbook::Reader>> open_xlsx(package::Package package, const Limits& limits);
Result<std::unique_ptr<Workbook::Reader>> open_csv(const Source& source, const Limits& limits);

// Only spaces, line ends and no-break spaces: as good as empty.
bool is_blank(std::string_view text);

}  // namespace ocop::sheets
