#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/tlog/seal.h"

// Rows of any table as a seal keeps them. Inner header of kernel/tlog.
namespace ocop::tlog {

inline constexpr std::size_t kSaltBytes = 32, kTagBytes = 4;

// One row: its key as text (numbers in decimal, bytes in hex), the keyed digest of all its columns, a short tag of each.
struct RowDigest {
  std::string key, digest, tags;
};
// The columns of a query's rows that are sealed, in the order of their names: the order of a table differs between databases.
struct SealedColumns {
  std::vector<std::string> names;
  std::vector<int> places;  // in the row
  std::string joined() const;  // "a b c"
};
// Columns from `first` on. `chosen`: sorted names, empty = all.
SealedColumns sealed_columns(const db::Row& row, int first, std::span<const std::string_view> chosen);
// Of the first `count` columns: "a/b".
std::string key_text(const db::Row& row, int count = 1);
int columns_of(std::string_view key);  // "a, b": 2
RowDigest digest_row(const db::Row& row, const SealedColumns& columns, std::string_view key, std::string_view salt);

// A statement made at run time with its text: the text must outlive its rows.
class Query {
 public:
  Query(std::string_view name, std::string sql) : name_(name), sql_(std::move(sql)) {}
  db::Rows ask(db::Reader& reader, std::span<const db::Bind> binds) const { return reader.query_list({name_, sql_}, binds); }

 private:
  std::string_view name_;  // constexpr text
  std::string sql_;
};
Query row_query(const Sealed& table);  // one row by its key ($1): the key, then its columns
Query hanging_query(const Hanging& hanging);  // the rows of one link ($1), by key: the key, then their columns

}  // namespace ocop::tlog
