#pragma once
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
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
  // kMostProblems. An empty JSON body counts as {}; an unknown member of it is wrong, an unknown field of a form or query is ignored.
  Result<std::vector<Value>> read(const http::Request& request, Source source) const;
  static constexpr std::size_t kMostProblems = 20;   // a person mends some at a time; the answer stays small

 private:
  std::vector<Field> fields_;
};
// Where a request of this pattern carries its fields: GET and HEAD in the query; below /api/ a JSON body unless there is a file; else a
// form.
Source source_of(http::Method method, std::string_view pattern, const Shape& shape);

template <class T>
struct Member {
  Field field;
  std::function<void(T&, Value&&)> put;
  std::function<void(const T&, const std::string& key, http::Fields&)> show;   // as its form would send it
};

template <class T>
class Declaration {
 public:
  Declaration(std::initializer_list<Member<T>> members) : members_(members) { give_shape(); }
  // Fields that are known only when the program starts (kernel/lists).
  explicit Declaration(std::vector<Member<T>> members) : members_(std::move(members)) { give_shape(); }
  // The fields of a struct that this one is derived from, and more.
  template <class Base> requires std::derived_from<T, Base>
  Declaration(const Declaration<Base>& base, std::initializer_list<Member<T>> more) {
    for (const Member<Base>& member : base.members()) members_.push_back({member.field, member.put, member.show});
    members_.insert(members_.end(), more);
    give_shape();
  }
  const std::vector<Member<T>>& members() const { return members_; }
  const Shape& shape() const { return *shape_; }
  const std::shared_ptr<const Shape>& shared() const { return shape_; }
  // A field that is not given keeps what the struct's own initialiser says.
  Result<T> read(const http::Request& request, Source source) const {
    OCOP_TRY(values, shape_->read(request, source));
    T out{};
    for (std::size_t i = 0; i < members_.size(); ++i)
      if (values[i].given) members_[i].put(out, std::move(values[i]));
    return out;
  }
  // What a form that shows `current` has in its controls.
  http::Fields show(const T& current) const {
    http::Fields out;
    for (const Member<T>& member : members_) member.show(current, member.field.key, out);
    return out;
  }

 private:
  void give_shape() {
    std::vector<Field> fields;
    for (const Member<T>& member : members_) fields.push_back(member.field);
    shape_ = std::make_shared<const Shape>(std::move(fields));
  }
  std::vector<Member<T>> members_;
  std::shared_ptr<const Shape> shape_;
};

// ---- the kinds of fields ----------------------------------------------------------------------------------------------------

namespace inner {
template <class V> struct Plain { using type = V; };
template <class V> struct Plain<std::optional<V>> { using type = V; };
template <class V> using plain_t = typename Plain<std::remove_cvref_t<V>>::type;
template <class V> const plain_t<V>* present(const V& value) {
  if constexpr (requires { value.has_value(); }) return value ? &*value : nullptr;
  else return &value;
}
template <class T, class V>
Member<T> text(std::string key, V T::*at, Kind kind, Options options) {
  return {{std::move(key), kind, std::move(options)}, [at](T& out, Value&& value) { out.*at = std::move(value.text); },
          [at, kind](const T& from, const std::string& name, http::Fields& out) {
            if (const auto* now = present(from.*at); now && kind != Kind::secret) out.add(name, std::string(*now));
          }};
}
template <class T, class V>
Member<T> number(std::string key, V T::*at, Kind kind, Options options) {
  return {{std::move(key), kind, std::move(options)}, [at](T& out, Value&& value) { out.*at = static_cast<plain_t<V>>(value.number); },
          [at](const T& from, const std::string& name, http::Fields& out) {
            if (const auto* now = present(from.*at)) out.add(name, std::to_string(static_cast<std::int64_t>(*now)));
          }};
}
}  // namespace inner

