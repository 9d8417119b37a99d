#include "modules/products/export.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>

#include "kernel/base/csv.h"
#include "kernel/files/files.h"
#include "kernel/i18n/translate.h"
#include "modules/products/messages.h"
#include "modules/products/parts.h"

namespace ocop::products {
namespace {

constexpr std::array<Message, 13> kHeadings{msg::export_name,     msg::export_maker,   msg::export_kind,  msg::export_commune, msg::export_province,
                                            msg::export_stars,    msg::export_standing, msg::export_decision, msg::export_decided, msg::export_until,
                                            msg::export_group,    msg::export_code,    msg::export_source};

std::string in(const Message& message, Language language) { return std::string(translate(message, language)); }

std::vector<std::string> cells(const Item& item, const places::Index& places, Date today, Language language) {
  const Product& product = item.product;
  const Standing& standing = product.standing;
  const places::Commune* commune = places.commune(product.commune);
  const places::Province* province = places.province(product.province);
  return {product.name,
          item.maker,
          in(producers::label(item.maker_kind), language),
          commune ? std::string(commune->full_name_in(language)) : std::string(),
          province ? std::string(province->name_in(language)) : product.province,
          standing.stars ? std::to_string(standing.stars) : std::string(),
          in(marks::word(validity(standing, today)), language),
          standing.decision,
          standing.decided ? standing.decided->iso() : standing.year ? std::to_string(*standing.year) : std::string(),
          standing.valid_until ? standing.valid_until->iso() : std::string(),
          in(group_label(product.group), language),
          product.code,
          standing.source_url};
}

// The library of Debian 12 writes to a named file only: one of our own, gone at the end.
class TemporaryFile {
 public:
  TemporaryFile() {
    path_ = (std::filesystem::temp_directory_path() / "ocop-export-XXXXXX").string();
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

}  // namespace

std::string to_csv(std::span<const Item> items, const places::Index& places, Date today, Language language) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::string out(kByteOrderMark);
  std::vector<std::string> heading;
  for (const Message& message : kHeadings) heading.push_back(in(message, language));
  out.append(csv::write(heading));
  for (const Item& item : items) out.append(csv::write(cells(item, places, today, language)));
  return out;
}

Result<std::string> to_xlsx(std::span<const Item> items, const places::Index& places, Date today, Language language) {
  const TemporaryFile file;
  if (file.path().empty()) return Error::of(ErrorKind::storage_unavailable, "xlsx: no temporary file");
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (!book) return Error::of(ErrorKind::internal, "xlsx: no workbook");
  lxw_worksheet* sheet = workbook_add_worksheet(book, in(msg::export_sheet, language).c_str());
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  constexpr double kNameWidth = 36, kUsualWidth = 18;
  constexpr lxw_col_t kNameColumns = 1, kStarsColumn = 5;
  worksheet_set_column(sheet, 0, kNameColumns, kNameWidth, nullptr);
  worksheet_set_column(sheet, kNameColumns + 1, static_cast<lxw_col_t>(kHeadings.size() - 1), kUsualWidth, nullptr);
  worksheet_freeze_panes(sheet, 1, 0);
  for (lxw_col_t column = 0; column < kHeadings.size(); ++column)
    worksheet_write_string(sheet, 0, column, in(kHeadings[column], language).c_str(), bold);
  lxw_row_t row = 1;
  for (const Item& item : items) {
    const auto values = cells(item, places, today, language);
    // Written as strings: a spreadsheet never runs them as formulas.
    for (lxw_col_t column = 0; column < values.size(); ++column) {
      if (column == kStarsColumn && item.product.standing.stars) worksheet_write_number(sheet, row, column, item.product.standing.stars, nullptr);
      else if (!values[column].empty()) worksheet_write_string(sheet, row, column, values[column].c_str(), nullptr);
    }
    ++row;
  }
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) return Error::of(ErrorKind::storage_unavailable, std::string("xlsx: ") + lxw_strerror(error));
  return files::read(file.path());
}

}  // namespace ocop::products
