#pragma once
#include <map>
#include <optional>
#include <stdexcept>
#include <vector>

#include "modules/evaluation/evaluation.h"

// The port evaluation::Evaluation in memory, for tests of the modules above.
namespace ocop::evaluation {

class FakeEvaluation final : public Evaluation {
 public:
  mutable std::map<DossierId, ClosedDossier> dossiers;
  bool fail_at_end = false;   // the last step of recording a decision throws

  std::optional<ClosedDossier> closed(db::Reader&, const Scope& scope, DossierId id) const override {
    const auto found = dossiers.find(id);
    if (found == dossiers.end() || !found->second.closed_at || !covers(scope, found->second)) return std::nullopt;
    return found->second;
  }
  std::vector<ClosedDossier> awaiting_decision(db::Reader&, const Scope& scope) const override {
    std::vector<ClosedDossier> out;
    for (const auto& [id, dossier] : dossiers)
      if (dossier.state == State::closed && covers(scope, dossier)) out.push_back(dossier);
    return out;
  }
  Result<void> mark_decided(act::Moment&, DossierId id, std::int64_t version) const override {
    if (fail_at_end) throw std::runtime_error("power cut");
    ClosedDossier& dossier = dossiers.at(id);
    if (dossier.version != version) return Error::of(ErrorKind::conflict);
    dossier.state = State::decided;
    ++dossier.version;
    return {};
  }

 private:
  static bool covers(const Scope& scope, const ClosedDossier& dossier) { return scope.covers(dossier.province, dossier.commune, dossier.producer); }
};

}  // namespace ocop::evaluation
