// Commands on the units of the country: what an act has changed since the program was made.
#include <ostream>

#include "app/commands.h"
#include "app/log_heads.h"
#include "app/places_request.h"
#include "app/platform.h"
#include "kernel/files/files.h"
#include "modules/places/service.h"

namespace ocop::app {

namespace {

// Beside a running program; where there is nothing to look at yet, the installation is opened as for a start.
ExitCode look_at_places(const Config& config, const std::string& csv, Streams io) {
  auto platform = Platform::look(config);
  if (!platform) platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  if (const auto loaded = places::load_reference((*platform)->database()); !loaded) return complain(loaded.error(), io);
  const auto report = places::look_at_changes((*platform)->database(), csv);
  if (!report) return complain(report.error(), io);
  io.out << places::to_text(*report, Language::vi);
  return report->count(places::ChangeOutcome::wrong) == 0 ? ExitCode::ok : ExitCode::findings;
}

}  // namespace

ExitCode import_places(const Config& config, const PlacesRequest& request, Streams io) {
  if (request.file.empty() == request.undo.empty()) {
    io.err << "ocop: import places takes a file or --undo ACT\n";
    return ExitCode::usage;
  }
  std::string csv;
  if (request.undo.empty()) {
    auto content = files::read(request.file);
    if (!content) return complain(content.error(), io);
    csv = std::move(*content);
    if (request.apply == Apply::dry_run) return look_at_places(config, csv, io);
  }
  // Before the conflict that means a running program: nobody answers for a database that is gone.
  if (const Result<void> there = refuse_lost_database(config); !there) return complain(there.error(), io);
  const auto platform = Platform::open(config);
  if (!platform && platform.error().kind == ErrorKind::conflict) {
    io.err << "the program that serves " << config.data << " writes it\n";
    const auto answer = request_places(config.data, request.undo, csv);
    if (!answer) return complain(answer.error(), io);
    io.out << answer->text;
    return answer->code;
  }
  if (!platform) return complain(platform.error(), io);
  if (const auto loaded = places::load_reference((*platform)->database()); !loaded) return complain(loaded.error(), io);
  const act::Acts acts((*platform)->database(), (*platform)->clock(), (*platform)->random());
  const PlacesAnswer done = change_places(acts, request.undo, csv);
  io.out << done.text;
  return done.code;
}

}  // namespace ocop::app
