#include <charconv>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/tlog/cosign.h"
#include "kernel/tlog/tlog.h"

namespace ocop::tlog {
namespace {

constexpr std::string_view kEntriesWord = "entries";
constexpr int kMaxLevel = 63;                    // tlog-tiles: a level is 0 … 63
constexpr std::int64_t kMaxTileIndex = std::int64_t{1} << 55;   // 2^63 entries in tiles of 256

// Decimal without leading zeroes.
std::optional<int> read_small(std::string_view text, int most) {
  int value = 0;
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0') || text.front() == '-') return std::nullopt;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || value > most) return std::nullopt;
  return value;
}

std::optional<std::int64_t> read_three_digits(std::string_view text) {
  if (text.size() != 3) return std::nullopt;
  std::int64_t value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  return value;
}

// "x001/x234/067": three digits an element, all but the last begin with x, no element more than needed.
std::optional<std::int64_t> read_index(std::string_view text) {
  std::int64_t index = 0;
  const auto elements = text::split(text, '/');
  for (std::size_t i = 0; i < elements.size(); ++i) {
    std::string_view element = elements[i];
    if (i + 1 < elements.size()) {
      if (!element.starts_with('x')) return std::nullopt;
      element.remove_prefix(1);
    }
    const auto digits = read_three_digits(element);
    if (!digits || (i == 0 && elements.size() > 1 && *digits == 0) || index > kMaxTileIndex / 1000) return std::nullopt;
    index = index * 1000 + *digits;
  }
  if (index > kMaxTileIndex) return std::nullopt;
  return index;
}

std::string three_digits(std::int64_t value) {
  std::string digits = std::to_string(value);
  return std::string(3 - digits.size(), '0') + digits;
}

Result<void> export_level(db::Reader& reader, int level, std::int64_t count, const std::string& directory) {
  for (std::int64_t index = 0; index * kTileWidth < count; ++index) {
    const std::int64_t left = count - index * kTileWidth;
    const TilePath path{level, index, left < kTileWidth ? static_cast<int>(left) : kTileWidth};
    const auto bytes = tile(reader, path);
    if (!bytes) return Error::of(ErrorKind::internal, "the log lacks tile " + write_tile_path(path));
    const std::string file = directory + "/tile/" + write_tile_path(path);
    OCOP_CHECK(files::make_directories(file.substr(0, file.rfind('/'))));
    OCOP_CHECK(files::write_atomically(file, *bytes));
  }
  return {};
}

}  // namespace

std::string write_tile_path(const TilePath& path) {
  std::string index = three_digits(path.index % 1000);
  for (std::int64_t rest = path.index / 1000; rest > 0; rest /= 1000) index = "x" + three_digits(rest % 1000) + "/" + index;
  std::string text = path.level == kEntriesLevel ? std::string(kEntriesWord) : std::to_string(path.level);
  text += '/' + index;
  if (path.width < kTileWidth) text += ".p/" + std::to_string(path.width);
  return text;
}

std::optional<TilePath> read_tile_path(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  TilePath path;
  const std::string_view level = text.substr(0, slash);
  if (level == kEntriesWord) {
    path.level = kEntriesLevel;
  } else if (const auto number = read_small(level, kMaxLevel)) {
    path.level = *number;
  } else {
    return std::nullopt;
  }
  std::string_view rest = text.substr(slash + 1);
  if (const auto partial = rest.find(".p/"); partial != std::string_view::npos) {
    const auto width = read_small(rest.substr(partial + 3), kTileWidth - 1);
    if (!width || *width == 0) return std::nullopt;
    path.width = *width;
    rest = rest.substr(0, partial);
  }
  const auto index = read_index(rest);
  if (!index) return std::nullopt;
  path.index = *index;
  return path;
}

Result<void> export_log(db::Reader& reader, const LogKey& key, const std::string& directory) {
  const auto note = served_checkpoint(reader);
  if (!note) return Error::of(ErrorKind::not_found, "no checkpoint was published yet");
  OCOP_TRY(signed_head, open_checkpoint(*note, key.origin, key.public_key));
  for (int level = 0; 8 * level < 63 && (signed_head.size >> (8 * level)) > 0; ++level) {
    OCOP_CHECK(export_level(reader, level, signed_head.size >> (8 * level), directory));
  }
  OCOP_CHECK(export_level(reader, kEntriesLevel, signed_head.size, directory));
  OCOP_CHECK(files::make_directories(directory));
  OCOP_CHECK(files::write_atomically(directory + "/log-key", write_log_key(key) + "\n"));
  return files::write_atomically(directory + "/checkpoint", *note);
}

}  // namespace ocop::tlog
