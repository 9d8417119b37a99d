#include "kernel/web/assets.h"

#include <map>

#include "kernel/files/embedded.h"
#include "kernel/http/conditional.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> web_assets();   // made by ocop_embed
}

namespace ocop::web {
namespace {
constexpr std::size_t kHashDigits = 10;   // 40 bits: a dozen files; web/build.mjs cuts at the same place
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kForAnHour = "public, max-age=3600";   // fixed names: browsers must see a change the same day

std::string_view ending(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

std::string_view content_type(std::string_view name) {
  const std::string_view end = ending(name);
  if (end == ".css") return "text/css; charset=utf-8";
  if (end == ".js") return "text/javascript; charset=utf-8";
  if (end == ".svg") return "image/svg+xml";
  if (end == ".woff2") return "font/woff2";
  if (end == ".webmanifest") return "application/manifest+json";
  return "text/plain; charset=utf-8";
}

}  // namespace

struct Assets::Table {
  struct Entry {
    const EmbeddedFile* plain = nullptr;
    const EmbeddedFile* gzip = nullptr;
  };
  std::map<std::string, Entry, std::less<>> by_name;      // "site.css"
  std::map<std::string, std::string, std::less<>> names;  // "site.3f2a91c0d4.css" -> "site.css"

  static std::string hashed(const EmbeddedFile& file) {
    const std::string_view end = ending(file.path);
    return std::string(file.path.substr(0, file.path.size() - end.size())) + "." + std::string(file.sha256.substr(0, kHashDigits)) +
           std::string(end);
  }
};

Assets::Assets() : table_(std::make_unique<Table>()) {
  for (const EmbeddedFile& file : embedded::web_assets()) {
    if (ending(file.path) == ".gz") {
      table_->by_name[std::string(file.path.substr(0, file.path.size() - 3))].gzip = &file;
      continue;
    }
    table_->by_name[std::string(file.path)].plain = &file;
    table_->names.emplace(Table::hashed(file), file.path);
  }
}
Assets::~Assets() = default;
Assets::Assets(Assets&&) noexcept = default;

std::string Assets::url(std::string_view name) const {
  const auto found = table_->by_name.find(name);
  if (found == table_->by_name.end() || !found->second.plain) return "/assets/" + std::string(name);
  return "/assets/" + Table::hashed(*found->second.plain);
}

Result<http::Response> Assets::get(std::string_view file, std::string_view accept_encoding) const {
  const auto hashed = table_->names.find(file);
  const auto found = table_->by_name.find(hashed == table_->names.end() ? file : std::string_view(hashed->second));
  if (found == table_->by_name.end() || !found->second.plain) return Error::of(ErrorKind::not_found, "no such asset");
  const auto& entry = found->second;
  const bool compressed = entry.gzip && http::accepts_gzip(accept_encoding);
  http::Response response;
  response.content_type = std::string(content_type(entry.plain->path));
  response.static_body = compressed ? entry.gzip->content : entry.plain->content;
  // Each representation has its own tag (RFC 9110 §8.8.3.3).
  response.etag = std::string(entry.plain->sha256.substr(0, 2 * kHashDigits)) + (compressed ? "-gz" : "");
  response.headers.emplace_back("Cache-Control", hashed == table_->names.end() ? kForAnHour : kForEver);
  if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
  if (entry.gzip) response.headers.emplace_back("Vary", "Accept-Encoding");
  return response;
}

void add_assets(http::Router& router, const Assets& assets) {
  const auto serve = [&assets](std::string_view file, const http::Request& request) {
    auto response = assets.get(file, request.header("accept-encoding"));
    return response ? std::move(response).value() : http::problem(response.error(), request);
  };
  http::Route all;
  all.pattern = "/assets/{file}";
  all.policy = Policy::anyone();
  all.handler = [serve](const http::Request& request) { return serve(request.value("file"), request); };
  all.summary = "A style sheet, font or script of the pages";
  all.run = http::Run::on_loop;
  router.add(std::move(all));
  for (const std::string_view name : {"favicon.svg", "site.webmanifest", "service-worker.js"}) {
    http::Route route;
    route.pattern = "/" + std::string(name);
    route.policy = Policy::anyone();
    route.handler = [serve, name](const http::Request& request) { return serve(name, request); };
    route.summary = "The site's " + std::string(name);
    route.run = http::Run::on_loop;
    router.add(std::move(route));
  }
}

}  // namespace ocop::web
