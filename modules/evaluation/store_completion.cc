#include <map>

#include "modules/evaluation/store.h"
#include "modules/evaluation/store_columns.h"

// Requests for completion.
namespace ocop::evaluation::store {
namespace {

constexpr auto kRequest =
    db::columns<Request>(db::column("number", &Request::number), db::column("asked_in", &Request::asked_in, db::words(name, parse_state)),
                         db::column("asked_at", &Request::asked_at), db::column("until", &Request::until),
                         db::column("ending", &Request::ending, db::words(name, parse_ending)), db::column("ended_at", &Request::ended_at));
struct RequestOf {
  DossierId dossier;
  Request request;
};
constexpr auto kRequestOf = db::columns<RequestOf>(db::column("dossier", &RequestOf::dossier), db::nested(&RequestOf::request, kRequest));

constexpr auto kEnd = db::columns<Completion>(db::column("ending", &Completion::ending, db::words(name, parse_ending)),
                                              db::column("ended_at", &Completion::ended_at), db::column("ended_by", &Completion::ended_by),
                                              db::column("answer", &Completion::answer));
constexpr auto kCompletion = db::columns<Completion>(
    db::column("id", &Completion::id), db::column("dossier", &Completion::dossier), db::column("number", &Completion::number),
    db::column("asked_in", &Completion::asked_in, db::words(name, parse_state)), db::column("asked_at", &Completion::asked_at),
    db::column("asked_by", &Completion::asked_by), db::column("words", &Completion::words), db::column("until", &Completion::until),
    db::column("handed_in", &Completion::handed_in), db::also(kEnd));
struct ItemOf {
  CompletionId completion;
  int place = 0;
  CompletionItem item;
};
constexpr auto kItem = db::columns<CompletionItem>(db::column("about", &CompletionItem::about), db::column("words", &CompletionItem::words),
                                                   db::column("source", &CompletionItem::source));
constexpr auto kItemOf = db::columns<ItemOf>(db::column("completion", &ItemOf::completion), db::column("place", &ItemOf::place),
                                             db::nested(&ItemOf::item, kItem));

constexpr db::Statement kRequests{"evaluation.requests", "SELECT {columns} FROM evaluation_completion WHERE dossier = $1 ORDER BY number",
                                  kRequest};
constexpr db::Statement kRequestsOf{
    "evaluation.requests_of", "SELECT {columns} FROM evaluation_completion WHERE dossier IN {ids} ORDER BY dossier, number", kRequestOf};
constexpr db::Statement kCompletions{"evaluation.completions",
                                     "SELECT {columns} FROM evaluation_completion WHERE dossier = $1 ORDER BY number", kCompletion};
constexpr db::Statement kItems{"evaluation.completion_items",
                               "SELECT {i.columns} FROM evaluation_completion_item i JOIN evaluation_completion c ON c.id = i.completion "
                               "WHERE c.dossier = $1 ORDER BY i.completion, i.place",
                               kItemOf};
constexpr db::Statement kWithCompletions{"evaluation.with_completions",
                                         "SELECT DISTINCT dossier FROM evaluation_completion ORDER BY dossier"};
constexpr db::Statement kInsert{"evaluation.insert_completion", "INSERT INTO evaluation_completion ({columns}) VALUES ({arguments})",
                                kCompletion};
constexpr db::Statement kInsertItem{"evaluation.insert_completion_item",
                                    "INSERT INTO evaluation_completion_item ({columns}) VALUES ({arguments})", kItemOf};
constexpr db::Statement kEndIt{"evaluation.end_completion",
                               "UPDATE evaluation_completion SET {assignments} WHERE id = {+1} AND ended_at IS NULL", kEnd};
constexpr db::Statement kAsked{
    "evaluation.set_asked", "UPDATE evaluation_dossier SET version = version + 1 WHERE id = $1 AND version = $2 AND state = 'submitted'"};

}  // namespace

db::Rows ask_requests(db::Reader& reader, DossierId dossier) { return reader.query(kRequests, dossier); }

std::vector<Request> take_requests(db::Rows rows) {
  std::vector<Request> out;
  while (rows.next()) out.push_back(kRequest(rows.row()));
  return out;
}

void fill_requests(db::Reader& reader, std::span<Dossier> dossiers) {
  std::vector<DossierId> ids;
  std::map<DossierId, Dossier*> by_id;
  for (Dossier& dossier : dossiers) {
    ids.push_back(dossier.id);
    by_id[dossier.id] = &dossier;
  }
  for (RequestOf& row : reader.by_ids(kRequestOf, kRequestsOf, std::span<const DossierId>(ids)))
    by_id.at(row.dossier)->requests.push_back(std::move(row.request));
}

std::vector<Completion> completions(db::Reader& reader, DossierId dossier) {
  std::vector<Completion> out = reader.all(kCompletion, kCompletions, dossier);
  std::map<CompletionId, Completion*> by_id;
  for (Completion& completion : out) by_id[completion.id] = &completion;
  for (ItemOf& row : reader.all(kItemOf, kItems, dossier))
    if (const auto found = by_id.find(row.completion); found != by_id.end()) found->second->items.push_back(std::move(row.item));
  return out;
}

std::vector<DossierId> with_completions(db::Reader& reader) { return reader.all(db::value<DossierId>, kWithCompletions); }

void insert_completion(db::Transaction& transaction, const Completion& completion) {
  transaction.send(kInsert, kCompletion.of(completion));
  int place = 0;
  for (const CompletionItem& item : completion.items) {
    const ItemOf row{completion.id, ++place, item};
    transaction.send(kInsertItem, kItemOf.of(row));
  }
}

bool end_completion(db::Transaction& transaction, const Completion& completion) {
  return transaction.execute(kEndIt, kEnd.of(completion), completion.id) == 1;
}

bool set_asked(db::Transaction& transaction, const Dossier& dossier) {
  return transaction.execute(kAsked, dossier.id, dossier.version) == 1;
}

}  // namespace ocop::evaluation::store
