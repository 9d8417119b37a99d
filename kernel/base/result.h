#pragma once
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "kernel/base/error.h"

namespace ocop {

// What a bug throws that takes the value of an error, or the error of a value: it ends the request (kernel/http) and nothing else.
class WrongResult : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};
// Out of the way of the inlined good case.
[[noreturn]] void throw_value_of(const Error& error);
[[noreturn]] void throw_error_of_a_value();

// A value, or an expected failure. Never empty. Exceptions are kept for what ends a request (I/O, bugs).
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  // Precondition: ok(). Throws WrongResult when it does not hold, in every build.
  T& value() & { expect_value(); return *std::get_if<0>(&state_); }
  const T& value() const& { expect_value(); return *std::get_if<0>(&state_); }
  T&& value() && { expect_value(); return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  // Precondition: !ok(). Likewise.
  const Error& error() const& { expect_error(); return *std::get_if<1>(&state_); }
  Error&& error() && { expect_error(); return std::move(*std::get_if<1>(&state_)); }

 private:
  void expect_value() const {
    if (const Error* error = std::get_if<1>(&state_)) throw_value_of(*error);
  }
  void expect_error() const {
    if (ok()) throw_error_of_a_value();
  }
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
  void value() const {
    if (error_) throw_value_of(*error_);
  }
  const Error& error() const& { expect_error(); return *error_; }
  Error&& error() && { expect_error(); return std::move(*error_); }

 private:
  void expect_error() const {
    if (ok()) throw_error_of_a_value();
  }
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
