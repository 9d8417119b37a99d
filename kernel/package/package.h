#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

struct zip;
struct zip_file;

// Office files: a ZIP package of XML parts (ISO/IEC 29500-2), read and written. Never trusted: every size has a limit, and XML with a
// DOCTYPE is refused. The one place that sees libzip and expat. Thread-safe as values are: one package for one thread.
namespace ocop::package {

struct Limits {
  std::size_t entries = 10'000;                // parts; a workbook with 5,000 pictures still opens
  std::uint64_t part_bytes = 1u << 30;         // one part unpacked: 1,000,000 rows × 20 columns are 800 MB of XML
  std::uint64_t ratio = 400;                   // unpacked to packed, above kRatioFree: XML packs 10 to 60 times, rows of nothing 150
};
inline constexpr std::uint64_t kRatioFree = 32u << 20;   // unpacking this much harms nobody

// Where the bytes are. Memory must outlive what reads it.
struct Source {
  std::string path;
  std::string_view memory;
  static Source file(std::string path) { return {std::move(path), {}}; }
  static Source bytes(std::string_view bytes) { return {{}, bytes}; }
};


// A part, unpacked piece by piece within the limits.
class Part {
 public:
  Part(Part&&) noexcept;
  ~Part();
  // The next piece, empty at the end. malformed_request: does not unpack (checksum included); too_large: more than it may be.
  Result<std::string_view> next();

 private:
  friend class Package;
  struct Close { void operator()(zip_file* file) const; };
  Part(zip_file* file, std::string name, std::uint64_t packed, const Limits& limits);
  std::unique_ptr<zip_file, Close> file_;
  std::string name_;
  std::uint64_t packed_, unpacked_ = 0;
  Limits limits_;
  std::unique_ptr<char[]> buffer_;
};

class Package {
 public:
  // malformed_request: no ZIP; too_large: too many entries.
  static Result<Package> open(const Source& source, const Limits& limits);
  Package(Package&&) noexcept;
  ~Package();
  bool has(std::string_view name) const;
  // malformed_request when it is not there; unsupported_media when it is encrypted.
  Result<Part> part(const std::string& name) const;
  // A small part whole (its size is also bound by `bytes`).
  Result<std::string> read(const std::string& name, std::size_t bytes) const;
  std::vector<std::string> names() const;      // in the order of the file

 private:
  struct Close { void operator()(zip* archive) const; };
  Package(zip* archive, const Limits& limits);
  std::unique_ptr<zip, Close> archive_;
  Limits limits_;
};

// A new package in memory; parts in the order given, the same parts give the same bytes.
struct NewPart { std::string name, content; };
Result<std::string> write(const std::vector<NewPart>& parts);

}  // namespace ocop::package
