#include "modules/waits/lists.h"

#include "modules/waits/messages.h"
#include "modules/waits/store.h"

namespace ocop::waits {
namespace {

Scope offices_of(const Actor& actor) { return Scope::of(actor, {Role::commune_officer, Role::provincial_body}); }
std::string path_of(const Opinion& one) { return "/dossiers/" + one.dossier.text() + "/opinion"; }

void write(json::Writer& out, const Opinion& one) {
  out.begin_object().field("dossier", one.dossier).field("province", one.province).field("commune", one.commune);
  out.field("words", one.words).field("given", one.given).end_object();
}

// What was recognised, and the points that it was recognised by.
struct Awarded {
  certificates::Certificate certificate;
  evaluation::Published points;
};

lists::Rows<Awarded> results_of(const certificates::Awards& awards) {
  const auto awarded = awards.awarded();
  return {awarded.source, [load = awarded.load](const db::Row& row) { return Awarded{load(row), {}}; }};
}
// As logged, with points. One that nobody here scored (recognised before, or elsewhere) has none.
void complete(std::vector<Awarded>& rows, const certificates::Awards& awards, const evaluation::Courses& courses) {
  std::vector<certificates::Certificate> certificates;
  for (Awarded& one : rows) certificates.push_back(std::move(one.certificate));
  awards.settle(certificates);
  std::vector<evaluation::Published> points;
  for (const certificates::Certificate& one : certificates) points.push_back({.id = one.dossier});
  courses.score(points);
  rows.clear();
  for (std::size_t i = 0; i < certificates.size(); ++i) rows.push_back({std::move(certificates[i]), std::move(points[i])});
}

std::string part_of(const Awarded& one, const char* part) {
  const auto found = one.points.parts.find(part);
  return found == one.points.parts.end() ? std::string() : found->second.cut(rulebooks::kShownDecimals);
}
std::string total_of(const Awarded& one) {
  return one.points.parts.empty() ? std::string() : one.points.total.cut(rulebooks::kShownDecimals);
}
bool is_withdrawn(const Awarded& one) { return one.certificate.state == certificates::State::withdrawn; }
lists::Column<Awarded> part(const char* code) {
  return lists::column<Awarded>({.label = {code, code}, .align = lists::Align::number, .width = 8},
                               [code](const Awarded& one) { return part_of(one, code); });
}
lists::Column<Awarded> of(lists::Heading heading, auto certificates::Certificate::*member) {
  return lists::column<Awarded>(std::move(heading), [member](const Awarded& one) { return one.certificate.*member; });
}
const rulebooks::Table* table_of(const rulebooks::Library& library, std::string_view product_set) {
  for (const rulebooks::Rulebook& rulebook : library.rulebooks())
    if (const rulebooks::Table* table = rulebook.find(product_set)) return table;
  return nullptr;
}
// "tiêu chí 4.1 chưa đạt mức của 4 sao": floors of the next star that were missed.
std::string reasons(const Awarded& one, Language language) {
  std::string out;
  for (const rulebooks::MissedFloor& floor : one.points.missed)
    out += (out.empty() ? "" : "; ") + format(msg::missed_floor, language, {floor.criterion, std::to_string(floor.star)});
  return out;
}
// As decided; of one that was taken back it says so.
std::string stars_of(const Awarded& one, Language language) {
  const std::string stars = std::to_string(one.certificate.stars);
  return is_withdrawn(one) ? format(msg::stars_withdrawn, language, {stars}) : stars;
}

void write_result(json::Writer& out, const Awarded& one) {
  const certificates::Certificate& certificate = one.certificate;
  out.begin_object().field("certificate", certificate.number).field("name", certificate.product_name);
  out.field("province", certificate.province).field("place", certificate.place).field("product_set", certificate.product_set);
  out.field("decision", certificate.decision_number).field("decided", certificate.decided).field("stars", std::int64_t{certificate.stars});
  out.field("withdrawn", is_withdrawn(one)).member("parts").begin_object();
  for (const auto& [code, points] : one.points.parts) out.field(code, points.cut(rulebooks::kShownDecimals));
  out.end_object().field("total", total_of(one)).member("missed").begin_array();
  for (const rulebooks::MissedFloor& floor : one.points.missed)
    out.begin_object().field("star", std::int64_t{floor.star}).field("criterion", floor.criterion).end_object();
  out.end_array().end_object();
}

std::vector<lists::Column<Awarded>> result_columns(const rulebooks::Library& library) {
  using certificates::Certificate;
  const auto product_set = [&library](const Awarded& one, Language language) {
    const rulebooks::Table* table = table_of(library, one.certificate.product_set);
    return table ? table->name.in(language) : one.certificate.product_set;
  };
  const auto name = [](const Awarded& one, Language) {
    return lists::Cell{one.certificate.product_name, certificates::certificate_path(one.certificate.number)};
  };
  return {{{.label = msg::product, .width = 40}, name},
          of({.label = msg::certificate, .shown = lists::Shown::exports, .width = 26}, &Certificate::number),
          lists::column<Awarded>({.label = msg::product_set, .shown = lists::Shown::exports, .width = 34}, product_set),
          of({.label = msg::place, .width = 34}, &Certificate::place),
          part("A"), part("B"), part("C"),
          lists::column<Awarded>({.label = msg::total, .align = lists::Align::number}, total_of),
          lists::column<Awarded>({.label = msg::stars, .align = lists::Align::number}, stars_of),
          lists::column<Awarded>({.label = msg::reasons, .width = 40}, reasons),
          of({.label = msg::decision, .shown = lists::Shown::exports, .width = 20}, &Certificate::decision_number),
          of({.label = msg::decided, .shown = lists::Shown::exports}, &Certificate::decided),
          of({msg::issued, "issued"}, &Certificate::issued)};
}

void add_results(http::Router& router, const lists::Host& host, const Service& service) {
  const places::Index& places = service.parts().places;
  const evaluation::Courses& courses = service.parts().courses;
  const certificates::Awards& awards = service.parts().awards;
  lists::add(router, host,
             lists::List<Awarded>{
                 .name = "results",
                 .rows = results_of(awards),
                 .complete = [&courses, &awards](std::vector<Awarded>& rows) { complete(rows, awards, courses); },
                 .words = {msg::results_title, msg::results_none, msg::results_none_teach},
                 .columns = result_columns(service.parts().library),
                 .filters = {lists::options("province", msg::province,
                                            [&places](Language language) { return lists::named(places.provinces(), language); }),
                             lists::text("set", msg::product_set).as(lists::Filter::Style::none)},
                 .json = write_result},
             {.page = "/waits/results",
              .api = "/api/v1/waits/results",
              .policy = Policy::anyone(),
              .scope = [](const Actor&) { return Scope::everything(); },
              .summary = "what was recognised: points of each part, stars as decided, and what stood before the next one; province, set",
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
