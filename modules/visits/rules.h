#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "modules/evaluation/evaluation.h"
#include "modules/visits/types.h"

// Pure. "Article" is of Decision 26/2026/QĐ-TTg.
namespace ocop::visits::rules {

// Articles 7.3c and 7.6c: the group goes, and writes down, while the dossier is at the province and no council has it yet; afterwards it
// reads. conflict.
Result<void> at_the_province(evaluation::State dossier);
// Today or later, and within a year: a slip of the year is no plan. Somebody goes. invalid_input.
Result<void> plan(const PlanVisit& input, Date today);
// planned alone is called off: what was made stays. conflict.
Result<void> call_off(State state);
// A note of a visit that was not called off. conflict.
Result<void> may_note(State state, std::size_t notes);
// Cleaned, without remarks that say nothing: a form sends a field for each criterion.
NoteVisit tidy(NoteVisit input);
// Words; criteria of the table, each once; the place whole, on the earth, and agreed to; not longer than a phone may keep. invalid_input.
Result<void> note(const NoteVisit& input, std::span<const std::string> criteria);
// conflict: not while it is only planned or was called off, and not more than kMostPhotos.
Result<void> may_add_photo(State state, std::size_t photos);

// "22.82331" -> 228233 (half a unit away from zero); nullopt: no number of degrees of at most `most` either way.
std::optional<std::int64_t> degrees(std::string_view text, std::int64_t most);
std::optional<Spot> spot(const NoteVisit& input);   // nullopt: none was given; precondition: note() was ok
std::string show_degrees(std::int64_t ten_thousandths);   // "22.8233"

inline constexpr int kFurthestDays = 366;
inline constexpr std::size_t kMostGoing = 500;        // characters: ten departments
inline constexpr std::size_t kMostWords = 4'000;      // two pages
inline constexpr std::size_t kMostTests = 1'000;
inline constexpr std::size_t kMostRemark = 500;
inline constexpr std::int64_t kMostRemarks = 60;      // more criteria than any table has
inline constexpr std::size_t kMostNotes = 20;         // of one visit: a day's and its corrections
inline constexpr std::size_t kMostPhotos = 20;        // a day in the sheds (modules/offline)
// All texts of a note, in bytes: two pages and a line on many criteria; well within one act of a phone (kernel/sync).
inline constexpr std::size_t kMostNoteBytes = 14'000;
inline constexpr std::int64_t kMostPhotoBytes = 12LL << 20;   // what a phone takes has 3 to 8 MB
// Of all photos of a province's visits: half a megabyte each once drawn again, so some four thousand.
inline constexpr std::int64_t kPhotoRoom = 2LL << 30;
// Photos and places are kept while a star of 36 months (article 4.3) may rest on them and a year of complaints beside.
inline constexpr std::int64_t kKept = 4LL * 366 * 24 * 3'600'000;   // milliseconds

}  // namespace ocop::visits::rules