// The member may be optional<…> wherever a value may be absent; then `.need` says so too.
template <class T, class V> Member<T> line(std::string key, V T::*at, Options options = {}) {
  return inner::text(std::move(key), at, Kind::line, std::move(options));
}
template <class T, class V> Member<T> paragraph(std::string key, V T::*at, Options options = {}) {
  return inner::text(std::move(key), at, Kind::paragraph, std::move(options));
}
template <class T> Member<T> secret(std::string key, std::string T::*at, Options options = {}) {
  return inner::text(std::move(key), at, Kind::secret, std::move(options));
}
template <class T, class V> Member<T> integer(std::string key, V T::*at, Options options = {}) {
  return inner::number(std::move(key), at, Kind::integer, std::move(options));
}
// Into a bool or a two-valued enum whose 0 means no.
template <class T, class V> Member<T> boolean(std::string key, V T::*at, Options options = {}) {
  auto out = inner::number(std::move(key), at, Kind::boolean, std::move(options));
  out.show = [at](const T& from, const std::string& name, http::Fields& fields) {
    if (const auto* now = inner::present(from.*at); now && static_cast<std::int64_t>(*now) != 0) fields.add(name, "1");
  };
  return out;
}
template <class T> Member<T> version(std::int64_t T::*at) { return inner::number("version", at, Kind::version, {}); }
template <class T, class V> Member<T> date(std::string key, V T::*at, Options options = {}) {
  return {{std::move(key), Kind::date, std::move(options)},
          [at](T& out, Value&& value) { out.*at = Date{static_cast<std::int32_t>(value.number)}; },
          [at](const T& from, const std::string& name, http::Fields& out) {
            if (const auto* now = inner::present(from.*at)) out.add(name, now->show(Language::vi));   // as on paper, in either language
          }};
}
template <class T, class V> Member<T> id(std::string key, V T::*at, Options options = {}) {
  return {{std::move(key), Kind::id, std::move(options)}, [at](T& out, Value&& value) { out.*at = inner::plain_t<V>{value.ids.front()}; },
          [at](const T& from, const std::string& name, http::Fields& out) {
            if (const auto* now = inner::present(from.*at)) out.add(name, now->text());
          }};
}
template <class T, class I> Member<T> ids(std::string key, std::vector<I> T::*at, Options options = {}) {
  return {{std::move(key), Kind::ids, std::move(options)},
          [at](T& out, Value&& value) { for (const Uuid& one : value.ids) (out.*at).push_back(I{one}); },
          [at](const T& from, const std::string& name, http::Fields& out) { for (const I& one : from.*at) out.add(name, one.text()); }};
}
template <class T> Member<T> words(std::string key, std::vector<std::string> T::*at, Options options = {}) {
  return {{std::move(key), Kind::words, std::move(options)}, [at](T& out, Value&& value) { out.*at = std::move(value.words); },
          [at](const T& from, const std::string& name, http::Fields& out) { for (const std::string& one : from.*at) out.add(name, one); }};
}
// `Pair` is any struct of two texts: key, value.
template <class T, class Pair> Member<T> map(std::string key, std::vector<Pair> T::*at, Options options = {}) {
  return {{std::move(key), Kind::map, std::move(options)},
          [at](T& out, Value&& value) { for (auto& [name, text] : value.map) (out.*at).push_back(Pair{std::move(name), std::move(text)}); },
          [at](const T& from, const std::string& name, http::Fields& out) {
            for (const auto& [inner_key, text] : from.*at) out.add(name + "." + inner_key, text);
          }};
}
// `File` is any struct of two string_views, name as sent and content; both point into the request and stay empty when nothing was chosen.
// `options.most` is in bytes.
template <class T, class File> Member<T> file(std::string key, File T::*at, Options options = {}) {
  return {{std::move(key), Kind::file, std::move(options)},
          [at](T& out, Value&& value) { out.*at = File{value.file->file_name, value.file->content}; },
          [](const T&, const std::string&, http::Fields&) {}};
}
// A text out of a list of words.
template <class T> Member<T> choice(std::string key, std::string T::*at, std::vector<Choice> choices, Options options = {}) {
  auto out = inner::text(std::move(key), at, Kind::choice, std::move(options));
  out.field.choices = std::move(choices);
  return out;
}
// An enum, by name(E). `all` lists every value that may be chosen, in the page's order; `words` is what the page calls each.
template <class T, class V, class Values, class Words>
requires std::is_enum_v<inner::plain_t<V>> && std::invocable<Words, inner::plain_t<V>>
Member<T> choice(std::string key, V T::*at, const Values& all, Words words, Options options = {}) {
  using E = inner::plain_t<V>;
  std::vector<std::pair<std::string, E>> values;
  Member<T> out{{std::move(key), Kind::choice, std::move(options)}, {}, {}};
  for (const E one : all) {
    values.emplace_back(std::string(name(one)), one);
    out.field.choices.push_back({values.back().first, words(one)});
  }
  out.put = [at, values](T& to, Value&& value) {
    for (const auto& [word, one] : values)
      if (word == value.text) to.*at = one;
  };
  out.show = [at](const T& from, const std::string& field, http::Fields& fields) {
    if (const auto* now = inner::present(from.*at)) fields.add(field, std::string(name(*now)));
  };
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
