#pragma once
#include <string>

#include "app/commands.h"
#include "kernel/act/act.h"

// What `ocop import places` writes, by the command itself or, beside a running program, by that.
namespace ocop::app {

// Of what is written: the text for the terminal, and how the command ends.
struct PlacesAnswer {
  ExitCode code = ExitCode::ok;
  std::string text;
};
// `csv` is brought in, or `undo` (an act of the law) taken back when it is not empty.
PlacesAnswer change_places(const act::Acts& acts, const std::string& undo, const std::string& csv);

// The asking side. Error: of ask_program.
Result<PlacesAnswer> request_places(const std::string& data_folder, const std::string& undo, const std::string& csv);
// The answering side, called about once a second by the program.
void answer_places_requests(const std::string& data_folder, const act::Acts& acts);

}  // namespace ocop::app
