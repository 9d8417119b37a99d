#include "kernel/base/csv.h"

#include <utility>

#include "kernel/base/messages.h"
#include "kernel/base/text.h"

namespace ocop::csv {
namespace {

namespace msg = base::msg;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Only valid UTF-8 may leave in an error answer.
Error fault_at(std::size_t line, const Message& message, std::string_view got, std::string expected, std::optional<std::size_t> limit) {
  Problem problem{"line " + std::to_string(line), {}, std::move(expected), message, {}};
  const std::string_view brief = text::cut(got, kMaxProblemText);
  if (text::is_valid_utf8(brief)) problem.got = brief;
  if (limit) problem.arguments.push_back(std::to_string(*limit));
  return Error::of(ErrorKind::malformed_request, std::move(problem));
}

}  // namespace

Error Scanner::fault(std::size_t line, const Message& message, std::string_view got, std::string expected,
                     std::optional<std::size_t> limit) const {
  return fault_at(line, message, got, std::move(expected), limit);
}

bool Scanner::has_more() {
  while (at_ == piece_.size()) {
    if (ended_) return false;
    auto piece = more_();
    if (!piece) failed_ = std::move(piece).error();
    ended_ = failed_ || piece->empty();
    piece_ = ended_ ? std::string_view() : *piece;
    at_ = !begun_ && piece_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    begun_ = true;
  }
  return true;
}

void Scanner::skip_line_end() {
  const bool carriage = letter() == '\r';
  step();
  if (carriage && has_more() && letter() == '\n') step();
  ++line_;
}

Result<bool> Scanner::next(Row& row) {
  row.fields.clear();
  if (!has_more()) return failed_ ? Result<bool>(std::move(*failed_)) : Result<bool>(false);
  row.number = ++number_;
  row.line = line_;
  if (at_line_end()) {
    skip_line_end();
    return true;
  }
  if (rows_++ == limits_.rows)
    return fault(line_, msg::csv_row_too_many, "", "at most " + std::to_string(limits_.rows) + " rows", limits_.rows);
  for (;;) {
    if (row.fields.size() == limits_.fields)
      return fault(line_, msg::csv_fields_too_many, "", "at most " + std::to_string(limits_.fields) + " fields", limits_.fields);
    if (auto error = read_field(row.fields.emplace_back())) return std::move(*error);
    if (!has_more()) break;
    if (letter() != dialect_.separator) {
      skip_line_end();
      break;
    }
    step();
  }
  return failed_ ? Result<bool>(std::move(*failed_)) : Result<bool>(true);
}

std::optional<Error> Scanner::read_field(std::string& field) {
  if (has_more() && letter() == '"') return read_quoted(field);
  return read_plain(field);
}

std::optional<Error> Scanner::read_plain(std::string& field) {
  for (; has_more() && letter() != dialect_.separator && !at_line_end(); step()) {
    if (letter() == '"' && dialect_.quotes == Quotes::strict)
      return fault(line_, msg::csv_quote_inside, field + "\"", "the field in quotes, inner quotes doubled");
    if (field.size() == limits_.field_bytes)
      return fault(line_, msg::csv_field_too_long, field, "at most " + std::to_string(limits_.field_bytes) + " bytes", limits_.field_bytes);
    field.push_back(letter());
  }
  return std::nullopt;
}

std::optional<Error> Scanner::read_quoted(std::string& field) {
  const std::size_t opened_at = line_;
  step();
  for (;; ) {
    if (!has_more()) return fault(opened_at, msg::csv_quote_open, field, "a closing quote");
    const char c = letter();
    step();
    if (c == '"') {
      if (!has_more() || letter() != '"') break;
      step();
    }
    if (c == '\n' || (c == '\r' && has_more() && letter() != '\n')) ++line_;
    if (field.size() == limits_.field_bytes)
      return fault(opened_at, msg::csv_field_too_long, field, "at most " + std::to_string(limits_.field_bytes) + " bytes",
                   limits_.field_bytes);
    field.push_back(c);
  }
  if (!has_more() || letter() == dialect_.separator || at_line_end()) return std::nullopt;
  if (dialect_.quotes == Quotes::lenient) return read_plain(field);
  return fault(line_, msg::csv_quote_inside, field, "a comma or the end of the line after the closing quote");
}

Result<std::vector<Row>> parse(std::string_view file, const Limits& limits) {
  Scanner scanner([&] { return std::exchange(file, {}); }, {}, limits);
  std::vector<Row> rows;
  Row row;
  for (;;) {
    OCOP_TRY(more, scanner.next(row));
    if (!more) return rows;
    if (row.fields.empty()) continue;
    for (const std::string& field : row.fields)
      if (!text::is_valid_utf8(field)) return fault_at(row.line, msg::csv_not_utf8, "", "UTF-8", {});
    rows.push_back(std::move(row));
  }
}

bool runs(std::string_view field) {
  const std::size_t at = field.find_first_not_of('\'');   // a mark that is content is marked too, so that one mark can be taken off again
  return at != std::string_view::npos && std::string_view("=+-@\t\r").find(field[at]) != std::string_view::npos;
}

std::string write(const std::vector<std::string>& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string& field = fields[i];
    if (i > 0) out.push_back(',');
    // A row of one empty field would read as a blank line.
    // A byte order mark that is content must not be the first bytes of a file, where it would be dropped.
    const bool quoted = field.find_first_of("\",\r\n") != std::string::npos || (fields.size() == 1 && field.empty()) ||
                        field.starts_with(kByteOrderMark);
    if (quoted) out.push_back('"');
    if (runs(field)) out.push_back('\'');
    for (const char c : field) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    if (quoted) out.push_back('"');
  }
  return out + "\r\n";
}

}  // namespace ocop::csv
