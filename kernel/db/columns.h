#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kernel/base/rational.h"
#include "kernel/db/db.h"

// A struct and the columns it is kept in, listed once:
//
//   constexpr auto kReport = db::columns<Report>(
//       db::column("id", &Report::id),
//       db::column("state", &Report::state, db::words(name, parse_report_state)),
//       db::nested(&Report::place, kPlace));                              // the columns of a struct inside
//
//   constexpr Statement kFind{"resolver.find_report", "SELECT {columns} FROM resolver_report WHERE id = $1", kReport};
//   constexpr Statement kInsert{"resolver.insert_report",
//                               "INSERT INTO resolver_report ({columns}, sort_key) VALUES ({arguments}, {+1})", kReport};
//   reader.first(kReport, kFind, id);
//   transaction.execute(kInsert, kReport.of(report), sort_key);
//   transaction.insert_all(kInsertAll, kReport, std::span<const Report>(reports));   // … VALUES {rows}
//
// How a member is kept follows from its type: bool (0 or 1), whole numbers and enums as INTEGER; Instant, Date as INTEGER; double as
// REAL; std::string as TEXT; Uuid, Id and byte arrays as BLOB; std::optional as NULL when empty. A codec as third argument says otherwise:
// words(…) or Words for an enum by its name, kBlob for a string of bytes, kNullWhenEmpty for "" or a nil id that is NULL in the table.
namespace ocop::db {

namespace detail {

template <class T> struct Optional : std::false_type { using Inner = T; };
template <class T> struct Optional<std::optional<T>> : std::true_type { using Inner = T; };
template <class T> struct ByteArray : std::false_type {};
template <std::size_t N> struct ByteArray<std::array<std::uint8_t, N>> : std::true_type {};
template <class T> struct IsId : std::false_type {};
template <class Tag> struct IsId<Id<Tag>> : std::true_type {};

[[noreturn]] void unknown_word(int column, std::string_view word);
[[noreturn]] void no_fraction(int column);
[[noreturn]] void wrong_length(int column, std::size_t got, std::size_t wanted);

// Elements side by side, each a base of its own type: what std::tuple is, at a fraction of its compile time.
template <std::size_t I, class Part> struct Slot { Part part; };
template <class Indices, class... Parts> struct Slots;
template <std::size_t... I, class... Parts>
struct Slots<std::index_sequence<I...>, Parts...> : Slot<I, Parts>... {
  constexpr explicit Slots(Parts... parts) : Slot<I, Parts>{parts}... {}
  template <class Use>
  constexpr void each(Use&& use) const { (use(static_cast<const Slot<I, Parts>&>(*this).part), ...); }
};

}  // namespace detail

// ---- codecs: how a value is kept when its type alone does not say it. `store` gives what a Bind takes, or a std::string that the
// statement then owns; `load` reads a column that is not NULL.

struct ByType {
  template <class V>
  Bind store(const V& value) const {
    if constexpr (std::is_enum_v<V>) return Bind(static_cast<std::int64_t>(value));
    else if constexpr (detail::ByteArray<V>::value) return Bind::blob({reinterpret_cast<const char*>(value.data()), value.size()});
    else return Bind(value);
  }
  template <class V>
  V load(const Row& row, int column) const {
    if constexpr (std::same_as<V, bool>) return row.integer(column) != 0;
    else if constexpr (std::is_integral_v<V> || std::is_enum_v<V>) return static_cast<V>(row.integer(column));
    else if constexpr (std::same_as<V, double>) return row.real(column);
    else if constexpr (std::same_as<V, std::string>) return row.string(column);
    else if constexpr (std::same_as<V, Instant>) return row.instant(column);
    else if constexpr (std::same_as<V, Date>) return row.date(column);
    else if constexpr (std::same_as<V, Uuid>) return row.uuid(column);
    else if constexpr (detail::IsId<V>::value) return row.id<V>(column);
    else if constexpr (detail::ByteArray<V>::value) {
      const std::string_view bytes = row.blob(column);
      V value{};
      if (bytes.size() != value.size()) detail::wrong_length(column, bytes.size(), value.size());
      std::copy(bytes.begin(), bytes.end(), value.begin());
      return value;
    } else static_assert(sizeof(V) == 0, "this type needs a codec");
  }
};

struct Blob {
  Bind store(const std::string& bytes) const { return Bind::blob(bytes); }
  template <class V> V load(const Row& row, int column) const { return V(row.blob(column)); }
};
inline constexpr Blob kBlob;

// A member that is never NULL in C++ and NULL in the table when it is V{} ("" or a nil id).
struct NullWhenEmpty {
  template <class V>
  Bind store(const V& value) const { return value == V{} ? ByType().store(value).as_null() : ByType().store(value); }
  template <class V>
  V load(const Row& row, int column) const { return row.is_null(column) ? V{} : ByType().load<V>(row, column); }
};
inline constexpr NullWhenEmpty kNullWhenEmpty;

// An enum kept as a word. A word that the program does not know is a Failure, never a default.
template <class E>
struct NamedBy {
  std::string_view (*name)(E);
  std::optional<E> (*parse)(std::string_view);
  Bind store(E value) const { return Bind(name(value)); }
  template <class V>
  V load(const Row& row, int column) const {
    if (const auto value = parse(row.text(column))) return *value;
    detail::unknown_word(column, row.text(column));
  }
};
template <class E>
constexpr NamedBy<E> words(std::string_view (*name)(E), std::optional<E> (*parse)(std::string_view)) { return {name, parse}; }

// The same where the words are nobody else's business: constexpr db::Words<State, 2> kStates{{{State::open, "open"}, …}};
template <class E, std::size_t N>
struct Words {
  struct Word {
    E value;
    std::string_view word;
  };
  Word all[N];
  constexpr std::string_view of(E value) const {
    for (const Word& entry : all)
      if (entry.value == value) return entry.word;
    return {};
  }
  Bind store(E value) const { return Bind(of(value)); }
  template <class V>
  V load(const Row& row, int column) const {
    const std::string_view word = row.text(column);
    for (const Word& entry : all)
      if (entry.word == word) return entry.value;
    detail::unknown_word(column, word);
  }
};

// ---- parts: what columns<T>() is given.

template <class T, class V, class Codec>
struct Column {
  using Inner = typename detail::Optional<V>::Inner;
  static constexpr std::size_t kArguments = 1;
  using Stored = decltype(std::declval<const Codec&>().store(std::declval<const Inner&>()));
  static constexpr std::size_t kOwned = std::same_as<Stored, std::string> ? 1 : 0;
  std::string_view name;
  V T::*member;
  Codec codec;

