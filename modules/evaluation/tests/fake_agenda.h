#pragma once
#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "modules/evaluation/evaluation.h"

// The port evaluation::Agenda in memory, for tests of the modules above. Naming a council moves its dossier to scoring; what an act takes
// back stays here.
namespace ocop::evaluation {

class FakeAgenda final : public Agenda {
 public:
  mutable std::vector<OnAgenda> rows;                  // in the order in which they wait
  std::map<DossierId, Error> hindered;                 // known before
  std::map<DossierId, Error> refused;                  // found under the dossier's lock alone
  std::vector<AgendaTie> ties;
  std::map<std::pair<AccountId, DossierId>, AgendaStanding> standing;
  struct Named { DossierId dossier; NamedCouncil council; };
  mutable std::vector<Named> named;

  std::vector<OnAgenda> waiting(db::Reader&, std::string_view province) const override {
    std::vector<OnAgenda> out;
    for (const OnAgenda& one : rows)
      if (one.province == province && one.state == State::forwarded) out.push_back(one);
    return out;
  }
  std::vector<OnAgenda> on_agenda(db::Reader&, std::span<const DossierId> ids) const override {
    std::vector<OnAgenda> out;
    for (const DossierId& id : ids)
      if (const auto found = std::ranges::find(rows, id, &OnAgenda::id); found != rows.end()) out.push_back(*found);
    return out;
  }
  std::vector<AgendaTie> agenda_ties(db::Reader&, std::span<const DossierId> ids, std::span<const AccountId> people) const override {
    std::vector<AgendaTie> out;
    for (const AgendaTie& one : ties)
      if (std::ranges::find(ids, one.dossier) != ids.end() && std::ranges::find(people, one.account) != people.end()) out.push_back(one);
    return out;
  }
  std::vector<std::optional<Error>> hindrances(db::Reader&, const Actor&, std::span<const DossierId> ids,
                                               const NamedCouncil&) const override {
    std::vector<std::optional<Error>> out;
    for (const DossierId& id : ids) {
      const auto found = hindered.find(id);
      out.push_back(found == hindered.end() ? std::nullopt : std::optional(found->second));
    }
    return out;
  }
  Result<void> name_council(act::Act&, DossierId id, const NamedCouncil& council) const override {
    if (const auto found = refused.find(id); found != refused.end()) return found->second;
    named.push_back({id, council});
    std::ranges::find(rows, id, &OnAgenda::id)->state = State::scoring;
    return {};
  }
  std::vector<AgendaStanding> standings(db::Reader&, const Actor& actor, std::span<const DossierId> ids) const override {
    std::vector<AgendaStanding> out;
    for (const DossierId& id : ids) {
      const auto found = standing.find({*actor.account, id});
      out.push_back(found == standing.end() ? AgendaStanding{} : found->second);
    }
    return out;
  }
};

}  // namespace ocop::evaluation
