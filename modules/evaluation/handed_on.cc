#include "modules/evaluation/handed_on.h"

#include <algorithm>

#include "kernel/documents/pdf_file.h"
#include "modules/evaluation/forms.h"

namespace ocop::evaluation {

Result<FileForMinistry> HandedOn::file_for_ministry(const Actor& actor, DossierId dossier) const {
  OCOP_TRY(result, service_.result(actor, dossier));
  return drawn(result);
}

Result<FileForMinistry> HandedOn::sent_file(const Actor& actor, DossierId file) const {
  OCOP_TRY(result, service_.sent_file(actor, file));
  return drawn(result);
}

Result<FileForMinistry> HandedOn::drawn(const ResultView& result) const {
  const DossierView& view = result.view;
  const print::PdfFonts fonts{std::string(print::kDebianFonts)};
  const FormFacts facts{view, service_.parts().places, service_.parts().clock.now()};
  FileForMinistry out;
  out.number = view.dossier.number;
  out.product = view.dossier.product_name;
  out.producer = view.producer.name;
  out.samples = view.table->sample_units;
  if (view.dossier.kind == Kind::renewal) out.of = FileForMinistry::Of::renewal;
  OCOP_TRY(registration, form_01_pdf(facts, fonts));
  out.registration = std::move(registration);
  OCOP_TRY(report, result_pdf({result, service_.parts().places, facts.now}, fonts));
  out.council_report = std::move(report);
  if (view.advice && !view.advice->words.empty()) {
    OCOP_TRY(advice, advice_pdf(facts, fonts));
    out.advisory_report = std::move(advice);
  }
  for (const producers::Paper& paper : view.papers) {
    if (std::ranges::find(view.dossier_papers, paper.id) == view.dossier_papers.end()) continue;
    auto& into = paper.kind == producers::PaperKind::test_sheet ? out.tests : out.papers;
    into.push_back({paper.file_name.empty() ? paper.title : paper.file_name, paper.sha256});
  }
  return out;
}

}  // namespace ocop::evaluation
