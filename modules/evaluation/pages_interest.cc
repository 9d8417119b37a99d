#include <algorithm>
#include <utility>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// Conflicts of interest: a member's form to say one, the seats that were given up with their stand-ins, and what is known of ties.
namespace ocop::evaluation::pages {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

const Message& words_of(Tie::Kind kind) {
  switch (kind) {
    case Tie::Kind::was_member: return msg::tie_was_member;
    case Tie::Kind::helped: return msg::tie_helped;
    case Tie::Kind::same_contact: break;
  }
  return msg::tie_same_contact;
}

Result<Response> declare(const Context& context, const Call<DeclareConflict>& call, DossierId id) {
  OCOP_CHECK(context.service.declare_conflict(call.actor, id, call.input));
  return web::redirect_with_flash(context.site, call.request, "/work", msg::flash_conflict_declared);
}

Result<Response> name_stand_in(const Context& context, const Call<NameStandIn>& call, DossierId id, int seat) {
  OCOP_CHECK(context.service.name_stand_in(call.actor, id, seat, call.input));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/closing"), msg::flash_stand_in_named);
}

Result<Response> declare_as_chair(const Context& context, const Call<DeclareConflict>& call, DossierId id) {
  OCOP_CHECK(context.service.declare_conflict(call.actor, id, call.input));
  return web::redirect_with_flash(context.site, call.request, "/work", msg::flash_chair_declared);
}

Result<Response> name_chair(const Context& context, const Call<NameChair>& call, DossierId id) {
  OCOP_CHECK(context.service.name_chair(call.actor, id, call.input));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/closing"), msg::flash_chair_named);
}

// Who may be chosen; below the list, what the program knows of ties.
std::vector<web::Option> options_of(std::span<const identity::AccountSummary> people) {
  std::vector<web::Option> out;
  for (const identity::AccountSummary& one : people) out.push_back({one.id.text(), one.display_name});
  return out;
}

void tie_warnings(Html& out, const ClosingView& view, std::span<const identity::AccountSummary> people) {
  for (const identity::AccountSummary& one : people)
    if (const std::string words = tie_words(view.ties, one.id, out.language()); !words.empty())
      out << "<p class=\"hint rejected\">"_h << one.display_name << ": "_h << format(msg::tie_warning, out.language(), {words}) << "</p>"_h;
}

void stand_in_form(Html& out, const web::Form& form, const ClosingView& view, int seat) {
  const std::vector<web::Option> options = options_of(view.stand_ins);
  if (options.empty()) {
    out << "<p>"_h << msg::stand_in_nobody << "</p>"_h;
    return;
  }
  web::open_form(out, form, dossier_path(view.view.dossier.id, "/seats/" + std::to_string(seat) + "/stand-in"));
  web::select_field(out, form, {"member", msg::stand_in_member}, options);
  tie_warnings(out, view, view.stand_ins);
  web::button(out, msg::stand_in_button, web::ButtonKind::quiet);
  web::close_form(out);
}

}  // namespace

std::string tie_words(std::span<const Tie> ties, AccountId account, Language language) {
  std::string out;
  for (const Tie& tie : ties)
    if (tie.account == account) out += (out.empty() ? "" : "; ") + std::string(translate(words_of(tie.kind), language));
  return out;
}

std::string given_up_words(const ConflictOfInterest& conflict, const Names& names, Language language) {
  const auto found = names.find(conflict.member);
  const std::string name = found == names.end() ? std::string() : found->second, on = show(conflict.declared, language);
  if (!conflict.had_seat())
    return format(msg::chair_line, language, {name.empty() ? std::string(translate(msg::chair_gave_up, language)) : name, on});
  std::string out = format(msg::conflict_line, language, {seat_words(conflict.seat, name, language), on});
  if (conflict.stand_in) out += " " + format(msg::conflict_stand_in, language, {std::to_string(*conflict.stand_in)});
  return out;
}

namespace {

void conflict_details(Html& out, const Call<>& call, const std::string& action, const Message& lead, const Message& button) {
  const web::Form form = web::form(call);
  const bool refused = form.error && std::ranges::any_of(form.error->problems, [](const Problem& one) { return one.field == "ground"; });
  out << "<details class=\"panel\""_h << web::when(refused, " open"_h) << "><summary>"_h << msg::interest_heading
      << "</summary><p>"_h << lead << "</p>"_h;
  web::open_form(out, form, action);
  web::control(out, form, conflict_fields().shape(), "ground", {.rows = 3});
  out << "<p class=\"acts\">"_h;
  web::button(out, button, web::ButtonKind::danger);
  out << "</p>"_h;
  web::close_form(out);
  out << "</details>"_h;
}

}  // namespace

void conflict_form(Html& out, const Call<>& call, const SheetView& view) {
  const bool leads = view.relation.is(rules::Capacity::council_chair);
  conflict_details(out, call, dossier_path(view.dossier.id, "/sheet/conflict"), leads ? msg::chair_conflict_lead : msg::interest_lead,
                   leads ? msg::chair_conflict_button : msg::conflict_button);
}

