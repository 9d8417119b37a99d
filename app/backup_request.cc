#include "app/backup_request.h"

#include "app/backup_manifest.h"

#include <chrono>
#include <filesystem>
#include <thread>
#include <vector>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/random/random.h"

namespace ocop::app {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kDone = "done";
constexpr auto kPoll = std::chrono::milliseconds(200);

std::string control_folder(const std::string& data_folder) { return data_folder + "/control"; }

}  // namespace

Result<void> request_backup(const std::string& data_folder, const std::string& file) {
  OCOP_CHECK(files::make_directories(control_folder(data_folder)));
  SystemRandom random;
  const std::string stem = control_folder(data_folder) + "/" + new_uuid(SystemClock().now(), random).text();
  const std::string request = stem + ".request", answer = stem + ".answer";
  OCOP_CHECK(files::write_atomically(request, fs::absolute(file).string(), 0600));
  for (auto waited = kPoll; waited < std::chrono::seconds(kBackupWaitSeconds); waited += kPoll) {
    std::this_thread::sleep_for(kPoll);
    if (!files::exists(answer)) continue;
    OCOP_TRY(text, files::read(answer));
    fs::remove(answer);
    if (text == kDone) return {};
    return Error::of(ErrorKind::storage_unavailable, text);
  }
  fs::remove(request);
  return Error::of(ErrorKind::storage_unavailable, "the program that has " + data_folder + " open did not answer");
}

std::string files_of_backup(const std::string& file) { return file + ".files"; }

Result<void> make_backup(const std::string& file, db::Database& database, const blobs::Blobs& blobs) {
  OCOP_CHECK(database.backup_to(file));
  OCOP_CHECK(blobs.copy_to(files_of_backup(file)));
  return write_manifest(file, SystemClock().now());
}

void answer_backup_requests(const std::string& data_folder, db::Database& database, const blobs::Blobs& blobs) {
  std::error_code absent;
  std::vector<fs::path> requests;
  for (const auto& entry : fs::directory_iterator(control_folder(data_folder), absent))
    if (entry.path().extension() == ".request") requests.push_back(entry.path());
  for (const fs::path& path : requests) {
    const Result<std::string> target = files::read(path.string());
    if (!target) continue;   // taken back by the asker in this moment
    const Result<void> made = make_backup(*target, database, blobs);
    const std::string answer = made ? std::string(kDone) : made.error().detail;
    fs::remove(path, absent);
    // An answer that cannot be written leaves the asker to its time limit; the copy itself is sound or absent.
    const Result<void> told = files::write_atomically(path.string().substr(0, path.string().size() - 8) + ".answer", answer, 0600);
    if (!told) return;
  }
}

}  // namespace ocop::app
