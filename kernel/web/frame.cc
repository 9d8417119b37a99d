#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"
#include "kernel/web/parts.h"

// What stands around every page: head, header, footer, the bottom bar of phones.
namespace ocop::web {
namespace {
std::string asset(const Site& site, std::string_view name) { return site.asset ? site.asset(name) : "/assets/" + std::string(name); }

Language other(Language language) { return language == Language::vi ? Language::en : Language::vi; }

// The same page in a language, with its query.
std::string same_page(const http::Request& request, Language language) {
  std::string url = link(language, request.path.empty() ? std::string_view("/") : std::string_view(request.path));
  http::Fields query;
  for (const auto& [name, value] : request.query.items())
    if (name != http::kLanguageParameter) query.add(name, value);
  // Where the browser's preference decides, the plain address would come back in the language that the reader wants to leave.
  const bool negotiated = request.language_from == http::LanguageFrom::accept_header && language == Language::vi;
  if (negotiated) query.add(std::string(http::kLanguageParameter), "vi");
  if (!query.empty()) url += "?" + query.to_query();
  return url;
}

std::string encoded_path(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    out.append(http::percent_encode(path.substr(0, slash)));
    if (slash < path.size()) out.push_back('/');
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return out.empty() ? "/" : out;
}

// How much waits is a figure to see, and words for who hears it.
void figure(Html& out, long long waiting) {
  constexpr long long kMostShown = 99;   // a larger figure says no more
  out << " <span class=\"nav-count\" aria-hidden=\"true\">"_h;
  if (waiting > kMostShown) out << std::to_string(kMostShown) << "+"_h;
  else out << std::to_string(waiting);
  out << "</span>"_h;
}
void spoken(Html& out, const Entry& entry, long long waiting) {
  out << "<span class=\"unseen\"> "_h << format(entry.count_words, out.language(), {std::to_string(waiting)}) << "</span>"_h;
}
void badge(Html& out, const Entry& entry, long long waiting) {
  if (waiting <= 0) return;
  figure(out, waiting);
  spoken(out, entry, waiting);
}

void open_link(Html& out, const Entry& entry, const Entry* here) {
  out << "<a"_h;
  href(out, entry.path);
  out << when(&entry == here, " aria-current=\"page\""_h) << ">"_h;
}

void search_form(Html& out, const http::Request& request, const SearchBox& box) {
  out << "<form class=\"search\" role=\"search\" method=\"get\" action=\""_h << link(request, box.path)
      << "\"><label class=\"unseen\" for=\"site-search\">"_h << box.label
      << "</label><input id=\"site-search\" type=\"search\" name=\"q\""_h;
  if (request.path == box.path) out << " value=\""_h << request.query.get("q") << "\""_h;
  out << " placeholder=\""_h << box.example << "\" maxlength=\"120\"><button type=\"submit\">"_h;
  icon(out, Icon::search);
  out << "<span class=\"unseen\">"_h << msg::search_act << "</span></button></form>"_h;
}

void account_menu(Html& out, const Site& site, Waiting& counted) {
  const http::Request& request = counted.request();
  const auto entries = site.navigation.at(Spot::account, request.actor);
  if (!request.actor.signed_in()) {
    for (const Entry* entry : entries) {
      out << "<a class=\"sign-in\""_h;
      href(out, entry->path);
      out << ">"_h << entry->label << "</a>"_h;
    }
    return;
  }
  std::vector<long long> waiting;
  long long all = 0;
  for (const Entry* entry : entries) all += waiting.emplace_back(counted.behind(*entry));
  out << "<details class=\"account\"><summary>"_h;
  icon(out, Icon::person);
  out << "<span class=\"account-name\">"_h << request.actor.display_name << "</span>"_h;
  // On the closed menu already: nobody opens it to see whether there is something in it.
  if (all > 0) figure(out, all);
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (waiting[i] > 0) spoken(out, *entries[i], waiting[i]);
  out << "</summary><div class=\"account-menu\">"_h;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry* entry = entries[i];
    if (entry->press == Press::posts) {
      out << "<form method=\"post\" action=\""_h << link(request, entry->path) << "\"><input type=\"hidden\" name=\""_h << http::kCsrfField
          << "\" value=\""_h << request.csrf_token << "\"><button type=\"submit\">"_h << entry->label << "</button></form>"_h;
      continue;
    }
    open_link(out, *entry, nullptr);
    out << entry->label;
    if (waiting[i] > 0) figure(out, waiting[i]);
    out << "</a>"_h;
  }
  out << "</div></details>"_h;
}

void footer_links(Html& out, const Site& site, const http::Request& request, Spot spot) {
  for (const Entry* entry : site.navigation.at(spot, request.actor)) {
    out << "<li>"_h;
    open_link(out, *entry, nullptr);
    out << entry->label << "</a></li>"_h;
  }
}

// The one address of the page in each language: the same page under another name, or with words that change nothing, is no other page.
void addresses(Html& out, const Site& site, const http::Request& request, const PageOptions& options) {
  if (options.found == PageOptions::Found::by_links) {
    out << "<meta name=\"robots\" content=\"noindex\">"_h;
    return;
  }
  if (site.public_url.empty() || options.status != 200) return;
  const std::string path = encoded_path(options.canonical.empty() ? request.path : options.canonical);
  out << "<link rel=\"canonical\" href=\""_h << site.public_url << link(request.language, path) << "\">"_h;
  for (const Language language : {Language::vi, Language::en})
    out << "<link rel=\"alternate\" hreflang=\""_h << code(language) << "\" href=\""_h << site.public_url << link(language, path)
        << "\">"_h;
  out << "<link rel=\"alternate\" hreflang=\"x-default\" href=\""_h << site.public_url << path << "\">"_h;
}
}  // namespace

