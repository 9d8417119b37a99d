#pragma once
#include <span>

#include "kernel/base/result.h"
#include "modules/waits/types.h"

// Pure and exact: whole days of Vietnam, fractions, no floating point. "Article" is of Decision 26/2026/QĐ-TTg.
namespace ocop::waits::rules {

using evaluation::Course;
using evaluation::Moved;

// A stretch of a dossier's way in one place; an open one has no end.
struct Stay {
  Moved::To at = Moved::To::producer;
  Instant from;
  std::optional<Instant> until{};
};
std::vector<Stay> stays(const Course& course);
enum class Office : std::uint8_t { commune, province };   // the province: its body, its council, and the way to the decision
bool is_of(Moved::To step, Office office);

// Days between legal days, of stretches that ended.
std::int64_t days_at(const Course& course, Office office);
// From the first handing in to the decision, without the days that the dossier waited for its maker; nullopt when it is not decided, or
// when those days were never written down.
std::optional<std::int64_t> waited(const Course& course);
// Article 7.2: "trong thời hạn 15 ngày làm việc", each time it was handed in: it was sent back or forwarded by the last day that its page
// showed (evaluation::commune_last_day). Precondition: it left the commune.
bool commune_on_time(const Course& course, const HolidayCalendar& holidays);
// The day on which its commune asked the province the last time: what comes back to the province on an answer was asked for before.
std::optional<Instant> asked(const Course& course);
// Article 5.1: decided before the results of the round that the commune's request came into are due. Precondition: decided.
bool province_on_time(const Course& course);
// Returned; not asked to be completed, while it stays where it is.
bool sent_back(const Course& course, Office by);

// Precondition: not empty.
Spread spread(std::vector<std::int64_t> days);
// The same, or nothing where it would tell of single makers.
OfRound of_round(Date results_before, std::vector<std::int64_t> days);

Report report(std::string_view province, std::span<const Course> courses, std::span<const Opinion> opinions, Date today,
              const HolidayCalendar& holidays);
// What the wait of a dossier is reckoned from: where the others of its province stand, and how long those took that were decided. Small
// enough to be kept in memory for each province.
struct Standings {
  struct Here { DossierId id; Moved::To at; Instant arrived; std::string commune; };
  struct Done { Date decided; std::int64_t days = 0; };
  std::vector<Here> here;              // with an office
  std::vector<Done> done;
};
Standings standings(std::span<const Course> courses);
// nullopt: it is with its maker, or decided.
std::optional<Wait> wait(const Course& course, const Standings& others, std::span<const ExtraRound> extra, Date today);

// The days in order, and ahead of today.
Result<void> check(const AddRound& round, Date today);

}  // namespace ocop::waits::rules
