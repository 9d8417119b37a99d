#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "modules/resolver/types.h"

namespace ocop::resolver {

inline constexpr std::string_view kLinksetContext = "https://ref.gs1.org/standards/resolver/linkset-context";   // JSON-LD
// The links of a product: RFC 9264 in the form of GS1-Conformant Resolver 1.2.0 (one object an anchor; anchor, itemDescription, then
// link types as full URIs; each link with href and title).
struct LinkTarget {
  std::string_view type;               // "pip" of the GS1 Web Vocabulary
  std::string href, href_en;           // absolute; what a redirect to this link says in Location, to the letter
  Message title;
  const std::string& href_in(Language language) const { return language == Language::vi ? href : href_en; }
};
// The namespace that the vocabulary declares for itself (WebVoc 1.16, `vann:preferredNamespaceUri`). Its older names are understood.
inline constexpr std::string_view kVocabulary = "https://ref.gs1.org/voc/";
std::vector<LinkTarget> links_of(const ScanView& view, std::string_view public_url);   // the first is the default link
// `anchor` is the Digital Link asked for, absolute, without query. At lot and serial level the links of the level above are the answer.
std::string linkset_json(std::string_view anchor, const ScanView& view, const std::vector<LinkTarget>& links);
// Value of a Link header: where the linkset of a Digital Link is. `path` as received, without query.
void write_linkset_link(std::string& out, std::string_view public_url, std::string_view path);
// The type that "gs1:pip", "https://ref.gs1.org/voc/pip" or "https://gs1.org/voc/pip" means; empty = of no vocabulary we know.
std::string_view link_type_name(std::string_view asked);
// /.well-known/gs1resolver, by the resolver description file schema.
std::string description_file(std::string_view public_url);

}  // namespace ocop::resolver
