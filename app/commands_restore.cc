// `ocop restore` and `ocop verify backup`.
#include <filesystem>
#include <optional>
#include <ostream>

#include "app/backup_manifest.h"
#include "app/backup_request.h"
#include "app/commands.h"
#include "app/log_heads.h"
#include "app/platform.h"
#include "kernel/base/text.h"
#include "kernel/db/look.h"
#include "kernel/files/files.h"
#include "kernel/tlog/kept.h"

namespace ocop::app {
namespace {

// The keys are in no backup: they must be there before, and be those of the log that the copy holds.
Result<void> check_keys(const std::string& folder, const Manifest& manifest) {
  for (const std::string name : {"/log.key", "/log.pub", "/session.key"})
    if (!files::exists(folder + name))
      return Error::of(ErrorKind::not_found,
                       folder + name +
                           " is not there: copy session.key, log.key and log.pub of the installation into the folder first; no "
                           "backup holds them");
  if (manifest.checkpoint.empty()) return {};
  OCOP_TRY(line, files::read(folder + "/log.pub"));
  OCOP_TRY(key, tlog::read_log_key(text::trim(line)));
  if (const auto signed_by = tlog::open_checkpoint(manifest.checkpoint, key.origin, key.public_key); !signed_by)
    return Error::of(ErrorKind::conflict, "the backup is of another log than that of " + folder + "/log.pub: " + signed_by.error().detail);
  return {};
}

// A backup that lacks signed entries is put back only by somebody who says so.
Result<void> check_age(const Config& config, const Manifest& manifest, Older older) {
  if (older == Older::accepted) return {};
  OCOP_TRY(line, files::read(config.data + "/log.pub"));
  OCOP_TRY(key, tlog::read_log_key(text::trim(line)));
  for (const std::string& file : head_files(config)) {
    OCOP_TRY(kept, tlog::kept_head(file, key));
    if (kept && kept->head.size > manifest.head.size)
      return Error::of(ErrorKind::conflict, file + " says that a head of " + std::to_string(kept->head.size) +
                                                " entries was signed, and the backup has " + std::to_string(manifest.head.size) +
                                                ". When there is no newer one: restore --older, then ocop admin begin-log");
  }
  return {};
}

// What a restore has brought, taken away again unless it is kept.
class Brought {
 public:
  explicit Brought(const std::string& data) : data_(data), blobs_were_there_(files::exists(data + "/blobs")) {}
  ~Brought() {
    if (kept_) return;
    std::error_code fault;
    for (const char* name : {"/ocop.db", "/ocop.db-wal", "/ocop.db-shm"}) std::filesystem::remove(data_ + name, fault);
    if (!blobs_were_there_) std::filesystem::remove_all(data_ + "/blobs", fault);
  }
  void keep() { kept_ = true; }

 private:
  std::string data_;
  bool blobs_were_there_, kept_ = false;
};

// The manifest of a backup that is as it was made; otherwise its findings are told.
struct Sound {
  std::optional<Manifest> manifest;
  ExitCode code = ExitCode::ok;
};
Sound sound_manifest(const std::string& file, Streams io) {
  auto manifest = read_manifest(file);
  const auto findings = verify_backup(file);
  if (!findings) {
    complain(findings.error(), io);
    return {{}, findings.error().kind == ErrorKind::not_found ? ExitCode::no_input : ExitCode::findings};
  }
  for (const std::string& finding : *findings) io.err << finding << '\n';
  if (!findings->empty()) return {{}, ExitCode::findings};
  return {std::move(*manifest), ExitCode::ok};
}

// A backup without a manifest: what it holds, and what nobody can say of it.
Sound looked_at(const std::string& file, Streams io) {
  auto found = look_at_backup(file);
  if (!found) {
    complain(found.error(), io);
    return {{}, files::exists(file) ? ExitCode::findings : ExitCode::no_input};
  }
  std::int64_t rows = 0;
  for (const auto& [table, count] : found->rows) rows += count;
  io.err << file << " has no manifest: it holds " << rows << " rows in " << found->rows.size() << " tables, " << found->files.size()
         << " files and a log of " << found->head.size << " entries. Checked are its structure, its log, the files by their names, the "
         << "keys and the heads that were kept. Whether all that was copied is still there, and whether a bit was changed in a row that "
         << "stands behind no entry of the log, cannot be said.\n";
  return {std::move(*found), ExitCode::ok};
}

// The log of the copy by itself: every entry, hash and signed head.
ExitCode check_log(const std::string& folder, const std::string& file, Streams io) {
  const auto line = files::read(folder + "/log.pub");
  const auto key = line ? tlog::read_log_key(text::trim(*line)) : Result<tlog::LogKey>(line.error());
  if (!key) return complain(key.error(), io);
  std::vector<std::string> findings;
  const auto looked = db::look_into(file, [&](db::Reader& reader) { findings = tlog::verify_log(reader, key->origin, key->public_key); });
  if (!looked) findings.push_back(looked.error().detail);
  for (const std::string& finding : findings) io.err << finding << '\n';
  return findings.empty() ? ExitCode::ok : ExitCode::findings;
}

}  // namespace

ExitCode verify_backup_command(const std::string& file, Streams io) {
  const auto [manifest, code] = sound_manifest(file, io);
  if (!manifest) return code;
  std::int64_t rows = 0;
  for (const auto& [table, count] : manifest->rows) rows += count;
  io.out << file << ": as it was made on " << manifest->made.iso() << " by " << manifest->version << "; " << rows << " rows in "
         << manifest->rows.size() << " tables, " << manifest->files.size() << " files, a log of " << manifest->head.size << " entries\n";
  return ExitCode::ok;
}

ExitCode restore(const Config& config, const RestoreRequest& request, Streams io) {
  if (!config.database.empty()) {
    io.err << "ocop: restore is for SQLite; on PostgreSQL use pg_restore or pgbackrest\n";
    return ExitCode::usage;
  }
  const std::string target = config.data + "/ocop.db";
  if (files::exists(target)) {
    io.err << "ocop: " << target << " is there already; restore into an empty data folder\n";
    return ExitCode::bad_input;
  }
  const std::string& file = request.file;
  const bool bare = request.manifested == Manifested::not_yet && !files::exists(manifest_of_backup(file));
  const auto [manifest, code] = bare ? looked_at(file, io) : sound_manifest(file, io);
  if (!manifest) return code;
  for (const Result<void>& fit :
       {files::make_directories(config.data), check_keys(config.data, *manifest), check_age(config, *manifest, request.older)}) {
    if (fit) continue;
    complain(fit.error(), io);
    return ExitCode::bad_input;
  }
  if (bare)
    if (const ExitCode sound = check_log(config.data, file, io); sound != ExitCode::ok) return sound;
  Brought brought(config.data);
  // The files first: a data folder whose database is there must have all that its rows point at.
  if (const Result<void> came = blobs::Blobs::restore(files_of_backup(file), config.data); !came) return complain(came.error(), io);
  if (const Result<void> copied = files::copy_synced(file, target, 0600); !copied) {
    complain(copied.error(), io);
    return ExitCode::io;
  }
  // A copy that an older version made is brought up to date, as a start does it; then it is looked at as it will be served.
  if (const auto opened = open_database(config); !opened) return complain(opened.error(), io);
  const ExitCode rows = verify_database(config, io);
  const ExitCode whole = rows == ExitCode::ok && request.older == Older::refused ? verify_files(config, io) : rows;
  if (whole == ExitCode::ok) brought.keep();
  return whole;
}

}  // namespace ocop::app
