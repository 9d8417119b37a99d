#include "app/application.h"

#include "app/commands.h"
#include "app/modules.h"
#include "app/pages.h"
#include "app/pulse.h"
#include "app/version.h"
#include "kernel/tlog/cosign.h"
#include "kernel/tlog/kept.h"
#include "kernel/lists/list.h"
#include "kernel/signatures/signatures.h"
#include "kernel/web/assets.h"
#include "kernel/web/design.h"
#include "kernel/web/page.h"

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
      {"ocop_db_acts_total", now.acts},
      {"ocop_db_commits_total", now.commits},
      {"ocop_db_failures_total", now.failures},
      {"ocop_db_round_trips_total", now.round_trips},
      {"ocop_db_statements_total", now.statements}};
  for (const auto& [name, value] : counters)
    out.append("# TYPE ").append(name).append(" counter\n").append(name).append(" ").append(std::to_string(value)).append("\n");
  out.append("# TYPE ocop_db_queue gauge\nocop_db_queue ").append(std::to_string(now.queue)).append("\n");
  // How long an announcement of another process may be under way unheard.
  out.append("# TYPE ocop_db_unheard_milliseconds gauge\nocop_db_unheard_milliseconds ")
      .append(std::to_string(database.unheard().count()))
      .append("\n");
  return out;
}

}  // namespace

struct Application::Inner {
  Inner(Platform& p, const Platform::Progress& progress)
      : platform(p),
        site{.public_url = p.public_url(),
             .sample_register = p.config().sample_register,
             .asset = [this](std::string_view name) { return assets.url(name); },
             .flash_key = p.session_keys().flash},
        context{.database = p.database(),
                .blobs = p.blobs(),
                .studio = *studio,
                .clock = p.clock(),
                .random = p.random(),
                .throttle = p.throttle(),
                .holidays = p.holidays(),
                .site = site,
                .joining = p.config().open_accounts ? manifest::Joining::by_anyone : manifest::Joining::by_offices,
                .second_step = p.config().officials_second_step,
                .asking = p.config().check_links ? manifest::Asking::platforms : manifest::Asking::nobody,
                .processors = p.config().processors,
                .log_origin = p.log_origin(),
                .log_key = p.log_key(),
                .ports = ports,
                .offers = offers,
                .progress = progress ? progress : [](std::string_view) {}} {}
  // The higher stand on the lower: they go first.
  ~Inner() {
    while (!modules.empty()) modules.pop_back();
  }

  Result<void> make_modules() {
    ports.publish<const mail::Office>(platform.office());
    ports.publish<const jobs::Registry>(work);
    OCOP_TRY(loaded, signatures::Anchors::load(platform.config().signature_anchors));
    anchors = std::move(loaded);
    ports.publish<const signatures::Anchors>(anchors);
    ports.publish<lists::Directory>(lists);
    platform.office().add_jobs(work);
    for (const auto module : kModules) {
      const manifest::Manifest made_of = module();
      ports.name_module(made_of.name);
      OCOP_TRY(made, made_of.make(context));
      modules.push_back(std::move(made));
      names.emplace_back(made_of.name);
      kinds.insert(kinds.end(), made_of.leaves.begin(), made_of.leaves.end());
      sealed.insert(sealed.end(), made_of.sealed.begin(), made_of.sealed.end());
      for (jobs::Kind& kind : modules.back().jobs) work.add(std::move(kind));
      for (jobs::Schedule& schedule : modules.back().schedules) work.add(std::move(schedule));
    }
    const std::vector<std::string> faults = work.check();
    return faults.empty() ? Result<void>{} : Error::of(ErrorKind::internal, faults.front());
  }

