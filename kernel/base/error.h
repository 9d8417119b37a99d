#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/base/message.h"

namespace ocop {

// Every expected failure in Ocop has one of these kinds. The table in error.cc maps each to its HTTP status, log level and texts;
// a new kind is added there once and nowhere else.
enum class ErrorKind : unsigned char {
  invalid_input,         // 422: a field is wrong; `problems` says which
  malformed_request,     // 400: the request itself cannot be read
  not_signed_in,         // 401
  forbidden,             // 403: signed in, but the role does not allow the act
  stale_form,            // 403: the form was opened before the session it is sent in, or its token is missing
  not_found,             // 404: absent, or not within the actor's scope
  method_not_allowed,    // 405
  conflict,              // 409: the state or version is not the one the act needs
  gone,                  // 410
  precondition_failed,   // 412: If-Match does not hold
  too_large,             // 413
  unsupported_media,     // 415
  too_many_requests,     // 429
  storage_unavailable,   // 503: writes are refused (full disk, I/O error, queue full); reading goes on
  internal,              // 500: a bug; the request ends, the text goes to the log only
};

// What stands in a place of a sentence: the same in both languages, or, as a date, in each as it is said there.
struct Argument {
  Argument(std::string same) : vi(same), en(std::move(same)) {}
  Argument(const char* same) : Argument(std::string(same)) {}
  Argument(std::string vietnamese, std::string english) : vi(std::move(vietnamese)), en(std::move(english)) {}
  bool operator==(const Argument&) const = default;
  std::string vi, en;
};

// One thing wrong with one field, in words a person can act on.
struct Problem {
  std::string field;     // name as the caller wrote it: "answers.1.1", "line 17, star"; empty = the whole request
  std::string got;       // what was received, cut to kMaxProblemText; never a secret
  std::string expected;  // what would have been right, in English and machine-friendly ("1..4", "YYYY-MM-DD")
  Message message;       // sentence for people
  std::vector<Argument> arguments{};  // for {0}… in message, at most ten
};
inline constexpr std::size_t kMaxProblemText = 200;  // an error answer must stay smaller than the request that caused it

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::vector<Problem> problems{};
  std::string detail{};  // English, for logs and API; never shown alone to a person

  // One problem, the usual case.
  static Error of(ErrorKind kind, Problem problem);
  static Error of(ErrorKind kind, std::string detail = {});
};

struct ErrorTraits {
  ErrorKind kind;
  std::string_view name;   // stable, in API answers and logs: "invalid_input"
  int status;              // HTTP status
  std::string_view level;  // log level: "info", "warning", "error"
  const Message& title;    // a heading for people
  const Message& advice;   // what the person can do now
};
// Total: every kind has its row.
const ErrorTraits& traits(ErrorKind kind);
std::span<const ErrorTraits> all_error_traits();

}  // namespace ocop
