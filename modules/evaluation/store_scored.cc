#include "modules/evaluation/store_scored.h"

#include "kernel/db/columns.h"
#include "modules/evaluation/store_columns.h"

namespace ocop::evaluation::store {
namespace {

constexpr auto kCounted = db::columns<Sheet>(db::column("s.id", &Sheet::id), db::column("s.dossier", &Sheet::dossier),
                                             db::column("s.seat", &Sheet::seat), db::column("s.state", &Sheet::state, kSheetStates));
struct ChosenOn { SheetId sheet; std::string criterion; int option = 0; };
constexpr auto kChosenOn = db::columns<ChosenOn>(db::column("a.sheet", &ChosenOn::sheet), db::column("a.criterion", &ChosenOn::criterion),
                                                 db::column("a.chosen", &ChosenOn::option));
struct TickedOn { SheetId sheet; std::string code; };
constexpr auto kTickedOn = db::columns<TickedOn>(db::column("k.sheet", &TickedOn::sheet), db::column("k.code", &TickedOn::code));
struct ProposalOf { DossierId dossier; Proposal proposal; };
constexpr auto kOnlyProposal =
    db::columns<Proposal>(db::column("criterion", &Proposal::criterion), db::column("chosen", &Proposal::option));
constexpr auto kProposalOf = db::columns<ProposalOf>(db::column("dossier", &ProposalOf::dossier),
                                                     db::nested(&ProposalOf::proposal, kOnlyProposal));
struct OwnOf { DossierId dossier; SheetId sheet; };
constexpr auto kOwnOf = db::columns<OwnOf>(db::column("dossier", &OwnOf::dossier), db::column("id", &OwnOf::sheet));
struct AnsweredOn { SheetId sheet; std::string criterion; };
constexpr auto kAnsweredOn = db::columns<AnsweredOn>(db::column("sheet", &AnsweredOn::sheet),
                                                     db::column("criterion", &AnsweredOn::criterion));

#define OCOP_HANDED_IN "s.dossier IN {ids} AND s.seat > 0 AND s.state = 'submitted'"
constexpr db::Statement kSheetsOf{"evaluation.scored_sheets",
                                  "SELECT {columns} FROM evaluation_sheet s WHERE " OCOP_HANDED_IN " ORDER BY s.dossier, s.seat", kCounted};
constexpr db::Statement kAnswersOf{
    "evaluation.scored_answers",
    "SELECT {columns} FROM evaluation_sheet s JOIN evaluation_answer a ON a.sheet = s.id WHERE " OCOP_HANDED_IN, kChosenOn};
constexpr db::Statement kTicksOf{
    "evaluation.scored_knockouts",
    "SELECT {columns} FROM evaluation_sheet s JOIN evaluation_knockout k ON k.sheet = s.id WHERE " OCOP_HANDED_IN " ORDER BY k.code",
    kTickedOn};
#undef OCOP_HANDED_IN
constexpr db::Statement kProposalsOf{"evaluation.proposals_of",
                                     "SELECT {columns} FROM evaluation_proposal WHERE dossier IN {ids} ORDER BY dossier, criterion",
                                     kProposalOf};
constexpr db::Statement kOwnSheets{"evaluation.own_sheets_of",
                                   "SELECT {columns} FROM evaluation_sheet WHERE dossier IN {ids} AND seat = 0", kOwnOf};
constexpr db::Statement kAnswered{"evaluation.answered", "SELECT {columns} FROM evaluation_answer WHERE sheet IN {ids}", kAnsweredOn};

}  // namespace

std::map<DossierId, std::vector<Sheet>> scored_sheets(db::Reader& reader, std::span<const DossierId> dossiers) {
  std::map<DossierId, std::vector<Sheet>> out;
  for (Sheet& sheet : reader.by_ids(kCounted, kSheetsOf, dossiers)) out[sheet.dossier].push_back(std::move(sheet));
  std::map<SheetId, Sheet*> by_id;
  for (auto& [dossier, sheets] : out)
    for (Sheet& sheet : sheets) by_id[sheet.id] = &sheet;
  // On PostgreSQL an answer of a sheet that came between two of the statements has no sheet here.
  for (ChosenOn& row : reader.by_ids(kChosenOn, kAnswersOf, dossiers))
    if (const auto found = by_id.find(row.sheet); found != by_id.end())
      found->second->answers.push_back({std::move(row.criterion), row.option, "", {}, 0, {}, {}});
  for (TickedOn& row : reader.by_ids(kTickedOn, kTicksOf, dossiers))
    if (const auto found = by_id.find(row.sheet); found != by_id.end()) found->second->knockouts.push_back({std::move(row.code), ""});
  return out;
}

std::map<DossierId, std::vector<Proposal>> proposals_of(db::Reader& reader, std::span<const DossierId> dossiers) {
  std::map<DossierId, std::vector<Proposal>> out;
  for (ProposalOf& row : reader.by_ids(kProposalOf, kProposalsOf, dossiers)) out[row.dossier].push_back(std::move(row.proposal));
  return out;
}

std::map<DossierId, SheetId> own_sheets(db::Reader& reader, std::span<const DossierId> dossiers) {
  std::map<DossierId, SheetId> out;
  for (const OwnOf& row : reader.by_ids(kOwnOf, kOwnSheets, dossiers)) out[row.dossier] = row.sheet;
  return out;
}

std::map<SheetId, std::vector<std::string>> answered(db::Reader& reader, std::span<const SheetId> sheets) {
  std::map<SheetId, std::vector<std::string>> out;
  for (AnsweredOn& row : reader.by_ids(kAnsweredOn, kAnswered, sheets)) out[row.sheet].push_back(std::move(row.criterion));
  return out;
}

}  // namespace ocop::evaluation::store
