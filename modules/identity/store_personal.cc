// What is held of a person here (kernel/personal).
#include "modules/identity/store_personal.h"

#include "kernel/base/text.h"
#include "kernel/db/columns.h"
#include "kernel/personal/personal.h"
#include "modules/identity/messages.h"
#include "modules/identity/words.h"

namespace ocop::identity::store {
namespace {

using db::Statement;
using Look = Identity::Look;

constexpr auto kLook = db::columns<Look>(db::column("who", &Look::who), db::column("what", &Look::what), db::column("at", &Look::at));
constexpr Statement kLooks{"identity.looks",
                           "SELECT {columns} FROM identity_personal_view WHERE what = $1 ORDER BY at DESC, id DESC LIMIT $2", kLook};
// Nobody signs in with a hash that is none.
constexpr Statement kErase{
    "identity.erase", "UPDATE identity_account SET login = $1, display_name = $2, display_key = $3, search_text = $4, password_hash = '',"
                      " password_kind = 0, active = 0, version = version + 1 WHERE id = $5"};
constexpr Statement kEraseTokens{"identity.erase_tokens", "DELETE FROM identity_token WHERE account = $1"};
constexpr Statement kEndWaiting{"identity.end_waiting",
                                "UPDATE identity_waiting_grant SET state = 'taken_back', decided_by = $1, decided = $2"
                                " WHERE account = $1 AND state = 'waiting'"};

}  // namespace

std::vector<Look> looks(db::Reader& reader, std::string_view what, int limit) { return reader.all(kLook, kLooks, what, limit); }

void erase(db::Transaction& transaction, AccountId account, std::string_view pseudonym, Instant now) {
  const std::string login = "erased-" + account.text();
  const std::string key = text::collation_key(pseudonym);
  transaction.execute(kErase, login, pseudonym, db::Bind::blob(key), text::fold(pseudonym), account);
  transaction.execute(kEraseTokens, account);
  transaction.execute(kEndWaiting, account, now);
}

namespace {

std::vector<personal::Holding> of_account_and_roles() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::account,
       .table = "identity_account",
       .column = "id",
       .facts = {"identity.personal", "SELECT created AS at, login, display_name AS name FROM identity_account WHERE id = $1"},
       .what = msg::held_account,
       .purpose = msg::for_account,
       .kept = msg::kept_account,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::account,
       .table = "identity_grant",
       .column = "account",
       .facts = {"identity.personal", "SELECT granted AS at, until, role, province || '|' || commune AS place, producer FROM identity_grant"
                                      " WHERE account = $1 ORDER BY granted, id"},
       .what = msg::held_roles,
       .purpose = msg::for_roles,
       .kept = msg::kept_roles,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::account,
       .table = "identity_ended_grant",
       .column = "account",
       .facts = {"identity.personal", "SELECT granted AS at, ended, role, province || '|' || commune AS place, producer FROM"
                                      " identity_ended_grant WHERE account = $1 ORDER BY ended, id"},
       .what = msg::held_past_roles,
       .purpose = msg::for_past_roles,
       .kept = msg::kept_with_events,
       .ground = Ground::duty,
       .fate = Fate::stays},
      {.group = Group::account,
       .table = "identity_waiting_grant",
       .column = "account",
       .facts = {"identity.personal", "SELECT asked AS at, role, state, province || '|' || commune AS place FROM identity_waiting_grant"
                                      " WHERE account = $1 ORDER BY asked, id"},
       .what = msg::held_waiting,
       .purpose = msg::for_waiting,
       .kept = msg::kept_with_events,
       .ground = Ground::duty,
       .fate = Fate::stays}};
}

std::vector<personal::Holding> of_roles_given() {
  return {
      personal::answers(
          "identity_waiting_grant", "asked_by",
          {"identity.personal", "SELECT asked AS at, role, state FROM identity_waiting_grant WHERE asked_by = $1 ORDER BY asked, id"},
          msg::held_asked_roles),
      personal::answers("identity_grant", "stands_for",
                        {"identity.personal", "SELECT granted AS at, until, role, province || '|' || commune AS place FROM identity_grant"
                                              " WHERE stands_for = $1 ORDER BY granted, id"},
                        msg::held_lent_roles),
      personal::answers("identity_ended_grant", "stands_for",
                        {"identity.personal", "SELECT granted AS at, ended, role, province || '|' || commune AS place FROM"
                                              " identity_ended_grant WHERE stands_for = $1 ORDER BY ended, id"},
                        msg::held_lent_past_roles),
      personal::answers(
          "identity_waiting_grant", "instead_of",
          {"identity.personal", "SELECT asked AS at, role, state, province || '|' || commune AS place FROM identity_waiting_grant WHERE"
                                " instead_of = $1 ORDER BY asked, id"},
          msg::held_handed_over),
      personal::answers(
          "identity_waiting_grant", "decided_by",
          {"identity.personal", "SELECT decided AS at, role, state FROM identity_waiting_grant WHERE decided_by = $1 ORDER BY decided,"
                                " id"},
          msg::held_decided_roles)};
}

std::vector<personal::Holding> of_devices_and_events() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::account,
       .table = "identity_session",
       .column = "account",
       .facts = {"identity.personal", "SELECT created AS at, last_seen AS used, agent AS device FROM identity_session WHERE account = $1"
                                      " ORDER BY created, id"},
       .what = msg::held_sessions,
       .purpose = msg::for_sessions,
       .kept = msg::kept_sessions,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::account,
       .table = "identity_token",
       .column = "account",
       .facts = {"identity.personal", "SELECT created AS at, expires AS until, last_used AS used, label AS name FROM identity_token WHERE"
                                      " account = $1 ORDER BY created, id"},
       .what = msg::held_tokens,
       .purpose = msg::for_tokens,
       .kept = msg::kept_tokens,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::account,
       .table = "identity_event",
       .column = "account",
       .facts = {"identity.personal", "SELECT at, kind AS event, detail AS words FROM identity_event WHERE account = $1 ORDER BY at, id"},
       .what = msg::held_events,
       .purpose = msg::for_events,
       .kept = msg::kept_with_events,
       .ground = Ground::duty,
       .fate = Fate::stays,
       .tell = event_words_of},
      personal::answers(
          "identity_event", "actor",
          {"identity.personal", "SELECT at, kind AS event, detail AS words FROM identity_event WHERE actor = $1 ORDER BY at, id"},
          msg::held_done_events),
      {.group = Group::looks,
       .table = "identity_personal_view",
       .column = "who",
       .facts = {"identity.personal", "SELECT at, what AS about FROM identity_personal_view WHERE who = $1 ORDER BY at, id"},
       .what = msg::held_looks,
       .purpose = msg::for_looks,
       .kept = msg::kept_looks,
       .ground = Ground::duty,
       .fate = Fate::stays}};
}

}  // namespace

std::vector<personal::Holding> personal_holdings() {
  auto out = of_account_and_roles();
  for (personal::Holding& one : of_roles_given()) out.push_back(std::move(one));
  for (personal::Holding& one : of_devices_and_events()) out.push_back(std::move(one));
  return out;
}

}  // namespace ocop::identity::store
