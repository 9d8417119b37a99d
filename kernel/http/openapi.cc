#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "kernel/base/text.h"
#include "kernel/http/http.h"
#include "kernel/http/input.h"
#include "kernel/json/json.h"

// The document is made of the routes alone: what a route declares is read, checked and told here from the same words.
namespace ocop::http {
namespace {

constexpr std::string_view kRoot = "/api/";

std::string lower_name(Method method) {
  std::string out(name(method));
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(c + 32); });
  return out;
}

// The names in braces, and the pattern as OpenAPI writes it ("{rest...}" has no equal there: "{rest}").
std::vector<std::string> path_names(std::string_view pattern, std::string& path) {
  std::vector<std::string> names;
  path.clear();
  while (!pattern.empty()) {
    const std::size_t open = std::min(pattern.find('{'), pattern.size());
    path.append(pattern.substr(0, open));
    pattern.remove_prefix(open);
    if (pattern.empty()) break;
    const std::size_t close = std::min(pattern.find('}'), pattern.size() - 1);
    std::string name(pattern.substr(1, close - 1));
    if (name.ends_with("...")) name.resize(name.size() - 3);
    path.append("{").append(name).append("}");
    names.push_back(std::move(name));
    pattern.remove_prefix(close + 1);
  }
  return names;
}

// "postDossiersByIdSheet": stable as long as method and pattern are.
std::string operation_id(const Route& route) {
  std::string out = lower_name(route.method);
  bool upper = true;
  for (const char c : std::string_view(route.pattern).substr(kRoot.size())) {
    if (c == '{') out.append("By");
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) out.push_back(upper && c >= 'a' ? static_cast<char>(c - 32) : c);
    upper = !word;
  }
  return out;
}

// "/api/v1/products/{id}" → "products": operations about one thing stand together.
std::string tag_of(std::string_view pattern) {
  pattern.remove_prefix(kRoot.size());
  pattern.remove_prefix(std::min(pattern.find('/') + 1, pattern.size()));   // the version
  pattern = pattern.substr(0, pattern.find('/'));
  return std::string(pattern.substr(0, pattern.find('.')));
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  if (!out.empty() && out.back() != '.') out.push_back('.');
  return out;
}

// ---- parameters
struct Parameter {
  std::string_view name, in, schema, about;
  bool required = false;
};
void write_parameter(json::Writer& out, const Parameter& parameter) {
  out.begin_object().field("name", parameter.name).field("in", parameter.in).field("description", parameter.about);
  out.member("required").boolean(parameter.required);
  out.member("schema").raw(parameter.schema).end_object();
}

std::string_view path_schema(std::string_view format) {
  if (format == "uuid") return R"({"type":"string","format":"uuid"})";
  return format == "integer" ? R"({"type":"integer"})" : R"({"type":"string"})";
}
std::string_view path_about(std::string_view name, std::string_view format) {
  if (format == "uuid") return "Id, as lists and answers give it.";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kAbout{
      {{"id", "Id or public code, as lists and answers give it."},
       {"code", "Code, as it is printed or listed."},
       {"number", "Number of the certificate: OCOP-68-2026-000012."},
       {"province", "Code of the province: two digits (Decision 19/2025/QĐ-TTg)."},
       {"commune", "Code of the commune, ward or special zone: five digits."},
       {"criterion", "Number of the criterion in the scoring table: 1.1."},
       {"seat", "Number of the seat in the council; own = the caller's."},
       {"part", "Part of the scoring table: A, B or C."},
       {"set", "Code of the product set: QD26-13."}}};
  const auto found = std::find_if(kAbout.begin(), kAbout.end(), [&](const auto& one) { return one.first == name; });
  return found == kAbout.end() ? std::string_view("As lists and answers give it.") : found->second;
}

// What a field is, from its declaration: its own words for the document, else what pages call it.
std::string about_field(const input::Field& field) {
  if (!field.options.about.empty()) return sentence(field.options.about);
  if (!field.options.label.en.empty()) return sentence(field.options.label.en);
  return sentence(field.key);
}

// Of the address, of the query, and the headers that a declared field or an attempt may come in.
void write_parameters(json::Writer& out, const Route& route, const std::vector<std::string>& names) {
  const bool queried = route.takes && input::source_of(route.method, route.pattern, *route.takes) == input::Source::query;
  const bool versioned = route.takes && route.takes->has(input::Kind::version);
  out.member("parameters").begin_array();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string_view format = i < route.path_formats.size() ? route.path_formats[i] : std::string_view();
    write_parameter(out, {names[i], "path", path_schema(format), path_about(names[i], format), true});
  }
  if (queried)
    for (const input::Field& field : route.takes->fields()) {
      const std::string schema = field.schema(), about = about_field(field);
      write_parameter(out, {field.key, "query", schema, about, field.options.need == input::Need::required && route.pages == Pages::whole});
    }
  const auto reference = [&](std::string_view parameter) {
    out.begin_object().field("$ref", "#/components/parameters/" + std::string(parameter)).end_object();
  };
  if (versioned) reference("IfMatch");
  if (route.repeats == Repeats::once_a_key) reference("IdempotencyKey");
  if (route.method == Method::get && route.response_media.empty()) reference("IfNoneMatch");
  out.end_array();
}

