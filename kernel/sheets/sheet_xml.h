#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The tags of an XML text that a parser has found sound, with their places: to change some of it and leave the rest as it stands. Pure.
namespace ocop::sheets {

struct Tag {
  enum class Kind : std::uint8_t { opens, closes, empty } kind = Kind::opens;
  std::string_view name;               // without its prefix
  std::string_view prefix;             // "x:" or nothing
  std::string_view text;               // from '<' to '>'
  std::size_t begin = 0, end = 0;      // in the whole; end is behind '>'
};
// The next tag from `at` on; comments, CDATA and instructions are passed over. nullopt = none.
std::optional<Tag> next_tag(std::string_view xml, std::size_t at);
// Where the element that `opens` begins ends: behind its closing tag.
std::size_t end_of(std::string_view xml, const Tag& opens);
// The value of an attribute as it is written, without a prefix; nullopt = not there.
std::optional<std::string_view> attribute(const Tag& tag, std::string_view name);
// All text inside, with the five entities and numbers read.
std::string text_inside(std::string_view xml);
std::string escaped(std::string_view text);   // of text and attributes

}  // namespace ocop::sheets
