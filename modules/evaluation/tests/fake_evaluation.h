#pragma once
#include <map>
#include <optional>
#include <string>
#include <stdexcept>
#include <vector>

#include "modules/evaluation/evaluation.h"

// The port evaluation::Evaluation in memory, for tests of the modules above.
namespace ocop::evaluation {

class FakeEvaluation final : public evaluation::Evaluation {
 public:
  mutable std::map<DossierId, ClosedDossier> dossiers;
  std::vector<OwnSheet> sheets;   // the one that was opened last first
  bool fail_at_end = false;   // the last step of recording a decision throws

  std::optional<ClosedDossier> closed(db::Reader&, const Scope& scope, DossierId id) const override {
    const auto found = dossiers.find(id);
    if (found == dossiers.end() || !found->second.closed_at || !covers(scope, found->second)) return std::nullopt;
    return found->second;
  }
  std::optional<OwnSheet> own_sheet(db::Reader&, const Scope& scope, DossierId id) const override {
    for (const OwnSheet& one : sheets)
      if (one.dossier == id && scope.covers({}, {}, one.producer)) return one;
    return std::nullopt;
  }
  std::vector<OwnSheet> own_sheets(db::Reader&, const Scope& scope, ProductId product) const override {
    std::vector<OwnSheet> out;
    for (const OwnSheet& one : sheets)
      if (one.product == product && scope.covers({}, {}, one.producer)) out.push_back(one);
    return out;
  }
  // A list is read by the database: the dossiers that are closed now stand in the query's FROM itself. Call it again after a change.
  lists::Rows<DossierId> awaiting_decision() const override {
    from_ = "FROM (SELECT '' AS id, '' AS province WHERE 1 = 0";
    for (const auto& [id, dossier] : dossiers)
      if (dossier.state == State::closed) from_ += " UNION ALL SELECT '" + id.text() + "', '" + dossier.province + "'";
    from_ += ") AS closed";
    source_.from = from_;
    return {source_, [](const db::Row& row) { return *DossierId::parse(row.text(0)); }};
  }
  Result<void> mark_decided(act::Moment&, DossierId id, std::int64_t version) const override {
    if (fail_at_end) throw std::runtime_error("power cut");
    ClosedDossier& dossier = dossiers.at(id);
    if (dossier.version != version) return Error::of(ErrorKind::conflict);
    dossier.state = State::decided;
    ++dossier.version;
    return {};
  }
  std::vector<ClosedDossier> closed_of(db::Reader&, std::span<const DossierId> ids) const override {
    std::vector<ClosedDossier> out;
    for (const DossierId& id : ids)
      if (const auto found = dossiers.find(id); found != dossiers.end() && found->second.closed_at) out.push_back(found->second);
    return out;
  }

 private:
  static constexpr db::ColumnNames kId{{{{"", "id"}}}, 1};
  static constexpr lists::Sort kSorts[] = {{"closed", "id"}, {"number", "id"}};
  mutable std::string from_;
  mutable lists::Source source_{.name = "fake.awaiting_decision", .from = "", .columns = kId, .key = "id", .key_kept = lists::Kept::text,
                                .cover = {.province = "province"}, .sorts = kSorts};
  static bool covers(const Scope& scope, const ClosedDossier& dossier) {
    return scope.covers(dossier.province, dossier.commune, dossier.producer);
  }
};

}  // namespace ocop::evaluation
