#pragma once
#include <array>
#include <optional>

#include "modules/certificates/certificates.h"

// The whole life of a certificate, from its issue to its end. Pure: facts and the day in, where it stands out.
// "Article" is of Decision 26/2026/QĐ-TTg.
namespace ocop::certificates::rules {

// ---- the window of article 7.6a: the file comes not earlier than 180 days and not later than 120 days before the end -------------
inline constexpr int kRenewalEarliestDays = 180;
inline constexpr int kRenewalLatestDays = 120;
struct Window { Date opens, closes; };                 // first and last day of a file in time
Window renewal_window(Date valid_until);
// Article 12.3: while a late file waits for its result the certificate goes on, not more than 180 days after its end.
Date extended_until(Date valid_until);

// ---- where it stands -------------------------------------------------------------------------------------------------------------
enum class Stage : std::uint8_t {
  valid,             // more than 180 days before the end
  renewal_window,    // 180 to 120 days before it, and no file is there
  late_window,       // fewer than 120 days before it, and no file is there: it may still come, late
  filed_in_time,     // the file came in its time and waits; the certificate is in its term
  filed_late,        // it came after day 120 and before the end
  extended,          // past the end, and a file that came before the end waits for its result (article 12.3)
  lapsed,            // past the end without such a file, or with its result, or 180 days after the end
  withdrawn,         // article 8
  replaced,          // a newer certificate of the same product was issued
};
inline constexpr std::array kStages{Stage::valid,      Stage::renewal_window, Stage::late_window, Stage::filed_in_time, Stage::filed_late,
                                    Stage::extended,   Stage::lapsed,         Stage::withdrawn,   Stage::replaced};
std::string_view name(Stage stage);                    // "late_window", in the API

struct LifeFacts {
  Date valid_until;
  State state = State::in_force;
  std::optional<Date> filed;                           // of a renewal under way: the day on which its file came first
  bool replaced = false;
};
LifeFacts facts_of(const Certificate& certificate);
// A withdrawal stands before all else, a newer certificate before the days. A file that came after the end extends nothing: the article
// lets a certificate go on, not come back.
Stage stage_of(const LifeFacts& facts, Date today);
// How lists, badges and labels say it; products::validity says the same of the standing that the certificate gives.
products::Validity validity_of(Stage stage);
// Whether a file of that day holds the certificate beyond its end.
bool extends(Date filed, Date valid_until);
bool is_in_time(Date filed, Date valid_until);

// ---- notices to the producer ---------------------------------------------------------------------------------------------------
// Days before the end: a look ahead, the first day of the window, and two before its last day (120). Settled here, the law names none.
inline constexpr std::array kNoticeDays{200, 180, 150, 125};
// Which notice is due: the latest one that the day has passed, unless it or a later one was sent. None after the end. `sent`: the last one.
std::optional<int> due_notice(Date valid_until, Date today, std::optional<int> sent);

}  // namespace ocop::certificates::rules
