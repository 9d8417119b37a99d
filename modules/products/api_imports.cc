#include "kernel/base/text.h"
#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/products/import_requests.h"
#include "modules/products/pages_imports.h"

// Register imports for programs: the same service as the pages.
namespace ocop::products {
const std::string_view kImportSchema =
    R"({"type":"object","required":["id","source","file_name","state","counts","version"],"properties":{)"
    R"("id":{"type":"string","format":"uuid"},"province":{"type":"string","description":"* = all provinces"},)"
    R"("headings":{"type":"array","items":{"type":"object","required":["column","heading","field"],"properties":{)"
    R"("sheet":{"type":"string"},"column":{"type":"string"},"heading":{"type":"string"},)"
    R"("field":{"type":"string","description":"a column of docs/formats/register.md; empty = not understood, - = not to be read"}}}},)"
    R"("missing":{"type":"array","items":{"type":"string"},"description":"required columns that no heading is; nothing is read before"},)"
    R"("source":{"type":"string"},"file_name":{"type":"string"},"sha256":{"type":"string"},"written_as":{"type":"string"},)"
    R"("state":{"type":"string","enum":["looked","applied","undone","discarded"]},"counts":{"type":"object","properties":{)"
    R"("created":{"type":"integer"},"updated":{"type":"integer"},"unchanged":{"type":"integer"},)"
    R"("suspected_duplicate":{"type":"integer"},"wrong":{"type":"integer"}}},"sent":{"type":"string"},)"
    R"("applied":{"type":["string","null"]},"undone":{"type":["string","null"]},"log_index":{"type":["integer","null"]},)"
    R"("under_way":{"type":["string","null"],"enum":["reading","applying","undoing",null],"description":"what a job does with it now"},)"
    R"("progress":{"type":"object","description":"while under way: rows done of rows, and the same in words","properties":{)"
    R"("done":{"type":"integer"},"total":{"type":"integer"},"said":{"type":"string"},"said_vi":{"type":"string"}}},)"
    R"("told":{"type":"string","description":"what the last job has to say"},"told_vi":{"type":"string"},)"
    R"("version":{"type":"integer"}}})";

namespace {
void write_fields(json::Writer& out, const Import& import) {
  out.field("id", import.id).field("province", import.province).field("source", import.source);
  out.field("file_name", import.file_name).field("sha256", import.sha256).field("written_as", import.written_as);
  out.member("headings").begin_array();
  for (const ImportHeading& one : headings_of(import))
    out.begin_object().field("sheet", one.sheet).field("column", one.letter).field("heading", one.text).field("field", one.field)
        .end_object();
  out.end_array().member("missing").begin_array();
  for (const std::string_view field : text::split(import.missing, ' '))
    if (!field.empty()) out.text(field);
  out.end_array();
  out.field("state", name(import.state)).member("counts").begin_object();
  for (const Outcome outcome : kAllOutcomes) out.field(name(outcome), import.counts[static_cast<std::size_t>(outcome)]);
  out.end_object().field("sent", import.sent).field("applied", import.applied).field("undone", import.undone);
  out.field("log_index", import.log_index < 0 ? std::nullopt : std::optional(import.log_index));
  out.field("under_way", import.under_way == UnderWay::nothing ? std::nullopt : std::optional(std::string(name(import.under_way))));
  out.field("told", import.told_in(Language::en)).field("told_vi", import.told_in(Language::vi)).field("version", import.version);
}
}  // namespace

void write_import(json::Writer& out, const Import& import) {
  out.begin_object();
  write_fields(out, import);
  out.end_object();
}

namespace {

using http::Call;
using http::Response;

Result<Response> shown(const Imports& imports, const http::Asked& call, ImportId id) {
  OCOP_TRY(found, imports.show(call.actor, id));
  json::Writer out;
  out.begin_object();
  write_fields(out, found.import);
  if (found.import.under_way != UnderWay::nothing) {
    out.member("progress").begin_object().field("done", static_cast<std::int64_t>(found.step.done));
    out.field("total", static_cast<std::int64_t>(found.step.total));
    out.field("said", step_words(found.step, Language::en)).field("said_vi", step_words(found.step, Language::vi)).end_object();
  }
  out.end_object();
  // How far it is, is no version of it: nobody answers from what he has.
  const bool moving = found.import.under_way != UnderWay::nothing;
  return moving ? http::content(out.take()) : http::versioned(out.take(), found.import.version);
}

Result<Response> one(const Imports& imports, const Call<>& call, ImportId id) { return shown(imports, call, id); }

Result<Response> send(Imports& imports, const Call<ImportFile>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  ImportFile file = call.input;
  file.attempt = std::move(attempt);
  OCOP_TRY(made, imports.send(call.actor, file));
  OCOP_TRY(found, imports.show(call.actor, made.id));
  json::Writer out;
  write_import(out, found.import);
  auto answer = http::created(out.take(), "/api/v1" + import_path(made.id));
  if (made.how == idempotency::Outcome::How::before) answer.status = 200;
  return answer;
}

Result<Response> fix(Imports& imports, const Call<FixInput>& call, ImportId id) {
  OCOP_CHECK(imports.fix(call.actor, id, call.input));
  return shown(imports, call, id);
}
Result<Response> reuse(Imports& imports, const Call<ImportVersion>& call, ImportId id) {
  OCOP_CHECK(imports.reuse(call.actor, id, call.input));
  return shown(imports, call, id);
}
Result<Response> apply(Imports& imports, const Call<ImportVersion>& call, ImportId id) {
  OCOP_CHECK(imports.apply(call.actor, id, call.input));
  return shown(imports, call, id);
}
Result<Response> undo(Imports& imports, const Call<ImportVersion>& call, ImportId id) {
  OCOP_TRY(answer, imports.undo(call.actor, id, call.input));
  const Undone undone = answer.value_or(Undone{});
  json::Writer out;
  out.begin_object().field("removed", undone.removed).field("restored", undone.restored).field("kept", undone.kept);
  out.field("under_way", !answer).end_object();
  return http::content(out.take());
}
Result<Response> discard(Imports& imports, const Call<ImportVersion>& call, ImportId id) {
  OCOP_CHECK(imports.discard(call.actor, id, call.input));
  return http::done();
}

constexpr std::string_view kUndoneSchema =
    R"({"type":"object","required":["removed","restored","kept"],"properties":{"removed":{"type":"integer"},)"
    R"("restored":{"type":"integer"},"kept":{"type":"integer","description":"changed or built on since, so they stay"},)"
    R"("under_way":{"type":"boolean","description":"a long one is taken back by a job: told says the numbers"}}})";

}  // namespace

void add_import_api(http::Router& router, Imports& imports) {
  static const http::Also kOne{.answers = kImportSchema};
  http::Table(router, imports)
      .post("/api/v1/imports", kMayImport, import_file(), send,
            "Send a register file: multipart/form-data with file, source; it is looked at, nothing is written",
            {.answers = kImportSchema, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .get("/api/v1/imports/{id}", kMayImport, one, "A register file and what the look at it found", kOne)
      .post("/api/v1/imports/{id}/fixes", kMayImport, import_fix(), fix,
            "Correct one cell of it, all that say the same, or all empty ones; the whole is looked at again", kOne)
      .post("/api/v1/imports/{id}/recipe", kMayImport, import_version(), reuse,
            "Use the corrections of the sender's earlier files", kOne)
      .post("/api/v1/imports/{id}/application", kMayImport, import_version(), apply,
            "Bring a register file in: one act, logged; wrong rows stay out", kOne)
      .post("/api/v1/imports/{id}/undo", kMayImport, import_version(), undo,
            "Take a register import back within a day: one act, logged; what was changed since stays", {.answers = kUndoneSchema})
      .post("/api/v1/imports/{id}/discard", kMayImport, import_version(), discard,
            "Put a register file away of which nothing was written", {.gives = http::Gives::nothing});
}

}  // namespace ocop::products
