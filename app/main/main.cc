// The program's entry: everything else is in app/command_line.h.
#include <exception>
#include <iostream>

#include "app/command_line.h"
#include "app/exit_codes.h"

int main(int argc, char** argv) {
  try {
    return ocop::app::run_command_line(argc, argv, std::cout, std::cerr);
  } catch (const std::exception& fault) {
    std::cerr << "ocop: " << fault.what() << '\n';
    return static_cast<int>(ocop::app::ExitCode::internal);
  }
}
