#pragma once
#include <string>

#include "kernel/base/error.h"
#include "kernel/package/messages.h"

namespace ocop::package {

// The errors of opening, in one place.
inline Error refused(const Message& message) {
  return Error::of(ErrorKind::unsupported_media, Problem{"file", "", "a file without a password", message});
}
inline Error broken(std::string where, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::malformed_request, Problem{std::move(where), "", "a whole file", message, std::move(arguments)});
}
inline Error beyond(std::string where, const Message& message, std::uint64_t limit) {
  const std::string bound = std::to_string(limit);
  return Error::of(ErrorKind::too_large, Problem{std::move(where), "", "at most " + bound, message, {bound}});
}

}  // namespace ocop::package
