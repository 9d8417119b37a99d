#include <sqlite3.h>

#include <chrono>
#include <filesystem>

#include "kernel/db/migrations.h"
#include "kernel/db/sqlite_database.h"

namespace ocop::db::sqlite {

namespace {
constexpr std::int64_t kApplicationId = 0x4F434F50;   // "OCOP": file(1) and we know our files by it
constexpr std::int64_t kLayout = 1;                   // of what this folder keeps outside migrations; in user_version

Error refuse(std::string detail) { return Error::of(ErrorKind::internal, std::move(detail)); }

// A file without any table is new: it is given our mark.
Result<void> check_identity(Connection& writer, const std::string& file) {
  if (writer.pragma_integer("application_id") != 0 || !writer.lines("SELECT name FROM sqlite_schema LIMIT 1").empty()) {
    const Result<void> ours = check_mark(writer, file);
    return ours ? Result<void>() : Result<void>(refuse(ours.error().detail));
  }
  writer.execute_script("BEGIN IMMEDIATE; PRAGMA application_id=" + std::to_string(kApplicationId) +
                        "; PRAGMA user_version=" + std::to_string(kLayout) + "; COMMIT");
  return {};
}

std::int64_t now_milliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// What a step must leave behind it, tested before it is kept; empty = sound.
std::string fault_of_schema(Connection& writer) {
  // Without STRICT a column takes any type, and what SQLite let in PostgreSQL would refuse.
  const std::vector<std::string> loose = writer.lines(
      "SELECT name FROM pragma_table_list WHERE schema='main' AND type='table' AND strict=0 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  if (!loose.empty()) return "makes the table " + loose.front() + " without STRICT";
  const std::vector<std::string> broken = writer.lines("PRAGMA foreign_key_check");
  return broken.empty() ? std::string() : "breaks a foreign key: " + broken.front();
}

// The folder lock keeps every other process away; BEGIN IMMEDIATE makes each step all or nothing.
Result<void> migrate(Connection& writer, std::vector<Migration> known) {
  writer.execute_script(kMigrationTable);
  writer.execute_script(kAppendOnlyTable);
  const std::vector<Applied> applied = writer.all(kApplied, kAppliedMigrations);
  OCOP_TRY(missing, plan_migrations(std::move(known), applied));
  for (const Migration& step : missing) {
    try {
      writer.control(Connection::Control::begin_immediate);
      writer.execute_script("PRAGMA defer_foreign_keys=ON");   // a table may be rebuilt under its children within one step
      writer.execute_script(step.sqlite);
      writer.execute(kRecordMigration, step.id, step.sha256, now_milliseconds());
      if (const std::string fault = fault_of_schema(writer); !fault.empty()) {
        writer.roll_back();
        return refuse("migration " + std::string(step.id) + " " + fault);
      }
      writer.control(Connection::Control::commit);
    } catch (const Failure& failure) {
      writer.roll_back();
      return refuse("migration " + std::string(step.id) + ": " + failure.what());
    }
  }
  for (const std::string& table : writer.all(value<std::string>, kAppendOnly)) writer.execute_script(keep_rows(Engine::sqlite, table));
  return {};
}

std::string joined(const std::vector<std::string>& lines) {
  constexpr std::size_t kShown = 5;   // the first ones tell the kind of damage; `ocop verify` lists all
  std::string out;
  for (std::size_t i = 0; i < lines.size() && i < kShown; ++i) out += (i ? "; " : "") + lines[i];
  if (lines.size() > kShown) out += "; and " + std::to_string(lines.size() - kShown) + " more";
  return out;
}

}  // namespace

Result<void> check_mark(Connection& connection, const std::string& file) {
  const std::int64_t application = connection.pragma_integer("application_id"), layout = connection.pragma_integer("user_version");
  const auto other = [&file](const std::string& why) { return Error::of(ErrorKind::conflict, file + why); };
  if (application != kApplicationId)
    return other(" is an SQLite database of another program (application_id " + std::to_string(application) + ")");
  if (layout > kLayout)
    return other(" has layout " + std::to_string(layout) + ", this program knows " + std::to_string(kLayout) +
                 ": it was written by a newer program");
  return {};
}

Result<std::unique_ptr<Database>> open_folder(const Options& options, std::vector<Migration> migrations, const Watch& watch) {
  if (sqlite3_threadsafe() == 0) return refuse("this SQLite was built for one thread only");
  OCOP_TRY(folder, Folder::take(options.location));
  try {
    auto writer = std::make_unique<Connection>(folder.database_file(), Role::writer);
    OCOP_CHECK(check_identity(*writer, folder.database_file()));
    if (folder.was_unclean()) {
      const std::vector<std::string> found = findings(*writer);
      if (!found.empty())
        return refuse(folder.database_file() + " is damaged after an unclean stop; restore a backup. Findings: " + joined(found));
    }
    OCOP_CHECK(folder.mark_running());
    if (auto migrated = migrate(*writer, std::move(migrations)); !migrated) {
      writer.reset();   // every step that ran is on disk: refusing to start is a clean stop
      OCOP_CHECK(folder.mark_stopped());
      return std::move(migrated).error();
    }
    return std::unique_ptr<Database>(std::make_unique<EmbeddedDatabase>(options, std::move(folder), std::move(writer), watch));
  } catch (const Failure& failure) {
    return refuse("opening " + options.location + ": " + failure.what());
  }
}

}  // namespace ocop::db::sqlite
