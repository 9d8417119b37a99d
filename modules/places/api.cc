#include "modules/places/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/places/messages.h"
#include "modules/places/unit_types.h"

namespace ocop::places {
namespace {

using http::Call;
using http::Response;

constexpr std::size_t kMostFound = 50;

std::string_view name(Extent extent) {
  constexpr std::array<std::string_view, 3> kNames{"whole", "part", "unknown"};
  return kNames[static_cast<std::size_t>(extent)];
}
std::string_view name(Resolved::Answer answer) {
  constexpr std::array<std::string_view, 3> kNames{"none", "choose", "certain"};
  return kNames[static_cast<std::size_t>(answer)];
}
std::string_view name(Doubt doubt) {
  constexpr std::array<std::string_view, 4> kNames{"none", "words", "district", "province"};
  return kNames[static_cast<std::size_t>(doubt)];
}

void write_namings(json::Writer& out, const std::vector<Naming>& namings) {
  out.member("names").begin_array();
  for (const Naming& naming : namings) {
    out.begin_object().field("from", naming.from.iso()).field("full_name", naming.full_name).field("full_name_en", naming.full_name_en);
    out.field("type", name(naming.type)).field("act", naming.act).end_object();
  }
  out.end_array();
}

void write(json::Writer& out, const Province& province) {
  out.begin_object();
  out.field("code", province.code).field("name", province.name).field("full_name", province.full_name).field("name_en", province.name_en);
  out.field("full_name_en", province.full_name_en).field("type", name(province.type)).field("valid_from", province.valid_from.iso());
  out.member("former_provinces").begin_array();
  for (const std::string& former : province.former_provinces) out.text(former);
  out.end_array();
  write_namings(out, province.namings);
  out.end_object();
}

void write(json::Writer& out, const Commune& commune) {
  out.begin_object();
  out.field("code", commune.code).field("name", commune.name).field("full_name", commune.full_name).field("name_en", commune.name_en);
  out.field("full_name_en", commune.full_name_en).field("type", name(commune.type)).field("province", commune.province);
  out.field("valid_from", commune.valid_from.iso());
  write_namings(out, commune.namings);
  out.end_object();
}

void write(json::Writer& out, const FormerUnit& unit) {
  out.begin_object();
  out.field("old_code", unit.old_code).field("old_name", unit.old_name).field("old_district", unit.old_district);
  out.field("old_province", unit.old_province).field("extent", name(unit.extent));
  out.field("valid_to", unit.valid_to.iso()).end_object();
}

// An address: 40 words of seven letters and their separators.
constexpr std::int64_t kMostAddress = 400;
struct Search { std::string words; };
const input::Declaration<Search>& search_fields() {
  static const input::Declaration<Search> fields{
      input::line("q", &Search::words, {.missing = msg::search_label,
                                            .most = kMostAddress,
                                            .about = "a name or an address of today or of before, with or without marks"})};
  return fields;
}

// The same as an address that stands somewhere: which unit, and what it was called on the day that the text speaks of.
struct Question { std::string address; std::optional<Date> as_of; };
const input::Declaration<Question>& question_fields() {
  static const input::Declaration<Question> fields{
      input::line("address", &Question::address,
                  {.missing = msg::search_label,
                   .most = kMostAddress,
                   .about = "as people write it: of today or of before, abbreviated, without marks, in raw Telex"}),
      input::date("as_of", &Question::as_of, {.need = input::Need::optional, .about = "the day whose names are asked for"})};
  return fields;
}

Result<Response> list_provinces(const Index& index, const Call<>&) {
  json::Writer out;
  out.begin_object().member("provinces").begin_array();
  for (const Province& province : index.provinces()) write(out, province);
  out.end_array().end_object();
  return http::content(out.take());
}

Result<Response> show_province(const Index& index, const Call<>&, std::string_view code) {
  const Province* province = index.province(code);
  if (!province) return Error::of(ErrorKind::not_found, "no such province");
  json::Writer out;
  out.begin_object().member("province");
  write(out, *province);
  out.member("communes").begin_array();
  for (const Commune* commune : index.communes_of(province->code)) write(out, *commune);
  out.end_array().end_object();
  return http::content(out.take());
}

Result<Response> show_commune(const Index& index, const Call<>&, std::string_view province, std::string_view code) {
  const Commune* commune = index.commune(code);
  if (!commune || commune->province != province) return Error::of(ErrorKind::not_found, "no such commune");
  json::Writer out;
  out.begin_object().member("commune");
  write(out, *commune);
  out.field("formed_from", commune->formed_from).member("former_units").begin_array();
  for (const FormerUnit* unit : index.former_of(commune->code)) write(out, *unit);
  out.end_array().end_object();
  return http::content(out.take());
}

Result<Response> search(const Index& index, const Call<Search>& call) {
  json::Writer out;
  const auto results = index.search(call.input.words, kMostFound);
  const NamedProvince meant = index.province_meant(call.input.words);
  out.begin_object().field("answer", name(index.resolve(call.input.words).answer));
  if (meant.province) {
    out.member("province");
    write(out, *meant.province);
    out.field("province_formerly", meant.formerly);
  }
  if (const auto proposed = index.meant(call.input.words); !proposed.empty()) {
    out.member("did_you_mean").begin_array();
    for (const std::string& words : proposed) out.text(words);
    out.end_array();
  }
  out.member("results").begin_array();
  for (const Found& found : results) {
    out.begin_object().member("commune");
    write(out, *found.commune);
    out.field("address", index.show(found.commune->province, found.commune->code, Language::vi));
    out.field("doubt", name(found.doubt));
    if (found.formerly) {
      out.member("formerly");
      write(out, *found.formerly);
    }
    out.end_object();
  }
  out.end_array().end_object();
  return http::content(out.take());
}

// What the unit of an answer was called on that day: a day before the merger knows only the former unit that the address names.
void write_on_day(json::Writer& out, const Index& index, const Found& found, Date day) {
  const bool merged = day >= found.commune->valid_from;
  std::string name;
  if (merged) name = index.show_on(day, found.commune->province, found.commune->code, Language::vi);
  else if (found.formerly) name = printed_name(*found.formerly);
  out.field("name", name).field("existed", merged || found.formerly != nullptr);
}

Result<Response> resolve(const Index& index, const Call<Question>& call) {
  const Resolved resolved = index.understand(call.input.address);
  json::Writer out;
  out.begin_object().field("address", call.input.address).field("answer", name(resolved.answer));
  if (call.input.as_of) out.field("as_of", call.input.as_of->iso());
  if (!resolved.read_as.empty()) out.field("read_as", resolved.read_as);
  out.member("units").begin_array();
  for (const Found& found : resolved.found) {
    out.begin_object().field("code", found.commune->code).field("province", found.commune->province);
    if (call.input.as_of) write_on_day(out, index, found, *call.input.as_of);
    out.field("today", index.show(found.commune->province, found.commune->code, Language::vi)).field("doubt", name(found.doubt));
    if (found.formerly) {
      out.member("formerly");
      write(out, *found.formerly);
    }
    out.end_object();
  }
  out.end_array().member("did_you_mean").begin_array();
  for (const std::string& words : index.meant(call.input.address)) out.text(words);
  out.end_array().end_object();
  return http::content(out.take());
}

}  // namespace

void add_api(http::Router& router, const Index& index) {
  constexpr http::Also kMemory{.run = http::Run::on_loop};   // memory only: may run on the loop
  http::Table(router, index)
      .get("/api/v1/places", Policy::anyone(), list_provinces, "Provinces since 1 July 2025", kMemory)
      .get("/api/v1/places/search", Policy::anyone(), search_fields(), search,
           "Communes by a present or former name or address; certain, or a choice for a person", kMemory)
      .get("/api/v1/places/resolve", Policy::anyone(), question_fields(), resolve,
           "The unit that an address means, for certain or as a choice, and what it was called on a day", kMemory)
      .get("/api/v1/places/{province}", Policy::anyone(), show_province, "A province and its communes", kMemory)
      .get("/api/v1/places/{province}/{commune}", Policy::anyone(), show_commune, "A commune and the units it was formed of", kMemory);
}

}  // namespace ocop::places
