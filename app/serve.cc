// `ocop serve`: the program as a server, from start to a clean stop.
#include <ctime>
#include <iostream>
#include <optional>
#include <ostream>

#include "app/application.h"
#include "app/backup_request.h"
#include "app/commands.h"
#include "app/cosigning.h"
#include "app/places_request.h"
#include "app/platform.h"
#include "app/register_request.h"
#include "app/signals.h"
#include "kernel/act/act.h"
#include "kernel/events/event_log.h"
#include "kernel/http/cookies.h"
#include "kernel/jobs/worker.h"
#include "kernel/tlog/tlog.h"

namespace ocop::app {
namespace {

constexpr timespec kTick{1, 0};            // how often the main thread looks after the house
constexpr int kCollectSeconds = 6 * 3600;  // files that nobody holds are kept for a day (blobs.h); when in the day they go is of no weight
constexpr int kCheckpointSeconds = 10;     // a checkpoint at most 60 s after a write (docs/formats/log.md); six times sooner costs nothing

// What became of an attempt: kind, number and end, never a payload.
void log_attempt(events::EventLog& log, const jobs::Event& event) {
  const bool bad = event.end == "dead";
  const std::string detail = std::string(event.kind) + " " + event.id.text() + " attempt " + std::to_string(event.attempt) + ": " +
                             std::string(event.end) + " after " + std::to_string(event.milliseconds) + " ms" +
                             (event.reason.empty() ? "" : ", " + event.reason);
  log.event(bad ? "error" : event.end == "done" ? "info" : "warning", "job", detail);
}

jobs::Worker::Parts worker_parts(Platform& base, const Application& application, events::EventLog& log) {
  return {.database = base.database(),
          .clock = base.clock(),
          .random = base.random(),
          .registry = application.jobs(),
          .holidays = base.holidays(),
          .report = [&log](const jobs::Event& event) { log_attempt(log, event); }};
}

std::string job_metrics(Platform& base, const jobs::Worker& worker) {
  std::optional<jobs::Totals> totals;
  try {
    totals = base.database().read([&](db::Reader& reader) { return jobs::totals(reader, base.clock().now()); });
  } catch (const db::Failure&) {   // the other figures are wanted most when the database is away
  }
  return jobs::metrics_text(totals, worker.counters());
}

http::ServerOptions server_options(const Platform& platform) {
  const Config& config = platform.config();
  http::ServerOptions options;
  options.address = config.address;
  options.port = static_cast<std::uint16_t>(config.port);
  options.loops = static_cast<int>(config.loops);
  options.workers = static_cast<int>(config.workers);
  options.trusted_proxies = trusted_networks(config);
  options.tls_certificate = config.tls_certificate;
  options.tls_key = config.tls_key;
  options.public_url = platform.public_url();
  options.upload_folder = platform.upload_folder();
  options.csrf_key = platform.session_keys().csrf;
  return options;
}

Cosigning::Parts cosigning_parts(Platform& base, events::EventLog& log) {
  Cosigning::Parts parts{.database = base.database(),
                         .clock = base.clock(),
                         .log = base.public_log_key(),
                         .tell = [&log](std::string_view level, std::string_view what) { log.event(level, "witness", what); }};
  for (const std::string& one : base.config().log_witnesses)
    if (auto witness = read_witness(one)) parts.witnesses.push_back(std::move(*witness));   // config.cc refuses others
  return parts;
}

void collect_files(Platform& platform, events::EventLog& log) {
  const auto gone = platform.blobs().collect(platform.clock().now());
  if (!gone) log.event("warning", "files", gone.error().detail);
  else if (*gone > 0) log.event("info", "files", std::to_string(*gone) + " files that nobody needs any more were removed");
}

// With a database that takes no writes any more (a damaged log) the queue stands still and the site is read.
void begin_work(jobs::Worker& worker, events::EventLog& log) {
  try {
    worker.begin();
  } catch (const db::Failure& fault) {
    if (fault.kind() != db::Failure::Kind::unavailable) throw;
    log.event("error", "storage", fault.what());
  }
}

// What commands beside this program want done by whoever has the embedded database open.
void answer_requests(Platform& platform, RegisterDesk& registers) {
  registers.look();
  answer_backup_requests(platform.config().data, platform.database(), platform.blobs());
  answer_places_requests(platform.config().data, act::Acts(platform.database(), platform.clock(), platform.random()));
}

// Looks after checkpoints, backups and the disk until a signal comes or writing has failed.
ExitCode look_after(Platform& platform, Application& application, events::EventLog& log) {
  RegisterDesk registers(platform.config().data, application.ports().get<products::Service>());
  const sigset_t ending = ending_signals();
  for (long long second = 0;; ++second) {
    if (sigtimedwait(&ending, nullptr, &kTick) > 0) {
      log.event("info", "stopping", "asked by a signal");
      return ExitCode::ok;
    }
    const db::Health health = platform.database().health();
    if (health.must_reopen) {
      log.event("error", "storage", health.reason);
      return ExitCode::io;
    }
    try {
      if (second % kCheckpointSeconds == 0) {
        const auto signed_now = platform.publish_checkpoint();
        if (!signed_now) {
          log.event("error", "checkpoint", signed_now.error().detail);
          // Damage, or a database that is not the one which signed: reading goes on, nothing is built on it. /readyz says why.
          if (signed_now.error().kind != ErrorKind::storage_unavailable) platform.database().stop_writing(signed_now.error().detail);
        }
      }
      application.tick(second);
      if (second % kCollectSeconds == kCollectSeconds - 1) collect_files(platform, log);
      if (platform.database().engine() == db::Engine::sqlite)
        answer_requests(platform, registers);
    } catch (const db::Failure& fault) {
      log.event("warning", "storage", fault.what());   // a full disk or a lost server passes; a failed sync is seen above
    }
  }
}

}  // namespace

ExitCode serve(const Config& config, Streams io) {
  block_ending_signals();
  auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  Platform& base = **platform;
  events::EventLog log(io.out, base.clock());
  if (base.database().health().unclean_start)
    log.event("warning", "storage", "the last stop was not clean; the database was checked and is sound");
  if (base.database().health().owner)
    log.event("warning", "storage", "the program's role owns its tables and could change what is append-only; see docs/ops/postgresql.md");
  http::Request visitor;
  visitor.headers = {{"host", log_origin(base.public_url())}};
  if (http::cookies_of(visitor, base.public_url()) == http::Cookies::kept_by_nobody)
    log.event("warning", "settings", "server.public_url is plain http: browsers keep no sign-in there, so nobody can sign in");
  const auto application = Application::open(base, [&log](std::string_view step) { log.event("info", "start", step); });
  if (!application) return complain(application.error(), io);
  jobs::Worker worker(worker_parts(base, **application, log));
  begin_work(worker, log);
  http::Server::Parts parts = (*application)->server_parts(
      config.request_log ? [&log](std::string_view line) { log.line(line); } : std::function<void(std::string_view)>{});
  parts.extra_metrics = [&base, &worker, metrics = parts.extra_metrics] { return metrics() + job_metrics(base, worker); };
  auto server = http::Server::start(server_options(base), parts);
  if (!server) return complain(server.error(), io);
  io.err << "Ocop serves " << base.public_url() << " (listening on " << config.address << ":" << (*server)->port() << ", data folder "
         << config.data << "). Ctrl+C stops it.\n";
  if (config.sample_register) io.err << demo_accounts_text() << std::flush;
  jobs::Workers workers(worker, [&log](std::string_view what) { log.event("warning", "storage", what); });
  const Cosigning cosigning(cosigning_parts(base, log));
  const ExitCode code = look_after(base, **application, log);
  (*server)->stop();
  workers.stop();   // what the last requests asked for is in the queue; attempts in progress end
  (*application)->close([&log](std::string_view what) { log.event("warning", "storage", what); });
  return code;
}

}  // namespace ocop::app
