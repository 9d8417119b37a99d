#include "modules/evaluation/forms_routes.h"

#include <chrono>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "modules/evaluation/binder_pdf.h"
#include "modules/evaluation/binding_line.h"
#include "modules/evaluation/forms_council.h"
#include "modules/evaluation/forms_parts.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/replay.h"

namespace ocop::evaluation {
namespace {

using http::Call;
using http::Response;

constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kMinutes = "bien-ban-hop", kReport = "bao-cao-hoi-dong", kSelfReport = "bao-cao-tu-danh-gia";   // names of files
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

// What the papers are made of.
struct Press {
  Service& service;
  const web::Site& site;
  images::Studio& studio;
  print::PdfFonts fonts{std::string(print::kDebianFonts)};
  mutable BindingLine binding{};
};
// Pictures that take longer than this together were made to: twelve of a phone take ten seconds. The rest are pages that say so.
constexpr std::chrono::seconds kDrawingPatience{30};

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

Result<Response> form_02_pdf(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(binder, press.service.binder(call.actor, id));
  OCOP_TRY(file, documents::to_pdf(form_02({binder, press.service.parts().places, press.service.parts().clock.now()}), press.fonts));
  return Response::file(std::move(file), std::string(kPdf), file_name(kSelfReport, binder.view.dossier, ".pdf"));
}

Result<Response> form_02_docx(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(binder, press.service.binder(call.actor, id));
  documents::Document form = form_02({binder, press.service.parts().places, press.service.parts().clock.now()});
  // A page of Word has no head of ours: the mark is its first line.
  if (!form.mark.empty()) form.blocks.insert(form.blocks.begin(), documents::Paragraph{{documents::bold(form.mark)}, print::Align::right});
  OCOP_TRY(file, documents::to_docx(form));
  return Response::file(std::move(file), std::string(kDocx), file_name(kSelfReport, binder.view.dossier, ".docx"));
}

Result<Response> form_03_pdf(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(view, press.service.view(call.actor, id));
  if (!view.report) OCOP_CHECK(rules::may(rules::Act::read_report, view.dossier.state, view.relation));
  if (!view.report || !view.report->saved_at) return Error::of(ErrorKind::not_found, "the commune has written no report yet");
  OCOP_TRY(file, documents::to_pdf(form_03({view, press.service.parts().places, press.service.parts().clock.now()}), press.fonts));
  return Response::file(std::move(file), std::string(kPdf), file_name("bao-cao-cua-xa", view.dossier, ".pdf"));
}

// The largest that the studio draws, upright and without what a camera adds.
Result<std::string> jpeg_of(images::Studio& studio, std::string_view png) {
  OCOP_TRY(picture, studio.develop(files::Received(png), "file"));
  for (images::Rendition& one : picture.renditions)
    if (one.size == images::Size::large && one.encoding == images::Encoding::jpeg) return std::move(one.bytes);
  return Error::of(ErrorKind::internal, "a picture without its largest JPEG");
}

Result<Response> dossier_pdf(const Press& press, const Call<>& call, DossierId id) {
  OCOP_CHECK(press.service.view(call.actor, id));   // a stranger stands in no line, and is not told of one
  const BindingLine::Turn turn = press.binding.enter();
  if (!turn.owns_lock())
    return Error::of(ErrorKind::too_many_requests, Problem{"", "", "one bound dossier at a time", msg::binder_busy, {}});
  OCOP_TRY(binder, press.service.open_binder(call.actor, id));
  const auto drawn_until = std::chrono::steady_clock::now() + kDrawingPatience;
  const BindTools tools{.file = [&](const producers::Paper& paper) { return press.service.file_of(binder, paper); },
                        .jpeg = [&](std::string_view png) -> Result<std::string> {
                          if (std::chrono::steady_clock::now() > drawn_until) return Error::of(ErrorKind::too_large, "drawn for too long");
                          return jpeg_of(press.studio, png);
                        },
                        .fonts = press.fonts,
                        .address = press.site.public_url + "/dossiers/" + id.text()};
  OCOP_TRY(file, bind({binder, press.service.parts().places, press.service.parts().clock.now()}, tools));
  return Response::file(std::move(file), std::string(kPdf), file_name("ho-so", binder.view.dossier, ".pdf"));
}

Result<Response> minutes_pdf(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(result, press.service.result(call.actor, id));
  OCOP_TRY(file, result_pdf({result, press.service.parts().places, press.service.parts().clock.now()}, press.fonts));
  return Response::file(std::move(file), std::string(kPdf), file_name("ket-qua", result.view.dossier, ".pdf"));
}

// A paper of the meeting, for whoever may read the result: as PDF or for Word.
using Paper = documents::Document (*)(const ResultFacts& facts);
Result<Response> as_pdf(const Press& press, const Call<>& call, DossierId id, Paper paper, std::string_view what) {
  OCOP_TRY(result, press.service.result(call.actor, id));
  OCOP_TRY(file, documents::to_pdf(paper({result, press.service.parts().places, press.service.parts().clock.now()}), press.fonts));
  return Response::file(std::move(file), std::string(kPdf), file_name(what, result.view.dossier, ".pdf"));
}
Result<Response> as_docx(const Press& press, const Call<>& call, DossierId id, Paper paper, std::string_view what) {
  OCOP_TRY(result, press.service.result(call.actor, id));
  OCOP_TRY(file, documents::to_docx(paper({result, press.service.parts().places, press.service.parts().clock.now()})));
  return Response::file(std::move(file), std::string(kDocx), file_name(what, result.view.dossier, ".docx"));
}

Result<Response> meeting_pdf(const Press& press, const Call<>& call, DossierId id) { return as_pdf(press, call, id, minutes_of, kMinutes); }
Result<Response> meeting_docx(const Press& press, const Call<>& call, DossierId id) {
  return as_docx(press, call, id, minutes_of, kMinutes);
}
Result<Response> report_pdf(const Press& press, const Call<>& call, DossierId id) {
  return as_pdf(press, call, id, council_report, kReport);
}
Result<Response> report_docx(const Press& press, const Call<>& call, DossierId id) {
  return as_docx(press, call, id, council_report, kReport);
}

// To be scored again by whoever doubts it.
Result<Response> replay(const Press& press, const Call<>& call, DossierId id) {
  OCOP_TRY(result, press.service.result(call.actor, id));
  return Response::file(replay_json(result), std::string(kJson), file_name("ket-qua", result.view.dossier, ".json"));
}

}  // namespace

void add_form_routes(http::Router& router, Service& service, const web::Site& site, images::Studio& studio) {
  constexpr Policy kSignedIn = Policy::signed_in();
  constexpr http::Also kAsPdf{.media = kPdf}, kAsDocx{.media = kDocx};
  http::Table(router, std::make_shared<const Press>(service, site, studio))
      .get("/dossiers/{id}/form-01.pdf", kSignedIn, form_pdf, "Form 01 of the dossier, ready to sign")
      .get("/dossiers/{id}/form-01.docx", kSignedIn, form_docx, "Form 01 of the dossier for Word")
      .get("/dossiers/{id}/form-02.pdf", kSignedIn, form_02_pdf, "Form 02 of the dossier, ready to sign")
      .get("/dossiers/{id}/form-02.docx", kSignedIn, form_02_docx, "Form 02 of the dossier for Word")
      .get("/dossiers/{id}/form-03.pdf", kSignedIn, form_03_pdf, "Form 03 of the dossier, the commune's report")
      .get("/dossiers/{id}/dossier.pdf", kSignedIn, dossier_pdf, "The whole dossier as one PDF")
      .get("/api/v1/dossiers/{id}/form-02.pdf", kSignedIn, form_02_pdf, "Form 02 of the dossier, ready to sign", kAsPdf)
      .get("/api/v1/dossiers/{id}/form-02.docx", kSignedIn, form_02_docx, "Form 02 of the dossier for Word", kAsDocx)
      .get("/api/v1/dossiers/{id}/form-03.pdf", kSignedIn, form_03_pdf, "Form 03 of the dossier, the commune's report", kAsPdf)
      .get("/api/v1/dossiers/{id}/dossier.pdf", kSignedIn, dossier_pdf, "The whole dossier as one PDF", kAsPdf)
      .get("/dossiers/{id}/result.pdf", kSignedIn, minutes_pdf, "The council's result, criterion by criterion")
      .get("/dossiers/{id}/minutes.pdf", kSignedIn, meeting_pdf, "Minutes of the council's meeting")
      .get("/dossiers/{id}/minutes.docx", kSignedIn, meeting_docx, "Minutes of the council's meeting for Word")
      .get("/dossiers/{id}/council-report.pdf", kSignedIn, report_pdf, "The council's report to the province")
      .get("/dossiers/{id}/council-report.docx", kSignedIn, report_docx, "The council's report to the province for Word")
      .get("/api/v1/dossiers/{id}/minutes.pdf", kSignedIn, meeting_pdf, "Minutes of the council's meeting", kAsPdf)
      .get("/api/v1/dossiers/{id}/minutes.docx", kSignedIn, meeting_docx, "Minutes of the council's meeting for Word", kAsDocx)
      .get("/api/v1/dossiers/{id}/council-report.pdf", kSignedIn, report_pdf, "The council's report to the province", kAsPdf)
      .get("/api/v1/dossiers/{id}/council-report.docx", kSignedIn, report_docx, "The council's report to the province for Word", kAsDocx)
      .get("/dossiers/{id}/result.json", kSignedIn, replay, "The council's result as a file that ocop score makes again")
      .get("/api/v1/dossiers/{id}/result.json", kSignedIn, replay, "The council's result as a file that ocop score makes again")
      .get("/api/v1/dossiers/{id}/form-01.pdf", kSignedIn, form_pdf, "Form 01 of the dossier, ready to sign", kAsPdf)
      .get("/api/v1/dossiers/{id}/form-01.docx", kSignedIn, form_docx, "Form 01 of the dossier for Word", kAsDocx)
      .get("/api/v1/dossiers/{id}/result.pdf", kSignedIn, minutes_pdf, "The council's result, criterion by criterion", kAsPdf);
}

}  // namespace ocop::evaluation
