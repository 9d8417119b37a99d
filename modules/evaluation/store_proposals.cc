#include "kernel/db/columns.h"
#include "modules/evaluation/store.h"

namespace ocop::evaluation::store {
namespace {

constexpr auto kProposal =
    db::columns<Proposal>(db::column("criterion", &Proposal::criterion), db::column("chosen", &Proposal::option));
constexpr db::Statement kProposals{"evaluation.proposals",
                                   "SELECT {columns} FROM evaluation_proposal WHERE dossier = $1 ORDER BY criterion", kProposal};
constexpr db::Statement kClear{"evaluation.clear_proposals", "DELETE FROM evaluation_proposal WHERE dossier = $1"};
constexpr db::Statement kInsert{"evaluation.insert_proposal",
                                "INSERT INTO evaluation_proposal ({columns}, dossier) VALUES ({arguments}, {+1})", kProposal};

}  // namespace

std::vector<Proposal> proposals(db::Reader& reader, DossierId dossier) { return reader.all(kProposal, kProposals, dossier); }

void set_proposals(db::Transaction& transaction, DossierId dossier, std::span<const Proposal> proposals) {
  transaction.send(kClear, dossier);
  for (const Proposal& one : proposals) transaction.send(kInsert, kProposal.of(one), dossier);
}

}  // namespace ocop::evaluation::store
