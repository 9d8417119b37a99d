#include "modules/evaluation/pages.h"

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
#include "modules/evaluation/store.h"

namespace ocop::evaluation {

namespace {

using web::operator""_h;

void dossiers_of(web::Html& out, Service& service, const http::Request& request, ProductId product) {
  const std::vector<Dossier> dossiers = service.of_product(request.actor, product);
  if (dossiers.empty()) return;
  const Language language = out.language();
  out << "<h2>"_h << msg::product_dossiers << "</h2><ul class=\"stack links\">"_h;
  for (const Dossier& one : dossiers)
    out << "<li><a href=\""_h << web::link(language, pages::dossier_path(one.id)) << "\">"_h
        << format(msg::crumb_dossier, language, {one.number}) << "</a> <span class=\"small\">"_h << label(one.kind) << " · "_h
        << state_words(one) << "</span></li>"_h;
  out << "</ul>"_h;
}

}  // namespace

void offer(manifest::Offers& offers, Service& service) {
  // A seat is a person's: whoever takes the office over does not take the sheet.
  offers.add(identity::OpenMatters{
      .rank = 10, .of = [](db::Reader& reader, AccountId account, const Grant& office, Language language) {
        std::vector<identity::OpenMatter> out;
        for (const store::NamedIn& one : store::named_in(reader, account, office.province))
          out.push_back({format(msg::open_in_council, language, {one.number, one.product_name}), pages::dossier_path(one.id)});
        return out;
      }});
  offers.add(identity::RoleEnded{.rank = 10, .then = [&service](act::Moment& act, AccountId account, const Grant& grant, AccountId) {
                                   service.role_ended(act, account, grant);
                                 }});
  offers.add(
      products::Panel{.rank = 20, .show = [&service](web::Html& out, const http::Request& request, const products::Product& product) {
                        dossiers_of(out, service, request, product.id);
                      }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers) {
  const auto owner = std::make_shared<const pages::Context>(pages::Context{service, site, offers});
  pages::add_opening(router, owner);
  pages::add_overview(router, owner);
  pages::add_self_assessment(router, owner);
  pages::add_report(router, owner);
  pages::add_council(router, owner);
  pages::add_sheet(router, owner);
  pages::add_closing(router, owner);
  pages::add_result(router, owner);
  pages::add_settings(router, owner);
}

}  // namespace ocop::evaluation
