#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/db/db.h"
#include "kernel/http/http.h"
#include "kernel/web/html.h"
#include "kernel/web/navigation.h"
#include "modules/identity/signed_by.h"

// Port of the module: accounts, roles, sessions.
namespace ocop::identity {

struct AccountSummary { AccountId id; std::string display_name; std::vector<Grant> grants; };

// Who was once one of a producer's own people: its member, or its helper in whatever task.
struct FormerPerson { AccountId account; Role role = Role::producer_member; };

class Identity {
 public:
  virtual ~Identity() = default;
  // Active council members of a province, for opening a dossier.
  virtual std::vector<AccountSummary> with_role(db::Reader& reader, Role role, std::string_view province) const = 0;
  // Active accounts that hold such a grant: the role, and each of province, commune and producer that is not empty here. A grant that names
  // only its role is held by nobody, unless the role is of the whole installation.
  virtual std::vector<AccountId> holders(db::Reader& reader, const Grant& grant) const = 0;
  virtual std::vector<AccountSummary> by_ids(db::Reader& reader, std::span<const AccountId> ids) const = 0;
  // Those of them that are active, in any order: whom one still writes to. An unknown id is not.
  virtual std::vector<AccountId> active(db::Reader& reader, std::span<const AccountId> ids) const = 0;
  // From the next request on the account is a member of the producer; nothing when it is already. `by`: whoever did it.
  virtual void make_member(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const = 0;
  // From the next request on the account acts for the producer in these tasks, until then; instead of what it had there as a helper.
  struct Helper { AccountId account; ProducerId producer; Tasks tasks; std::optional<Instant> until{}; };
  virtual void make_helper(act::Moment& act, const Helper& helper, AccountId by) const = 0;
  virtual bool end_helper(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const = 0;   // false: it was none
  // Those of the accounts that were once of the producer's own people, at any of its records; whoever is now is not meant. Each role once.
  virtual std::vector<FormerPerson> former_people(db::Reader& reader, ProducerId producer, std::span<const AccountId> accounts) const = 0;
  // Of an active account, as somebody types the login. For whoever may know that there is such a one.
  virtual std::optional<AccountSummary> with_login(db::Reader& reader, std::string_view typed) const = 0;
  // From the next request on it is not. False: it was none.
  virtual bool end_member(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const = 0;
  // Whoever asks for what cannot be undone types the password again; guesses are counted. Not within a transaction: it takes a while.
  // Errors: invalid_input on field "password", too_many_requests.
  virtual Result<void> prove(const Actor& actor, std::string_view password) const = 0;
  // Writes down that personal data of others was looked at, in the transaction that reads it. `what`: "registration:ID".
  virtual void note_look(act::Act& act, std::string_view what) const = 0;
  struct Look { AccountId who; std::string what; Instant at; };
  // Looks at any of these, the latest first, at most kMostLooks.
  virtual std::vector<Look> looks(db::Reader& reader, std::span<const std::string> names) const = 0;
};
inline constexpr int kMostLooks = 200;     // of the last two years; a person is looked at some dozen times

// Roles that an office gives to a person, in the order of a form: all but those of a producer's people.
inline constexpr std::array kOfficials{Role::commune_officer, Role::provincial_body, Role::secretary, Role::advisory_group,
                                       Role::council_member,  Role::council_chair,   Role::programme_manager, Role::ministry,
                                       Role::auditor,         Role::administrator};

// Who reads who did or read what.
inline constexpr Policy kAudit = Policy::roles(Role::administrator, Role::auditor);

// Officials' roles, for the module that invites to them (modules/offices). Port.
class Offices {
 public:
  virtual ~Offices() = default;
  // As a person writes it: the commune by its code or its name. Error: invalid_input with the field that is wrong.
  struct Typed { Role role = Role::commune_officer; std::string province, commune; };
  virtual Result<Grant> read(const Typed& typed) const = 0;
  // "Cán bộ xã, phường: Xã Tân Hà, Tỉnh Lâm Đồng"
  virtual std::string words(const Grant& grant, Language language) const = 0;
  // The login that this address would be. Error: invalid_input of field "login".
  virtual Result<std::string> login_of(std::string_view address) const = 0;
  // Locks the account until the end of the act, and asks again whether it is an administrator's. Error: forbidden.
  virtual Result<void> hold_administrator(act::Moment& act, AccountId account) const = 0;
  // Whoever acts gets the role in the name of the administrator who invited to it: at once, or when another one confirms it (decision 101).
  // Error: conflict when that one is no administrator any more or the same person, or when the role is held or waits already.
  enum class Given : std::uint8_t { now, waits };
  virtual Result<Given> give_invited(act::Act& act, const Grant& grant, AccountId by) const = 0;
  // An account without any role whose login is the address that was invited, also where offices make all accounts; otherwise as anybody
  // makes one. `peer`: Request::peer. Errors: invalid_input, too_many_requests.
  struct Invited { std::string login, display_name, password; };
  virtual Result<void> join_invited(const Invited& wanted, std::string_view peer) = 0;
  // The office passes to another on a day, when the one's role ends and the other's begins. By its holder, then an administrator confirms
  // it; by an administrator, then another one does where there is one (decision 101). Nothing ends before it is confirmed. Errors:
  // forbidden; not_found when it is no office of this person; conflict when the successor has it, or when it waits already.
  struct HandOver { AccountId from, to; Grant office; Instant at; };
  virtual Result<Given> hand_over(act::Act& act, const HandOver& wanted) const = 0;
  // A colleague acts in the office of whoever acts, from then until then, with office.stands_for. Errors: not_found when it is not theirs;
  // conflict when the colleague has the role there.
  struct StandIn { AccountId account; Grant office; Instant since, until; };
  virtual Result<void> stand_in(act::Act& act, const StandIn& wanted) const = 0;
  // From the next request on it is not. False: it was over.
  virtual bool end_stand_in(act::Moment& act, AccountId account, const Grant& office, AccountId by) const = 0;
};

// An office ends on a day ahead, because it was handed over: who stands in for its holder does so no longer than that. A slot.
struct RoleEndsLater {
  int rank = 0;
  std::function<void(act::Moment& act, AccountId account, const Grant& grant, Instant at)> then;
};

// What is a person's own in an office, and does not pass on with it: rounds where he is named. Shown before it is handed over. A slot.
struct OpenMatter { std::string words, path; };
struct OpenMatters {
  int rank = 0;
  std::function<std::vector<OpenMatter>(db::Reader& reader, AccountId account, const Grant& office, Language language)> of;
};

// What a higher module does, in the same act, when a membership ended or an administrator took a role away: what hung on it ends too.
// A slot.
struct RoleEnded {
  int rank = 0;
  std::function<void(act::Moment& act, AccountId account, const Grant& grant, AccountId by)> then;
};

// Signing in beyond the password: for the module that keeps second steps. Port.
class SignIns {
 public:
  virtual ~SignIns() = default;
  // Whose password was right in this browser a short while ago.
  virtual std::optional<AccountId> half(db::Reader& reader, std::string_view session, Instant now) const = 0;
  // What a browser comes with. `session`: the token that it has now, which ends.
  struct Arrival { std::string_view user_agent, session; };
  // A whole session: its token, for the cookie. Of what is signed by a code, `session` is the half one, and must still be there. Error:
  // invalid_input when the account may not sign in, or when the half session is over.
  virtual Result<std::string> open(act::Moment& act, AccountId account, SignedBy by, const Arrival& arrival) = 0;
  // Whether the holder has shown to be the holder in this session a short while ago: by signing in, or by prove().
  virtual bool proven(db::Reader& reader, const Actor& actor, std::string_view session, Instant now) const = 0;
  // By the password; counted as a change of the password is. Errors: invalid_input of field "password", too_many_requests.
  virtual Result<void> prove(const Actor& actor, std::string_view session, std::string_view password) = 0;
  // By a second step, which the account has from now on: the session is as one that began with it.
  virtual void note_step(act::Moment& act, std::string_view session, SignedBy by) const = 0;
  // The account has none any more: its sessions are as those that began with a password.
  virtual void note_no_steps(act::Moment& act, AccountId account) const = 0;
  // An administrator takes an account's second steps away (`also`): its sessions and tokens end, and its officials' roles wait for another
  // administrator, as after a new password (decision 101). Errors: forbidden, not_found, conflict.
  virtual Result<void> take_steps_away(const Actor& actor, AccountId account, const std::function<void(act::Act& act)>& also) = 0;
};

// The second step after a right password. A slot: this module knows none. `page`: where it is done; `set_up`: where the holder gets one.
struct SecondStep {
  int rank = 0;
  std::string page, set_up;
  std::function<bool(db::Reader& reader, AccountId account)> has;
};
// What a higher module does when somebody has signed in: in the act that opens the session. A slot. `agent`: "Firefox, Windows", or empty.
struct Arrived {
  int rank = 0;
  std::function<void(act::Moment& act, AccountId account, const std::string& agent)> then;
};
// Another way in, shown on /sign-in below name and password. A slot. `next`: where the person was going, a path of this site or empty.
struct WayIn {
  int rank = 0;
  std::string island;                  // script of the page; empty = none
  std::function<void(web::Html& out, const http::Request& request, std::string_view next)> show;
};
// A part that a higher module shows on an administrator's page of an account. A slot.
struct AccountPart {
  int rank = 0;
  std::function<void(web::Html& out, const http::Request& request, AccountId account)> show;
};
// The cookie of a session, as signing in sets it.
std::string session_cookie(const http::Request& request, std::string_view session);
// Where somebody comes to who has signed in: a path of this site, or the first page of their roles.
std::string after_sign_in(const web::Navigation& navigation, const Actor& actor, std::string_view next);

// A part that a higher module shows on a person's own page (/me). A slot.
struct ProfilePart {
  int rank = 0;
  std::function<void(web::Html& out, const http::Request& request)> show;
};

// What producers are called, for the roles that hold at one. A slot: the module of producers stands above this one. An id that is none of
// its own is missing in the answer; the order is any.
struct ProducerName {
  ProducerId id;
  std::string vi, en;                  // en may be empty: then it is the same
  const std::string& in(Language language) const { return language == Language::en && !en.empty() ? en : vi; }
};
struct ProducerNames {
  int rank = 0;
  std::function<std::vector<ProducerName>(std::span<const ProducerId> ids)> of;
};

// Which producers are one (a record that was merged into another). A slot, of the module of producers: whoever is of one of them is of the
// other from the next request on, and whoever is told as one of its people is told of both. Of each of `ids` its others.
struct SameProducers {
  int rank = 0;
  struct Same { ProducerId id, other; };
  std::function<std::vector<Same>(db::Reader& reader, std::span<const ProducerId> ids)> of;
};

// "Cán bộ xã, phường" / "Commune officer".
const Message& role_words(Role role);

}  // namespace ocop::identity
