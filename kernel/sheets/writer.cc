#include "kernel/sheets/writer.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/sheets/faults.h"
#include "kernel/sheets/sheets.h"

namespace ocop::sheets {
namespace {

constexpr lxw_row_t kLastRow = LXW_ROW_MAX - 1;
constexpr std::size_t kCellLetters = 32'767, kSheetLetters = 31;   // Excel specifications and limits

// The library of Debian 12 writes to a named file only: one of our own, gone at the end.
class TemporaryFile {
 public:
  TemporaryFile() {
    path_ = (std::filesystem::temp_directory_path() / "ocop-sheet-XXXXXX").string();
    if (const int file = mkstemp(path_.data()); file >= 0) close(file);
    else path_.clear();
  }
  ~TemporaryFile() { if (!path_.empty()) unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }   // empty = none could be made

 private:
  std::string path_;
};

// At most `letters` code points, and no U+FFFE, U+FFFF: the library escapes control letters, but with one of those a workbook is refused
// whole.
std::string first_letters(std::string_view typed, std::size_t letters) {
  std::string kept = text::without_noncharacters(typed);
  std::size_t at = 0;
  for (; at < kept.size(); ++at) {
    if ((static_cast<unsigned char>(kept[at]) & 0xC0) != 0x80 && letters-- == 0) break;
  }
  kept.resize(at);
  return kept;
}

std::string sheet_name(std::string_view wanted) {
  std::string name(wanted);
  for (char& c : name)
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
  name = first_letters(text::clean(name), kSheetLetters);
  return name.empty() ? std::string(msg::sheet_usual_name.vi) : name;
}

}  // namespace

struct Writer::Inner {
  TemporaryFile file;
  lxw_workbook* book = nullptr;   // freed by workbook_close alone
  lxw_worksheet* sheet = nullptr;
  lxw_format* day = nullptr;
  lxw_row_t next = 1;
  ~Inner() { if (book) workbook_close(book); }
};

Writer::Writer(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
Writer::~Writer() = default;

Result<Writer> Writer::open(std::string_view sheet, std::span<const ColumnPlan> columns, Instant created) {
  auto inner = std::make_unique<Inner>();
  if (inner->file.path().empty()) return Error::of(ErrorKind::storage_unavailable, "xlsx: no temporary file");
  std::string folder = std::filesystem::temp_directory_path().string();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = folder.data();
  inner->book = workbook_new_opt(inner->file.path().c_str(), &options);
  if (!inner->book) return Error::of(ErrorKind::internal, "xlsx: no workbook");
  lxw_doc_properties properties{};
  properties.created = created.milliseconds / 1000;   // else the machine's clock
  workbook_set_properties(inner->book, &properties);
  inner->sheet = workbook_add_worksheet(inner->book, sheet_name(sheet).c_str());
  if (!inner->sheet) return Error::of(ErrorKind::internal, "xlsx: no sheet");
  lxw_format* bold = workbook_add_format(inner->book);
  format_set_bold(bold);
  inner->day = workbook_add_format(inner->book);
  format_set_num_format(inner->day, "dd/mm/yyyy");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(inner->sheet, column, column, columns[i].width, nullptr);
    worksheet_write_string(inner->sheet, 0, column, first_letters(columns[i].heading, kCellLetters).c_str(), bold);
  }
  worksheet_freeze_panes(inner->sheet, 1, 0);
  return Writer(std::move(inner));
}

Result<void> Writer::row(std::span<const Value> values) {
  if (inner_->next > kLastRow) return beyond("row " + std::to_string(inner_->next), msg::too_many_rows, kLastRow);
  lxw_worksheet* sheet = inner_->sheet;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    lxw_error error = LXW_NO_ERROR;
    if (const auto* text = std::get_if<std::string_view>(&values[i])) {
      if (!text->empty()) error = worksheet_write_string(sheet, inner_->next, column, first_letters(*text, kCellLetters).c_str(), nullptr);
    } else if (const auto* whole = std::get_if<std::int64_t>(&values[i])) {
      error = worksheet_write_number(sheet, inner_->next, column, static_cast<double>(*whole), nullptr);
    } else if (const auto* number = std::get_if<double>(&values[i])) {
      error = worksheet_write_number(sheet, inner_->next, column, *number, nullptr);
    } else if (const auto* date = std::get_if<Date>(&values[i])) {
      const auto civil = date->civil();
      lxw_datetime moment{civil.year, civil.month, civil.day, 0, 0, 0};
      error = worksheet_write_datetime(sheet, inner_->next, column, &moment, inner_->day);
    }
    if (error != LXW_NO_ERROR)
      return Error::of(ErrorKind::internal, "xlsx: " + address(inner_->next, static_cast<std::uint32_t>(i)) + ": " + lxw_strerror(error));
  }
  ++inner_->next;
  return {};
}

Result<std::string> Writer::finish() {
  const lxw_error error = workbook_close(inner_->book);
  inner_->book = nullptr;
  if (error != LXW_NO_ERROR) return Error::of(ErrorKind::storage_unavailable, std::string("xlsx: ") + lxw_strerror(error));
  constexpr std::size_t kFileBytes = 1u << 30;   // a million rows of long text; read whole because the answer needs it whole
  return files::read(inner_->file.path(), {.bytes = kFileBytes});
}

}  // namespace ocop::sheets
