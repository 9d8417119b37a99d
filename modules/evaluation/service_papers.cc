#include <algorithm>

#include "modules/evaluation/messages.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// Papers that a producer replaces or removes while dossiers point to them: drafts follow, what was handed in does not.
namespace ocop::evaluation {
namespace {

void follow(std::vector<PaperId>& papers, const producers::PaperEnd& end) {
  if (std::erase(papers, end.paper) == 0 || !end.replaced_by) return;
  papers.push_back(*end.replaced_by);
  std::ranges::sort(papers);
  papers.erase(std::ranges::unique(papers).begin(), papers.end());
}

}  // namespace

void Service::lock_drafts(act::Act& act, ProducerId producer) const { store::lock_drafts(act, producer); }

void Service::paper_changed_on(act::Act& act, const Sheet& sheet, const producers::PaperEnd& end) const {
  store::Changes changes;
  for (Answer answer : sheet.answers) {
    if (std::ranges::find(answer.papers, end.paper) == answer.papers.end()) continue;
    const std::int64_t stored = answer.version;
    follow(answer.papers, end);
    answer.saved_by = act.by();
    answer.saved_at = act.now();
    changes.answers.push_back({std::move(answer), stored});
  }
  if (!changes.answers.empty()) store::change(act, sheet, std::move(changes));
  store::swap_dossier_paper(act, sheet.id, end.paper, end.replaced_by);
}

producers::PaperUse::Held Service::paper_changed(act::Act& act, ProducerId producer, const producers::PaperEnd& end) const {
  using enum producers::PaperUse::Held;
  const auto held = store::was_handed_in(act, producer, end.paper) ? for_good : not_any_more;   // before a dossier that came back loses it
  for (const DossierId& id : store::drafts_of(act, producer))
    if (const auto sheet = store::sheet(act, id, kSelfSeat)) paper_changed_on(act, *sheet, end);
  return held;
}

Result<std::vector<PaperId>> Service::current_papers(db::Reader& reader, ProducerId producer, std::vector<PaperId> papers) const {
  constexpr int kMostReplacements = 100;   // a chain longer than this is no chain
  for (int i = 0; i < kMostReplacements; ++i) {
    const auto ends = parts_.producers.ended(reader, papers);
    if (ends.empty()) break;
    for (const producers::PaperEnd& end : ends) {
      if (!end.replaced_by)
        return Error::of(ErrorKind::invalid_input, {"papers", end.paper.text(), "papers that are there", msg::paper_gone});
      follow(papers, end);
    }
  }
  if (!papers.empty() && parts_.producers.papers_by_ids(reader, producer, papers).size() != papers.size())
    return Error::of(ErrorKind::invalid_input, {"papers", "", "papers of this producer", msg::paper_unknown});
  return papers;
}

// A dossier that begins with the answers of the last does not begin with papers that ended since.
void Service::renew_papers(act::Act& act, const Dossier& dossier, const Sheet& own) const {
  parts_.producers.hold(act, dossier.producer);
  for (bool moved = true; moved;) {
    const auto sheet = store::sheet(act, dossier.id, own.seat);
    const auto ends = parts_.producers.ended(act, store::papers_of_dossier(act, dossier.id));
    moved = sheet && !ends.empty();
    if (moved) paper_changed_on(act, *sheet, ends.front());
  }
}

}  // namespace ocop::evaluation
