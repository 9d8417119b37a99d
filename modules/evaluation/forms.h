#pragma once
#include <string>

#include "kernel/print/print.h"
#include "modules/evaluation/service.h"

// Papers of a dossier, ready to sign, in Vietnamese whatever language the reader has chosen. What the program does not know (the
// representative, a telephone number) stays a dotted line. Pure; slow: on a worker.
namespace ocop::evaluation {

struct FormFacts {
  const DossierView& view;
  const places::Index& places;
  Instant now;
};
// Form 01, "Phiếu đăng ký" (article 6.1), in the words of Decision 26/2026/QĐ-TTg, Annex III. internal: fonts or the template are missing.
Result<std::string> form_01_pdf(const FormFacts& facts, const print::PdfFonts& fonts);
Result<std::string> form_01_docx(const FormFacts& facts);

// Minutes of the council's result, criterion by criterion, with what took or kept a star: what the chair puts before the province (article
// 7.3d). The Decision prints no form for them: the words are ours. Names of members as the view has them.
struct ResultFacts {
  const ResultView& result;
  const places::Index& places;
  Instant now;
};
Result<std::string> result_pdf(const ResultFacts& facts, const print::PdfFonts& fonts);

// The advisory group's report (article 7.3c) in its own words, ready to sign. Precondition: the view has it.
Result<std::string> advice_pdf(const FormFacts& facts, const print::PdfFonts& fonts);

}  // namespace ocop::evaluation
