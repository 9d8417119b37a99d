#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/http/http.h"

// One declaration of what a request carries. A request is a plain struct; its fields are said once, with their limits and words:
//
//   struct CloseReport { std::int64_t version = 0; std::string finding; };
//   const input::Declaration<CloseReport>& close_report() {
//     static const input::Declaration<CloseReport> fields{
//         input::version(&CloseReport::version),
//         input::paragraph("finding", &CloseReport::finding,
//                          {.label = msg::report_finding, .missing = msg::finding_is_needed, .most = 2000})};
//     return fields;
//   }
//
// From it come: the struct read from a JSON body, a form or a query (the same rules, every wrong field at once), the JSON Schema of the
// OpenAPI document, the controls of the page (kernel/web/fields.h), and sample bodies for the tests (corpus.h). What it cannot say (one
// field against another, against the law or the store) stays in the module's rules.
// Declarations are constant once made: thread-safe.
namespace ocop::input {

enum class Kind : std::uint8_t {
  line,        // text without line ends, cleaned (text::clean)
  paragraph,   // text of several lines (text::paragraph)
  secret,      // taken as typed; never shown again, never in a problem
  integer,
  boolean,     // a form's tick box: "1", "true", "on" are yes, "0", "false" and nothing are no
  date,        // JSON: YYYY-MM-DD; forms and queries also 21/11/2026
  choice,      // one of a list of words
  id,          // a UUID
  ids,         // several; in a form the name is repeated
  words,       // several texts; in a form the name is repeated
  map,         // texts by key; in a form "name.key"
  file,        // multipart; an API route with a file takes a form instead of JSON
  version,     // the version that was read: If-Match: "7", or If-None-Match: * for what was not there, or the field
};
// `stated`: must be there and may be empty, for a text whose emptiness is an answer.
enum class Need : std::uint8_t { required, stated, optional };
enum class Source : std::uint8_t { json, form, query };

struct Choice { std::string value; Message label{}; };

struct Options {
  Message label{};                       // what a page calls it
  Message hint{};                        // empty = none
  Need need = Need::required;
  Message needed{};                      // of an optional one that a rule asks for at times: when, in the place of "optional"
  Message missing{};                     // the sentence when it is absent or empty; {0} = the upper limit; empty = the general one
  Message wrong{};                       // when it cannot be read or is outside its limits; {0} = the limit; empty = the general one
  std::int64_t least = 0;                // characters of a text, value of an integer, number of items
  std::int64_t most = 0;                 // the same; 0 = kUsual… below. Of a file: bytes
  std::string_view autocomplete{};       // HTML, "" = none
  std::string_view about{};              // English, for the OpenAPI document
};
inline constexpr std::int64_t kUsualLine = 200;          // characters: a name, an address, a number of a decision
inline constexpr std::int64_t kUsualParagraph = 2'000;   // characters: a page
inline constexpr std::int64_t kUsualItems = 200;         // more than any list that a person fills in
inline constexpr std::int64_t kUsualInteger = 1'000'000'000;
inline constexpr std::int64_t kMostDateText = 10;        // 21/11/2026

// "15 MB", "256 kB": as pages say how large a file is or may be; what is not even is rounded up to a tenth ("15,1 MB" in Vietnamese), so
// that what is over a limit is never called by it.
Argument size_of(std::uint64_t bytes);

struct Field {
  std::string key;
  Kind kind = Kind::line;
  Options options{};
  std::vector<Choice> choices{};
  std::int64_t least() const;            // with the usual limits filled in
  std::int64_t most() const;
  std::string schema() const;            // JSON Schema of its value
};

// One field as read. Only the member of its kind is set.
struct Value {
  bool given = false;
  std::string text;                      // line, paragraph, secret, choice
  std::int64_t number = 0;               // integer, version, boolean (0, 1), date (days)
  std::vector<Uuid> ids;                 // id, ids
  std::vector<std::string> words;
  std::vector<std::pair<std::string, std::string>> map;
  const http::UploadedFile* file = nullptr;   // of the request
};

// The fields without their struct.
class Shape {
 public:
  explicit Shape(std::vector<Field> fields) : fields_(std::move(fields)) {}
  const std::vector<Field>& fields() const { return fields_; }
  const Field* find(std::string_view key) const;
  bool has(Kind kind) const;
  // JSON Schema of the body, within the subset of http::BodySchema: what it refuses, reading refuses.
  std::string schema() const;
  // One value a field, in order. Errors: malformed_request when the body is no JSON object; invalid_input with every wrong field, at most
  // kMostProblems; too_large instead when a file is among them for its length. An empty JSON body counts as {}; an unknown member of it is
  // wrong, an unknown field of a form or query is ignored.
  Result<std::vector<Value>> read(const http::Request& request, Source source) const;
  static constexpr std::size_t kMostProblems = 20;   // a person mends some at a time; the answer stays small

