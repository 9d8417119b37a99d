#pragma once
#include <vector>

#include "kernel/act/act.h"
#include "kernel/jobs/jobs.h"
#include "kernel/jobs/schedule.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/offices/rules.h"
#include "modules/offices/types.h"
#include "modules/places/places.h"

namespace ocop::offices {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldAccepted = "office.accepted";

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

  // ---- of the queue
  std::vector<jobs::Kind> job_kinds() const;
  std::vector<jobs::Schedule> schedules() const;

 private:
  std::string link(std::string_view key, Language language) const;
  void write_letter(act::Act& act, const Invitation& invitation, const std::string& link, Language language) const;
  std::string name_of(db::Reader& reader, AccountId account) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::offices
