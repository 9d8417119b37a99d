#include "modules/work/lists.h"

#include <map>

#include "kernel/access/centre.h"
#include "kernel/i18n/translate.h"
#include "modules/work/calendar.h"
#include "modules/work/messages.h"
#include "modules/work/store.h"

// The day's work: what waits for the reader by legal term, what waits for others, what is done.
namespace ocop::work {
namespace {

using http::Asked;
using lists::Cell;
using lists::Shown;
using web::Html;
using web::operator""_h;

constexpr int kSoon = 3;   // working days: time enough for one visit and one letter

Telling telling(const Item& item, Language language) {
  if (item.tell) return item.tell(language);
  return {.title = std::string(translate(msg::gone, language)), .path = std::string(kPath), .of = {}, .state = {}, .act = {}};
}

void draw_thing(Html& out, const Item& item) {
  const Telling told = telling(item, out.language());
  out << "<a href=\""_h << web::link(out.language(), told.path) << "\">"_h << told.title << "</a><div class=\"plain small\">"_h << told.of
      << "</div><div class=\"plain small\">"_h << told.state << "</div>"_h;
  for (const std::string& note : told.notes) out << "<div class=\"plain small\">"_h << note << "</div>"_h;
}

void draw_term(Html& out, const Item& item) {
  const Telling told = telling(item, out.language());
  if (!told.term) return;
  const int left = told.term->working_days_left;
  const web::Markup urgent = left < 0 ? " over"_h : left <= kSoon ? " soon"_h : ""_h;
  out << "<span class=\"deadline"_h << urgent << "\">"_h << told.term->words << "</span>"_h;
}

void draw_act(Html& out, const Item& item) {
  const Act act = telling(item, out.language()).act;
  if (act.path.empty()) return;
  const web::ButtonKind kind = item.entry.state == State::waiting ? web::ButtonKind::main : web::ButtonKind::quiet;
  out << "<div class=\"acts\">"_h;
  web::link_button(out, Message{act.label, act.label}, act.path, kind);
  out << "</div>"_h;
}

std::vector<lists::Column<Item>> columns() {
  const auto told = [](auto Telling::*member) {
    return [member](const Item& item, Language language) { return Cell{telling(item, language).*member}; };
  };
  const auto on_page = [](const Item&, Language) { return Cell{}; };
  return {{{.label = msg::column_thing, .width = 34},
           [](const Item& item, Language language) {
             const Telling one = telling(item, language);
             return Cell{one.title, one.path};
           },
           draw_thing},
          {{.label = msg::column_of, .shown = Shown::exports, .width = 40}, told(&Telling::of)},
          {{.label = msg::column_state, .shown = Shown::exports, .width = 40}, told(&Telling::state)},
          {{.label = msg::column_term, .sort = "term"},
           [](const Item& item, Language language) {
             const auto term = telling(item, language).term;
             return lists::day(term ? std::optional(term->on) : std::nullopt, language);
           },
           draw_term},
          {{.label = msg::column_since, .sort = "since", .shown = Shown::exports},
           [](const Item& item, Language language) { return lists::moment(item.entry.since, language); }},
          {{.label = msg::column_turn, .shown = Shown::exports},
           [](const Item& item, Language language) { return Cell{std::string(translate(label(item.entry.state), language))}; }},
          {{.label = msg::column_act, .shown = Shown::exports},
           [](const Item& item, Language language) { return Cell{telling(item, language).act.label}; }},
          {{.label = msg::column_act, .shown = Shown::page}, on_page, draw_act}};
}

void write_item(json::Writer& out, const Item& item, Language language) {
  const Telling told = telling(item, language);
  out.begin_object().field("source", item.source).field("thing", item.thing.text()).field("state", name(item.entry.state));
  out.field("title", told.title).field("of", told.of).field("says", told.state).field("path", told.path);
  out.member("notes").begin_array();
  for (const std::string& note : told.notes) out.text(note);
  out.end_array().field("since", item.entry.since.iso());
  out.field("due", told.term ? std::optional(told.term->on.iso()) : std::nullopt);
  out.field("working_days_left", told.term ? std::optional<std::int64_t>(told.term->working_days_left) : std::nullopt);
  out.member("act").begin_object().field("label", told.act.label).field("path", told.act.path).end_object().end_object();
}

void nothing(Html& out, const std::vector<Source>& sources, const Actor& actor, std::int64_t listed) {
  for (const Source& source : sources) {
    const auto told = source.nothing ? source.nothing(actor, listed) : std::nullopt;
    if (told) return web::empty_state(out, told->heading, told->teach);
  }
  web::empty_state(out, msg::nothing, msg::nothing_teach);
}

// The main thing to do when nothing else is.
void starts(Html& out, const lists::Host& host, const Actor& actor) {
  std::vector<Act> acts;
  for (const Source& source : host.offers.all<Source>()) {
    if (!source.starts) continue;
    for (Act& act : source.starts(actor, out.language())) acts.push_back(std::move(act));
  }
  if (acts.empty()) return;
  const web::ButtonKind kind = waiting(host.database, actor) == 0 ? web::ButtonKind::main : web::ButtonKind::quiet;
  out << "<p class=\"acts\">"_h;
  for (const Act& act : acts) web::link_button(out, Message{act.label, act.label}, act.path, kind);
  out << "</p>"_h;
}

void panels(Html& out, const lists::Host& host, const http::Request& request, Panel::Where where) {
  for (const Panel& panel : host.offers.all<Panel>())
    if (panel.where == where) panel.show(out, request);
}

http::Response frame(const lists::Host& host, const Asked& call, const std::function<void(Html& out)>& list) {
  const web::PageOptions options{.title = std::string(translate(msg::title, call.language())), .width = web::Width::wide};
  return web::page(host.site, call.request, options, [&](Html& out) {
    out << "<h1>"_h << msg::title << "</h1>"_h;
    panels(out, host, call.request, Panel::Where::above);
    list(out);
    out << "<p class=\"plain small\"><a href=\""_h << web::link(out.language(), kCalendarPath) << "\">"_h << msg::calendar_take
        << "</a></p>"_h;
    starts(out, host, call.actor);
    web::duties(out, host.site, call.request);
    panels(out, host, call.request, Panel::Where::below);
  });
}

}  // namespace

void complete(const std::vector<Source>& sources, std::vector<Item>& items) {
  for (const Source& source : sources) {
    std::vector<Item*> its;
    for (Item& item : items)
      if (item.source == source.name) its.push_back(&item);
    if (!its.empty()) source.complete(its);
  }
}

Scope scope_of(const Actor& actor) {
  Scope out = with_centre(
      Scope::by_task(actor, {Role::commune_officer, Role::provincial_body, Role::council_member, Role::council_chair}), actor);
  // A secretary has what stands in the own name (a session of the council), not what waits for the province's body.
  if (!actor.has(Role::secretary)) return out;
  if (out.reach == Scope::Reach::nothing) out.reach = Scope::Reach::listed;
  out.assignee = actor.account;
  return out;
}

long long waiting(db::Database& database, const Actor& actor) {
  const Scope scope = scope_of(actor);
  if (scope.reach == Scope::Reach::nothing) return 0;
  return database.read([&](db::Reader& reader) { return store::waiting(reader, scope); });
}

void add_lists(http::Router& router, const lists::Host& host) {
  const manifest::Offers& offers = host.offers;
  lists::add(router, host,
             lists::List<Item>{
                 .name = "work",
                 .rows = store::items(),
                 .complete = [&offers](std::vector<Item>& items) { complete(offers.all<Source>(), items); },
                 .words = {msg::title, msg::nothing, msg::nothing_teach, {}, {}, msg::found_one, msg::found_many},
                 .columns = columns(),
                 .filters = {lists::choice("state", msg::column_turn, kStates).as(lists::Filter::Style::tabs, name(State::waiting))},
                 .json = [](json::Writer& out, const Item& item, const Asked& call) { write_item(out, item, call.language()); }},
             {.page = std::string(kPath),
              .api = "/api/v1/work",
              .policy = Policy::signed_in(),
              .scope = scope_of,
              .summary = "what waits for the caller by legal term; state = waiting (usual), others, done narrows",
              .frame = [host](const Asked& call, const std::function<void(Html& out)>& list) { return frame(host, call, list); },
              .none = [&offers](Html& out, const Asked& call, std::int64_t listed) {
                nothing(out, offers.all<Source>(), call.actor, listed);
              }});
}

}  // namespace ocop::work
