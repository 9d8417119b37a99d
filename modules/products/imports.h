#pragma once
#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/manifest/offers.h"
#include "modules/products/import_types.h"
#include "modules/products/store.h"

namespace ocop::products {

// A register brought in by people: sent, looked at, corrected, applied as one act, undone as one act. Thread-safe; its parts outlive it.
//
// Who may: the provincial body, rows of its own province; an administrator, rows of all, in files of the administrators. Everybody else
// finds nothing (not_found), the one of the other's files too.
class Imports {
 public:
  struct Parts {
    db::Database& database;
    blobs::Blobs& blobs;
    const Clock& clock;
    Random& random;
    const places::Index& places;
    const producers::Producers& producers;
    const Store& store;
    const manifest::Offers& offers;
  };
  explicit Imports(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const places::Index& places() const { return parts_.places; }
  Instant now() const { return parts_.clock.now(); }

  // Keeps the file and looks at it; nothing of the register changes. Errors: of read_register; too_large above kImportRows.
  Result<act::Made<ImportId>> send(const Actor& actor, const ImportFile& file);

  struct Shown {
    Import import;
    std::vector<ImportRow> wrong;        // those that were kept (kMostWrongTold), with their cells
    std::vector<Recipe> recipe;          // of the sender, that this file does not use yet
    std::vector<KeptFix> fixes;
    bool may_undo() const { return undo_until.has_value(); }
    std::optional<Instant> undo_until{}; // of one that was applied and may still be taken back
  };
  Result<Shown> show(const Actor& actor, ImportId id) const;
  Result<ImportRow> row(const Actor& actor, ImportId id, std::int64_t number) const;
  // Senders of before, for the form; the last first.
  std::vector<std::string> sources(const Actor& actor) const;

  // A correction of cells or of what a column is, and the file looked at again with it. conflict: somebody was faster, or the import is not
  // looked at any more.
  Result<void> fix(const Actor& actor, ImportId id, const FixInput& input);
  // All of the sender's recipe.
  Result<void> reuse(const Actor& actor, ImportId id, const ImportVersion& input);
  // Writes what a look says of the register as it is now; wrong rows stay out. Also again, after it was taken back. Logged; the corrections
  // by value become the recipe.
  Result<void> apply(const Actor& actor, ImportId id, const ImportVersion& input);
  // Within kUndoHours: what it created goes, what it updated is as before. What somebody has changed or built on since stays, and is
  // counted.
  Result<Undone> undo(const Actor& actor, ImportId id, const ImportVersion& input);
  // Puts away a file of which nothing was written.
  Result<void> discard(const Actor& actor, ImportId id, const ImportVersion& input);

 private:
  struct Look {
    ImportReport report;
    std::vector<Known> known;
    std::string headings;   // Import::headings
    std::vector<std::string> missing;
  };
  Result<Look> look(db::Reader& reader, const Import& import, const sheets::Source& bytes, const Corrections& corrections) const;
  Result<void> look_again(act::Act& act, Import& import) const;
  static void note(Import& import, const Look& look);
  Result<void> fix_columns(act::Act& act, Import& import, const FixInput& input) const;
  Result<Import> own(db::Reader& reader, const Actor& actor, ImportId id) const;
  // Locked until the act ends; in one of those states and of that version, else conflict.
  Result<Import> own(db::Transaction& transaction, const Actor& actor, ImportId id, std::initializer_list<ImportState> states,
                     std::int64_t version) const;
  Result<Undone> take_back(act::Act& act, const Import& import) const;

  Parts parts_;
  act::Acts acts_;
};

Scope import_scope(const Actor& actor);
// Of the products whose rows it may bring.
Scope register_scope(const Actor& actor);

}  // namespace ocop::products
