#include "modules/rulebooks/api.h"

#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/rulebooks/data_files.h"
#include "modules/rulebooks/messages.h"

namespace ocop::rulebooks {
namespace {

using http::Call;
using http::Response;

constexpr std::string_view kScoreRequest =
    R"json({"type":"object","additionalProperties":false,"required":["rulebook","product_set","sheets"],"properties":{
"rulebook":{"type":"string","examples":["QD26-2026"]},"product_set":{"type":"string","examples":["QD26-13"]},
"sha256":{"type":"string"},"settings":{"type":"object","additionalProperties":false,"properties":{
"floor_basis":{"type":"string","enum":["mean","every_sheet"]},"rounding":{"type":"string","enum":["cut","half_up"]}}},
"sheets":{"type":"array","minItems":1,"maxItems":1000,"items":{"type":"object","additionalProperties":false,"required":["answers"],
"properties":{
"member":{"type":"string"},"answers":{"type":"object","additionalProperties":{"type":"integer","minimum":1}},
"knockouts":{"type":"array","items":{"type":"string"}}}}}}})json";
constexpr std::string_view kScoreResponse =
    R"json({"type":"object","required":["total","parts","band","stars","knockouts","floors_missed"],"properties":{
"total":{"type":"number"},"parts":{"type":"object","additionalProperties":{"type":"number"}},"band":{"type":"integer","minimum":1,
"maximum":5},
"stars":{"type":"integer","minimum":0,"maximum":5},"knockouts":{"type":"array","items":{"type":"string"}},
"floors_missed":{"type":"array","items":{"type":"array","description":"the star, then the criterion",
"minItems":2,"maxItems":2,"items":{"type":["integer","string"]}}}}})json";

void write_text(json::Writer& out, std::string_view key, const Text& text) {
  out.member(key).begin_object().field("vi", text.vi).field("en", text.en).end_object();
}

void write_rulebook(json::Writer& out, const Rulebook& rulebook) {
  out.begin_object().field("code", rulebook.code).field("decision", rulebook.decision);
  write_text(out, "name", rulebook.name);
  out.field("effective", rulebook.effective.iso());
  out.field("effective_to", rulebook.effective_to ? std::optional(rulebook.effective_to->iso()) : std::nullopt);
  out.field("certificate_months", rulebook.certificate_months);
  out.member("bands").begin_array();
  for (const Band& band : rulebook.bands)
    out.begin_object().field("star", band.star).field("from", band.from).field("article", band.article).end_object();
  out.end_array().member("parts").begin_object();
  for (const auto& [part, max] : rulebook.part_max) out.field(part, max);
  out.end_object().member("tables").begin_array();
  for (const auto& table : rulebook.tables) {
    out.begin_object().field("code", table->code).field("number", table->number);
    write_text(out, "name", table->name);
    out.field("group", table->group.code).field("criteria", table->criteria.size()).field("complete", !table->missing.has_value());
    out.field("sha256", table->sha256).field("href", "/api/v1/rulebooks/" + rulebook.code + "/tables/" + table->code).end_object();
  }
  out.end_array().member("sources").begin_array();
  for (const std::string& source : rulebook.sources) out.text(source);
  out.end_array().end_object();
}

Error absent(std::string_view what, std::string_view got) {
  return Error::of(ErrorKind::not_found, Problem{std::string(what), std::string(got), "see /api/v1/rulebooks", msg::report_no_rulebook});
}

struct Scoring {
  const Library& library;
  Settings settings;
};

Result<Response> list(const Scoring& scoring, const Call<>&) {
  json::Writer out;
  out.begin_object().member("rulebooks").begin_array();
  for (const Rulebook& rulebook : scoring.library.rulebooks()) write_rulebook(out, rulebook);
  out.end_array().end_object();
  return Response::json(out.take());
}

Result<Response> one(const Scoring& scoring, const Call<>&, std::string_view code) {
  const Rulebook* rulebook = scoring.library.find(code);
  if (!rulebook) return absent("code", code);
  json::Writer out;
  write_rulebook(out, *rulebook);
  return Response::json(out.take());
}

// The file itself, as its checksum was made of.
Result<Response> table(const Scoring& scoring, const Call<>&, std::string_view code, std::string_view set) {
  const Rulebook* rulebook = scoring.library.find(code);
  const Table* found = rulebook ? rulebook->find(set) : nullptr;
  if (!found) return absent("set", set);
  Response response = Response::json({});
  response.static_body = table_file(*found);
  response.etag = found->sha256;
  return response;
}

Result<Response> scored(const Scoring& scoring, const Call<>& call) {
  OCOP_TRY(answer, score_json(scoring.library, call.request.body, scoring.settings));
  return Response::json(std::move(answer));
}

}  // namespace

void add_api(http::Router& router, const Library& library, const Settings& settings) {
  constexpr http::Also kMemory{.run = http::Run::on_loop};
  // Computes and changes nothing, so that a page of another site may not harm anyone by calling it: no CSRF token.
  constexpr http::Also kScoring{
      .body_limit = kMaxScoreBytes, .csrf = http::Csrf::not_needed, .answers = kScoreResponse, .takes = kScoreRequest};
  http::Table(router, std::make_shared<const Scoring>(Scoring{library, settings}))
      .get("/api/v1/rulebooks", Policy::anyone(), list, "Rulebooks with their bands and product sets", kMemory)
      .get("/api/v1/rulebooks/{code}", Policy::anyone(), one, "One rulebook", kMemory)
      .get("/api/v1/rulebooks/{code}/tables/{set}", Policy::anyone(), table, "One scoring table, as the program reads it", kMemory)
      .post("/api/v1/score", Policy::anyone(), scored, "Score sheets against a table", kScoring);
}

}  // namespace ocop::rulebooks
