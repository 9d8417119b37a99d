#include "app/places_request.h"

#include "app/control.h"
#include "modules/places/service.h"

namespace ocop::app {
namespace {

constexpr std::chrono::seconds kWait{60};   // a file of 3,000 units is read and written in a second

}  // namespace

PlacesAnswer change_places(const act::Acts& acts, const std::string& undo, const std::string& csv) {
  if (!undo.empty()) {
    const std::int64_t removed = places::undo_changes(acts, undo);
    return {removed > 0 ? ExitCode::ok : ExitCode::findings, undo + ": " + std::to_string(removed) + "\n"};
  }
  const auto report = places::import_changes(acts, csv);
  if (!report) return {ExitCode::bad_input, "ocop: " + report.error().detail + "\n"};
  return {report->count(places::ChangeOutcome::wrong) == 0 ? ExitCode::ok : ExitCode::findings, places::to_text(*report, Language::vi)};
}

// The wish: the act to be taken back, a line end, the file. The answer: the number of the exit code, a line end, the text.
Result<PlacesAnswer> request_places(const std::string& data_folder, const std::string& undo, const std::string& csv) {
  OCOP_TRY(answer, ask_program(data_folder, Wish::places, undo + "\n" + csv, kWait));
  const auto end = answer.find('\n');
  const int code = std::atoi(answer.c_str());
  return PlacesAnswer{static_cast<ExitCode>(code), end == std::string::npos ? answer : answer.substr(end + 1)};
}

void answer_places_requests(const std::string& data_folder, const act::Acts& acts) {
  answer_wishes(data_folder, Wish::places, [&](const std::string& wish) {
    const auto end = wish.find('\n');
    if (end == std::string::npos) return std::to_string(static_cast<int>(ExitCode::bad_input)) + "\n";
    const PlacesAnswer answer = change_places(acts, wish.substr(0, end), wish.substr(end + 1));
    return std::to_string(static_cast<int>(answer.code)) + "\n" + answer.text;
  });
}

}  // namespace ocop::app
