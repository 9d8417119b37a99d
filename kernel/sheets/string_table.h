#pragma once
#include <cstdint>
#include <deque>
#include <string>

#include "kernel/base/result.h"

namespace ocop::sheets {

// The shared strings of a workbook: 4 bytes of memory each, their bytes in memory up to kInMemory and then in a temporary file without a
// name (it is gone with the process). Spreadsheets number strings in the order of first use, so reading goes through the file as the
// rows go through the sheet, and a window serves most of it.
class StringTable {
 public:
  static constexpr std::size_t kInMemory = 4u << 20, kWindow = 256u << 10;
  StringTable() = default;
  StringTable(const StringTable&) = delete;
  StringTable& operator=(const StringTable&) = delete;
  ~StringTable();
  // storage_unavailable when the temporary folder has no room. At most 4 GB together.
  Result<void> add(std::string_view text);
  std::size_t size() const { return ends_.size(); }
  std::uint64_t bytes() const { return ends_.empty() ? 0 : ends_.back(); }
  // Precondition: index < size(). The view holds until the next call.
  Result<std::string_view> get(std::size_t index);

 private:
  Result<void> spill();
  std::deque<std::uint32_t> ends_;     // where each string ends; a deque never copies itself to grow
  std::string tail_;                   // the bytes from spilled_ on
  std::uint64_t spilled_ = 0;          // bytes that are in the file
  int file_ = -1;
  std::string window_;                 // bytes of the file from window_at_ on
  std::uint64_t window_at_ = 0;
};

}  // namespace ocop::sheets
