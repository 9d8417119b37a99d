#include "modules/sites/feeds.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/icalendar/icalendar.h"
#include "kernel/web/html.h"
#include "kernel/web/page.h"
#include "modules/sites/messages.h"
#include "modules/sites/view.h"

namespace ocop::sites {
namespace {

// ---- RFC 5545: kernel/icalendar writes the lines

using icalendar::escaped;
using icalendar::line;

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }
std::string moment_of(Date date, int minutes) {            // 24:00 is the next day's 0:00
  constexpr int kHour = 60, kDay = 24 * kHour;
  const Date day = date.plus_days(minutes / kDay);
  return icalendar::day(day) + "T" + two(minutes % kDay / kHour) + two(minutes % kHour) + "00";
}
struct Events {
  std::string& out;
  const Page& page;
  const std::string where;
  const std::string url;

  void begin(std::string_view key, const std::string& summary) const {
    line(out, "BEGIN:", "VEVENT");
    line(out, "UID:", page.producer.id.text() + "-" + std::string(key) + "@ocop");   // the same event at the next look
    line(out, "DTSTAMP:", icalendar::moment(page.published.value_or(page.now)));
    line(out, "SUMMARY:", escaped(summary));
    line(out, "LOCATION:", escaped(where));
    if (page.content.point) {
      std::string point = rules::show(page.content.point);
      std::erase(point, ' ');
      std::ranges::replace(point, ',', ';');
      line(out, "GEO:", point);
    }
    line(out, "URL:", url);
    line(out, "TRANSP:", "TRANSPARENT");                    // it takes nobody's time in the reader's calendar
  }
  void end() const { line(out, "END:", "VEVENT"); }
};

void write_hours(const Events& events, Date from, Language language) {
  constexpr std::array<std::string_view, kWeekdays> kDays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  const std::string summary = format(msg::calendar_open, language, {events.page.producer.name_in(language)});
  for (const rules::HoursLine& one : rules::hours_lines(events.page.content.week)) {
    if (!one.hours) continue;
    Date first = from;
    while (first.weekday() - 1 != one.first) first = first.plus_days(1);
    std::string days;
    for (int day = one.first; day <= one.last; ++day) days.append(days.empty() ? "" : ",").append(kDays[static_cast<std::size_t>(day)]);
    events.begin("open-" + std::string(rules::day_word(one.first)), summary);
    line(events.out, "DTSTART;TZID=Asia/Ho_Chi_Minh:", moment_of(first, one.hours->from));
    line(events.out, "DTEND;TZID=Asia/Ho_Chi_Minh:", moment_of(first, one.hours->to));
    line(events.out, "RRULE:", "FREQ=WEEKLY;BYDAY=" + days);
    events.end();
  }
}

// A month each: a span over the end of February would be a day short in a leap year.
void write_season(const Events& events, Date from, Language language) {
  const auto& season = events.page.content.season;
  if (season.none() || season.all()) return;               // all the year: nothing to be reminded of
  const std::string summary = format(msg::calendar_season, language, {events.page.producer.name_in(language)});
  for (int month = 1; month <= kMonths; ++month) {
    if (!season[static_cast<std::size_t>(month - 1)]) continue;
    const Date first = *Date::of(from.civil().year, month, 1);
    events.begin("month-" + std::to_string(month), summary);
    line(events.out, "DTSTART;VALUE=DATE:", icalendar::day(first));
    line(events.out, "DTEND;VALUE=DATE:", icalendar::day(first.plus_months(1)));
    line(events.out, "RRULE:", "FREQ=YEARLY");
    events.end();
  }
}

// ---- RFC 4287

void element(std::string& out, std::string_view name, std::string_view words) {
  out.append("<").append(name).append(">");
  web::Html::escape(out, words);
  out.append("</").append(name).append(">");
}
struct Entry {
  std::string id, title, path, summary;
  Instant updated{};
};
void write_entry(std::string& out, const Entry& entry, const std::string& public_url, Language language) {
  out += "<entry>";
  element(out, "id", "urn:" + entry.id);
  element(out, "title", entry.title);
  element(out, "updated", entry.updated.iso());
  out += "<link href=\"";
  web::Html::escape(out, public_url + web::link(language, entry.path));
  out += "\"/>";
  if (!entry.summary.empty()) element(out, "summary", entry.summary);
  out += "</entry>\n";
}
std::vector<Entry> entries_of(const Page& page, Language language) {
  const std::string maker = page.producer.id.text();
  std::vector<Entry> out{{"uuid:" + maker + ":edition:" + std::to_string(page.edition),
                          format(msg::news_edition, language, {page.producer.name_in(language)}), "/" + page.name,
                          std::string(page.content.face.in(language)), *page.published}};
  const Date today = vietnam_date(page.now);
  for (const products::Product& product : page.products) {
    const int stars = products::stars_in_force(product.standing, today);
    if (stars == 0 || !product.standing.decided) continue;
    out.push_back({"uuid:" + product.id.text() + ":stars:" + product.standing.decided->iso(),
                   format(msg::news_stars, language, {product.name_in(language), std::to_string(stars)}), "/products/" + product.code,
                   product.standing.decision, start_of_vietnam_day(*product.standing.decided)});
  }
  std::ranges::stable_sort(out, std::ranges::greater(), &Entry::updated);
  return out;
}

}  // namespace

std::optional<std::string> calendar_of(const Page& page, const places::Index& places, const std::string& public_url, Language language) {
  const auto& season = page.content.season;
  if (!rules::has_hours(page.content.week) && (season.none() || season.all())) return std::nullopt;
  std::string out;
  icalendar::begin(out, "maker's page", "");
  line(out, "BEGIN:", "VTIMEZONE");
  line(out, "TZID:", "Asia/Ho_Chi_Minh");
  for (const std::string_view fixed :
       {"BEGIN:STANDARD", "DTSTART:19750613T000000", "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "END:STANDARD"})
    line(out, fixed, "");
  line(out, "END:", "VTIMEZONE");
  const Date from = vietnam_date(page.published.value_or(page.now));
  const Events events{out, page, place_of(page, places, language), public_url + web::link(language, "/" + page.name)};
  write_hours(events, from, language);
  write_season(events, from, language);
  icalendar::end(out);
  return out;
}

std::string news_of(const Page& page, const std::string& public_url, Language language) {
  const auto entries = entries_of(page, language);
  const std::string maker(page.producer.name_in(language));
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"";
  out.append(code(language)).append("\">");
  element(out, "id", "urn:uuid:" + page.producer.id.text());
  element(out, "title", maker);
  element(out, "updated", entries.front().updated.iso());
  out += "<link rel=\"self\" href=\"";
  web::Html::escape(out, public_url + web::link(language, "/" + page.name + std::string(kNewsEnd)));
  out += "\"/><author>";
  element(out, "name", maker);
  out += "</author>\n";
  for (const Entry& entry : entries) write_entry(out, entry, public_url, language);
  return out + "</feed>\n";
}

}  // namespace ocop::sites
