// `ocop witness`: cosigns the logs of others (C2SP tlog-witness; docs/formats/witness.md).
#include <ostream>

#include "app/commands.h"
#include "app/platform.h"
#include "app/signals.h"
#include "kernel/base/text.h"
#include "kernel/events/event_log.h"
#include "kernel/files/files.h"
#include "kernel/http/table.h"
#include "kernel/tlog/witness.h"

namespace ocop::app {
namespace {

constexpr std::size_t kCsrfKeyBytes = 32;   // ServerOptions::csrf_key

using http::Call;
using http::Response;
using tlog::Witness;

Result<std::vector<tlog::LogKey>> read_logs(const std::string& file) {
  if (!files::exists(file))
    return Error::of(ErrorKind::not_found, file + " is not there: one line a log that is witnessed, its key as its page /log/key says it");
  OCOP_TRY(content, files::read(file));
  std::vector<tlog::LogKey> out;
  for (const std::string_view line : text::split(content, '\n')) {
    if (text::trim(line).empty() || text::trim(line).starts_with('#')) continue;
    const auto key = tlog::read_log_key(line);
    if (!key) return Error::of(ErrorKind::invalid_input, Problem{file, std::string(line), "name+id+key of a log", {}});
    out.push_back(*key);
  }
  return out;
}

// The name stands in witness.pub and never changes: checkpoints that people keep carry it.
Result<std::string> fixed_name(const std::string& folder, const std::string& wanted, const crypto::SigningKey& key) {
  const std::string file = folder + "/witness.pub";
  if (!files::exists(file)) {
    const std::string line = tlog::write_witness_key({wanted, key.public_key});
    if (!tlog::read_witness_key(line))
      return Error::of(ErrorKind::invalid_input, Problem{"--name", wanted, "a name without spaces and plus, as witness.example.vn", {}});
    OCOP_CHECK(files::write_atomically(file, line + "\n"));
  }
  OCOP_TRY(text, files::read(file));
  OCOP_TRY(known, tlog::read_witness_key(text));
  if (known.public_key != key.public_key) return Error::of(ErrorKind::internal, file + " is not of the key in witness.key beside it");
  if (!wanted.empty() && wanted != known.name)
    return Error::of(ErrorKind::invalid_input, Problem{"--name", wanted, known.name + ", as " + file + " says", {}});
  return known.name;
}

struct Opened {
  files::Lock lock;
  std::unique_ptr<Witness> witness;
};
Result<Opened> open_witness(const WitnessRequest& request, Random& random) {
  OCOP_CHECK(files::make_directories(request.folder));
  OCOP_TRY(lock, files::Lock::take(request.folder + "/witness.lock"));
  OCOP_TRY(logs, read_logs(request.folder + "/logs"));
  OCOP_TRY(key, tlog::open_key_file(request.folder + "/witness.key", random));
  OCOP_TRY(name, fixed_name(request.folder, request.name, key));
  OCOP_TRY(witness, Witness::open(request.folder, std::move(name), key, logs));
  return Opened{std::move(lock), std::move(witness)};
}

int status_of(Witness::Verdict verdict) {
  switch (verdict) {
    case Witness::Verdict::cosigned: return 200;
    case Witness::Verdict::malformed: return 400;
    case Witness::Verdict::not_signed: return 403;
    case Witness::Verdict::unknown_log: return 404;
    case Witness::Verdict::other_size:
    case Witness::Verdict::other_root: return 409;
    case Witness::Verdict::not_consistent: return 422;
  }
  return 500;
}

struct Routes {
  Witness& witness;
  const Clock& clock;

  Result<Response> add(const Call<>& call) const {
    OCOP_TRY(answer, witness.add(call.request.body, clock.now()));
    Response response = Response::text(std::move(answer.text), status_of(answer.verdict));
    if (answer.verdict == Witness::Verdict::other_size) response.content_type = "text/x.tlog.size";
    else if (answer.verdict != Witness::Verdict::cosigned) response.body += "\n";
    return response;
  }

  Result<Response> about(const Call<>&) const {
    std::string out = "A witness of transparency logs (C2SP tlog-witness). Its key:\n" + tlog::write_witness_key(witness.key()) + "\n";
    for (const Witness::Known& log : witness.known())
      out += "\n" + log.origin + "\n" + std::to_string(log.newest.size) + "\n" + text::base64(crypto::view(log.newest.root)) +
             "\nrefused " + std::to_string(log.refused) + "\n";
    return Response::text(std::move(out));
  }
};

http::ServerOptions options_of(const Config& config, Random& random) {
  http::ServerOptions options;
  options.address = config.address;
  options.port = static_cast<std::uint16_t>(config.port);
  options.trusted_proxies = trusted_networks(config);
  options.tls_certificate = config.tls_certificate;
  options.tls_key = config.tls_key;
  options.public_url = public_url(config);
  options.csrf_key.resize(kCsrfKeyBytes);   // no form is served; the server wants one all the same
  random.fill({reinterpret_cast<std::uint8_t*>(options.csrf_key.data()), options.csrf_key.size()});
  return options;
}

}  // namespace

ExitCode serve_witness(const Config& config, const WitnessRequest& request, Streams io) {
  block_ending_signals();
  SystemRandom random;
  const SystemClock clock;
  const auto opened = open_witness(request, random);
  if (!opened) return complain(opened.error(), io);
  http::Router router;
  const Routes routes{*opened->witness, clock};
  http::Table(router, routes)
      .post("/add-checkpoint", Policy::anyone(), &Routes::add, "C2SP tlog-witness: a checkpoint to be cosigned",
            {.csrf = http::Csrf::not_needed})
      .get("/", Policy::anyone(), &Routes::about, "Who this is, and what it has seen");
  events::EventLog log(io.out, clock);
  http::Server::Parts parts{.router = &router, .clock = &clock, .random = &random};
  if (config.request_log) parts.log = [&log](std::string_view line) { log.line(line); };
  const auto server = http::Server::start(options_of(config, random), parts);
  if (!server) return complain(server.error(), io);
  io.err << "Ocop witnesses " << opened->witness->known().size() << " logs as " << tlog::write_witness_key(opened->witness->key())
         << " (listening on " << config.address << ":" << (*server)->port() << ", folder " << request.folder << "). Ctrl+C stops it.\n";
  wait_for_ending_signal();
  (*server)->stop();
  return ExitCode::ok;
}

}  // namespace ocop::app
