#include "kernel/http/shared.h"

#include "kernel/http/builtin.h"

#include <thread>

#include "kernel/base/text.h"

namespace ocop::http {
namespace {

std::string hot_lines(const Server::Parts& parts, const std::string& security) {
  std::string out = "Content-Length: 0\r\n";
  for (const auto& [name, value] : parts.hot_headers) out.append(name).append(": ").append(value).append("\r\n");
  return out + security;
}

bool is_loopback(std::string_view peer) { return peer == "127.0.0.1" || peer == "::1" || peer == "::ffff:127.0.0.1"; }

std::string metrics(const Shared& shared) {
  const Counters counters = shared.total();
  std::string out;
  const auto row = [&](std::string_view name, std::uint64_t value) {
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
  };
  out.append("# TYPE ocop_http_requests_total counter\n");
  row("ocop_http_requests_total{class=\"2xx\"}", counters.responses_2xx);
  row("ocop_http_requests_total{class=\"3xx\"}", counters.responses_3xx);
  row("ocop_http_requests_total{class=\"4xx\"}", counters.responses_4xx);
  row("ocop_http_requests_total{class=\"5xx\"}", counters.responses_5xx);
  out.append("# TYPE ocop_http_hot_requests_total counter\n");
  row("ocop_http_hot_requests_total", counters.hot);
  out.append("# TYPE ocop_http_sent_bytes_total counter\n");
  row("ocop_http_sent_bytes_total", counters.bytes_out);
  out.append("# TYPE ocop_http_connections gauge\n");
  row("ocop_http_connections", counters.connections);
  out.append("# TYPE ocop_http_waiting_requests gauge\n");
  row("ocop_http_waiting_requests", shared.pool.waiting());
  out.append("# TYPE ocop_http_waiting_heavy_requests gauge\n");
  row("ocop_http_waiting_heavy_requests", shared.heavy.waiting());
  out.append("# TYPE ocop_http_body_bytes gauge\n");
  row("ocop_http_body_bytes", shared.bodies.held());
  out.append("# TYPE ocop_http_upload_bytes gauge\n");
  row("ocop_http_upload_bytes", shared.uploads.held());
  if (shared.parts.extra_metrics) out.append(shared.parts.extra_metrics());
  return out;
}

int heavy_workers(const ServerOptions& options) {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return options.heavy_workers > 0 ? options.heavy_workers : std::max(1, cores / 2);
}

}  // namespace

Shared::Shared(const ServerOptions& given, const Server::Parts& with)
    : options(given), parts(with), pipeline(given, with), public_is_tls(given.public_url.starts_with("https://")),
      pool(given.workers, given.worker_queue), heavy(heavy_workers(given), given.heavy_queue) {
  hot_lines_plain = hot_lines(parts, fixed.security(Transport::plain));
  hot_lines_tls = hot_lines(parts, fixed.security(Transport::tls));
}

Counters Shared::total() const {
  Counters out;
  for (const LoopCounters* loop : counters) {
    out.requests += loop->get(LoopCounters::requests);
    out.responses_2xx += loop->get(LoopCounters::class_2xx);
    out.responses_3xx += loop->get(LoopCounters::class_3xx);
    out.responses_4xx += loop->get(LoopCounters::class_4xx);
    out.responses_5xx += loop->get(LoopCounters::class_5xx);
    out.bytes_out += loop->get(LoopCounters::bytes_out);
    out.hot += loop->get(LoopCounters::hot);
  }
  out.connections = connections.load(std::memory_order_relaxed);
  return out;
}

void resolve_peer(Request& request, const Shared& shared, std::string_view socket_peer, Transport socket_transport) {
  request.peer = socket_peer;
  request.secure = socket_transport == Transport::tls;
  if (shared.options.trusted_proxies.empty() || !shared.is_trusted_proxy(socket_peer)) return;
  request.secure = request.secure || request.header("x-forwarded-proto") == "https";
  constexpr std::size_t kLongestRegion = 6;   // ISO 3166-2 has two letters, a hyphen and at most three signs
  if (const std::string_view region = request.header(kRegionHeader); region.size() <= kLongestRegion) request.region = region;
  // From the right: each proxy adds the address it saw; the first that is not a trusted proxy is the client.
  const auto hops = text::split(request.header("x-forwarded-for"), ',');
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    const std::string_view address = text::trim(*hop);
    if (address.empty()) break;
    request.peer = address;
    if (!shared.is_trusted_proxy(address)) break;
  }
}

std::optional<Response> builtin_answer(const Request& request, const Shared& shared) {
  if (request.method != Method::get && request.method != Method::head) return std::nullopt;
  const auto plain = [](std::string text, int status) { return Response::text(std::move(text), status).with("Cache-Control", "no-store"); };
  if (request.path == kHealthPath) return plain("ok\n", 200);
  const bool insider = is_loopback(request.peer) || shared.is_trusted_proxy(request.peer);
  if (request.path == kReadyPath) {
    std::string why = shared.parts.unready ? shared.parts.unready() : "";
    if (shared.stopping.load(std::memory_order_relaxed)) why = "the server is stopping";
    if (why.empty()) return plain("ready\n", 200);
    return plain(insider ? "not ready: " + why + "\n" : "not ready\n", 503);
  }
  if (request.path == kMetricsPath && insider) {
    Response out = plain(metrics(shared), 200);
    out.content_type = "text/plain; version=0.0.4; charset=utf-8";   // Prometheus text format
    return out;
  }
  return std::nullopt;
}

}  // namespace ocop::http
