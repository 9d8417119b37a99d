#include "modules/factors/cbor.h"

#include <limits>

namespace ocop::factors::cbor {

// RFC 8949 §3: three bits of kind, five bits that are the argument or say how many bytes it has.
std::optional<Item> Reader::next() {
  const auto fail = [this]() -> std::optional<Item> {
    rest_ = {};
    return std::nullopt;
  };
  if (rest_.empty()) return fail();
  const auto head = static_cast<unsigned char>(rest_[0]);
  const unsigned major = head >> 5, low = head & 31u;
  constexpr unsigned kFirstLong = 24, kLastLong = 27;
  std::uint64_t argument = low;
  std::size_t size = 0;
  if (low > kLastLong) return fail();   // reserved, or of no definite length
  if (low >= kFirstLong) {
    size = std::size_t{1} << (low - kFirstLong);
    if (rest_.size() < 1 + size) return fail();
    argument = 0;
    for (std::size_t i = 0; i < size; ++i) argument = argument << 8 | static_cast<unsigned char>(rest_[1 + i]);
  }
  rest_.remove_prefix(1 + size);
  Item out;
  switch (major) {
    case 0:
    case 1:
      if (argument > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return fail();
      out.kind = Item::Kind::integer;
      out.integer = major == 0 ? static_cast<std::int64_t>(argument) : -1 - static_cast<std::int64_t>(argument);
      return out;
    case 2:
    case 3:
      if (argument > rest_.size()) return fail();
      out.kind = major == 2 ? Item::Kind::bytes : Item::Kind::text;
      out.bytes = rest_.substr(0, static_cast<std::size_t>(argument));
      rest_.remove_prefix(static_cast<std::size_t>(argument));
      return out;
    case 4:
    case 5:
      if (argument > rest_.size()) return fail();   // each item has a byte at least
      out.kind = major == 4 ? Item::Kind::array : Item::Kind::map;
      out.count = argument;
      return out;
    case 7: return out;   // false, true, null and numbers with a point: their bytes are behind us
    default: return fail();   // tags: none is written
  }
}

bool Reader::skip(int depth) {
  const auto item = next();
  if (!item) return false;
  const bool nested = item->kind == Item::Kind::array || item->kind == Item::Kind::map;
  if (!nested) return true;
  if (depth >= kDepth) return false;
  const std::uint64_t items = item->kind == Item::Kind::map ? 2 * item->count : item->count;
  for (std::uint64_t i = 0; i < items; ++i)
    if (!skip(depth + 1)) return false;
  return true;
}

}  // namespace ocop::factors::cbor
