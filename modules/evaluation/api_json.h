#pragma once
#include <string>

#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/evaluation/service.h"

// JSON of the API: writers of what is answered, readers of what is asked. Shared by the two route tables.
namespace ocop::evaluation::api {

std::string dossier_json(const DossierView& view, Language language);
std::string opened_json(const Dossier& dossier);
std::string sheet_json(const SheetView& view);
std::string seats_json(const ClosingView& view);
std::string result_json(const ResultView& view);
std::string stored_json(const StoredResult& result, const Settings& settings);
std::string saved_json(const Saved& saved);
std::string work_json(const Work& work);
std::string settings_json(std::span<const Settings> settings);

// ---- reading ---------------------------------------------------------------------------------------------------------------
// The body as an object; malformed_request otherwise.
Result<json::Document> body(const http::Request& request);
// The version last read: `If-Match: "7"`, or `If-None-Match: *` for what was not there, or the member "version" of the body.
Result<std::int64_t> version(const http::Request& request, const json::Document& document);
Result<SaveAnswer> save_answer(const http::Request& request, const json::Document& document);
Result<SaveKnockouts> save_knockouts(const http::Request& request, const json::Document& document);
Result<NameCouncil> name_council(const http::Request& request, const json::Document& document);
Result<Settings> settings(const json::Document& document);
rules::Tick tick(const json::Document& document, std::string_view key);
Result<DossierId> dossier_id(const http::Request& request);   // not_found when the path is no id

// 200 with the body and its version as ETag, or the problem.
http::Response saved_response(const Result<Saved>& saved, const http::Request& request);

}  // namespace ocop::evaluation::api
