#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// The advisory group's report, on the page of the dossier (article 7.3c).
namespace ocop::evaluation::pages {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

constexpr int kRows = 8;

Result<Response> save_advice(const Context& context, const Call<SaveAdvice>& call, DossierId id) {
  OCOP_CHECK(context.service.save_advice(call.actor, id, call.input));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_advice_saved);
}

}  // namespace

void advice_part(Html& out, const Call<>& call, const DossierView& view) {
  const bool writes = rules::may(rules::Act::save_advice, view.dossier.state, view.relation).ok();
  if (!view.advice && !writes) return;
  out << "<section class=\"panel stack\" id=\"advice\"><h2>"_h << msg::advice_heading << "</h2>"_h;
  if (view.advice)
    out << "<p class=\"prose\">"_h << view.advice->words << "</p><p class=\"small\">"_h
        << format(msg::advice_source, out.language(), {view.advised_by, show(view.advice->written, out.language())}) << "</p>"_h;
  if (writes) {
    const http::Fields now = advice_fields().show({view.advice ? view.advice->version : 0, view.advice ? view.advice->words : ""});
    const web::Form form = web::form(call, &now);
    web::open_form(out, form, dossier_path(view.dossier.id, "/advice"));
    web::control(out, form, advice_fields().shape(), "version");
    web::control(out, form, advice_fields().shape(), "words", {.rows = kRows});
    web::button(out, msg::advice_save);
    web::close_form(out);
  }
  out << "</section>"_h;
}

void add_advice(http::Router& router, const Owner& owner, Result<Response> (*overview)(const Context&, const Call<>&, DossierId)) {
  http::Table(router, owner)
      .form("/dossiers/{id}/advice", Policy::roles(Role::advisory_group), advice_fields(), save_advice, overview,
            "Save the advisory group's report on a dossier");
}

}  // namespace ocop::evaluation::pages
