#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/random/random.h"
#include "kernel/tlog/tlog.h"

// Rows behind a leaf. An act that is logged may answer for rows of the database: its entry then carries the hash of a seal, and the seal
// says what each of those rows held when the act ended. Whoever owns the database can change a row and even its seal, but not the entry
// (docs/formats/log.md, "Seals").
//
// A seal is JSON: {"rows":[{"columns":"a b","digests":[[key,digest,tags],…],"of":"","table":"t"},…],"salt":"…"}. Digests are keyed with the
// salt, so that nobody who is shown a leaf learns what a row holds; a tag (four bytes a column) only tells which column differs.
namespace ocop::tlog {

// Rows of another table that belong to one sealed row and are sealed with it: all those whose column `link` holds its key.
struct Hanging {
  std::string_view table, link;
  std::string_view key;  // column or columns ("a, b"), unique among the rows of one link
};

// A table whose rows are sealed. Modules declare theirs beside their kinds of entries (kernel/manifest).
struct Sealed {
  std::string_view table;
  std::string_view key;  // unique column, or SQL expression that is one
  std::string_view open{};  // SQL condition of rows that may change freely: drafts. Empty: none may
  std::span<const std::string_view> columns{};  // sorted; empty = all of the table
  std::span<const Hanging> hanging{};
  // `each`: a row that is not open and that no entry answers for was put there. `some`: rows of no act are nobody's business.
  enum class Rows : std::uint8_t { each, some } rows = Rows::each;
  std::string_view as{};  // what seals call it, where one table is sealed in two ways; empty = the table
  std::string_view name() const { return as.empty() ? table : as; }
};

// What the entries of one act answer for. Referred tables outlive it. One thread.
class Seals {
 public:
  // The row as it stands when read() is called; it must be there then.
  void keep(const Sealed& table, const db::Bind& key) { refer(table, key, What::kept); }
  // The row may change again from now on (a dossier that was sent back).
  void free(const Sealed& table, const db::Bind& key) { refer(table, key, What::freed); }
  bool empty() const { return rows_.empty(); }
  std::size_t size() const { return rows_.size(); }
  // The seal's text. Reads every row, in one round trip on PostgreSQL. std::logic_error: a row is not there.
  std::string read(db::Reader& reader, Random& random) const;

 private:
  enum class What : std::uint8_t { kept, freed };
  struct Row {
    const Sealed* table;
    db::Bind::Kind kind;
    std::int64_t integer;
    std::string bytes;
    What what;
    db::Bind key() const;
  };
  void refer(const Sealed& table, const db::Bind& key, What what);
  std::vector<Row> rows_;
};

// The entries of one act, written together when it ends: their indices are known at once, because the head is locked by the first.
class Leaves {
 public:
  Leaves(db::Transaction& transaction, Random& random) : transaction_(transaction), random_(random) {}
  // The index it will have. Locks the head: acts that log are ordered.
  std::int64_t add(Entry entry);
  Seals& seals() { return seals_; }
  // Appends them; the last one carries the seal. Once, at the end of the act. std::logic_error: rows to be sealed and no entry.
  void write();

 private:
  db::Transaction& transaction_;
  Random& random_;
  Seals seals_;
  std::vector<Entry> entries_;
  std::int64_t first_ = 0;
};

// Every row of `tables` against the newest entry that answers for it, and every such entry against its rows: altered (with the column),
// missing, added. One line a finding; empty = sound. Goes with verify_log, which says whether the entries are what was signed.
// `done` is told entries and rows together; there are `work_of_seals` of them.
std::vector<std::string> check_seals(db::Reader& reader, std::span<const Sealed> tables, const Done& done = {});
std::int64_t work_of_seals(db::Reader& reader, std::span<const Sealed> tables);

// A log from before there were seals: its rows are sealed as they stand, by entries that say so (kAdopted), and true is returned. False:
// there is nothing to do. internal: the log's entries tell of seals and none is there any more.
inline constexpr std::string_view kAdoptedFields[] = {"rows", "table"};
inline constexpr Kind kAdopted{"rows.adopted", kAdoptedFields};
bool unsealed(db::Reader& reader);  // there are entries, and no seal yet
Result<bool> adopt_rows(db::Transaction& transaction, std::span<const Sealed> tables, Instant now, Random& random);

}  // namespace ocop::tlog