void duties(Html& out, const Site& site, const http::Request& request) {
  const auto entries = site.navigation.at(Spot::duties, request.actor);
  if (entries.empty()) return;
  std::vector<Figure> counted;
  for (const Entry* entry : entries)
    if (const auto& many = entry->figure ? entry->figure : entry->count)
      counted.push_back({text::group_digits(many(request), out.language()), entry->label, entry->path});
  out << "<nav class=\"duties\" aria-label=\""_h << msg::duties_label << "\">"_h;
  if (!counted.empty()) figures(out, counted);
  if (counted.size() < entries.size()) out << "<ul class=\"links row\">"_h;
  for (const Entry* entry : entries) {
    if (entry->figure || entry->count) continue;
    out << "<li>"_h;
    open_link(out, *entry, nullptr);
    out << entry->label << "</a></li>"_h;
  }
  if (counted.size() < entries.size()) out << "</ul>"_h;
  out << "</nav>"_h;
}

void head(Html& out, const Site& site, const http::Request& request, const PageOptions& options) {
  out << "<head><meta charset=\"utf-8\"><title>"_h;
  if (!options.title.empty()) out << options.title << " – "_h;
  out << msg::site_name << "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"_h;
  if (!options.description.empty()) out << "<meta name=\"description\" content=\""_h << options.description << "\">"_h;
  if (!options.share_picture.empty()) {
    out << "<meta property=\"og:type\" content=\"website\"><meta property=\"og:title\" content=\""_h << options.title
        << "\"><meta property=\"og:description\" content=\""_h << options.description << "\"><meta property=\"og:image\" content=\""_h
        << site.public_url << link(request, options.share_picture)
        << "\"><meta property=\"og:image:width\" content=\""_h << options.share_width
        << "\"><meta property=\"og:image:height\" content=\""_h << options.share_height
        << "\"><meta name=\"twitter:card\" content=\"summary_large_image\">"_h;
  }
  out << "<meta name=\"color-scheme\" content=\"light dark\">"
         "<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"#fbf8f1\">"
         "<meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"#1b1714\">"_h;
  // The scan page has its own small style sheet, with one weight of the font (web/styles/scan.css).
  const bool scan = options.frame == Frame::scan;
  out << "<link rel=\"stylesheet\" href=\""_h << asset(site, scan ? "scan.css" : "site.css") << "\">"_h;
  // A font that comes late is not taken (fonts-600.css), so all are asked for at once; but after the style, without which nothing is seen:
  // at 400 kbit/s they take as long as everything else together (bench/lighthouse).
  const auto preload = [&](std::string_view script, std::string_view weight) {
    out << "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin fetchpriority=\"low\" href=\""_h
        << asset(site, "be-vietnam-pro-" + std::string(script) + "-" + std::string(weight) + "-normal.woff2") << "\">"_h;
  };
  for (const std::string_view weight : {"400", "600"})
    if (!scan || weight == "600")
      for (const std::string_view script : {"latin", "vietnamese"}) preload(script, weight);
  out << "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/favicon.svg\">"
         "<link rel=\"manifest\" href=\"/site.webmanifest\">"_h;
  addresses(out, site, request, options);
  for (const std::string& island : options.islands) out << "<script type=\"module\" src=\""_h << asset(site, island) << "\"></script>"_h;
  out << "</head>"_h;
}

