#pragma once
#include <iosfwd>

namespace ocop::app {

// Parses the arguments, runs one command, returns the exit code (exit_codes.h). Prints help and errors by itself.
int run_command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace ocop::app
