#include "modules/places/api.h"

#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"
#include "modules/places/messages.h"

namespace ocop::places {
namespace {

using http::Request;
using http::Response;

constexpr std::size_t kSearchResults = 50;
constexpr std::size_t kEtagDigits = 16;   // 64 bits tell two answers of one address apart

std::string_view name(UnitType type) {
  constexpr std::array<std::string_view, 5> kNames{"province", "municipality", "commune", "ward", "special_zone"};
  return kNames[static_cast<std::size_t>(type)];
}

void write(json::Writer& out, const Province& province) {
  out.begin_object();
  out.field("code", province.code).field("name", province.name).field("full_name", province.full_name).field("name_en", province.name_en);
  out.field("full_name_en", province.full_name_en).field("type", name(province.type)).field("valid_from", province.valid_from.iso());
  out.member("former_provinces").begin_array();
  for (const std::string& former : province.former_provinces) out.text(former);
  out.end_array();
  out.end_object();
}

void write(json::Writer& out, const Commune& commune) {
  out.begin_object();
  out.field("code", commune.code).field("name", commune.name).field("full_name", commune.full_name).field("name_en", commune.name_en);
  out.field("full_name_en", commune.full_name_en).field("type", name(commune.type)).field("province", commune.province);
  out.field("valid_from", commune.valid_from.iso());
  out.end_object();
}

void write(json::Writer& out, const FormerUnit& unit) {
  out.begin_object();
  out.field("old_code", unit.old_code).field("old_name", unit.old_name).field("old_district", unit.old_district);
  out.field("old_province", unit.old_province).field("valid_to", unit.valid_to.iso());
  out.end_object();
}

Response answer(json::Writer& out) {
  Response response = Response::json(out.take());
  response.etag = crypto::sha256_hex(response.body).substr(0, kEtagDigits);
  return response;
}

Response list_provinces(const Index& index) {
  json::Writer out;
  out.begin_object().member("provinces").begin_array();
  for (const Province& province : index.provinces()) write(out, province);
  out.end_array().end_object();
  return answer(out);
}

Response show_province(const Index& index, const Request& request) {
  const Province* province = index.province(request.value("province"));
  if (!province) return http::problem(Error::of(ErrorKind::not_found, "no such province"), request);
  json::Writer out;
  out.begin_object().member("province");
  write(out, *province);
  out.member("communes").begin_array();
  for (const Commune* commune : index.communes_of(province->code)) write(out, *commune);
  out.end_array().end_object();
  return answer(out);
}

Response show_commune(const Index& index, const Request& request) {
  const Commune* commune = index.commune(request.value("commune"));
  if (!commune || commune->province != request.value("province")) return http::problem(Error::of(ErrorKind::not_found, "no such commune"), request);
  json::Writer out;
  out.begin_object().member("commune");
  write(out, *commune);
  out.field("formed_from", commune->formed_from).member("former_units").begin_array();
  for (const FormerUnit* unit : index.former_of(commune->code)) write(out, *unit);
  out.end_array().end_object();
  return answer(out);
}

Response search(const Index& index, const Request& request) {
  const std::string_view typed = request.query.get("q");
  if (typed.empty()) {
    return http::problem(Error::of(ErrorKind::invalid_input, Problem{"q", "", "a name, with or without marks", msg::search_label}), request);
  }
  json::Writer out;
  out.begin_object().member("results").begin_array();
  for (const Found& found : index.search(typed, kSearchResults)) {
    out.begin_object().member("commune");
    write(out, *found.commune);
    out.field("address", index.show(found.commune->province, found.commune->code, Language::vi));
    if (found.formerly) {
      out.member("formerly");
      write(out, *found.formerly);
    }
    out.end_object();
  }
  out.end_array().end_object();
  return answer(out);
}

}  // namespace

void add_api(http::Router& router, const Index& index) {
  const auto add = [&](std::string pattern, http::Handler handler, std::string summary) {
    // Memory only: may run on the loop.
    router.add({.method = http::Method::get, .pattern = std::move(pattern), .policy = Policy::anyone(), .handler = std::move(handler),
                .summary = std::move(summary), .run = http::Run::on_loop});
  };
  add("/api/v1/places", [&](const Request&) { return list_provinces(index); }, "Provinces since 1 July 2025");
  add("/api/v1/places/search", [&](const Request& request) { return search(index, request); }, "Communes by present or former name");
  add("/api/v1/places/{province}", [&](const Request& request) { return show_province(index, request); }, "A province and its communes");
  add("/api/v1/places/{province}/{commune}", [&](const Request& request) { return show_commune(index, request); },
      "A commune and the units it was formed of");
}

}  // namespace ocop::places
