#include "modules/notices/lists.h"

#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/notices/messages.h"
#include "modules/notices/store.h"

namespace ocop::notices {
namespace {

using http::Asked;
using lists::Cell;
using lists::Shown;
using web::Html;
using web::operator""_h;

std::string path_of(const Notice& notice, std::string_view act) { return "/notices/" + notice.id.text() + std::string(act); }

std::string kind_label(const Service& service, const Notice& notice, Language language) {
  const Kind* kind = service.kind(notice.kind);
  return kind ? std::string(translate(kind->label, language)) : notice.kind;
}

// What was not read yet stands out by weight and a word.
void draw_sentence(Html& out, const Service& service, const Notice& notice) {
  if (notice.read) {
    out << "<span class=\"plain\">"_h << service.sentence(notice, out.language()) << "</span>"_h;
    return;
  }
  out << service.sentence(notice, out.language()) << " <span class=\"nav-count\">"_h << msg::is_new << "</span>"_h;
}

void draw_acts(Html& out, const Service& service, const Notice& notice, const Asked& call) {
  const Kind* kind = service.kind(notice.kind);
  out << "<div class=\"acts\">"_h;
  web::act(out, call.request,
           {path_of(notice, "/open"), kind ? kind->act : msg::open_it, notice.read ? web::ButtonKind::quiet : web::ButtonKind::main});
  if (!notice.read) web::act(out, call.request, {path_of(notice, "/read"), msg::mark_read});
  out << "</div>"_h;
}

std::vector<lists::Column<Notice>> columns(const Service& service) {
  return {{{.label = msg::column_what, .width = 60},
           [&service](const Notice& one, Language language) { return Cell{service.sentence(one, language)}; },
           [&service](Html& out, const Notice& one) { draw_sentence(out, service, one); }},
          {{.label = msg::column_created, .sort = "created"},
           [](const Notice& one, Language language) { return lists::moment(one.created, language); }},
          {{.label = msg::column_kind, .shown = Shown::exports, .width = 30},
           [&service](const Notice& one, Language language) { return Cell{kind_label(service, one, language)}; }},
          {{.label = msg::column_read, .shown = Shown::exports},
           [](const Notice& one, Language language) { return lists::moment(one.read, language); }},
          {{.label = msg::column_link, .shown = Shown::exports, .width = 40},
           [](const Notice& one, Language) { return Cell{one.link}; }},
          {{.label = msg::column_acts, .shown = Shown::page},
           [](const Notice&, Language) { return Cell{}; },
           [&service](Html& out, const Notice& one, const Asked& call) { draw_acts(out, service, one, call); }}};
}

std::vector<lists::Filter> filters(const Service& service) {
  lists::Filter state = lists::choice("state", msg::state, {{"unread", msg::unread_heading}, {"read", msg::earlier_heading}});
  state.style = lists::Filter::Style::tabs;
  state.whole = "all";
  lists::Filter kind = lists::options("kind", msg::column_kind, [&service](Language language) {
    std::vector<web::Option> out;
    for (const Kind& one : service.kinds()) out.push_back({std::string(one.name), std::string(translate(one.label, language))});
    return out;
  });
  return {std::move(state), std::move(kind), lists::since("since", msg::told_since)};
}

void write_notice(json::Writer& out, const Service& service, const Notice& notice, Language language) {
  out.begin_object().field("id", notice.id.text()).field("kind", notice.kind).field("text", service.sentence(notice, language));
  out.field("link", notice.link).field("created", notice.created.iso());
  out.field("read", notice.read ? std::optional(notice.read->iso()) : std::nullopt).end_object();
}

http::Response frame(const web::Site& site, const Service& service, const Asked& call, const std::function<void(Html& out)>& list) {
  const web::PageOptions options{.title = std::string(translate(msg::title, call.language())), .width = web::Width::wide};
  return web::page(site, call.request, options, [&](Html& out) {
    out << "<h1>"_h << msg::title << "</h1>"_h;
    list(out);
    out << "<div class=\"acts\">"_h;
    if (service.unread(call.actor) > 0) web::act(out, call.request, {"/notices/read-all", msg::mark_all_read});
    web::link_button(out, msg::settings_link, "/notices/settings", web::ButtonKind::quiet);
    out << "</div>"_h;
  });
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  lists::add(
      router, host,
      lists::List<Notice>{
          .name = "notices",
          .rows = store::notices(),
          .words = {msg::title, msg::none_heading, msg::none_teach, {}, {}, msg::found_one, msg::found_many},
          .columns = columns(service),
          .filters = filters(service),
          .json = [&service](json::Writer& out, const Notice& one, const Asked& call) { write_notice(out, service, one, call.language()); },
          .json_of_all = [&service](json::Writer& out, const Asked& call) { out.field("unread", service.unread(call.actor)); }},
      {.page = "/notices",
       .api = "/api/v1/notices",
       .policy = Policy::signed_in(),
       .scope = lists::own,
       .summary = "own notices, newest first; state = unread, read or all, kind, since narrow",
       .frame = [&site = host.site, &service](const Asked& call, const std::function<void(Html& out)>& list) {
         return frame(site, service, call, list);
       }});
}

}  // namespace ocop::notices
