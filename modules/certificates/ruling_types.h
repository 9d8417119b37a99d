#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/attempt.h"
#include "kernel/files/received.h"
#include "kernel/signatures/signatures.h"
#include "modules/certificates/types.h"

// A ruling: one signed decision of the province on one dossier or on many (articles 7.3đ and 7.3e). What it says of one dossier is a
// Decision (types.h), as before there were rulings.
namespace ocop::certificates {

using RulingId = Id<struct RulingTag>;

// What it says of one dossier.
struct Ruled {
  DossierId dossier;
  Outcome outcome = Outcome::recognised;
  std::string reason;
  std::int64_t version = 0;            // of the dossier when it was put in: its points and stars are those of the paper
};

struct Ruling {
  RulingId id;
  std::optional<RulingId> whole;       // the part of the same decision that was recorded first, itself for the first; nullopt in a draft
  std::string province;
  std::string number;                  // "1234/QĐ-UBND"; empty in a draft, as the next two
  std::optional<Date> decided;
  std::string signer;
  std::string minutes;                 // of the council, as the draft names them; may be empty
  std::string sha256;                  // of the signed PDF; empty = none was sent
  std::int64_t bytes = 0;
  signatures::Standing signature = signatures::Standing::none;   // of that file on the day of `recorded`; never broken
  std::string fault;                   // name(signatures::Fault)
  std::string signed_by;               // names on the certificates of the signatures that cover the whole file
  std::string signed_earlier;          // of those that cover an earlier state of it alone
  std::optional<Instant> signed_at;    // as the last that covers the whole states
  Instant prepared;
  AccountId prepared_by;
  std::optional<Instant> recorded;     // nullopt: a draft, which says nothing to anybody but its office
  std::optional<AccountId> recorded_by;
  std::string salt;                    // 32 bytes: opens the commitments to both signers
  std::int64_t log_index = -1;         // leaf "ruling.recorded"
  std::int64_t version = 1;
  std::vector<Ruled> lines{};
};
enum class RulingState : std::uint8_t { draft, recorded };
inline constexpr std::array kRulingStates{RulingState::draft, RulingState::recorded};
std::string_view name(RulingState state);
const Message& label(RulingState state);
std::string ruling_path(RulingId id);   // "/rulings/…": the public page

// What a form or a program sends. `outcomes`: a dossier's id and name(Outcome), empty = left for another decision; `reasons`: the same id
// and why it is not recognised.
struct OfDossier { std::string dossier, text; };
struct RulingInput {
  std::string minutes;
  std::vector<OfDossier> outcomes, reasons;
  Attempt attempt{};
};
struct NewRuling : RulingInput {};
struct RulingChange : RulingInput { std::int64_t version = 0; };
struct RulingVersion { std::int64_t version = 0; };
// What stands on the paper once it is signed.
struct SignedRuling {
  std::string number;
  Date decided;
  std::string signer;
  files::Sent file;
  std::int64_t version = 0;
};

// One leaf names its dossiers, and has 65,535 bytes; a decision of more is recorded in two parts. The longest that was seen names 163.
inline constexpr std::size_t kMostRuled = 500;
inline constexpr std::int64_t kMostMinutes = 300;   // characters: number and day of the minutes, and what they are called

}  // namespace ocop::certificates
