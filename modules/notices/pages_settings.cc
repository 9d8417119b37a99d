#include <array>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/notices/messages.h"
#include "modules/notices/pages.h"
#include "modules/notices/requests.h"

// How a person wants to be told.
namespace ocop::notices {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kSettings = "/notices/settings";

// The page has three forms. The one that was refused keeps what was typed; the others show what is stored.
web::Form form_of(const http::Asked& call, std::string_view action, const http::Fields* stored) {
  if (call.refused && call.request.path == action) return web::form(call, stored);
  return {.request = call.request, .values = stored, .shown = stored};
}

void address_part(Html& out, const http::Asked& call, const Service& service, const Settings& settings) {
  out << "<h2>"_h << msg::address_heading << "</h2>"_h;
  if (!service.can_mail()) return web::notice(out, msg::no_mail_here);
  if (!settings.person.address.empty()) web::facts(out, std::array{web::Fact{msg::address_is, settings.person.address}});
  if (settings.person.mail == Mail::stopped) web::notice(out, msg::mail_is_stopped);
  if (!settings.waiting_address.empty()) (out << "<p>"_h).write(msg::address_waits, {settings.waiting_address}) << "</p>"_h;
  const std::string action = std::string(kSettings) + "/address";
  const web::Form form = form_of(call, action, nullptr);
  web::open_form(out, form, action);
  web::fields(out, form, ask_address().shape());
  web::button(out, msg::address_send, settings.person.address.empty() ? web::ButtonKind::main : web::ButtonKind::quiet);
  web::close_form(out);
}

void phone_part(Html& out, const http::Asked& call, const Service& service, const Settings& settings) {
  if (!service.can_phone()) return;   // what the installation cannot do is not offered
  out << "<h2>"_h << msg::phone_heading << "</h2>"_h;
  if (!settings.person.phone.empty()) web::facts(out, std::array{web::Fact{msg::phone_is, settings.person.phone}});
  if (!settings.waiting_phone.empty()) (out << "<p>"_h).write(msg::phone_waits, {settings.waiting_phone}) << "</p>"_h;
  const std::string action = std::string(kSettings) + "/phone";
  const web::Form form = form_of(call, action, nullptr);
  web::open_form(out, form, action);
  web::fields(out, form, ask_phone().shape());
  web::button(out, msg::phone_send, web::ButtonKind::quiet);
  web::close_form(out);
}

const Message& channel_words(Channel channel) {
  switch (channel) {
    case Channel::page: break;
    case Channel::digest: return msg::channel_digest;
    case Channel::mail: return msg::channel_mail;
    case Channel::phone: return msg::channel_phone;
  }
  return msg::channel_page;
}

// What the installation can do. What is wished of a kind without being possible today stands there too and says so: the form shows what is
// stored, and saving it unchanged keeps it for the day when it is possible.
std::vector<web::Option> channels(const Service& service, Channel wished, Language language) {
  std::vector<web::Option> out;
  for (const Channel channel : {Channel::page, Channel::digest, Channel::mail, Channel::phone}) {
    const bool possible = channel == Channel::page || (channel == Channel::phone ? service.can_phone() : service.can_mail());
    if (!possible && channel != wished) continue;
    const std::string said(translate(channel_words(channel), language));
    out.push_back({std::string(name(channel)), possible ? said : format(msg::channel_not_here, language, {said})});
  }
  return out;
}

// Of the daily letter; where there are no letters its values are kept as they are.
void digest_part(Html& out, const web::Form& form, const Service& service, const http::Fields& stored) {
  constexpr std::string_view kHour = "digest_hour", kDays = "digest_days";
  if (!service.can_mail()) {
    for (const std::string_view key : {kHour, kDays})
      out << "<input type=\"hidden\" name=\""_h << key << "\" value=\""_h << stored.get(key) << "\">"_h;
    return;
  }
  std::vector<web::Option> hours;
  for (int hour = 0; hour < 24; ++hour) hours.push_back({std::to_string(hour), std::to_string(hour) + ":00"});
  web::control(out, form, set_channels().shape(), kHour, {.options = hours});
  web::control(out, form, set_channels().shape(), kDays);
}

void kinds_part(Html& out, const http::Asked& call, const Service& service, const Settings& settings) {
  out << "<h2>"_h << msg::kinds_heading << "</h2>"_h;
  if (settings.kinds.empty()) {
    out << "<p>"_h << msg::kinds_none << "</p>"_h;
    return;
  }
  if (!service.can_mail() && !service.can_phone()) {
    out << "<p>"_h << msg::page_alone_here << "</p>"_h;
    return;
  }
  const Person& person = settings.person;
  SetChannels stored{.version = person.version, .channels = {}, .digest_hour = person.digest_hour, .digest_days = person.digest_days,
                     .language = std::string(code(person.language))};
  const auto wished = [](const KindChoice& choice) { return choice.chosen.value_or(choice.kind->usual); };
  for (const KindChoice& choice : settings.kinds)
    stored.channels.emplace_back(std::string(choice.kind->name), std::string(name(wished(choice))));
  const http::Fields shown = set_channels().show(stored);
  const web::Form form = form_of(call, kSettings, &shown);
  web::open_form(out, form, kSettings);
  web::control(out, form, set_channels().shape(), "version");
  for (const KindChoice& choice : settings.kinds)
    web::select_field(out, form, {.name = "channels." + std::string(choice.kind->name), .label = choice.kind->label},
                      channels(service, wished(choice), out.language()));
  digest_part(out, form, service, shown);
  web::control(out, form, set_channels().shape(), "language");
  web::button(out, msg::save);
  web::close_form(out);
}

std::string purpose_words(const Link& link, Language language) {
  switch (link.purpose) {
    case Purpose::confirm_mail: return format(msg::purpose_confirm_mail, language, {link.subject});
    case Purpose::confirm_phone: return format(msg::purpose_confirm_phone, language, {link.subject});
    case Purpose::stop_mail: break;
  }
  return std::string(translate(msg::purpose_stop_mail, language));
}

void links_part(Html& out, const http::Asked& call, const Settings& settings) {
  if (settings.links.empty()) return;
  out << "<h2>"_h << msg::links_heading << "</h2><p>"_h << msg::links_teach << "</p>"_h;
  const web::Table table{
      msg::links_caption,
      {{"purpose", msg::link_purpose}, {"made", msg::link_made}, {"expires", msg::link_expires}, {"act", msg::link_act}}};
  web::table(out, call.request, table, [&](Html& rows) {
    for (const Link& link : settings.links) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << purpose_words(link, rows.language());
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], show(link.made, rows.language()));
      web::text_cell(rows, table.columns[2], show(link.expires, rows.language()));
      web::open_cell(rows, table.columns[3]);
      web::act(rows, call.request, {"/notices/links/" + link.id.text() + "/end", msg::link_end});
      web::close_cell(rows);
      web::close_row(rows);
    }
  });
}

