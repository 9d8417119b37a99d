#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "kernel/i18n/translate.h"

// Typed, auto-escaping HTML. Only a literal in the source is markup; every other text is escaped. There is no way to insert a run-time
// string raw except raw_trusted(), which tools/layers allows in kernel/web and kernel/print output alone.
//   out << "<li class=\"item\">"_h << product.name << "</li>"_h;
namespace ocop::web {

// Markup known at compile time.
struct Markup {
  std::string_view text;
};
consteval Markup operator""_h(const char* text, std::size_t size) { return Markup{{text, size}}; }

class Html {
 public:
  explicit Html(Language language, std::size_t reserve = 16u << 10) : language_(language) { out_.reserve(reserve); }
  Language language() const { return language_; }

  Html& operator<<(Markup markup) { out_.append(markup.text); return *this; }
  Html& operator<<(std::string_view text) { escape(out_, text); return *this; }     // fit for text and for quoted attribute values
  Html& operator<<(const std::string& text) { return *this << std::string_view(text); }
  Html& operator<<(const char* text) { return *this << std::string_view(text); }
  Html& operator<<(const Message& message) { return *this << ocop::translate(message, language_); }
  template <std::integral I> requires(!std::same_as<I, bool> && !std::same_as<I, char>)
  Html& operator<<(I number) { out_.append(std::to_string(number)); return *this; }
  // Markup only when the condition holds: out << when(selected, " checked"_h)
  struct Conditional { Markup markup; };
  Html& operator<<(Conditional part) { if (!part.markup.text.empty()) out_.append(part.markup.text); return *this; }
  // A message with its places {0} … {9} filled, all escaped: what format() makes, without the copy.
  Html& write(const Message& message, std::initializer_list<std::string_view> arguments);
  // Another writer's finished output.
  Html& operator<<(const Html& other) { out_.append(other.out_); return *this; }
  // Markup made by trusted generators (SVG of the QR, the map).
  Html& raw_trusted(std::string_view markup) { out_.append(markup); return *this; }

  std::string_view view() const { return out_; }
  std::string take() { return std::move(out_); }

  static void escape(std::string& out, std::string_view text);   // & < > " '

 private:
  std::string out_;
  Language language_;
};
inline Html::Conditional when(bool condition, Markup markup) { return {condition ? markup : Markup{{}}}; }

}  // namespace ocop::web
