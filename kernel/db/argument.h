#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"

// What a statement is given for $1 … $n.
namespace ocop::db {

// One argument. Numbers, days, moments and ids are inside it; text and bytes stay in the caller's memory until the statement has
// started, so a text that is about to go is refused: a list of arguments that owns what it must is Arguments.
// A NULL says its type too: PostgreSQL wants to know it for ($1 IS NULL OR place = $1).
class Bind {
 public:
  enum class Kind : std::uint8_t { integer, real, text, blob };

  Bind() : text_() {}   // NULL of the type text
  template <class I> requires std::is_integral_v<I>
  Bind(I value) : kind_(Kind::integer), null_(false), integer_(static_cast<std::int64_t>(value)) {}
  Bind(double value) : kind_(Kind::real), null_(false), real_(value) {}
  Bind(std::string_view value) : null_(false), text_(value) {}
  Bind(const std::string& value) : Bind(std::string_view(value)) {}
  Bind(std::string&&) = delete;
  Bind(const char* value) : Bind(std::string_view(value)) {}
  Bind(Instant value) : Bind(value.milliseconds) {}
  Bind(Date value) : Bind(value.days) {}
  Bind(const Uuid& value) : kind_(Kind::blob), null_(false), inside_(true), uuid_(value) {}
  template <class Tag> Bind(const Id<Tag>& value) : Bind(value.uuid) {}
  template <class T> Bind(const std::optional<T>& value) : Bind(value ? Bind(*value) : Bind(T{}).as_null()) {}
  Bind(const std::optional<std::string>& value) : null_(!value), text_(value ? std::string_view(*value) : std::string_view()) {}
  Bind(std::optional<std::string>&&) = delete;

  static Bind blob(std::string_view bytes) { Bind bind(bytes); bind.kind_ = Kind::blob; return bind; }
  template <std::same_as<std::string> Temporary> static Bind blob(Temporary&&) = delete;   // an lvalue deduces std::string&
  // NULL of the same type.
  Bind as_null() const { Bind bind; bind.kind_ = kind_; return bind; }

  Kind kind() const { return kind_; }
  bool is_null() const { return null_; }
  std::int64_t integer() const { return integer_; }
  double real() const { return real_; }
  // Of a text or blob; valid while this argument is.
  std::string_view bytes() const {
    if (inside_) return {reinterpret_cast<const char*>(uuid_.bytes.data()), uuid_.bytes.size()};
    return kind_ == Kind::text || kind_ == Kind::blob ? text_ : std::string_view();
  }

 private:
  Kind kind_ = Kind::text;
  bool null_ = true;
  bool inside_ = false;   // the bytes are those of uuid_
  union {
    std::string_view text_;
    std::int64_t integer_;
    double real_;
    Uuid uuid_;
  };
};

// Stands for several arguments in a row: the values of a struct's columns (columns.h).
template <class T>
concept ManyArguments = requires(const T& many, Bind* at) {
  { T::kArguments } -> std::convertible_to<std::size_t>;
  many.put(at);   // kArguments of them
};

template <class T>
constexpr std::size_t arguments_in() {
  if constexpr (ManyArguments<T>) return T::kArguments;
  else return 1;
}

// The arguments of one call, side by side on the stack; refers to them.
template <class... Args>
class Packed {
 public:
  explicit Packed(const Args&... args) {
    [[maybe_unused]] Bind* at = binds_;
    (put(at, args), ...);
  }
  operator std::span<const Bind>() const { return {binds_, kCount}; }

 private:
  static constexpr std::size_t kCount = (arguments_in<Args>() + ... + 0);
  template <class T>
  static void put(Bind*& at, const T& value) {
    if constexpr (ManyArguments<T>) value.put(at);
    else *at = Bind(value);
    at += arguments_in<T>();
  }
  Bind binds_[kCount == 0 ? 1 : kCount];
};

// A list of arguments put together step by step. Owns the texts it is given as temporaries.
class Arguments {
 public:
  Arguments() = default;
  template <class... Args> requires (sizeof...(Args) > 0 && !(std::same_as<std::remove_cvref_t<Args>, Arguments> || ...))
  explicit Arguments(Args&&... args) { add(std::forward<Args>(args)...); }

  template <class... Args>
  Arguments& add(Args&&... args) {
    binds_.reserve(binds_.size() + sizeof...(Args));
    (append(std::forward<Args>(args)), ...);
    return *this;
  }
  void clear() { binds_.clear(); owned_.clear(); }
  operator std::span<const Bind>() const { return binds_; }

 private:
  template <class T>
  void append(T&& value) {
    using Value = std::remove_cvref_t<T>;
    constexpr bool temporary = !std::is_lvalue_reference_v<T>;
    if constexpr (ManyArguments<Value>) {
      static_assert(!temporary, "keep the values until the statement has started");
      binds_.resize(binds_.size() + Value::kArguments);
      value.put(&*binds_.end() - Value::kArguments);
    } else if constexpr (temporary && std::same_as<Value, std::string>) {
      binds_.emplace_back(owned_.emplace_back(std::move(value)));
    } else if constexpr (temporary && std::same_as<Value, std::optional<std::string>>) {
      if (value) binds_.emplace_back(owned_.emplace_back(*std::move(value)));
      else binds_.emplace_back();
    } else {
      binds_.emplace_back(std::forward<T>(value));
    }
  }
  std::vector<Bind> binds_;
  std::deque<std::string> owned_;   // addresses stay
};

}  // namespace ocop::db
