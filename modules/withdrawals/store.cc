#include "modules/withdrawals/store.h"

#include "kernel/db/columns.h"
#include "modules/withdrawals/messages.h"

namespace ocop::withdrawals::store {
namespace {

using db::Statement;

constexpr auto kMovedBy = db::columns<Proposal>(
    db::column("stars", &Proposal::stars), db::column("certificate", &Proposal::certificate),
    db::column("confirmation", &Proposal::confirmation), db::column("moved_from", &Proposal::moved_from),
    db::column("ground", &Proposal::ground, db::words<Ground>(certificates::name, certificates::parse_ground)),
    db::column("words", &Proposal::words), db::column("state", &Proposal::state), db::column("concluded", &Proposal::concluded),
    db::column("organ", &Proposal::organ), db::column("conclusion", &Proposal::conclusion),
    db::column("concluded_by", &Proposal::concluded_by), db::column("due", &Proposal::due),
    db::column("submission", &Proposal::submission), db::column("submitted", &Proposal::submitted),
    db::column("submitted_by", &Proposal::submitted_by), db::column("decision", &Proposal::decision),
    db::column("decided", &Proposal::decided), db::column("answer", &Proposal::answer), db::column("ended", &Proposal::ended),
    db::column("ended_by", &Proposal::ended_by), db::column("told", &Proposal::told), db::column("log_index", &Proposal::log_index));
constexpr auto kBegun = db::columns<Proposal>(
    db::column("id", &Proposal::id), db::column("province", &Proposal::province), db::column("commune", &Proposal::commune),
    db::column("product", &Proposal::product), db::column("producer", &Proposal::producer),
    db::column("product_name", &Proposal::product_name), db::column("proposed", &Proposal::proposed),
    db::column("proposed_by", &Proposal::proposed_by), db::column("version", &Proposal::version));
constexpr auto kProposal = db::columns<Proposal>(db::also(kBegun), db::also(kMovedBy));

constexpr Statement kInsert{"withdrawals.insert", "INSERT INTO withdrawals_proposal ({columns}) VALUES ({arguments})", kProposal};
constexpr Statement kChange{
    "withdrawals.change",
    "UPDATE withdrawals_proposal SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kMovedBy};
constexpr Statement kFind{"withdrawals.find", "SELECT {columns} FROM withdrawals_proposal WHERE id = $1", kProposal};
constexpr Statement kByIds{"withdrawals.by_ids", "SELECT {columns} FROM withdrawals_proposal WHERE id IN {ids}", kProposal};
constexpr Statement kOpen{"withdrawals.open_of", "SELECT {columns} FROM withdrawals_proposal WHERE product = $1 AND state < 3", kProposal};
constexpr Statement kOpenOfCertificate{
    "withdrawals.open_of_certificate",
    "SELECT {columns} FROM withdrawals_proposal WHERE certificate = $1 AND certificate <> '' AND state < 3", kProposal};
constexpr Statement kOfProduct{"withdrawals.of_product",
                               "SELECT {columns} FROM withdrawals_proposal WHERE product = $1 ORDER BY proposed DESC, id DESC", kProposal};
constexpr Statement kHeld{"withdrawals.held", "SELECT DISTINCT product FROM withdrawals_proposal WHERE product IN {ids}"};
constexpr Statement kAny{"withdrawals.any_of", "SELECT 1 FROM withdrawals_proposal WHERE producer = $1 LIMIT 1"};

constexpr lists::Condition kConditions[] = {
    {.word = "state", .sql = "state = ?", .kept = lists::Kept::integer, .group = "state"},
    {.word = "stars", .sql = "stars = ?", .kept = lists::Kept::integer, .group = "stars"}};
// Later than any legal term: what has none yet comes last.
constexpr lists::Sort kSorts[] = {{"due", "COALESCE(due, 10000000)", lists::Kept::integer},
                                  {"proposed", "proposed", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kProposals{.name = "withdrawals.list", .from = "FROM withdrawals_proposal", .columns = kProposal, .key = "id",
                                   .cover = {.province = "province", .commune = "commune", .producer = "told",
                                             .assignee = "(stars = 5 AND proposed_by <> ?)"},   // the Ministry: service.h, scope_of
                                   .conditions = kConditions, .sorts = kSorts};

}  // namespace

void insert(db::Transaction& transaction, const Proposal& proposal) { transaction.send(kInsert, kProposal.of(proposal)); }
bool change(db::Transaction& transaction, const Proposal& proposal) {
  return transaction.execute(kChange, kMovedBy.of(proposal), proposal.id, proposal.version) == 1;
}
std::optional<Proposal> find(db::Reader& reader, ProposalId id) { return reader.first(kProposal, kFind, id); }
std::vector<Proposal> by_ids(db::Reader& reader, std::span<const ProposalId> ids) { return reader.by_ids(kProposal, kByIds, ids); }
std::optional<Proposal> open_of(db::Reader& reader, ProductId product) { return reader.first(kProposal, kOpen, product); }
std::optional<Proposal> open_of(db::Reader& reader, std::string_view certificate) {
  return reader.first(kProposal, kOpenOfCertificate, certificate);
}
std::vector<Proposal> of_product(db::Reader& reader, ProductId product) { return reader.all(kProposal, kOfProduct, product); }
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products) {
  return reader.by_ids(db::value<ProductId>, kHeld, products);
}
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<int>, kAny, producer).has_value(); }
lists::Rows<Proposal> proposals() { return {kProposals, kProposal}; }

std::vector<personal::Holding> personal_holdings() {
  return {
      personal::answers("withdrawals_proposal", "proposed_by",
                        {"withdrawals.personal",
                         "SELECT proposed AS at, producer FROM withdrawals_proposal WHERE proposed_by = $1 ORDER BY proposed, id"},
                        msg::held_proposed),
      personal::answers("withdrawals_proposal", "concluded_by",
                        {"withdrawals.personal",
                         "SELECT proposed AS at, producer FROM withdrawals_proposal WHERE concluded_by = $1 ORDER BY proposed, id"},
                        msg::held_concluded),
      personal::answers("withdrawals_proposal", "submitted_by",
                        {"withdrawals.personal",
                         "SELECT submitted AS at, producer FROM withdrawals_proposal WHERE submitted_by = $1 ORDER BY submitted, id"},
                        msg::held_submitted),
      personal::answers("withdrawals_proposal", "ended_by",
                        {"withdrawals.personal",
                         "SELECT ended AS at, producer, answer FROM withdrawals_proposal WHERE ended_by = $1 ORDER BY ended, id"},
                        msg::held_ended)};
}

}  // namespace ocop::withdrawals::store
