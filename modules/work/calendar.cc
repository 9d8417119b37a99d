#include "modules/work/calendar.h"

#include "kernel/i18n/translate.h"
#include "kernel/icalendar/icalendar.h"
#include "kernel/web/page.h"
#include "modules/work/lists.h"
#include "modules/work/messages.h"
#include "modules/work/store.h"

namespace ocop::work {
namespace {

using http::Call;
using http::Response;
using icalendar::escaped;
using icalendar::line;

void write_event(std::string& out, const Item& item, const Telling& told, const std::string& public_url, Language language) {
  line(out, "BEGIN:", "VEVENT");
  line(out, "UID:", item.thing.text() + "-" + item.source + "@ocop");   // the same event at the next look, on whatever day it then is
  line(out, "DTSTAMP:", icalendar::moment(item.entry.since));
  line(out, "DTSTART;VALUE=DATE:", icalendar::day(told.term->on));
  const std::string_view first = item.entry.state == State::waiting ? std::string_view(told.act.label) : std::string_view();
  line(out, "SUMMARY:", escaped(std::string(first) + (first.empty() ? "" : ": ") + told.title));
  line(out, "DESCRIPTION:", escaped(told.of + "\n" + told.state));
  line(out, "URL:", public_url + web::link(language, told.path));
  line(out, "TRANSP:", "TRANSPARENT");
  line(out, "END:", "VEVENT");
}

std::vector<Item> terms_of(const lists::Host& host, const Actor& actor) {
  const auto rows = store::items();
  std::vector<Item> out;
  for (const State state : {State::waiting, State::others}) {
    lists::Question question{.limit = kMostInCalendar};
    question.conditions.emplace_back(rows.source.condition("state"), std::string(name(state)));
    host.database.read([&](db::Reader& reader) {
      return lists::read(reader, rows.source, scope_of(actor), question, [&](const db::Row& row) { out.push_back(rows.load(row)); });
    });
  }
  complete(host.offers.all<Source>(), out);
  return out;
}

struct Calendar {
  lists::Host host;
  Result<Response> file(const Call<>& call) const {
    Response out;
    out.content_type = "text/calendar; charset=utf-8";
    out.body = calendar_of(terms_of(host, call.actor), host.site.public_url, call.language());
    return std::move(out).with("Content-Disposition", "attachment; filename=\"ocop-work.ics\"");
  }
};

}  // namespace

std::string calendar_of(std::span<const Item> items, const std::string& public_url, Language language) {
  std::string out;
  icalendar::begin(out, "work", translate(msg::calendar_name, language));
  for (const Item& item : items) {
    if (!item.tell) continue;
    const Telling told = item.tell(language);
    if (told.term) write_event(out, item, told, public_url, language);
  }
  icalendar::end(out);
  return out;
}

void add_calendar(http::Router& router, const lists::Host& host) {
  http::Table<const Calendar>(router, std::make_shared<const Calendar>(host))
      .get(std::string(kCalendarPath), Policy::signed_in(), &Calendar::file,
           "The terms of what waits for the caller, as a calendar (RFC 5545)");
}

}  // namespace ocop::work
