#pragma once
#include <map>
#include <span>
#include <vector>

#include "modules/evaluation/store.h"

// What counts in many dossiers, read together: a list that asked for each of its rows ran hundreds of statements.
namespace ocop::evaluation::store {

// Council sheets that were handed in, by seat, as far as they score: with options and knock-outs, without notes, evidence and opinions.
std::map<DossierId, std::vector<Sheet>> scored_sheets(db::Reader& reader, std::span<const DossierId> dossiers);
// What the advisory group's reports propose, by code as text.
std::map<DossierId, std::vector<Proposal>> proposals_of(db::Reader& reader, std::span<const DossierId> dossiers);
// The producer's own sheets.
std::map<DossierId, SheetId> own_sheets(db::Reader& reader, std::span<const DossierId> dossiers);
// Sheets with the criteria that an answer was saved for; those without any are absent.
std::map<SheetId, std::vector<std::string>> answered(db::Reader& reader, std::span<const SheetId> sheets);

}  // namespace ocop::evaluation::store
