#include "kernel/json/json.h"
#include "kernel/tlog/tlog.h"
#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/migrations.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What certificates read and do, and the check of every stored result.
namespace ocop::evaluation {

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

namespace {

ClosedDossier closed_dossier(const Dossier& dossier, rulebooks::Outcome outcome) {
  ClosedDossier out;
  out.id = dossier.id;
  out.product = dossier.product;
  out.producer = dossier.producer;
  out.number = dossier.number;
  out.province = dossier.province;
  out.commune = dossier.commune;
  out.rulebook = dossier.rulebook;
  out.product_set = dossier.product_set;
  out.state = dossier.state;
  out.closed_at = dossier.closed_at;
  out.version = dossier.version;
  out.opened_at = dossier.opened_at;
  // What the centre has judged is not sent there again: article 7.4g leaves it to the province.
  out.potential_five = dossier.adopted_at ? PotentialFive::province : dossier.settings.potential_five;
  out.sent_by = dossier.sent_by;
  out.outcome = std::move(outcome);
  return out;
}

}  // namespace

std::optional<ClosedDossier> Service::closed(db::Reader& reader, const Scope& scope, DossierId id) const {
  const auto dossier = store::find(reader, scope, id, today());
  if (!dossier || !dossier->closed_at) return std::nullopt;
  // Those that a file at the centre came from find it, to see where it stands; its result, and what is done with that, is the Ministry's.
  if (dossier->level() == Level::centre && !scope.covers(dossier->province, {}, std::nullopt)) return std::nullopt;
  return closed_dossier(*dossier, outcome_of(reader, *dossier, nullptr).value());   // closed with at least one sheet of a known table
}

std::vector<ClosedDossier> Service::closed_of(db::Reader& reader, std::span<const DossierId> ids) const {
  std::vector<Dossier> dossiers = store::by_ids(reader, ids);
  std::erase_if(dossiers, [](const Dossier& one) { return !one.closed_at; });
  std::vector<Result<rulebooks::Outcome>> outcomes = outcomes_of(reader, dossiers);
  std::vector<ClosedDossier> out;
  for (std::size_t i = 0; i < dossiers.size(); ++i) out.push_back(closed_dossier(dossiers[i], std::move(outcomes[i]).value()));
  return out;
}

std::optional<OwnSheet> Service::own_sheet_of(db::Reader& reader, const Scope& scope, const Dossier& dossier) const {
  const rulebooks::Rulebook* rulebook = parts_.library.find(dossier.rulebook);
  const rulebooks::Table* table = rulebook ? rulebook->find(dossier.product_set) : nullptr;
  if (!table || !scope.covers({}, {}, dossier.producer)) return std::nullopt;
  const Sheet own = store::sheet(reader, dossier.id, kSelfSeat).value_or(Sheet{});
  return OwnSheet{.dossier = dossier.id, .product = dossier.product, .producer = dossier.producer, .product_name = dossier.product_name,
                  .number = dossier.number, .rulebook = dossier.rulebook, .product_set = dossier.product_set, .state = dossier.state,
                  .opened_at = dossier.opened_at, .sheet = rules::scorable(*table, own, "own")};
}
std::optional<OwnSheet> Service::own_sheet(db::Reader& reader, const Scope& scope, DossierId id) const {
  const auto dossier = store::find(reader, scope, id, today());
  return dossier ? own_sheet_of(reader, scope, *dossier) : std::nullopt;
}
std::vector<OwnSheet> Service::own_sheets(db::Reader& reader, const Scope& scope, ProductId product) const {
  std::vector<OwnSheet> out;
  for (const Dossier& dossier : store::of_product(reader, scope, product))
    if (auto own = own_sheet_of(reader, scope, dossier)) out.push_back(std::move(*own));
  return out;
}

lists::Rows<DossierId> Service::awaiting_decision() const { return store::awaiting_decision(); }

Result<void> Service::mark_decided(act::Moment& act, DossierId dossier, std::int64_t version) const {
  if (!store::set_decided(act, dossier, version, act.now())) return act::stale(version, {}, msg::stale_version);
  act.keeps(kSealedDossier, dossier);
  put_work(act, dossier);
  return {};
}

std::vector<std::string> Service::recheck(db::Reader& reader) const {
  std::vector<std::string> findings;
  for (const DossierId& id : store::all_closed(reader)) {
    const auto dossier = store::find(reader, Scope::everything(), id, today());
    const auto stored = store::result(reader, id);
    std::vector<Sheet> sheets;
    if (!dossier || !stored) {
      findings.push_back("dossier " + id.text() + ": closed without a result");
      continue;
    }
    const auto outcome = outcome_of(reader, *dossier, &sheets);
    if (!outcome) {
      findings.push_back("dossier " + id.text() + ": cannot be scored: " + outcome.error().detail);
    } else if (outcome->total != stored->total || outcome->stars != stored->stars || outcome->band != stored->band) {
      findings.push_back("dossier " + id.text() + ": stored " + stored->total.cut(4) + " points, " + std::to_string(stored->stars) +
                         " stars; computed anew " + outcome->total.cut(4) + " points, " + std::to_string(outcome->stars) + " stars");
    }
    for (const Sheet& sheet : sheets) {
      if (sheet.seat == kReportSeat) continue;   // the seal of the report answers for what it proposes
      const auto submission = store::last_submission(reader, sheet.id);
      if (!submission || submission->canonical != canonical(sheet))
        findings.push_back("sheet " + sheet.id.text() + ": not what was handed in");
      else if (tlog::commit(submission->salt, submission->canonical) != submission->commitment ||
               tlog::entry_at(reader, submission->log_index).value_or("").find(submission->commitment) == std::string::npos)
        findings.push_back("sheet " + sheet.id.text() + ": does not match its commitment in the log");
    }
  }
  recheck_completions(reader, findings);
  for (std::string& finding : recheck_discussions(reader)) findings.push_back(std::move(finding));
  for (std::string& finding : recheck_conflicts(reader)) findings.push_back(std::move(finding));
  for (std::string& finding : recheck_positions(reader)) findings.push_back(std::move(finding));
  // From the log to the rows: a result that was fixed and has no row any more was taken away.
  constexpr std::int64_t kChunk = 1000;
  for (std::int64_t from = 0;; from += kChunk) {
    const auto records = tlog::entries(reader, from, kChunk);
    for (const tlog::Record& record : records) {
      const auto entry = json::parse(record.entry);
      if (!entry || entry->root()["kind"].text() != kScoringClosed.kind) continue;
      const auto id = DossierId::parse(entry->root()["subject"].text_or(""));
      const auto stored = id ? store::result(reader, *id) : std::nullopt;
      if (!stored || stored->log_index != record.index)
        findings.push_back("dossier " + std::string(entry->root()["subject"].text_or("")) + ": closed at " + std::to_string(record.index) +
                           " of the log, and its result is not there");
    }
    if (records.size() < static_cast<std::size_t>(kChunk)) return findings;
  }
}

}  // namespace ocop::evaluation