Result<Response> show_settings(const Pages& pages, const Call<>& call) {
  OCOP_TRY(settings, pages.service.settings(call.actor));
  return web::page(pages.site, call.request, {.title = std::string(translate(msg::settings_title, call.language()))}, [&](Html& out) {
    out << "<h1>"_h << msg::settings_title << "</h1><p class=\"lead\">"_h << msg::settings_lead << "</p>"_h;
    web::error_summary(out, web::form(call));
    address_part(out, call, pages.service, settings);
    phone_part(out, call, pages.service, settings);
    kinds_part(out, call, pages.service, settings);
    links_part(out, call, settings);
    if (settings.person.address.empty() && settings.person.phone.empty() && settings.links.empty()) return;
    out << "<p class=\"small\">"_h << msg::forget_teach << "</p>"_h;
    web::act(out, call.request, {std::string(kSettings) + "/forget", msg::forget_button, web::ButtonKind::danger});
  });
}

Result<Response> save(const Pages& pages, const Call<SetChannels>& call) {
  OCOP_CHECK(pages.service.set_channels(call.actor, call.input));
  return web::redirect_with_flash(pages.site, call.request, kSettings, msg::settings_saved);
}

Result<Response> set_address(const Pages& pages, const Call<AskAddress>& call) {
  OCOP_CHECK(pages.service.ask_address(call.actor, call.input.address, call.language()));
  return web::redirect_with_flash(pages.site, call.request, kSettings, msg::address_sent);
}

Result<Response> set_phone(const Pages& pages, const Call<AskPhone>& call) {
  OCOP_CHECK(pages.service.ask_phone(call.actor, call.input.phone, call.language()));
  return web::redirect_with_flash(pages.site, call.request, kSettings, msg::phone_sent);
}

Result<Response> forget(const Pages& pages, const Call<>& call) {
  OCOP_CHECK(pages.service.forget(call.actor));
  return web::redirect_with_flash(pages.site, call.request, kSettings, msg::forgotten);
}

Result<Response> end_link(const Pages& pages, const Call<>& call, LinkId id) {
  OCOP_CHECK(pages.service.end_link(call.actor, id));
  return web::redirect_with_flash(pages.site, call.request, kSettings, msg::link_ended);
}

}  // namespace

void add_settings_pages(http::Router& router, const std::shared_ptr<const Pages>& pages) {
  constexpr Policy kHolder = Policy::signed_in();
  http::Table(router, pages)
      .get(kSettings, kHolder, show_settings, "How notices reach the person: address, channels, digest, links")
      .form(kSettings, kHolder, set_channels(), save, show_settings, "Choose how each kind of notice is told")
      .form("/notices/settings/address", kHolder, ask_address(), set_address, show_settings,
            "Send a link to an address that shall be confirmed")
      .form("/notices/settings/phone", kHolder, ask_phone(), set_phone, show_settings, "Send a link to a number that shall be confirmed")
      .post("/notices/settings/forget", kHolder, forget, "Delete address, number, links and what waits to be sent")
      .post("/notices/links/{id}/end", kHolder, end_link, "Take back a link that needs no sign-in");
}

}  // namespace ocop::notices
