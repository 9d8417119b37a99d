#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "kernel/base/result.h"
#include "kernel/base/time.h"

namespace ocop::sheets {

// Writes a workbook of one sheet row by row, by libxlsxwriter in its constant-memory mode: 100,000 rows need no more memory than ten.
// Text is written as text, so that no spreadsheet runs it as a formula, and codes keep their zeros.
struct ColumnPlan {
  std::string heading;
  double width = 18;                   // letters
};
using Value = std::variant<std::monostate, std::string_view, std::int64_t, double, Date>;   // monostate: an empty cell

class Writer {
 public:
  // The heading is bold and stays in sight when the rows are scrolled. `sheet`: at most 31 letters of it are
  // used, those a sheet's name may not have ([]:*?/\) become spaces. storage_unavailable: no temporary file.
  static Result<Writer> open(std::string_view sheet, std::span<const ColumnPlan> columns, Instant created);
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;
  ~Writer();
  // In order; at most 1,048,575 rows, more are refused with too_large. Text beyond 32,767 letters is cut there: a cell holds no more.
  Result<void> row(std::span<const Value> values);
  // The file. The writer cannot be used any more. storage_unavailable: the temporary folder is full.
  Result<std::string> finish();

 private:
  struct Inner;
  explicit Writer(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace ocop::sheets
