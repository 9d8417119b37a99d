#include "kernel/db/columns.h"
#include "modules/evaluation/store.h"

namespace ocop::evaluation::store {
namespace {

constexpr auto kDiscussion = db::columns<Discussion>(
    db::column("dossier", &Discussion::dossier), db::column("ordinal", &Discussion::ordinal), db::column("seat", &Discussion::seat),
    db::column("opened", &Discussion::opened), db::column("words", &Discussion::words), db::column("written_by", &Discussion::written_by),
    db::column("written", &Discussion::written), db::column("salt", &Discussion::salt, db::kBlob),
    db::column("commitment", &Discussion::commitment), db::column("log_index", &Discussion::log_index));

constexpr db::Statement kDiscussions{"evaluation.discussions",
                                     "SELECT {columns} FROM evaluation_discussion WHERE dossier = $1 ORDER BY ordinal", kDiscussion};
constexpr db::Statement kAllDiscussions{
    "evaluation.all_discussions", "SELECT {columns} FROM evaluation_discussion ORDER BY log_index", kDiscussion};
constexpr db::Statement kInsertDiscussion{
    "evaluation.insert_discussion", "INSERT INTO evaluation_discussion ({columns}) VALUES ({arguments})", kDiscussion};

}  // namespace

std::vector<Discussion> discussions(db::Reader& reader, DossierId dossier) { return reader.all(kDiscussion, kDiscussions, dossier); }

std::vector<Discussion> all_discussions(db::Reader& reader) { return reader.all(kDiscussion, kAllDiscussions); }

void insert_discussion(db::Transaction& transaction, const Discussion& discussion) {
  transaction.send(kInsertDiscussion, kDiscussion.of(discussion));
}

}  // namespace ocop::evaluation::store
