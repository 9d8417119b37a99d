#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/message.h"
#include "modules/marks/marks.h"

// How many products and makers a place is said to have, beside how many the register holds.
namespace ocop::counts {

enum class Level : std::uint8_t { country, province, former_province };   // former: of the map before July 2025, also under the same name
// What a page counted: stars in their term, or it does not say whether those past it were taken away.
enum class Basis : std::uint8_t { valid, not_said };

using Count = std::optional<std::int64_t>;                // nullopt = not printed
// A figure as a newspaper or an office printed it. Nothing of it is corrected.
struct Published {
  std::string id;                                         // "C12"
  std::string place;                                      // "Cao Bằng", as the page means it
  Level level = Level::province;
  std::string province;                                   // code of today; empty = the country
  std::string as_of;                                      // "2025-02-19", "2025-02", "2025": as exact as it was printed
  Count products;
  std::array<Count, 3> stars;                             // 3, 4, 5
  Count potential5;                                       // proposed for five stars
  std::vector<std::int64_t> groups;                       // products by group, as printed
  Count makers;
  std::array<Count, 5> kinds;                             // cooperatives, cooperative groups, enterprises, households, others
  Basis basis = Basis::not_said;
  std::string note;                                       // of whoever collected it, English
  std::string source_url;
};

// An identity that the printed parts must satisfy.
struct Check {
  enum class Of : std::uint8_t { stars, groups, kinds } of = Of::stars;
  std::vector<std::int64_t> parts;                        // as printed; those that are not printed are left out
  std::int64_t total = 0, sum = 0;
  bool holds() const { return sum == total; }
};
// Two pages that speak of one place and disagree.
struct Conflict { std::string id, other; };               // of Published

// What the register holds of a place on a day.
struct Computed {
  std::array<std::array<std::int64_t, 6>, 8> products{};  // [Validity][stars 0..5]
  std::int64_t makers = 0;                                // named makers with a product
  std::int64_t of(marks::Validity validity) const;
  std::int64_t with_stars(int stars) const;               // of any validity but none: ever recognised
  std::int64_t all() const;                               // ever recognised
  std::int64_t valid() const;                             // in their term, or reported to be
  std::int64_t valid_with_stars(int stars) const;
};

}  // namespace ocop::counts