bool names_chair(const ClosingView& view) {
  const Dossier& dossier = view.view.dossier;
  return !dossier.leads() && rules::may(rules::Act::name_chair, dossier.state, view.view.relation).ok();
}

void chair_form(Html& out, const Call<>& call, const ClosingView& view) {
  const Dossier& dossier = view.view.dossier;
  if (dossier.state != State::scoring || dossier.leads()) return;
  if (!names_chair(view)) {
    web::notice(out, dossier.chair_left ? msg::chair_left_awaited : msg::chair_awaited);
    return;
  }
  out << "<section class=\"panel\"><h2>"_h << msg::chair_heading << "</h2><p>"_h
      << (dossier.chair_left ? msg::chair_left_lead : msg::chair_lead) << "</p>"_h;
  const std::vector<web::Option> options = options_of(view.chairs);
  if (options.empty()) {
    out << "<p>"_h << msg::chair_nobody << "</p></section>"_h;
    return;
  }
  const web::Form form = web::form(call);
  web::open_form(out, form, dossier_path(dossier.id, "/chair"));
  hidden(out, "version", std::to_string(dossier.of_council()));
  web::select_field(out, form, {"chair", msg::council_chair}, options);
  tie_warnings(out, view, view.chairs);
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::chair_button);
  out << "</p>"_h;
  web::close_form(out);
  out << "</section>"_h;
}

namespace {

// Seats that wait for one whose role ended; whether a stand-in is asked for.
bool left_seats(Html& out, const web::Form& form, const ClosingView& view) {
  const Dossier& dossier = view.view.dossier;
  const bool names = rules::may(rules::Act::name_stand_in, dossier.state, view.view.relation).ok() ||
                     rules::may(rules::Act::name_chair, dossier.state, view.view.relation).ok();
  bool asked = false;
  for (const Seat& seat : view.view.seats) {
    if (!rules::awaits_another(dossier, seat)) continue;
    const auto found = view.view.names.find(seat.member);
    const std::string name = found == view.view.names.end() ? std::string() : found->second;
    out << "<section class=\"panel\"><p>"_h
        << format(msg::seat_left_line, out.language(), {seat_words(seat.number, name, out.language())}) << "</p>"_h;
    if (names && !std::exchange(asked, true)) stand_in_form(out, form, view, seat.number);
    out << "</section>"_h;
  }
  return asked;
}

}  // namespace

void chair_conflict_form(Html& out, const Call<>& call, const ClosingView& view) {
  conflict_details(out, call, dossier_path(view.view.dossier.id, "/closing/conflict"), msg::chair_conflict_lead,
                   msg::chair_conflict_button);
}

void given_up(Html& out, const http::Request& request, const ClosingView& view) {
  const Dossier& dossier = view.view.dossier;
  const bool names_stand_ins = rules::may(rules::Act::name_stand_in, dossier.state, view.view.relation).ok() || names_chair(view);
  const web::Form plain{request};
  bool asked = left_seats(out, plain, view);   // one form at a time: two on a page would have fields of one name
  if (view.conflicts.empty()) return;
  out << "<h2>"_h << msg::conflicts_heading << "</h2>"_h;
  for (const ConflictOfInterest& one : view.conflicts) {
    out << "<section class=\"panel\"><p>"_h << given_up_words(one, view.view.names, out.language()) << "</p><p class=\"prose\">"_h
        << one.ground << "</p>"_h;
    if (names_stand_ins && one.had_seat() && !one.stand_in && !std::exchange(asked, true)) stand_in_form(out, plain, view, one.seat);
    out << "</section>"_h;
  }
}

void add_interest(http::Router& router, const Owner& owner, Result<Response> (*closing)(const Context&, const Call<>&, DossierId)) {
  constexpr Policy kBodies = Policy::roles(Role::provincial_body, Role::ministry);
  constexpr Policy kNaming = Policy::roles(Role::council_chair, Role::provincial_body, Role::ministry);
  http::Table(router, owner)
      .form("/dossiers/{id}/seats/{seat}/stand-in", kNaming, stand_in_fields(), name_stand_in, closing,
            "Name a stand-in where a seat was given up")
      .form("/dossiers/{id}/chair", kBodies, chair_fields(), name_chair, closing,
            "Name another chair where the chair said a conflict of interest")
      .form("/dossiers/{id}/closing/conflict", Policy::roles(Role::council_chair), conflict_fields(), declare_as_chair, closing,
            "Say a conflict of interest and give up the lead");
}

void add_declaring(http::Router& router, const Owner& owner, Result<Response> (*sheet)(const Context&, const Call<>&, DossierId)) {
  http::Table(router, owner)
      .form("/dossiers/{id}/sheet/conflict", Policy::roles(Role::council_member), conflict_fields(), declare, sheet,
            "Say a conflict of interest and give up the own seat");
}

}  // namespace ocop::evaluation::pages
