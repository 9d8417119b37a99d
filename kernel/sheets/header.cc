#include "kernel/sheets/header.h"

#include <algorithm>
#include <array>
#include <map>

#include "kernel/base/text.h"

namespace ocop::sheets {
namespace {

// How well a printed heading fits a name; better fits are taken first.
enum class Fit : std::uint8_t { exact, without_remark, begins, none };

std::string without_remarks(std::string_view printed) {
  std::string out;
  int depth = 0;
  for (const char c : printed) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out.push_back(c);
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return text::fold(out);
}

// One text that a name may be in, folded once: a heading is compared with some hundred names.
struct Reading {
  explicit Reading(std::string printed) : shown(std::move(printed)), folded(text::fold(shown)), bare(without_remarks(shown)) {}
  std::string shown, folded, bare;
};
struct Printed {
  std::uint32_t column = 0;
  std::vector<Reading> readings;   // the first is shown
};

Fit fit_reading(const Reading& printed, std::string_view name) {
  if (printed.folded == name) return Fit::exact;
  if (printed.bare == name) return Fit::without_remark;
  // Two words at least: "Tên" begins too much.
  const bool begins = name.find(' ') != std::string_view::npos && printed.bare.size() > name.size() && printed.bare.starts_with(name) &&
                      printed.bare[name.size()] == ' ';
  return begins ? Fit::begins : Fit::none;
}

Fit fit(const Printed& printed, std::string_view folded_name) {
  Fit best = Fit::none;
  for (const Reading& reading : printed.readings) best = std::min(best, fit_reading(reading, folded_name));
  return best;
}

// Each name of each field, folded once.
struct Names {
  explicit Names(std::span<const Wanted> wanted) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      all.emplace_back(i, text::fold(wanted[i].field));
      for (const std::string_view name : wanted[i].names) all.emplace_back(i, text::fold(name));
    }
  }
  std::vector<std::pair<std::size_t, std::string>> all;
};

struct Matched {
  std::vector<std::optional<std::uint32_t>> columns;
  std::size_t count = 0;
};

Matched match(const std::vector<Printed>& headings, const Names& names, std::size_t fields) {
  struct Pair { Fit fit; std::size_t length, heading, field; };
  std::vector<Pair> pairs;
  for (std::size_t h = 0; h < headings.size(); ++h) {
    for (const auto& [field, name] : names.all) {
      const Fit how = fit(headings[h], name);
      if (how != Fit::none) pairs.push_back({how, name.size(), h, field});
    }
  }
  // Best fit first, then the longer name (it says more), then from the left.
  std::ranges::stable_sort(
      pairs, [](const Pair& a, const Pair& b) { return std::tuple(a.fit, b.length, a.heading) < std::tuple(b.fit, a.length, b.heading); });
  Matched out;
  out.columns.resize(fields);
  std::vector<bool> taken(headings.size());
  for (const Pair& pair : pairs) {
    if (taken[pair.heading] || out.columns[pair.field]) continue;
    taken[pair.heading] = true;
    out.columns[pair.field] = headings[pair.heading].column;
    ++out.count;
  }
  return out;
}

std::vector<Printed> one_row(const Row& row) {
  std::vector<Printed> out;
  for (const Cell& cell : row.cells) out.push_back({cell.column, {Reading(text::clean(cell.text))}});
  return out;
}

// A group above and its part below: "Địa chỉ" over "Xã" and "Tỉnh". A group stands once, or merged over its parts; in text files without
// merging it reaches to the next filled cell when the row below has parts there.
std::vector<Printed> two_rows(const Row& above, const Row& below) {
  std::map<std::uint32_t, Printed> by_column;
  std::string group;
  std::uint32_t last = 0;
  for (const Row* row : {&above, &below})
    if (!row->cells.empty()) last = std::max(last, row->cells.back().column);
  for (std::uint32_t column = 0; column <= last; ++column) {
    const std::string upper = text::clean(above.text(column)), lower = text::clean(below.text(column));
    if (!upper.empty()) group = upper;
    Printed printed{column, {}};
    if (lower.empty() || lower == upper) {
      if (upper.empty()) continue;
      printed.readings = {Reading(upper)};
    } else if (group.empty()) {
      printed.readings = {Reading(lower)};
    } else {
      printed.readings = {Reading(group + " / " + lower), Reading(lower), Reading(lower + " " + group)};
    }
    by_column.emplace(column, std::move(printed));
  }
  std::vector<Printed> out;
  for (auto& [column, printed] : by_column) out.push_back(std::move(printed));
  return out;
}

}  // namespace