  constexpr void names(ColumnNames& out, std::string_view table) const { out.names[out.count++] = {table, name}; }
  void load(const Row& row, int at, T& out) const {
    if constexpr (detail::Optional<V>::value) {
      if (row.is_null(at)) (out.*member).reset();
      else out.*member = codec.template load<Inner>(row, at);
    } else {
      out.*member = codec.template load<V>(row, at);
    }
  }
  void put(const T& from, Bind*& at, std::string*& owned) const {
    if constexpr (detail::Optional<V>::value) {
      if (from.*member) *at = stored(*(from.*member), owned);
      else *at = stored(Inner{}, owned).as_null();
    } else {
      *at = stored(from.*member, owned);
    }
    ++at;
  }

 private:
  Bind stored(const Inner& value, [[maybe_unused]] std::string*& owned) const {
    if constexpr (kOwned == 1) return Bind(*owned++ = codec.store(value));
    else return codec.store(value);
  }
};
template <class T, class V, class Codec = ByType>
constexpr Column<T, V, Codec> column(std::string_view name, V T::*member, Codec codec = {}) { return {name, member, codec}; }

// An exact fraction in two columns.
template <class T>
struct Fraction {
  static constexpr std::size_t kArguments = 2, kOwned = 0;
  std::string_view numerator, denominator;
  Rational T::*member;
  constexpr void names(ColumnNames& out, std::string_view table) const {
    out.names[out.count++] = {table, numerator};
    out.names[out.count++] = {table, denominator};
  }
  void load(const Row& row, int at, T& out) const {
    if (row.integer(at + 1) <= 0) detail::no_fraction(at + 1);   // damage: the tables' CHECKs refuse it
    out.*member = Rational(row.integer(at), row.integer(at + 1));
  }
  void put(const T& from, Bind*& at, std::string*&) const {
    *at++ = Bind((from.*member).numerator());
    *at++ = Bind((from.*member).denominator());
  }
};
template <class T>
constexpr Fraction<T> fraction(std::string_view numerator, std::string_view denominator, Rational T::*member) {
  return {numerator, denominator, member};
}

// A struct inside, with the columns listed for it. std::optional: there when its first column is not NULL (the way of a LEFT JOIN).
template <class T, class V, class Inside>
struct Nested {
  static constexpr std::size_t kArguments = Inside::kArguments, kOwned = Inside::kOwned;
  std::string_view table;
  V T::*member;
  const Inside* inside;
  constexpr void names(ColumnNames& out, std::string_view outer) const { inside->names_into(out, table.empty() ? outer : table); }
  void load(const Row& row, int at, T& out) const {
    if constexpr (detail::Optional<V>::value) {
      if (row.is_null(at)) (out.*member).reset();
      else inside->load(row, at, (out.*member).emplace());
    } else {
      inside->load(row, at, out.*member);
    }
  }
  void put(const T& from, Bind*& at, std::string*& owned) const {
    if constexpr (detail::Optional<V>::value) {
      Bind* const first = at;
      if (from.*member) return inside->put(*(from.*member), at, owned);
      inside->put({}, at, owned);
      for (Bind* bind = first; bind != at; ++bind) *bind = bind->as_null();
    } else {
      inside->put(from.*member, at, owned);
    }
  }
};
template <class T, class V, class Inside>
constexpr Nested<T, V, Inside> nested(V T::*member, const Inside& inside) { return {{}, member, &inside}; }
// `table`: its name in FROM, where it is not that of the other columns.
template <class T, class V, class Inside>
constexpr Nested<T, V, Inside> nested(std::string_view table, V T::*member, const Inside& inside) { return {table, member, &inside}; }

// All columns of another list of the same struct: what is written, when more is read.
template <class Inside>
struct Also {
  using T = typename Inside::Struct;
  static constexpr std::size_t kArguments = Inside::kArguments, kOwned = Inside::kOwned;
  std::string_view table;
  const Inside* inside;
  constexpr void names(ColumnNames& out, std::string_view outer) const { inside->names_into(out, table.empty() ? outer : table); }
  void load(const Row& row, int at, T& out) const { inside->load(row, at, out); }
  void put(const T& from, Bind*& at, std::string*& owned) const { inside->put(from, at, owned); }
};
template <class Inside>
constexpr Also<Inside> also(const Inside& inside) { return {{}, &inside}; }
template <class Inside>
constexpr Also<Inside> also(std::string_view table, const Inside& inside) { return {table, &inside}; }

// ---- the list itself

// The values of one struct's columns as arguments of a statement; refers to the struct.
template <class Columns>
class Values {
 public:
  static constexpr std::size_t kArguments = Columns::kArguments;
  Values(const Columns& columns, const typename Columns::Struct& from) {
    Bind* at = binds_.data();
    std::string* owned = owned_.data();
    columns.put(from, at, owned);
  }
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;
  void put(Bind* at) const { std::copy(binds_.begin(), binds_.end(), at); }

