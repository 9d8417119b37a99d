#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/certificates/life.h"
#include "modules/certificates/types.h"
#include "modules/evaluation/evaluation.h"

// What the law allows on a closed dossier and on a certificate. Pure: facts in, answer out; the day is an argument.
// "Article" is of Decision 26/2026/QĐ-TTg unless another text is named.
namespace ocop::certificates::rules {

// ---- numbers and terms -----------------------------------------------------------------------------------------------------
inline constexpr int kValidityMonths = 36;             // article 4.3
// The last valid day of a certificate issued on a day. The Civil Code of 2015 does not count the first day of a term (article 147.2) and
// ends a term in months with the end of the corresponding day of the last month, or that month's last day when it has no such day
// (article 148.3): issued 20/11/2026, valid to the end of 20/11/2029. Article 148.5 (an end on a day off moves to the next working day)
// is about acts that must be done; it does not make a certificate longer.
Date valid_until(Date issued);

inline constexpr int kSerialDigits = 6;
inline constexpr int kMaxSerial = 999'999;             // a province's certificates of one year; the country has some 15,000 products
std::string certificate_number(std::string_view province, int year, int serial);   // "OCOP-68-2026-000012"
bool is_certificate_number(std::string_view text);
// The number of a certificate that stands in what somebody typed: "ocop 68 2026 12", "GCN số OCOP-68-2026-000012". Empty = there is none.
std::string certificate_number_in(std::string_view typed);

// ---- the decision ----------------------------------------------------------------------------------------------------------
struct ClosedFacts {
  evaluation::State state = evaluation::State::closed;
  int band = 0;                        // star by points alone
  int stars = 0;                       // band and floors; 0 after a knockout
  Date closed_on;                      // Vietnam day on which the chair closed the scoring
  evaluation::PotentialFive asked = evaluation::PotentialFive::either;   // by the province's regulation
  enum class Level : std::uint8_t { province, centre } level = Level::province;   // who decides: article 4.1
};
ClosedFacts facts_of(const evaluation::ClosedDossier& dossier);

// What the province may decide, the usual one first.
//   below three stars, or a knockout    not recognised                    (article 4.1: no decision, no certificate)
//   three or four stars                 recognised, not recognised        (article 7.3e)
//   … with 90 points and more           also to the Ministry: the article goes by the points, the missed floor is for the centre to see.
//                                       A province's regulation may say that the Ministry, or the province itself, is asked (`asked`)
//   five stars                          to the Ministry, not recognised   (articles 7.3e and 7.4: only the Minister certifies five stars)
std::vector<Outcome> possible_outcomes(int band, int stars, evaluation::PotentialFive asked);
// What the Ministry may decide (article 7.4e, 7.4g): five stars are recognised or not; what has none is returned to its province, with a
// reason. Ninety points with a missed floor are no five stars; the Decision is silent on them.
std::vector<Outcome> possible_at_centre(int stars);
std::vector<Outcome> possible_outcomes(const ClosedFacts& facts);

inline constexpr std::int64_t kMaxDecisionNumber = 60;  // characters: "1234/QĐ-UBND" and longer forms of ministries
inline constexpr std::int64_t kMaxSigner = 200;
inline constexpr std::int64_t kMaxReason = 2000;

struct DecisionInput {
  Outcome outcome = Outcome::not_recognised;
  std::string number;
  Date decided;
  std::string signer, reason;
  std::int64_t version = 0;              // the dossier's, as it was read
};
// conflict when the dossier is not closed; else invalid_input with every field that is wrong.
Result<void> decide(const ClosedFacts& facts, const DecisionInput& input, Date today);

// ---- the withdrawal (article 8) ----------------------------------------------------------------------------------------------
using certificates::WithdrawalInput;
// conflict when it is withdrawn already; invalid_input with every field that is wrong. A withdrawal later than the 15 days is recorded: the
// term binds the office, the certificate is bad all the same. The record panel says that it was late.
Result<Withdrawal> withdraw(const Certificate& certificate, const WithdrawalInput& input, Date today);
// By the weekends alone: a row knows no calendar of holidays. modules/withdrawals, where the clock is shown, does.
bool in_time(const Withdrawal& withdrawal);

}  // namespace ocop::certificates::rules
