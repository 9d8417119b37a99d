#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "kernel/base/csv.h"
#include "kernel/base/encoding.h"
#include "kernel/base/text.h"
#include "kernel/sheets/byte_source.h"
#include "kernel/sheets/faults.h"
#include "kernel/sheets/reader.h"

// Text of rows and columns as spreadsheets and offices write it: which letters, which separator, then row by row.
namespace ocop::sheets {
namespace {

using text::Encoding;
constexpr std::size_t kSample = 64u << 10;   // bytes that tell letters and separator: 400 rows of a register

// How a file is written.
struct Manner {
  Encoding encoding = Encoding::utf8;
  Encoding font = Encoding::utf8;      // of letters inside Unicode text
  std::size_t mark_bytes = 0;
  char separator = ',';
  bool separator_line = false;         // the first line is "sep=;"
};

bool is_wide(Encoding encoding) { return encoding == Encoding::utf16le || encoding == Encoding::utf16be; }
bool beyond_ascii(std::string_view line) {
  return std::ranges::any_of(line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// The pieces of a file as bytes in which , ; TAB | " CR LF mean themselves: UTF-16 becomes UTF-8, the others are so already.
class Pieces {
 public:
  Pieces(ByteSource& source, const Manner& manner) : source_(source), wide_(is_wide(manner.encoding)), encoding_(manner.encoding) {
    source_.restart();
    source_.skip(manner.mark_bytes);
  }
  Result<std::string_view> next() {
    OCOP_TRY(piece, source_.next());
    if (!wide_ || piece.empty()) return piece;
    // A pair of surrogates is not torn: its first half waits for the next piece.
    std::string units = std::move(waiting_) + std::string(piece);
    waiting_.clear();
    const std::size_t high = encoding_ == Encoding::utf16le ? 1 : 2;   // from the end
    if (units.size() >= 2 && (static_cast<unsigned char>(units[units.size() - high]) & 0xFC) == 0xD8 &&
        piece.size() == ByteSource::kPiece) {
      waiting_ = units.substr(units.size() - 2);
      units.resize(units.size() - 2);
    }
    text_ = text::decode(units, encoding_);
    return std::string_view(text_);
  }

 private:
  ByteSource& source_;
  bool wide_;
  Encoding encoding_;
  std::string waiting_, text_;
};

// One look at the whole file: is it UTF-8 throughout, and if not, what are the lines that have letters?
struct Letters {
  std::string sample;                  // lines with bytes beyond ASCII
  std::size_t good = 0, bad = 0;       // such lines that are, and are not, UTF-8
  std::size_t first_bad = 0;           // its line
};
class LetterScan {
 public:
  void take(std::string_view piece) {
    while (!piece.empty()) {
      const std::size_t end = piece.find_first_of("\r\n");
      line_.append(piece.substr(0, std::min(end, kSample - std::min(kSample, line_.size()))));
      if (end == std::string_view::npos) return;
      if (piece[end] == '\n' || end + 1 == piece.size() || piece[end + 1] != '\n') end_line();
      piece.remove_prefix(end + 1);
    }
  }
  Letters finish() {
    end_line();
    return std::move(letters_);
  }

 private:
  void end_line() {
    ++number_;
    if (beyond_ascii(line_)) {
      const bool good = text::is_valid_utf8(line_) || line_.size() == kSample;   // a line cut at the sample's size may end inside a letter
      ++(good ? letters_.good : letters_.bad);
      if (!good && letters_.first_bad == 0) letters_.first_bad = number_;
      if (letters_.sample.size() < kSample) letters_.sample.append(line_).append("\n");
    }
    line_.clear();
  }
  std::string line_;
  std::size_t number_ = 0;
  Letters letters_;
};

Result<Manner> find_letters(ByteSource& source) {
  Manner manner;
  OCOP_TRY(head, source.next());
  const text::Detected first = text::detect_encoding(head);
  manner.mark_bytes = first.mark_bytes;
  if (is_wide(first.encoding)) {
    manner.encoding = first.encoding;
    return manner;
  }
  LetterScan scan;
  source.restart();
  source.skip(first.mark_bytes);
  for (;;) {
    OCOP_TRY(piece, source.next());
    if (piece.empty()) break;
    scan.take(piece);
  }
  const Letters letters = scan.finish();
  if (letters.bad == 0) {
    manner.font = text::detect_font(letters.sample);
    return manner;
  }
  // Most lines are UTF-8: this one was damaged, and no other reading of the file would be right.
  if (letters.good > letters.bad || first.mark_bytes > 0) return broken("line " + std::to_string(letters.first_bad), msg::broken_letters);
  const text::Detected known = text::detect_encoding(letters.sample);
  if (known.encoding == Encoding::utf8 || known.sure == text::Detected::Sure::no)
    return broken("line " + std::to_string(letters.first_bad), msg::unknown_encoding);
  manner.encoding = known.encoding;
  return manner;
}

// "sep=;" as the first line, which a spreadsheet reads and does not show.
std::optional<char> separator_line(std::string_view sample) {
  const std::string_view line = sample.substr(0, sample.find_first_of("\r\n"));
  std::string_view rest = text::trim(line);
  if (rest.size() > 1 && rest.front() == '"' && rest.back() == '"') rest = rest.substr(1, rest.size() - 2);
  if (!rest.starts_with("sep=") && !rest.starts_with("SEP=")) return std::nullopt;
  if (rest.size() == 4) return line.ends_with('\t') ? std::optional('\t') : std::nullopt;
  return rest[4];
}

// The separator under which most rows have the same number of fields, and many of them.
char find_separator(std::string_view sample, bool whole) {
  constexpr std::array<char, 4> kSeparators{',', ';', '\t', '|'};
  constexpr std::size_t kRows = 200;
  char best = kSeparators[0];
  double best_score = 0;
  for (const char separator : kSeparators) {
    bool given = false;
    csv::Scanner scanner([&]() -> Result<std::string_view> { return std::exchange(given, true) ? std::string_view() : sample; },
                         {separator, csv::Quotes::lenient}, {.fields = 2'000, .field_bytes = kSample});
    std::map<std::size_t, std::size_t> widths;
    std::size_t rows = 0, last = 0;
    for (csv::Row row; rows < kRows;) {
      const auto more = scanner.next(row);
      if (!more || !*more) break;
      if (row.fields.empty()) continue;
      ++widths[last = row.fields.size()];
      ++rows;
    }
    if (!whole && rows > 1 && rows < kRows && --widths[last] == 0) widths.erase(last);   // the sample ends inside the last row
    for (const auto& [width, times] : widths) {
      const double score =
          std::log2(static_cast<double>(width)) * static_cast<double>(times) / static_cast<double>(std::max<std::size_t>(rows, 1));
      if (score > best_score) {
        best_score = score;
        best = separator;
      }
    }
  }
  return best;
}

// "1.23457E+11", "1,23457E+11": what a spreadsheet shows of a long number that was saved as text.
bool is_scientific(std::string_view text) {
  std::size_t at = 0, digits = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  for (; at < text.size() && (std::isdigit(static_cast<unsigned char>(text[at])) || text[at] == '.' || text[at] == ','); ++at) ++digits;
  if (digits == 0 || at + 2 >= text.size() || (text[at] != 'E' && text[at] != 'e') || text[at + 1] != '+') return false;
  return std::ranges::all_of(text.substr(at + 2), [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
}

class CsvRows final : public Rows {
 public:
  CsvRows(ByteSource& source, const Manner& manner, const Limits& limits)
      : manner_(manner), pieces_(source, manner),
        scanner_([this] { return pieces_.next(); }, {manner.separator, csv::Quotes::lenient},
                 {.rows = limits.rows, .fields = limits.columns, .field_bytes = limits.cell_bytes}) {}

  Result<bool> next(Row& out) override {
    out.cells.clear();
    while (out.cells.empty()) {
      OCOP_TRY(more, scanner_.next(row_));
      if (!more) return false;
      if (manner_.separator_line && row_.number == 1) continue;
      out.number = static_cast<std::uint32_t>(row_.number - (manner_.separator_line ? 1 : 0));
      out.line = row_.line;
      for (std::uint32_t column = 0; column < row_.fields.size(); ++column) add(out, column, row_.fields[column]);
    }
    return true;
  }

 private:
  void add(Row& out, std::uint32_t column, std::string_view bytes) const {
    if (is_blank(bytes)) return;
    std::string text = is_wide(manner_.encoding) ? text::nfc(bytes) : text::decode(bytes, manner_.encoding);
    if (manner_.font != Encoding::utf8 && text::detect_font(text) == manner_.font) text = text::decode_font(text, manner_.font);
    if (is_blank(text)) return;
    // The mark before what a spreadsheet would run is no part of the text: written by our own files (csv::write) and by theirs.
    if (text.front() == '\'' && csv::runs(std::string_view(text).substr(1))) text.erase(0, 1);
    Cell cell;
    cell.column = column;
    cell.kind = Kind::text;
    cell.text = std::move(text);
    cell.digits_lost = is_scientific(text::trim(cell.text));
    out.cells.push_back(std::move(cell));
  }

  Manner manner_;
  Pieces pieces_;
  csv::Scanner scanner_;
  csv::Row row_;
};

class CsvReader final : public Workbook::Reader {
 public:
  CsvReader(ByteSource source, const Manner& manner, const Limits& limits)
      : source_(std::move(source)), manner_(manner), limits_(limits), sheets_{Sheet{}} {}
  const std::vector<Sheet>& sheets() const override { return sheets_; }
  std::string_view written_as() const override { return text::name(manner_.font == Encoding::utf8 ? manner_.encoding : manner_.font); }
  Result<std::unique_ptr<Rows>> rows(std::size_t) override {
    return std::unique_ptr<Rows>(std::make_unique<CsvRows>(source_, manner_, limits_));
  }

 private:
  ByteSource source_;
  Manner manner_;
  Limits limits_;
  std::vector<Sheet> sheets_;
};

}  // namespace

Result<std::unique_ptr<Workbook::Reader>> open_csv(const Source& source, const Limits& limits) {
  OCOP_TRY(bytes, ByteSource::open(source, limits));
  OCOP_TRY(manner, find_letters(bytes));
  Pieces pieces(bytes, manner);
  OCOP_TRY(piece, pieces.next());
  const std::string sample(piece);
  if (const auto stated = separator_line(sample)) {
    manner.separator = *stated;
    manner.separator_line = true;
  } else {
    manner.separator = find_separator(sample, sample.size() < ByteSource::kPiece);
  }
  return std::unique_ptr<Workbook::Reader>(std::make_unique<CsvReader>(std::move(bytes), manner, limits));
}

}  // namespace ocop::sheets
