#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/rational.h"
#include "kernel/base/time.h"
#include "modules/evaluation/evaluation.h"

// How long dossiers wait, measured, and how offices serve.
namespace ocop::waits {

// Of whole days. The median of an even number lies between the two in the middle.
struct Spread {
  std::int64_t n = 0;
  std::int64_t least = 0, most = 0;
  Rational median;
};
// Below it nothing is shown: four dossiers are four makers whom their neighbours know.
inline constexpr std::size_t kFewest = 5;
// How far back offices are measured: four rounds of article 5.1.
inline constexpr int kMonths = 24;

// Days from the first handing in to the decision, without those the dossier waited for its maker, of those decided by one round's end.
struct OfRound {
  Date results_before{};
  std::int64_t n = 0;
  std::optional<Spread> days{};        // nullopt: fewer than kFewest
};

// How an office dealt with the dossiers that left it in kMonths.
struct Quality {
  std::string province, commune;       // commune empty = the province's own office and its council
  std::int64_t n = 0;                  // what follows is 0 or absent below kFewest
  std::optional<Spread> days{};
  std::int64_t on_time = 0;            // within article 7.2's 15 working days, or by the round's end of article 5.1
  std::int64_t returned = 0;           // dossiers that it sent back to their maker, once or more often
  std::int64_t opinions = 0;           // absent below kFewest of them
  std::optional<Rational> satisfaction{};   // mean of 1 to 5
};
struct Report {
  std::string province;
  std::vector<OfRound> rounds;         // the latest first
  std::vector<Quality> offices;        // the province's first, then communes by code; only those with a dossier
  std::int64_t untold = 0;             // decided dossiers whose days with their maker nobody wrote down: left out of `rounds`
};

// Where a dossier stands in its office's row.
struct Wait {
  evaluation::Moved::To step = evaluation::Moved::To::commune;
  std::int64_t before = 0;             // that came to the same office's same step earlier, and are still there
  std::optional<Date> results_before{};   // of the round that it comes into; as long as it is not decided
  std::string plan;                    // of an extra round of the province; empty = article 5.1
  bool late = false;                   // that day has come
  OfRound measured;                    // over the last two years
};

struct ExtraRound {
  std::string province;
  Date asked_before{}, results_before{};
  std::string plan;                    // number of the province's plan or regulation
  Instant entered;
  AccountId entered_by;
};

struct Opinion {
  DossierId dossier;
  std::string province, commune;
  std::int64_t grade = 0;              // 1 to 5; 0 = not told: offices read it in means alone
  std::string words;                   // the offices alone read them; empty: none were given, or its producer took them back
  Instant given;
};

struct GiveOpinion { std::int64_t grade = 0; std::string words; };
struct AddRound { Date asked_before{}, results_before{}; std::string plan; };
inline constexpr std::size_t kWordsLimit = 1'000;
inline constexpr std::size_t kPlanLimit = 200;

}  // namespace ocop::waits
