#include "modules/privacy/store.h"

#include "kernel/db/columns.h"
#include "modules/privacy/messages.h"

namespace ocop::privacy::store {
namespace {

using db::Statement;

constexpr auto kChanged = db::columns<Request>(
    db::column("words", &Request::words), db::column("state", &Request::state, db::words(name, parse_state)),
    db::column("third_party", &Request::third_party), db::column("extended_days", &Request::extended_days),
    db::column("extension", &Request::extension), db::column("answer", &Request::answer), db::column("answered", &Request::answered),
    db::column("ended", &Request::ended), db::column("decided_by", &Request::decided_by), db::column("erase_at", &Request::erase_at),
    db::column("due", &Request::due));
constexpr auto kRequest =
    db::columns<Request>(db::column("id", &Request::id), db::column("account", &Request::account),
                         db::column("wish", &Request::wish, db::words(name, parse_wish)), db::column("asked", &Request::asked),
                         db::column("version", &Request::version), db::also(kChanged));

constexpr Statement kInsert{"privacy.insert", "INSERT INTO privacy_request ({columns}) VALUES ({arguments})", kRequest};
constexpr Statement kChange{"privacy.change",
                            "UPDATE privacy_request SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kChanged};
constexpr Statement kFind{"privacy.find", "SELECT {columns} FROM privacy_request WHERE id = $1", kRequest};
constexpr Statement kOfAccount{"privacy.of_account",
                               "SELECT {columns} FROM privacy_request WHERE account = $1 ORDER BY asked DESC, id DESC", kRequest};
constexpr Statement kToErase{"privacy.to_erase",
                             "SELECT {columns} FROM privacy_request WHERE erase_at IS NOT NULL AND erase_at <= $1 ORDER BY erase_at, id",
                             kRequest};
constexpr Statement kEmptyWords{"privacy.empty_words", "UPDATE privacy_request SET words = '' WHERE account = $1"};

constexpr lists::Sort kSorts[] = {{"due", "due", lists::Kept::integer},
                                  {"asked", "asked", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Condition kConditions[] = {{.word = "state", .sql = "state = ?", .group = "state"},
                                            {.word = "wish", .sql = "wish = ?"},
                                            {.word = "since", .sql = "asked >= ?", .kept = lists::Kept::integer}};
constexpr lists::Source kRequests{.name = "privacy.requests",
                                  .from = "FROM privacy_request",
                                  .columns = kRequest,
                                  .key = "id",
                                  .conditions = kConditions,
                                  .sorts = kSorts};

}  // namespace

void insert(db::Transaction& transaction, const Request& request) { transaction.send(kInsert, kRequest.of(request)); }
bool change(db::Transaction& transaction, const Request& request) {
  return transaction.execute(kChange, kChanged.of(request), request.id, request.version) == 1;
}
std::optional<Request> find(db::Reader& reader, RequestId id) { return reader.first(kRequest, kFind, id); }
std::vector<Request> of_account(db::Reader& reader, AccountId account) { return reader.all(kRequest, kOfAccount, account); }
std::vector<Request> to_erase(db::Reader& reader, Instant now) { return reader.all(kRequest, kToErase, now); }
void empty_words(db::Transaction& transaction, AccountId account) { transaction.send(kEmptyWords, account); }
lists::Rows<Request> requests() { return {kRequests, kRequest}; }

std::vector<personal::Holding> personal_holdings() {
  return {
      {.group = personal::Group::account,
       .table = "privacy_request",
       .column = "account",
       .facts = {"privacy.personal", "SELECT asked AS at, wish AS what, state, words, answer, ended FROM privacy_request"
                                     " WHERE account = $1 ORDER BY asked, id"},
       .what = msg::held_requests,
       .purpose = msg::for_requests,
       .kept = msg::kept_requests,
       .ground = personal::Ground::duty,
       .fate = personal::Fate::stays},
      personal::answers("privacy_request", "decided_by",
                        {"privacy.personal", "SELECT ended AS at, wish AS what, state, answer FROM privacy_request WHERE decided_by = $1"
                                             " ORDER BY asked, id"},
                        msg::held_decided_requests)};
}

}  // namespace ocop::privacy::store
