#include "modules/orders/parcels.h"

#include <algorithm>

namespace ocop::orders {

std::vector<Age> by_age(std::span<const Outstanding> all, Date today) {
  std::vector<Age> out;
  int from = 0;
  for (const int to : kAges) {
    out.push_back({.from = from, .to = to});
    from = to + 1;
  }
  out.push_back({.from = from});
  for (const Outstanding& one : all) {
    const int days = std::max(one.days(today), 0);         // handed over at midnight, looked at a moment before
    const auto age = std::ranges::find_if(out, [&](const Age& age) { return !age.to || days <= *age.to; });
    ++age->parcels;
    age->money += one.total;
  }
  return out;
}

}  // namespace ocop::orders
