#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

// An embedded database is written by the process that has it open (ARCHITECTURE.md). A command beside it leaves what it wants in
// DATA/control and waits there for the answer; whoever may write into DATA may ask.
namespace ocop::app {

// What is asked for: the ending of the file.
enum class Wish : unsigned char { backup, places, products };

// The asking side. Error: storage_unavailable when nobody answers in time; then nobody will.
Result<std::string> ask_program(const std::string& data_folder, Wish wish, std::string_view what, std::chrono::seconds limit);
// For an answering side that would rather not wait for itself.
bool has_wishes(const std::string& data_folder, Wish wish);
// The answering side, called about once a second by the program: `work` gives the answer to each wish of that kind.
void answer_wishes(const std::string& data_folder, Wish wish, const std::function<std::string(const std::string& what)>& work);

}  // namespace ocop::app
