#include "modules/evaluation/store_positions.h"

#include "kernel/db/columns.h"

namespace ocop::evaluation::store {
namespace {

constexpr auto kPosition = db::columns<Position>(
    db::column("dossier", &Position::dossier), db::column("seat", &Position::seat), db::column("member", &Position::member),
    db::column("stand", &Position::stand, db::words(name, parse_stand)), db::column("words", &Position::words),
    db::column("matter", &Position::matter, db::words(name, parse_matter)), db::column("complexity", &Position::complexity),
    db::column("given", &Position::given), db::column("salt", &Position::salt, db::kBlob),
    db::column("commitment", &Position::commitment), db::column("log_index", &Position::log_index));

constexpr db::Statement kPositions{"evaluation.positions",
                                   "SELECT {columns} FROM evaluation_position WHERE dossier = $1 ORDER BY seat", kPosition};
constexpr db::Statement kAllPositions{
    "evaluation.all_positions", "SELECT {columns} FROM evaluation_position ORDER BY log_index", kPosition};
constexpr db::Statement kInsertPosition{
    "evaluation.insert_position", "INSERT INTO evaluation_position ({columns}) VALUES ({arguments})", kPosition};
constexpr db::Statement kAskPositions{
    "evaluation.ask_positions",
    "UPDATE evaluation_dossier SET positions = 'asked', positions_until = $1 WHERE id = $2 AND state = 'scoring' AND positions = 'none'"};
constexpr db::Statement kMovePositions{"evaluation.move_positions",
                                       "UPDATE evaluation_dossier SET positions = $1, sheets_moved = sheets_moved + 1"
                                       " WHERE id = $2 AND state = 'scoring' AND positions = $3"};
constexpr db::Statement kAskAgain{
    "evaluation.ask_positions_again",
    "UPDATE evaluation_dossier SET positions = 'asked', positions_after = $1, sheets_moved = sheets_moved + 1"
    " WHERE id = $2 AND state = 'scoring' AND positions = 'agreed'"};
constexpr db::Statement kExtend{"evaluation.extend_positions",
                                "UPDATE evaluation_dossier SET positions_until = $1 WHERE id = $2 AND positions = 'asked'"};

}  // namespace

std::vector<Position> positions(db::Reader& reader, DossierId dossier) { return reader.all(kPosition, kPositions, dossier); }
std::vector<Position> all_positions(db::Reader& reader) { return reader.all(kPosition, kAllPositions); }

void insert_position(db::Transaction& transaction, const Position& position) {
  transaction.send(kInsertPosition, kPosition.of(position));
}

void ask_positions(db::Transaction& transaction, DossierId dossier, Date until) { transaction.send(kAskPositions, until, dossier); }

bool ask_positions_again(db::Transaction& transaction, DossierId dossier, int after) {
  return transaction.execute(kAskAgain, after, dossier) == 1;
}
void extend_positions(db::Transaction& transaction, DossierId dossier, Date until) { transaction.send(kExtend, until, dossier); }

bool move_positions(db::Transaction& transaction, DossierId dossier, Positions from, Positions to) {
  return transaction.execute(kMovePositions, name(to), dossier, name(from)) == 1;
}

}  // namespace ocop::evaluation::store
