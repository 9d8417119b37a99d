#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"

// How the members of a province's councils score beside each other.
namespace ocop::councils {

// Of dossiers that a member scored together with others. Below it nothing is said of a person: with ten dossiers of one kind the difference
// says more of the dossiers than of the member.
inline constexpr std::int64_t kFewestCommon = 15;
// Below it nothing is said of a criterion or a round: of four dossiers everybody knows which.
inline constexpr std::int64_t kFewest = 5;
inline constexpr std::size_t kMostCriteria = 20;   // that are shown: those with most disagreement

// A mean and how sure it is. Double precision: what goes in are quotients of whole numbers below 10^6, what is shown has two decimals.
struct Mean {
  std::int64_t n = 0;
  double value = 0;
  double error = 0;                    // standard error: sample deviation by the root of n
};
struct Member {
  AccountId account;
  std::string name;
  std::int64_t n = 0;                  // common dossiers
  std::optional<Mean> difference{};    // points above the others' mean, of 100; nullopt below kFewestCommon
};
struct Criterion {
  std::string product_set, code;
  std::int64_t n = 0;                  // dossiers with two members at least
  double range = 0;                    // points between the highest and the lowest member, in the mean
};
struct Round {
  Date results_before{};
  std::int64_t dossiers = 0;
  std::optional<Mean> total{};         // of a dossier's mean sheet; nullopt below kFewest
};
struct Report {
  std::string province;
  std::vector<Member> members;         // by name
  std::vector<Criterion> criteria;     // most disagreement first
  std::vector<Round> rounds;           // the latest first
  bool whole = false;                  // of all members; else the reader's own line alone
};

}  // namespace ocop::councils
