// Commands on the data of an installation: import, export, the log, the demo, the generated documents.
#include <malloc.h>

#include <cstdlib>
#include <filesystem>
#include <ostream>

#include "app/application.h"
#include "app/commands.h"
#include "app/log_heads.h"
#include "app/platform.h"
#include "app/register_request.h"
#include "app/version.h"
#include "kernel/files/files.h"
#include "kernel/tlog/tlog.h"
#include "modules/evaluation/procedure.h"
#include "modules/places/service.h"
#include "modules/products/lists.h"
#include "modules/products/service.h"

namespace ocop::app {
namespace {

constexpr std::string_view kDemoSettings =
    "# The demo: every page says that its register is a sample.\n[site]\nsample_register = true\n\n"
    "# Letters become files: open them with any mail program.\n[mail]\nfolder = \"mail\"\nfrom = \"Ocop bản trình diễn "
    "<khong-tra-loi@demo.ocop>\"\n";

// What the commands on products stand on; its parts live until the command ends.
struct Register {
  std::unique_ptr<Platform> platform;
  std::unique_ptr<Application> application;
  products::Service& products() const { return application->ports().get<products::Service>(); }
};
Result<Register> open_register(const Config& config) {
  OCOP_TRY(platform, Platform::open(config));
  OCOP_TRY(application, Application::open(*platform));
  return Register{std::move(platform), std::move(application)};
}
Result<Register> look_at_register(const Config& config) {
  OCOP_TRY(platform, Platform::look(config));
  OCOP_TRY(application, Application::look(*platform));
  return Register{std::move(platform), std::move(application)};
}
// What only reads needs no stop of the site; where there is nothing to look at yet (a new folder, an older version's tables), it is opened
// as for a start, which says what is in the way.
Result<Register> read_register_of(const Config& config) {
  auto looked = look_at_register(config);
  return looked ? std::move(looked) : open_register(config);
}

}  // namespace

ExitCode import_register_file(const Config& config, const ImportRequest& request, Streams io) {
  if (!files::exists(request.file)) {
    complain(Error::of(ErrorKind::not_found, "no file " + request.file), io);
    return ExitCode::no_input;
  }
  mallopt(M_ARENA_MAX, 1);   // its threads work one after the other: what one has freed the next may use (40 MB of 100,000 rows)
  const auto told = [&](const RegisterAnswer& answer) {
    io.err << answer.complaint;
    io.out << answer.report;
    return answer.code;
  };
  // Before the conflict that means a running program: nobody answers for a database that is gone.
  if (request.apply == Apply::write)
    if (const Result<void> there = refuse_lost_database(config); !there) return complain(there.error(), io);
  const auto reg = request.apply == Apply::write ? open_register(config) : read_register_of(config);
  if (!reg && reg.error().kind == ErrorKind::conflict && request.apply == Apply::write) {
    io.err << "the program that serves " << config.data << " writes it\n";
    const auto answer = request_register(config.data, request);
    if (!answer) return complain(answer.error(), io);
    return told(*answer);
  }
  if (!reg) return complain(reg.error(), io);
  return told(bring_in(reg->products(), sheets::Source::file(request.file), request));
}

ExitCode find_duplicates(const std::string& file, Format format, Streams io) {
  if (!files::exists(file)) {
    complain(Error::of(ErrorKind::not_found, "no file " + file), io);
    return ExitCode::no_input;
  }
  const Date today = vietnam_date(SystemClock().now());
  const auto places = places::index_of_data(today);
  if (!places) return complain(places.error(), io);
  const auto read = products::read_register(sheets::Source::file(file), **places, today);
  if (!read) {
    complain(read.error(), io);
    return ExitCode::bad_input;
  }
  const products::FileDuplicates found = products::find_duplicates(*read, **places);
  io.out << (format == Format::json ? likeness::to_json(found.records, found.pairs) + "\n"
                                    : likeness::to_text(found.records, found.pairs, Language::vi));
  return ExitCode::ok;
}

ExitCode export_register(const Config& config, const std::string& file, Streams io) {
  const auto reg = read_register_of(config);
  if (!reg) return complain(reg.error(), io);
  const products::Service& products = reg->products();
  const auto list = products::catalogue(products);
  const Result<std::string> csv = lists::to_csv(reg->platform->database(), list, products.today(), Language::vi);
  if (!csv) return complain(csv.error(), io);
  if (file == "-") {
    io.out << *csv;
    return ExitCode::ok;
  }
  if (const Result<void> written = files::write_atomically(file, *csv); !written) return complain(written.error(), io);
  io.out << file << ": " << csv->size() << " bytes\n";
  return ExitCode::ok;
}

ExitCode export_log_folder(const Config& config, const std::string& folder, Streams io) {
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  Platform& base = **platform;
  const auto checkpoint = base.publish_checkpoint();
  if (!checkpoint) return complain(checkpoint.error(), io);
  const auto done = base.database().read(
      [&](db::Reader& reader) { return tlog::export_log(reader, {base.log_origin(), base.log_key().public_key}, folder); });
  if (!done) return complain(done.error(), io);
  io.out << *checkpoint;
  return ExitCode::ok;
}

ExitCode make_demo(const Config& config, DemoSize size, Streams io) {
  const auto progress = [&](std::string_view step) { io.err << "      " << step << '\n' << std::flush; };
  if (const Result<void> made = files::make_directories(config.data); !made) return complain(made.error(), io);
  const std::string settings = config.data + "/ocop.toml";
  if (!files::exists(settings)) {
    const Result<void> written = files::write_atomically(settings, std::string(kDemoSettings));
    if (!written) return complain(written.error(), io);
  }
  const auto platform = Platform::open(config, progress);
  if (!platform) return complain(platform.error(), io);
  const auto application = Application::open(**platform, progress);
  if (!application) return complain(application.error(), io);
  if (const Result<void> filled = fill_demo(**platform, **application, size, progress); !filled) return complain(filled.error(), io);
  if (const Result<void> marked = files::write_atomically(config.data + "/demo-ready", std::string(kVersion) + "\n"); !marked)
    return complain(marked.error(), io);
  return ExitCode::ok;
}

namespace {

// The router of an empty installation in a folder that is thrown away: what is printed depends on the program alone.
ExitCode with_router(const Config& config, Streams io, const std::function<std::string(const http::Router&)>& print) {
  std::string folder = (std::filesystem::temp_directory_path() / "ocop-routes-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return complain(Error::of(ErrorKind::storage_unavailable, "cannot make " + folder), io);
  Config empty;
  empty.data = folder;
  empty.public_url = config.public_url;
  ExitCode code = ExitCode::ok;
  {
    const auto platform = Platform::open(empty);
    const auto application = platform ? Application::open(**platform) : Result<std::unique_ptr<Application>>(platform.error());
    if (application) io.out << print((*application)->router());
    else code = complain(application.error(), io);
  }
  std::error_code ignored;   // a folder that stays behind in the system's temporary place harms nobody
  std::filesystem::remove_all(folder, ignored);
  return code;
}

}  // namespace

ExitCode show_openapi(const Config& config, Streams io) {
  return with_router(config, io, [&](const http::Router& router) { return http::openapi(router, kVersion, public_url(config)) + "\n"; });
}

ExitCode show_routes(const Config& config, Streams io) {
  return with_router(config, io, [](const http::Router& router) { return http::route_table(router); });
}

ExitCode show_procedure(Streams io) {
  io.out << evaluation::procedure::markdown();
  return ExitCode::ok;
}

}  // namespace ocop::app