 private:
  std::array<std::string, Columns::kOwned> owned_;
  std::array<Bind, kArguments> binds_;
};

// Make them `constexpr` at namespace scope: statements and other lists keep their address.
template <class T, class... Parts>
class Columns : public ColumnNames {
 public:
  using Struct = T;
  static constexpr std::size_t kArguments = (Parts::kArguments + ...);
  static constexpr std::size_t kOwned = (Parts::kOwned + ...);
  static_assert(kArguments <= ColumnNames::kMost);

  constexpr explicit Columns(Parts... parts) : parts_(parts...) { names_into(*this, {}); }

  // The struct in the current row, its columns first in the row, in the order of the list.
  T operator()(const Row& row) const {
    T out{};
    load(row, 0, out);
    return out;
  }
  Values<Columns> of(const T& from) const { return {*this, from}; }
  Values<Columns> of(T&&) const = delete;

  // For lists that contain this one: `at` = this list's first column in the row.
  constexpr void names_into(ColumnNames& out, std::string_view table) const {
    parts_.each([&](const auto& part) { part.names(out, table); });
  }
  void load(const Row& row, int at, T& out) const {
    parts_.each([&](const auto& part) {
      part.load(row, at, out);
      at += static_cast<int>(part.kArguments);
    });
  }
  void put(const T& from, Bind*& at, std::string*& owned) const {
    parts_.each([&](const auto& part) { part.put(from, at, owned); });
  }

 private:
  detail::Slots<std::index_sequence_for<Parts...>, Parts...> parts_;
};
template <class T, class... Parts>
constexpr Columns<T, Parts...> columns(Parts... parts) { return Columns<T, Parts...>(parts...); }

// The first column of a row as one value: reader.first(db::value<std::int64_t>, kCount).
template <class V, class Codec = ByType>
struct Value {
  V operator()(const Row& row) const { return Codec().template load<V>(row, 0); }
};
template <class V, class Codec = ByType> inline constexpr Value<V, Codec> value;

}  // namespace ocop::db
