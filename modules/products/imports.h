#pragma once
#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/jobs/jobs.h"
#include "kernel/manifest/offers.h"
#include "modules/products/import_types.h"
#include "modules/products/imports_progress.h"
#include "modules/products/store.h"

namespace ocop::products {

// A register brought in by people: sent, looked at, corrected, applied as one act, undone as one act. Thread-safe; its parts outlive it.
//
// Who may: the provincial body, rows of its own province; an administrator, rows of all, in files of the administrators. Everybody else
// finds nothing (not_found), the one of the other's files too.
struct Look;
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
    AtOnce at_once{};
  };
  explicit Imports(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const places::Index& places() const { return parts_.places; }
  Instant now() const { return parts_.clock.now(); }

  // Keeps the file and looks at it; nothing of the register changes. Errors: of read_register; too_large above kImportRows. What is more
  // than AtOnce is looked at, written and taken back by a job: then the import is under way, and says afterwards what became of it.
  Result<act::Made<ImportId>> send(const Actor& actor, const ImportFile& file);

  struct Shown {
    Import import;
    std::vector<ImportRow> wrong;        // those that were kept (kMostWrongTold), with their cells
    std::vector<Recipe> recipe;          // of the sender, that this file does not use yet
    std::vector<KeptFix> fixes;
    bool may_undo() const { return undo_until.has_value(); }
    std::optional<Instant> undo_until{}; // of one that was applied and may still be taken back
    ImportProgress::Step step{};         // of one that is under way
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
  // counted; nullopt: a job does it.
  Result<std::optional<Undone>> undo(const Actor& actor, ImportId id, const ImportVersion& input);
  // Puts away a file of which nothing was written.
  Result<void> discard(const Actor& actor, ImportId id, const ImportVersion& input);

  std::vector<jobs::Kind> job_kinds();

 private:
  Result<Look> look(db::Reader& reader, const Import& import, const sheets::Source& bytes, const Corrections& corrections) const;
  Result<void> look_again(act::Act& act, Import& import) const;
  Result<void> fix_columns(act::Act& act, Import& import, const FixInput& input) const;
  Result<Import> own(db::Reader& reader, const Actor& actor, ImportId id) const;
  // Locked until the act ends; in one of those states and of that version, else conflict.
  Result<Import> own(db::Transaction& transaction, const Actor& actor, ImportId id, std::initializer_list<ImportState> states,
                     std::int64_t version) const;
  Result<Undone> take_back(act::Act& act, Import& import, const Steps& steps = {}) const;
  bool is_long(db::Reader& reader, const Import& import) const;

  // ---- long ones (imports_jobs.cc)
  // A job of this act; the import says so. The second writes it too.
  static void settle(db::Reader& reader, Import& import);
  void start(act::Act& act, Import& import, UnderWay what) const;
  Result<void> ask(act::Act& act, Import& import, UnderWay what) const;
  jobs::Outcome work(jobs::Attempt& attempt);
  struct Task;
  Result<Look> look(const Task& task) const;
  Result<void> do_in(act::Act& act, const Task& task, const Look* look) const;
  jobs::Outcome end(const Task& task, const Look* look);
  jobs::Outcome give_up(const Task& task, const Error& error);

  Parts parts_;
  act::Acts acts_;
  mutable ImportProgress progress_;
};

Scope import_scope(const Actor& actor);
// Of the products whose rows it may bring.
Scope register_scope(const Actor& actor);

}  // namespace ocop::products
