#include "modules/notices/store.h"

#include "kernel/db/columns.h"

namespace ocop::notices::store {
namespace {

using db::Statement;

constexpr auto kNotice = db::columns<Notice>(
    db::column("id", &Notice::id), db::column("account", &Notice::account), db::column("kind", &Notice::kind),
    db::column("arguments", &Notice::arguments), db::column("link", &Notice::link), db::column("created", &Notice::created),
    db::column("read", &Notice::read), db::column("digest", &Notice::digest));
constexpr db::Words<Language, 2> kLanguages{{{Language::vi, "vi"}, {Language::en, "en"}}};
constexpr db::Words<Days, 2> kDays{{{Days::every_day, "every_day"}, {Days::working_days, "working_days"}}};
constexpr auto kPerson = db::columns<Person>(
    db::column("account", &Person::account), db::column("address", &Person::address), db::column("phone", &Person::phone),
    db::column("mail", &Person::mail), db::column("language", &Person::language, kLanguages),
    db::column("digest_hour", &Person::digest_hour), db::column("digest_days", &Person::digest_days, kDays),
    db::column("next_digest", &Person::next_digest), db::column("version", &Person::version));
constexpr auto kChoice = db::columns<Choice>(db::column("account", &Choice::account), db::column("kind", &Choice::kind),
                                             db::column("channel", &Choice::channel, db::words(name, parse_channel)));
constexpr auto kLink =
    db::columns<Link>(db::column("id", &Link::id), db::column("account", &Link::account),
                      db::column("purpose", &Link::purpose, db::words(name, parse_purpose)), db::column("subject", &Link::subject),
                      db::column("made", &Link::made), db::column("expires", &Link::expires), db::column("ended", &Link::ended));

constexpr Statement kInsert{"notices.insert", "INSERT INTO notices_notice ({columns}) VALUES {rows}", kNotice};
constexpr Statement kFind{"notices.find", "SELECT {columns} FROM notices_notice WHERE id = $1 AND account = $2", kNotice};
constexpr Statement kToDeliver{"notices.to_deliver", "SELECT {columns} FROM notices_notice WHERE id = $1", kNotice};
// Ids are of the act's instant (UUIDv7), so that the index over account and id gives the order in which things happened.
constexpr lists::Sort kSorts[] = {{"created", "id", lists::Kept::bytes, lists::Direction::descending}};
constexpr std::string_view kState = "CASE WHEN read IS NULL THEN 'unread' ELSE 'read' END";
constexpr lists::Condition kConditions[] = {
    {.word = "state", .sql = "CASE WHEN read IS NULL THEN 'unread' ELSE 'read' END = ?", .group = kState},
    {.word = "kind", .sql = "kind = ?"},
    {.word = "since", .sql = "created >= ?", .kept = lists::Kept::integer}};
constexpr lists::Source kNotices{.name = "notices.list", .from = "FROM notices_notice", .columns = kNotice, .key = "id",
                                 .cover = {.assignee = "account = ?"}, .conditions = kConditions, .sorts = kSorts};
constexpr Statement kUnread{
    "notices.unread", "SELECT count(*) FROM (SELECT 1 AS one FROM notices_notice WHERE account = $1 AND read IS NULL LIMIT $2) AS waiting"};
constexpr Statement kMarkRead{"notices.mark_read",
                              "UPDATE notices_notice SET read = $1, digest = 0 WHERE id = $2 AND account = $3 AND read IS NULL"};
constexpr Statement kMarkAllRead{"notices.mark_all_read",
                                 "UPDATE notices_notice SET read = $1, digest = 0 WHERE account = $2 AND read IS NULL"};
constexpr Statement kForDigest{
    "notices.for_digest", "SELECT {columns} FROM notices_notice WHERE account = $1 AND digest = 1 AND read IS NULL ORDER BY id LIMIT $2",
    kNotice};
constexpr Statement kEndDigest{"notices.end_digest", "UPDATE notices_notice SET digest = 0 WHERE account = $1 AND digest = 1"};
constexpr Statement kLeaveDigest{"notices.leave_digest",
                                 "UPDATE notices_notice SET digest = 0 WHERE account = $1 AND digest = 1 AND kind IN"
                                 " (SELECT kind FROM notices_choice WHERE account = $1 AND channel = 'page')"};
constexpr Statement kJoinDigest{"notices.join_digest",
                                "UPDATE notices_notice SET digest = 1 WHERE id = $1 AND account = $2 AND read IS NULL"};
constexpr Statement kRemoveOlder{"notices.remove_older", "DELETE FROM notices_notice WHERE created < $1"};

constexpr Statement kPeople{"notices.people", "SELECT {columns} FROM notices_person WHERE account IN {ids}", kPerson};
constexpr Statement kOnePerson{"notices.person", "SELECT {columns} FROM notices_person WHERE account = $1", kPerson};
constexpr Statement kLockPerson{"notices.lock_person", "SELECT {columns} FROM notices_person WHERE account = $1 {lock}", kPerson};
constexpr Statement kHoldPerson{"notices.hold_person",
                                "INSERT INTO notices_person ({columns}) VALUES ({arguments})"
                                " ON CONFLICT (account) DO UPDATE SET version = notices_person.version RETURNING {columns}", kPerson};
constexpr Statement kUpdatePerson{
    "notices.update_person",
    "UPDATE notices_person SET address = $1, phone = $2, mail = $3, language = $4, digest_hour = $5, digest_days = $6,"
    " next_digest = $7, version = version + 1 WHERE account = $8 AND version = $9"};
constexpr Statement kMoveDigest{"notices.move_digest", "UPDATE notices_person SET next_digest = $1 WHERE account = $2"};
constexpr Statement kAccounts{"notices.accounts", "SELECT account FROM notices_person ORDER BY account"};
constexpr Statement kRemovePerson{"notices.remove_person", "DELETE FROM notices_person WHERE account = $1"};
constexpr Statement kRemoveChoices{"notices.remove_choices", "DELETE FROM notices_choice WHERE account = $1"};
constexpr Statement kDueDigests{"notices.due_digests",
                                "SELECT account FROM notices_person WHERE next_digest <= $1 ORDER BY next_digest, account LIMIT $2"};
constexpr Statement kChoices{"notices.choices", "SELECT {columns} FROM notices_choice WHERE account IN {ids}", kChoice};
constexpr Statement kPutChoice{"notices.put_choice",
                               "INSERT INTO notices_choice ({columns}) VALUES ({arguments})"
                               " ON CONFLICT (account, kind) DO UPDATE SET channel = excluded.channel", kChoice};

constexpr Statement kInsertLink{"notices.insert_link", "INSERT INTO notices_link ({columns}) VALUES ({arguments})", kLink};
constexpr Statement kFindLink{"notices.find_link", "SELECT {columns} FROM notices_link WHERE id = $1", kLink};
constexpr Statement kOpenLinks{
    "notices.open_links",
    "SELECT {columns} FROM notices_link WHERE account = $1 AND ended IS NULL AND expires > $2 ORDER BY made DESC, id DESC", kLink};
constexpr Statement kLinksSince{"notices.links_made_since",
                                "SELECT count(*) FROM notices_link WHERE account = $1 AND purpose = $2 AND made >= $3"};
constexpr Statement kEndLink{"notices.end_link", "UPDATE notices_link SET ended = $1, subject = '' WHERE id = $2 AND ended IS NULL"};
constexpr Statement kEndLinks{"notices.end_links",
                              "UPDATE notices_link SET ended = $1, subject = '' WHERE account = $2 AND purpose = $3 AND ended IS NULL"};
constexpr Statement kEmptyExpired{"notices.empty_expired_links",
                                  "UPDATE notices_link SET subject = '' WHERE expires <= $1 AND subject <> ''"};
constexpr Statement kRemoveOldLinks{"notices.remove_old_links", "DELETE FROM notices_link WHERE expires < $1"};

}  // namespace

void insert_all(db::Transaction& transaction, std::span<const Notice> notices) { transaction.insert_all(kInsert, kNotice, notices); }
std::optional<Notice> find(db::Reader& reader, AccountId account, NoticeId id) { return reader.first(kNotice, kFind, id, account); }
std::optional<Notice> to_deliver(db::Reader& reader, NoticeId id) { return reader.first(kNotice, kToDeliver, id); }
lists::Rows<Notice> notices() { return {kNotices, kNotice}; }
std::int64_t unread(db::Reader& reader, AccountId account, std::int64_t most) {
  return reader.first(db::value<std::int64_t>, kUnread, account, most).value_or(0);
}
bool mark_read(db::Transaction& transaction, AccountId account, NoticeId id, Instant now) {
  return transaction.execute(kMarkRead, now, id, account) == 1;
}
std::int64_t mark_all_read(db::Transaction& transaction, AccountId account, Instant now) {
  return transaction.execute(kMarkAllRead, now, account);
}
std::vector<Notice> for_digest(db::Reader& reader, AccountId account, std::int64_t limit) {
  return reader.all(kNotice, kForDigest, account, limit);
}
std::int64_t end_digest(db::Transaction& transaction, AccountId account) { return transaction.execute(kEndDigest, account); }
void leave_digest(db::Transaction& transaction, AccountId account) { transaction.execute(kLeaveDigest, account); }
void join_digest(db::Transaction& transaction, AccountId account, NoticeId id) { transaction.execute(kJoinDigest, id, account); }
std::int64_t remove_older(db::Transaction& transaction, Instant before) { return transaction.execute(kRemoveOlder, before); }

std::vector<Person> people(db::Reader& reader, std::span<const AccountId> accounts) { return reader.by_ids(kPerson, kPeople, accounts); }
std::optional<Person> person(db::Reader& reader, AccountId account) { return reader.first(kPerson, kOnePerson, account); }
std::optional<Person> lock_person(db::Transaction& transaction, AccountId account) {
  return transaction.first(kPerson, kLockPerson, account);
}
Person hold_person(db::Transaction& transaction, const Person& fresh) {
  return transaction.first(kPerson, kHoldPerson, kPerson.of(fresh)).value();
}
bool update_person(db::Transaction& transaction, const Person& person) {
  return transaction.execute(kUpdatePerson, person.address, person.phone, static_cast<int>(person.mail), kLanguages.of(person.language),
                             person.digest_hour, kDays.of(person.digest_days), person.next_digest, person.account, person.version) == 1;
}
void move_digest(db::Transaction& transaction, AccountId account, std::optional<Instant> next) {
  transaction.execute(kMoveDigest, next, account);
}
std::vector<AccountId> accounts(db::Reader& reader) { return reader.all(db::value<AccountId>, kAccounts); }
void remove_person(db::Transaction& transaction, AccountId account) {
  transaction.execute(kRemoveChoices, account);
  transaction.execute(kRemovePerson, account);
}
std::vector<AccountId> due_digests(db::Reader& reader, Instant now, std::int64_t limit) {
  return reader.all(db::value<AccountId>, kDueDigests, now, limit);
}
std::vector<Choice> choices(db::Reader& reader, std::span<const AccountId> accounts) { return reader.by_ids(kChoice, kChoices, accounts); }
void put_choice(db::Transaction& transaction, const Choice& choice) { transaction.execute(kPutChoice, kChoice.of(choice)); }

void insert_link(db::Transaction& transaction, const Link& link) { transaction.execute(kInsertLink, kLink.of(link)); }
std::optional<Link> find_link(db::Reader& reader, LinkId id) { return reader.first(kLink, kFindLink, id); }
std::vector<Link> open_links(db::Reader& reader, AccountId account, Instant now) { return reader.all(kLink, kOpenLinks, account, now); }
std::int64_t links_made_since(db::Reader& reader, AccountId account, Purpose purpose, Instant since) {
  return reader.first(db::value<std::int64_t>, kLinksSince, account, name(purpose), since).value_or(0);
}
bool end_link(db::Transaction& transaction, LinkId id, Instant now) { return transaction.execute(kEndLink, now, id) == 1; }
void end_links(db::Transaction& transaction, AccountId account, Purpose purpose, Instant now) {
  transaction.execute(kEndLinks, now, account, name(purpose));
}
void empty_expired_links(db::Transaction& transaction, Instant now) { transaction.execute(kEmptyExpired, now); }
std::int64_t remove_old_links(db::Transaction& transaction, Instant expired_before) {
  return transaction.execute(kRemoveOldLinks, expired_before);
}

}  // namespace ocop::notices::store