 private:
  std::vector<Field> fields_;
};
// Where a request of this pattern carries its fields: GET and HEAD in the query; below /api/ a JSON body unless there is a file; else a
// form.
Source source_of(http::Method method, std::string_view pattern, const Shape& shape);

// How the value of a field comes into its struct and out of it again. Untyped, so that the structs share one code a kind of member: the
// program has some hundred structs and a dozen kinds. `member` is the address of a member of the type that the two functions were made for.
struct Slot {
  Field field{};
  std::ptrdiff_t at = 0;                     // bytes from the start of the struct to the member
  std::vector<std::int64_t> values{};        // of an enum: the value of each of field.choices
  void (*put)(void* member, Value&& value, const Slot& slot) = nullptr;
  void (*show)(const void* member, const Slot& slot, http::Fields& out) = nullptr;   // as its form would send it
};
// A slot of the struct T.
template <class T> struct Member : Slot {};

class Slots {
 public:
  explicit Slots(std::vector<Slot> all);
  const std::vector<Slot>& all() const { return all_; }
  const std::shared_ptr<const Shape>& shape() const { return shape_; }
  // `struct_at`: the address of a struct of the type that the slots were made for.
  Result<void> read(const http::Request& request, Source source, void* struct_at) const;
  http::Fields show(const void* struct_at) const;

 private:
  std::vector<Slot> all_;
  std::shared_ptr<const Shape> shape_;
};

template <class T>
class Declaration {
 public:
  Declaration(std::initializer_list<Member<T>> members) : Declaration(more({}, members)) {}
  // Fields that are known only when the program starts (kernel/lists).
  explicit Declaration(std::vector<Slot> slots) : slots_(std::make_shared<const Slots>(std::move(slots))) {}
  // The fields of a struct that this one is derived from, and more.
  template <class Base> requires std::derived_from<T, Base>
  Declaration(const Declaration<Base>& base, std::initializer_list<Member<T>> members)
      : Declaration(more(base.slots(), members)) {
    const T probe{};
    const auto start = reinterpret_cast<const char*>(&probe);
    if (reinterpret_cast<const char*>(static_cast<const Base*>(&probe)) != start) throw std::logic_error("the base is not at the start");
  }
  const std::vector<Slot>& slots() const { return slots_->all(); }
  const Shape& shape() const { return *slots_->shape(); }
  const std::shared_ptr<const Shape>& shared() const { return slots_->shape(); }
  // A field that is not given keeps what the struct's own initialiser says.
  Result<T> read(const http::Request& request, Source source) const {
    T out{};
    OCOP_CHECK(slots_->read(request, source, &out));
    return out;
  }
  // What a form that shows `current` has in its controls.
  http::Fields show(const T& current) const { return slots_->show(&current); }

