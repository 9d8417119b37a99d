#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/http/http.h"
#include "kernel/web/page.h"

namespace ocop::web {

// A slot: the public pages of a module that search engines shall know (kernel/manifest/offers.h). Paths without language; each page has
// both.
struct Addresses {
  int rank = 0;
  std::string_view name;                                    // of the parts: "products" → /sitemap/products-1.xml
  std::function<std::size_t()> pages;                       // how many they are: the index asks no more than that
  // Those behind the first `from`, at most `most`, in an order that new pages are added to the end of.
  std::function<std::vector<std::string>(std::size_t from, std::size_t most)> listed;
};
// Of a module that has one part, and knows all its pages at no cost.
Addresses few_pages(int rank, std::string_view name, std::function<std::vector<std::string>()> listed);
// Each entry names both languages, 400 bytes: a part has 4 MB. The protocol allows 50,000 and 50 MB (sitemaps.org/protocol.html).
inline constexpr std::size_t kMostInAPart = 10'000;

// /sitemap.xml, an index of parts, the parts, and /robots.txt, which names it. `all` gives what the modules offered; `site` and what `all`
// refers to must outlive the router.
void add_sitemap(http::Router& router, const Site& site, std::function<std::vector<Addresses>()> all);

}  // namespace ocop::web
