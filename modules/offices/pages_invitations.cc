// /offices/invitations of administrators, and /offices/invitation of whoever has a link.
#include <array>
#include <memory>

#include "kernel/access/centre.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/offices/messages.h"
#include "modules/offices/pages.h"
#include "modules/offices/requests.h"

namespace ocop::offices {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kPath = "/offices/invitations";

std::string link_path(std::string_view key) { return "/offices/invitation?key=" + http::percent_encode(key); }
std::string with_next(std::string_view path, std::string_view key) {
  return std::string(path) + "?next=" + http::percent_encode(link_path(key));
}
// Of the link, or of the form that was refused.
std::string key_of(const Call<>& call) {
  if (const auto key = call.request.query.get("key"); !key.empty()) return std::string(key);
  return std::string(call.kept() ? call.kept()->get("key") : std::string_view());
}
void key_field(Html& out, std::string_view key) { out << "<input type=\"hidden\" name=\"key\" value=\""_h << key << "\">"_h; }

web::Look look_of(InvitationState state) {
  if (state == InvitationState::accepted) return {web::Tone::good, web::Icon::check};
  return {state == InvitationState::open ? web::Tone::noted : web::Tone::ended, web::Icon::ring};
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  // ---- administrators
  Result<Response> list(const Call<>& call) const {
    OCOP_TRY(rows, service_.invitations(call.actor));
    const web::PageOptions options{.title = in(msg::invitations_title, call.language()), .width = web::Width::wide};
    return web::page(site_, call.request, options, [&](Html& out) {
      out << "<h1>"_h << msg::invitations_title << "</h1><p class=\"lead\">"_h << msg::invitations_lead << "</p>"_h;
      invite_form(out, call);
      if (rows.empty()) out << "<p>"_h << msg::invitations_none << "</p>"_h;
      else table(out, call.request, rows);
    });
  }
  Result<Response> invite(const Call<Invite>& call) const {
    OCOP_TRY(invited, service_.invite(call.actor, call.input, call.language()));
    if (invited.link.empty()) return web::redirect_with_flash(site_, call.request, kPath, msg::was_invited);
    // The link is told once: it is the answer of the form.
    return web::page(site_, call.request, {.title = in(msg::link_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::link_title << "</h1><p class=\"lead\">"_h << msg::link_lead << "</p><p><code>"_h << invited.link
          << "</code></p><p class=\"acts\">"_h;
      web::link_button(out, msg::invitations_title, kPath, web::ButtonKind::quiet);
      out << "</p>"_h;
    }).with("Cache-Control", "private, no-store");
  }
  Result<Response> withdraw(const Call<>& call, InvitationId id) const {
    OCOP_CHECK(service_.withdraw(call.actor, id));
    return web::redirect_with_flash(site_, call.request, kPath, msg::was_withdrawn);
  }

  // ---- whoever has the link
  Result<Response> invitation(const Call<>& call) const {
    const std::string key = key_of(call);
    return web::page(site_, call.request, {.title = in(msg::invitation, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::invitation << "</h1>"_h;
      web::error_summary(out, web::form(call));
      const auto shown = service_.shown(key);
      if (!shown) {
        web::notice(out, shown.error().problems.at(0).message);
        return;
      }
      const Language language = call.language();
      web::facts(out, std::array{web::Fact{msg::office, service_.words(shown->office, language)},
                                 web::Fact{msg::invited_by, shown->invited_by},
                                 web::Fact{msg::until, show(Instant{shown->until.milliseconds - 1}, language)}});
      if (call.actor.signed_in()) accept_form(out, call, key);
      else newcomer_form(out, call, key, shown->address);
    }).with("Cache-Control", "private, no-store");
  }
  Result<Response> join(const Call<Newcomer>& call) const {
    OCOP_CHECK(service_.join(call.input, call.request.peer));
    return web::redirect_with_flash(site_, call.request, with_next("/sign-in", call.input.key), msg::joined);
  }
  Result<Response> accept(const Call<Key>& call) const {
    OCOP_TRY(given, service_.accept(call.actor, call.input.key));
    const bool waits = given == identity::Offices::Given::waits;
    return web::redirect_with_flash(site_, call.request, "/me", waits ? msg::accepted_waits : msg::accepted_now);
  }

 private:
  void invite_form(Html& out, const Call<>& call) const {
    std::vector<web::Option> provinces{{"", "—", {}}};
    provinces.push_back({std::string(kCentre), service_.parts().places.show(kCentre, {}, out.language()), {}});
    for (const auto& province : service_.parts().places.provinces())
      provinces.push_back({province.code, std::string(province.name_in(out.language())), {}});
    const web::Form form = web::form(call);
    out << "<section class=\"panel stack\"><h2>"_h << msg::invite_title << "</h2>"_h;
    web::open_form(out, form, std::string(kPath));
    web::error_summary(out, form);
    web::control(out, form, invite_fields().shape(), "address");
    web::control(out, form, invite_fields().shape(), "role");
    web::control(out, form, invite_fields().shape(), "province", {.options = provinces});
    web::control(out, form, invite_fields().shape(), "commune");
    web::button(out, msg::invite_button);
    web::close_form(out);
    out << "</section>"_h;
  }

  void table(Html& out, const http::Request& request, const std::vector<Service::Row>& rows) const {
    const Language language = request.language;
    const web::Table table{.caption = msg::invitations_caption,
                           .columns = {{"office", msg::office}, {"whom", msg::whom}, {"by", msg::invited_by}, {"state", msg::state},
                                       {"act", msg::acts}}};
    web::table(out, request, table, [&](Html& body) {
      for (const Service::Row& row : rows) {
        const Invitation& one = row.invitation;
        const InvitationState state = state_of(one, service_.now());
        web::open_row(body);
        web::open_cell(body, table.columns[0], web::Cell::heading);
        body << service_.words(one.office, language);
        web::close_cell(body, web::Cell::heading);
        web::text_cell(body, table.columns[1], one.account ? row.account : one.address);
        web::text_cell(body, table.columns[2], row.invited_by + ", " + show(one.invited, language));
        web::open_cell(body, table.columns[3]);
        web::badge(body, look_of(state), label(state));
        if (state == InvitationState::open)
          body << " "_h << format(msg::until_day, language, {show(Instant{rules::end_of(one).milliseconds - 1}, language)});
        web::close_cell(body);
        web::open_cell(body, table.columns[4]);
        if (state == InvitationState::open)
          web::act(body, request, {std::string(kPath) + "/" + one.id.text() + "/withdraw", msg::withdraw});
        web::close_cell(body);
        web::close_row(body);
      }
    });
  }

  void accept_form(Html& out, const Call<>& call, std::string_view key) const {
    out << "<p>"_h << format(msg::accept_as, out.language(), {call.actor.display_name}) << "</p>"_h;
    web::open_form(out, web::form(call), "/offices/invitation");
    key_field(out, key);
    web::button(out, msg::accept);
    web::close_form(out);
  }

  // The account's login is the address that was invited: nobody else's can be made here.
  void newcomer_form(Html& out, const Call<>& call, std::string_view key, std::string_view address) const {
    const web::Form form = web::form(call);
    out << "<section class=\"panel stack\"><h2>"_h << msg::newcomer_title << "</h2><p>"_h
        << format(msg::newcomer_lead, out.language(), {std::string(address)}) << "</p>"_h;
    web::open_form(out, form, "/offices/invitation/account");
    key_field(out, key);
    web::control(out, form, newcomer_fields().shape(), "display_name");
    web::control(out, form, newcomer_fields().shape(), "password");
    web::button(out, msg::newcomer_button);
    web::close_form(out);
    out << "</section><section class=\"stack\"><h2>"_h << msg::have_account << "</h2><p class=\"acts\">"_h;
    web::link_button(out, msg::sign_in, with_next("/sign-in", key), web::ButtonKind::quiet);
    out << "</p></section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kAdministrators = Policy::roles(Role::administrator);
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get(kPath, kAdministrators, &Pages::list, "Invitations to officials' roles, and the form of another")
      .form(kPath, kAdministrators, invite_fields(), &Pages::invite, &Pages::list, "Invite somebody by e-mail to an official's role")
      .post("/offices/invitations/{id}/withdraw", kAdministrators, &Pages::withdraw, "Withdraw an invitation")
      .get("/offices/invitation", Policy::anyone(), &Pages::invitation, "What an invitation's link leads to")
      .form("/offices/invitation", Policy::signed_in(), key_fields(), &Pages::accept, &Pages::invitation,
            "Accept an official's role that a letter invites to")
      .form("/offices/invitation/account", Policy::anyone(), newcomer_fields(), &Pages::join, &Pages::invitation,
            "Make the account of whoever was invited", {.run = http::Run::on_heavy_worker});
}

}  // namespace ocop::offices
