#include <algorithm>
#include <set>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_positions.h"

// A member's sheet as a whole: how far it is, the knock-outs with their reasons, handing in.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

struct Line { std::string code; rulebooks::Text label; };
// The table's own list, then the lines printed in criteria.
std::vector<Line> knockout_lines(const rulebooks::Table& table) {
  std::vector<Line> out;
  for (const rulebooks::Knockout& knockout : table.knockouts) out.push_back({knockout.code, knockout.label});
  for (const rulebooks::Criterion* criterion : table.criteria)
    if (!criterion->knockouts.empty()) {
      const rulebooks::Text& line = criterion->knockouts.front();
      out.push_back({criterion->code, {criterion->code + ": " + line.vi, criterion->code + ": " + line.en}});
    }
  return out;
}

void knockout_fields(Html& out, const web::Form& form, const SheetView& view, const Line& line) {
  const auto& ticks = view.sheet.knockouts;
  const auto stored = std::find_if(ticks.begin(), ticks.end(), [&](const KnockoutTick& tick) { return tick.code == line.code; });
  web::Field box{"knockout." + line.code, words(line.label)};
  box.required = false;
  if (stored != ticks.end()) box.value = "1";
  web::check_field(out, form, box);
  web::Field reason{"reason." + line.code, msg::sheet_knockout_reason};
  reason.required = false;
  reason.needed = msg::sheet_knockout_needed;
  reason.limit = kReasonLimit;
  if (stored != ticks.end()) reason.value = stored->reason;
  web::text_area(out, form, reason, 2);
}

void knockouts(Html& out, const web::Form& form, const SheetView& view) {
  const std::vector<Line> lines = knockout_lines(*view.table);
  if (lines.empty()) return;
  const bool open = !view.sheet.knockouts.empty() || form.error;
  out << "<details class=\"panel\""_h << web::when(open, " open"_h) << "><summary>"_h << msg::sheet_knockouts_heading << "</summary><p>"_h
      << msg::sheet_knockouts_lead << "</p>"_h;
  web::open_form(out, form, dossier_path(view.dossier.id, "/sheet/knockouts"));
  hidden(out, "version", std::to_string(view.sheet.knockouts_version));
  for (const Line& line : lines) knockout_fields(out, form, view, line);
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::sheet_knockouts_button, web::ButtonKind::quiet);
  out << "</p>"_h;
  web::close_form(out);
  out << "</details>"_h;
}

// Where the member's answer to a criterion stands.
std::string place_on_sheet(const SheetView& view, const std::string& code) {
  const auto index = view.table->index_of(code);
  const std::string part = index ? std::string(1, view.table->part_of[*index]) : std::string();
  return dossier_path(view.dossier.id, "/sheet/" + part) + "#" + criterion_anchor(code);
}

void hand_in_form(Html& out, const web::Form& form, const SheetView& view) {
  const rules::Completeness& completeness = view.rail.completeness;
  out << "<section class=\"panel\"><h2>"_h << msg::sheet_hand_in_heading << "</h2><p>"_h << msg::sheet_hand_in_lead << "</p>"_h;
  web::open_form(out, form, dossier_path(view.dossier.id, "/sheet/submission"));
  hidden(out, "version", std::to_string(view.sheet.version));
  if (!completeness.complete()) {
    const auto missing = static_cast<long long>(completeness.unanswered.size());
    out << "<p>"_h << count(msg::submission_unanswered_one, msg::submission_unanswered_many, missing, out.language()) << " "_h;
    for (const std::string& code : completeness.unanswered) out << code << " "_h;
    out << "</p>"_h;
    web::control(out, form, sheet_submission_fields().shape(), "gaps_accepted");
  }
  const std::vector<std::string> departures = rules::departures(*view.table, view.proposals, view.sheet);
  if (!departures.empty()) {
    out << "<p>"_h << msg::departures_open;
    for (const std::string& code : departures)
      out << " <a id=\"f-answers."_h << code << "\" href=\""_h << web::link(out.language(), place_on_sheet(view, code)) << "\">"_h << code
          << "</a>"_h;
    out << "</p>"_h;
  }
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::sheet_hand_in_button);
  out << "</p>"_h;
  web::close_form(out);
  out << "</section>"_h;
}

void parts(Html& out, const SheetView& view) {
  out << "<ol class=\"parts\">"_h;
  for (const rulebooks::Part& part : view.table->parts)
    out << "<li><a href=\""_h << web::link(out.language(), dossier_path(view.dossier.id, "/sheet/" + part.code)) << "\">"_h
        << format(msg::sheet_part_link, out.language(), {part.code, part.title.in(out.language())}) << "</a></li>"_h;
  out << "</ol>"_h;
}

