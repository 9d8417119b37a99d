#include "modules/waits/lists.h"

#include "modules/waits/messages.h"
#include "modules/waits/store.h"

namespace ocop::waits {
namespace {

Scope offices_of(const Actor& actor) { return Scope::of(actor, {Role::commune_officer, Role::provincial_body}); }
std::string path_of(const Opinion& one) { return "/dossiers/" + one.dossier.text() + "/opinion"; }

void write(json::Writer& out, const Opinion& one) {
  out.begin_object().field("dossier", one.dossier).field("province", one.province).field("commune", one.commune);
  out.field("grade", one.grade).field("words", one.words).field("given", one.given).end_object();
}

using evaluation::Published;

std::string part_of(const Published& one, const char* part) {
  const auto found = one.parts.find(part);
  return found == one.parts.end() ? std::string() : found->second.cut(rulebooks::kShownDecimals);
}
lists::Column<Published> part(const char* code) {
  return lists::column<Published>({.label = {code, code}, .align = lists::Align::number, .width = 8},
                                  [code](const Published& one) { return part_of(one, code); });
}
const rulebooks::Table* table_of(const rulebooks::Library& library, const Published& one) {
  for (const rulebooks::Rulebook& rulebook : library.rulebooks())
    if (const rulebooks::Table* table = rulebook.find(one.product_set)) return table;
  return nullptr;
}
// "4.1 (4 sao); giả mạo hồ sơ": floors of the next star that were missed, and what excluded it.
std::string reasons(const rulebooks::Library& library, const Published& one, Language language) {
  std::string out;
  const auto add = [&](const std::string& words) { out += (out.empty() ? "" : "; ") + words; };
  for (const rulebooks::MissedFloor& floor : one.missed)
    add(format(msg::missed_floor, language, {floor.criterion, std::to_string(floor.star)}));
  const rulebooks::Table* table = table_of(library, one);
  for (const std::string& code : one.knockouts) {
    std::string words = format(msg::knocked_out_in, language, {code});   // a criterion's own
    if (table)
      for (const rulebooks::Knockout& known : table->knockouts)
        if (known.code == code) words = known.label.in(language);
    add(words);
  }
  constexpr std::int64_t kOfMinistry = 90;   // points: articles 3.3a, 7.3e
  if (one.stars == 0 && one.knockouts.empty() && one.total >= Rational(kOfMinistry)) add(in(msg::of_ministry, language));
  return out;
}

void write_result(json::Writer& out, const Published& one) {
  out.begin_object().field("number", one.number).field("name", one.product_name).field("province", one.province);
  out.field("commune", one.commune).field("product_set", one.product_set).field("decided", one.decided).member("parts").begin_object();
  for (const auto& [code, points] : one.parts) out.field(code, points.cut(rulebooks::kShownDecimals));
  out.end_object().field("total", one.total.cut(rulebooks::kShownDecimals)).field("stars", std::int64_t{one.stars});
  out.member("missed").begin_array();
  for (const rulebooks::MissedFloor& floor : one.missed)
    out.begin_object().field("star", std::int64_t{floor.star}).field("criterion", floor.criterion).end_object();
  out.end_array().member("knockouts").begin_array();
  for (const std::string& code : one.knockouts) out.text(code);
  out.end_array().end_object();
}

void add_results(http::Router& router, const lists::Host& host, const Service& service) {
  const places::Index& places = service.parts().places;
  const rulebooks::Library& library = service.parts().library;
  const evaluation::Courses& courses = service.parts().courses;
  lists::add(router, host,
             lists::List<Published>{
                 .name = "results",
                 .rows = courses.published(),
                 .complete = [&courses](std::vector<Published>& rows) { courses.score(rows); },
                 .words = {msg::results_title, msg::results_none, msg::results_none_teach},
                 .columns = {lists::column({.label = msg::product, .width = 40}, &Published::product_name),
                             lists::column({.label = msg::number, .shown = lists::Shown::exports, .width = 26}, &Published::number),
                             lists::column<Published>({.label = msg::product_set, .shown = lists::Shown::exports, .width = 34},
                                                      [&library](const Published& one, Language language) {
                                                        const rulebooks::Table* table = table_of(library, one);
                                                        return table ? table->name.in(language) : one.product_set;
                                                      }),
                             lists::column<Published>({.label = msg::place, .width = 34},
                                                      [&places](const Published& one, Language language) {
                                                        return places.show(one.province, one.commune, language);
                                                      }),
                             part("A"), part("B"), part("C"),
                             lists::column<Published>({.label = msg::total, .align = lists::Align::number},
                                                      [](const Published& one) { return one.total.cut(rulebooks::kShownDecimals); }),
                             lists::column<Published>({.label = msg::stars, .align = lists::Align::number},
                                                      [](const Published& one) { return std::int64_t{one.stars}; }),
                             lists::column<Published>({.label = msg::reasons, .width = 40},
                                                      [&library](const Published& one, Language language) {
                                                        return reasons(library, one, language);
                                                      }),
                             lists::column({msg::decided, "decided"}, &Published::decided)},
                 .filters = {lists::options("province", msg::province,
                                            [&places](Language language) { return lists::named(places.provinces(), language); }),
                             lists::text("commune", msg::column_office).as(lists::Filter::Style::none),
                             lists::text("set", msg::product_set).as(lists::Filter::Style::none)},
                 .json = write_result},
             {.page = "/waits/results",
              .api = "/api/v1/waits/results",
              .policy = Policy::anyone(),
              .scope = [](const Actor&) { return Scope::everything(); },
              .summary = "results of decided dossiers: points of each part, stars, and what stood before the next one; province, "
                         "commune, set",
              .description = msg::results_lead});
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  add_results(router, host, service);
  const places::Index& places = service.parts().places;
  lists::add(router, host,
             lists::List<Opinion>{
                 .name = "opinions",
                 .rows = store::opinions(),
                 .words = {msg::opinions_title, msg::opinions_none, msg::opinions_none_teach},
                 .columns = {lists::linked({msg::given, "given"}, &Opinion::given, path_of),
                             lists::column({msg::grade_short, "grade", lists::Align::number}, &Opinion::grade),
                             lists::column({.label = msg::opinion_words, .width = 60}, &Opinion::words),
                             lists::column<Opinion>({.label = msg::column_office, .width = 34},
                                                    [&places](const Opinion& one, Language language) {
                                                      return places.show(one.province, one.commune, language);
                                                    })},
                 .filters = {lists::text("commune", msg::column_office).as(lists::Filter::Style::none)},
                 .json = write},
             {.page = "/waits/opinions",
              .api = "/api/v1/waits/opinions",
              .policy = Policy::roles(Role::commune_officer, Role::provincial_body),
              .scope = offices_of,
              .summary = "what producers said of how their dossiers were dealt with, of the office's place; commune"});
}

}  // namespace ocop::waits