  // A database from before entries answered for rows: it is sealed as it stands.
  Result<void> adopt() {
    if (!platform.database().read([](db::Reader& reader) { return tlog::unsealed(reader); })) return {};
    const auto adopted = platform.database().write(
        [&](db::Transaction& transaction) { return tlog::adopt_rows(transaction, sealed, platform.clock().now(), platform.random()); });
    if (!adopted) return adopted.error();
    if (*adopted) context.progress("the rows behind the public log were sealed as they stand");
    return {};
  }

  // A database that takes no writes any more (a damaged log: db::Database::stop_writing) is served for reading all the same.
  void make_ready(const manifest::Wiring& module) {
    try {
      module.ready();
    } catch (const db::Failure& fault) {
      if (fault.kind() != db::Failure::Kind::unavailable) throw;
      context.progress(fault.what());
    }
  }

  void connect() {
    web::add_assets(router, assets);
    web::add_design_pages(router, site, [this](web::Html& out) {
      for (const web::DesignPart& part : offers.all<web::DesignPart>()) part.show(out);
    });
    site.navigation.merge(web::design_navigation());
    site.navigation.merge(about_navigation());
    for (manifest::Wiring& module : modules) {
      site.navigation.merge(std::move(module.navigation));
      if (module.routes) module.routes(router);
      if (module.ready) make_ready(module);
    }
    add_about_pages(router, site);
    offers.add(public_pages());
    web::add_sitemap(router, site, [this] { return offers.all<web::Addresses>(); });
    router.add({.method = http::Method::get,
                .pattern = "/api/v1/openapi.json",
                .policy = Policy::anyone(),
                .handler = [this](const http::Request&) { return http::Response::json(http::openapi(router, kVersion, site.public_url)); },
                .summary = "This API as OpenAPI 3.1, generated from the routes"});
  }

  std::string metrics() const {
    std::string out = database_metrics(platform.database());
    for (const manifest::Wiring& module : modules)
      if (module.metrics) out += module.metrics();
    return out;
  }

  Platform& platform;
  std::unique_ptr<images::Studio> studio = images::make_studio();
  web::Assets assets;
  web::Site site;
  manifest::Ports ports;
  signatures::Anchors anchors;         // who vouches for signers of decisions
  manifest::Offers offers;
  lists::Directory lists;
  manifest::Context context;
  std::vector<manifest::Wiring> modules;
  std::vector<std::string> names;      // of the modules, in their order
  std::vector<tlog::Kind> kinds{tlog::kAdopted, tlog::kBegun};
  std::vector<tlog::Sealed> sealed;
  jobs::Registry work;
  http::Router router;
  Pulse pulse{platform.database(), platform.clock()};
};

