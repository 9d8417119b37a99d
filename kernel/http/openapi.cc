#include <algorithm>
#include <map>

#include "kernel/http/http.h"
#include "kernel/http/input.h"
#include "kernel/json/json.h"

namespace ocop::http {
namespace {

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
  for (const char c : std::string_view(route.pattern).substr(sizeof("/api/") - 1)) {
    if (c == '{') out.append("By");
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) out.push_back(upper && c >= 'a' ? static_cast<char>(c - 32) : c);
    upper = !word;
  }
  return out;
}

void write_parameter(json::Writer& out, std::string_view name, std::string_view in, std::string_view schema) {
  out.begin_object().field("name", name).field("in", in);
  if (in == "path") out.member("required").boolean(true);
  out.member("schema").raw(schema).end_object();
}

std::string_view path_schema(std::string_view format) {
  if (format == "uuid") return R"({"type":"string","format":"uuid"})";
  return format == "integer" ? R"({"type":"integer"})" : R"({"type":"string"})";
}

// Of the address, of the query, and the headers that a declared field may come in.
void write_parameters(json::Writer& out, const Route& route, const std::vector<std::string>& names) {
  const bool queried = route.takes && input::source_of(route.method, route.pattern, *route.takes) == input::Source::query;
  const bool versioned = route.takes && route.takes->has(input::Kind::version);
  if (names.empty() && !queried && !versioned) return;
  out.member("parameters").begin_array();
  for (std::size_t i = 0; i < names.size(); ++i)
    write_parameter(out, names[i], "path", path_schema(i < route.path_formats.size() ? route.path_formats[i] : std::string_view()));
  if (queried)
    for (const input::Field& field : route.takes->fields()) write_parameter(out, field.key, "query", field.schema());
  if (versioned)
    write_parameter(out, "If-Match", "header", R"({"type":"string","description":"the ETag that was read; instead of version"})");
  out.end_array();
}

void write_json_content(json::Writer& out, std::string_view media_type, std::string_view schema) {
  out.member("content").begin_object().member(media_type).begin_object();
  out.member("schema").raw(schema.empty() ? std::string_view("{}") : schema).end_object().end_object();
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
  out.field("x-policy", route.policy.describe());
  write_parameters(out, route, names);
  if (!route.request_schema.empty()) {
    out.member("requestBody").begin_object().member("required").boolean(true);
    const bool uploads = route.takes && route.takes->has(input::Kind::file);
    write_json_content(out, uploads ? "multipart/form-data" : "application/json", route.request_schema);
    out.end_object();
  }
  out.member("responses").begin_object();
  out.member("2XX").begin_object().field("description", "Done");
  if (!route.response_schema.empty()) write_json_content(out, "application/json", route.response_schema);
  out.end_object();
  out.member("default").begin_object().field("description", "What went wrong, RFC 9457");
  write_json_content(out, "application/problem+json", R"({"$ref":"#/components/schemas/Problem"})");
  out.end_object().end_object();
  write_security(out, route);
  out.end_object();
}

constexpr std::string_view kComponents = R"({
"schemas":{"Problem":{"type":"object","required":["type","title","status"],"properties":{
"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"advice":{"type":"string"},
"instance":{"type":"string","description":"request id, also in the log; absent when the request could not be read at all"},
"problems":{"type":"array","items":{"type":"object","required":["field","got","expected","message"],"properties":{
"field":{"type":"string"},"got":{"type":"string"},"expected":{"type":"string"},"message":{"type":"string"}}}}}}},
"securitySchemes":{"session":{"type":"apiKey","in":"cookie","name":"__Host-ocop",
"description":"With the header x-csrf-token on changing requests"},"bearer":{"type":"http","scheme":"bearer"}}})";

}  // namespace

std::string openapi(const Router& router, std::string_view version, std::string_view public_url) {
  std::map<std::string, std::vector<const Route*>> by_path;
  for (const Route& route : router.routes())
    if (route.pattern.starts_with("/api/")) by_path[route.pattern].push_back(&route);
  json::Writer out;
  out.begin_object().field("openapi", "3.1.0");
  out.member("info").begin_object().field("title", "Ocop").field("version", version);
  out.member("license").begin_object().field("name", "Apache-2.0").field("identifier", "Apache-2.0").end_object().end_object();
  if (!public_url.empty()) out.member("servers").begin_array().begin_object().field("url", public_url).end_object().end_array();
  out.member("paths").begin_object();
  for (const auto& [pattern, routes] : by_path) {
    std::string path;
    const auto names = path_names(pattern, path);
    out.member(path).begin_object();
    for (const Route* route : routes) write_operation(out, *route, names);
    out.end_object();
  }
  out.end_object().member("components").raw(kComponents).end_object();
  return out.take();
}

}  // namespace ocop::http
