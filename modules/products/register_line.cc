#include "modules/products/register_line.h"

#include "kernel/base/text.h"
#include "kernel/json/json.h"

namespace ocop::products {
namespace {

// "Thôn Phìn Hồ, Xã Thông Nguyên, Tuyên Quang" in the two columns that are joined to the same text when it is read.
void split_place(RegisterValues& values, const std::string& printed, const Product& product, const places::Index& places) {
  std::string& commune = values[index_of("commune")];
  const std::size_t comma = printed.rfind(", ");
  const std::string last = comma == std::string::npos ? std::string() : printed.substr(comma + 2);
  const places::Province* named = last.empty() ? nullptr : places.province_named(last);
  if (!named || named->code != product.province) {
    commune = printed;
    return;
  }
  commune = printed.substr(0, comma);
  values[index_of("province")] = last;
}

RegisterValues own_values(const Item& item, const places::Index& places) {
  const Product& product = item.product;
  const Standing& standing = product.standing;
  RegisterValues out;
  const bool own = product.register_id.empty();   // else an earlier version brought it in, and kept no row
  out[index_of("id")] = own ? product.code : product.register_id;
  out[index_of("product_name")] = product.name;
  out[index_of("entity_name")] = item.maker;
  out[index_of("entity_type")] = entity_type_of(item.maker_kind);
  split_place(out, product.place_as_printed, product, places);
  if (standing.stars > 0) out[index_of("star")] = std::to_string(standing.stars);
  out[index_of("group")] = product.group_as_printed;
  out[index_of("decision")] = standing.decision;
  if (standing.year) out[index_of("year")] = std::to_string(*standing.year);
  out[index_of("recognition")] = own ? kOwnRecognition : standing.recognition.empty() ? "decision" : standing.recognition;
  out[index_of("source_url")] = standing.source_url;
  out[index_of("source_kind")] = standing.source_kind;
  out[index_of("current_province_code")] = product.province;
  out[index_of("current_unit_code")] = product.commune;
  return out;
}

}  // namespace

std::string to_register_row(const RegisterValues& values) {
  json::Writer out;
  out.begin_array();
  for (const std::string& value : values) out.text(value);
  out.end_array();
  return out.take();
}

std::optional<RegisterValues> register_values(std::string_view register_row) {
  const auto parsed = json::parse(register_row);
  if (!parsed || parsed->root().size() != kColumns.size()) return std::nullopt;
  RegisterValues out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto value = parsed->root().at(i).text();
    if (!value) return std::nullopt;
    out[i] = *value;
  }
  return out;
}

void fill(RegisterLine& line, const places::Index& places) {
  const auto printed = register_values(line.register_row);
  line.values = printed ? *printed : own_values(line.item, places);
}

}  // namespace ocop::products