void brand_mark(Html& out) {
  // A star on a woven diamond: the mark is the same in the favicon.
  out << "<svg class=\"mark\" viewBox=\"0 0 40 40\" width=\"40\" height=\"40\" aria-hidden=\"true\" focusable=\"false\">"
         "<path class=\"mark-ground\" d=\"M20 0 40 20 20 40 0 20z\"/><path class=\"mark-thread\" d=\"M20 4.5 35.5 20 20 35.5 4.5 20z\"/>"
         "<path class=\"mark-star\" transform=\"translate(9.2 8.6) scale(.9)\" d=\""_h
      << star_path() << "\"/></svg>"_h;
}

long long Waiting::behind(const Entry& entry) {
  if (!entry.count) return 0;
  const auto [found, fresh] = counted_.try_emplace(&entry);
  if (fresh) found->second = entry.count(request_);
  return found->second;
}

void site_header(Html& out, const Site& site, Waiting& waiting, const PageOptions& options) {
  const http::Request& request = waiting.request();
  const Navigation& navigation = site.navigation;
  out << "<header class=\"site\"><div class=\"bar-top\"><a class=\"brand\""_h;
  href(out, "/");
  out << ">"_h;
  brand_mark(out);
  out << "<span>"_h << msg::site_name << "</span></a>"_h;
  if (const auto& box = navigation.search(); box && request.path != box->own_page && options.frame != Frame::scan)
    search_form(out, request, *box);
  out << "<nav class=\"main-nav\" aria-label=\""_h << msg::nav_label << "\"><ul>"_h;
  const Entry* here = navigation.of_path(request.path);
  for (const Entry* entry : navigation.at(Spot::header, request.actor)) {
    out << "<li>"_h;
    open_link(out, *entry, here);
    out << entry->label;
    badge(out, *entry, waiting.behind(*entry));
    out << "</a></li>"_h;
  }
  out << "</ul></nav><div class=\"tools\"><a class=\"language\" hreflang=\""_h << code(other(request.language)) << "\" lang=\""_h
      << code(other(request.language)) << "\" href=\""_h << same_page(request, other(request.language)) << "\">"_h << msg::language_switch
      << "</a>"_h;
  account_menu(out, site, waiting);
  out << "</div></div>"_h;
  out.raw_trusted((options.motif ? *options.motif : common_motif()).header_band);
  out << "</header>"_h;
}

void site_footer(Html& out, const Site& site, const http::Request& request) {
  out << "<footer class=\"site\"><div class=\"footer-in\"><div class=\"footer-brand\"><p class=\"footer-name\">"_h << msg::site_name
      << "</p><p>"_h << msg::site_claim
      << "</p><p class=\"small\">"_h << msg::footer_record
      << "</p></div><nav aria-labelledby=\"footer-programme\"><h2 id=\"footer-programme\">"_h
      << msg::footer_programme << "</h2><ul>"_h;
  footer_links(out, site, request, Spot::programme);
  out << "</ul></nav><nav aria-labelledby=\"footer-site\"><h2 id=\"footer-site\">"_h << msg::footer_site << "</h2><ul>"_h;
  footer_links(out, site, request, Spot::site);
  out << "</ul></nav></div></footer>"_h;
}

void bottom_bar(Html& out, const Site& site, Waiting& waiting) {
  const http::Request& request = waiting.request();
  out << "<nav class=\"bottom\" aria-label=\""_h << msg::bottom_label << "\"><ul>"_h;
  const Entry* here = site.navigation.of_path(request.path);
  for (const Entry* entry : site.navigation.at(Spot::bottom, request.actor)) {
    out << "<li>"_h;
    open_link(out, *entry, here);
    icon(out, entry->icon);
    out << "<span>"_h << entry->label;
    badge(out, *entry, waiting.behind(*entry));
    out << "</span></a></li>"_h;
  }
  out << "</ul></nav>"_h;
}

}  // namespace ocop::web
