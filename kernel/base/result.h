#pragma once
#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "kernel/base/error.h"

namespace ocop {

// A value, or an expected failure. Never empty. Exceptions are kept for what ends a request (I/O, bugs).
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  // Precondition: ok().
  T& value() & { assert(ok()); return *std::get_if<0>(&state_); }
  const T& value() const& { assert(ok()); return *std::get_if<0>(&state_); }
  T&& value() && { assert(ok()); return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  // Precondition: !ok().
  const Error& error() const& { assert(!ok()); return *std::get_if<1>(&state_); }
  Error&& error() && { assert(!ok()); return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  void value() const { assert(ok()); }
  const Error& error() const& { assert(!ok()); return *error_; }
  Error&& error() && { assert(!ok()); return std::move(*error_); }

 private:
  std::optional<Error> error_;
};

// OCOP_TRY(dossier, store.load(id));  declares `dossier` (a reference to the value) or returns the error.
#define OCOP_TRY_CONCAT_INNER(a, b) a##b
#define OCOP_TRY_CONCAT(a, b) OCOP_TRY_CONCAT_INNER(a, b)
#define OCOP_TRY(name, ...)                                                              \
  auto OCOP_TRY_CONCAT(name, _result) = (__VA_ARGS__);                                   \
  if (!OCOP_TRY_CONCAT(name, _result)) return std::move(OCOP_TRY_CONCAT(name, _result)).error(); \
  auto& name = *OCOP_TRY_CONCAT(name, _result)
// OCOP_CHECK(rules::may_submit(...));  returns the error, or goes on without the value.
#define OCOP_CHECK(...)                                                            \
  if (auto ocop_check_result = (__VA_ARGS__); !ocop_check_result)                  \
  return std::move(ocop_check_result).error()

}  // namespace ocop
