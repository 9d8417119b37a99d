#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/sheets/sheets.h"

// Finds the row of column names in a table as people make them: title rows above it, a heading in two rows with merged groups, a row of
// column numbers below it, names in other case, without marks, with remarks in brackets. Pure.
namespace ocop::sheets {

enum class Need : std::uint8_t { required, optional };
struct Wanted {
  std::string_view field;
  std::span<const std::string_view> names;   // known names beside `field` itself, in any case, with marks or without
  Need need = Need::optional;
};

struct Heading {
  std::uint32_t column = 0;
  std::string text;                          // as printed; of two rows "Địa chỉ / Xã"
};
struct Header {
  std::uint32_t first_row = 0, last_row = 0; // row numbers; equal for one row
  std::vector<std::optional<std::uint32_t>> columns;   // of each wanted field, in its order
  std::vector<std::string> texts;            // what is printed over each of them; empty where there is none
  std::vector<std::size_t> missing;          // required fields that have no column
  std::vector<Heading> unknown;              // columns that name nothing wanted, and second ones of a field that has its column
  std::optional<std::uint32_t> of(std::size_t wanted) const { return columns[wanted]; }
};

inline constexpr std::size_t kHeaderRows = 30;   // a header below that many rows of titles was never seen

// Looks through the first rows (at most kHeaderRows are looked at). nullopt: no row names two of the fields (one, when one is wanted).
// A name fits exactly, then without remarks ("Hạng sao (3, 4, 5)"), then as the beginning of a longer one ("Tên sản phẩm dự thi");
// a better fit of any column goes first.
std::optional<Header> find_header(std::span<const Row> rows, std::span<const Wanted> wanted);

// A row of "(1) (2) (3)", "1 2 3", "A B 1 2" below a header.
bool is_column_numbers(const Row& row);
// "Tổng cộng: 12", "Cộng", "Total" in its first filled cells: a sum of the rows above, not one of them.
bool is_total(const Row& row);

}  // namespace ocop::sheets
