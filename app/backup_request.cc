#include "app/backup_request.h"

#include "app/backup_manifest.h"

#include <chrono>
#include <filesystem>

#include "app/control.h"
#include "kernel/base/time.h"

namespace ocop::app {
namespace {

constexpr std::string_view kDone = "done";

}  // namespace

Result<void> request_backup(const std::string& data_folder, const std::string& file) {
  const std::string target = std::filesystem::absolute(file).string();
  OCOP_TRY(answer, ask_program(data_folder, Wish::backup, target, std::chrono::seconds(kBackupWaitSeconds)));
  if (answer == kDone) return {};
  return Error::of(ErrorKind::storage_unavailable, answer);
}

std::string files_of_backup(const std::string& file) { return file + ".files"; }

Result<void> make_backup(const std::string& file, db::Database& database, const blobs::Blobs& blobs) {
  OCOP_CHECK(database.backup_to(file));
  OCOP_CHECK(blobs.copy_to(files_of_backup(file)));
  return write_manifest(file, SystemClock().now());
}

void answer_backup_requests(const std::string& data_folder, db::Database& database, const blobs::Blobs& blobs) {
  answer_wishes(data_folder, Wish::backup, [&](const std::string& target) {
    const Result<void> made = make_backup(target, database, blobs);
    return made ? std::string(kDone) : made.error().detail;
  });
}

}  // namespace ocop::app
