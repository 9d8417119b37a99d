#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/attempt.h"
#include "kernel/files/received.h"
#include "kernel/jobs/jobs.h"
#include "kernel/tlog/seal.h"
#include "modules/products/corrections.h"
#include "modules/products/import.h"

// A register file that somebody sent, looked at row by row, corrected, brought in, and perhaps taken back.
namespace ocop::products {

enum class ImportState : std::uint8_t {
  looked,      // nothing of it is in the register yet
  applied,
  undone,      // it was in the register and was taken back
  discarded,   // put away before anything was written; its file is gone
};
inline constexpr std::array kImportStates{ImportState::looked, ImportState::applied, ImportState::undone, ImportState::discarded};
std::string_view name(ImportState state);
const Message& label(ImportState state);
const Message& label(Outcome outcome);
inline constexpr std::array kAllOutcomes{Outcome::created, Outcome::updated, Outcome::unchanged, Outcome::suspected_duplicate,
                                         Outcome::wrong};

// What a browser or a program sends; the largest province has 3,500 products, the country 20,000.
inline constexpr std::int64_t kImportFile = 48LL << 20;      // bytes: 100,000 rows of the widest layout seen are 40 MB as CSV, 15 as XLSX
inline constexpr std::size_t kImportRows = 100'000;          // rows: what is promised in a minute and 200 MB
// What is done while its sender waits. More is a job: its page says how far it is.
struct AtOnce {
  std::int64_t bytes = 1LL << 20;        // 7,000 rows of CSV: a second
  std::int64_t rows = 5'000;             // two seconds, the writer's second of them
};
inline constexpr std::int64_t kUndoHours = 24;               // a day in which a slip is seen; afterwards others have built on it
inline constexpr std::int64_t kSourceLimit = 120;            // characters of a sender's name

// Of a file of the installation's administrators. Not empty: an empty code of a row is nobody's (kernel/access).
inline constexpr std::string_view kAllProvinces = "*";

// What a job does with it.
enum class UnderWay : std::uint8_t { nothing, reading, applying, undoing };
std::string_view name(UnderWay what);
const Message& label(UnderWay what);

struct ImportFile {
  std::string source;                    // who sent it: ids are unique within, and what was corrected is remembered by it
  files::Sent file;
  Attempt attempt{};
};
struct Import {
  ImportId id;
  std::string province;                  // whose rows it may bring, or kAllProvinces
  std::string source, file_name, sha256, written_as;
  std::string headings;                  // of the file, as it was last looked at: JSON (headings_of)
  std::string missing;                   // fields that a column is still looked for, by blanks; not empty = nothing can be brought in
  ImportState state = ImportState::looked;
  UnderWay under_way = UnderWay::nothing;
  std::optional<jobs::JobId> job{};      // that was asked for last
  std::string told;                      // what a job has to say: {"vi": …, "en": …}; empty = nothing
  std::array<std::int64_t, kOutcomes> counts{};
  AccountId by;
  Instant sent{};
  std::optional<Instant> applied{}, undone{};
  std::optional<AccountId> applied_by{}, undone_by{};
  std::int64_t log_index = -1;           // of the entry that says it was brought in; -1 = none yet
  std::int64_t version = 0;
  std::int64_t rows() const;
  bool was_never_read() const { return written_as.empty(); }   // the job was stopped before: it can only be discarded
  std::string told_in(Language language) const;
};
// A row of it as it was last looked at.
struct ImportRow {
  Uuid id;                               // of this look; after the next one the same row has another
  ImportId import;
  std::int64_t number = 0;               // from 0, in the order of the file
  std::string sheet;
  std::int64_t row = 0, line = 0;
  std::string register_id, name, maker, place, decision;
  std::int64_t stars = 0, year = 0;      // 0 = not stated
  Outcome outcome = Outcome::wrong;
  std::string problems;                  // JSON list: field, column, value, expected, reason_vi, reason_en; "[]" = none
  std::string like_id, like_name;        // suspected_duplicate: the earlier one
  std::string province;                  // of the import: whoever may see that may see the row
};
// A heading of the file: "" = not understood, kNotRead = a person said that it is no column of the register.
struct ImportHeading { std::string sheet, letter, text, field; };
std::vector<ImportHeading> headings_of(const Import& import);
// One wrong cell of a row, out of `problems`.
struct WrongCell {
  std::string field, column, heading, value, expected, reason_vi, reason_en;
  std::string_view reason_in(Language language) const { return language == Language::vi ? reason_vi : reason_en; }
};
std::vector<WrongCell> wrong_cells(const ImportRow& row);

// For which cells a correction is: this one, all of the column that say the same, or all empty ones, which take the value above. Or for a
// whole column: which field a heading of the file means, or what all rows say of a field that no heading names.
enum class FixReach : std::uint8_t { cell, same_value, fill_down, heading, all_rows };
inline constexpr std::array kFixReaches{FixReach::cell, FixReach::same_value, FixReach::fill_down, FixReach::heading, FixReach::all_rows};
constexpr bool is_of_columns(FixReach reach) { return reach == FixReach::heading || reach == FixReach::all_rows; }
std::string_view name(FixReach reach);
const Message& label(FixReach reach);
struct FixInput {
  std::int64_t version = 0;              // of the import, as it was read
  std::int64_t number = 0;               // of the row; of a whole column none
  std::string field, value;              // of a heading: the field that it means or kNotRead, and its text
  FixReach reach = FixReach::cell;
};
struct ImportVersion { std::int64_t version = 0; };

// A correction as it is kept. Of a heading `printed` is its text and `value` the field.
struct KeptFix {
  FixReach reach = FixReach::cell;
  std::string sheet;
  std::int64_t row = 0;                  // of one cell; else 0
  std::string field, printed, value;
};
// What was corrected in earlier files of this sender and would change something in this one.
struct Recipe { std::string field, printed, value; FixReach reach = FixReach::same_value; };

struct Undone { std::int64_t removed = 0, restored = 0, kept = 0; };

inline constexpr std::string_view kSealedImportColumns[] = {"province", "source", "sha256", "created", "updated"};
inline constexpr tlog::Sealed kSealedImport{
    .table = "products_import", .key = "id", .columns = kSealedImportColumns, .rows = tlog::Sealed::Rows::some};
inline constexpr std::string_view kImportedFields[] = {"created",   "province",  "sha256",  "source",
                                                       "suspected", "unchanged", "updated", "wrong"};
inline constexpr std::string_view kImportUndoneFields[] = {"kept", "removed", "restored"};
inline constexpr tlog::Kind kImported{"register.imported", kImportedFields}, kImportUndone{"register.undone", kImportUndoneFields};

}  // namespace ocop::products
