// Commands on the units of the country: what an act has changed since the program was made.
#include <ostream>

#include "app/commands.h"
#include "app/platform.h"
#include "kernel/files/files.h"
#include "modules/places/service.h"

namespace ocop::app {

ExitCode import_places(const Config& config, const PlacesRequest& request, Streams io) {
  if (request.file.empty() == request.undo.empty()) {
    io.err << "ocop: import places takes a file or --undo ACT\n";
    return ExitCode::usage;
  }
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  const act::Acts acts((*platform)->database(), (*platform)->clock(), (*platform)->random());
  if (const auto loaded = places::load_reference((*platform)->database()); !loaded) return complain(loaded.error(), io);
  if (!request.undo.empty()) {
    const std::int64_t removed = places::undo_changes(acts, request.undo);
    io.out << request.undo << ": " << removed << '\n';
    return removed > 0 ? ExitCode::ok : ExitCode::findings;
  }
  const auto content = files::read(request.file);
  if (!content) return complain(content.error(), io);
  const auto report = places::import_changes(
      acts, *content, request.apply == Apply::write ? places::ChangesMode::apply : places::ChangesMode::dry_run);
  if (!report) return complain(report.error(), io);
  io.out << places::to_text(*report, Language::vi);
  return report->count(places::ChangeOutcome::wrong) == 0 ? ExitCode::ok : ExitCode::findings;
}

}  // namespace ocop::app
