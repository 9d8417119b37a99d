#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

// As much of CBOR (RFC 8949) as authenticators write: CTAP 2.1 §8, canonical form, with definite lengths alone. Nothing is copied: what is
// read are pieces of the text.
namespace ocop::factors::cbor {

struct Item {
  enum class Kind : std::uint8_t { integer, bytes, text, array, map, other } kind = Kind::other;
  std::int64_t integer = 0;            // of integer
  std::string_view bytes;              // of bytes and text
  std::uint64_t count = 0;             // of array and map: items, pairs
};

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  // The next item; of an array or map its head alone, its items come next. nullopt: it is no such item; then nothing follows.
  std::optional<Item> next();
  // One item with all that is in it. False: as above, or deeper than kDepth.
  bool skip() { return skip(0); }
  std::string_view rest() const { return rest_; }

 private:
  static constexpr int kDepth = 4;     // CTAP 2.1 §8: no more levels
  bool skip(int depth);
  std::string_view rest_;
};

}  // namespace ocop::factors::cbor
