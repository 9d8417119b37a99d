#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/crypto/crypto.h"
#include "kernel/manifest/joining.h"
#include "kernel/manifest/offers.h"
#include "kernel/sync/sync.h"
#include "kernel/throttle/throttle.h"
#include "modules/identity/identity.h"
#include "modules/identity/store.h"
#include "modules/identity/types.h"
#include "modules/places/places.h"

// Use cases of accounts. Every one checks who acts, goes through rules, and writes with its event in one transaction.
namespace ocop::identity {

// ---- for the command line and the demo: no account acts, so no policy --------------------------------------------------------

struct NewAccount {
  std::string login, display_name, password;
  PasswordKind kind = PasswordKind::chosen;
  std::vector<Grant> grants{};
};
// Errors: invalid_input (a name, the password, a grant), conflict (login taken).
Result<AccountId> create_account(const act::Acts& acts, const NewAccount& account, const crypto::PasswordCost& cost);
struct WantedToken {
  std::string login, label;          // whose, and what it is for
  std::int64_t days = 0;
  TokenScope scope = TokenScope::everything;
};
struct NewToken { TokenId id; std::string text; Instant expires; };   // `text` is shown once and stored nowhere
// A bearer token that acts as the account. Errors: not_found (login), invalid_input (label, days).
Result<NewToken> create_api_token(const act::Acts& acts, Random& random, const WantedToken& wanted);
Result<std::vector<ApiToken>> api_tokens(db::Database& database, std::string_view login);
Result<void> revoke_api_token(const act::Acts& acts, TokenId id);

// ---- what pages and API show ---------------------------------------------------------------------------------------------------

struct SignInAttempt {
  std::string_view login, password;
  std::string_view address;          // Request::peer
  std::string_view user_agent;
  std::string_view old_session;      // the token the browser came with: it ends, so that nobody can plant one (session fixation)
};
struct SignedIn {
  std::string token;
  AccountId account;
  PasswordKind password_kind;
  std::string second_step{};         // the page of the step that is still to be done; empty = signed in
};
struct SignInAnswer {
  std::optional<SignedIn> signed_in;
  std::optional<Error> error;        // set when not signed in; the same for an unknown name, a wrong password and an inactive account
  std::int64_t retry_after_seconds = 0;   // > 0 with too_many_requests
};

struct SignIn { std::string login, password; };
struct Join { std::string display_name, login, password; };
struct PasswordChange { std::string current, next, repeated; TokensThen tokens = TokensThen::ended; };
struct SessionRow { Session session; bool current = false; };
struct Profile { Account account; std::vector<StoredGrant> grants; std::vector<SessionRow> sessions; std::vector<ApiToken> tokens; };

struct AccountRow {
  Account account;
  std::vector<StoredGrant> grants;
  std::vector<ProducerName> producers{};   // of the grants, those that somebody knows
};
// Names of the three.
struct WaitingRow { WaitingGrant waiting{}; std::string account, asked_by, decided_by{}, instead_of{}; };
struct WaitingList { std::vector<WaitingRow> rows; std::int64_t administrators = 0; };   // who can act
// One of them: a role in force, or one that another administrator has yet to confirm.
struct Given { std::optional<GrantId> grant; std::optional<WaitingId> waiting; };
// Of an account, newest first, decided ones too.
std::vector<WaitingRow> waiting_of(db::Reader& reader, AccountId account);
struct AccountDetail {
  Account account;
  std::vector<StoredGrant> grants;
  std::vector<WaitingRow> waiting;
  std::vector<Event> events;
  std::vector<ApiToken> tokens;            // in force, newest first
  std::int64_t sessions = 0;
};
struct TemporaryPassword { AccountId account; std::string login, password; };   // shown once
// As a form or JSON says it: the commune by its code or its name.
struct GiveGrant { Role role = Role::producer_member; std::string province, commune; std::optional<ProducerId> producer; };
struct PersonName { std::string login, display_name; };
struct SetActivity { std::int64_t version = 0; Activity activity = Activity::active; };

// Thread-safe when `random` is. Passwords are hashed outside transactions.
class Service final : public Identity, public SignIns, public Offices, public http::Authenticator, public sync::PastRights {
 public:
  Service(db::Database& database, const Clock& clock, Random& random, const places::Index& places, throttle::Throttle& throttle,
          const crypto::PasswordCost& cost = {});

