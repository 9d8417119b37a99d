#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/counts/pages.h"

namespace ocop::counts {
namespace {

using http::Call;
using http::Response;

std::string_view name(Level level) {
  constexpr std::array<std::string_view, 3> kNames{"country", "province", "former_province"};
  return kNames[static_cast<std::size_t>(level)];
}
std::string_view name(Check::Of of) {
  constexpr std::array<std::string_view, 3> kNames{"stars", "groups", "kinds"};
  return kNames[static_cast<std::size_t>(of)];
}

void write(json::Writer& out, const Service& service, const Published& one, const Computed& computed) {
  out.begin_object().field("id", one.id).field("place", one.place).field("level", name(one.level)).field("province", one.province);
  out.field("as_of", one.as_of).field("products", one.products).field("stars3", one.stars[0]).field("stars4", one.stars[1]);
  out.field("stars5", one.stars[2]).field("potential5", one.potential5).field("makers", one.makers);
  out.field("basis", one.basis == Basis::valid ? "valid" : "not_said").field("source_url", one.source_url);
  out.member("checks").begin_array();
  for (const Check& check : rules::checks(one)) {
    out.begin_object().field("of", name(check.of)).field("formula", rules::formula(check, Language::en));
    out.field("holds", check.holds()).end_object();
  }
  out.end_array().member("against").begin_array();
  for (const Published* other : service.against(one)) out.text(other->id);
  out.end_array().member("reasons").begin_array();
  for (const rules::Reason& reason : rules::reasons(one, computed)) {
    out.text(rules::words(reason, Language::vi));
  }
  out.end_array().end_object();
}

void write(json::Writer& out, const Computed& computed) {
  out.begin_object().field("recognised", computed.all()).field("valid", computed.valid()).field("makers", computed.makers);
  for (int stars = 3; stars <= 5; ++stars) out.field("stars" + std::to_string(stars), computed.with_stars(stars));
  out.end_object();
}

Result<Response> place(const Service& service, const Call<>&, std::string_view code) {
  const std::string province(code == kCountry ? std::string_view() : code);
  if (!province.empty() && !service.parts().places.province(province)) return Error::of(ErrorKind::not_found, "no such place");
  json::Writer out;
  out.begin_object().field("place", code).field("as_of", service.today().iso()).member("computed");
  const Computed computed = service.computed(province);
  write(out, computed);
  out.member("published").begin_array();
  for (const Published* one : service.of(province)) write(out, service, *one, computed);
  out.end_array().end_object();
  return http::content(out.take());
}

constexpr std::string_view kPlaceSchema =
    R"({"type":"object","required":["place","as_of","computed","published"],"properties":{"place":{"type":"string"},)"
    R"("as_of":{"type":"string","format":"date"},"computed":{"type":"object","properties":{"recognised":{"type":"integer"},)"
    R"("valid":{"type":"integer"},"makers":{"type":"integer"},"stars3":{"type":"integer"},"stars4":{"type":"integer"},)"
    R"("stars5":{"type":"integer"}}},"published":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},)"
    R"("place":{"type":"string"},"level":{"type":"string"},"as_of":{"type":"string"},"products":{"type":["integer","null"]},)"
    R"("source_url":{"type":"string"},"checks":{"type":"array","items":{"type":"object","properties":{"of":{"type":"string"},)"
    R"("formula":{"type":"string"},"holds":{"type":"boolean"}}}},"against":{"type":"array","items":{"type":"string"}},)"
    R"("reasons":{"type":"array","items":{"type":"string"}}}}}}})";

}  // namespace

void add_api(http::Router& router, const Service& service) {
  http::Table(router, service)
      .get("/api/v1/counts/{place}", Policy::anyone(), place,
           "Figures of a province (its code) or of the country (vn): computed, published, and why they differ", {.answers = kPlaceSchema});
}

}  // namespace ocop::counts
