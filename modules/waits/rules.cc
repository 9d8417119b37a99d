#include "modules/waits/rules.h"

#include <algorithm>
#include <map>

#include "modules/waits/messages.h"

namespace ocop::waits::rules {
namespace {

using To = Moved::To;

std::int64_t days_between(Instant from, Instant until) { return vietnam_date(until).days - vietnam_date(from).days; }
std::optional<Instant> last(const Course& course, To to) {
  std::optional<Instant> out;
  for (const Moved& one : course.way)
    if (one.to == to) out = one.at;
  return out;
}
// Since when it stands in its office's row: who was asked for completion and answered keeps its place.
Instant arrived(const Course& course) {
  Instant out;
  for (const Moved& one : course.way)
    if (!one.on_request) out = one.at;
  return out;
}
Date since(Date today) { return today.plus_months(-kMonths); }

struct Counted {
  std::vector<std::int64_t> days;
  std::int64_t on_time = 0, returned = 0, opinions = 0, grades = 0;
};
Quality quality(std::string_view province, std::string_view commune, const Counted& counted) {
  Quality out{.province = std::string(province), .commune = std::string(commune), .n = static_cast<std::int64_t>(counted.days.size())};
  if (counted.opinions >= static_cast<std::int64_t>(kFewest)) {
    out.opinions = counted.opinions;
    out.satisfaction = Rational(counted.grades, counted.opinions);
  }
  if (counted.days.size() < kFewest) return out;
  out.days = spread(counted.days);
  out.on_time = counted.on_time;
  out.returned = counted.returned;
  return out;
}

void count_commune(std::map<std::string, Counted>& communes, const Course& course, Date from, const HolidayCalendar& holidays) {
  const auto left = asked(course);
  if (!left || vietnam_date(*left) < from || !course.whole) return;
  Counted& counted = communes[course.commune];
  counted.days.push_back(days_at(course, Office::commune));
  counted.on_time += commune_on_time(course, holidays) ? 1 : 0;
  counted.returned += sent_back(course, Office::commune) ? 1 : 0;
}

}  // namespace

bool is_of(To step, Office office) {
  if (office == Office::commune) return step == To::commune;
  return step == To::province || step == To::council || step == To::closed;
}

std::vector<Stay> stays(const Course& course) {
  std::vector<Stay> out;
  for (const Moved& one : course.way) {
    if (!out.empty()) out.back().until = one.at;
    out.push_back({one.to, one.at, {}});
  }
  return out;
}

std::int64_t days_at(const Course& course, Office office) {
  std::int64_t out = 0;
  for (const Stay& one : stays(course))
    if (one.until && is_of(one.at, office)) out += days_between(one.from, *one.until);
  return out;
}

std::optional<std::int64_t> waited(const Course& course) {
  if (!course.whole || course.way.empty() || course.way.back().to != To::decided) return std::nullopt;
  std::int64_t out = 0;
  for (const Stay& one : stays(course))
    if (one.until && one.at != To::producer) out += days_between(one.from, *one.until);
  return out;
}

bool commune_on_time(const Course& course, const HolidayCalendar& holidays) {
  std::optional<Instant> handed_in;
  std::vector<evaluation::Pause> pauses;
  for (const Moved& one : course.way) {
    if (!one.on_request) {
      if (handed_in) {
        const auto until = evaluation::commune_last_day(*handed_in, pauses, holidays);
        if (until && *until < vietnam_date(one.at)) return false;
      }
      handed_in = one.to == To::commune ? std::optional(one.at) : std::nullopt;
      pauses.clear();
    } else if (handed_in) {
      if (one.to == To::producer) pauses.push_back({one.at, {}});
      else if (!pauses.empty()) pauses.back().answered = one.at;
    }
  }
  return true;
}

std::optional<Instant> asked(const Course& course) {
  std::optional<Instant> out;
  for (const Moved& one : course.way)
    if (one.to == To::province && !one.on_request) out = one.at;
  return out;
}

bool province_on_time(const Course& course) {
  const auto requested = asked(course), decided = last(course, To::decided);
  return requested && decided && vietnam_date(*decided) < evaluation::round_of(vietnam_date(*requested)).results_before;
}

bool sent_back(const Course& course, Office by) {
  for (std::size_t i = 1; i < course.way.size(); ++i)
    if (course.way[i].to == To::producer && !course.way[i].on_request && is_of(course.way[i - 1].to, by)) return true;
  return false;
}

Spread spread(std::vector<std::int64_t> days) {
  std::ranges::sort(days);
  const std::size_t middle = days.size() / 2;
  const Rational median = days.size() % 2 == 1 ? Rational(days[middle]) : Rational(days[middle - 1] + days[middle], 2);
  return {static_cast<std::int64_t>(days.size()), days.front(), days.back(), median};
}

OfRound of_round(Date results_before, std::vector<std::int64_t> days) {
  OfRound out{results_before, static_cast<std::int64_t>(days.size()), {}};
  if (days.size() >= kFewest) out.days = spread(std::move(days));
  return out;
}

Report report(std::string_view province, std::span<const Course> courses, std::span<const Opinion> opinions, Date today,
              const HolidayCalendar& holidays) {
  Report out{.province = std::string(province), .rounds = {}, .offices = {}, .untold = 0};
  const Date from = since(today);
  std::map<std::string, Counted> communes;
  Counted own;
  std::map<Date, std::vector<std::int64_t>> rounds;
  for (const Course& course : courses) {
    count_commune(communes, course, from, holidays);
    const auto decided = last(course, To::decided);
    if (!decided || vietnam_date(*decided) < from) continue;
    if (const auto days = waited(course)) rounds[evaluation::round_held(vietnam_date(*decided))].push_back(*days);
    else ++out.untold;
    if (!course.whole) continue;
    own.days.push_back(days_at(course, Office::province));
    own.on_time += province_on_time(course) ? 1 : 0;
    own.returned += sent_back(course, Office::province) ? 1 : 0;
  }
  for (const Opinion& one : opinions) {
    if (vietnam_date(one.given) < from) continue;
    for (Counted* counted : {&own, &communes[one.commune]}) {
      ++counted->opinions;
      counted->grades += one.grade;
    }
  }
  for (auto& [end, days] : rounds) out.rounds.push_back(of_round(end, std::move(days)));
  std::ranges::reverse(out.rounds);
  if (!own.days.empty()) out.offices.push_back(quality(province, "", own));
  for (const auto& [commune, counted] : communes) out.offices.push_back(quality(province, commune, counted));
  return out;
}

Standings standings(std::span<const Course> courses) {
  Standings out;
  for (const Course& one : courses) {
    if (one.way.empty()) continue;
    const Moved& last = one.way.back();
    if (const auto days = waited(one)) out.done.push_back({vietnam_date(last.at), *days});
    if (last.to != To::producer && last.to != To::decided) out.here.push_back({one.id, last.to, arrived(one), one.commune});
  }
  return out;
}

std::optional<Wait> wait(const Course& course, const Standings& others, std::span<const ExtraRound> extra, Date today) {
  if (course.way.empty()) return std::nullopt;
  const Moved& here = course.way.back();
  if (here.to == To::producer || here.to == To::decided) return std::nullopt;
  Wait out;
  out.step = here.to;
  std::vector<std::int64_t> days;
  for (const Standings::Done& one : others.done)
    if (since(today) <= one.decided) days.push_back(one.days);
  const std::pair own(arrived(course), course.id);
  for (const Standings::Here& one : others.here) {
    if (one.id == course.id || one.at != here.to) continue;
    if (here.to == To::commune && one.commune != course.commune) continue;   // another commune's officer has it
    if (std::pair(one.arrived, one.id) < own) ++out.before;
  }
  // At the commune: when it asks the province today. Later: since it did.
  const auto forwarded = asked(course);
  const Date requested = here.to == To::commune || !forwarded ? today : vietnam_date(*forwarded);
  out.results_before = evaluation::round_of(requested).results_before;
  for (const ExtraRound& one : extra)
    if (requested < one.asked_before && one.results_before < *out.results_before) {
      out.results_before = one.results_before;
      out.plan = one.plan;
    }
  out.late = *out.results_before <= today;
  out.measured = of_round(*out.results_before, std::move(days));
  return out;
}

Result<void> check(const AddRound& round, Date today) {
  if (today < round.results_before && round.asked_before <= round.results_before) return {};
  return Error::of(ErrorKind::invalid_input, {"results_before", round.results_before.iso(), "a day ahead, not before the requests end",
                                              msg::wrong_round, {}});
}

}  // namespace ocop::waits::rules
