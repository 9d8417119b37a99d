#include "modules/work/pages.h"

#include <algorithm>
#include <iterator>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "modules/work/messages.h"

// The day's work: what waits for the reader by legal deadline, what waits for others, what is done.
namespace ocop::work {
namespace {

using http::Response;
using web::Html;
using web::operator""_h;

bool earlier(const Item& a, const Item& b) {
  if (a.deadline.has_value() != b.deadline.has_value()) return a.deadline.has_value();
  if (a.deadline && a.deadline->on != b.deadline->on) return a.deadline->on < b.deadline->on;
  return a.since < b.since;
}

void append(std::vector<Item>& to, std::vector<Item>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void item_line(Html& out, const Item& item, web::ButtonKind act) {
  out << "<li><div><h2><a href=\""_h << web::link(out.language(), item.path) << "\">"_h << item.title << "</a></h2><p>"_h << item.of
      << "</p><p class=\"small\">"_h << item.state << "</p>"_h;
  if (item.deadline) {
    constexpr int kSoon = 3;   // working days: time enough for one visit and one letter
    const int left = item.deadline->working_days_left;
    out << "<p class=\"deadline"_h
        << (left < 0        ? " over"_h
            : left <= kSoon ? " soon"_h
                            : ""_h)
        << "\">"_h << item.deadline->words << "</p>"_h;
  }
  for (const std::string& note : item.notes) out << "<p class=\"small\">"_h << note << "</p>"_h;
  out << "</div>"_h;
  web::link_button(out, Message{item.act.label, item.act.label}, item.act.path, act);
  out << "</li>"_h;
}

void list(Html& out, const std::vector<Item>& items, web::ButtonKind act) {
  out << "<ul class=\"work\">"_h;
  for (const Item& item : items) item_line(out, item, act);
  out << "</ul>"_h;
}

void folded(Html& out, const Message& heading, const std::vector<Item>& items) {
  if (items.empty()) return;
  out << "<details><summary>"_h << format(heading, out.language(), {std::to_string(items.size())}) << "</summary>"_h;
  list(out, items, web::ButtonKind::quiet);
  out << "</details>"_h;
}

void nothing(Html& out, const std::vector<Source>& sources, const Actor& actor, const Work& all) {
  for (const Source& source : sources) {
    const auto told = source.nothing ? source.nothing(actor, all) : std::nullopt;
    if (told) return web::empty_state(out, told->heading, told->teach, told->path, told->act ? &*told->act : nullptr);
  }
  web::empty_state(out, msg::nothing, msg::nothing_teach);
}

void starts(Html& out, const std::vector<Source>& sources, const Actor& actor) {
  std::vector<Act> acts;
  for (const Source& source : sources) {
    if (!source.starts) continue;
    for (Act& act : source.starts(actor, out.language())) acts.push_back(std::move(act));
  }
  if (acts.empty()) return;
  out << "<p class=\"acts\">"_h;
  for (const Act& act : acts) web::link_button(out, Message{act.label, act.label}, act.path, web::ButtonKind::quiet);
  out << "</p>"_h;
}

struct Page {
  const web::Site& site;
  const manifest::Offers& offers;
};

Result<Response> show(const Page& page, const http::Call<>& call) {
  const auto& sources = page.offers.all<Source>();
  OCOP_TRY(work, collect(sources, call.actor, call.language()));
  return web::page(page.site, call.request, {.title = std::string(translate(msg::title, call.language()))}, [&](Html& out) {
    out << "<h1>"_h << msg::title << "</h1>"_h;
    if (work.waiting.empty()) nothing(out, sources, call.actor, work);
    else list(out, work.waiting, web::ButtonKind::main);
    if (!work.waiting.empty() || !work.others.empty() || !work.done.empty()) starts(out, sources, call.actor);
    folded(out, msg::others, work.others);
    folded(out, msg::done, work.done);
  });
}

}  // namespace

Result<Work> collect(const std::vector<Source>& sources, const Actor& actor, Language language) {
  Work all;
  for (const Source& source : sources) {
    OCOP_TRY(some, source.list(actor, language));
    append(all.waiting, some.waiting);
    append(all.others, some.others);
    append(all.done, some.done);
  }
  std::stable_sort(all.waiting.begin(), all.waiting.end(), earlier);
  std::stable_sort(all.others.begin(), all.others.end(), earlier);
  return all;
}

void add_pages(http::Router& router, const web::Site& site, const manifest::Offers& offers) {
  http::Table(router, std::make_shared<const Page>(Page{site, offers}))
      .get(kPath, Policy::signed_in(), show, "What waits for the signed-in person, by legal deadline");
}

}  // namespace ocop::work
