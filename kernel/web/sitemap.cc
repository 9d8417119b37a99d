#include "kernel/web/sitemap.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>

#include "kernel/base/text.h"
#include "kernel/http/table.h"

namespace ocop::web {
namespace {

using http::Call;
using http::Response;

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kSchema = "http://www.sitemaps.org/schemas/sitemap/0.9";
// The programs' way in, and what only its owner sees: nothing there is to be found by others. "/me" alone would also be the photos' /media.
constexpr std::array<std::string_view, 5> kNotToRead{"/api/", "/work", "/me$", "/me/", "/sign-in"};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out.append("&amp;");
    else if (c == '<') out.append("&lt;");
    else if (c == '"') out.append("&quot;");
    else out.push_back(c);
  }
  return out;
}

// An address in a sitemap is one that everybody can ask again; an hour old is new enough.
Response xml(std::string body) {
  Response out;
  out.content_type = "application/xml";
  out.body = std::move(body);
  return std::move(out).with("Cache-Control", "public, max-age=3600");
}

std::size_t parts_of(std::size_t pages) { return (pages + kMostInAPart - 1) / kMostInAPart; }

// "products-2" → the name and 2; a number is written in one way alone.
struct Part { std::string_view name; std::size_t number = 0; };
std::optional<Part> read_part(std::string_view file) {
  constexpr std::string_view kEnding = ".xml";
  if (!file.ends_with(kEnding)) return std::nullopt;
  file.remove_suffix(kEnding.size());
  const std::size_t dash = file.rfind('-');
  if (dash == std::string_view::npos) return std::nullopt;
  Part out{file.substr(0, dash)};
  const std::string_view digits = file.substr(dash + 1);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), out.number);
  if (fault != std::errc() || end != digits.data() + digits.size() || digits.starts_with('0') || out.number == 0) return std::nullopt;
  return out;
}

struct Sitemap {
  const Site& site;
  std::function<std::vector<Addresses>()> all;

  Result<Response> index(const Call<>&) const {
    std::string out(kHead);
    out.append("<sitemapindex xmlns=\"").append(kSchema).append("\">\n");
    for (const Addresses& one : all())
      for (std::size_t part = 1; part <= parts_of(one.pages()); ++part)
        out.append("<sitemap><loc>").append(escaped(site.public_url)).append("/sitemap/").append(one.name).append("-")
            .append(std::to_string(part)).append(".xml</loc></sitemap>\n");
    return xml(out.append("</sitemapindex>\n"));
  }

  Result<Response> part(const Call<>&, std::string_view file) const {
    const auto asked = read_part(file);
    const auto offers = all();
    const auto found = std::ranges::find_if(offers, [&](const Addresses& one) { return asked && one.name == asked->name; });
    if (found == offers.end()) return Error::of(ErrorKind::not_found, "no such part of the sitemap");
    if (asked->number > parts_of(found->pages())) return Error::of(ErrorKind::not_found, "no such part of the sitemap");
    std::string out(kHead);
    out.append("<urlset xmlns=\"").append(kSchema).append("\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for (const std::string& path : found->listed((asked->number - 1) * kMostInAPart, kMostInAPart)) write_page(out, path);
    return xml(out.append("</urlset>\n"));
  }

  Result<Response> robots(const Call<>&) const {
    std::string out = "User-agent: *\n";
    for (const std::string_view path : kNotToRead) {
      out.append("Disallow: ").append(path).append("\n");
      if (const std::string english = link(Language::en, path); english != path) out.append("Disallow: ").append(english).append("\n");
    }
    out.append("Sitemap: ").append(site.public_url).append("/sitemap.xml\n");
    Response answer;
    answer.content_type = "text/plain; charset=utf-8";
    answer.body = std::move(out);
    return std::move(answer).with("Cache-Control", "public, max-age=3600");
  }

  void write_page(std::string& out, const std::string& path) const {
    const std::string vietnamese = escaped(site.public_url + path), english = escaped(site.public_url + link(Language::en, path));
    out.append("<url><loc>").append(vietnamese).append("</loc>");
    for (const auto& [language, href] : {std::pair<std::string_view, const std::string&>("vi", vietnamese), {"en", english}})
      out.append("<xhtml:link rel=\"alternate\" hreflang=\"").append(language).append("\" href=\"").append(href).append("\"/>");
    out.append("</url>\n");
  }
};

}  // namespace

Addresses few_pages(int rank, std::string_view name, std::function<std::vector<std::string>()> listed) {
  return {.rank = rank, .name = name, .pages = [listed] { return listed().size(); },
          .listed = [listed](std::size_t, std::size_t) { return listed(); }};
}

void add_sitemap(http::Router& router, const Site& site, std::function<std::vector<Addresses>()> all) {
  http::Table(router, std::make_shared<const Sitemap>(Sitemap{site, std::move(all)}))
      .get("/sitemap.xml", Policy::anyone(), &Sitemap::index, "The public pages for search engines: an index of parts")
      .get("/sitemap/{part}", Policy::anyone(), &Sitemap::part, "A part of them, each page in both languages")
      .get("/robots.txt", Policy::anyone(), &Sitemap::robots, "What search engines shall not read, and where the sitemap is",
           {.run = http::Run::on_loop});
}

}  // namespace ocop::web
