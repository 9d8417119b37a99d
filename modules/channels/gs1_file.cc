#include "modules/channels/gs1_file.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/json/json.h"

namespace ocop::channels::files {
namespace {

// What a property leads to (its rdfs:range), of those that data/channels/gs1.json uses.
struct Range { std::string_view property, type; };
constexpr std::array kNodes{Range{"gs1:netContent", "gs1:QuantitativeValue"}, Range{"gs1:brand", "gs1:Brand"},
                            Range{"gs1:manufacturer", "gs1:Organization"}, Range{"gs1:image", "gs1:ReferencedFileDetails"},
                            Range{"gs1:certification", "gs1:CertificationDetails"}};
// rdf:langString: a text in a language. What stands in neither table is a plain text (xsd:string).
constexpr std::array<std::string_view, 7> kTexts{"gs1:productName",         "gs1:productDescription",  "gs1:brandName",
                                                 "gs1:organizationName",    "gs1:provenanceStatement", "gs1:ingredientStatement",
                                                 "gs1:certificationStandard"};
constexpr std::array kTyped{Range{"gs1:value", "xsd:float"}, Range{"gs1:referencedFileURL", "xsd:anyURI"},
                            Range{"gs1:certificationStartDate", "xsd:date"}, Range{"gs1:certificationEndDate", "xsd:date"}};

void write_context(json::Writer& out) {
  out.member("@context").begin_object();
  out.field("gs1", "https://ref.gs1.org/voc/").field("xsd", "http://www.w3.org/2001/XMLSchema#");
  for (const Range& one : kTyped) out.member(one.property).begin_object().field("@type", one.type).end_object();
  out.end_object();
}

void write_value(json::Writer& out, std::string_view property, const std::string& value, Language language) {
  out.member(property);
  if (std::ranges::find(kTexts, property) == kTexts.end()) {
    out.text(value);
    return;
  }
  out.begin_object().field("@value", value).field("@language", language == Language::vi ? "vi" : "en").end_object();
}

Result<void> write_node(json::Writer& out, const Channel& channel, const std::vector<std::string>& row, Language language) {
  std::string_view open;   // the property whose node is being written; its fields stand in a row
  out.begin_object();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].empty()) continue;
    const auto path = text::split(channel.fields[i].key, ' ');
    const std::string_view parent = path.size() == 2 ? path[0] : std::string_view();
    if (parent != open && !open.empty()) out.end_object();
    if (parent != open && !parent.empty()) {
      const auto node = std::ranges::find(kNodes, parent, &Range::property);
      if (node == kNodes.end()) return Error::of(ErrorKind::internal, "no class of " + std::string(parent));
      out.member(parent).begin_object().field("@type", node->type);
    }
    open = parent;
    write_value(out, path.back(), row[i], language);
  }
  if (!open.empty()) out.end_object();
  out.end_object();
  return {};
}

}  // namespace

Result<std::string> gs1_jsonld(const Channel& channel, Rows rows, Language language) {
  json::Writer out;
  out.begin_object();
  write_context(out);
  out.member("@graph").begin_array();
  for (const auto& row : rows) OCOP_CHECK(write_node(out, channel, row, language));
  out.end_array().end_object();
  return out.take();
}

}  // namespace ocop::channels::files
