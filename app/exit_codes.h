#pragma once
#include "kernel/base/error.h"

namespace ocop::app {

// What the program answers to the shell; the numbers above 63 are those of BSD sysexits. Listed by `ocop --help` and
// docs/ops/exit-codes.md.
enum class ExitCode : int {
  ok = 0,
  findings = 1,        // the thing looked at is not sound: wrong rows, a broken log, a rulebook that does not add up
  out_of_reach = 2,    // what was asked for cannot be had, whatever is done: a star behind a knockout
  usage = 64,          // unknown command or flag
  bad_input = 65,      // the file can be read but is wrong; nothing was done
  no_input = 66,       // the file cannot be read
  unavailable = 69,    // the database or the address cannot be had
  internal = 70,       // a bug
  io = 74,             // writing failed; the program stopped writing
  configuration = 78,  // a wrong or unknown setting
};
ExitCode exit_code_of(const Error& error);

}  // namespace ocop::app
