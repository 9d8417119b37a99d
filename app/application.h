#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/platform.h"
#include "kernel/http/http.h"
#include "kernel/jobs/jobs.h"
#include "kernel/manifest/ports.h"
#include "kernel/web/navigation.h"

namespace ocop::app {

// The modules at work on an open installation: made in the order of tools/house/edges (app/modules.h), with the site, and the router with
// all routes. It knows no module by name. Lives as long as the server.
class Application {
 public:
  // Errors: internal, naming what a module cannot read. A port that nobody publishes throws manifest::MissingPort: a bug.
  static Result<std::unique_ptr<Application>> open(Platform& platform, const Platform::Progress& progress = {});
  // The same on a platform that is only looked at (Platform::look), for the rechecks: without routes, and nothing is begun or put right.
  // Errors: internal, also when the database is so damaged that a module cannot be made of it.
  static Result<std::unique_ptr<Application>> look(Platform& platform);
  ~Application();
  const http::Router& router() const;
  const web::Navigation& navigation() const;
  http::Server::Parts server_parts(std::function<void(std::string_view line)> log);
  // How far a long check is: a part of it, and how much of how much (0 = not known) has been looked at.
  using Told = std::function<void(std::string_view part, std::int64_t done, std::int64_t total)>;
  // What does not agree with itself: every module's recheck, and entries of the log of a kind that no module declares. Empty = sound.
  // Damage is said and never ends the check: what cannot be read is a finding.
  // `kept`: checkpoints from outside the database (tlog::verify_log).
  std::vector<std::string> recheck(std::span<const std::string> kept = {}, const Told& told = {}) const;
  // `unchanged`: modules whose tables the caller knows to be as they were when last found sound. A module's own recheck reads the log
  // and its own tables alone, so it is not asked again; the log and the rows behind it are looked at whole.
  std::vector<std::string> recheck(db::Reader& reader, std::span<const std::string> kept, const Told& told = {},
                                   std::span<const std::string_view> unchanged = {}) const;
  // Files that are missing, damaged or nobody's, and rows whose files nobody holds. Empty = sound.
  std::vector<std::string> recheck_files(const Told& told = {}) const;
  // What modules do by themselves; called once a second, with the seconds since the start.
  void tick(long long second);
  // Once, after the last request and job: modules write what they have in memory alone. What cannot be written is told and lost.
  void close(const std::function<void(std::string_view what)>& tell);
  // Each module's part of the demo, put into an empty installation.
  Result<void> seed();
  // The work of the queue that the modules do, for the workers.
  const jobs::Registry& jobs() const;
  // For commands that act on one module: app may know it by its service.
  const manifest::Ports& ports() const;

 private:
  struct Inner;
  explicit Application(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// Fills an empty installation: the modules' own seeds and one account a role. Error: conflict when there are products already.
// `small`: without the province that lives, for tests of what has nothing to do with it.
enum class DemoSize : unsigned char { province, small };
Result<void> fill_demo(Platform& platform, Application& application, DemoSize size,
                       const std::function<void(std::string_view step)>& progress);
std::string demo_accounts_text();   // the accounts and their password, for the terminal

}  // namespace ocop::app
