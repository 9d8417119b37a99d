// The program's entry: everything else is in app/command_line.h.
#include <exception>
#include <iostream>
#include <span>
#include <string_view>

#include "app/command_line.h"
#include "app/exit_codes.h"
#include "kernel/images/images.h"

int main(int argc, char** argv) {
  // Before anything of the program is made: a process that decodes a stranger's picture starts with nothing (kernel/images/README.md).
  if (argc >= 2 && std::string_view(argv[1]) == ocop::images::kWorkerCommand)
    return ocop::images::work(std::span(argv, static_cast<std::size_t>(argc)).subspan(2));
  try {
    return ocop::app::run_command_line(argc, argv, std::cout, std::cerr);
  } catch (const std::exception& fault) {
    std::cerr << "ocop: " << fault.what() << '\n';
    return static_cast<int>(ocop::app::ExitCode::internal);
  }
}
