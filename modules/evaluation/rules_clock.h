#pragma once
#include <optional>
#include <vector>

#include "modules/evaluation/types.h"

// How long the commune has, and which round a dossier will reach. Pure. "Article" is of Decision 26/2026/QĐ-TTg.
namespace ocop::evaluation::rules {

inline constexpr int kCommuneWorkingDays = 15;  // article 7.2: "trong thời hạn 15 ngày làm việc kể từ ngày tiếp nhận hồ sơ sản phẩm"

struct Deadline {
  Date on{};
  int working_days_left = 0;  // negative = overdue
  bool provisional = false;  // the calendar lacks holidays of a year it runs through
};

// Days on which the commune's clock ran, or will run: both ends count. A stretch of no day is
// left out.
struct Stretch {
  Date from{}, until{};
  int working_days = 0;
  int request = 0;  // the number of the request that ended it; 0 = the last day ends it
};
// The commune's 15 working days as the sum of its running stretches. The day it was handed in does not count (Civil Code 2015, article
// 147.2: "ngày đầu tiên của thời hạn không được tính"). That the clock stands from the day on which completion is asked for to the day of
// the answer is the program's way of counting, and no law: Decision 26/2026 provides for no pause, so that the last day without one is
// said beside it. A request that was cancelled never stopped the clock, so that nobody gains a day by asking for nothing; one that came
// after the last day moves nothing.
struct Clock {
  std::vector<Stretch> stretches;
  std::optional<Date> last_day;  // nullopt: it stands, while a request is open
  Date without_pause{};  // its last day as the Decision alone has it
  int used = 0;  // working days of the stretches that ended; of 15
  bool provisional = false;
};
// Of a dossier that was handed in; nullopt of one that was not, or that came back to its producer.
std::optional<Clock> commune_clock(const Dossier& dossier, const HolidayCalendar& holidays);
// Its last day; nullopt also while it stands.
std::optional<Deadline> commune_deadline(const Dossier& dossier, Date today, const HolidayCalendar& holidays);

// What a producer who hands in on this day may reckon with.
struct Filing {
  Date last_day{};  // of the commune
  bool provisional = false;
  Round soonest;  // when the commune asks the province on the very day
  Round latest;  // when it takes all its days
};
Filing filing(Date handed_in, const HolidayCalendar& holidays);

// Whether a paper will have ended when the council sits: the round's results are due before `results_before`, so that a paper which does
// not reach that day may be found ended. A paper without an end does not end.
inline bool ends_before(std::optional<Date> last_valid_day, Date results_before) {
  return last_valid_day && *last_valid_day < results_before.plus_days(-1);
}

}  // namespace ocop::evaluation::rules
