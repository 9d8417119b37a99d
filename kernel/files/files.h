#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

// The narrow waist over the file system. Paths are UTF-8.
namespace ocop::files {

struct ReadLimit { std::size_t bytes = 64u << 20; };
Result<std::string> read(const std::string& path, ReadLimit limit = {});
// Acknowledged means synced: temporary file, fsync, rename, fsync of the folder. Mode as given.
Result<void> write_atomically(const std::string& path, std::string_view content, unsigned mode = 0644);
// The same promise for a file of any size, copied piece by piece. conflict when `to` is there already.
Result<void> copy_synced(const std::string& from, const std::string& to, unsigned mode = 0644);
Result<void> make_directories(const std::string& path);
bool exists(const std::string& path);

}  // namespace ocop::files
