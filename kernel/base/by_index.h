#pragma once
#include <cstddef>
#include <utility>

namespace ocop {

// Goes over what has operator[] and size(); what it gives may be made at that moment. Refers to `all`.
template <class All>
class ByIndex {
 public:
  using difference_type = std::ptrdiff_t;
  using value_type = decltype(std::declval<const All&>()[0]);
  ByIndex() = default;
  ByIndex(const All& all, std::size_t at) : all_(&all), at_(at) {}
  value_type operator*() const { return (*all_)[at_]; }
  ByIndex& operator++() { ++at_; return *this; }
  ByIndex operator++(int) { ByIndex before = *this; ++at_; return before; }
  bool operator==(const ByIndex& other) const { return at_ == other.at_; }

 private:
  const All* all_ = nullptr;
  std::size_t at_ = 0;
};

}  // namespace ocop
