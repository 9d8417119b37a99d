#include "modules/evaluation/evaluation.h"

namespace ocop::evaluation {

// Strictly before: a request of 30 April is of the second round, one of 30 October of the first one of the next year.
Round round_of(Date requested) {
  struct Line { int asked_month, results_month; };   // both on the 30th
  constexpr Line kLines[] = {{4, 6}, {10, 12}};
  constexpr int kDay = 30;
  const int year = requested.civil().year;
  for (const Line& line : kLines)
    if (const Date asked = *Date::of(year, line.asked_month, kDay); requested < asked)
      return {asked, *Date::of(year, line.results_month, kDay)};
  return {*Date::of(year + 1, kLines[0].asked_month, kDay), *Date::of(year + 1, kLines[0].results_month, kDay)};
}

Date round_held(Date result) {
  Round round = round_of(*Date::of(result.civil().year, 1, 1));
  while (round.results_before <= result) round = round_of(round.asked_before);
  return round.results_before;
}

}  // namespace ocop::evaluation
