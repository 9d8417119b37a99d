#include <algorithm>

#include "modules/evaluation/canonical.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// The papers of a dossier together, as whoever asks may read them: the same rights and states as its pages.
namespace ocop::evaluation {
namespace {

// Of the producer's own sheet as its reader has it: while completion is asked for, to all but the producer what was handed in.
std::vector<Answer> answers_read(db::Reader& reader, const DossierView& view) {
  if (view.rail) return view.self.answers;
  for (const Completion& one : view.completions)
    if (!one.ending && !view.relation.is(rules::Capacity::producer)) return without_options(answers_of(one.handed_in).value());
  const auto sheet = store::sheet(reader, view.dossier.id, kSelfSeat);
  return sheet ? without_options(sheet->answers) : std::vector<Answer>{};
}

}  // namespace

std::optional<SinceLast> Service::since_last(db::Reader& reader, const Binder& binder) const {
  const Dossier& dossier = binder.view.dossier;
  if (dossier.kind == Kind::first) return std::nullopt;
  const auto last = store::last_decided_before(reader, dossier.product, dossier.opened_at);
  const auto earlier = last ? store::find(reader, Scope::everything(), *last, today()) : std::nullopt;
  const auto sheet = earlier && earlier->producer == dossier.producer ? store::sheet(reader, *last, kSelfSeat) : std::nullopt;
  if (!sheet) return std::nullopt;
  const auto answers = binder.points == SelfPoints::shown ? sheet->answers : without_options(sheet->answers);
  const auto papers = store::papers_of_dossier(reader, *last);
  return changes_since(*binder.view.table, {*earlier, answers, papers}, {dossier, binder.answers, binder.view.dossier_papers});
}

Binder Service::binder_of(db::Reader& reader, Loaded loaded) const {
  Binder out;
  out.view = view_of(reader, std::move(loaded));
  out.points = out.view.rail ? SelfPoints::shown : SelfPoints::left_out;
  out.answers = answers_read(reader, out.view);
  out.evidence = number_evidence(out.view.papers, out.view.dossier_papers);
  out.since = since_last(reader, out);
  return out;
}

Result<Binder> Service::binder(const Actor& actor, DossierId id) {
  return parts_.database.read([&](db::Reader& reader) -> Result<Binder> {
    OCOP_TRY(loaded, load(reader, actor, id, rules::Act::read));
    return binder_of(reader, std::move(loaded));
  });
}

Result<Binder> Service::open_binder(const Actor& actor, DossierId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Binder> {
    OCOP_TRY(loaded, load(act, id, rules::Act::read));
    Binder out = binder_of(act, std::move(loaded));
    for (const Evidence& one : out.evidence)
      if (!one.paper.file_name.empty()) parts_.producers.record_view(act, act.new_uuid(), one.paper.id, act.by(), act.now());
    return out;
  });
}

Result<std::string> Service::file_of(const Binder& binder, const producers::Paper& paper) const {
  return parts_.database.read(
      [&](db::Reader& reader) { return parts_.producers.paper_content(reader, binder.view.dossier.producer, paper.id); });
}

}  // namespace ocop::evaluation
