#pragma once
#include <string>

#include "kernel/documents/document.h"
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
// What its producer still fills in is marked "BẢN NHÁP / DRAFT" on each page.
//
// Form 01, "Phiếu đăng ký" (article 6.1), in the words of Decision 26/2026/QĐ-TTg, Annex III. internal: fonts or the template are missing.
Result<std::string> form_01_pdf(const FormFacts& facts, const print::PdfFonts& fonts);
Result<std::string> form_01_docx(const FormFacts& facts);
documents::Document form_01(const FormFacts& facts);

// Form 02, "Báo cáo tự đánh giá về sản phẩm" (article 6.1), in the words of Annex III: part III by criterion with the numbers of its proof,
// the proof table, and of an upgrade or renewal what changed. Parts that the program does not keep (history, organisation, results and
// plans of the business) stay dotted lines. Without options and points where the binder has none.
struct BinderFacts {
  const Binder& binder;
  const places::Index& places;
  Instant now;
};
documents::Document form_02(const BinderFacts& facts);
// Form 03, the commune's report on the four matters of article 7.2a, in the words of Annex III; marked as a draft until it is forwarded.
// Precondition: the view has it.
documents::Document form_03(const FormFacts& facts);

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
