#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "modules/places/store.h"

namespace ocop::places {

// `ocop import places FILE`: changes of names and types since data/places was made, by the day and the act that say so
// (docs/formats/places.md). A change takes effect on its day; nothing before it is rewritten.

// What becomes of each change of the file.
enum class ChangeOutcome : unsigned char {
  created,
  known,       // this program has it already, of data/places or of an earlier import
  unsure,      // the file does not call it certain: it stays out until a person confirms it there
  wrong,       // not what the unit is called on the day before, or a field that is not understood
};
inline constexpr int kChangeOutcomes = 4;
std::string_view name(ChangeOutcome outcome);

struct Change {
  std::size_t line = 0;              // the first row of the file that says it
  NamingRow naming;
  std::string source;                // where the act was read
  ChangeOutcome outcome = ChangeOutcome::created;
  std::string reason;                // of wrong: what was found, and what was expected
};
struct ChangeReport {
  std::vector<Change> changes;       // in the order of the file
  std::size_t count(ChangeOutcome outcome) const;
};

// The rows of a file, put together by unit and day, held against what is known. Pure. Error: malformed_request when it is not such a file.
Result<ChangeReport> plan_changes(std::string_view csv, const Units& known);

std::string to_text(const ChangeReport& report, Language language);   // for a terminal

}  // namespace ocop::places
