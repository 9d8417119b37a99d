#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_positions.h"
#include "modules/evaluation/rules_positions.h"

// The chair: who has handed in, never what; opening a sheet again; closing.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

bool may_close(const ClosingView& view) { return rules::may(rules::Act::close, view.view.dossier.state, view.view.relation).ok(); }

void reopen_form(Html& out, const web::Form& form, const ClosingView& view, const Seat& seat, const std::string& name) {
  out << "<details><summary>"_h << format(msg::closing_reopen_heading, out.language(), {name}) << "</summary>"_h;
  web::open_form(out, form, dossier_path(view.view.dossier.id, "/seats/" + std::to_string(seat.number) + "/reopening"));
  web::Field reason{"reason", msg::closing_reopen_reason, msg::closing_reopen_hint};
  reason.limit = kReasonLimit;
  web::text_area(out, form, reason, 3);
  web::button(out, msg::closing_reopen_button, web::ButtonKind::quiet);
  web::close_form(out);
  out << "</details>"_h;
}

std::string name_of(const ClosingView& view, const Seat& seat, Language language) {
  const auto found = view.view.names.find(seat.member);
  return seat_words(seat.number, found == view.view.names.end() ? std::string() : found->second, language);
}

void seats_table(Html& out, const Request& request, const ClosingView& view) {
  const std::vector<web::Column> columns{{"member", msg::closing_member}, {"state", msg::closing_state}};
  web::table(out, request, {msg::closing_caption, columns}, [&](Html& rows) {
    for (const Seat& seat : view.view.seats) {
      web::open_row(rows);
      web::open_cell(rows, columns[0], web::Cell::heading);
      rows << name_of(view, seat, rows.language());
      web::close_cell(rows, web::Cell::heading);
      const std::optional<Instant> sheet_at = seat.state == SheetState::submitted ? seat.submitted_at : std::nullopt;
      const std::optional<Instant> at = rules::in_writing(view.view.dossier) ? seat.position_at : sheet_at;
      web::text_cell(rows, columns[1], at ? format(msg::closing_in, rows.language(), {show(*at, rows.language())})
                                          : std::string(translate(msg::closing_not_in, rows.language())));
      web::close_row(rows);
    }
  });
}

void spread_words(Html& out, const ClosingView& view) {
  if (!view.spread) return;
  const Settings& settings = view.view.dossier.settings;
  const std::string shown = figure(*view.spread, out.language());
  const Message& words = !view.spread_wide                                  ? msg::closing_spread_fine
                         : settings.over_spread == OverSpread::refuse ? msg::closing_spread_refused
                                                                      : msg::closing_spread_wide;
  out << "<p"_h << web::when(view.spread_wide, " class=\"rejected\""_h) << ">"_h
      << format(words, out.language(), {shown, limit_figure(settings, out.language())}) << "</p>"_h;
}

void closing_form(Html& out, const web::Form& form, const ClosingView& view) {
  out << "<section class=\"panel\"><h2>"_h << msg::closing_heading << "</h2><p>"_h << msg::closing_lead << "</p>"_h;
  web::open_form(out, form, dossier_path(view.view.dossier.id, "/closing"));
  hidden(out, "version", std::to_string(view.view.dossier.of_council()));
  if (view.spread_wide) {
    web::control(out, form, closing_fields().shape(), "spread_accepted");
  }
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::closing_button);
  out << "</p>"_h;
  web::close_form(out);
  out << "</section>"_h;
}

void meeting_forms(Html& out, const Call<>& call, const ClosingView& view) {
  discussion_form(out, call, view.view.dossier);
  // Forms of one kind side by side share no kept values: an error of one is shown in the summary above.
  const web::Form plain{call.request};
  for (const Seat& seat : view.view.seats)
    if (seat.state == SheetState::submitted) reopen_form(out, plain, view, seat, name_of(view, seat, out.language()));
}

Result<Response> show_closing(const Context& context, const Call<>& call, DossierId id) {
  const Request& request = call.request;
  OCOP_TRY(view, context.service.closing(call.actor, id));
  const std::string title(translate(msg::closing_title, request.language));
  return web::page(context.site, request, options(title, *view.view.table, web::Width::text), [&](Html& out) {
    const web::Form form = web::form(call);
    head(out, view.view.dossier, title);
    out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << view.view.dossier.product_name << "</p>"_h;
    web::error_summary(out, form);
    positions_progress(out, call, view, context.service.today());
    const bool in_writing = rules::in_writing(view.view.dossier);
    out << "<p>"_h << format(in_writing ? msg::positions_counted : msg::closing_counted, out.language(),
                              {std::to_string(view.submitted), std::to_string(view.view.seats.size()),
                                                                     std::to_string(view.needed)}) << "</p>"_h;
    seats_table(out, request, view);
    chair_form(out, call, view);
    given_up(out, request, view);
    if (!may_close(view)) return;
    spread_words(out, view);
    if (view.spread) decisive(out, view.view.dossier, *view.view.table, view.decisive, view.view.papers);
    const bool stopped = view.spread_wide && view.view.dossier.settings.over_spread == OverSpread::refuse;
    const bool scored = rules::own_sheet_first(view.view.dossier, view.view.relation, view.view.seats).ok();
    if (!scored) web::notice(out, msg::own_sheet_first);
    else if (view.submitted < view.needed) web::notice(out, msg::closing_wait);
    else if (!stopped && rules::fits_positions(rules::Act::close, view.view.dossier)) closing_form(out, form, view);
    discussions(out, view.discussions, view.view.names);
    if (!in_writing) meeting_forms(out, call, view);   // else there is no meeting, nothing to discuss or to open again
    chair_conflict_form(out, call, view);
  });
}

Result<Response> close(const Context& context, const Call<CloseScoring>& call, DossierId id) {
  OCOP_CHECK(context.service.close(call.actor, id, call.input));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/result"), msg::flash_closed);
}

Result<Response> reopen(const Context& context, const Call<Reopen>& call, DossierId id, int seat) {
  OCOP_CHECK(context.service.reopen_sheet(call.actor, id, seat, call.input.reason));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/closing"), msg::flash_reopened);
}

}  // namespace

void add_closing(http::Router& router, const Owner& owner) {
  constexpr Policy kChairs = Policy::roles(Role::council_chair);
  constexpr Policy kProgress = Policy::roles(Role::council_chair, Role::provincial_body, Role::secretary, Role::ministry);
  http::Table(router, owner)
      .get("/dossiers/{id}/closing", kProgress, show_closing, "Who has handed in; closing")
      .form("/dossiers/{id}/closing", kChairs, closing_fields(), close, show_closing, "Close the scoring")
      .form("/dossiers/{id}/seats/{seat}/reopening", kChairs, reopening_fields(), reopen, show_closing, "Let a member score again");
  add_meeting(router, owner, show_closing);
  add_interest(router, owner, show_closing);
  add_positions(router, owner, show_closing);
}

}  // namespace ocop::evaluation::pages
