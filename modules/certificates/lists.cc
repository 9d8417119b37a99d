#include "modules/certificates/lists.h"

#include <algorithm>
#include <array>

#include "modules/certificates/api.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/pages_rulings.h"
#include "modules/certificates/store.h"
#include "modules/marks/marks.h"

namespace ocop::certificates {
namespace {

using products::Validity;
constexpr std::array kStandings{Validity::valid, Validity::renewal_window, Validity::extended, Validity::lapsed, Validity::withdrawn};

// validity() of rules.h as conditions of the database: withdrawn, else replaced, else by the last day, the day the renewal window opens and
// the renewals under way.
void narrow_to(lists::Question& question, const lists::Source& source, Validity validity, Date today) {
  const std::int64_t after_window = today.plus_days(rules::kRenewalEarliestDays + 1).days;
  const auto ask = [&](std::string_view word, std::int64_t day = 0) { question.conditions.emplace_back(source.condition(word), day); };
  if (validity == Validity::withdrawn) return ask("withdrawn");
  ask("standing");
  if (validity == Validity::lapsed) return ask("lapsed", today.days);
  ask("newest");
  if (validity == Validity::extended) return ask("extended", today.days);
  if (validity == Validity::valid) return ask("ends_from", after_window);
  ask("ends_from", today.days);
  ask("ends_before", after_window);
}

std::vector<lists::Filter> filters(const Service& service) {
  std::vector<input::Choice> standings;
  for (const Validity one : kStandings) standings.push_back({std::string(products::name(one)), marks::word(one)});
  lists::Filter validity = lists::choice("validity", msg::facet_validity, std::move(standings));
  validity.means = [&service](lists::Question& question, const lists::Source& source, const input::Value& value, const http::Asked&) {
    narrow_to(question, source, products::parse_validity(value.text).value_or(Validity::valid), service.today());
  };
  lists::Filter stars = lists::choice("stars", msg::facet_stars,
                                      std::vector<input::Choice>{{"5", msg::five_stars}, {"4", msg::four_stars}, {"3", msg::three_stars}});
  stars.value = [](std::string_view word) { return lists::Value(std::int64_t{word[0] - '0'}); };
  lists::Filter province = lists::options("province", msg::facet_province, [&service](Language language) {
    return lists::named(service.parts().places.provinces(), language);
  });
  for (lists::Filter* one : {&validity, &stars, &province}) one->style = lists::Filter::Style::facets;
  return {std::move(validity), std::move(stars), std::move(province)};
}

// May break after each of its hyphens, where text is twice as large.
void number_link(web::Html& out, const Issued& one) {
  using web::operator""_h;
  out << "<a href=\""_h << web::link(out.language(), certificate_path(one.certificate.number)) << "\">"_h;
  for (std::string_view rest = one.certificate.number; !rest.empty();) {
    const std::size_t end = std::min(rest.find('-'), rest.size() - 1) + 1;
    out << rest.substr(0, end) << "<wbr>"_h;
    rest.remove_prefix(end);
  }
  out << "</a>"_h;
}
// One column of the page: six do not fit there.
void maker_and_place(web::Html& out, const Issued& one) {
  using web::operator""_h;
  out << "<span>"_h << one.certificate.producer_name << "<br><span class=\"small\">"_h << one.certificate.place << "</span></span>"_h;
}

std::vector<lists::Column<Issued>> columns(const Service& service) {
  using lists::Cell;
  using lists::Shown;
  const auto of = [](lists::Heading heading, auto Certificate::*member) {
    return lists::column<Issued>(std::move(heading), [member](const Issued& one) { return one.certificate.*member; });
  };
  const auto standing = [&service](const Issued& one) { return validity(one.certificate, service.today()); };
  return {{{msg::fact_number, "number"},
           [](const Issued& one, Language) {
             return Cell{one.certificate.number, certificate_path(one.certificate.number)};
           },
           number_link},
          of({.label = msg::fact_product, .width = 34}, &Certificate::product_name),
          {{.label = msg::fact_producer, .width = 34},
           [](const Issued& one, Language) { return Cell{one.certificate.producer_name}; },
           maker_and_place},
          of({.label = msg::fact_place, .shown = Shown::exports, .width = 34}, &Certificate::place),
          of({.label = msg::column_province, .shown = Shown::exports}, &Certificate::province),
          of({.label = msg::fact_stars, .shown = Shown::exports}, &Certificate::stars),
          of({.label = msg::fact_decision, .shown = Shown::exports}, &Certificate::decision_number),
          of({.label = msg::fact_decided, .shown = Shown::exports}, &Certificate::decided),
          of({.label = msg::fact_signer, .shown = Shown::exports}, &Certificate::signer),
          of({.label = msg::fact_issued, .sort = "issued"}, &Certificate::issued),
          of({.label = msg::fact_valid_until, .sort = "valid_until", .shown = Shown::exports}, &Certificate::valid_until),
          {{.label = msg::column_standing, .sort = "valid_until"},
           [standing](const Issued& one, Language language) { return Cell{in(marks::word(standing(one)), language)}; },
           [standing](web::Html& out, const Issued& one) {
             marks::stars(out, one.certificate.stars, standing(one), shown_until(one.certificate));
           }}};
}

lists::Rows<DecisionView> awaiting(const evaluation::Evaluation& evaluation) {
  const auto waiting = evaluation.awaiting_decision();
  return {waiting.source, [load = waiting.load](const db::Row& row) {
            DecisionView out;
            out.dossier.id = load(row);
            return out;
          }};
}

void add_decisions(http::Router& router, const lists::Host& host, const Service& service) {
  using lists::Cell;
  lists::add(router, host,
             lists::List<DecisionView>{
                 .name = "decisions",
                 .rows = awaiting(service.parts().evaluation),
                 .complete = [&service](std::vector<DecisionView>& views) { service.complete(views); },
                 .words = {msg::decisions_title, msg::decisions_none, msg::decisions_none_teach, "/certificates", msg::list_title},
                 .columns = {{{.label = msg::fact_product, .width = 34},
                              [](const DecisionView& one, Language) {
                                return Cell{one.product.name, decision_path(one.dossier.id)};
                              }},
                             lists::column({.label = msg::fact_producer, .width = 34}, &DecisionView::producer_name),
                             lists::column<DecisionView>({msg::fact_dossier, "number"},
                                                         [](const DecisionView& one) { return one.dossier.number; }),
                             {{msg::fact_total, "", lists::Align::number},
                              [](const DecisionView& one, Language language) {
                                return Cell{.text = points(one.dossier, language), .typed = one.dossier.outcome.total.approximate()};
                              }},
                             lists::column<DecisionView>({msg::fact_result},
                                                         [](const DecisionView& one, Language language) {
                                                           return result_words(one.dossier, language);
                                                         }),
                             lists::column<DecisionView>({msg::fact_closed, "closed"},
                                                         [](const DecisionView& one) { return one.dossier.closed_at; })},
                 .json = [&service](json::Writer& out, const DecisionView& one) { out.raw(decision_json(one, service.today())); }},
             {.page = "/decisions",
              .api = "/api/v1/decisions",
              .policy = Policy::roles(Role::provincial_body, Role::ministry),
              .scope = scope_of,
              .summary = "Closed dossiers of the province that wait for its decision",
              .above = write_way_to_new_ruling});
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  add_decisions(router, host, service);
  add_copies(router, host);
  lists::add(router, host,
             lists::List<Issued>{.name = "certificates",
                                 .rows = store::certificates(),
                                 .complete = [&service](std::vector<Issued>& rows) { service.settle(rows); },
                                 .words = {msg::list_title, msg::list_empty, msg::list_empty_teach, "/products", msg::list_empty_go,
                                           msg::list_found_one, msg::list_found},
                                 .columns = columns(service),
                                 .filters = filters(service),
                                 .json = [&service](json::Writer& out, const Issued& one) { write_certificate(out, one, service.today()); },
                                 .json_schema = kCertificateSchema,
                                 .json_of_all = [&service](json::Writer& out) { out.field("as_of", service.today().iso()); }},
             {.page = "/certificates",
              .api = "/api/v1/certificates",
              .policy = Policy::anyone(),
              .scope = [](const Actor&) { return Scope::everything(); },
              .summary = "Certificates, newest first; province, stars, validity narrow",
              .description = msg::list_description});
}

}  // namespace ocop::certificates