Application::Application(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Application::~Application() = default;

Result<std::unique_ptr<Application>> Application::open(Platform& platform, const Platform::Progress& progress) {
  auto inner = std::make_unique<Inner>(platform, progress);
  OCOP_CHECK(inner->make_modules());
  OCOP_CHECK(inner->adopt());
  inner->connect();
  return std::unique_ptr<Application>(new Application(std::move(inner)));
}

Result<std::unique_ptr<Application>> Application::look(Platform& platform) {
  auto inner = std::make_unique<Inner>(platform, Platform::Progress());
  try {
    OCOP_CHECK(inner->make_modules());
  } catch (const std::exception& fault) {
    return Error::of(ErrorKind::internal, std::string("the modules cannot be made of this database: ") + fault.what());
  }
  return std::unique_ptr<Application>(new Application(std::move(inner)));
}

const http::Router& Application::router() const { return inner_->router; }
const web::Navigation& Application::navigation() const { return inner_->site.navigation; }
const manifest::Ports& Application::ports() const { return inner_->ports; }
const jobs::Registry& Application::jobs() const { return inner_->work; }

std::vector<std::string> Application::recheck(std::span<const std::string> kept, const Told& told) const {
  return inner_->platform.database().read([&](db::Reader& reader) { return recheck(reader, kept, told); });
}

std::vector<std::string> Application::recheck(db::Reader& reader, std::span<const std::string> kept, const Told& told,
                                              std::span<const std::string_view> unchanged) const {
  std::vector<std::string> findings;
  // `work`: how much there is to look at, which damage may hide.
  const auto take = [&](std::string_view what, const auto& work, const auto& check) {
    try {
      const std::int64_t total = told ? work() : 0;
      for (std::string& finding : check([&](std::int64_t done) {
             if (told) told(what, done, total);
           }))
        findings.push_back(std::move(finding));
    } catch (const std::exception& fault) {   // a value that no column of the program can have, a table that is gone
      findings.push_back(std::string(what) + ": cannot be read to its end: " + fault.what());
    }
  };
  const auto entries = [&] { return tlog::head(reader).size; };
  const auto& key = inner_->platform.log_key().public_key;
  take("the log", entries,
       [&](const tlog::Done& done) { return tlog::verify_log(reader, inner_->platform.log_origin(), key, kept, done); });
  take("the cosignatures", [] { return 0; }, [&](const tlog::Done&) { return tlog::check_cosignatures(reader); });
  take("the kinds of entries", entries, [&](const tlog::Done& done) { return tlog::check_kinds(reader, inner_->kinds, done); });
  take("the rows behind the log", [&] { return tlog::work_of_seals(reader, inner_->sealed); },
       [&](const tlog::Done& done) { return tlog::check_seals(reader, inner_->sealed, done); });
  for (std::size_t i = 0; i < inner_->modules.size(); ++i)
    if (const auto& check = inner_->modules[i].recheck; check && std::ranges::find(unchanged, inner_->names[i]) == unchanged.end())
      take(inner_->names[i], [] { return 0; }, [&](const tlog::Done& done) {
        done(0);
        return check(reader);
      });
  return findings;
}

std::vector<std::string> Application::recheck_files(const Told& told) const {
  std::vector<std::string> findings = inner_->platform.blobs().verify(inner_->platform.clock().now(), [&](std::int64_t read) {
    if (told) told("files", read, 0);
  });
  inner_->platform.database().read([&](db::Reader& reader) {
    for (const manifest::Wiring& module : inner_->modules) {
      if (!module.recheck_files) continue;
      for (std::string& finding : module.recheck_files(reader)) findings.push_back(std::move(finding));
    }
  });
  return findings;
}

void Application::tick(long long second) {
  inner_->pulse.tick(second);
  for (const manifest::Wiring& module : inner_->modules)
    for (const manifest::Tick& tick : module.ticks)
      if (second % tick.every.count() == 0) tick.run();
}

void Application::close(const std::function<void(std::string_view what)>& tell) {
  for (const manifest::Wiring& module : inner_->modules) {
    if (!module.closing) continue;
    try {
      module.closing();
    } catch (const db::Failure& fault) {
      tell(fault.what());
    }
  }
}

Result<void> Application::seed() {
  for (const manifest::Wiring& module : inner_->modules)
    if (module.seed) OCOP_CHECK(module.seed());
  return {};
}

http::Server::Parts Application::server_parts(std::function<void(std::string_view line)> log) {
  Inner& all = *inner_;
  all.pulse.beat();   // who asks before the first tick is told the truth
  http::Server::Parts parts{
      .router = &all.router,
      .authenticator = &all.ports.get<http::Authenticator>(),
      .clock = &all.platform.clock(),
      .random = &all.platform.random(),
      .error_page = [&all](const Error& error, const http::Request& request) { return web::error_page(all.site, error, request); },
      .log = std::move(log),
      .unready = [&all] { return all.pulse.unready(); },
      .extra_metrics = [&all] { return all.metrics(); },
      .explain = explain};
  for (const manifest::Wiring& module : all.modules) {
    for (const manifest::HotPath& hot : module.hot) {
      if (parts.hot_route) throw std::logic_error("two modules have a hot path");
      parts.hot_route = hot.route;
      parts.hot_headers = hot.headers;
    }
  }
  return parts;
}

}  // namespace ocop::app
