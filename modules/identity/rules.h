#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/throttle/rules.h"
#include "modules/identity/types.h"

// Pure rules of accounts, passwords, sessions and throttling: (facts, now) -> answer. No clock, no store.
namespace ocop::identity::rules {

inline constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;   // milliseconds

// ---- names -------------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t kMinLogin = 3;
inline constexpr std::size_t kMaxLogin = 254;          // the longest e-mail address, RFC 5321 §4.5.3.1.3
inline constexpr std::size_t kMaxDisplayName = 120;    // characters; the longest Vietnamese full names stay under 40
inline constexpr std::size_t kMaxLabel = 80;           // characters of an API token's label: one line of a table

// A user name ("tan.ha") or an e-mail address, in lower case. Letters a-z, digits and . _ - + @; begins with a letter or digit.
// A mobile number is one login however it is written: "0912 345 678", "0912.345.678" and "+84912345678" are "0912345678".
Result<std::string> login_name(std::string_view typed);
// Of who makes the own account: an e-mail address or a Vietnamese mobile number, by which an office can reach its holder and nobody takes
// "xa.thong-nguyen" before the officer comes.
Result<std::string> own_login(std::string_view typed);
Result<std::string> display_name(std::string_view typed);
Result<std::string> token_label(std::string_view typed);

// ---- passwords ---------------------------------------------------------------------------------------------------------------

// OWASP ASVS 5.0, 6.2.1 asks for 8 and recommends 15. 12 with the throttle below: one account takes at most 1,540 guesses a day.
inline constexpr std::size_t kMinPassword = 12;        // characters
inline constexpr std::size_t kMaxPassword = 128;       // characters; ASVS 6.2.9 wants at least 64 allowed
inline constexpr std::size_t kMaxPasswordBytes = 4 * kMaxPassword;   // before anything is computed on it
inline constexpr std::int64_t kTemporaryPasswordLife = 3 * kDay;     // long enough to hand over across a weekend

// What is hashed: NFC, so that the same key strokes on another Vietnamese keyboard are the same password (NIST SP 800-63B-4 §3.1.1.2).
// nullopt when it cannot be any account's password (too long, not UTF-8).
std::optional<std::string> password_text(std::string_view typed);
// No composition rules (ASVS 6.2.5); refused: too short, too long, few different characters, runs such as 123456789012, words that
// everyone tries (with digits around them), the login or the name itself. `field` names the form field in the problem.
Result<void> password_is_fit(std::string_view password, const Account& holder, std::string_view field);
bool password_is_usable(const Account& account, Instant now);        // a temporary one ends

// ---- sessions and tokens -----------------------------------------------------------------------------------------------------

// ASVS 5.0, 7.1.1 wants both stated. 12 h idle: a working day, so that an officer signs in once a day; 7 days absolute: a stolen
// cookie is worth at most a week even if it is used all the time.
inline constexpr std::int64_t kSessionIdle = 12 * kHour;
inline constexpr std::int64_t kSessionLife = 7 * kDay;
inline constexpr std::int64_t kSeenStep = 5 * kMinute;   // last_seen is written at most this often: reading a page must not cost a write
inline constexpr std::size_t kMaxSessions = 20;          // of one account; a further one ends the oldest
inline constexpr std::int64_t kMaxTokenDays = 366;       // a token that nobody renews ends
inline constexpr std::int64_t kUsualTokenDays = 90;      // when nobody says how long: a quarter, then somebody looks whether it is needed
inline constexpr std::int64_t kTokenUseStep = kHour;     // last_used is written at most this often
inline constexpr std::int64_t kViewLogKept = 730 * kDay; // two years of "who looked at whose data", then it is deleted itself

// The second step takes a telephone out of a bag; what is left open at a counter for longer is nobody's.
inline constexpr std::int64_t kHalfLife = 10 * kMinute;
inline constexpr std::size_t kMaxHalves = 5;             // of one account: who has the password alone sends nobody's sessions away
// ASVS 5.0, 7.5.1: what guards the account is changed only by who has just shown to be its holder.
inline constexpr std::int64_t kProofLife = 10 * kMinute;
bool half_is_alive(Instant created, Instant now);
bool proof_holds(Instant proven, Instant now);

bool session_is_alive(Instant created, Instant last_seen, Instant now);
bool must_note_seen(Instant last_seen, Instant now);
bool token_is_alive(const ApiToken& token, Instant now);
// A helper's role ends with its day, a successor's begins with his; the row stays until somebody takes it away.
bool grant_holds(const StoredGrant& grant, Instant now);
bool is_over(const StoredGrant& grant, Instant now);
bool same_office(const Grant& a, const Grant& b);   // whether or not somebody stands in
// An office passes on; a seat in a council is a person's (named for a dossier), and administrators are made as decision 101 says.
bool passes_on(Role role);
bool must_note_use(const ApiToken& token, Instant now);
Result<std::int64_t> token_life(std::int64_t days);     // milliseconds; 1 … kMaxTokenDays

// ---- grants and administration -----------------------------------------------------------------------------------------------

// Each role is bound to what access.h says, and to nothing else. Codes have the right form; whether they exist is the service's question.
Result<void> grant_is_complete(const Grant& grant);
// An administrator does not take away the own account, role or password on these pages: one must always remain who can undo it. Nor does
// one give oneself a role: who runs the system and who decides in it are two people, or two acts of two administrators.
Result<void> may_administer(AccountId actor, AccountId subject);

// ---- a second administrator ------------------------------------------------------------------------------------------------------

// Who runs the system gives nobody an official's role alone, as soon as there is somebody who could look at it.
inline constexpr std::int64_t kAdministratorsForTwo = 2;
inline constexpr std::int64_t kWaitingLife = 14 * kDay;   // across a holiday of Tết; what nobody looked at by then is asked anew
bool is_officials(Role role);                             // all but the member of a producer
// `acting`: administrators who can act now, with a password of their own.
bool needs_second(Role role, std::int64_t acting);
bool is_waiting(const WaitingGrant& waiting, Instant now);
// Neither the giver nor the receiver confirms.
Result<void> may_confirm(const WaitingGrant& waiting, AccountId by);
// Whoever could send away all others would be alone, and alone all is given at once: two of them stay two. `subject_acts`: the account that
// would lose it is one of them.
enum class Acts : std::uint8_t { no, yes };
Result<void> two_remain(std::int64_t acting, Acts subject);

// ---- throttling of sign-in ---------------------------------------------------------------------------------------------------

// Counted before the password is looked at, so that parallel guesses count.
inline constexpr throttle::Limit kAccountLimit{5, 5 * kMinute};    // from one network: five slips of the finger, then 288 attempts a day
inline constexpr throttle::Limit kAccountEverywhereLimit{100, kMinute};   // from all networks together: it takes twenty of them to be felt
// Accounts that people make for themselves: a class of forty in one hall, then twelve an hour. Each costs a row and the work of a password.
inline constexpr throttle::Limit kJoinLimit{40, 5 * kMinute};
inline constexpr throttle::Limit kAddressLimit{30, 10'000};       // a commune office behind one address; 8,640 a day over all accounts

// ---- the browser's side ------------------------------------------------------------------------------------------------------

// "Firefox, Windows" of a User-Agent; "" when nothing is recognised. A hint for people, never a decision.
std::string agent_words(std::string_view user_agent);
// Where to go after signing in: a path of this site, else "" (the person's home). Never another host ("//evil", "/\evil", "https:…").
std::string safe_return(std::string_view path);

}  // namespace ocop::identity::rules
