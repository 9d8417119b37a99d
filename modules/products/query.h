#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "modules/places/places.h"
#include "modules/products/types.h"

namespace ocop::products {

// What the search box understood: "cà phê Đắk Lắk 4 sao" → words "cà phê", province 66, stars 4. Pure.
//   stars      a number 1–5 or its word before "sao", "star", "stars", "★"
//   province   the name of a province of today, typed with its marks or with none at all ("huệ" is not Huế), also with "tỉnh", "TP" before;
//              a former province stays a word: it is found in the printed address and is narrower than today's province
//   validity   "còn hiệu lực", "hết hạn", "hết hiệu lực", "valid", "lapsed", "expired"
// What is not understood stays in `text`, in the order and spelling typed. At most kQueryLimit bytes are looked at.
struct Understood {
  std::string text;
  std::optional<std::string> province;
  std::optional<int> stars;
  std::optional<Validity> validity;
  bool anything() const { return province || stars || validity; }
};
inline constexpr std::size_t kQueryLimit = 200;   // the longest product name of the register has 108 characters
Understood parse_query(std::string_view typed, const places::Index& places);

}  // namespace ocop::products
