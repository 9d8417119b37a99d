#include "modules/evaluation/evaluation.h"

namespace ocop::evaluation {

// Strictly before: a request of 30 April is of the second round, one of 30 October of the first one of the next year.
Round round_of(Date requested) {
  const int year = requested.civil().year;
  const auto on = [](int y, int month) { return Date::of(y, month, 30).value(); };  // the four days of article 5.1 are all a 30th
  if (requested < on(year, 4)) return {on(year - 1, 10), on(year, 4), on(year, 6)};
  if (requested < on(year, 10)) return {on(year, 4), on(year, 10), on(year, 12)};
  return {on(year, 10), on(year + 1, 4), on(year + 1, 6)};
}

Round centre_round_of(Date requested) {
  const int year = requested.civil().year;
  const auto on = [](int y, int month) { return Date::of(y, month, 30).value(); };  // the four days of article 5.2 are a 30th too
  if (requested < on(year, 1)) return {on(year - 1, 7), on(year, 1), on(year, 3)};
  if (requested < on(year, 7)) return {on(year, 1), on(year, 7), on(year, 9)};
  return {on(year, 7), on(year + 1, 1), on(year + 1, 3)};
}

Date round_held(Date result) {
  Round round = round_of(*Date::of(result.civil().year, 1, 1));
  while (round.results_before <= result) round = round_of(round.asked_before);
  return round.results_before;
}

}  // namespace ocop::evaluation
