#include "kernel/base/csv.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "kernel/base/messages.h"
#include "kernel/base/text.h"

namespace ocop::csv {
namespace {

namespace msg = base::msg;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// One pass over the file; `at_` only grows, so the time is linear in the file whatever it holds.
class Parser {
 public:
  Parser(std::string_view file, const Limits& limits) : file_(file), limits_(limits) {
    if (file_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  }

  Result<std::vector<Row>> run() {
    std::vector<Row> rows;
    while (at_ < file_.size()) {
      if (skip_line_end()) continue;   // a blank line is not a row
      if (rows.size() == limits_.rows) {
        return fault(msg::csv_row_too_many, "", "at most " + std::to_string(limits_.rows) + " rows", limits_.rows);
      }
      Row row;
      row.line = line_;
      if (auto error = read_row(row)) return std::move(*error);
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  std::optional<Error> read_row(Row& row) {
    for (;;) {
      if (row.fields.size() == limits_.fields) {
        return fault(msg::csv_fields_too_many, "", "at most " + std::to_string(limits_.fields) + " fields", limits_.fields);
      }
      std::string field;
      if (auto error = at_ < file_.size() && file_[at_] == '"' ? read_quoted(field) : read_plain(field)) return error;
      if (field.size() > limits_.field_bytes) {
        return fault(msg::csv_field_too_long, field, "at most " + std::to_string(limits_.field_bytes) + " bytes", limits_.field_bytes);
      }
      if (!text::is_valid_utf8(field)) return fault(msg::csv_not_utf8, "", "UTF-8");
      row.fields.push_back(std::move(field));
      if (at_ < file_.size() && file_[at_] == ',') {
        ++at_;
        continue;
      }
      skip_line_end();
      return std::nullopt;
    }
  }

  std::optional<Error> read_plain(std::string& field) {
    const std::size_t from = at_;
    while (at_ < file_.size() && file_[at_] != ',' && !at_line_end()) {
      if (file_[at_] == '"') {
        return fault(msg::csv_quote_inside, file_.substr(from, at_ - from + 1), "the field in quotes, inner quotes doubled");
      }
      ++at_;
    }
    field.assign(file_.substr(from, at_ - from));
    return std::nullopt;
  }

  std::optional<Error> read_quoted(std::string& field) {
    const std::size_t opened_at = line_;
    ++at_;
    for (;;) {
      if (at_ == file_.size()) {
        line_ = opened_at;
        return fault(msg::csv_quote_open, field, "a closing quote");
      }
      const char c = file_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        field.push_back(c);
      } else if (at_ < file_.size() && file_[at_] == '"') {
        field.push_back('"');
        ++at_;
      } else {
        break;
      }
    }
    if (at_ < file_.size() && file_[at_] != ',' && !at_line_end()) {
      return fault(msg::csv_quote_inside, field, "a comma or the end of the line after the closing quote");
    }
    return std::nullopt;
  }

  bool at_line_end() const {
    return file_[at_] == '\n' || (file_[at_] == '\r' && at_ + 1 < file_.size() && file_[at_ + 1] == '\n');
  }
  bool skip_line_end() {
    if (at_ >= file_.size() || !at_line_end()) return false;
    at_ += file_[at_] == '\r' ? 2 : 1;
    ++line_;
    return true;
  }

  // Only valid UTF-8 may leave in an error answer.
  Error fault(const Message& message, std::string_view got, std::string expected, std::optional<std::size_t> limit = {}) const {
    Problem problem{"line " + std::to_string(line_), {}, std::move(expected), message, {}};
    const std::string_view brief = text::cut(got, kMaxProblemText);
    if (text::is_valid_utf8(brief)) problem.got = brief;
    if (limit) problem.arguments.push_back(std::to_string(*limit));
    return Error::of(ErrorKind::malformed_request, std::move(problem));
  }

  std::string_view file_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

bool starts_formula(std::string_view field) {
  return !field.empty() && std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos;
}

}  // namespace

Result<std::vector<Row>> parse(std::string_view file, const Limits& limits) { return Parser(file, limits).run(); }

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
    if (starts_formula(field)) out.push_back('\'');
    for (const char c : field) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    if (quoted) out.push_back('"');
  }
  return out + "\r\n";
}

}  // namespace ocop::csv
