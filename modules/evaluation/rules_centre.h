#pragma once
#include "modules/evaluation/rules.h"

// What the level of the centre adds (article 7.4 of Decision 26/2026/QĐ-TTg). Pure.
namespace ocop::evaluation::rules {

// Whether the level of the dossier has the act, and the file has come so far: what kLines does not see. forbidden, conflict.
Result<void> fits_level(Act act, const Dossier& dossier);
// A dossier that the Ministry returned, with the two ways of article 7.4g: the centre's result, or the province's own council.
bool came_back(const Dossier& dossier);
// "01/PTN-TW-2027": the number under which the centre receives a file, anew each year. The Decision has no form for it.
std::string receipt_number(int serial, int year);
// Of a file that came back to the province: its first number with "-2".
std::string number_again(std::string_view number);
// Of a file at the centre: the last day before the one that its round must be held before (article 5.2); of a renewal the 45 days from the
// day that it was found whole, where they end sooner (article 7.6g).
Deadline centre_deadline(const Dossier& dossier, Date today, const HolidayCalendar& holidays);

// The letter with which a province sends a file (article 6.3): some number, a day that has come.
Result<void> check_letter(std::string_view number, Date signed_on, Date decided, Date today);
inline constexpr std::int64_t kLetterNumberLimit = 60;   // characters: "1234/UBND-NNMT" and longer forms

}  // namespace ocop::evaluation::rules
