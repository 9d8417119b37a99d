#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/message.h"
#include "kernel/base/rational.h"
#include "modules/certificates/certificates.h"

namespace ocop::certificates {

inline constexpr std::string_view kToldDecided = "decision.recorded";         // the notices to a producer
inline constexpr std::string_view kToldCommune = "decision.of_commune";       // to the commune's office
inline constexpr std::string_view kToldOfMinistry = "decision.of_ministry";    // to all that its file came from (article 7.4g)
inline constexpr std::string_view kToldConfirmed = "decision.confirmed";
inline constexpr std::string_view kToldRevoked = "decision.withdrawn";
inline constexpr std::string_view kToldWithdrawn = "certificate.withdrawn";

// What the province decides on a closed dossier.
enum class Outcome : std::uint8_t {
  recognised,              // three or four stars, with a certificate (article 7.3e)
  not_recognised,
  forwarded_to_ministry,   // 90 points and more: result approved, file sent to the Ministry, which alone certifies five stars (7.3e, 7.4)
};
inline constexpr std::array kOutcomes{Outcome::recognised, Outcome::not_recognised, Outcome::forwarded_to_ministry};
std::string_view name(Outcome outcome);                       // "recognised", in forms, API and the log
std::optional<Outcome> parse_outcome(std::string_view name);
const Message& label(Outcome outcome);
const Message& label(Outcome outcome, std::string_view province);   // the Ministry's is of five stars, or a return to the province

struct Decision {
  DossierId dossier;
  ProductId product;
  ProducerId producer;
  std::string province, dossier_number;
  Outcome outcome = Outcome::not_recognised;
  std::string number;                  // "1234/QĐ-UBND"
  Date decided;
  std::string signer, reason;
  int stars = 0;                       // of the result; 0 after a knockout
  Rational total;
  Instant recorded;
  AccountId recorded_by;
  std::int64_t log_index = 0;          // leaf "decision.recorded"
};

struct Withdrawal {
  Ground ground = Ground::false_dossier;
  std::string decision_number;
  Date concluded;                      // of the conclusion, or of the commune's confirmation that production stopped
  Date decided;
  std::string signer, note;
  Instant recorded;
  AccountId recorded_by;
  std::int64_t log_index = 0;          // leaf "certificate.withdrawn"
};

// A certificate as stored: the public facts, and what proves them.
struct Issued {
  Certificate certificate;
  int serial = 0;
  std::string salt;                    // 32 bytes: opens the commitments of the leaf
  Instant recorded;
  std::optional<Withdrawal> withdrawal;
};

}  // namespace ocop::certificates
