#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocop::places {

// Reading a written address, before anything is looked up: words, the boundaries between its parts, signs of kinds of units. Pure.

// What a sign before a name says of the unit: "P.", "huyện", "TP".
enum class Kind : unsigned char { none, commune, ward, township, zone, rural_district, urban_district, town, city, province };
enum class Level : unsigned char { unit, district, province };
// Whether a name behind this sign may be of that level; "thành phố" is a district or a province, no sign is any.
enum class Fit : unsigned char { no, yes };
Fit fits(Kind kind, Level level);

struct Word {
  enum class Before : unsigned char { word, dash, comma };   // what parts it from the one before; the first has a comma
  std::string plain;                                         // folded, zeros before a number dropped: "04" is "4"
  std::string marked;                                        // with its marks, the tone at the end: "hoà" and "hòa" are one
  Before before = Before::word;
};
struct Address {
  enum class Marks : unsigned char { absent, written } marks = Marks::absent;   // absent: nothing is said by a missing mark
  std::vector<Word> words;                                                      // without country and postcode
};
inline constexpr std::size_t kMostWords = 40;   // a house number, street, hamlet and three names have 25; the last ones are kept
Address read_address(std::string_view written);
// The same where words were typed in raw Telex ("phuowngf phus haif"), without marks; nullopt = no word was. Never asked first: a word of
// an address may be both.
std::optional<Address> untyped_address(const Address& address);

// The sign at a word, and the words that it takes (0 = none).
struct Sign { Kind kind = Kind::none; std::size_t words = 0; };
Sign sign_at(std::span<const Word> words, std::size_t at);

// Words run together, y as i: "Krông Búk" → "krongbuk", "Mỹ" → "mi". Two names are looked up as one when their keys agree.
std::string key_of(std::span<const Word> words);
std::string marked_key_of(std::span<const Word> words);
// A name as a list prints it, without its kind: "Thị trấn Đắk Mil" → township, "dakmil". A numbered unit is its number: "Phường IV" → "4".
struct Name { Kind kind = Kind::none; std::string key, marked; };
Name read_name(std::string_view printed);

// Provinces as offices write them, folded. Hà Tây became part of Hà Nội on 1 August 2008 (Nghị quyết 15/2008/QH12).
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kWrittenProvinces{{
    {"hcm", "ho chi minh"},
    {"tphcm", "ho chi minh"},
    {"tp hochiminh", "ho chi minh"},
    {"hochiminh", "ho chi minh"},
    {"sai gon", "ho chi minh"},
    {"hn", "ha noi"},
    {"tphn", "ha noi"},
    {"hanoi", "ha noi"},
    {"ha tay", "ha noi"},
    {"hue", "thua thien hue"},
    {"thua thien hue", "hue"},
    {"tt hue", "thua thien hue"},
    {"tth", "thua thien hue"},
    {"daklak", "dak lak"},
    {"dac lac", "dak lak"},
    {"daclac", "dak lak"},
    {"darlac", "dak lak"},
    {"daknong", "dak nong"},
    {"dac nong", "dak nong"},
    {"brvt", "ba ria vung tau"},
    {"br vt", "ba ria vung tau"},
    {"vung tau", "ba ria vung tau"},
    {"ba ria", "ba ria vung tau"},
    {"danang", "da nang"},
}};

}  // namespace ocop::places
