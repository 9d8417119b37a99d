#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/files/files.h"

// Files by their names: ROOT/ab/cd/abcd…, two folders deep so that no folder holds more than a few hundred names. No rows here.
namespace ocop::blobs::folder {

// 64 lower-case hexadecimal digits: nothing else may become a path.
bool is_name(std::string_view sha256);
// Precondition: is_name().
std::string path_of(const std::string& root, std::string_view sha256);

// On disk under its name when this returns: file, its folder and the folders above are synced. Replaces a file that is there.
Result<void> keep(files::NewFile& file, const std::string& root, std::string_view sha256);
// False: was not there.
Result<bool> remove(const std::string& root, std::string_view sha256);

struct Entry {
  std::string path;
  std::optional<std::string> sha256;   // nullopt: not a file of ours at the place of its name
  Instant changed;
};
// Everything below ROOT but ROOT/incoming.
std::vector<Entry> list(const std::string& root);
// Removes what lies in a folder of files on their way.
void clear(const std::string& incoming);

}  // namespace ocop::blobs::folder
