#include "modules/evaluation/pages_positions.h"

#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/requests_positions.h"

// Written views of a renewal's council (article 7.6d): a member reads the report and says agree or differ; the chair sees who did.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

constexpr int kRows = 4;

bool is_asked(const Dossier& dossier) { return dossier.state == State::scoring && dossier.positions == Positions::asked; }

void until_line(Html& out, const Dossier& dossier) {
  if (!is_asked(dossier) || !dossier.positions_until) return;
  out << "<p>"_h
      << format(msg::positions_until, out.language(),
                {dossier.positions_until->show(out.language()), std::to_string(dossier.settings.position_days)})
      << "</p>"_h;
}

void report(Html& out, const Request& request, const PositionView& view) {
  const Language language = out.language();
  const Settings& settings = view.sheet.dossier.settings;
  const int stars = view.outcome.stars;
  const std::string star = stars < rulebooks::kLeastRecognised ? std::string(translate(msg::positions_no_star, language))
                                                               : format(msg::positions_stars, language, {std::to_string(stars)});
  out << "<section class=\"panel stack\" id=\"report\"><h2>"_h << msg::positions_report_heading << "</h2>"_h;
  if (view.report)
    out << "<p class=\"prose\">"_h << view.report->words << "</p><p class=\"small\">"_h
        << format(msg::advice_source, language, {view.reported_by, show(view.report->written, language)}) << "</p>"_h;
  out << "<p><strong>"_h
      << format(msg::positions_report_total, language, {total_figure(view.outcome.total, settings, language), star}) << "</strong></p>"_h;
  const std::vector<web::Column> columns{{"criterion", msg::column_criterion}, {"proposed", msg::proposals_column}};
  web::table(out, request, {msg::proposals_heading, columns}, [&](Html& rows) {
    for (const rulebooks::Criterion* criterion : view.sheet.table->criteria) {
      const auto found = std::ranges::find(view.sheet.proposals, criterion->code, &Proposal::criterion);
      if (found == view.sheet.proposals.end()) continue;
      web::open_row(rows);
      web::open_cell(rows, columns[0], web::Cell::heading);
      rows << criterion_title(*criterion, rows.language());
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, columns[1], option_words(*criterion, found->option, rows.language()));
      web::close_row(rows);
    }
  });
  out << "</section>"_h;
}

void give_form(Html& out, const Call<>& call, const PositionView& view) {
  const web::Form form = web::form(call);
  const input::Shape& shape = position_fields().shape();
  out << "<section class=\"panel\">"_h;
  web::open_form(out, form, dossier_path(view.sheet.dossier.id, "/position"));
  web::control(out, form, shape, "stand", {.choices = web::ChoiceStyle::cards});
  web::control(out, form, shape, "words", {.rows = kRows});
  web::control(out, form, shape, "complex");
  web::control(out, form, shape, "complexity", {.rows = kRows});
  out << "<p class=\"small\">"_h << msg::positions_send_lead << "</p><p class=\"acts\">"_h;
  web::button(out, msg::positions_send);
  out << "</p>"_h;
  web::close_form(out);
  out << "</section>"_h;
}

std::string stand_words(const Position& one, Language language) {
  return std::string(translate(one.stand == Stand::agree ? msg::positions_line_agree : msg::positions_line_differ, language));
}

void said(Html& out, const Position& one) {
  if (!one.words.empty()) out << "<blockquote class=\"prose\">"_h << one.words << "</blockquote>"_h;
  if (one.matter == Matter::complex)
    out << "<p class=\"prose\">"_h << format(msg::positions_line_complex, out.language(), {one.complexity}) << "</p>"_h;
}

void own(Html& out, const Position& one) {
  out << "<section class=\"panel\"><h2>"_h << msg::positions_own_heading << "</h2><p>"_h << stand_words(one, out.language())
      << " <span class=\"small\">"_h << format(msg::positions_given_at, out.language(), {show(one.given, out.language())})
      << "</span></p>"_h;
  said(out, one);
  out << "</section>"_h;
}

Result<Response> give(const Context& context, const Call<GivePosition>& call, DossierId id) {
  OCOP_CHECK(context.service.give_position(call.actor, id, call.input));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/position"), msg::flash_position_given);
}

Result<Response> settle(const Context& context, const Call<Version>& call, DossierId id) {
  OCOP_TRY(to, context.service.settle_positions(call.actor, id, call.input.version));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/closing"),
                                  to == Positions::agreed ? msg::flash_positions_agreed : msg::flash_positions_meeting);
}

}  // namespace

void positions_way(Html& out, const Dossier& dossier) {
  switch (dossier.positions) {
    case Positions::none: return;
    case Positions::asked: out << "<p>"_h << msg::positions_way_asked << "</p>"_h; break;
    case Positions::agreed: out << "<p>"_h << msg::positions_way_agreed << "</p>"_h; break;
    case Positions::meeting: out << "<p>"_h << msg::positions_way_meeting << "</p>"_h; break;
  }
}

void positions_list(Html& out, std::span<const Position> all, const Names& names) {
  if (all.empty()) return;
  out << "<h2 id=\"positions\">"_h << msg::positions_heading << "</h2>"_h;
  for (const Position& one : all) {
    const auto name = names.find(one.member);
    out << "<figure class=\"opinion\"><figcaption class=\"small\">"_h
        << seat_words(one.seat, name == names.end() ? std::string() : name->second, out.language()) << " · "_h
        << stand_words(one, out.language());
    if (one.given_up) out << " · "_h << msg::positions_line_given_up;
    out << "</figcaption>"_h;
    said(out, one);
    out << "</figure>"_h;
  }
}

