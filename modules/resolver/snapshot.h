#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/products/products.h"

namespace ocop::resolver {

// GTIN → public code, immutable once made; read by any thread. Open addressing over 64-bit keys, half full: one or two cache lines a
// look-up, 24 bytes a slot.
class Snapshot {
 public:
  explicit Snapshot(std::span<const products::Products::Key> keys);
  // Empty when there is no product with this GTIN (14 digits; anything else is not found).
  std::string_view code_of(std::string_view gtin) const;
  std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint64_t gtin = 0;            // 0 = free: a GTIN of zeros is no GTIN
    std::uint32_t from = 0, length = 0;
  };
  static std::uint64_t number_of(std::string_view gtin);   // 0 when not 14 digits
  std::size_t first_slot(std::uint64_t gtin) const { return (gtin * 0x9E3779B97F4A7C15u) >> shift_; }

  std::vector<Slot> slots_;
  std::string codes_;                  // one after the other
  unsigned shift_ = 63;
  std::size_t size_ = 0;
};

}  // namespace ocop::resolver