Result<Response> show_sheet(const Context& context, const Call<>& call, DossierId id) {
  const Request& request = call.request;
  OCOP_TRY(view, context.service.own_sheet(call.actor, id));
  // Its council gives its views in writing: there is nothing to score.
  if (view.dossier.state == State::scoring && !rules::fits_positions(rules::Act::save_sheet, view.dossier))
    return show_position(context, call, id);
  std::optional<PositionView> written;
  if (view.dossier.positions == Positions::meeting) {
    OCOP_TRY(found, context.service.position(call.actor, id));
    written = std::move(found);
  }
  const std::string title(translate(msg::sheet_title, request.language));
  return web::page(context.site, request, options(title, *view.table, web::Width::wide), [&](Html& out) {
    const web::Form form = web::form(call);
    head(out, view.dossier, title);
    out << "<div class=\"split\"><div class=\"stack\"><h1>"_h << title << "</h1><p class=\"lead\">"_h << view.dossier.product_name
        << " · "_h << view.producer.name_in(request.language) << "</p>"_h;
    web::error_summary(out, form);
    if (!view.sheet.reopen_reason.empty())
      out << "<section class=\"panel\" role=\"status\"><h2>"_h << msg::sheet_reopened << "</h2><p class=\"prose\">"_h
          << view.sheet.reopen_reason << "</p></section>"_h;
    const bool open = view.dossier.state == State::scoring && view.sheet.state == SheetState::open;
    if (open) out << "<p>"_h << msg::sheet_blind << "</p>"_h;
    else web::notice(out, msg::sheet_locked_notice);
    if (written) positions_list(out, written->all, written->names);
    if (!view.decisive.empty()) decisive(out, view.dossier, *view.table, view.decisive, view.papers);
    parts(out, view);
    if (open) {
      knockouts(out, form, view);
      hand_in_form(out, form, view);
    }
    if (view.dossier.state == State::scoring) conflict_form(out, call, view);
    out << "<h2>"_h << msg::overview_papers << "</h2>"_h;
    paper_list(out, view.dossier, view.papers);
    out << "</div>"_h;
    rail_box(out, view.dossier, *view.table, view.rail, RailFor::member, view.sheet.version);
    out << "</div>"_h;
  });
}

std::string_view find(const std::vector<Pair>& pairs, std::string_view key) {
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.key == key; });
  return found == pairs.end() ? std::string_view() : std::string_view(found->value);
}

Result<Response> save_knockouts(const Context& context, const Call<KnockoutForm>& call, DossierId id) {
  OCOP_TRY(view, context.service.own_sheet(call.actor, id));
  SaveKnockouts ask{{}, call.input.version};
  for (const Line& line : knockout_lines(*view.table))
    if (!find(call.input.ticks, line.code).empty()) ask.ticks.push_back({line.code, std::string(find(call.input.reasons, line.code))});
  OCOP_CHECK(context.service.save_knockouts(call.actor, id, ask));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/sheet"), msg::flash_saved);
}

Result<Response> hand_in(const Context& context, const Call<Submit>& call, DossierId id) {
  OCOP_TRY(view, context.service.own_sheet(call.actor, id));
  OCOP_TRY(saved, context.service.submit_sheet(call.actor, id, {call.input.version, rules::Tick::given, call.input.gaps_accepted}));
  if (saved.conflict) {
    ConflictPage page;
    page.back = dossier_path(id, "/sheet");
    for (const Difference& difference : saved.conflict->differences)
      page.choices.push_back({difference.field, difference.yours, difference.theirs});
    return conflict_page(context, call.request, view.dossier, *saved.conflict, page);
  }
  return web::redirect_with_flash(context.site, call.request, "/work", msg::flash_handed_in);
}

}  // namespace

void add_sheet_end(http::Router& router, const Owner& owner) {
  constexpr Policy kMembers = Policy::roles(Role::council_member);
  http::Table(router, owner)
      .get("/dossiers/{id}/sheet", kMembers, show_sheet, "The member's own sheet as a whole")
      .form("/dossiers/{id}/sheet/knockouts", kMembers, knockout_form(), save_knockouts, show_sheet, "Save the knock-outs of the own sheet")
      .form("/dossiers/{id}/sheet/submission", kMembers, sheet_submission_fields(), hand_in, show_sheet, "Hand in the own sheet");
  add_declaring(router, owner, show_sheet);
}

}  // namespace ocop::evaluation::pages
