// What is held of a person here (kernel/personal).
#include "modules/offices/store_personal.h"

#include "modules/offices/messages.h"

namespace ocop::offices::store {

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {{.group = Group::account,
           .table = "offices_invitation",
           .column = "account",
           .facts = {"offices.personal", "SELECT accepted AS at, role, province || '|' || commune AS place FROM offices_invitation WHERE"
                                         " account = $1 ORDER BY accepted, id"},
           .what = msg::held_invitations,
           .purpose = msg::for_invitations,
           .kept = msg::kept_invitations,
           .ground = Ground::duty,
           .fate = Fate::stays},
          personal::answers("offices_invitation", "invited_by",
                            {"offices.personal", "SELECT invited AS at, role, province || '|' || commune AS place FROM offices_invitation"
                                                 " WHERE invited_by = $1 ORDER BY invited, id"},
                            msg::held_sent_invitations),
          personal::answers("offices_invitation", "withdrawn_by",
                            {"offices.personal", "SELECT withdrawn AS at, role, province || '|' || commune AS place FROM"
                                                 " offices_invitation WHERE withdrawn_by = $1 ORDER BY withdrawn, id"},
                            msg::held_withdrawn_invitations),
          personal::answers("offices_delegation", "giver",
                            {"offices.personal", "SELECT given AS at, until, ended, role, province || '|' || commune AS place FROM"
                                                 " offices_delegation WHERE giver = $1 ORDER BY given, id"},
                            msg::held_given_delegations),
          personal::answers("offices_delegation", "account",
                            {"offices.personal", "SELECT given AS at, until, ended, role, province || '|' || commune AS place FROM"
                                                 " offices_delegation WHERE account = $1 ORDER BY given, id"},
                            msg::held_delegations),
          personal::answers("offices_delegation", "ended_by",
                            {"offices.personal", "SELECT ended AS at, role, province || '|' || commune AS place FROM offices_delegation"
                                                 " WHERE ended_by = $1 ORDER BY ended, id"},
                            msg::held_ended_delegations)};
}

}  // namespace ocop::offices::store
