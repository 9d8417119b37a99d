#include <algorithm>

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

Result<Response> save_advice(const Context& context, const Call<AdviceInput>& call, DossierId id) {
  OCOP_CHECK(context.service.save_advice(call.actor, id, call.input.ask()));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_advice_saved);
}

// What the group proposes, as a table.
void proposals(Html& out, const Call<>& call, const DossierView& view) {
  if (view.advice->proposals.empty()) return;
  const std::vector<web::Column> columns{{"criterion", msg::column_criterion}, {"proposed", msg::proposals_column}};
  web::table(out, call.request, {msg::proposals_heading, columns}, [&](Html& rows) {
    for (const rulebooks::Criterion* criterion : view.table->criteria) {
      const auto found = std::ranges::find(view.advice->proposals, criterion->code, &Proposal::criterion);
      if (found == view.advice->proposals.end()) continue;
      web::open_row(rows);
      web::open_cell(rows, columns[0], web::Cell::heading);
      rows << criterion_title(*criterion, rows.language());
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, columns[1], option_words(*criterion, found->option, rows.language()));
      web::close_row(rows);
    }
  });
}

// One choice a criterion; the first proposes nothing.
void proposal_fields(Html& out, const web::Form& form, const DossierView& view) {
  out << "<details"_h << web::when(form.error != nullptr, " open"_h) << "><summary>"_h << msg::proposals_heading << "</summary><p>"_h
      << msg::proposals_lead << "</p>"_h;
  for (const rulebooks::Criterion* criterion : view.table->criteria) {
    const std::string title = criterion_title(*criterion, out.language());
    std::vector<web::Option> options{{"", std::string(translate(msg::proposals_none, out.language()))}};
    const int most = static_cast<int>(criterion->options.size());
    for (int option = rulebooks::kUnticked; option <= most; ++option)
      options.push_back({std::to_string(option), option_words(*criterion, option, out.language())});
    web::Field field{"proposal." + criterion->code, same(title)};
    field.required = false;
    if (view.advice) {
      const auto found = std::ranges::find(view.advice->proposals, criterion->code, &Proposal::criterion);
      if (found != view.advice->proposals.end()) field.value = std::to_string(found->option);
    }
    web::select_field(out, form, field, options);
  }
  out << "</details>"_h;
}

}  // namespace

void advice_part(Html& out, const Call<>& call, const DossierView& view) {
  const bool writes = rules::may(rules::Act::save_advice, view.dossier, view.relation).ok();
  if (!view.advice && !writes) return;
  out << "<section class=\"panel stack\" id=\"advice\"><h2>"_h
      << (rules::are_positions_asked_of(view.dossier) ? msg::positions_report_heading : msg::advice_heading) << "</h2>"_h;
  if (writes && rules::are_positions_asked_of(view.dossier)) out << "<p>"_h << msg::positions_report_lead << "</p>"_h;
  if (view.advice)
    out << "<p class=\"prose\">"_h << view.advice->words << "</p><p class=\"small\">"_h
        << format(msg::advice_source, out.language(), {view.advised_by, show(view.advice->written, out.language())}) << "</p>"_h;
  if (view.advice) proposals(out, call, view);
  if (writes) {
    const http::Fields now = advice_form().show({view.advice ? view.advice->version : 0, view.advice ? view.advice->words : "", {}});
    const web::Form form = web::form(call, &now);
    web::open_form(out, form, dossier_path(view.dossier.id, "/advice"));
    web::control(out, form, advice_form().shape(), "version");
    web::control(out, form, advice_form().shape(), "words", {.rows = kRows});
    proposal_fields(out, form, view);
    web::button(out, msg::advice_save);
    web::close_form(out);
  }
  out << "</section>"_h;
}

void add_advice(http::Router& router, const Owner& owner, Result<Response> (*overview)(const Context&, const Call<>&, DossierId)) {
  http::Table(router, owner)
      .form("/dossiers/{id}/advice", Policy::roles(Role::advisory_group, Role::provincial_body), advice_form(), save_advice, overview,
            "Save the report on a dossier: the advisory group's, or of a renewal the office's");
}

}  // namespace ocop::evaluation::pages
