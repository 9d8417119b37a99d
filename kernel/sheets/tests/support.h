#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "kernel/sheets/sheets.h"

namespace ocop::sheets {

inline std::string sample(const std::string& name) {
  return std::string(OCOP_SOURCE_DIR) + "/kernel/sheets/fuzz/seeds/sheets_file/" + name;
}

inline std::vector<Row> all_rows(Workbook& book, std::size_t sheet = 0) {
  std::vector<Row> out;
  auto rows = book.rows(sheet);
  EXPECT_TRUE(rows) << (rows ? "" : rows.error().problems.at(0).message.en);
  if (!rows) return out;
  for (;;) {
    Row row;
    const auto more = (*rows)->next(row);
    EXPECT_TRUE(more) << (more ? "" : more.error().problems.at(0).message.en);
    if (!more || !*more) return out;
    out.push_back(row);
  }
}

inline std::vector<Row> rows_of(const std::string& name, std::string_view written_as = {}) {
  auto book = Workbook::open(Source::file(sample(name)));
  EXPECT_TRUE(book) << name << ": " << (book ? "" : book.error().detail);
  if (!book) return {};
  if (!written_as.empty()) {
    EXPECT_EQ(book->written_as(), written_as) << name;
  }
  return all_rows(*book);
}

inline std::vector<std::string> texts(const Row& row) {
  std::vector<std::string> out;
  for (const Cell& cell : row.cells) out.push_back(cell.text);
  return out;
}

}  // namespace ocop::sheets
