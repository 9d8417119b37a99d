#pragma once
#include "kernel/act/act.h"
#include "kernel/throttle/throttle.h"
#include "modules/enquiries/types.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"

namespace ocop::enquiries {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldAsked = "enquiry.asked";
// A visitor asks two makers and mends a slip. Three at once from one network, then one in ten minutes.
inline constexpr throttle::Limit kAskLimit{3, 10 * 60'000};
// Of one maker, from whichever networks: what a household can read in an evening, then one in five minutes.
inline constexpr throttle::Limit kAskedLimit{30, 5 * 60'000};
inline constexpr std::int64_t kSameWithin = 10 * 60'000;   // milliseconds: a double click, a lost answer, a form sent again after coffee
inline constexpr std::int64_t kKept = 90LL * 24 * 3'600'000;   // milliseconds: a season's question is answered or over

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
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}

  // ---- anybody. not_found: no such maker, one that waits, or one that nobody would read it for.
  Result<producers::Producer> asked_of(ProducerId producer) const;
  // Its people are told. The same words of the same person within kSameWithin are one enquiry. Errors: not_found; invalid_input;
  // too_many_requests. `peer`: whose network it is.
  Result<void> ask(ProducerId producer, const Ask& input, std::string_view peer);

  // ---- members, and helpers with its story; else not_found
  struct Mine { producers::Producer producer; std::vector<Enquiry> enquiries; };
  Result<Mine> of_maker(const Actor& actor, ProducerId producer) const;   // what is not answered first
  // Noted as answered; by telephone or Zalo it is answered outside of here. What is answered stays so, whoever says it again.
  Result<void> answered(const Actor& actor, ProducerId producer, EnquiryId id, const Answered& input);

  void forget() const;
  bool any_of(db::Reader& reader, ProducerId producer) const;
  static constexpr std::int64_t kMostShown = 200;

 private:
  Result<producers::Producer> reachable(db::Reader& reader, ProducerId producer) const;
  Result<void> admit(ProducerId producer, std::string_view peer);
  Result<producers::Producer> own(db::Reader& reader, const Actor& actor, ProducerId producer) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::enquiries
