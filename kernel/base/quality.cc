#include "kernel/base/quality.h"

#include <algorithm>

#include "kernel/base/text.h"

namespace ocop {
namespace {

int weight_of(std::string_view text) {
  text = text::trim(text);
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') || (text.size() > 1 && text[1] != '.')) return 0;
  int out = (text[0] - '0') * 1000;
  int unit = 100;
  for (std::size_t i = 2; i < text.size(); ++i, unit /= 10) {
    if (text[i] < '0' || text[i] > '9') return 0;
    out += (text[i] - '0') * unit;
  }
  return out <= 1000 ? out : 0;
}

}  // namespace

std::vector<Weighted> weighted_items(std::string_view header) {
  std::vector<Weighted> out;
  for (const std::string_view item : text::split(header, ',')) {
    const auto parts = text::split(item, ';');
    Weighted one{parts.empty() ? std::string_view() : text::trim(parts[0])};
    if (one.name.empty()) continue;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::string_view parameter = text::trim(parts[i]);
      if (parameter.starts_with("q=") || parameter.starts_with("Q=")) one.weight = weight_of(parameter.substr(2));
    }
    out.push_back(one);
  }
  return out;
}

int media_weight(std::string_view accept, std::string_view type) {
  if (text::trim(accept).empty()) return Weighted{}.weight;
  const std::string_view kind = type.substr(0, type.find('/') + 1);
  int best = 0;
  std::size_t closest = 0;   // letters of the range that agree
  for (const Weighted& one : weighted_items(accept)) {
    const bool whole = one.name == type;
    const bool of_kind = one.name.size() == kind.size() + 1 && one.name.starts_with(kind) && one.name.ends_with('*');
    const std::size_t close = whole ? type.size() + 1 : of_kind ? kind.size() + 1 : one.name == "*/*" ? 1 : 0;
    if (close == 0 || close < closest) continue;
    best = close == closest ? std::max(best, one.weight) : one.weight;
    closest = close;
  }
  return best;
}

}  // namespace ocop