std::optional<Header> find_header(std::span<const Row> rows, std::span<const Wanted> wanted) {
  const Names names(wanted);
  const std::size_t least = std::min<std::size_t>(wanted.size(), 2);
  struct Best { Matched matched; std::vector<Printed> headings; std::size_t first = 0, last = 0; };
  std::optional<Best> best;
  const std::size_t looked = std::min(rows.size(), kHeaderRows);
  std::vector<std::vector<Printed>> single;
  std::vector<Matched> alone;
  for (const Row& row : rows.first(looked)) {
    single.push_back(one_row(row));
    alone.push_back(match(single.back(), names, wanted.size()));
  }
  for (std::size_t i = 0; i < looked; ++i) {
    if (alone[i].count >= least && (!best || alone[i].count > best->matched.count)) best = Best{alone[i], single[i], i, i};
    if (i + 1 == looked || is_column_numbers(rows[i + 1])) continue;
    auto headings = two_rows(rows[i], rows[i + 1]);
    Matched matched = match(headings, names, wanted.size());
    // The second row must name something that the first does not: data below a header is no header.
    const bool adds = matched.count > alone[i].count && matched.count > alone[i + 1].count;
    if (matched.count >= least && adds && (!best || matched.count > best->matched.count))
      best = Best{std::move(matched), std::move(headings), i, i + 1};
  }
  if (!best) return std::nullopt;
  Header header{rows[best->first].number, rows[best->last].number, best->matched.columns, std::vector<std::string>(wanted.size()), {}, {}};
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i].need == Need::required && !header.columns[i]) header.missing.push_back(i);
  for (const Printed& printed : best->headings) {
    const auto known = std::ranges::find(header.columns, std::optional(printed.column));
    if (known != header.columns.end())
      header.texts[static_cast<std::size_t>(known - header.columns.begin())] = printed.readings.front().shown;
    else if (!printed.readings.front().shown.empty()) header.unknown.push_back({printed.column, printed.readings.front().shown});
  }
  return header;
}

bool is_column_numbers(const Row& row) {
  int next = 0, numbers = 0;
  for (const Cell& cell : row.cells) {
    const std::string folded = text::fold(cell.text);
    if (folded.size() == 1 && folded[0] >= 'a' && folded[0] <= 'z') continue;
    int value = 0;
    for (const char c : folded) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
      if (value > 1000) return false;
    }
    if (value < next || value > next + 2) return false;   // one may be left out, or begin at 1
    next = value + 1;
    ++numbers;
  }
  return numbers >= 3;
}

bool is_total(const Row& row) {
  constexpr std::size_t kLooked = 3;   // an order number may stand before it
  constexpr std::array<std::string_view, 6> kTotals{"tong cong", "tong so", "tong", "cong", "total", "sum"};
  std::size_t looked = 0;
  for (const Cell& cell : row.cells) {
    if (looked++ == kLooked) return false;
    if (cell.kind != Kind::text) continue;
    const std::string folded = text::fold(cell.text);
    for (const std::string_view word : kTotals) {
      if (!folded.starts_with(word)) continue;
      // "Tổng cộng: 12", "Cộng"; not "Công ty", whose marks fold alike, and not "Tổng công ty".
      const std::string lower = text::lower(text::trim(cell.text));
      const std::string_view rest = std::string_view(folded).substr(word.size());
      const bool marks = lower.starts_with("tổng") || lower.starts_with("cộng") || lower.starts_with("total") || lower.starts_with("sum") ||
                         lower.starts_with("tong");
      const bool ends = rest.empty() || rest.find_first_not_of(" 0123456789") == std::string_view::npos || rest.starts_with(" san pham");
      if (marks && ends) return true;
    }
  }
  return false;
}

}  // namespace ocop::sheets
