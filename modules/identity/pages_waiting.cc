// Roles that wait for a second administrator: a page of all, and a part of each account's page (decision 101).
#include "kernel/i18n/translate.h"
#include "modules/identity/messages.h"
#include "modules/identity/pages_parts.h"
#include "modules/identity/rules.h"
#include "modules/identity/words.h"

namespace ocop::identity {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr int kDaysWaiting = static_cast<int>(rules::kWaitingLife / rules::kDay);

std::string path_of(const WaitingGrant& waiting, std::string_view act) {
  return "/accounts/" + waiting.account.text() + "/waiting/" + waiting.id.text() + std::string(act);
}

void acts(Html& out, const Request& request, const WaitingGrant& waiting) {
  if (!rules::is_waiting(waiting, request.received)) return;
  const bool own = waiting.asked_by == request.actor.account;
  out << "<div class=\"acts\">"_h;
  if (rules::may_confirm(waiting, *request.actor.account))
    web::act(out, request, {path_of(waiting, "/confirm"), msg::waiting_confirm, web::ButtonKind::main});
  web::act(out, request, {path_of(waiting, "/drop"), own ? msg::waiting_take_back : msg::waiting_refuse});
  out << "</div>"_h;
}

std::string state_of(const WaitingRow& row, const Request& request) {
  const WaitingGrant& waiting = row.waiting;
  const Language language = request.language;
  if (waiting.state == WaitingState::waiting) {
    if (!rules::is_waiting(waiting, request.received)) return in(msg::waiting_lapsed, language);
    return format(msg::waiting_until, language, {show(Instant{waiting.asked.milliseconds + rules::kWaitingLife}, language)});
  }
  return format(waiting_words(waiting.state), language, {row.decided_by, show(waiting.decided.value_or(Instant{}), language)});
}

// "Thay Chị Hà, từ 01/12/2026"
std::string instead_words(const WaitingRow& row, Language language) {
  if (!row.waiting.since) return format(msg::waiting_instead, language, {row.instead_of});
  return format(msg::waiting_instead_from, language, {row.instead_of, vietnam_date(*row.waiting.since).show(language)});
}

enum class Whose : std::uint8_t { all, of_one_account };

void rows_of(Html& out, const Request& request, const Reaches& reaches, std::span<const WaitingRow> waiting, Whose whose) {
  const web::Table table{.caption = msg::waiting_caption,
                         .columns = {{"role", msg::grant_role_label}, {"account", msg::waiting_account}, {"giver", msg::waiting_giver},
                                     {"state", msg::account_state}, {"act", msg::session_act}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const WaitingRow& row : waiting) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << reaches.show(row.waiting.grant, request.language);
      if (!row.instead_of.empty()) rows << "<br><span class=\"small\">"_h << instead_words(row, request.language) << "</span>"_h;
      web::close_cell(rows, web::Cell::heading);
      web::open_cell(rows, table.columns[1]);
      if (whose == Whose::all) rows << "<a href=\""_h << web::link(request, "/accounts/" + row.waiting.account.text()) << "\">"_h;
      rows << row.account;
      if (whose == Whose::all) rows << "</a>"_h;
      web::close_cell(rows);
      web::text_cell(rows, table.columns[2], row.asked_by + ", " + show(row.waiting.asked, request.language));
      web::text_cell(rows, table.columns[3], state_of(row, request));
      web::open_cell(rows, table.columns[4]);
      acts(rows, request, row.waiting);
      web::close_cell(rows);
      web::close_row(rows);
    }
  });
}

Result<Response> waiting_page(const Pages& pages, const Call<>& call) {
  const Request& request = call.request;
  OCOP_TRY(waiting, pages.service.waiting(call.actor));
  const web::PageOptions options{.title = in(msg::waiting_title, request.language), .width = web::Width::wide};
  return web::page(pages.site, request, options, [&](Html& out) {
    web::crumbs(out, std::vector<web::Crumb>{{in(msg::accounts_title, request.language), "/accounts"}, {options.title, {}}});
    out << "<h1>"_h << msg::waiting_title << "</h1><p class=\"lead\">"_h
        << format(msg::waiting_lead, request.language, {std::to_string(kDaysWaiting)}) << "</p>"_h;
    alone_notice(out, waiting.administrators);
    if (waiting.rows.empty()) out << "<p>"_h << msg::waiting_none << "</p>"_h;
    else rows_of(out, request, {pages.service.places(), {}}, waiting.rows, Whose::all);
  });
}

Result<Response> do_confirm(const Pages& pages, const Call<>& call, AccountId id, WaitingId waiting) {
  OCOP_CHECK(pages.service.confirm(call.actor, id, waiting));
  return web::redirect_with_flash(pages.site, call.request, "/accounts/waiting", msg::waiting_confirmed_done);
}

Result<Response> do_drop(const Pages& pages, const Call<>& call, AccountId id, WaitingId waiting) {
  OCOP_TRY(then, pages.service.drop(call.actor, id, waiting));
  const bool back = then == WaitingState::taken_back;
  return web::redirect_with_flash(pages.site, call.request, "/accounts/waiting",
                                  back ? msg::waiting_taken_back_done : msg::waiting_refused_done);
}

}  // namespace

void alone_notice(Html& out, std::int64_t administrators) {
  if (administrators < rules::kAdministratorsForTwo) web::notice(out, msg::waiting_alone);
}

void waiting_part(Html& out, const Request& request, const Reaches& reaches, std::span<const WaitingRow> waiting) {
  if (waiting.empty()) return;
  heading(out, msg::waiting_title);
  rows_of(out, request, reaches, waiting, Whose::of_one_account);
}

void add_waiting_pages(http::Router& router, const std::shared_ptr<const Pages>& pages) {
  constexpr Policy kAdministrators = Policy::roles(Role::administrator);
  http::Table(router, pages)
      .get("/accounts/waiting", kAdministrators, waiting_page, "Roles that wait for a second administrator")
      .post("/accounts/{id}/waiting/{waiting}/confirm", kAdministrators, do_confirm, "Confirm a role that another administrator gave")
      .post("/accounts/{id}/waiting/{waiting}/drop", kAdministrators, do_drop, "Refuse a waiting role, or take back the own");
}

}  // namespace ocop::identity
