#include "modules/counts/rules.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/counts/messages.h"

namespace ocop::counts {

std::int64_t Computed::of(marks::Validity validity) const {
  const auto& row = products[static_cast<std::size_t>(validity)];
  return std::accumulate(row.begin(), row.end(), std::int64_t{0});
}
std::int64_t Computed::with_stars(int stars) const {
  std::int64_t out = 0;
  for (std::size_t v = 0; v < products.size(); ++v)
    if (v != static_cast<std::size_t>(marks::Validity::none)) out += products[v][static_cast<std::size_t>(stars)];
  return out;
}
std::int64_t Computed::all() const {
  std::int64_t out = 0;
  for (std::size_t v = 0; v < products.size(); ++v)
    if (v != static_cast<std::size_t>(marks::Validity::none)) out += of(static_cast<marks::Validity>(v));
  return out;
}
namespace {
constexpr std::array kInTerm{marks::Validity::valid, marks::Validity::renewal_window, marks::Validity::reported,
                             marks::Validity::extended};
}  // namespace
std::int64_t Computed::valid() const {
  std::int64_t out = 0;
  for (const auto validity : kInTerm) out += of(validity);
  return out;
}
std::int64_t Computed::valid_with_stars(int stars) const {
  std::int64_t out = 0;
  for (const auto validity : kInTerm) out += products[static_cast<std::size_t>(validity)][static_cast<std::size_t>(stars)];
  return out;
}

namespace rules {
namespace {

constexpr std::size_t kColumns = 20;
enum Column : std::size_t {
  id, place, level, province, as_of, products, stars3, stars4, stars5, potential5, groups, makers, first_kind, basis = 17, note, source
};

Count count_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 ? Count(value) : std::nullopt;
}
std::optional<Level> level_of(std::string_view word) {
  if (word == "country") return Level::country;
  if (word == "province") return Level::province;
  return word == "former_province" ? std::optional(Level::former_province) : std::nullopt;
}
Error wrong(const csv::Row& row, std::string_view what) {
  return Error::of(ErrorKind::malformed_request, "published.csv line " + std::to_string(row.line) + ": " + std::string(what));
}

Result<Published> read_row(const csv::Row& row) {
  const auto& f = row.fields;
  if (f.size() != kColumns) return wrong(row, "20 columns are expected");
  Published out{.id = f[id], .place = f[place], .province = f[province], .as_of = f[as_of]};
  const auto known = level_of(f[level]);
  if (!known) return wrong(row, "level");
  out.level = *known;
  for (std::size_t i = products; i <= potential5; ++i)
    if (!f[i].empty() && !count_of(f[i])) return wrong(row, "a count is no number");
  out.products = count_of(f[products]);
  out.stars = {count_of(f[stars3]), count_of(f[stars4]), count_of(f[stars5])};
  out.potential5 = count_of(f[potential5]);
  for (const std::string_view part : text::split(f[groups], '/'))
    if (const auto value = count_of(part)) out.groups.push_back(*value);
  out.makers = count_of(f[makers]);
  for (std::size_t i = 0; i < out.kinds.size(); ++i) out.kinds[i] = count_of(f[first_kind + i]);
  out.basis = f[basis] == "valid" ? Basis::valid : Basis::not_said;
  out.note = f[note];
  out.source_url = f[source];
  return out;
}

template <class Parts>
Check check_of(Check::Of of, const Parts& parts, std::int64_t total) {
  Check out{.of = of, .parts = {}, .total = total, .sum = 0};
  for (const Count& part : parts) {
    if (!part) continue;
    out.parts.push_back(*part);
    out.sum += *part;
  }
  return out;
}

}  // namespace

Result<std::vector<Published>> read(std::string_view csv) {
  OCOP_TRY(rows, csv::parse(csv));
  std::vector<Published> out;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    OCOP_TRY(one, read_row(rows[i]));
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Check> checks(const Published& one) {
  constexpr std::size_t kFewestParts = 2;   // one part beside a total says nothing
  std::vector<Check> out;
  if (one.products) {
    Check stars = check_of(Check::Of::stars, one.stars, *one.products);
    if (!stars.holds() && one.potential5 && stars.sum + *one.potential5 == stars.total) {   // the page counts those that were proposed
      stars.parts.push_back(*one.potential5);
      stars.sum += *one.potential5;
    }
    if (stars.parts.size() >= kFewestParts) out.push_back(std::move(stars));
    std::vector<Count> groups(one.groups.begin(), one.groups.end());
    if (groups.size() >= kFewestParts) out.push_back(check_of(Check::Of::groups, groups, *one.products));
  }
  if (one.makers) {
    Check kinds = check_of(Check::Of::kinds, one.kinds, *one.makers);
    if (kinds.parts.size() >= kFewestParts) out.push_back(std::move(kinds));
  }
  return out;
}

std::vector<Conflict> conflicts(std::span<const Published> all) {
  std::vector<Conflict> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      const Published &a = all[i], &b = all[j];
      if (a.place != b.place || a.level != b.level || !a.products || !b.products) continue;
      bool parts_differ = false;
      for (std::size_t s = 0; s < a.stars.size(); ++s)
        parts_differ = parts_differ || (a.stars[s] && b.stars[s] && a.stars[s] != b.stars[s]);
      const bool same_total = a.products == b.products;
      if ((same_total && parts_differ) || (!same_total && a.as_of == b.as_of)) out.push_back({a.id, b.id});
    }
  }
  return out;
}

std::string formula(const Check& check, Language language) {
  std::string out;
  for (const std::int64_t part : check.parts) out.append(out.empty() ? "" : " + ").append(text::group_digits(part, language));
  out += " = " + text::group_digits(check.sum, language);
  if (!check.holds()) out += " ≠ " + text::group_digits(check.total, language);
  return out;
}

std::string words(const Reason& reason, Language language) {
  Problem sentence_of{"", "", "", *reason.text, {}};
  for (const std::int64_t number : reason.numbers) sentence_of.arguments.emplace_back(text::group_digits(number, language));
  return sentence(sentence_of, language);
}

std::vector<Reason> reasons(const Published& one, const Computed& computed) {
  std::vector<Reason> out;
  if (!one.products) return out;
  const std::int64_t here = one.basis == Basis::valid ? computed.valid() : computed.all();
  if (here < *one.products) out.push_back({&msg::reason_fewer, {here, *one.products}});
  if (here > *one.products) out.push_back({&msg::reason_more, {here, *one.products}});
  if (one.level == Level::former_province) out.push_back({&msg::reason_former});
  const std::int64_t gone = computed.all() - computed.valid();
  if (one.basis == Basis::not_said && gone > 0) out.push_back({&msg::reason_not_said, {gone, computed.of(marks::Validity::lapsed)}});
  if (one.basis == Basis::valid) out.push_back({&msg::reason_valid, {computed.valid()}});
  for (const Check& check : checks(one))
    if (!check.holds()) out.push_back({&msg::reason_sum, {check.sum, check.total, std::abs(check.total - check.sum)}});
  if (one.potential5 && *one.potential5 > 0) out.push_back({&msg::reason_potential, {*one.potential5}});
  out.push_back({&msg::reason_day});
  return out;
}

}  // namespace rules
}  // namespace ocop::counts
