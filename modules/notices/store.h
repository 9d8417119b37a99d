#pragma once
#include <optional>
#include <span>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/notices/types.h"

// The module's SQL. Every read of rows of a person takes the account they must belong to; nobody reads another's.
namespace ocop::notices::store {

// ---- notices
void insert_all(db::Transaction& transaction, std::span<const Notice> notices);
std::optional<Notice> find(db::Reader& reader, AccountId account, NoticeId id);
std::optional<Notice> to_deliver(db::Reader& reader, NoticeId id);            // for the queue: whoever's it is
// As a list (kernel/lists), newest first. Its scope is an account; conditions state (unread, read), kind, since.
lists::Rows<Notice> notices();
std::int64_t unread(db::Reader& reader, AccountId account, std::int64_t most);   // counts no further than `most`
bool mark_read(db::Transaction& transaction, AccountId account, NoticeId id, Instant now);
std::int64_t mark_all_read(db::Transaction& transaction, AccountId account, Instant now);
std::vector<Notice> for_digest(db::Reader& reader, AccountId account, std::int64_t limit);   // unread ones, oldest first
std::int64_t end_digest(db::Transaction& transaction, AccountId account);     // nothing waits for a digest any more; how many did
void leave_digest(db::Transaction& transaction, AccountId account);   // nothing waits of kinds that are now wanted on the page alone
void join_digest(db::Transaction& transaction, AccountId account, NoticeId id);   // an unread one waits from now on
std::int64_t remove_older(db::Transaction& transaction, Instant before);

// ---- people
std::vector<Person> people(db::Reader& reader, std::span<const AccountId> accounts);
std::optional<Person> person(db::Reader& reader, AccountId account);
std::optional<Person> lock_person(db::Transaction& transaction, AccountId account);
// The row of fresh.account, made of `fresh` when there is none, and nobody else's until the act ends.
Person hold_person(db::Transaction& transaction, const Person& fresh);
// Writes all of it; its version goes up. False: another version is stored.
bool update_person(db::Transaction& transaction, const Person& person);
void move_digest(db::Transaction& transaction, AccountId account,
                 std::optional<Instant> next);  // not a change that a person made: the version stays
std::vector<AccountId> accounts(db::Reader& reader);                          // of all people
void remove_person(db::Transaction& transaction, AccountId account);          // with the choices
std::vector<AccountId> due_digests(db::Reader& reader, Instant now, std::int64_t limit);

std::vector<Choice> choices(db::Reader& reader, std::span<const AccountId> accounts);
void put_choice(db::Transaction& transaction, const Choice& choice);

// ---- links
void insert_link(db::Transaction& transaction, const Link& link);
std::optional<Link> find_link(db::Reader& reader, LinkId id);
std::vector<Link> open_links(db::Reader& reader, AccountId account, Instant now);   // newest first
std::int64_t links_made_since(db::Reader& reader, AccountId account, Purpose purpose, Instant since);
bool end_link(db::Transaction& transaction, LinkId id, Instant now);          // false: it had ended
void end_links(db::Transaction& transaction, AccountId account, Purpose purpose, Instant now);
void empty_expired_links(db::Transaction& transaction, Instant now);          // an address that nobody confirmed is not kept
std::int64_t remove_old_links(db::Transaction& transaction, Instant expired_before);

}  // namespace ocop::notices::store
