#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "modules/products/register_columns.h"

// What a person changed in a register file before it is brought in: the file itself stays as it was sent. Pure.
namespace ocop::products {

// A cell by its sheet (empty for a text file) and row, as a spreadsheet shows them; `field` is one of kColumns or kDecisionDate.
struct CellAddress {
  std::string sheet;
  std::uint32_t row = 0;
  std::string field;
  auto operator<=>(const CellAddress&) const = default;
};

inline constexpr std::string_view kNotRead = "-";   // of a heading: the column is none of the register's

// One cell; every cell of a field that says the same ("CTY" → "enterprise"); every empty cell of a field that would be asked about takes
// the value above it (a merged area that was saved as text). One cell is the strongest. Besides: what a heading of the file means, where
// its name says nothing or something else; and what all rows say of a field that has no column.
class Corrections {
 public:
  void set(CellAddress cell, std::string value) { cells_[std::move(cell)] = std::move(value); }
  void set(std::string field, std::string printed, std::string value) {
    values_[{std::move(field), std::move(printed)}] = std::move(value);
  }
  void fill(std::string field) { filled_.insert(std::move(field)); }
  // `heading` as printed; `field` is one of the register's columns, or kNotRead. What was said later goes before.
  void name(std::string heading, std::string field) {
    std::erase_if(headings_, [&](const auto& other) { return other.second == field && field != kNotRead; });
    headings_[std::move(heading)] = std::move(field);
  }
  void say(std::string field, std::string value) { said_[std::move(field)] = std::move(value); }
  // nullptr: nothing was said.
  const std::string* field_of(std::string_view heading) const { return found(headings_, heading); }
  const std::string* said(std::string_view field) const { return found(said_, field); }
  bool fills(std::string_view field) const { return filled_.contains(field); }
  // What stands instead of `printed`; nullptr = it stays. `printed` as the report gives it (cleaned).
  const std::string* of(const CellAddress& cell, std::string_view printed) const;
  bool empty() const { return cells_.empty() && values_.empty() && filled_.empty(); }   // of cells

 private:
  using Texts = std::map<std::string, std::string, std::less<>>;
  static const std::string* found(const Texts& texts, std::string_view key) {
    const auto at = texts.find(key);
    return at == texts.end() ? nullptr : &at->second;
  }
  Texts headings_, said_;
  std::map<CellAddress, std::string> cells_;
  std::map<std::pair<std::string, std::string>, std::string> values_;
  std::set<std::string, std::less<>> filled_;
};

}  // namespace ocop::products
