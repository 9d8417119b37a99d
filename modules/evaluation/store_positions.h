#pragma once
#include <optional>
#include <vector>

#include "kernel/db/db.h"
#include "modules/evaluation/positions.h"

// SQL of written views (store_positions.cc); what store.h says of the others holds for these.
namespace ocop::evaluation::store {

std::vector<Position> positions(db::Reader& reader, DossierId dossier);   // by seat; also of seats that were given up since
std::vector<Position> all_positions(db::Reader& reader);                  // as they stand in the log
void insert_position(db::Transaction& transaction, const Position& position);
// Of a dossier whose council is being named; the version is that of the act.
void ask_positions(db::Transaction& transaction, DossierId dossier, Date until);
// One that was agreed is asked again, of seats above `after`. False: it was not agreed.
bool ask_positions_again(db::Transaction& transaction, DossierId dossier, int after);
void extend_positions(db::Transaction& transaction, DossierId dossier, Date until);   // while they are asked for
// From one to another while it is scored; what the chair saw before is no longer what stands (Dossier::sheets_moved). The dossier's
// version, which its producer sees, stays. False: it was not at `from`.
bool move_positions(db::Transaction& transaction, DossierId dossier, Positions from, Positions to);

}  // namespace ocop::evaluation::store
