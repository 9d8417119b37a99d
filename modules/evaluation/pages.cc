#include "modules/evaluation/pages.h"

#include "modules/evaluation/pages_parts.h"

namespace ocop::evaluation {

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  const pages::Context context{service, site};
  pages::add_opening(router, context);
  pages::add_overview(router, context);
  pages::add_self_assessment(router, context);
  pages::add_council(router, context);
  pages::add_sheet(router, context);
  pages::add_closing(router, context);
  pages::add_result(router, context);
  pages::add_settings(router, context);
}

}  // namespace ocop::evaluation
