#pragma once
#include <string>

#include "kernel/base/result.h"
#include "kernel/blobs/blobs.h"
#include "kernel/db/db.h"

// A copy of an embedded database may only be made by the process that has it open (SQLite 3.40.1's WAL-reset bug, ARCHITECTURE.md). So
// `ocop backup` beside a running program leaves a request in DATA/control and waits for the program's answer there.
namespace ocop::app {

// The asking side: returns when the copy is on disk. Errors: those of the copy; storage_unavailable when nobody answers in time.
Result<void> request_backup(const std::string& data_folder, const std::string& file);
inline constexpr int kBackupWaitSeconds = 600;   // a province's database of 10 GB copies in under five minutes on a slow disk

// The copy itself: FILE of the database and then FILE.files of what its rows point at, so that every row of the copy has its bytes there;
// at the end FILE.manifest of both (backup_manifest.h).
Result<void> make_backup(const std::string& file, db::Database& database, const blobs::Blobs& blobs);
std::string files_of_backup(const std::string& file);

// The answering side, called about once a second by the program: makes the copies that are asked for.
void answer_backup_requests(const std::string& data_folder, db::Database& database, const blobs::Blobs& blobs);

}  // namespace ocop::app
