#include "modules/samples/store.h"

#include "kernel/db/columns.h"
#include "modules/samples/messages.h"

namespace ocop::samples::store {
namespace {

using db::Statement;

constexpr auto kCount = db::columns<Count>(
    db::column("id", &Count::id), db::column("dossier", &Count::dossier), db::column("step", &Count::step),
    db::column("found", &Count::found), db::column("damaged", &Count::damaged), db::column("due", &Count::due),
    db::column("day", &Count::day), db::column("words", &Count::words), db::column("counted", &Count::counted),
    db::column("counted_by", &Count::counted_by));

constexpr Statement kInsert{"samples.insert", "INSERT INTO samples_count ({columns}) VALUES ({arguments})", kCount};
constexpr Statement kOf{"samples.counts", "SELECT {columns} FROM samples_count WHERE dossier = $1 ORDER BY counted, id", kCount};

}  // namespace

void insert(db::Transaction& transaction, const Count& count) { transaction.send(kInsert, kCount.of(count)); }
std::vector<Count> counts(db::Reader& reader, DossierId dossier) { return reader.all(kCount, kOf, dossier); }

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("samples_count", "counted_by",
                            {"samples.personal",
                             "SELECT counted AS at, words FROM samples_count WHERE counted_by = $1 ORDER BY counted, id"},
                            msg::held_counts)};
}

}  // namespace ocop::samples::store
