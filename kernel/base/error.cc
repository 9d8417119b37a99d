#include "kernel/base/error.h"

#include <array>
#include <cassert>
#include <utility>

#include "kernel/base/messages.h"
#include "kernel/base/result.h"
#include "kernel/base/text.h"

namespace ocop {
namespace {

namespace msg = base::msg;

// In the order of ErrorKind, so that traits() is one look-up. A refused password or a full queue is worth a warning; what a person
// mistypes is not.
constexpr std::array kTraits{
    ErrorTraits{ErrorKind::invalid_input, "invalid_input", 422, "info", msg::invalid_input_title, msg::invalid_input_advice},
    ErrorTraits{ErrorKind::malformed_request, "malformed_request", 400, "info", msg::malformed_request_title,
                msg::malformed_request_advice},
    ErrorTraits{ErrorKind::not_signed_in, "not_signed_in", 401, "info", msg::not_signed_in_title, msg::not_signed_in_advice},
    ErrorTraits{ErrorKind::forbidden, "forbidden", 403, "warning", msg::forbidden_title, msg::forbidden_advice},
    ErrorTraits{ErrorKind::stale_form, "stale_form", 403, "info", msg::stale_form_title, msg::stale_form_advice},
    ErrorTraits{ErrorKind::not_found, "not_found", 404, "info", msg::not_found_title, msg::not_found_advice},
    ErrorTraits{ErrorKind::method_not_allowed, "method_not_allowed", 405, "info", msg::method_not_allowed_title,
                msg::method_not_allowed_advice},
    ErrorTraits{ErrorKind::conflict, "conflict", 409, "info", msg::conflict_title, msg::conflict_advice},
    ErrorTraits{ErrorKind::gone, "gone", 410, "info", msg::gone_title, msg::gone_advice},
    ErrorTraits{ErrorKind::precondition_failed, "precondition_failed", 412, "info", msg::precondition_failed_title,
                msg::precondition_failed_advice},
    ErrorTraits{ErrorKind::too_large, "too_large", 413, "info", msg::too_large_title, msg::too_large_advice},
    ErrorTraits{ErrorKind::unsupported_media, "unsupported_media", 415, "info", msg::unsupported_media_title,
                msg::unsupported_media_advice},
    ErrorTraits{ErrorKind::too_many_requests, "too_many_requests", 429, "warning", msg::too_many_requests_title,
                msg::too_many_requests_advice},
    ErrorTraits{ErrorKind::storage_unavailable, "storage_unavailable", 503, "error", msg::storage_unavailable_title,
                msg::storage_unavailable_advice},
    ErrorTraits{ErrorKind::internal, "internal", 500, "error", msg::internal_title, msg::internal_advice},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTraits.size(); ++i) {
    if (static_cast<std::size_t>(kTraits[i].kind) != i) return false;
  }
  return kTraits.size() == static_cast<std::size_t>(ErrorKind::internal) + 1;
}
static_assert(in_order(), "kTraits has one row a kind, in the order of ErrorKind");

}  // namespace

Error Error::of(ErrorKind kind, Problem problem) {
  problem.got = std::string(text::cut(problem.got, kMaxProblemText));
  Error error;
  error.kind = kind;
  error.problems.push_back(std::move(problem));
  return error;
}

Error Error::of(ErrorKind kind, std::string detail) {
  Error error;
  error.kind = kind;
  error.detail = std::move(detail);
  return error;
}

const ErrorTraits& traits(ErrorKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  assert(index < kTraits.size());
  return kTraits[index];
}

std::span<const ErrorTraits> all_error_traits() { return kTraits; }

void throw_value_of(const Error& error) {
  std::string what = "the value of an error was taken: " + std::string(traits(error.kind).name);
  if (!error.detail.empty()) what.append(", ").append(error.detail);
  for (const Problem& problem : error.problems) what.append(", ").append(problem.field).append(" must be ").append(problem.expected);
  throw WrongResult(what);
}
void throw_error_of_a_value() { throw WrongResult("the error of a value was taken"); }

}  // namespace ocop