// ---- answers
// Of one media type, or of several parted by '|'.
void write_content(json::Writer& out, std::string_view media_types, std::string_view schema) {
  out.member("content").begin_object();
  for (const std::string_view one : text::split(media_types, '|'))
    out.member(one).begin_object().member("schema").raw(schema).end_object();
  out.end_object();
}

void write_done(json::Writer& out, const Route& route, std::string_view status, std::string_view about) {
  out.member(status).begin_object().field("description", about);
  if (route.gives == Gives::nothing) {
    out.end_object();
    return;
  }
  out.member("headers").begin_object();
  const auto header = [&](std::string_view header_name) {
    out.member(header_name).begin_object().field("$ref", "#/components/headers/" + std::string(header_name)).end_object();
  };
  if (route.response_media.empty()) header("ETag");
  if (status == "201") header("Location");
  if (route.pages == Pages::by_cursor) header("Link");
  out.end_object();
  const bool json = route.response_media.empty();
  const std::string_view schema = !json                           ? R"({"type":"string","contentMediaType":"application/octet-stream"})"
                                  : route.response_schema.empty() ? std::string_view(R"({"type":"object"})")
                                                                  : std::string_view(route.response_schema);
  write_content(out, json ? std::string_view("application/json") : std::string_view(route.response_media), schema);
  out.end_object();
}

// The refusals that a route can give by what it declares; whatever else goes wrong is "default".
void write_refusals(json::Writer& out, const Route& route, bool has_values) {
  const auto refusal = [&](std::string_view status, std::string_view response) {
    out.member(status).begin_object().field("$ref", "#/components/responses/" + std::string(response)).end_object();
  };
  const bool changes = route.method != Method::get;
  refusal("400", "Malformed");
  if (route.policy.kind() != Policy::Kind::anyone) {
    refusal("401", "NotSignedIn");
    refusal("403", "NotAllowed");
  }
  if (has_values || (route.takes && route.takes->has(input::Kind::id))) refusal("404", "NotFound");   // what names a row may miss it
  if (changes) refusal("409", "Conflict");
  if (route.takes && route.takes->has(input::Kind::version)) refusal("412", "Stale");
  if (changes && !route.request_schema.empty()) refusal("413", "TooLarge");
  if (route.takes || !route.request_schema.empty()) refusal("422", "Invalid");
  refusal("429", "TooMany");
  refusal("default", "Unexpected");
}

void write_responses(json::Writer& out, const Route& route, bool has_values) {
  out.member("responses").begin_object();
  switch (route.gives) {
    case Gives::content:
      write_done(out, route, "200", route.pages == Pages::by_cursor ? "A page of the list" : "What was asked for");
      break;
    case Gives::created: write_done(out, route, "201", "What is new, and where it is"); break;
    case Gives::nothing: write_done(out, route, "204", "Done"); break;
  }
  if (route.repeats == Repeats::once_a_key && route.gives == Gives::created)
    write_done(out, route, "200", "The same Idempotency-Key again: what the first request made");
  if (route.method == Method::get && route.response_media.empty())
    out.member("304").begin_object().field("description", "As If-None-Match knows it").end_object();
  write_refusals(out, route, has_values);
  out.end_object();
}

void write_security(json::Writer& out, const Route& route) {
  out.member("security").begin_array();
  if (route.policy.kind() == Policy::Kind::anyone) out.begin_object().end_object();
  out.begin_object().member("session").begin_array().end_array().end_object();
  out.begin_object().member("bearer").begin_array().end_array().end_object();
  out.end_array();
}

void write_operation(json::Writer& out, const Route& route, const std::vector<std::string>& names) {
  out.member(lower_name(route.method)).begin_object();
  out.field("operationId", operation_id(route)).field("summary", route.summary);
  out.field("description", sentence(route.summary) + " For: " + route.policy.describe() + ".");
  out.member("tags").begin_array().text(tag_of(route.pattern)).end_array();
  out.field("x-policy", route.policy.describe());
  write_parameters(out, route, names);
  if (!route.request_schema.empty()) {
    out.member("requestBody").begin_object().field("description", "The fields; an unknown one is refused.");
    out.member("required").boolean(true);
    const bool uploads = route.takes && route.takes->has(input::Kind::file);
    write_content(out, uploads ? "multipart/form-data" : "application/json", route.request_schema);
    out.end_object();
  }
  write_responses(out, route, !names.empty());
  write_security(out, route);
  out.end_object();
}

// ---- what all share
constexpr std::string_view kProblem =
    R"({"type":"object","required":["type","title","status"],"properties":{
