#include "kernel/blobs/folder.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace ocop::blobs::folder {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kNameLength = 64;   // SHA-256 in hexadecimal
constexpr std::string_view kIncoming = "incoming";

std::string first_folder(const std::string& root, std::string_view sha256) { return root + "/" + std::string(sha256.substr(0, 2)); }
std::string second_folder(const std::string& root, std::string_view sha256) {
  return first_folder(root, sha256) + "/" + std::string(sha256.substr(2, 2));
}

Instant changed_at(const fs::directory_entry& entry) {
  std::error_code gone;
  const auto time = entry.last_write_time(gone);
  if (gone) return {};
  const auto since_epoch = std::chrono::file_clock::to_sys(time).time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

}  // namespace

bool is_name(std::string_view sha256) {
  return sha256.size() == kNameLength &&
         std::all_of(sha256.begin(), sha256.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string path_of(const std::string& root, std::string_view sha256) {
  return second_folder(root, sha256) + "/" + std::string(sha256);
}

// Also when the folders were there: another request may have made them a moment ago and not have synced them yet.
Result<void> keep(files::NewFile& file, const std::string& root, std::string_view sha256) {
  OCOP_CHECK(files::make_directories(second_folder(root, sha256)));
  OCOP_CHECK(file.keep(path_of(root, sha256)));
  OCOP_CHECK(files::sync_folder(first_folder(root, sha256)));
  return files::sync_folder(root);
}

Result<bool> remove(const std::string& root, std::string_view sha256) {
  std::error_code fault;
  const bool removed = fs::remove(path_of(root, sha256), fault);
  if (fault) return Error::of(ErrorKind::storage_unavailable, "remove " + path_of(root, sha256) + ": " + fault.message());
  return removed;
}

std::vector<Entry> list(const std::string& root) {
  std::vector<Entry> entries;
  std::error_code gone;   // a folder that cannot be read shows as files that are missing
  for (fs::recursive_directory_iterator at(root, gone), end; !gone && at != end; at.increment(gone)) {
    if (at.depth() == 0 && at->path().filename() == kIncoming) {
      at.disable_recursion_pending();
      continue;
    }
    if (at->is_directory(gone) && at.depth() < 2) continue;
    Entry entry{at->path().string(), std::nullopt, changed_at(*at)};
    const std::string name = at->path().filename().string();
    if (at->is_regular_file(gone) && is_name(name) && path_of(root, name) == entry.path) entry.sha256 = name;
    entries.push_back(std::move(entry));
  }
  return entries;
}

void clear(const std::string& incoming) {
  std::error_code gone;
  for (fs::directory_iterator at(incoming, gone), end; !gone && at != end; at.increment(gone)) fs::remove(at->path(), gone);
}

}  // namespace ocop::blobs::folder
