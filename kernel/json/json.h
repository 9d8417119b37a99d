#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kernel/base/result.h"

// The only JSON in Ocop: a read-only tree and a streaming writer. The library behind it (Boost.JSON) is not visible.
namespace ocop::json {

class Document;

// A node of a parsed Document; valid while the Document lives. Cheap to copy. A missing node is kind `missing` and every getter on it
// gives the empty answer, so paths can be chained: doc.root()["a"]["b"].text().
class Node {
 public:
  enum class Kind : std::uint8_t { missing, null, boolean, integer, real, text, array, object };
  Node() = default;
  Kind kind() const;
  explicit operator bool() const { return kind() != Kind::missing; }
  std::optional<bool> boolean() const;
  std::optional<std::int64_t> integer() const;     // 2.0 is not an integer
  std::optional<double> number() const;
  std::optional<std::string_view> text() const;
  std::string_view text_or(std::string_view fallback) const { return text().value_or(fallback); }
  std::size_t size() const;                        // of array or object, else 0
  Node operator[](std::string_view key) const;     // member of an object
  Node at(std::size_t index) const;                // element of an array, or member value by position
  std::string_view key_at(std::size_t index) const;  // member name by position (order of the text)
  std::string brief() const;                       // for Problem::got: the value as JSON, cut short

 private:
  friend class Document;
  explicit Node(const void* value) : value_(value) {}
  const void* value_ = nullptr;
};

class Document {
 public:
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();
  Node root() const;

 private:
  friend Result<Document> parse(std::string_view, const struct Limits&);
  struct Inner;
  explicit Document(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};
struct Limits {
  std::size_t bytes = 8u << 20;   // above any request body; files have their own limits
  std::size_t depth = 32;         // the deepest document we read has 9 levels
};
// RFC 8259, strict: comments, trailing commas, trailing text, a byte order mark, invalid UTF-8, lone surrogates, numbers beyond a double
// and duplicate keys (§4 leaves them to the reader: a request that says a thing twice is not guessed at) are refused.
// Error: too_large above limits.bytes; else malformed_request, field "byte 17" (0-based offset at which reading stopped).
Result<Document> parse(std::string_view text, const Limits& limits = {});

// Appends JSON to a string. Commas are placed by itself; the caller balances begin/end (asserted in debug).
//   Writer w; w.begin_object(); w.member("total").number("78.5"); w.member("stars").integer(3); w.end_object(); w.take();
class Writer {
 public:
  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& member(std::string_view key);
  Writer& text(std::string_view value);
  Writer& integer(std::int64_t value);
  Writer& number(std::string_view decimal);   // a decimal text as it is: "78.5"
  Writer& boolean(bool value);
  Writer& null();
  Writer& raw(std::string_view json);         // already valid JSON
  // member + value, the usual pair.
  Writer& field(std::string_view key, std::string_view value) { return member(key).text(value); }
  Writer& field(std::string_view key, const char* value) { return member(key).text(value); }
  template <std::integral I> requires(!std::same_as<I, bool> && !std::same_as<I, char>)
  Writer& field(std::string_view key, I value) { return member(key).integer(static_cast<std::int64_t>(value)); }
  template <std::same_as<bool> B> Writer& field(std::string_view key, B value) { return member(key).boolean(value); }
  template <class T> Writer& field(std::string_view key, const std::optional<T>& value) {
    if (value) return field(key, *value);
    return member(key).null();
  }
  // What says itself as a text: a day or a moment by ISO 8601, an id, an enum by its word.
  template <class T> requires requires(const T& value) { value.iso(); }
  Writer& field(std::string_view key, const T& value) { return member(key).text(value.iso()); }
  template <class T> requires requires(const T& value) { value.text(); }
  Writer& field(std::string_view key, const T& value) { return member(key).text(value.text()); }
  template <class E> requires std::is_enum_v<E>
  Writer& field(std::string_view key, E value) { return member(key).text(name(value)); }
  std::string_view view() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void separate();
  std::string out_;
  std::vector<bool> first_;
  bool after_member_ = false;
};

// What `write` writes of a thing, as a text.
template <class Thing>
std::string written(void (*write)(Writer& out, const Thing& thing), const std::type_identity_t<Thing>& thing) {
  Writer out;
  write(out, thing);
  return out.take();
}

// With the quotes. A byte that is not UTF-8 becomes U+FFFD, so that the output is always JSON.
void append_escaped(std::string& out, std::string_view text);

}  // namespace ocop::json
