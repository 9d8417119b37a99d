#pragma once
#include <cstdint>
#include <string>

#include "kernel/base/result.h"

// The data folder of an embedded database: one process at a time, and a trace when that process did not stop cleanly.
namespace ocop::db::sqlite {

class Folder {
 public:
  // Makes the folder when missing and takes its lock. Errors: conflict (another process has it), internal (no right to write there).
  static Result<Folder> take(const std::string& path);
  Folder(Folder&& other) noexcept;
  Folder& operator=(Folder&&) = delete;
  ~Folder();   // gives the lock back; the operating system does so too when the process dies

  std::string database_file() const { return path_ + "/ocop.db"; }
  // True when the last process neither stopped cleanly nor never ran: the marker file was still there.
  bool was_unclean() const { return was_unclean_; }
  // Writes the marker, synced, before the first write to the database.
  Result<void> mark_running();
  // Removes the marker, synced. Only after the last write has reached the disk.
  Result<void> mark_stopped();

 private:
  Folder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string marker() const { return path_ + "/ocop.running"; }
  std::string path_;
  int lock_ = -1;
  bool was_unclean_ = false;
};

// Looking into a folder without being its process. While nobody has it, nobody takes it until the visit is over.
class Visit {
 public:
  enum class Host : std::uint8_t { none, at_home };   // a process that has the folder
  static Visit begin(const std::string& path);
  Visit(Visit&& other) noexcept;
  Visit& operator=(Visit&&) = delete;
  ~Visit();
  Host host() const { return host_; }

 private:
  Visit(Host host, int lock) : host_(host), lock_(lock) {}
  Host host_;
  int lock_;
};

// fsync of a file or folder. Errors: internal with the path and the system's reason.
Result<void> sync_path(const std::string& path);

}  // namespace ocop::db::sqlite
