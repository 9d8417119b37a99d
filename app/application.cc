#include "app/application.h"

#include "app/commands.h"
#include "app/pages.h"
#include "app/version.h"
#include "kernel/web/assets.h"
#include "kernel/web/design.h"
#include "kernel/web/page.h"
#include "modules/certificates/api.h"
#include "modules/certificates/pages.h"
#include "modules/certificates/service.h"
#include "modules/evaluation/api.h"
#include "modules/evaluation/pages.h"
#include "modules/evaluation/service.h"
#include "modules/identity/api.h"
#include "modules/identity/pages.h"
#include "modules/identity/service.h"
#include "modules/places/api.h"
#include "modules/places/pages.h"
#include "modules/producers/api.h"
#include "modules/producers/pages.h"
#include "modules/producers/service.h"
#include "modules/products/api.h"
#include "modules/products/pages.h"
#include "modules/products/service.h"
#include "modules/resolver/api.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/service.h"
#include "modules/rulebooks/api.h"
#include "modules/rulebooks/pages.h"

namespace ocop::app {
namespace {

// What a storage failure that ended a request means to whoever asked.
Error explain(const std::exception& fault) {
  const auto* storage = dynamic_cast<const db::Failure*>(&fault);
  if (storage == nullptr) return Error::of(ErrorKind::internal, fault.what());
  switch (storage->kind()) {
    case db::Failure::Kind::constraint: return Error::of(ErrorKind::conflict, fault.what());
    case db::Failure::Kind::other: return Error::of(ErrorKind::internal, fault.what());
    default: return Error::of(ErrorKind::storage_unavailable, fault.what());
  }
}

std::string database_metrics(const db::Database& database) {
  const db::Database::Metrics now = database.metrics();
  std::string out;
  const std::pair<std::string_view, std::uint64_t> counters[] = {
      {"ocop_db_acts_total", now.acts}, {"ocop_db_commits_total", now.commits}, {"ocop_db_failures_total", now.failures}};
  for (const auto& [name, value] : counters)
    out.append("# TYPE ").append(name).append(" counter\n").append(name).append(" ").append(std::to_string(value)).append("\n");
  out.append("# TYPE ocop_db_queue gauge\nocop_db_queue ").append(std::to_string(now.queue)).append("\n");
  return out;
}

certificates::Service::Parts certificate_parts(Platform& p, const evaluation::Evaluation& evaluation, const products::Products& products,
                                               const producers::Producers& producers) {
  return {.database = p.database(),
          .clock = p.clock(),
          .random = p.random(),
          .evaluation = evaluation,
          .products = products,
          .producers = producers,
          .places = p.places(),
          .public_url = p.public_url(),
          .log_origin = p.log_origin(),
          .log_key = p.log_key(),
          .fonts = {std::string(print::kDebianFonts)},
          .register_kind = p.config().sample_register ? certificates::Service::Parts::Register::sample
                                                      : certificates::Service::Parts::Register::real};
}

}  // namespace

struct Application::Inner {
  explicit Inner(Platform& p)
      : platform(p),
        site{.public_url = p.public_url(),
             .sample_register = p.config().sample_register,
             .asset = [this](std::string_view name) { return assets.url(name); },
             .flash_key = p.session_keys().flash},
        producers(p.database(), p.clock(), p.random()),
        products(p.database(), p.clock(), p.random(), p.places(), producers.port()),
        identity(p.database(), p.clock(), p.random(), p.places()),
        evaluation({.database = p.database(),
                    .clock = p.clock(),
                    .random = p.random(),
                    .library = p.rulebooks(),
                    .identity = identity,
                    .producers = producers.port(),
                    .products = products.port(),
                    .places = p.places(),
                    .holidays = p.holidays()}),
        certificates(certificate_parts(p, evaluation, products.port(), producers.port())),
        resolver({.database = p.database(),
                  .clock = p.clock(),
                  .random = p.random(),
                  .products = products.port(),
                  .producers = producers.port(),
                  .certificates = certificates,
                  .places = p.places(),
                  .public_url = p.public_url()}) {
    add_routes();
    resolver.refresh();
  }

  void add_routes() {
    web::add_assets(router, assets);
    web::add_design_pages(router, site);
    places::add_api(router, platform.places());
    places::add_pages(router, platform.places(), site, place_neighbours());
    identity::add_api(router, identity);
    identity::add_pages(router, identity, site);
    rulebooks::add_api(router, platform.rulebooks(), {});
    rulebooks::add_pages(router, platform.rulebooks(), site, {});
    producers::add_api(router, producers);
    producers::add_pages(router, producers, site, platform.places(),
                         {.list_products = [this](web::Html& out, ProducerId producer) { products::list_of_producer(out, products, producer); }});
    products::add_api(router, products);
    products::add_pages(router, products, site);
    evaluation::add_api(router, evaluation);
    evaluation::add_pages(router, evaluation, site);
    certificates::add_api(router, certificates);
    certificates::add_pages(router, certificates, site);
    resolver::add_api(router, resolver);
    resolver::add_pages(router, resolver, site);
    add_about_pages(router, site);
    router.add({.method = http::Method::get,
                .pattern = "/api/v1/openapi.json",
                .policy = Policy::anyone(),
                .handler = [this](const http::Request&) { return http::Response::json(http::openapi(router, kVersion, site.public_url)); },
                .summary = "This API as OpenAPI 3.1, generated from the routes"});
  }

  // Products depends on places, so what the map shows of products is connected here.
  places::Neighbours place_neighbours() {
    return {.by_province = [this] { return products.counts({}).province; },
            .by_commune = [this](std::string_view province) { return products.by_commune(province); },
            .list_products = [this](web::Html& out, std::string_view province, std::string_view commune) {
              products::list_of_place(out, products, province, commune);
            }};
  }

  Platform& platform;
  web::Assets assets;
  web::Site site;
  producers::Service producers;
  products::Service products;
  identity::Service identity;
  evaluation::Service evaluation;
  certificates::Service certificates;
  resolver::Service resolver;
  http::Router router;
};

Application::Application(Platform& platform) : inner_(std::make_unique<Inner>(platform)) {}
Application::~Application() = default;
const http::Router& Application::router() const { return inner_->router; }
std::vector<std::string> Application::recheck() const {
  return inner_->platform.database().read([this](db::Reader& reader) { return inner_->evaluation.recheck(reader); });
}
void Application::refresh() { inner_->resolver.refresh(); }

http::Server::Parts Application::server_parts(std::function<void(std::string_view line)> log) {
  Inner& all = *inner_;
  return {.router = &all.router,
          .authenticator = &all.identity,
          .clock = &all.platform.clock(),
          .random = &all.platform.random(),
          .error_page = [&all](const Error& error, const http::Request& request) { return web::error_page(all.site, error, request); },
          .hot_route = [&all](std::string_view path, std::string& location) { return all.resolver.hot(path, location); },
          .log = std::move(log),
          .ready = [&all] { return all.platform.database().health().writable; },
          .extra_metrics = [&all] { return database_metrics(all.platform.database()); },
          .explain = explain,
          .hot_headers = resolver::hot_headers()};
}

}  // namespace ocop::app
