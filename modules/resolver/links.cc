#include <algorithm>
#include <array>

#include "kernel/base/quality.h"
#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "modules/resolver/api.h"
#include "modules/resolver/linkset.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/resolver.h"

// GS1-Conformant Resolver 1.2.0. The numbers are those of docs/formats/resolver.md: what the conformance suite checks.
namespace ocop::resolver {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view kLinksetType = "application/linkset+json";
// A GTIN keeps its page; only a withdrawn product would leave it. Five minutes take the load off without holding a change back for long.
constexpr std::string_view kCache = "public, max-age=300";

constexpr std::string_view kSerial = "21";   // application identifier of one pack
constexpr std::string_view kMethods = "GET, HEAD, OPTIONS";

// 3: any page may ask.
Response shared(Response response) {
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Access-Control-Allow-Methods", kMethods);
  response.headers.emplace_back("Access-Control-Expose-Headers", "Link, Location");
  return response;
}

// Path and query as received; the target may be in absolute form.
struct Target {
  std::string_view path, query;
};
Target target_of(const Request& request) {
  std::string_view target = request.original_target;
  if (const std::size_t scheme = target.find("://"); scheme != std::string_view::npos && scheme < target.find('/')) {
    target.remove_prefix(scheme + 3);
    target.remove_prefix(std::min(target.find('/'), target.size()));
  }
  const std::size_t mark = target.find('?');
  return {target.substr(0, mark), mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1)};
}

// 12: the query goes with the redirect, but for what was said to the resolver itself.
std::string with_query(std::string location, std::string_view query) {
  constexpr std::array<std::string_view, 4> kToResolver{"linkType", "lang", "mediaType", "context"};
  char separator = '?';
  for (const std::string_view pair : text::split(query, '&')) {
    const std::string_view name = pair.substr(0, pair.find('='));
    if (pair.empty() || std::ranges::find(kToResolver, name) != kToResolver.end()) continue;
    location.append(1, separator).append(pair);
    separator = '&';
  }
  return location;
}

// What an Accept header says of a linkset against a page. It is given where it is wanted more, and where it is named and wanted as much;
// "*/*" alone is a browser's or curl's, and gets the redirect.
struct Wanted {
  bool linkset = false;
  std::string_view type = kLinksetType;
};
Wanted wanted(std::string_view accept) {
  if (text::trim(accept).empty()) return {};
  const int linkset = media_weight(accept, kLinksetType), json = media_weight(accept, "application/json");
  const int page = media_weight(accept, "text/html");
  const bool is_named = std::ranges::any_of(weighted_items(accept), [](const Weighted& one) { return one.name == kLinksetType; });
  const int best = std::max(linkset, json);
  return {best > page || (is_named && linkset > 0 && linkset == page),
          json > linkset ? std::string_view("application/json") : kLinksetType};
}

// 8: a linkset is asked for by linkType or by Accept.
bool wants_linkset(const Request& request) {
  const std::string_view asked = request.query.get("linkType");
  if (asked == "linkset" || asked == "all") return true;   // "all" is the older name
  return asked.empty() && wanted(request.header("accept")).linkset;
}