void renewal_line(Html& out, const std::optional<rules::Deadline>& ends) {
  if (!ends) return;
  out << "<p>"_h << format(msg::positions_renewal_ends, out.language(), {deadline_words(*ends, out.language())}) << "</p>"_h;
}

void positions_part(Html& out, const Context& context, const DossierView& view) {
  const Dossier& dossier = view.dossier;
  const auto ends = context.service.renewal_ends(dossier, view.relation);
  const bool knows = dossier.positions != Positions::none && rules::may_see_member_names(dossier, view.relation);
  if (!ends && !knows) return;
  out << "<section class=\"panel\">"_h;
  if (knows) positions_way(out, dossier);
  if (knows) until_line(out, dossier);
  renewal_line(out, ends);
  const bool member = view.relation.is(rules::Capacity::council_member);
  if (knows && member && dossier.state == State::scoring) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::positions_overview_go, dossier_path(dossier.id, "/position"));
    out << "</p>"_h;
  }
  out << "</section>"_h;
}

void positions_progress(Html& out, const Call<>& call, const ClosingView& view, Date today) {
  const Dossier& dossier = view.view.dossier;
  const Language language = out.language();
  positions_way(out, dossier);
  until_line(out, dossier);
  renewal_line(out, view.renewal_ends);
  if (dossier.positions == Positions::none) return;
  out << "<p class=\"small\">"_h
      << format(msg::positions_many, language, {std::to_string(dossier.settings.differing_least)}) << "</p>"_h;
  positions_list(out, view.positions, view.view.names);
  const bool may = rules::may(rules::Act::settle_positions, dossier, view.view.relation).ok();
  const std::vector<Seat>& seats = view.view.seats;
  const auto shut_out = std::ranges::count_if(
      seats, [&](const Seat& seat) { return !seat.position_at && rules::is_shut_out(dossier, seat.number); });
  const rules::Tally in{.seats = static_cast<int>(seats.size()), .in = view.submitted, .shut_out = static_cast<int>(shut_out)};
  if (!may || !rules::settled(dossier, in, today)) return;
  out << "<section class=\"panel\"><h2>"_h << msg::positions_settle_heading << "</h2><p>"_h << msg::positions_settle_lead << "</p>"_h;
  web::open_form(out, web::form(call), dossier_path(dossier.id, "/position/settlement"));
  hidden(out, "version", std::to_string(dossier.of_council()));
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::positions_settle);
  out << "</p>"_h;
  web::close_form(out);
  out << "</section>"_h;
}

Response position_page(const Context& context, const Call<>& call, const PositionView& view) {
  const Request& request = call.request;
  const Dossier& dossier = view.sheet.dossier;
  const std::string title(translate(msg::positions_title, request.language));
  return web::page(context.site, request, options(title, *view.sheet.table, web::Width::text), [&](Html& out) {
    head(out, dossier, title);
    out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << dossier.product_name << " · "_h
        << view.sheet.producer.name_in(request.language) << "</p>"_h;
    web::error_summary(out, web::form(call));
    positions_way(out, dossier);
    until_line(out, dossier);
    renewal_line(out, view.renewal_ends);
    if (dossier.state == State::scoring && dossier.positions == Positions::meeting) {
      out << "<section class=\"panel\"><p>"_h << msg::positions_meeting_notice << "</p><p class=\"acts\">"_h;
      web::link_button(out, msg::positions_to_sheet, dossier_path(dossier.id, "/sheet"));
      out << "</p></section>"_h;
    }
    const bool awaited = is_asked(dossier) && !view.own;
    const bool gives = awaited && !rules::is_shut_out(dossier, view.sheet.sheet.seat);
    if (awaited && !gives) web::notice(out, msg::positions_shut_out);
    if (gives) out << "<p>"_h << msg::positions_lead << "</p>"_h;
    if (view.own) own(out, *view.own);
    positions_list(out, view.all, view.names);
    report(out, request, view);
    if (gives) give_form(out, call, view);
    if (dossier.state == State::scoring) conflict_form(out, call, view.sheet);
    out << "<h2>"_h << msg::overview_papers << "</h2>"_h;
    paper_list(out, dossier, view.sheet.papers);
  });
}

Result<Response> show_position(const Context& context, const Call<>& call, DossierId id) {
  OCOP_TRY(sheet, context.service.own_sheet(call.actor, id));
  if (sheet.dossier.positions == Positions::none)   // scored at once
    return Response::redirect(web::link(call.request, dossier_path(id)));
  OCOP_TRY(view, context.service.position(call.actor, id));
  return position_page(context, call, view);
}

void add_positions(http::Router& router, const Owner& owner, Result<Response> (*closing)(const Context&, const Call<>&, DossierId)) {
  constexpr Policy kMembers = Policy::roles(Role::council_member);
  http::Table(router, owner)
      .get("/dossiers/{id}/position", kMembers, show_position, "A member's written view of a renewal")
      .form("/dossiers/{id}/position", kMembers, position_fields(), give, show_position, "Give the own written view, once")
      .form("/dossiers/{id}/position/settlement", Policy::roles(Role::council_chair), version_fields(), settle, closing,
            "Settle the written views with a quorum after their last day");
}

}  // namespace ocop::evaluation::pages