 private:
  static std::vector<Slot> more(std::vector<Slot> out, std::initializer_list<Member<T>> members) {
    for (const Member<T>& member : members) out.push_back(member);
    return out;
  }
  std::shared_ptr<const Slots> slots_;
};

// ---- the kinds of fields ----------------------------------------------------------------------------------------------------

namespace inner {
template <class V> struct Plain { using type = V; };
template <class V> struct Plain<std::optional<V>> { using type = V; };
template <class V> using plain_t = typename Plain<std::remove_cvref_t<V>>::type;
template <class V> const plain_t<V>* present(const void* member) {
  const V& value = *static_cast<const V*>(member);
  if constexpr (requires { value.has_value(); }) return value ? &*value : nullptr;
  else return &value;
}
template <class V> V& as(void* member) { return *static_cast<V*>(member); }

// Itanium C++ ABI §2.3.1: a pointer to a data member is its distance from the start of the struct.
template <class T, class V> std::ptrdiff_t distance(V T::*at) { return std::bit_cast<std::ptrdiff_t>(at); }

// One pair of functions a type of member.
template <class V> struct Text {
  static void put(void* member, Value&& value, const Slot&) { as<V>(member) = std::move(value.text); }
  static void show(const void* member, const Slot& slot, http::Fields& out) {
    if (const auto* now = present<V>(member); now && slot.field.kind != Kind::secret) out.add(slot.field.key, std::string(*now));
  }
};
template <class V> struct Number {
  static void put(void* member, Value&& value, const Slot&) { as<V>(member) = static_cast<plain_t<V>>(value.number); }
  static void show(const void* member, const Slot& slot, http::Fields& out) {
    const auto* now = present<V>(member);
    if (!now) return;
    const auto number = static_cast<std::int64_t>(*now);
    if (slot.field.kind != Kind::boolean) out.add(slot.field.key, std::to_string(number));
    else if (number != 0) out.add(slot.field.key, "1");
  }
};
template <class V> struct Day {
  static void put(void* member, Value&& value, const Slot&) { as<V>(member) = Date{static_cast<std::int32_t>(value.number)}; }
  static void show(const void* member, const Slot& slot, http::Fields& out) {
    if (const auto* now = present<V>(member)) out.add(slot.field.key, now->show(Language::vi));   // as on paper, in either language
  }
};
template <class V> struct One {
  static void put(void* member, Value&& value, const Slot&) { as<V>(member) = plain_t<V>{value.ids.front()}; }
  static void show(const void* member, const Slot& slot, http::Fields& out) {
    if (const auto* now = present<V>(member)) out.add(slot.field.key, now->text());
  }
};
template <class I> struct Several {
  static void put(void* member, Value&& value, const Slot&) {
    for (const Uuid& one : value.ids) as<std::vector<I>>(member).push_back(I{one});
  }
  static void show(const void* member, const Slot& slot, http::Fields& out) {
    for (const I& one : *present<std::vector<I>>(member)) out.add(slot.field.key, one.text());
  }
};
struct Words {
  static void put(void* member, Value&& value, const Slot& slot);
  static void show(const void* member, const Slot& slot, http::Fields& out);
};
template <class Pair> struct Map {
  static void put(void* member, Value&& value, const Slot&) {
    for (auto& [name, text] : value.map) as<std::vector<Pair>>(member).push_back(Pair{std::move(name), std::move(text)});
  }
  static void show(const void* member, const Slot& slot, http::Fields& out) {
    for (const auto& [key, text] : *present<std::vector<Pair>>(member)) out.add(slot.field.key + "." + key, text);
  }
};
struct SentFile {
  static void put(void* member, Value&& value, const Slot&) { as<files::Sent>(member) = {value.file->file_name, value.file->content}; }
  static void show(const void*, const Slot&, http::Fields&) {}
};
template <class V> struct Chosen {
  static void put(void* member, Value&& value, const Slot& slot) {
    for (std::size_t i = 0; i < slot.values.size(); ++i)
      if (slot.field.choices[i].value == value.text) as<V>(member) = static_cast<plain_t<V>>(slot.values[i]);
  }
  static void show(const void* member, const Slot& slot, http::Fields& out) {
    if (const auto* now = present<V>(member)) out.add(slot.field.key, std::string(name(*now)));
  }
};
template <class How, class T, class V>
Member<T> member(std::string key, V T::*at, Kind kind, Options options) {
  return {{{std::move(key), kind, std::move(options), {}}, distance(at), {}, &How::put, &How::show}};
}
}  // namespace inner

// The member may be optional<…> wherever a value may be absent; then `.need` says so too.
template <class T, class V> Member<T> line(std::string key, V T::*at, Options options = {}) {
  return inner::member<inner::Text<V>>(std::move(key), at, Kind::line, std::move(options));
}
template <class T, class V> Member<T> paragraph(std::string key, V T::*at, Options options = {}) {
  return inner::member<inner::Text<V>>(std::move(key), at, Kind::paragraph, std::move(options));
}
template <class T> Member<T> secret(std::string key, std::string T::*at, Options options = {}) {
  return inner::member<inner::Text<std::string>>(std::move(key), at, Kind::secret, std::move(options));
}
template <class T, class V> Member<T> integer(std::string key, V T::*at, Options options = {}) {
  return inner::member<inner::Number<V>>(std::move(key), at, Kind::integer, std::move(options));
}
// Into a bool or a two-valued enum whose 0 means no.
template <class T, class V> Member<T> boolean(std::string key, V T::*at, Options options = {}) {
  return inner::member<inner::Number<V>>(std::move(key), at, Kind::boolean, std::move(options));
}
template <class T> Member<T> version(std::int64_t T::*at) {
  return inner::member<inner::Number<std::int64_t>>("version", at, Kind::version, {});
}
template <class T, class V> Member<T> date(std::string key, V T::*at, Options options = {}) {
  return inner::member<inner::Day<V>>(std::move(key), at, Kind::date, std::move(options));
}
template <class T, class V> Member<T> id(std::string key, V T::*at, Options options = {}) {
  return inner::member<inner::One<V>>(std::move(key), at, Kind::id, std::move(options));
}
template <class T, class I> Member<T> ids(std::string key, std::vector<I> T::*at, Options options = {}) {
  return inner::member<inner::Several<I>>(std::move(key), at, Kind::ids, std::move(options));
}
template <class T> Member<T> words(std::string key, std::vector<std::string> T::*at, Options options = {}) {
  return inner::member<inner::Words>(std::move(key), at, Kind::words, std::move(options));
}
// `Pair` is any struct of two texts: key, value.
template <class T, class Pair> Member<T> map(std::string key, std::vector<Pair> T::*at, Options options = {}) {
  return inner::member<inner::Map<Pair>>(std::move(key), at, Kind::map, std::move(options));
}
// Stays empty when nothing was chosen. `options.most` is in bytes.
template <class T> Member<T> file(std::string key, files::Sent T::*at, Options options = {}) {
  return inner::member<inner::SentFile>(std::move(key), at, Kind::file, std::move(options));
}
// A text out of a list of words.
template <class T> Member<T> choice(std::string key, std::string T::*at, std::vector<Choice> choices, Options options = {}) {
  auto out = inner::member<inner::Text<std::string>>(std::move(key), at, Kind::choice, std::move(options));
  out.field.choices = std::move(choices);
  return out;
}
// An enum, by name(E). `all` lists every value that may be chosen, in the page's order; `words` is what the page calls each.
template <class T, class V, class Values, class Words>
requires std::is_enum_v<inner::plain_t<V>> && std::invocable<Words, inner::plain_t<V>>
Member<T> choice(std::string key, V T::*at, const Values& all, Words words, Options options = {}) {
  auto out = inner::member<inner::Chosen<V>>(std::move(key), at, Kind::choice, std::move(options));
  for (const inner::plain_t<V> one : all) {
    out.values.push_back(static_cast<std::int64_t>(one));
    out.field.choices.push_back({std::string(name(one)), words(one)});
  }
  return out;
}
// The same with the words of label(E), or none where the module has no such function.
template <class T, class V, class Values> requires std::is_enum_v<inner::plain_t<V>>
Member<T> choice(std::string key, V T::*at, const Values& all, Options options = {}) {
  const auto words = [](inner::plain_t<V> one) -> Message {
    if constexpr (requires { { label(one) } -> std::convertible_to<Message>; }) return label(one);
    else return {};
  };
  return choice(std::move(key), at, all, words, std::move(options));
}
// A page of a list that goes on after an id: `cursor` and `limit` of the query.
inline constexpr int kUsualRows = 50, kMostRows = 200;   // 200 rows are 200 kB
template <class T, class I> Member<T> cursor(std::optional<I> T::*at) {
  return id("cursor", at, {.need = Need::optional, .about = "next_cursor of the page before"});
}
template <class T> Member<T> limit(int T::*at) {
  return integer("limit", at, {.need = Need::optional, .least = 1, .most = kMostRows, .about = "rows of a page"});
}

}  // namespace ocop::input
