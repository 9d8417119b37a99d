#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"

// The database's half of a list: which rows, under which words of the address, in which orders. Written in a module's store.cc:
//
//   constexpr lists::Sort kSorts[] = {{"reported", "reported", lists::Kept::integer, lists::Direction::descending}, {"number", "number"}};
//   constexpr lists::Condition kConditions[] = {{"state", "state = ?", .group = "state"},
//                                               {"since", "reported >= ?", .kept = Kept::integer}};
//   constexpr lists::Source kReports{.name = "resolver.reports", .from = "FROM resolver_report", .columns = kReport, .key = "id",
//                                    .cover = {.province = "province"}, .conditions = kConditions, .sorts = kSorts};
//
// A page is found by key, not by counting off rows (docs/formats/sql.md), so that page 1,000 costs what page 1 costs and a row that comes
// or goes between two pages moves no other. What an actor may see is a condition of the same query: no row leaves the database for nothing.
//
// In every expression {today} is the question's day: what a row is on a day (valid, lapsed) is asked, counted and sorted by in SQL.
namespace ocop::lists {

enum class Kept : std::uint8_t { text, integer, bytes };        // how a column is kept; ids are bytes, days and moments integers
enum class Direction : std::uint8_t { ascending, descending };

struct Sort {
  std::string_view word;               // "reported"; in the address "-reported" is the other way round than ascending
  std::string_view column;             // an expression that is never NULL; ?1 to ?4 are the question's order_values
  Kept kept = Kept::text;
  Direction usual = Direction::ascending;
  std::string_view then{};             // never NULL: the order, in the same direction, of rows that `column` holds equal; empty = the key
  Kept then_kept = Kept::text;
  std::string_view postgresql{};       // `column` where the engines differ
  bool needs_values() const { return column.find("?1") != std::string_view::npos; }
};
struct Condition {
  std::string_view word;               // the parameter of the address
  std::string_view sql;                // "state = ?": every ? is the value
  std::string_view postgresql{};       // where the engines differ
  Kept kept = Kept::text;
  std::string_view group{};            // whose values can be counted (counts_by); the condition then says `group` = ?; or empty
  std::string_view of{};               // the plain columns that a computed `group` is made of, where an index has them; or empty
};
// The columns that a Scope is held against; empty = it does not look at that. `assignee` is a condition with ? for the account, `task` an
// expression: the Task (kernel/access) that a row of a producer belongs to, or NULL where it is its members' alone.
struct Cover {
  std::string_view province{};
  std::string_view commune{};
  std::string_view producer{};
  std::string_view assignee{};
  std::string_view task{};
};
// keys_first: for wide rows where an index holds all that conditions and orders ask. The page is chosen there; only its own rows are read.
enum class Fetch : std::uint8_t { rows, keys_first };
struct Source {
  std::string_view name;               // of the statement: "resolver.reports"
  std::string_view from;               // "FROM resolver_report r JOIN …", without WHERE
  const db::ColumnNames& columns;
  std::string_view key;                // unique; ends every order
  Kept key_kept = Kept::bytes;
  Cover cover{};
  std::string_view always{};           // a condition that every row must meet; empty = none
  std::span<const Condition> conditions{};
  std::span<const Sort> sorts{};       // the first is the usual one; not empty
  Fetch fetch = Fetch::rows;

  const Sort* sort(std::string_view word) const;
  const Condition* condition(std::string_view word) const;
};

using Value = std::variant<std::string, std::int64_t>;          // text and bytes, or an integer

// A place between two rows. Its text is opaque, and good for the order it was made in only.
struct Cursor {
  enum class Side : std::uint8_t { after, before };
  Side side = Side::after;
  Value sort;
  Value key;
  std::optional<Value> then{};             // of an order that has one
};
std::string write_cursor(const Cursor& cursor, const Sort& sort, Direction direction);
std::optional<Cursor> read_cursor(std::string_view text, const Source& source, const Sort& sort, Direction direction);

inline constexpr int kUsualRows = 50;      // two screens of a desk
inline constexpr int kMostRows = 200;      // 200 rows are 200 kB of JSON
struct Question {
  std::vector<std::pair<const Condition*, Value>> conditions;
  const Sort* sort = nullptr;              // null = the usual
  Direction direction = Direction::ascending;
  std::optional<Cursor> cursor;
  int limit = kUsualRows;
  std::vector<Value> order_values{};       // texts: what an order by likeness holds the rows against (Sort::needs_values)
  Date today{};                            // {today}
};

// How many rows there would be under each value of a condition.
using Counts = std::map<Value, std::int64_t>;

// The rows of a source as a module holds them in memory, for a list that is asked often and grows large: an answer is a look at arrays.
// nullopt = not from memory, ask the database: always so while it may hold other rows than the database does. Where it answers, it says
// what the database would say, row by row (the module's tests hold one against the other). Asked by many threads at once.
class Held {
 public:
  virtual ~Held() = default;
  // Which rows a page has; the database still gives the rows themselves.
  struct Page {
    std::vector<Value> keys;               // in the order asked for, also on the way back; at most Question::limit
    std::int64_t before = 0, after = 0;    // rows that the list has on either side
  };
  virtual std::optional<Page> page(const Question& question) const = 0;
  virtual std::optional<std::int64_t> count(const Question& question) const = 0;
  virtual std::optional<std::vector<Counts>> counts_by(const Question& question, std::span<const Condition* const> conditions) const = 0;
};
// Where a list's rows come from. Both outlive it.
struct Supply {
  Supply(const Source& from, const Held* kept = nullptr) : source(from), held(kept) {}
  const Source& source;
  const Held* held;
};

// ---- reading. Rows come in the order asked for, also on the way back.
struct Found {
  std::int64_t rows = 0;
  std::optional<Cursor> next, previous;    // of the pages beside this one
};
// `use` gets each row with the source's columns first.
Found read(db::Reader& reader, const Supply& supply, const Scope& scope, const Question& question,
           const std::function<void(const db::Row& row)>& use);
// All rows that the question's conditions leave, whatever its cursor.
std::int64_t count(db::Reader& reader, const Supply& supply, const Scope& scope, const Question& question);
// How many there would be under each value of each of `conditions`, with the question's other conditions: one look at the rows for all that
// are columns, one for each that is computed. Precondition: each has a group, kept as text or integer.
std::vector<Counts> counts_by(db::Reader& reader, const Supply& supply, const Scope& scope, const Question& question,
                              std::span<const Condition* const> conditions);

// A source and how a row of it is read, as a store gives it to the list: `lists::Rows<Report> reports() { return {kReports, kReport}; }`
template <class Row>
struct Rows {
  const Source& source;
  std::function<Row(const db::Row& row)> load;
  const Held* held = nullptr;
  Supply supply() const { return {source, held}; }
};

template <class Row>
struct Page {
  std::vector<Row> rows;
  std::int64_t total = 0;
  std::optional<Cursor> next, previous;
};
template <class Columns>
Page<typename Columns::Struct> page(db::Reader& reader, const Supply& supply, const Columns& columns, const Scope& scope,
                                    const Question& question) {
  Page<typename Columns::Struct> out;
  Found found = read(reader, supply, scope, question, [&](const db::Row& row) { out.rows.push_back(columns(row)); });
  out.next = std::move(found.next);
  out.previous = std::move(found.previous);
  out.total = count(reader, supply, scope, question);
  return out;
}

}  // namespace ocop::lists
