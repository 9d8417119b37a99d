#include "modules/evaluation/pages.h"

#include "modules/evaluation/pages_parts.h"

namespace ocop::evaluation {

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  const auto owner = std::make_shared<const pages::Context>(pages::Context{service, site});
  pages::add_opening(router, owner);
  pages::add_overview(router, owner);
  pages::add_self_assessment(router, owner);
  pages::add_council(router, owner);
  pages::add_sheet(router, owner);
  pages::add_closing(router, owner);
  pages::add_result(router, owner);
  pages::add_settings(router, owner);
}

}  // namespace ocop::evaluation
