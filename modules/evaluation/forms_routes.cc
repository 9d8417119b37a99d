#include "modules/evaluation/forms_routes.h"

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "modules/evaluation/forms.h"
#include "modules/evaluation/replay.h"

namespace ocop::evaluation {
namespace {

using http::Call;
using http::Response;

constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

// What the papers are made of.
struct Press {
  Service& service;
  print::PdfFonts fonts{std::string(print::kDebianFonts)};
};

// "01/PĐK-25-04795-2026" as a file's name.
std::string file_name(std::string_view what, const Dossier& dossier, std::string_view ending) {
  return std::string(what) + "-" + text::slug(dossier.number.empty() ? dossier.product_name : dossier.number) + std::string(ending);
}

Result<Response> form_pdf(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(view, press.service.view(call.actor, id));
  OCOP_TRY(file, form_01_pdf({view, press.service.parts().places, press.service.parts().clock.now()}, press.fonts));
  return Response::file(std::move(file), std::string(kPdf), file_name("phieu-dang-ky", view.dossier, ".pdf"));
}

Result<Response> form_docx(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(view, press.service.view(call.actor, id));
  OCOP_TRY(file, form_01_docx({view, press.service.parts().places, press.service.parts().clock.now()}));
  return Response::file(std::move(file), std::string(kDocx), file_name("phieu-dang-ky", view.dossier, ".docx"));
}

Result<Response> minutes_pdf(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(result, press.service.result(call.actor, id));
  OCOP_TRY(file, result_pdf({result, press.service.parts().places, press.service.parts().clock.now()}, press.fonts));
  return Response::file(std::move(file), std::string(kPdf), file_name("ket-qua", result.view.dossier, ".pdf"));
}

// To be scored again by whoever doubts it.
Result<Response> replay(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(result, press.service.result(call.actor, id));
  return Response::file(replay_json(result), std::string(kJson), file_name("ket-qua", result.view.dossier, ".json"));
}

}  // namespace

void add_form_routes(http::Router& router, Service& service) {
  constexpr Policy kSignedIn = Policy::signed_in();
  constexpr http::Also kAsPdf{.media = kPdf}, kAsDocx{.media = kDocx};
  http::Table(router, std::make_shared<const Press>(service))
      .get("/dossiers/{id}/form-01.pdf", kSignedIn, form_pdf, "Form 01 of the dossier, ready to sign")
      .get("/dossiers/{id}/form-01.docx", kSignedIn, form_docx, "Form 01 of the dossier for Word")
      .get("/dossiers/{id}/result.pdf", kSignedIn, minutes_pdf, "The council's result, criterion by criterion")
      .get("/dossiers/{id}/result.json", kSignedIn, replay, "The council's result as a file that ocop score makes again")
      .get("/api/v1/dossiers/{id}/result.json", kSignedIn, replay, "The council's result as a file that ocop score makes again")
      .get("/api/v1/dossiers/{id}/form-01.pdf", kSignedIn, form_pdf, "Form 01 of the dossier, ready to sign", kAsPdf)
      .get("/api/v1/dossiers/{id}/form-01.docx", kSignedIn, form_docx, "Form 01 of the dossier for Word", kAsDocx)
      .get("/api/v1/dossiers/{id}/result.pdf", kSignedIn, minutes_pdf, "The council's result, criterion by criterion", kAsPdf);
}

}  // namespace ocop::evaluation
