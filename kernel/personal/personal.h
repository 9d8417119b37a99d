#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "kernel/random/random.h"

// What is held of a person: each column of the schema that names an account says what it is, why, on what ground and for how long, and how
// it is read (README.md). Law 91/2025/QH15: purpose, ground and period are said to the person, who sees, exports and erases what is theirs.
//
// A holding is written in a store*.cc, beside the table, and offered by the module's manifest; modules/privacy shows them all:
//
//   {.group = Group::choices, .table = "filters_filter", .column = "account", .facts = {"filters.personal", …}, .what = msg::held_filters,
//    .purpose = msg::for_filters, .kept = msg::kept_filters, .ground = Ground::account, .fate = Fate::goes}
namespace ocop::personal {

// Article 19 of the law names what needs no consent.
enum class Ground : std::uint8_t { duty, account, consent };
std::string_view name(Ground ground);
const Message& label(Ground ground);
// At the person's wish to be erased.
enum class Fate : std::uint8_t { goes, stays };
std::string_view name(Fate fate);
const Message& label(Fate fate);
// What it belongs to, in the order of the page.
enum class Group : std::uint8_t { account, choices, producers, acts, looks };
inline constexpr int kGroups = 5;
const Message& label(Group group);
// How the column names the person: by the 16 bytes of the account's id, or by the text "account:ID".
enum class Key : std::uint8_t { id, text };

struct Holding {
  int rank = 0;
  Group group = Group::account;
  std::string_view table, column;   // the register's name of it: docs/model/personal-data.md
  db::Statement facts{"", ""};   // $1 = the account; its columns are called by words of kWords (personal.cc)
  Message what, purpose, kept;   // of what stays, `kept` says why
  Ground ground = Ground::account;
  Fate fate = Fate::stays;
  Key key = Key::id;
  std::optional<std::string> (*tell)(std::string_view word, std::string_view text, Language language) = nullptr;   // words of a code
};
// Who did something that others rest on: kept as long as what was done.
Holding answers(std::string_view table, std::string_view column, const db::Statement& facts, const Message& what);

// One value of a row, as the database has it.
enum class Kind : std::uint8_t { text, moment, number, role, place, producer };
struct Fact {
  std::string_view word;   // "login"; its words are label(word)
  Kind kind = Kind::text;
  std::string text;   // of a moment: milliseconds; of a producer: its id; of a place: "68|24988"
};
using Row = std::vector<Fact>;   // without what is NULL or empty
// In the order of the statement, all of them: an export is complete. Throws std::logic_error for a column that kWords does not have.
std::vector<Row> read(db::Reader& reader, const Holding& holding, AccountId account);
const Message& label(std::string_view word);

// ---- erasing. Slots: each module takes away what is its own, in one transaction for all of them.
struct Erasing {
  db::Transaction& transaction;
  AccountId account;
  Instant now;
  Random& random;
};
struct Eraser {
  int rank = 0;
  std::function<void(const Erasing& erasing)> erase;
};
// What has to be done before: why the account cannot go now; nothing when it can.
struct Hindrance {
  int rank = 0;
  std::function<std::optional<Message>(db::Reader& reader, AccountId account)> stands;
};
// By which names looks at this person's data are written down (identity_personal_view.what): "account:ID", "registration:ID".
struct Looked {
  int rank = 0;
  std::function<std::vector<std::string>(db::Reader& reader, AccountId account)> names;
};

}  // namespace ocop::personal
