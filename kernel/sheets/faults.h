#pragma once
#include <string>

#include "kernel/base/error.h"
#include "kernel/package/messages.h"
#include "kernel/sheets/messages.h"

namespace ocop::sheets {

// The errors of reading, in one place. `where` is the address: "Sheet1!B7", "line 12", "" for the whole file.
inline Error refused(const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::unsupported_media, Problem{"file", "", "an .xlsx or .csv table", message, std::move(arguments)});
}
inline Error broken(std::string where, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::malformed_request,
                   Problem{std::move(where), "", "a whole .xlsx or .csv file", message, std::move(arguments)});
}
inline Error beyond(std::string where, const Message& message, std::uint64_t limit) {
  const std::string bound = std::to_string(limit);
  return Error::of(ErrorKind::too_large, Problem{std::move(where), "", "at most " + bound, message, {bound}});
}

}  // namespace ocop::sheets
