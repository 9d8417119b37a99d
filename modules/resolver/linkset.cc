#include "modules/resolver/linkset.h"

#include "kernel/json/json.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/resolver.h"

namespace ocop::resolver {
namespace {

// The language of one link object: two, so that a client can choose (table row 15: hreflang).
void write_link(json::Writer& out, const LinkTarget& link, Language language) {
  const std::string_view title = language == Language::vi ? link.title.vi : link.title.en;
  out.begin_object().field("href", link.href_in(language)).field("title", title).field("type", "text/html");
  out.member("hreflang").begin_array().text(language == Language::vi ? "vi" : "en").end_array().end_object();
}

}  // namespace

std::vector<LinkTarget> links_of(const ScanView& view, std::string_view public_url) {
  std::vector<LinkTarget> out;
  const auto add = [&](std::string_view type, const std::string& path, Message title) {
    out.push_back({type, std::string(public_url) + path, std::string(public_url) + "/en" + path, title});
  };
  add("pip", scan_path(view.product.code), msg::link_page);
  if (view.certificate) add("certificationInfo", "/certificates/" + view.certificate->number, msg::link_certificate);
  if (view.confirmed) add("certificationInfo", certificates::confirmation_path(view.confirmed->id), msg::link_confirmation);
  return out;
}

std::string linkset_json(std::string_view anchor, const ScanView& view, const std::vector<LinkTarget>& links) {
  json::Writer out;
  out.begin_object().member("linkset").begin_array().begin_object();
  out.field("anchor", anchor).field("itemDescription", view.product.name);
  out.member(std::string(kVocabulary) + "defaultLink").begin_array();   // exactly one, href and title alone (table row 6)
  out.begin_object().field("href", links.front().href).field("title", links.front().title.vi).end_object().end_array();
  for (const LinkTarget& link : links) {
    out.member(std::string(kVocabulary) + std::string(link.type)).begin_array();
    write_link(out, link, Language::vi);
    write_link(out, link, Language::en);
    out.end_array();
  }
  out.end_object().end_array().end_object();
  return out.take();
}

void write_linkset_link(std::string& out, std::string_view public_url, std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);
  out.assign("<").append(public_url).append(path).append("?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\"");
}

std::string_view link_type_name(std::string_view asked) {
  for (const std::string_view prefix : {std::string_view("gs1:"), kVocabulary, std::string_view("https://gs1.org/voc/"),
                                        std::string_view("https://www.gs1.org/voc/"), std::string_view("http://gs1.org/voc/")})
    if (asked.starts_with(prefix)) return asked.substr(prefix.size());
  return {};
}

std::string description_file(std::string_view public_url) {
  json::Writer out;
  out.begin_object().field("name", "Ocop").field("resolverRoot", public_url);
  out.member("supportedPrimaryKeys").begin_array().text("01").end_array();
  out.member("supportedLinkType").begin_array().begin_object();
  out.field("namespace", kVocabulary).field("prefix", "gs1:").end_object().end_array();
  out.member("linkTypeDefaultCanBeLinkset").boolean(false);
  out.field("jsonLdContextLocation", kLinksetContext).end_object();
  return out.take();
}

}  // namespace ocop::resolver
