#pragma once
#include <vector>

#include "kernel/act/act.h"
#include "kernel/print/print.h"
#include "kernel/throttle/throttle.h"
#include "modules/claims/types.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"
#include "modules/work/work.h"

namespace ocop::claims {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kWorkSource = "claims";
inline constexpr std::string_view kToldAsked = "claim.asked", kToldAccepted = "claim.accepted", kToldRefused = "claim.refused";

// The claims that an office decides about.
Scope scope_of(const Actor& actor);

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    throttle::Throttle& throttle;
    const identity::Identity& identity;
    const notices::Notices& notices;
    const producers::Producers& producers;
    const products::Products& products;
    const places::Index& places;
    const std::string& public_url;
    print::PdfFonts fonts;
  };
  explicit Service(Parts parts) : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random) {}
  const Parts& parts() const { return parts_; }

  // ---- the office
  // A new letter; those of before that nobody used end. conflict: the producer has members.
  struct Printed { Letter letter; std::string code, url; producers::Producer producer; std::vector<std::string> products; };
  Result<Printed> print_letter(const Actor& actor, ProducerId producer);
  Result<std::string> pdf(const Printed& printed) const;
  // Errors: not_found; conflict when it is decided or too old.
  Result<Claim> accept(const Actor& actor, ClaimId id, const Accept& input);
  Result<Claim> refuse(const Actor& actor, ClaimId id, const Refuse& input);   // its membership ends

  // ---- whoever claims; signed in
  // A member at once; or a claim that waits, where the producer has members or another claim waits. The same account's second try is
  // answered as the first. Errors: invalid_input on "code", also when it was used or is over; too_many_requests.
  Result<Claim> use_code(const Actor& actor, std::string_view code, std::string_view address);
  // conflict: a member already, or the own claim waits.
  Result<Claim> ask(const Actor& actor, ProducerId producer, const InWords& input);

  // ---- reading
  struct Shown {
    Claim claim;
    producers::Producer producer;
    std::string who, decided_by;         // names
    std::vector<Claim> others;           // of the same producer
    std::vector<std::string> members;    // who acts for it now
  };
  Result<Shown> show(const Actor& actor, ClaimId id) const;           // the office, and whoever claims
  struct Row { Letter letter; std::string printed_by; };
  struct OfProducer { producers::Producer producer; std::vector<Row> letters; std::vector<Claim> claims; std::size_t members = 0; };
  Result<OfProducer> of_producer(const Actor& actor, ProducerId producer) const;   // the office
  std::vector<Shown> own(const Actor& actor) const;
  Result<producers::Producer> listed(ProducerId producer) const;      // that somebody may claim
  bool is_own(const Actor& actor, ProducerId producer) const;         // a member, or a claim of whom waits
  void add_names(std::vector<Claim>& rows) const;
  std::vector<std::optional<Shown>> shown(std::span<const ClaimId> ids) const;

 private:
  Result<Claim> find(db::Reader& reader, const Actor& actor, ClaimId id) const;
  Result<producers::Producer> of_office(db::Reader& reader, const Actor& actor, ProducerId producer) const;
  Shown with_names(db::Reader& reader, Claim claim) const;
  Claim begin(act::Act& act, const producers::Producer& producer) const;
  Result<Claim> claim_by(act::Act& act, const Letter& letter) const;
  Result<Claim> used_before(act::Act& act, const Letter& letter) const;
  void in_office(act::Act& act, const Claim& claim, std::string_view what) const;
  void grant(act::Act& act, Claim& claim) const;
  void put_work(act::Act& act, const Claim& claim) const;
  void tell(act::Act& act, std::string_view kind, const Claim& claim) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::claims