  // Port.
  std::vector<AccountSummary> with_role(db::Reader& reader, Role role, std::string_view province) const override;
  std::vector<AccountId> holders(db::Reader& reader, const Grant& grant) const override;
  std::vector<AccountSummary> by_ids(db::Reader& reader, std::span<const AccountId> ids) const override;
  std::vector<AccountId> active(db::Reader& reader, std::span<const AccountId> ids) const override;
  void make_member(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const override;
  bool end_member(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const override;
  void make_helper(act::Moment& act, const Helper& helper, AccountId by) const override;
  bool end_helper(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const override;
  std::vector<FormerPerson> former_people(db::Reader& reader, ProducerId producer, std::span<const AccountId> accounts) const override;
  std::optional<AccountSummary> with_login(db::Reader& reader, std::string_view typed) const override;
  Result<void> prove(const Actor& actor, std::string_view password) const override;
  void note_look(act::Act& act, std::string_view what) const override;
  std::vector<Look> looks(db::Reader& reader, std::span<const std::string> names) const override;
  Actor as_of(db::Reader& reader, const Actor& actor, Instant then) const override;
  // With what a grant at a producer gives at the other records of the same maker.
  std::vector<Grant> at_all_records(db::Reader& reader, std::vector<Grant> grants) const;
  std::vector<ProducerId> records_of(db::Reader& reader, ProducerId producer) const;   // itself first
  // Port of the module of second steps (service_steps.cc).
  std::optional<AccountId> half(db::Reader& reader, std::string_view session, Instant now) const override;
  Result<std::string> open(act::Moment& act, AccountId account, SignedBy by, const Arrival& arrival) override;
  bool proven(db::Reader& reader, const Actor& actor, std::string_view session, Instant now) const override;
  Result<void> prove(const Actor& actor, std::string_view session, std::string_view password) override;
  void note_step(act::Moment& act, std::string_view session, SignedBy by) const override;
  void note_no_steps(act::Moment& act, AccountId account) const override;
  Result<void> take_steps_away(const Actor& actor, AccountId account, const std::function<void(act::Act& act)>& also) override;
  // Port of the module of offices (service_offices.cc).
  Result<Grant> read(const Typed& typed) const override;
  std::string words(const Grant& grant, Language language) const override;
  Result<std::string> login_of(std::string_view address) const override;
  Result<void> hold_administrator(act::Moment& act, AccountId account) const override;
  Result<Offices::Given> give_invited(act::Act& act, const Grant& grant, AccountId by) const override;
  Result<void> join_invited(const Invited& wanted, std::string_view peer) override;
  Result<Offices::Given> hand_over(act::Act& act, const HandOver& wanted) const override;
  Result<void> stand_in(act::Act& act, const StandIn& wanted) const override;
  bool end_stand_in(act::Moment& act, AccountId account, const Grant& office, AccountId by) const override;
  // Where higher modules put their second steps, and what hangs on roles. Set before the first request; outlives the service.
  void ask(const manifest::Offers& offers) { offers_ = &offers; }
  // A session of a temporary password has no grants: it can only replace it.
  http::Authenticator::Identity identify(std::string_view session_cookie, std::string_view bearer, Instant now) override;

  // Anyone.
  SignInAnswer sign_in(const SignInAttempt& attempt);
  // An account that its holder makes, without any role (decision 108). The answer is the same when somebody has the login: then nothing was
  // made and nothing is said. `address` as of SignInAttempt. Errors: invalid_input, too_many_requests; not_found where only offices make
  // accounts.
  Result<void> join(const Join& wanted, std::string_view address);
  // Who makes accounts here. Set before the first request.
  void let_join(manifest::Joining joining) { joining_ = joining; }
  manifest::Joining joining() const { return joining_; }
  // Whether a password alone opens an office. Set before the first request.
  void want_second_step(manifest::SecondStep wanted) { wanted_step_ = wanted; }
  void sign_out(std::string_view session);

  // The holder.
  Result<Profile> profile(const Actor& actor, std::string_view session);
  // Ends every other session of the account, and its tokens unless they are kept on purpose. Errors: invalid_input, too_many_requests.
  Result<void> change_password(const Actor& actor, std::string_view session, const PasswordChange& change);
  Result<void> end_session(const Actor& actor, SessionId id);
  Result<void> end_token(const Actor& actor, TokenId id);
  Result<std::int64_t> end_other_sessions(const Actor& actor, std::string_view session);

  // Administrators. Looking at an account is written to the log of personal views.
  Result<void> note_list_seen(const Actor& actor);   // before the list is shown
  Result<void> note_audit_seen(const Actor& actor);   // of an auditor, too
  void add_grants(std::vector<AccountRow>& rows) const;
  Result<AccountDetail> detail(const Actor& actor, AccountId id);
  Result<TemporaryPassword> create(const Actor& actor, const PersonName& person);
  // An official's role waits for another administrator, where there is one (decision 101).
  Result<identity::Given> grant(const Actor& actor, AccountId id, const Grant& grant);
  // What waits now. The look is written down.
  Result<WaitingList> waiting(const Actor& actor);
  std::int64_t count_waiting(const Actor& actor) const;   // what the actor may confirm: a task of nobody else
  std::int64_t administrators() const;   // who can act
  // Errors: not_found; conflict when it waits no longer, or when the actor gives or receives it.
  Result<GrantId> confirm(const Actor& actor, AccountId id, WaitingId waiting);
  // Taken back by who gave it, refused by another. Errors as above.
  Result<WaitingState> drop(const Actor& actor, AccountId id, WaitingId waiting);
  // What takes an administrator away (the role, activity, a new password) is a conflict while no more than two can act.
  Result<void> revoke_grant(const Actor& actor, AccountId id, GrantId grant);
  // Inactive accounts cannot sign in; their sessions and tokens end at once. Error: conflict when `version` is not the stored one.
  Result<void> set_activity(const Actor& actor, AccountId id, Activity activity, std::int64_t version);
  Result<void> end_token_of(const Actor& actor, AccountId id, TokenId token);
  // Ends the account's sessions and tokens: a reset is what one does when somebody else knows the password.
  Result<TemporaryPassword> reset_password(const Actor& actor, AccountId id);
  // A commune as a person writes it: its code, or its name within the province. Error: invalid_input of field "commune".
  Result<std::string> find_commune(std::string_view province, std::string_view typed) const;
  // Error: invalid_input with the field that is wrong.
  Result<Grant> read_grant(const GiveGrant& typed) const;
  const places::Index& places() const { return places_; }

 private:
  bool end_at_producer(act::Moment& act, AccountId account, Role role, ProducerId producer, AccountId by) const;
  void tell_ended(act::Moment& act, AccountId account, const Grant& grant, AccountId by) const;
  // set_officials_aside, and who hangs on what ended is told.
  Result<void> set_aside(act::Act& act, AccountId account) const;
  // The account has the role until then; now: it ends in this act.
  void end_from(act::Moment& act, AccountId account, const Grant& grant, Instant at, AccountId by) const;
  http::Authenticator::Identity identify_session(std::string_view token, Instant now);
  http::Authenticator::Identity identify_token(std::string_view token, Instant now);
  Result<SignedIn> open_session(const Account& account, const SignInAttempt& attempt);
  // A row for a browser, and its token.
  std::string add_session(act::Moment& act, AccountId account, SignedBy by, std::string_view user_agent);
  // The page where an official gets a second step whose session has none although it is required; empty = nowhere.
  std::string lead(const std::vector<Grant>& grants, SignedBy by) const;
  // The page of the account's second step; empty = it has none.
  std::string second_step(db::Reader& reader, AccountId account) const;
  // Of somebody who is signed in, counted. `field` names the one of the form.
  Result<Account> right_password(const Actor& actor, std::string_view password, std::string_view field) const;
  Result<void> grant_is_possible(const Grant& grant) const;
  // An account without any role that its holder makes; nothing, and no word of it, when somebody has the login.
  Result<void> add_own(Account account, std::string_view typed_password, std::string_view peer);
  // Keeps that something was used, as long as the store takes writes: reading goes on without it.
  template <class Perform> bool note(Perform&& perform) const;

  db::Database& database_;
  const Clock& clock_;
  Random& random_;
  act::Acts acts_;
  const places::Index& places_;
  throttle::Throttle& throttle_;
  crypto::PasswordCost cost_;
  manifest::Joining joining_ = manifest::Joining::by_anyone;
  manifest::SecondStep wanted_step_ = manifest::SecondStep::offered;
  const manifest::Offers* offers_ = nullptr;
  std::string unknown_hash_;   // verified for names that do not exist, so that they take the same time
};

}  // namespace ocop::identity
