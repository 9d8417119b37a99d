#include "kernel/access/centre.h"
#include "modules/certificates/pages.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/transition.h"
#include "modules/certificates/pages_rulings.h"
#include "modules/marks/marks.h"
#include "modules/work/work.h"

// What pages of other modules show of certificates and decisions: a product's, a dossier's, a producer's first page.
namespace ocop::certificates {

using web::operator""_h;

void write_decision(web::Html& out, const DecisionView& view) {
  const Decision& decision = *view.decision;
  const Language language = out.language();
  std::vector<web::Fact> facts{{msg::field_outcome, in(label(decision.outcome, decision.province), language)},
                               {msg::fact_decision, decision.number},
                               {msg::fact_decided, decision.decided.show(language)},
                               {msg::fact_signer, decision.signer}};
  if (is_centre(decision.province)) {   // those that the file came from read no result but this (article 7.4g)
    facts.push_back({msg::fact_total, points(view.dossier, language)});
    facts.push_back({msg::fact_result, result_words(view.dossier, language)});
  }
  add_ruling(facts, view.ruling, language);
  if (!decision.reason.empty()) facts.push_back({msg::field_reason, decision.reason});
  if (view.issued) {
    const Certificate& certificate = view.issued->certificate;
    facts.push_back({msg::fact_number, certificate.number, certificate_path(certificate.number)});
    if (view.issued->withdrawal) add_withdrawal(facts, *view.issued->withdrawal, language);
    else facts.push_back({msg::fact_valid_until, certificate.valid_until.show(language)});
  }
  web::open_record(out, msg::decision_heading);
  web::facts(out, facts);
  web::close_record(out, format(msg::logged_at, language, {std::to_string(decision.log_index)}), log_path(decision.log_index));
}

namespace {

// On a product's page: its certificates, newest first.
void certificates_of(web::Html& out, const Service& service, const products::Product& product) {
  const auto held = service.parts().database.read([&](db::Reader& reader) { return service.of_product(reader, product.id); });
  const auto life = service.life_of(product);
  if (life && life->stage != rules::Stage::valid) write_life(out, *life);
  // Of a decision of before 22/05/2026, while it is in its term: why another text's certificate holds.
  if (const auto& decided = product.standing.decided; life && decided && rules::holds_by_article_12_1(*decided) &&
                                                      !product.standing.withdrawn && life->valid_until >= service.today())
    out << "<p class=\"small\">"_h
        << format(msg::life_of_old_text, out.language(), {rules::name(rules::text_of(*decided)), life->valid_until.show(out.language())})
        << "</p>"_h;
  if (held.empty()) return;
  out << "<h2>"_h << msg::product_heading << "</h2><ul class=\"stack\">"_h;
  for (const Certificate& one : held) {
    out << "<li><a href=\""_h << web::link(out.language(), certificate_path(one.number)) << "\">"_h << one.number << "</a> "_h;
    marks::stars(out, one.stars, validity(one, service.today()), shown_until(one));
    if (one.product_name != product.name)   // the register renamed it since
      out << " "_h << format(msg::product_certified_as, out.language(), {one.product_name});
    out << "</li>"_h;
  }
  out << "</ul>"_h;
}

// On a producer's first page: its certificates that were withdrawn, with ground and decision. Nothing when there are none.
void write_withdrawn(web::Html& out, const Service& service, const Actor& actor) {
  const std::vector<Issued> withdrawn = service.withdrawn_of(actor);
  if (withdrawn.empty()) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::home_withdrawn << "</h2>"_h;
  for (const Issued& one : withdrawn) {
    const Certificate& certificate = one.certificate;
    std::vector<web::Fact> facts{{msg::fact_product, certificate.product_name, "/products/" + certificate.product.text()},
                                 {msg::fact_number, certificate.number, certificate_path(certificate.number)},
                                 {msg::fact_dossier, in(msg::dossier_go, out.language()), "/dossiers/" + certificate.dossier.text()}};
    add_withdrawal(facts, *one.withdrawal, out.language());
    web::facts(out, facts);
  }
  out << "</section>"_h;
}

}  // namespace

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(products::Panel{.rank = 10, .show = [&service](web::Html& out, const http::Request&, const products::Product& product) {
                               certificates_of(out, service, product);
                             }});
  offers.add(evaluation::Panel{.rank = 10, .show = [&service](web::Html& out, DossierId dossier) {
                                 if (const auto view = service.decided(dossier)) write_decision(out, *view);
                               }});
  offers.add(evaluation::Panel{.rank = 20, .when = evaluation::Panel::When::handed_in,
                               .show = [&service](web::Html& out, DossierId dossier) {
                                 if (const auto renewal = service.renewal_of(dossier)) write_renewal(out, *renewal, service.today());
                               }});
  offers.add(work::Panel{.rank = 10, .where = work::Panel::Where::above, .show = [&service](web::Html& out, const http::Request& request) {
                           write_withdrawn(out, service, request.actor);
                         }});
}

}  // namespace ocop::certificates
