#include <malloc.h>

#include <algorithm>

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/products/imports_look.h"
#include "modules/products/messages.h"
#include "modules/products/store_imports.h"

// Long imports: a job reads the file, holds it against the register and then writes everything in the act that ends the job. A process that
// is killed on the way has written nothing, and the next one begins the job anew.
namespace ocop::products {
namespace {

constexpr std::string_view kJob = "products.import";
constexpr std::chrono::seconds kLongest{1800};   // thirty times what 100,000 rows take on a slow disk
constexpr int kTries = 3;                        // of a look that somebody else's act overtook; then the act itself looks

std::optional<UnderWay> parse(std::string_view what) {
  for (const UnderWay one : {UnderWay::reading, UnderWay::applying, UnderWay::undoing})
    if (name(one) == what) return one;
  return std::nullopt;
}
std::string in_both(std::string_view vi, std::string_view en) {
  json::Writer out;
  out.begin_object().field("vi", vi).field("en", en).end_object();
  return out.take();
}
std::string told_of(const Error& error) {
  if (error.problems.empty()) return in_both(msg::import_failed.vi, msg::import_failed.en);
  return in_both(sentence(error.problems.front(), Language::vi), sentence(error.problems.front(), Language::en));
}
std::string told_of(const Undone& undone) {
  const auto in_language = [&](Language language) {
    return format(msg::import_was_undone, language,
                  {std::to_string(undone.removed), std::to_string(undone.restored), std::to_string(undone.kept)});
  };
  return in_both(in_language(Language::vi), in_language(Language::en));
}
// Somebody's act came between the look and the writing.
Error overtaken() { return Error::of(ErrorKind::conflict, "the register changed meanwhile"); }

}  // namespace

// What one attempt works on. Whoever asked was allowed to when he did.
struct Imports::Task {
  jobs::Attempt& attempt;
  Import import;
  Actor actor;
  void tell(ImportProgress& progress, const ImportProgress::Step& step) const { progress.tell(import.id, step); }
};

void Imports::start(act::Act& act, Import& import, UnderWay what) const {
  import.under_way = what;
  import.told.clear();
  json::Writer payload;
  payload.begin_object().field("import", import.id).field("what", name(what)).field("by", act.by()).end_object();
  import.job = jobs::enqueue(act, {.kind = kJob, .payload = payload.take()}, act.now(), parts_.random);
}

// An administrator may cancel the job, and one that failed again and again is dead: then nothing is under way any more, whatever the row
// says.
void Imports::settle(db::Reader& reader, Import& import) {
  if (import.under_way == UnderWay::nothing) return;
  const auto job = import.job ? jobs::find(reader, *import.job) : std::nullopt;
  if (job && (job->state == jobs::State::waiting || job->state == jobs::State::running)) return;
  import.under_way = UnderWay::nothing;
  import.told = in_both(msg::import_stopped.vi, msg::import_stopped.en);
}

Result<void> Imports::ask(act::Act& act, Import& import, UnderWay what) const {
  start(act, import, what);
  if (!import_rows::update(act, import)) return act::stale(import.version, {}, msg::import_changed);
  return {};
}

std::vector<jobs::Kind> Imports::job_kinds() {
  return {{.name = kJob,
           .title = msg::job_import,
           .handler = [this](jobs::Attempt& attempt) { return work(attempt); },
           .lane = jobs::Lane::lengthy,
           .longest = kLongest,
           .stages = {{"reading", msg::step_reading}, {"comparing", msg::step_comparing}, {"writing", msg::step_writing}}}};
}

jobs::Outcome Imports::work(jobs::Attempt& attempt) {
  const auto payload = json::parse(attempt.payload());
  const auto id = payload ? ImportId::parse(payload->root()["import"].text_or("")) : std::nullopt;
  const auto by = payload ? AccountId::parse(payload->root()["by"].text_or("")) : std::nullopt;
  const auto what = payload ? parse(payload->root()["what"].text_or("")) : std::nullopt;
  if (!id || !by || !what) return jobs::Outcome::never("the payload names no import");
  auto import = parts_.database.read([&](db::Reader& reader) { return import_rows::find(reader, Scope::everything(), *id); });
  if (!import || import->under_way != *what) return jobs::Outcome::done();   // it was done before
  const bool whole = import->province == kAllProvinces;
  const Grant grant{whole ? Role::administrator : Role::provincial_body, whole ? "" : import->province, "", std::nullopt};
  const Task task{attempt, std::move(*import), {*by, {}, {grant}}};
  auto outcome = jobs::Outcome::done();
  for (int tries = 0; tries <= kTries; ++tries) {
    std::optional<Result<Look>> seen;
    if (*what != UnderWay::undoing && (tries < kTries || *what == UnderWay::reading)) {
      seen.emplace(look(task));
      if (!*seen) {
        outcome = give_up(task, seen->error());
        break;
      }
    }
    outcome = end(task, seen ? &seen->value() : nullptr);
    if (outcome.reason != overtaken().detail) break;
  }
  progress_.forget(*id);
  malloc_trim(0);   // what a file of 100,000 rows took goes back: this thread may not need it again for a year
  return outcome;
}

// Nobody waits for it: the database is asked for a moment at a time.
Result<Look> Imports::look(const Task& task) const {
  struct Sent { Result<std::string> bytes; Corrections corrections; };
  auto sent = parts_.database.read([&](db::Reader& reader) {
    return Sent{parts_.blobs.read(reader, task.import.sha256), corrections_of(import_rows::fixes_of(reader, task.import.id))};
  });
  if (!sent.bytes) return sent.bytes.error();
  const auto rows = static_cast<std::size_t>(task.import.rows());   // of the last look
  const auto reading = [&](std::size_t done) {
    task.tell(progress_, {ImportProgress::Stage::reading, done, rows});
    task.attempt.progress({static_cast<std::int64_t>(done), static_cast<std::int64_t>(rows), "reading"});
  };
  OCOP_TRY(file, read_import(parts_, sheets::Source::bytes(*sent.bytes), sent.corrections, reading));
  sent.bytes = std::string();   // not held while rows are compared
  task.tell(progress_, {ImportProgress::Stage::comparing, 0, file.rows.size()});
  task.attempt.progress({0, static_cast<std::int64_t>(file.rows.size()), "comparing"});
  auto there = parts_.database.read([&](db::Reader& reader) { return beside(parts_, reader); });
  return compare_import(parts_, task.import, std::move(file), std::move(there), sent.corrections);
}

// The act itself. `seen` is missing where others were always faster: then it looks, and everybody waits.
Result<void> Imports::do_in(act::Act& act, const Task& task, const Look* seen) const {
  import_rows::lock(act, task.import.id);
  auto found = import_rows::find(act, Scope::everything(), task.import.id);
  if (!found || found->under_way != task.import.under_way) return {};   // another process was faster
  Import& import = *found;
  const UnderWay what = std::exchange(import.under_way, UnderWay::nothing);
  const std::size_t total = seen ? seen->report.rows.size() : static_cast<std::size_t>(import.rows());
  const auto writing = [&](std::size_t done) { task.tell(progress_, {ImportProgress::Stage::writing, done, total}); };
  writing(0);
  if (what == UnderWay::undoing) {
    const std::int64_t version = import.version;
    OCOP_TRY(undone, take_back(act, import, writing));
    import.version = version + 1;
    import.told = told_of(undone);
    import_rows::update(act, import);
    return {};
  }
  if (what == UnderWay::reading) {
    note(import, *seen);
    if (!import_rows::update(act, import)) return act::stale(import.version, {}, msg::import_changed);
    keep_rows(act, parts_.random, import, seen->report);
    return {};
  }
  if (seen) return still_known(parts_, act, seen->known) ? bring_in(parts_, act, import, *seen, writing) : overtaken();
  OCOP_TRY(bytes, parts_.blobs.read(act, import.sha256));
  OCOP_TRY(looked, look(act, import, sheets::Source::bytes(bytes), corrections_of(import_rows::fixes_of(act, import.id))));
  return bring_in(parts_, act, import, looked, writing);
}

jobs::Outcome Imports::end(const Task& task, const Look* seen) {
  std::optional<Error> refused;
  const auto outcome = task.attempt.finish([&](db::Transaction& transaction) -> Result<void> {
    refused.reset();
    const auto done = acts_.within(transaction, task.actor, [&](act::Act& act) { return do_in(act, task, seen); });
    if (!done) refused = done.error();
    return done;
  });
  if (!refused || refused->detail == overtaken().detail) return outcome;
  return give_up(task, *refused);
}

// Nothing of it was kept; the import says why, and a file that was never read goes.
jobs::Outcome Imports::give_up(const Task& task, const Error& error) {
  return task.attempt.finish([&](db::Transaction& transaction) -> Result<void> {
    return acts_.within(transaction, task.actor, [&](act::Act& act) -> Result<void> {
      import_rows::lock(act, task.import.id);
      auto found = import_rows::find(act, Scope::everything(), task.import.id);
      if (!found || found->under_way != task.import.under_way) return {};
      found->under_way = UnderWay::nothing;
      found->told = told_of(error);
      if (found->was_never_read()) {
        found->state = ImportState::discarded;
        parts_.blobs.release(act, owner_of(found->id), act.now());
      }
      import_rows::update(act, *found);
      return {};
    });
  });
}

}  // namespace ocop::products
