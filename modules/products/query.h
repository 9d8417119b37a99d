#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modules/places/places.h"
#include "modules/products/types.h"

namespace ocop::products {

// What the search box understood: "cà phê Đắk Lắk 4 sao" → words "cà phê", province 66, stars 4. Pure.
//   stars      a number 1–5 or its word before "sao", "star", "stars", "★", also "4sao", "5*", "★★★★"; with it go the words of the
//              programme that say nothing more ("OCOP 5 sao", "đạt 4 sao")
//   province   the name of a province of today, with its marks, some of them or none ("huệ" is not Huế), as people write it ("daklak",
//              "Tp.HCM"), also with "tỉnh", "TP" before
//   former     a former province: it stays a word, because it is narrower than today's; written short ("BR-VT") it becomes its name
//   validity   "còn hiệu lực", "hết hạn", "hết hiệu lực", "thu hồi", "valid", "lapsed", "expired", "withdrawn"
// What is not understood stays in `text`, in the order and spelling typed. At most kQueryLimit bytes are looked at.
struct Understood {
  struct Former { std::string province, name; };   // "08", "Hà Giang"
  std::string text;
  std::optional<std::string> province;
  std::optional<int> stars;
  std::optional<Validity> validity;
  std::optional<Former> former;
  // Something that is no word to look for.
  bool anything() const { return province || stars || validity; }
};
inline constexpr std::size_t kQueryLimit = 200;   // the longest product name of the register has 108 characters
// as_words: "Chăn nuôi ếch Khánh Hòa" is a maker of another province; its name is looked for as it stands.
enum class Provinces : std::uint8_t { as_filters, as_words };
Understood parse_query(std::string_view typed, const places::Index& places, Provinces provinces = Provinces::as_filters);

}  // namespace ocop::products
