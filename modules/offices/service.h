#pragma once
#include <vector>

#include "kernel/act/act.h"
#include "kernel/jobs/jobs.h"
#include "kernel/jobs/schedule.h"
#include "kernel/manifest/offers.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/offices/rules.h"
#include "modules/offices/types.h"
#include "modules/places/places.h"

namespace ocop::offices {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldAccepted = "office.accepted", kToldHandedOver = "office.handed_over",
                                  kToldHandingOver = "office.handing_over", kToldDelegated = "office.delegated",
                                  kToldDelegationEnded = "office.delegation_ended";

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const identity::Identity& identity;
    identity::Offices& offices;
    const notices::Notices& notices;
    const places::Index& places;
    const std::string& public_url;
    const manifest::Offers& offers;      // identity::OpenMatters
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Instant now() const { return parts_.clock.now(); }
  // "Cán bộ xã, phường: Xã Tân Hà, Tỉnh Lâm Đồng"
  std::string words(const Grant& office, Language language) const { return parts_.offices.words(office, language); }

  // ---- invitations: an administrator's
  // The letter goes out with the act. Where no mail is set up there is a link instead, told once. Errors: invalid_input, conflict.
  struct Invited { InvitationId id; std::string link; };   // empty when a letter went out
  Result<Invited> invite(const Actor& actor, const Invite& wanted, Language language);
  Result<void> withdraw(const Actor& actor, InvitationId id);
  struct Row { Invitation invitation; std::string invited_by, account; };
  // The latest 200; the look is written down.
  Result<std::vector<Row>> invitations(const Actor& actor);

  // ---- and whoever has the link
  struct Shown { Grant office; std::string invited_by, address; Instant until; };
  // While it is open. Errors: not_found; conflict with why.
  Result<Shown> shown(std::string_view key) const;
  // An account under the address that was invited, as anybody makes one, wherever accounts are made (decision 108). `peer`: Request::peer.
  Result<void> join(const Newcomer& newcomer, std::string_view peer);
  // The role, or a wait for another administrator (decision 101). Errors as shown(), and conflict.
  Result<identity::Offices::Given> accept(const Actor& actor, std::string_view key);

  // ---- an office that passes on (service_handover.cc)
  std::vector<Grant> offices_of(AccountId account) const;           // those that pass on
  struct Open {
    AccountId from;
    std::string name;
    Grant office;
    std::int64_t waiting = 0;                  // work of the place: it stays there
    std::vector<identity::OpenMatter> own;     // what is the person's own: it does not pass on
  };
  // Of the asker's office; an administrator may name whose. Error: not_found.
  Result<Open> open_matters(const Actor& actor, const WhichOffice& which, Language language) const;
  // Errors: not_found, invalid_input, conflict.
  Result<identity::Offices::Given> hand_over(const Actor& actor, const HandOver& wanted);

  // ---- a colleague stands in (service_delegations.cc)
  // By the officer alone, to an official of the province; it holds without anybody's yes. Errors: not_found, invalid_input, conflict.
  Result<DelegationId> delegate(const Actor& actor, const Delegate& wanted);
  // At once, by either of the two.
  Result<void> end_delegation(const Actor& actor, DelegationId id);
  struct DelegationRow { Delegation delegation{}; std::string giver, account; std::vector<act::StoodIn> acts{}; };
  struct Own { std::vector<Grant> offices; std::vector<DelegationRow> delegations; };
  Result<Own> own(const Actor& actor) const;                        // what the asker holds, lends and stands in for
  // Of identity::RoleEnded and RoleEndsLater: nobody stands in for who has no office.
  void role_ended(act::Moment& act, AccountId account, const Grant& grant, AccountId by) const;
  void role_ends(act::Moment& act, AccountId account, const Grant& grant, Instant at) const;
  void erase(act::Moment& act, AccountId account) const;            // of personal::Eraser

  // ---- of the queue
  std::vector<jobs::Kind> job_kinds() const;
  std::vector<jobs::Schedule> schedules() const;

 private:
  std::string link(std::string_view key, Language language) const;
  void write_letter(act::Act& act, const Invitation& invitation, const std::string& link, Language language) const;
  std::string name_of(db::Reader& reader, AccountId account) const;
  bool close(act::Moment& act, Delegation& delegation, AccountId by) const;
  void tell(act::Moment& act, std::string_view kind, const Delegation& one, const notices::Audience& audience) const;
  struct Leaving { AccountId from; Grant office; };
  Result<Leaving> leaving(db::Reader& reader, const Actor& actor, const WhichOffice& which) const;
  std::vector<Grant> offices_of(db::Reader& reader, AccountId account) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::offices
