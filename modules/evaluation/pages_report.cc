#include <array>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/offline_report.h"
#include "modules/evaluation/pages_parts.h"

// The commune's report on a dossier, by the headings of form 03, and forwarding it (article 7.2).
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

constexpr std::string_view kForward = "forward";
constexpr int kRows = 6;

void matters(Html& out, const CommuneReport& report) {
  const auto matter = [&](const Message& label, const std::string& words) {
    out << "<h3>"_h << label << "</h3><p class=\"prose\">"_h << words << "</p>"_h;
  };
  matter(msg::report_materials, report.materials);
  matter(msg::report_labour, report.labour);
  matter(msg::report_idea, report.idea);
  matter(msg::report_identity, report.identity);
  if (!has_beside(report)) return;
  const Language language = out.language();
  const auto day = [&](const std::optional<Date>& on) { return on ? on->show(language) : std::string(); };
  web::facts(out, std::array{web::Fact{msg::met_on, day(report.met_on)}, web::Fact{msg::met_with, report.met_with},
                             web::Fact{msg::met_said, report.met_said}, web::Fact{msg::letter_number, report.letter_number},
                             web::Fact{msg::letter_on, day(report.letter_on)}});
}

// Beside what was typed and refused: what another may have saved meanwhile.
void saved_meanwhile(Html& out, const CommuneReport& report) {
  if (!report.saved_at) return;
  out << "<details class=\"panel\"><summary>"_h << format(msg::report_saved, out.language(), {show(*report.saved_at, out.language())})
      << "</summary>"_h;
  matters(out, report);
  out << "</details>"_h;
}

void report_form_of(Html& out, const web::Form& form, const DossierView& view) {
  web::open_form(out, form, dossier_path(view.dossier.id, "/report"));
  for (const char* key : {"version", "materials", "labour", "idea", "identity"})
    web::control(out, form, report_form().shape(), key, {.rows = kRows, .need = input::Need::required});
  out << "<h2>"_h << msg::beside_title << "</h2><p>"_h << msg::beside_lead << "</p>"_h;
  for (const char* key : {"met_on", "met_with", "met_said", "letter_number", "letter_on"})
    web::control(out, form, report_form().shape(), key);
  offline::outbox_line(out);
  out << "<p class=\"small\">"_h << msg::report_final << "</p><p class=\"acts\">"_h;
  web::button(out, msg::report_forward, web::ButtonKind::main, "then", kForward);
  web::button(out, msg::report_keep, web::ButtonKind::quiet);
  out << "</p>"_h;
  web::close_form(out);
}

// An officer writes where the product is made; the dossier and the list that led here are in the phone, too.
void kept_form(Html& out, const web::Form& form, const Actor& actor, const DossierView& view) {
  const DossierId id = view.dossier.id;
  offline::open_kept_form(out, {.kind = kOfflineReport, .subject = id.text(), .acts = offline::KeptForm::Acts::one,
                                .account = *actor.account, .pages = {dossier_path(id), std::string(work::kPath)},
                                .kept = msg::report_in_phone, .full = msg::report_no_room, .beyond = &msg::report_not_forwarded});
  report_form_of(out, form, view);
  offline::close_kept_form(out);
}

Result<Response> show_report(const Context& context, const Call<>& call, DossierId id) {
  const Request& request = call.request;
  OCOP_TRY(view, context.service.view(call.actor, id));
  if (!rules::may(rules::Act::save_report, view.dossier.state, view.relation)) {
    if (call.refused) return *call.refused;   // the form is gone, and this is why
    return Response::redirect(web::link(request, dossier_path(id)));
  }
  web::PageOptions page = options(std::string(translate(msg::report_title, request.language)), *view.table, web::Width::wide);
  page.islands = {std::string(offline::kFormIsland), std::string(offline::kIsland)};
  return web::page(context.site, request, page, [&](Html& out) {
    const http::Fields now = report_form().show(form_of(view.report.value()));
    const web::Form form = web::form(call, &now);
    head(out, view.dossier, translate(msg::report_title, request.language));
    out << "<div class=\"split\"><div class=\"stack\"><h1>"_h << msg::report_title << "</h1><p class=\"lead\">"_h
        << view.dossier.product_name << "</p><p>"_h << msg::report_lead << "</p><p class=\"small\">"_h << msg::report_offline
        << "</p>"_h;
    web::error_summary(out, form);
    if (call.refused) saved_meanwhile(out, *view.report);
    if (const auto* open = view.dossier.open_request()) {
      const std::string said = format(msg::request_is_open, request.language,
                                      {std::to_string(open->number), vietnam_date(open->asked_at).show(request.language)});
      web::notice(out, same(said));
    }
    reader_panels(out, context, request, view.dossier);
    kept_form(out, form, call.actor, view);
    out << "</div><aside class=\"side\">"_h;
    record(out, context, view);
    out << "</aside></div>"_h;
  });
}

Result<Response> save_report(const Context& context, const Call<ReportForm>& call, DossierId id) {
  const bool forward = call.input.then == kForward;
  OCOP_CHECK(context.service.save_report(
      call.actor, id, {call.input.version, call.input, forward ? SaveReport::Then::forward : SaveReport::Then::keep}));
  if (forward) return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_forwarded);
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/report"), msg::flash_report_kept);
}

}  // namespace

void commune_report(Html& out, const DossierView& view) {
  if (!view.report || !view.report->forwarded_at) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::report_heading << "</h2>"_h;
  matters(out, *view.report);
  out << "<p class=\"small\">"_h << format(msg::report_source, out.language(), {show(*view.report->forwarded_at, out.language())})
      << "</p></section>"_h;
}

void add_report(http::Router& router, const Owner& owner) {
  constexpr Policy kCommunes = Policy::roles(Role::commune_officer);
  http::Table(router, owner)
      .get("/dossiers/{id}/report", kCommunes, show_report, "The commune's report on a dossier")
      .form("/dossiers/{id}/report", kCommunes, report_form(), save_report, show_report, "Save the commune's report, or forward with it");
}

}  // namespace ocop::evaluation::pages
