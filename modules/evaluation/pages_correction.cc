#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_completion.h"
#include "modules/evaluation/requests_completion.h"

// Slips in the producer's form that officers corrected, on the page of the dossier, and the form for another one.
namespace ocop::evaluation::pages {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

std::string field_words(const DossierView& view, std::string_view field, std::string_view criterion, Language language) {
  if (field == kProductName) return std::string(translate(msg::fact_product, language));
  return format(msg::correction_note_of, language, {about_words(*view.table, criterion, language)});
}

void correction_form(Html& out, const web::Form& form, const DossierView& view) {
  const Language language = out.language();
  std::vector<web::Option> fields{{std::string(kProductName), field_words(view, kProductName, {}, language), view.dossier.product_name}};
  for (const Answer& answer : view.self.answers)
    if (!answer.note.empty())
      fields.push_back({std::string(kNotePrefix) + answer.criterion, field_words(view, kNote, answer.criterion, language)});
  out << "<details class=\"panel\"><summary>"_h << msg::correction_heading_form << "</summary><p>"_h << msg::correction_teach << "</p>"_h;
  web::open_form(out, form, dossier_path(view.dossier.id, "/corrections"));
  hidden(out, "version", std::to_string(view.dossier.version));
  web::select_field(out, form, {.name = "field", .label = msg::correction_field}, fields);
  web::control(out, form, correction_fields().shape(), "value", {.rows = 2});
  web::control(out, form, correction_fields().shape(), "why", {.rows = 2});
  web::button(out, msg::correction_button, web::ButtonKind::quiet);
  web::close_form(out);
  out << "</details>"_h;
}

Result<Response> correct(const Context& context, const Call<CorrectField>& call, DossierId id) {
  OCOP_CHECK(context.service.correct_field(call.actor, id, call.input));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_corrected);
}

}  // namespace

void corrections_part(Html& out, const http::Request& request, const web::Form& form, const DossierView& view) {
  const Language language = out.language();
  if (!view.corrections.empty()) {
    const std::vector<web::Column> columns{{"field", msg::correction_field},
                                           {"earlier", msg::correction_earlier},
                                           {"later", msg::correction_later},
                                           {"why", msg::correction_why},
                                           {"by", msg::correction_by}};
    web::table(out, request, {msg::correction_heading, columns}, [&](Html& rows) {
      for (const Correction& one : view.corrections) {
        const auto by = view.people.find(one.corrected_by);
        web::open_row(rows);
        web::open_cell(rows, columns[0], web::Cell::heading);
        rows << field_words(view, one.field, one.criterion, language);
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, columns[1], one.earlier);
        web::text_cell(rows, columns[2], one.later);
        web::text_cell(rows, columns[3], one.why);
        web::text_cell(rows, columns[4], (by == view.people.end() ? "" : by->second + ", ") + show(one.corrected_at, language));
        web::close_row(rows);
      }
    });
  }
  if (rules::may(rules::Act::correct_field, view.dossier, view.relation)) correction_form(out, form, view);
}

void add_corrections(http::Router& router, const Owner& owner, Result<Response> (*overview)(const Context&, const Call<>&, DossierId)) {
  http::Table(router, owner)
      .form("/dossiers/{id}/corrections", Policy::roles(Role::commune_officer, Role::provincial_body), correction_fields(), correct,
            overview, "Correct a slip in the producer's form");
}

}  // namespace ocop::evaluation::pages