class Links {
 public:
  Links(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> resolve(const http::Call<>& call) const {
    const Request& request = call.request;
    const Target target = target_of(request);
    std::string_view path = target.path;
    if (path.ends_with('/')) path.remove_suffix(1);            // table row 16: one trailing slash is tolerated
    const auto link = gs1::read_digital_link(path, target.query);
    if (!link) return shared(unreadable(link.error(), request, path));   // 5: exactly 400
    const auto code = link->is_gtin() ? service_.code_of_gtin(link->key.value) : std::nullopt;
    const auto view = code ? service_.scan(*code) : std::nullopt;
    if (!view) return shared(unknown(request, link->key.value));
    const auto links = links_of(*view, service_.parts().public_url);
    const bool is_linkset = wants_linkset(request);
    if (!is_linkset) tell_of_pack(*link, *view, request);
    if (is_linkset) return shared(linkset(request, *link, *view, links));
    // 6, 11: lot and serial walk up to here. The one default link has no language: the page that it leads to has both.
    const std::string_view asked = request.query.get("linkType");
    if (asked.empty() || link_type_name(asked) == "defaultLink") return shared(redirect(links.front().href, target));
    for (const LinkTarget& one : links)   // 7
      if (one.type == link_type_name(asked)) return shared(redirect(one.href_in(request.language), target));
    return shared(failed(Error::of(ErrorKind::not_found, "no link of this type"), request));
  }

  Result<Response> options(const http::Call<>&) const {   // 2, 3
    Response out;
    out.status = 204;
    out.headers.emplace_back("Allow", "GET, HEAD, OPTIONS");
    out.headers.emplace_back("Access-Control-Allow-Headers", "Accept, Accept-Language");
    out.headers.emplace_back("Access-Control-Max-Age", "86400");
    return shared(std::move(out));
  }

  Result<Response> description(const http::Call<>&) const {   // 4
    return shared(Response::json(description_file(service_.parts().public_url)).with("Cache-Control", "public, max-age=3600"));
  }

 private:
  // A serial is of one pack; where it is seen says something that the product's own code, which is on all packs, does not.
  void tell_of_pack(const gs1::DigitalLink& link, const ScanView& view, const Request& request) const {
    for (const gs1::Element& one : link.qualifiers)
      if (one.ai == kSerial) service_.tell_serial(view, one.value, request);
  }
  Response redirect(const std::string& href, const Target& target) const {
    Response out = Response::redirect(with_query(href, target.query), 307);
    out.headers = merged(std::move(out.headers), hot_headers());
    std::string link;
    write_linkset_link(link, service_.parts().public_url, target.path);   // 13
    out.headers.emplace_back("Link", std::move(link));
    return out;
  }
  static std::vector<std::pair<std::string, std::string>> merged(std::vector<std::pair<std::string, std::string>> headers,
                                                                 std::vector<std::pair<std::string, std::string>> more) {
    for (auto& header : more)
      if (!header.first.starts_with("Access-Control-")) headers.push_back(std::move(header));   // shared() adds those
    return headers;
  }
  Response linkset(const Request& request, const gs1::DigitalLink& link, const ScanView& view, const std::vector<LinkTarget>& links) const {
    Response out = Response::json(linkset_json(service_.parts().public_url + gs1::to_path(link), view, links));   // 9, 10
    out.content_type = std::string(wanted(request.header("accept")).type);
    out.headers.emplace_back("Cache-Control", kCache);
    out.headers.emplace_back("Link", "<" + std::string(kLinksetContext) + ">; rel=\"http://www.w3.org/ns/json-ld#context\"" +   // 14
                                         "; type=\"application/ld+json\"");
    out.headers.emplace_back("Vary", "Accept");
    return out;
  }
  Response failed(const Error& error, const Request& request) const {
    return request.wants_json() ? http::problem(error, request) : web::error_page(site_, error, request);
  }
  // A shopper was told to go back and load the page again.
  Response unreadable(const Error& error, const Request& request, std::string_view path) const {
    if (request.wants_json() || wants_linkset(request)) return http::problem(error, request);
    const std::size_t second = path.find('/', 1);   // behind "/01" or "/8006"
    std::string_view key = second == std::string_view::npos ? std::string_view{} : path.substr(second + 1);
    key = key.substr(0, key.find('/'));
    return unknown_page(site_, request, rules::may_be_code(key) ? key : std::string_view{}, Unknown::unreadable);
  }
  Response unknown(const Request& request, std::string_view key) const {
    const Error none = Error::of(ErrorKind::not_found, "no product has this key");
    if (request.wants_json() || wants_linkset(request)) return http::problem(none, request);
    return unknown_page(site_, request, key);
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> hot_headers() {
  return {{"Cache-Control", std::string(kCache)},
          {"Access-Control-Allow-Origin", "*"},
          {"Access-Control-Allow-Methods", std::string(kMethods)},
          {"Access-Control-Expose-Headers", "Link, Location"},
          {"Vary", "Accept"}};
}

void add_link_routes(http::Router& router, Service& service, const web::Site& site) {
  constexpr http::Also kScanned{.language = http::LanguageFrom::accept_header};
  http::Table table(router, std::make_shared<const Links>(service, site));
  const auto add = [&](const std::string& pattern, Result<Response> (Links::*act)(const http::Call<>&) const, const std::string& summary) {
    table.get(pattern, Policy::anyone(), act, summary, kScanned);
    table.options(pattern, Policy::anyone(), &Links::options, "what a page of another site may ask of the resolver", kScanned);
  };
  for (const gs1::IdentifierRow& row : gs1::identifiers())
    if (!row.qualifiers.empty())
      add("/" + std::string(row.first) + "/{link...}", &Links::resolve, "GS1 Digital Link of key " + std::string(row.first));
  add("/.well-known/gs1resolver", &Links::description, "resolver description file");
}

}  // namespace ocop::resolver
