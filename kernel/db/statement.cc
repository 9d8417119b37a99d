#include "kernel/db/statement.h"

#include <algorithm>
#include <charconv>

namespace ocop::db {

namespace {

void append_place(std::string& out, std::size_t place) { out.append("$").append(std::to_string(place)); }

// ($from, …, $(from + count - 1))
void append_places(std::string& out, std::size_t from, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ", ";
    append_place(out, from + i);
  }
}

[[noreturn]] void malformed(const Statement& statement, const std::string& why) {
  throw Failure(Failure::Kind::other, std::string(statement.name) + ": " + why);
}

void append_columns(std::string& out, const ColumnNames& columns, std::string_view table) {
  for (std::size_t i = 0; i < columns.count; ++i) {
    const ColumnNames::Name& name = columns.names[i];
    if (i > 0) out += ", ";
    if (const std::string_view of = name.table.empty() ? table : name.table; !of.empty()) out.append(of).append(".");
    out += name.column;
  }
}

void append_assignments(std::string& out, const ColumnNames& columns) {
  for (std::size_t i = 0; i < columns.count; ++i) {
    out.append(i > 0 ? ", " : "").append(columns.names[i].column).append(" = ");
    append_place(out, i + 1);
  }
}

void append_rows(std::string& out, std::size_t columns, std::size_t rows) {
  for (std::size_t row = 0; row < rows; ++row) {
    out += row > 0 ? ", (" : "(";
    append_places(out, row * columns + 1, columns);
    out += ")";
  }
}

class Expansion {
 public:
  Expansion(const Statement& statement, Engine engine, std::size_t repeated)
      : statement_(statement), engine_(engine), repeated_(repeated) {}

  std::string run() {
    std::string_view rest = text_for(statement_, engine_);
    out_.reserve(rest.size() * 2 + repeated_ * 6);
    while (!rest.empty()) {
      const std::size_t open = std::min(rest.find('{'), rest.size());
      out_ += rest.substr(0, open);
      rest.remove_prefix(open);
      if (rest.empty()) break;
      const std::size_t close = rest.find('}');
      if (close == std::string_view::npos) malformed(statement_, "a marker does not end");
      marker(rest.substr(1, close - 1));
      rest.remove_prefix(close + 1);
    }
    if (repeats_ != (repeated_ > 0)) malformed(statement_, "{ids} belongs to by_ids(), {rows} to insert_all(), and each needs its own");
    return std::move(out_);
  }

 private:
  void marker(std::string_view word) {
    constexpr std::string_view kDotColumns = ".columns";
    if (word == "lock") {
      if (engine_ == Engine::postgresql) out_ += "FOR UPDATE";
    } else if (word == "ids") {
      out_ += "(";
      append_places(out_, 1, repeated_);
      out_ += ")";
      repeats_ = true;
    } else if (word == "columns") {
      append_columns(out_, columns(), {});
    } else if (word.ends_with(kDotColumns)) {
      append_columns(out_, columns(), word.substr(0, word.size() - kDotColumns.size()));
    } else if (word == "arguments") {
      append_places(out_, 1, columns().count);
    } else if (word == "assignments") {
      append_assignments(out_, columns());
    } else if (word == "rows") {
      append_rows(out_, columns().count, repeated_);
      repeats_ = true;
    } else {
      further(word);
    }
  }
  // {+2}: the second argument after those of the columns.
  void further(std::string_view word) {
    std::size_t place = 0;
    const auto read = std::from_chars(word.data() + std::min<std::size_t>(1, word.size()), word.data() + word.size(), place);
    if (!word.starts_with('+') || read.ec != std::errc{} || read.ptr != word.data() + word.size() || place == 0)
      malformed(statement_, "unknown marker {" + std::string(word) + "} in the text of the statement");
    append_place(out_, columns().count + place);
  }
  const ColumnNames& columns() const {
    if (!statement_.columns) malformed(statement_, "a marker of columns in a statement that was given none");
    return *statement_.columns;
  }

  const Statement& statement_;
  const Engine engine_;
  const std::size_t repeated_;
  std::string out_;
  bool repeats_ = false;
};

}  // namespace

std::string expand(const Statement& statement, Engine engine, std::size_t repeated) {
  return Expansion(statement, engine, repeated).run();
}

}  // namespace ocop::db
