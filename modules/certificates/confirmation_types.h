#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/attempt.h"
#include "kernel/files/received.h"
#include "modules/certificates/certificates.h"

// A decision on paper that the province confirms: prepared, looked at, confirmed as one act, perhaps corrected by a later one.
namespace ocop::certificates {

// A product as the paper names it.
struct ConfirmedProduct {
  ProductId product;
  std::string code;                    // public code on the day it was confirmed; in a draft as it is
  std::string name;                    // the same
  int stars = 0;                       // 3..5
};

struct Confirmation {
  ConfirmationId id;
  std::string province;
  std::string number;                  // as on the paper: "3588/QĐ-UBND"
  Date decided;
  std::string issuer, signer;          // the organ; who signed for it
  std::string reason;                  // of a correction: what was wrong
  std::string printed;                 // the decision as the register prints it, from which this was begun; empty = none
  std::string sha256;                  // of its file
  std::int64_t bytes = 0;              // of it
  std::optional<ConfirmationId> corrects;
  Instant prepared;
  AccountId prepared_by;
  std::optional<Instant> confirmed;    // nullopt: a draft, which says nothing to anybody but its office
  std::optional<AccountId> confirmed_by;
  std::string salt;                    // 32 bytes: opens the commitment to the signer
  std::int64_t log_index = -1;         // of the entry that says it; -1 = none yet
  std::int64_t version = 1;
  std::vector<ConfirmedProduct> products{};
};
// withdrawn: of all its products or of some; another entry may have corrected what was left.
enum class ConfirmationState : std::uint8_t { draft, confirmed, corrected, withdrawn };
std::string_view name(ConfirmationState state);
const Message& label(ConfirmationState state);

// Why what was confirmed no longer holds of some of its products.
enum class RevocationGround : std::uint8_t {
  by_decision,   // the organ took its decision back, or an organ above it did: they are withdrawn from the day of that decision
  in_error,      // it should never have been confirmed: they are what they were before
};
inline constexpr std::array kRevocationGrounds{RevocationGround::by_decision, RevocationGround::in_error};
std::string_view name(RevocationGround ground);
std::optional<RevocationGround> parse_revocation_ground(std::string_view name);
const Message& label(RevocationGround ground);

// A confirmed decision that is withdrawn: prepared, looked at, entered as one act, as the confirmation was.
using RevocationId = Id<struct RevocationTag>;
struct Revocation {
  RevocationId id;
  ConfirmationId confirmation;
  RevocationGround ground = RevocationGround::by_decision;
  std::string number;                  // of the withdrawing decision, "99/QĐ-UBND"; empty where there is none (in_error)
  std::optional<Date> decided;         // of it
  std::string issuer, signer;          // of it
  std::string reason;
  std::string sha256;                  // of its file; empty = none was sent
  std::int64_t bytes = 0;
  Instant prepared;
  AccountId prepared_by;
  std::optional<Instant> entered;      // nullopt: a draft, which says nothing to anybody but its office
  std::optional<AccountId> entered_by;
  std::string salt;                    // 32 bytes: opens the commitment to the signer
  std::int64_t log_index = -1;
  std::int64_t version = 1;
  std::vector<ConfirmedProduct> products{};
};

// What a form or a program sends. `stars`: a product's id and its stars on the paper; empty = the paper does not name it.
struct Starred { std::string product, stars; };
struct ConfirmationInput {
  std::string number;
  Date decided;
  std::string issuer, signer, reason, printed;
  files::Sent file;
  std::vector<Starred> stars;
  Attempt attempt{};
};
struct NewConfirmation : ConfirmationInput {};          // its file must be there
struct ConfirmationChange : ConfirmationInput {
  std::int64_t version = 0;
};
struct ConfirmationVersion { std::int64_t version = 0; };
struct NewRevocation {
  RevocationGround ground = RevocationGround::by_decision;
  std::string number;
  std::optional<Date> decided;
  std::string issuer, signer, reason;
  files::Sent file;
  std::vector<ProductId> products;
  std::int64_t version = 0;            // the confirmation's, as it was read
};
// The decision that is to be confirmed, as a register prints it. Offices begin with 1 each year: what is printed alike in two years is two
// decisions, where the year is said.
struct PrintedDecision {
  std::string printed;
  std::optional<Date> decided{};
  std::optional<int> year{};
};

// One leaf names them all, and has 65,535 bytes; a decision of more is confirmed in two parts. The longest that was seen names 163.
inline constexpr std::size_t kMostConfirmed = 500;
// A decision with its list, scanned.
inline constexpr std::int64_t kMostDecisionFile = 15LL << 20;

}  // namespace ocop::certificates
