#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "modules/notices/types.h"

// How notices reach people, and links that need no sign-in. Pure: the time is an argument.
namespace ocop::notices::rules {

// What is possible of what was wished: mail and digest need an address and a person who has not stopped mail, the telephone a number and a
// gateway. What is not possible stays on the page.
struct Ways {
  enum class Way : std::uint8_t { missing, there };
  Way mail = Way::missing, gateway = Way::missing;
};  // what the installation has
Channel effective(const std::optional<Person>& person, std::optional<Channel> chosen, Channel usual, const Ways& ways);

// The next digest of a person, or nullopt without one to send to.
std::optional<Instant> next_digest(const Person& person, Instant after, const HolidayCalendar& holidays);

// A Vietnamese mobile number as typed ("0912 345 678", "+84912345678") → "+84912345678". Error: invalid_input of field "phone".
Result<std::string> read_phone(std::string_view typed);
// For a page that is not signed in: "h…@demo.ocop", "…678".
std::string masked(std::string_view subject);
// A sentence as a message to a telephone has it: at most kMostMessage characters, a longer one ends with "…" (docs/formats/gateway.md).
inline constexpr std::size_t kMostMessage = 300;
std::string message_text(std::string_view sentence);

// ---- links that need no sign-in
// The text is 64 characters of base64url: the row's id and an HMAC-SHA-256 over purpose, id, account and end. So a link is good for one
// purpose of one account, until one day, for as long as its row has not ended; reading the database does not let anyone make one. The
// subject is not signed: it is emptied at the end, and whoever can change it in the row can change the confirmed address as well.
inline constexpr std::int64_t kConfirmationLife = 3 * 86'400'000LL;     // a letter that waits over a weekend
inline constexpr std::int64_t kStopLife = 400 * 86'400'000LL;           // whoever finds an old letter may still stop them
inline constexpr int kConfirmationsADay = 5;                            // letters to an address that its owner may not have asked for
std::string link_text(std::string_view key, const Link& link);
// The row that a text claims to be, before any look at the database. nullopt: no link of ours.
std::optional<LinkId> link_id(std::string_view text);
// not_found: not this text, another purpose; gone: ended or its day is over.
Result<void> check_link(std::string_view key, const Link& link, std::string_view text, Purpose purpose, Instant now);

}  // namespace ocop::notices::rules
