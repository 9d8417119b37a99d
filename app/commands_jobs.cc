// The queue and the mail from the command line.
#include <ostream>

#include "app/application.h"
#include "app/commands.h"
#include "app/platform.h"
#include "kernel/jobs/worker.h"

namespace ocop::app {

ExitCode work_jobs(const Config& config, Streams io) {
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  Platform& base = **platform;
  const auto application = Application::open(base);
  if (!application) return complain(application.error(), io);
  jobs::Worker worker({.database = base.database(),
                       .clock = base.clock(),
                       .random = base.random(),
                       .registry = (*application)->jobs(),
                       .holidays = base.holidays(),
                       .report = [&io](const jobs::Event& event) {
                         io.out << event.kind << ' ' << event.id.text() << ": " << event.end
                                << (event.reason.empty() ? "" : ", " + event.reason) << '\n';
                       }});
  worker.begin();
  worker.tick();
  for (int lane = 0; lane < jobs::kLanes; ++lane) {
    while (worker.step(static_cast<jobs::Lane>(lane))) {
    }
  }
  const jobs::Worker::Counters counters = worker.counters();
  io.out << counters.done << " done, " << counters.again << " to be tried again, " << counters.dead << " dead\n";
  return counters.dead == 0 ? ExitCode::ok : ExitCode::findings;
}

ExitCode send_test_mail(const Config& config, const std::string& address, Streams io) {
  const auto to = mail::read_address(address);
  if (!to) return complain(to.error(), io);
  auto ways = mail_options(config);
  if (!ways) {
    complain(ways.error(), io);
    return ExitCode::configuration;
  }
  SystemRandom random;
  const mail::Delivery sent = mail::Office(std::move(*ways)).try_now(*to, SystemClock().now(), random);
  if (sent.end == mail::Delivery::End::accepted) {
    io.out << "accepted\n";
    return ExitCode::ok;
  }
  io.err << (sent.end == mail::Delivery::End::refused ? "refused: " : "not now: ") << sent.reason << '\n';
  return ExitCode::unavailable;
}

}  // namespace ocop::app
