#include "kernel/sheets/sheets.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/sheets/byte_source.h"
#include "kernel/sheets/faults.h"
#include "kernel/sheets/reader.h"

namespace ocop::sheets {
namespace {

constexpr std::string_view kZip = "PK\x03\x04", kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

// The answer for a file that begins as something else; nullopt: it may be text.
std::optional<Error> refuse_by_signature(std::string_view head) {
  const struct { std::string_view start; const Message& reason; } others[] = {
      {"%PDF", msg::a_pdf},    {"\xFF\xD8\xFF", msg::a_picture},       {"\x89PNG", msg::a_picture},     {"GIF8", msg::a_picture},
      {"Rar!", msg::an_archive}, {"7z\xBC\xAF", msg::an_archive}, {"\x1F\x8B", msg::an_archive}, {"{\\rtf", msg::a_text_document}};
  for (const auto& other : others)
    if (head.starts_with(other.start)) return refused(other.reason);
  const std::string begin = text::lower(text::trim(head.starts_with("\xEF\xBB\xBF") ? head.substr(3, 400) : head.substr(0, 400)));
  for (const std::string_view tag : {"<html", "<!doctype", "<table", "<?xml", "<meta", "<head"})
    if (begin.starts_with(tag)) return refused(msg::web_page);
  return std::nullopt;
}

// Old Excel keeps its stream in the same container as a locked .xlsx: names there are UTF-16.
Error refuse_ole(std::string_view head) {
  std::string wide;
  for (const char c : std::string_view("EncryptedPackage")) wide += {c, '\0'};
  if (head.find(wide) != std::string_view::npos) return refused(package::msg::locked_file);
  wide.clear();
  for (const char c : std::string_view("WordDocument")) wide += {c, '\0'};
  if (head.find(wide) != std::string_view::npos) return refused(msg::a_text_document);
  return refused(msg::old_xls);
}

std::optional<Error> refuse_package(const package::Package& package) {
  if (package.has("xl/workbook.bin")) return refused(msg::binary_workbook);
  if (package.has("word/document.xml")) return refused(msg::a_text_document);
  if (package.has("ppt/presentation.xml")) return refused(msg::a_presentation);
  if (package.has("mimetype")) {
    constexpr std::size_t kTypeBytes = 200;
    const auto type = package.read("mimetype", kTypeBytes);
    if (type && type->find("opendocument.spreadsheet") != std::string::npos) return refused(msg::open_document);
    if (type && type->find("opendocument.text") != std::string::npos) return refused(msg::a_text_document);
  }
  if (!package.has("_rels/.rels") || !package.has("[Content_Types].xml")) return refused(msg::an_archive);
  return std::nullopt;
}

// A whole file of old Excel has its directory anywhere; small ones within the first pieces.
Result<std::string> read_head(ByteSource& source) {
  constexpr std::size_t kDirectory = 4u << 20;
  std::string head;
  do {
    OCOP_TRY(piece, source.next());
    if (piece.empty()) break;
    head.append(piece);
  } while (head.starts_with(kOle) && head.size() < kDirectory);
  return head;
}

}  // namespace

const Cell* Row::at(std::uint32_t column) const {
  const auto found = std::ranges::lower_bound(cells, column, {}, &Cell::column);
  return found != cells.end() && found->column == column ? &*found : nullptr;
}
std::string_view Row::text(std::uint32_t column) const {
  const Cell* cell = at(column);
  return cell ? std::string_view(cell->text) : std::string_view();
}

std::string column_letter(std::uint32_t column) {
  std::string out;
  for (std::uint64_t rest = std::uint64_t{column} + 1; rest > 0; rest = (rest - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return out;
}
std::string address(std::uint32_t row, std::uint32_t column) { return column_letter(column) + std::to_string(row); }

bool is_blank(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("\xC2\xA0")) ++i;
    else if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' && text[i] != '\n') return false;
  }
  return true;
}

Workbook::Workbook(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

Result<Workbook> Workbook::open(const Source& source, const Limits& limits) {
  OCOP_TRY(bytes, ByteSource::open(source, limits));
  OCOP_TRY(head, read_head(bytes));
  if (head.starts_with(kOle)) return refuse_ole(head);
  if (head.starts_with(kZip) || head.starts_with("PK\x05\x06")) {
    OCOP_TRY(package, package::Package::open(source, limits.package));
    if (auto error = refuse_package(package)) return std::move(*error);
    OCOP_TRY(reader, open_xlsx(std::move(package), limits));
    return Workbook(std::move(reader));
  }
  if (auto error = refuse_by_signature(head)) return std::move(*error);
  OCOP_TRY(reader, open_csv(source, limits));
  return Workbook(std::move(reader));
}

const std::vector<Sheet>& Workbook::sheets() const { return reader_->sheets(); }
std::string_view Workbook::written_as() const { return reader_->written_as(); }
Result<std::unique_ptr<Rows>> Workbook::rows(std::size_t sheet) { return reader_->rows(sheet); }
std::optional<std::size_t> Workbook::first_visible() const {
  const auto found = std::ranges::find(sheets(), Sheet::State::visible, &Sheet::state);
  return found == sheets().end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - sheets().begin()));
}

}  // namespace ocop::sheets
