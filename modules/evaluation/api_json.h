#pragma once
#include <string>

#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/evaluation/service.h"

// JSON of the API: what is answered. Shared by the two route tables.
namespace ocop::evaluation::api {

std::string dossier_json(const DossierView& view, Language language);
std::string report_json(const CommuneReport& report);
std::string completion_json(const Completion& completion);
std::string seat_json(int seat);
std::string discussion_json(const Discussion& discussion);
std::string advice_json(const Advice& advice);
std::string opened_json(const Dossier& dossier);
std::string sheet_json(const SheetView& view);
std::string seats_json(const ClosingView& view);
std::string result_json(const ResultView& view);
std::string stored_json(const StoredResult& result, const Settings& settings);
std::string saved_json(const Saved& saved);
std::string settings_json(std::span<const Settings> settings);

// 200 with the version as ETag; conflict (409) with what the other saved.
Result<http::Response> saved_response(Result<Saved> saved);

}  // namespace ocop::evaluation::api
