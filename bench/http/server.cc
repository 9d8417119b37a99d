#include <csignal>
#include <cstdio>
#include <string>
#include <unistd.h>

#include "kernel/http/http.h"

// The server that bench/http/run measures: one loop; a route of the general path and the hot route, each answering a redirect after a
// table look-up, as a scan does. Prints its port, serves until its standard input closes.
namespace {

using namespace ocop;

// One million GTINs in memory would only measure the cache; the resolver's own table is measured with its module.
struct Table {
  std::string_view find(std::string_view gtin) const { return gtin == "08935000000014" ? "/s/AB12CD" : std::string_view{}; }
};

}  // namespace

int main() {
  std::signal(SIGPIPE, SIG_IGN);
  const Table table;
  http::Router router;
  http::Route route;
  route.method = http::Method::get;
  route.pattern = "/r/{gtin}";
  route.policy = Policy::anyone();
  route.run = http::Run::on_loop;
  route.summary = "a redirect through the general path";
  route.handler = [&](const http::Request& request) {
    return http::Response::redirect(std::string(table.find(request.value("gtin"))), 307);
  };
  router.add(route);
  http::ServerOptions options;
  options.port = 0;
  options.loops = 1;
  options.workers = 1;
  http::Server::Parts parts;
  parts.router = &router;
  parts.hot_route = [&](std::string_view path, http::HotAnswer& out) {
    out.location = table.find(path.substr(4));
    return !out.location.empty();
  };
  parts.hot_headers = {{"Cache-Control", "public, max-age=60"}, {"Access-Control-Allow-Origin", "*"}};
  auto server = http::Server::start(options, parts);
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().detail.c_str());
    return 1;
  }
  std::printf("%d\n", (*server)->port());
  std::fflush(stdout);
  for (char byte; read(STDIN_FILENO, &byte, 1) > 0;) {
  }
  return 0;
}
