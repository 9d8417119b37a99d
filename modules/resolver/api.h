#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/resolver/service.h"

namespace ocop::resolver {

// GS1 Digital Links of every primary key, /.well-known/gs1resolver, /api/v1/scans/{code}, a report and its closing.
void add_api(http::Router& router, Service& service);
void write_report(json::Writer& out, const Report& report);
// Of a list: without contact and photos, which are told of one report alone.
void write_listed(json::Writer& out, const Report& report);
// A photo as it goes out: nobody keeps a copy that would outlive it.
Result<http::Response> photo_answer(Result<std::string> jpeg);
// What every answer of the hot route carries (http::Server::Parts::hot_headers).
std::vector<std::pair<std::string, std::string>> hot_headers();

}  // namespace ocop::resolver