"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"advice":{"type":"string"},
"instance":{"type":"string","description":"request id, also in the log; absent when the request could not be read at all"},
"problems":{"type":"array","items":{"type":"object","required":["field","got","expected","message"],"properties":{
"field":{"type":"string"},"got":{"type":"string"},"expected":{"type":"string"},"message":{"type":"string"}}}}}})";
constexpr std::string_view kSecuritySchemes =
    R"({"session":{"type":"apiKey","in":"cookie","name":"__Host-ocop","description":"With the header x-csrf-token on changing requests"},
"bearer":{"type":"http","scheme":"bearer","description":"A token of an account for its programs"}})";
constexpr std::string_view kParameters =
    R"({"IfMatch":{"name":"If-Match","in":"header","required":false,"schema":{"type":"string"},
"description":"The ETag that was read, instead of version: the change is refused when somebody else was first."},
"IfNoneMatch":{"name":"If-None-Match","in":"header","required":false,"schema":{"type":"string"},
"description":"An ETag that is known already: 304 when nothing changed."},
"IdempotencyKey":{"name":"Idempotency-Key","in":"header","required":false,"schema":{"type":"string","maxLength":130},
"description":"A key of the caller's own for this act: however often it is sent, it is done once."}})";
constexpr std::string_view kHeaders =
    R"({"ETag":{"description":"Version or content: for If-Match and If-None-Match.","schema":{"type":"string"}},
"Location":{"description":"Where the new thing is.","schema":{"type":"string"}},
"Link":{"description":"The next page of the list, rel=\"next\" (RFC 8288); absent on the last.","schema":{"type":"string"}},
"Retry-After":{"description":"Seconds to wait.","schema":{"type":"integer"}}})";

struct Refusal { std::string_view name, about; };
constexpr std::array<Refusal, 10> kRefusals{{{"Malformed", "The request cannot be read"},
                                             {"NotSignedIn", "Nobody is signed in"},
                                             {"NotAllowed", "The account may not do this"},
                                             {"NotFound", "There is no such thing, or it is not the caller's"},
                                             {"Conflict", "It stands otherwise by now"},
                                             {"Stale", "The version is not the one that was read"},
                                             {"TooLarge", "The body is too large"},
                                             {"Invalid", "Fields are wrong; each is named"},
                                             {"TooMany", "Too many requests"},
                                             {"Unexpected", "What went wrong, RFC 9457"}}};

void write_components(json::Writer& out) {
  out.member("components").begin_object();
  out.member("schemas").begin_object().member("Problem").raw(kProblem).end_object();
  out.member("parameters").raw(kParameters).member("headers").raw(kHeaders);
  out.member("responses").begin_object();
  for (const Refusal& refusal : kRefusals) {
    out.member(refusal.name).begin_object().field("description", refusal.about);
    if (refusal.name == "TooMany")
      out.member("headers").begin_object().member("Retry-After").raw(R"({"$ref":"#/components/headers/Retry-After"})").end_object();
    write_content(out, "application/problem+json", R"({"$ref":"#/components/schemas/Problem"})");
    out.end_object();
  }
  out.end_object().member("securitySchemes").raw(kSecuritySchemes).end_object();
}

void write_info(json::Writer& out, std::string_view version, std::string_view public_url) {
  out.member("info").begin_object().field("title", "Ocop").field("version", version);
  out.field("description",
            "The OCOP programme: products, dossiers, councils, certificates in a public log. Errors are problem+json (RFC 9457) and name "
            "every wrong field. Lists are paged by cursor. Texts of problems are Vietnamese, or English by Accept-Language.");
  out.member("contact").begin_object().field("name", "Ocop");
  if (!public_url.empty()) out.field("url", std::string(public_url) + "/api");
  out.end_object();
  out.member("license").begin_object().field("name", "Apache-2.0");
  out.field("url", "https://www.apache.org/licenses/LICENSE-2.0").end_object().end_object();
  if (!public_url.empty()) out.member("servers").begin_array().begin_object().field("url", public_url).end_object().end_array();
}

}  // namespace

std::string openapi(const Router& router, std::string_view version, std::string_view public_url) {
  std::map<std::string, std::vector<const Route*>> by_path;
  std::set<std::string> tags;
  for (const Route& route : router.routes()) {
    if (!route.pattern.starts_with(kRoot)) continue;
    by_path[route.pattern].push_back(&route);
    tags.insert(tag_of(route.pattern));
  }
  json::Writer out;
  out.begin_object().field("openapi", "3.1.0");
  write_info(out, version, public_url);
  out.member("tags").begin_array();
  for (const std::string& tag : tags)
    out.begin_object().field("name", tag).field("description", "Routes below /api/v1/" + tag + ".").end_object();
  out.end_array().member("paths").begin_object();
  for (const auto& [pattern, routes] : by_path) {
    std::string path;
    const auto names = path_names(pattern, path);
    out.member(path).begin_object();
    for (const Route* route : routes) write_operation(out, *route, names);
    out.end_object();
  }
  out.end_object();
  write_components(out);
  out.end_object();
  return out.take();
}

}  // namespace ocop::http
