#include "modules/channels/definitions.h"

#include <algorithm>
#include <stdexcept>

#include "kernel/json/json.h"

namespace ocop::channels {
namespace {

constexpr std::array<std::string_view, kFroms> kFromWords{
    "id", "node", "group", "group_code", "title", "title_en", "description", "summary", "link", "image", "more_images", "availability",
    "available_from", "lead_days", "stock", "price", "sale_price", "price_number", "list_number", "sale_number", "currency", "brand",
    "maker", "place", "country", "gtin", "gtin_14", "mpn", "seller_sku", "identifier_exists", "new", "product_type", "product_class",
    "axis", "axis_two", "option", "option_two", "measure", "measure_plain", "amount", "unit", "weight", "weight_number", "weight_kg",
    "length_cm", "width_cm", "height_cm", "ingredients", "food_ingredients", "storage", "shelf_life", "vat", "star", "star_number",
    "star_scheme", "star_since", "star_until", "decision"};
constexpr std::array<std::string_view, 6> kForms{"rss", "tsv", "csv", "xlsx", "json", "jsonld"};
constexpr std::array<std::string_view, 6> kEndings{"xml", "tsv", "csv", "xlsx", "json", "jsonld"};

template <class E, std::size_t N>
std::optional<E> parse(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto at = std::ranges::find(words, word);
  return at == words.end() ? std::nullopt : std::optional(static_cast<E>(at - words.begin()));
}

[[noreturn]] void broken(std::string_view channel, std::string_view what) {
  throw std::runtime_error("data/channels: " + std::string(channel) + ": " + std::string(what));
}

Field read_field(std::string_view channel, const json::Node& node) {
  Field out;
  out.key = node["key"].text_or("");
  const auto from = parse_from(node["from"].text_or(""));
  if (out.key.empty() || !from) broken(channel, "a field without a key, or from nothing that is known: " + node.brief());
  out.from = *from;
  if (node["required"].text_or("") == "to_order") out.need = Need::of_what_is_made_to_order;
  else if (node["required"].boolean().value_or(false)) out.need = Need::required;
  out.most = static_cast<std::size_t>(node["most"].integer().value_or(0));
  out.nth = static_cast<std::size_t>(node["nth"].integer().value_or(0));
  const json::Node names = node["names"];
  for (std::size_t i = 0; i < names.size(); ++i) out.names.emplace_back(names.at(i).text_or(""));
  const json::Node words = node["words"];
  for (std::size_t i = 0; i < words.size(); ++i) out.words.emplace(words.key_at(i), words.at(i).text_or(""));
  // A state that the channel has no word for would leave its items out without a reason that their maker could mend.
  if (out.from == From::availability && !out.words.empty())
    for (const items::AvailabilityWords& one : items::kAvailability)
      if (!out.words.contains(one.name)) broken(channel, out.key + " has no word for " + std::string(one.name));
  return out;
}

}  // namespace

std::optional<From> parse_from(std::string_view word) { return parse<From>(kFromWords, word); }
std::string_view name(Form form) { return kForms[static_cast<std::size_t>(form)]; }
std::string_view ending(Form form) { return kEndings[static_cast<std::size_t>(form)]; }

Channel read_channel(std::string_view text) {
  const auto document = json::parse(text);
  if (!document) broken("a file", "is no JSON");
  const json::Node root = document->root();
  Channel out;
  out.name = root["name"].text_or("");
  out.title = root["title"].text_or("");
  out.source = root["source"].text_or("");
  out.as_of = root["as_of"].text_or("");
  out.made_by = root["made_by_us"].boolean().value_or(true) ? Channel::Maker::us : Channel::Maker::platform;
  for (std::size_t i = 0; i < root["forms"].size(); ++i) {
    const auto form = parse<Form>(kForms, root["forms"].at(i).text_or(""));
    if (!form) broken(out.name, "a form that nothing writes");
    out.forms.push_back(*form);
  }
  for (std::size_t i = 0; i < root["fields"].size(); ++i) out.fields.push_back(read_field(out.name, root["fields"].at(i)));
  if (out.name.empty() || out.title.empty() || out.source.empty() || out.as_of.empty() || out.forms.empty() || out.fields.empty())
    broken(out.name, "name, title, source, as_of, forms and fields are needed");
  return out;
}

}  // namespace ocop::channels
