#include "modules/identity/lists.h"

#include <algorithm>
#include <iterator>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/identity/api.h"
#include "modules/identity/messages.h"
#include "modules/identity/pages_parts.h"
#include "modules/identity/requests.h"
#include "modules/identity/store.h"
#include "modules/identity/words.h"

namespace ocop::identity {
namespace {

using lists::Cell;

lists::Rows<AccountRow> rows() {
  const auto accounts = store::accounts();
  return {accounts.source, [load = accounts.load](const db::Row& row) { return AccountRow{load(row), {}, {}}; }};
}

std::vector<lists::Filter> filters() {
  lists::Filter words = lists::words("q", msg::accounts_search, text::fold);
  return {std::move(words), lists::choice("role", msg::accounts_role, kAllRoles, [](Role role) { return role_words(role); })};
}

std::string roles_of(const AccountRow& row, const places::Index& places, Language language) {
  const Reaches reaches{places, row.producers};
  std::string out;
  for (const StoredGrant& one : row.grants) out += (out.empty() ? "" : "; ") + reaches.show(one.grant, language);
  return out.empty() ? std::string(translate(msg::no_roles, language)) : out;
}

// Grants and what their producers are called, of all rows of a page in two steps.
void complete(std::vector<AccountRow>& rows, const Service& service, const manifest::Offers& offers) {
  service.add_grants(rows);
  std::vector<ProducerId> ids;
  for (const AccountRow& row : rows) std::ranges::copy(producers_of(row.grants), std::back_inserter(ids));
  const auto known = producer_names(offers, std::move(ids));
  for (AccountRow& row : rows)
    for (const ProducerId id : producers_of(row.grants))
      if (const auto named = std::ranges::find(known, id, &ProducerName::id); named != known.end()) row.producers.push_back(*named);
}

}  // namespace

Scope list_scope(const Actor& actor) { return Scope::of(actor, {Role::administrator}); }

void add_lists(http::Router& router, const lists::Host& host, Service& service) {
  using web::operator""_h;
  lists::add(
      router, host,
      lists::List<AccountRow>{
          .name = "accounts",
          .rows = rows(),
          .complete = [&service, &offers = host.offers](std::vector<AccountRow>& some) { complete(some, service, offers); },
          .words = {msg::accounts_title, msg::accounts_none, msg::accounts_none_advice, "/accounts/new", msg::account_new_title},
          .columns = {{{msg::display_name_label, "name"},
                       [](const AccountRow& one, Language) {
                         return Cell{one.account.display_name, "/accounts/" + one.account.id.text()};
                       }},
                      lists::column<AccountRow>({msg::login_label, "login"}, [](const AccountRow& one) { return one.account.login; }),
                      lists::column<AccountRow>({.label = msg::roles_label, .width = 50},
                                                [&service](const AccountRow& one, Language language) {
                                                  return roles_of(one, service.places(), language);
                                                }),
                      lists::column<AccountRow>({msg::account_state}, [](const AccountRow& one) { return state_words(one.account); })},
          .filters = filters(),
          .json = write_account},
      {.page = "/accounts",
       .api = "/api/v1/accounts",
       .policy = Policy::roles(Role::administrator),
       .scope = list_scope,
       .summary = "Accounts by name: q, role; the look is written down",
       .above =
           [&site = host.site, &service](web::Html& out, const http::Asked& call) {
             web::duties(out, site, call.request);
             alone_notice(out, service.administrators());
             out << "<p class=\"lead\">"_h << msg::accounts_lead << "</p>"_h;
             web::link_button(out, msg::account_new_title, "/accounts/new");
           },
       .before = [&service](const http::Asked& call) { return service.note_list_seen(call.actor); }});
}

}  // namespace ocop::identity
