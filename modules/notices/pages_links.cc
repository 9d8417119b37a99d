#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/notices/messages.h"
#include "modules/notices/pages.h"

// Pages behind links that need no sign-in. Looking changes nothing (mail programs look at links by themselves); pressing the button does.
namespace ocop::notices {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

// The texts of one purpose: before and after.
struct Words { const Message &title, &lead, &button, &done_title, &done_lead; };
Words words_of(Purpose purpose) {
  if (purpose == Purpose::stop_mail) return {msg::stop_title, msg::stop_lead, msg::stop_button, msg::stopped_title, msg::stopped_lead};
  const Message& title = purpose == Purpose::confirm_phone ? msg::confirm_phone_title : msg::confirm_title;
  return {title, msg::confirm_lead, msg::confirm_button, msg::confirmed_title, msg::confirmed_lead};
}

Result<Response> ask(const Pages& pages, const Call<>& call, std::string_view text, Purpose purpose) {
  OCOP_TRY(view, pages.service.look_at_link(text, purpose));
  const Words say = words_of(view.purpose);
  auto page = web::page(pages.site, call.request, {.title = std::string(translate(say.title, call.language()))}, [&](Html& out) {
    (out << "<h1>"_h << say.title << "</h1><p class=\"lead\">"_h).write(say.lead, {view.masked}) << "</p>"_h;
    if (view.purpose != Purpose::stop_mail) out << "<p>"_h << Service::consent_text(view.purpose).text << "</p>"_h;
    web::act(out, call.request, {call.request.path, say.button, web::ButtonKind::main});
    if (view.purpose != Purpose::stop_mail) out << "<p class=\"small\">"_h << msg::confirm_not_me << "</p>"_h;
  });
  page.headers.emplace_back("Cache-Control", "no-store");
  page.headers.emplace_back("Referrer-Policy", "no-referrer");   // the address of this page is the secret
  return page;
}

Result<Response> use(const Pages& pages, const Call<>& call, std::string_view text, Purpose purpose) {
  OCOP_TRY(view, pages.service.use_link(text, purpose));
  const Words say = words_of(view.purpose);
  return web::page(pages.site, call.request, {.title = std::string(translate(say.done_title, call.language()))}, [&](Html& out) {
    (out << "<h1>"_h << say.done_title << "</h1><p class=\"lead\">"_h).write(say.done_lead, {view.masked}) << "</p><p class=\"acts\">"_h;
    web::link_button(out, msg::settings_link, "/notices/settings", web::ButtonKind::quiet);
    out << "</p>"_h;
  });
}

Result<Response> ask_confirm(const Pages& pages, const Call<>& call, std::string_view text) {
  return ask(pages, call, text, Purpose::confirm_mail);
}
Result<Response> confirm(const Pages& pages, const Call<>& call, std::string_view text) {
  return use(pages, call, text, Purpose::confirm_mail);
}
Result<Response> ask_stop(const Pages& pages, const Call<>& call, std::string_view text) {
  return ask(pages, call, text, Purpose::stop_mail);
}
Result<Response> stop(const Pages& pages, const Call<>& call, std::string_view text) { return use(pages, call, text, Purpose::stop_mail); }

}  // namespace

void add_link_pages(http::Router& router, const std::shared_ptr<const Pages>& pages) {
  // The link itself is the proof; a mail program presses "stop" without any page of ours (RFC 8058 §3.2).
  constexpr http::Also kByLink{.csrf = http::Csrf::not_needed};
  http::Table(router, pages)
      .get("/notices/confirm/{link}", Policy::anyone(), ask_confirm, "Before an address or number is confirmed by its link")
      .post("/notices/confirm/{link}", Policy::anyone(), confirm, "Confirm an address or number by its link", kByLink)
      .get("/notices/stop/{link}", Policy::anyone(), ask_stop, "Before letters are stopped by a link")
      .post("/notices/stop/{link}", Policy::anyone(), stop, "Stop letters by a link; mail programs press it too", kByLink);
}

}  // namespace ocop::notices
