#include "kernel/db/columns.h"
#include "modules/evaluation/store.h"

namespace ocop::evaluation::store {
namespace {

// What is inserted, and what is read with whoever sits there instead.
constexpr auto kDeclared = db::columns<ConflictOfInterest>(
    db::column("dossier", &ConflictOfInterest::dossier), db::column("seat", &ConflictOfInterest::seat),
    db::column("member", &ConflictOfInterest::member), db::column("ground", &ConflictOfInterest::ground),
    db::column("declared", &ConflictOfInterest::declared), db::column("salt", &ConflictOfInterest::salt, db::kBlob),
    db::column("commitment", &ConflictOfInterest::commitment), db::column("log_index", &ConflictOfInterest::log_index));
constexpr auto kConflict = db::columns<ConflictOfInterest>(db::also("c", kDeclared), db::column("t.seat", &ConflictOfInterest::stand_in));
constexpr db::Statement kConflicts{
    "evaluation.conflicts",
    "SELECT {columns} FROM evaluation_conflict c LEFT JOIN evaluation_stand_in t ON t.dossier = c.dossier AND t.instead = c.seat"
    " WHERE c.dossier = $1 ORDER BY c.seat", kConflict};
constexpr db::Statement kAllConflicts{
    "evaluation.all_conflicts",
    "SELECT {columns} FROM evaluation_conflict c LEFT JOIN evaluation_stand_in t ON t.dossier = c.dossier AND t.instead = c.seat"
    " ORDER BY c.log_index", kConflict};
constexpr db::Statement kDeclaredBy{"evaluation.declared_by", "SELECT 1 FROM evaluation_conflict WHERE dossier = $1 AND member = $2"};
constexpr db::Statement kInsertConflict{
    "evaluation.insert_conflict", "INSERT INTO evaluation_conflict ({columns}) VALUES ({arguments})", kDeclared};
constexpr db::Statement kSetAside{"evaluation.set_aside",
                                  "UPDATE evaluation_sheet SET state = 'open', set_aside = $1, version = version + 1"
                                  " WHERE id = $2 AND set_aside IS NULL"};
constexpr auto kStandIn = db::columns<StandIn>(
    db::column("dossier", &StandIn::dossier), db::column("instead", &StandIn::instead), db::column("seat", &StandIn::seat),
    db::column("named_by", &StandIn::named_by), db::column("named", &StandIn::named), db::column("log_index", &StandIn::log_index));
constexpr db::Statement kInsertStandIn{
    "evaluation.insert_stand_in", "INSERT INTO evaluation_stand_in ({columns}) VALUES ({arguments})", kStandIn};
constexpr db::Statement kLastSeat{"evaluation.last_seat", "SELECT MAX(seat) FROM evaluation_sheet WHERE dossier = $1"};

}  // namespace

std::vector<ConflictOfInterest> conflicts(db::Reader& reader, DossierId dossier) { return reader.all(kConflict, kConflicts, dossier); }
std::vector<ConflictOfInterest> all_conflicts(db::Reader& reader) { return reader.all(kConflict, kAllConflicts); }
db::Rows ask_declared(db::Reader& reader, DossierId dossier, AccountId member) { return reader.query(kDeclaredBy, dossier, member); }

void insert_conflict(db::Transaction& transaction, const ConflictOfInterest& conflict) {
  transaction.send(kInsertConflict, kDeclared.of(conflict));
}

bool set_aside(db::Transaction& transaction, SheetId sheet, Instant now) { return transaction.execute(kSetAside, now, sheet) == 1; }
int last_seat(db::Reader& reader, DossierId dossier) { return reader.first(db::value<int>, kLastSeat, dossier).value_or(0); }
void insert_stand_in(db::Transaction& transaction, const StandIn& stand_in) { transaction.send(kInsertStandIn, kStandIn.of(stand_in)); }

}  // namespace ocop::evaluation::store
