#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"

namespace ocop::scans {

// What a scan is counted for: the product as it stood then.
struct Whose {
  std::string code;                    // the product's own
  ProductId product;
  ProducerId producer;                 // all zero: the register names no maker
  std::string province;                // of the product
};

// A day of a product.
struct Day {
  Uuid id{};
  std::string code;
  Date day{};
  ProductId product;
  ProducerId producer;
  std::string province;
  std::int64_t scans = 0;
  std::int64_t networks = 0;           // different ones, at most: a process knows only what it saw since it started
  std::string name{};                  // of the product today; not kept
};
std::string path_of(const Day& day);
std::string path_of(std::string_view code);                // "/products/{code}/scans"

// Scans of one product in a day, from one province.
struct PlaceDay {
  std::string code;
  Date day{};
  std::string place;                   // code of a province; empty = nobody says
  std::int64_t scans = 0;
};
struct Hour {
  std::string code;
  std::int64_t hour = 0;               // since 1970-01-01T00:00Z; Vietnam's hours begin with those of UTC
  std::int64_t scans = 0;
};

// ---- what is shown
struct DaySum { Date day{}; std::int64_t scans = 0, networks = 0; };
struct PlaceSum {
  enum class What : std::uint8_t { province, elsewhere, unknown };
  What what = What::province;
  std::string province{};              // code, of What::province
  std::int64_t scans = 0;
};
// The last days to today: each day once, those without a scan too.
struct Strip {
  std::vector<DaySum> days;
  std::vector<PlaceSum> places;        // most scans first, then elsewhere, then unknown
  std::int64_t scans = 0;
};
enum class Span : std::uint8_t { four_weeks, quarter };
inline constexpr std::array kSpans{Span::four_weeks, Span::quarter};
std::string_view name(Span span);      // "28"
Message label(Span span);
int days_of(Span span);
struct StripAsked { Span days = Span::four_weeks; };

}  // namespace ocop::scans
