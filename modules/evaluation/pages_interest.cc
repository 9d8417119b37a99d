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

void stand_in_form(Html& out, const web::Form& form, const ClosingView& view, int seat) {
  std::vector<web::Option> options;
  for (const identity::AccountSummary& one : view.stand_ins) options.push_back({one.id.text(), one.display_name});
  if (options.empty()) {
    out << "<p>"_h << msg::stand_in_nobody << "</p>"_h;
    return;
  }
  web::open_form(out, form, dossier_path(view.view.dossier.id, "/seats/" + std::to_string(seat) + "/stand-in"));
  web::select_field(out, form, {"member", msg::stand_in_member}, options);
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
  const auto name = names.find(conflict.member);
  std::string out = format(msg::conflict_line, language,
                           {seat_words(conflict.seat, name == names.end() ? std::string() : name->second, language),
                            show(conflict.declared, language)});
  if (conflict.stand_in) out += " " + format(msg::conflict_stand_in, language, {std::to_string(*conflict.stand_in)});
  return out;
}

void conflict_form(Html& out, const Call<>& call, const SheetView& view) {
  const web::Form form = web::form(call);
  const bool refused = form.error && std::ranges::any_of(form.error->problems, [](const Problem& one) { return one.field == "ground"; });
  out << "<details class=\"panel\""_h << web::when(refused, " open"_h) << "><summary>"_h << msg::interest_heading
      << "</summary><p>"_h << msg::interest_lead << "</p>"_h;
  web::open_form(out, form, dossier_path(view.dossier.id, "/sheet/conflict"));
  web::control(out, form, conflict_fields().shape(), "ground", {.rows = 3});
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::conflict_button, web::ButtonKind::danger);
  out << "</p>"_h;
  web::close_form(out);
  out << "</details>"_h;
}

void given_up(Html& out, const http::Request& request, const ClosingView& view) {
  if (view.conflicts.empty()) return;
  const bool names_stand_ins = rules::may(rules::Act::reopen_sheet, view.view.dossier.state, view.view.relation).ok();
  const web::Form plain{request};
  bool asked = false;   // one form at a time: two on a page would have fields of one name
  out << "<h2>"_h << msg::conflicts_heading << "</h2>"_h;
  for (const ConflictOfInterest& one : view.conflicts) {
    out << "<section class=\"panel\"><p>"_h << given_up_words(one, view.view.names, out.language()) << "</p><p class=\"prose\">"_h
        << one.ground << "</p>"_h;
    if (names_stand_ins && !one.stand_in && !std::exchange(asked, true)) stand_in_form(out, plain, view, one.seat);
    out << "</section>"_h;
  }
}

void add_interest(http::Router& router, const Owner& owner, Result<Response> (*closing)(const Context&, const Call<>&, DossierId)) {
  http::Table(router, owner)
      .form("/dossiers/{id}/seats/{seat}/stand-in", Policy::roles(Role::council_chair), stand_in_fields(), name_stand_in, closing,
            "Name a stand-in where a seat was given up");
}

void add_declaring(http::Router& router, const Owner& owner, Result<Response> (*sheet)(const Context&, const Call<>&, DossierId)) {
  http::Table(router, owner)
      .form("/dossiers/{id}/sheet/conflict", Policy::roles(Role::council_member), conflict_fields(), declare, sheet,
            "Say a conflict of interest and give up the own seat");
}

}  // namespace ocop::evaluation::pages
