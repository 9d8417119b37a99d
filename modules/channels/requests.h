#pragma once
#include "kernel/http/input.h"

namespace ocop::channels {

// A platform's blank workbook, to be filled.
struct Blank {
  std::string channel;
  ocop::files::Sent file;
};
const input::Declaration<Blank>& blank_workbook();

}  // namespace ocop::channels
