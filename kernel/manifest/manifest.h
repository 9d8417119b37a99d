#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/blobs/blobs.h"
#include "kernel/crypto/crypto.h"
#include "kernel/db/db.h"
#include "kernel/http/http.h"
#include "kernel/images/images.h"
#include "kernel/jobs/jobs.h"
#include "kernel/manifest/asking.h"
#include "kernel/manifest/joining.h"
#include "kernel/manifest/offers.h"
#include "kernel/manifest/ports.h"
#include "kernel/manifest/processors.h"
#include "kernel/random/random.h"
#include "kernel/throttle/throttle.h"
#include "kernel/tlog/seal.h"
#include "kernel/tlog/tlog.h"
#include "kernel/web/page.h"

// What a module is to the program, said by the module itself in its manifest.cc (docs/a-module.md, "Wiring: the manifest"):
//
//     manifest::Manifest manifest() { return {.name = "producers", .migrations = kMigrations, .make = make}; }
//
// app makes the modules in the order of tools/house/edges, lowest layer first, and uses what they bring; it knows none of them by name.
namespace ocop::manifest {

// What the kernel gives a module to be made of. Everything referred to outlives the module.
struct Context {
  db::Database& database;
  blobs::Blobs& blobs;
  images::Studio& studio;
  const Clock& clock;
  Random& random;
  throttle::Throttle& throttle;        // what may be tried only so often, counted over all processes
  const HolidayCalendar& holidays;
  const web::Site& site;               // its navigation is complete when the first request comes, not before
  Joining joining;
  SecondStep second_step;
  Asking asking;
  const std::vector<Processor>& processors;   // of personal data, for whoever runs the installation
  const std::string& log_origin;       // of the public log: host of its first address
  const crypto::SigningKey& log_key;
  Ports& ports;
  Offers& offers;
  std::function<void(std::string_view step)> progress;   // long steps of a start are told; may be empty
};

// Something that the running program does by itself, on its main thread, between requests: short, and never the only way to a truth.
struct Tick {
  std::string name;
  std::chrono::seconds every{};
  std::function<void()> run;
};
// A path answered on the I/O loop from memory. One module of the program may have it.
struct HotPath {
  http::HotRoute route;
  std::vector<std::pair<std::string, std::string>> headers;   // of every answer, beside http::HotAnswer
};

// A module at work on one open installation. What is empty the module does not have. The functions are called by many threads at once.
struct Wiring {
  std::shared_ptr<void> holds{};       // what the functions refer to: the service; ends after the server
  std::function<void(http::Router& router)> routes{};
  web::Navigation navigation{};
  std::vector<jobs::Kind> jobs{};                             // work of the queue that it does (kernel/jobs)
  std::vector<jobs::Schedule> schedules{};                    // jobs that the calendar puts there
  std::vector<Tick> ticks{};
  std::function<std::string()> metrics{};                     // Prometheus text for /metrics
  // What of its tables does not agree with the log or with itself, one line a finding; empty = sound. `ocop verify log` asks all of them.
  std::function<std::vector<std::string>(db::Reader& reader)> recheck{};
  // Rows whose files nobody holds; asked by `ocop verify files`, beside what kernel/blobs finds.
  std::function<std::vector<std::string>(db::Reader& reader)> recheck_files{};
  std::function<Result<void>()> seed{};                       // its part of the demo, put into an empty installation
  std::function<void()> ready{};                              // once, when all modules are made: snapshots that start full
  // Once, after the last request and job: what is in memory alone is written. Throws what the database throws.
  std::function<void()> closing{};
  std::vector<HotPath> hot{};
};

struct Manifest {
  std::string_view name;                                      // folder, namespace, table prefix
  std::span<const db::Migration> migrations{};
  std::span<const tlog::Kind> leaves{};                       // every kind of entry it writes into the public log
  std::span<const tlog::Sealed> sealed{};                     // the rows that those entries answer for
  // Errors: internal, naming what cannot be read. A port that no earlier module publishes throws MissingPort.
  Result<Wiring> (*make)(Context& context);
};

}  // namespace ocop::manifest
