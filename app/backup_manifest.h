#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/tlog/tlog.h"

// What a backup holds, written beside it when it is made: FILE.manifest. Its first line is the SHA-256 of the rest, so that a flipped bit
// of the manifest is found as one of the copy is. Format: docs/formats/backup.md.
namespace ocop::app {

struct Manifest {
  std::string version;  // of the program that made it
  Instant made;
  std::int64_t bytes = 0;  // of the database
  std::string sha256;
  std::vector<std::pair<std::string, std::int64_t>> rows;  // a table, by name
  tlog::Head head;  // of the public log
  std::string checkpoint;  // the newest signed head in it; empty = none was signed yet
  std::vector<std::pair<std::string, std::int64_t>> files;  // SHA-256 (their name) and bytes, by name
};

std::string manifest_of_backup(const std::string& file);  // FILE.manifest
// Looks into the copy and writes its manifest. Error: internal.
Result<void> write_manifest(const std::string& file, Instant now);
// Error: not_found without a manifest (a backup of before there were any); internal when it is damaged.
Result<Manifest> read_manifest(const std::string& file);
// What can be said of a backup of before there were manifests, by looking into it: rows, files, head and checkpoint. Error: internal.
Result<Manifest> look_at_backup(const std::string& file);
// Every byte of the backup against its manifest. One line a finding; empty = as it was made. Error: of read_manifest.
Result<std::vector<std::string>> verify_backup(const std::string& file);

}  // namespace ocop::app
