#include "modules/sessions/store.h"

#include <algorithm>

#include "kernel/db/columns.h"

namespace ocop::sessions::store {
namespace {

using db::Statement;

struct Person { std::int64_t place = 0; AccountId account{}; Post post = Post::member; };

constexpr auto kOnce = db::columns<Session>(db::column("id", &Session::id), db::column("province", &Session::province),
                                            db::column("made", &Session::made), db::column("made_by", &Session::made_by),
                                            db::column("version", &Session::version));
constexpr auto kLater = db::columns<Session>(
    db::column("title", &Session::title), db::column("day", &Session::day), db::column("hour", &Session::hour),
    db::column("place", &Session::place), db::column("advice", &Session::advice), db::column("state", &Session::state),
    db::column("called", &Session::called), db::column("called_by", &Session::called_by), db::column("ended", &Session::ended),
    db::column("ended_by", &Session::ended_by));
constexpr auto kSession = db::columns<Session>(db::also(kOnce), db::also(kLater));
constexpr auto kPerson = db::columns<Person>(db::column("place", &Person::place), db::column("account", &Person::account),
                                             db::column("post", &Person::post));
constexpr auto kItem = db::columns<Item>(db::column("dossier", &Item::dossier), db::column("place", &Item::place),
                                         db::column("line", &Item::line), db::column("why_vi", &Item::why_vi),
                                         db::column("why_en", &Item::why_en));

constexpr Statement kInsert{"sessions.insert", "INSERT INTO sessions_session ({columns}) VALUES ({arguments})", kSession};
constexpr Statement kChange{"sessions.change",
                            "UPDATE sessions_session SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kLater};
constexpr Statement kFind{"sessions.find", "SELECT {columns} FROM sessions_session WHERE id = $1", kSession};
constexpr Statement kByIds{"sessions.by_ids", "SELECT {columns} FROM sessions_session WHERE id IN {ids}", kSession};
constexpr Statement kDrafts{"sessions.drafts_of", "SELECT COUNT(*) FROM sessions_session WHERE province = $1 AND state = 0"};
constexpr Statement kPeople{"sessions.people", "SELECT {columns} FROM sessions_person WHERE session = $1 ORDER BY place", kPerson};
constexpr Statement kInsertPerson{"sessions.insert_person", "INSERT INTO sessions_person ({columns}, session) VALUES ({arguments}, {+1})",
                                  kPerson};
constexpr Statement kRemovePeople{"sessions.remove_people", "DELETE FROM sessions_person WHERE session = $1"};
constexpr Statement kItems{"sessions.items", "SELECT {columns} FROM sessions_item WHERE session = $1 ORDER BY place, dossier", kItem};
constexpr auto kOpened = db::columns<Opened>(db::column("session", &Opened::session), db::column("dossier", &Opened::dossier));
static_assert(static_cast<int>(Line::opened) == 1);
constexpr Statement kOpenedBy{"sessions.opened", "SELECT {columns} FROM sessions_item WHERE session IN {ids} AND line = 1", kOpened};
constexpr Statement kInsertItem{"sessions.insert_item", "INSERT INTO sessions_item ({columns}, session) VALUES ({arguments}, {+1})", kItem};
constexpr Statement kRemoveItems{"sessions.remove_items", "DELETE FROM sessions_item WHERE session = $1"};

constexpr lists::Condition kConditions[] = {
    {.word = "state", .sql = "state = ?", .kept = lists::Kept::integer, .group = "state"}};
constexpr lists::Sort kSorts[] = {{"day", "day", lists::Kept::integer, lists::Direction::descending}};
// Whoever is named in one that is called or held finds it: 1 and 2 are those states.
static_assert(static_cast<int>(State::called) == 1 && static_cast<int>(State::held) == 2);
constexpr lists::Source kSessions{
    .name = "sessions.list",
    .from = "FROM sessions_session",
    .columns = kSession,
    .key = "id",
    .cover = {.province = "province",
              .assignee = "(id IN (SELECT p.session FROM sessions_person p WHERE p.account = ?) AND state IN (1, 2))"},
    .conditions = kConditions,
    .sorts = kSorts};

void take_people(Session& session, std::vector<Person> people) {
  for (const Person& one : people) {
    if (one.post == Post::chair) session.chair = one.account;
    else if (one.post == Post::secretary) session.secretary = one.account;
    else session.members.push_back(one.account);
  }
}

void insert_people(db::Transaction& transaction, const Session& session) {
  std::int64_t place = 0;
  const auto put = [&](AccountId account, Post post) {
    const Person one{++place, account, post};
    transaction.send(kInsertPerson, kPerson.of(one), session.id);
  };
  for (const AccountId& member : session.members) put(member, Post::member);
  if (session.chair) put(*session.chair, Post::chair);
  if (session.secretary) put(*session.secretary, Post::secretary);
}

bool names(const Session& session, AccountId account) {
  return session.chair == account || session.secretary == account ||
         std::ranges::find(session.members, account) != session.members.end();
}

}  // namespace

void insert(db::Transaction& transaction, const Session& session) {
  transaction.send(kInsert, kSession.of(session));
  insert_people(transaction, session);
}
bool change(db::Transaction& transaction, const Session& session) {
  return transaction.execute(kChange, kLater.of(session), session.id, session.version) == 1;
}
void set_people(db::Transaction& transaction, const Session& session) {
  transaction.send(kRemovePeople, session.id);
  insert_people(transaction, session);
}
void set_items(db::Transaction& transaction, SessionId session, std::span<const Item> items) {
  transaction.send(kRemoveItems, session);
  for (const Item& one : items) transaction.send(kInsertItem, kItem.of(one), session);
}

std::optional<Session> find(db::Reader& reader, const Scope& scope, SessionId id) {
  auto found = reader.first(kSession, kFind, id);
  if (!found) return std::nullopt;
  take_people(*found, reader.all(kPerson, kPeople, id));
  const bool shown = found->state == State::called || found->state == State::held;
  const bool named = shown && scope.assignee && names(*found, *scope.assignee);
  if (!named && !scope.covers(found->province, {}, std::nullopt)) return std::nullopt;
  return found;
}
std::vector<Session> by_ids(db::Reader& reader, std::span<const SessionId> ids) { return reader.by_ids(kSession, kByIds, ids); }
std::vector<Item> items(db::Reader& reader, SessionId session) { return reader.all(kItem, kItems, session); }
std::vector<Opened> opened(db::Reader& reader, std::span<const SessionId> sessions) {
  return reader.by_ids(kOpened, kOpenedBy, sessions);
}
std::int64_t drafts_of(db::Reader& reader, std::string_view province) {
  return reader.first(db::value<std::int64_t>, kDrafts, province).value_or(0);
}
lists::Rows<Session> sessions() { return {kSessions, kSession}; }

}  // namespace ocop::sessions::store
