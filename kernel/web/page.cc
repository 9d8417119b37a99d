#include "kernel/web/page.h"

#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"
#include "kernel/web/parts.h"

namespace ocop::web {
namespace {
constexpr std::size_t kPageReserve = 60u << 10;   // a 50-row table page; below malloc's mmap threshold, so that pages reuse memory

bool starts(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

// Paths that are the same in both languages: what machines read.
bool has_no_language(std::string_view path) { return starts(path, "/api/") || path == "/api" || starts(path, "/assets/"); }

bool is_safe(std::string_view url) {
  if (starts(url, "/")) return url.size() == 1 || (url[1] != '/' && url[1] != '\\');
  return starts(url, "#") || starts(url, "?") || starts(url, "https://") || starts(url, "http://") || starts(url, "mailto:") ||
         starts(url, "tel:");
}

void flash_line(Html& out, const Flash& flash) {
  if (flash.text.empty()) return;
  out << "<div class=\"flash "_h << (flash.kind == FlashKind::done ? "done"_h : "note"_h) << "\" role=\"status\">"_h;
  icon(out, flash.kind == FlashKind::done ? Icon::check : Icon::mark);
  out << "<p>"_h << flash.text << "</p></div>"_h;
}

void sample_line(Html& out, const Site& site, const PageOptions& options) {
  if (!site.sample_register) return;
  // Who works here has read the whole of it; whoever scans reads one line, before an answer that would be taken for true.
  const bool brief = options.frame == Frame::task || options.frame == Frame::scan;
  // A landmark of its own: readers who go from landmark to landmark meet it too.
  out << "<section class=\"sample\" aria-label=\""_h << msg::sample_label << "\">"_h;
  icon(out, Icon::mark);
  out << "<p>"_h << (brief ? msg::sample_short : msg::sample_register) << "</p></section>"_h;
}

void main_part(Html& out, const PageOptions& options, const Flash& flash, const std::function<void(Html&)>& body) {
  out << "<main id=\"main\" tabindex=\"-1\" class=\""_h << (options.width == Width::wide ? "wide"_h : "text"_h) << "\">"_h;
  flash_line(out, flash);
  body(out);
  out << "</main>"_h;
}
}  // namespace

std::string link(Language language, std::string_view path) {
  const bool own_page = starts(path, "/") && !starts(path, "//") && !has_no_language(path);
  if (language == Language::vi || !own_page || path == "/en" || starts(path, "/en/") || starts(path, "/en?")) return std::string(path);
  if (path == "/") return "/en";
  return "/en" + std::string(path);
}
std::string link(const http::Request& request, std::string_view path) { return link(request.language, path); }

std::string safe_url(std::string_view url) { return std::string(is_safe(url) ? url : std::string_view("#")); }

http::Response page(const Site& site, const http::Request& request, const PageOptions& options, const std::function<void(Html&)>& body) {
  Html out(request.language, kPageReserve);
  const Flash flash = read_flash(site, request);
  if (request.is_htmx()) {
    body(out);
    return http::Response::html(out.take(), options.status);
  }
  out << "<!doctype html><html lang=\""_h << code(request.language) << "\">"_h;
  head(out, site, request, options);
  const bool scan = options.frame == Frame::scan;
  const bool task = options.frame == Frame::task;
  out << "<body"_h << when(scan, " class=\"scan\""_h) << when(task, " class=\"task\""_h);
  if (!options.theme.empty()) out << " data-theme=\""_h << options.theme << "\""_h;
  out << "><a class=\"skip\" href=\"#main\">"_h
      << msg::skip_to_content << "</a>"_h;
  star_symbol(out);
  Waiting waiting(request);
  if (!scan) site_header(out, site, waiting, options);
  sample_line(out, site, options);
  main_part(out, options, flash, body);
  if (scan) site_header(out, site, waiting, options);
  site_footer(out, site, request);
  if (!scan && !task) bottom_bar(out, site, waiting);
  out << "</body></html>"_h;
  auto response = http::Response::html(out.take(), options.status);
  if (!flash.text.empty()) {   // shown once: neither the cookie nor a cache may bring it back
    response.headers.emplace_back("Set-Cookie", expired_flash_cookie(request));
    response.headers.emplace_back("Cache-Control", "no-store");
  }
  return response;
}

namespace {

// Where a form of this site came from: the browser's Referer when it is a page of this host, else the address it was sent to.
std::string page_of_form(const http::Request& request) {
  std::string_view from = request.header("referer");
  const std::size_t scheme = from.find("://");
  if (scheme == std::string_view::npos) return request.path;
  from.remove_prefix(scheme + 3);
  const std::string_view host = request.header("host");
  if (host.empty() || !from.starts_with(host) || from.substr(host.size(), 1) != "/") return request.path;
  from.remove_prefix(host.size());
  from = from.substr(0, from.find_first_of("?#"));
  if (from.starts_with("/en/")) from.remove_prefix(3);   // link() puts the language in front
  return std::string(from);
}

}  // namespace

http::Response error_page(const Site& site, const Error& error, const http::Request& request) {
  const ErrorTraits& traits = ocop::traits(error.kind);
  PageOptions options;
  options.title = std::string(translate(traits.title, request.language));
  options.status = traits.status;
  const bool kept = can_be_sent_again(error, request);
  if (kept) options.frame = Frame::task;   // the first screen is for what was typed
  http::Response made = page(site, request, options, [&](Html& out) {
    out << (kept ? "<div class=\"stack\">"_h : "<div class=\"error-page\">"_h);
    if (!kept) motif(out, common_motif(), "");
    out << "<h1>"_h << traits.title << "</h1>"_h;
    const bool said_below = kept && error.kind == ErrorKind::not_signed_in;
    if (!said_below) out << "<p class=\"lead\">"_h << traits.advice << "</p>"_h;
    const bool told = kept && error.kind == ErrorKind::stale_form && request.cookies != http::Cookies::kept_by_nobody;   // by the lead
    if (!error.problems.empty() && error.kind != ErrorKind::internal && !told) {
      out << "<ul class=\"problems\">"_h;
      for (const Problem& problem : error.problems) out << "<li>"_h << sentence_of(problem, out.language()) << "</li>"_h;
      out << "</ul>"_h;
    }
    if (kept) send_again(out, site, error, request);
    out << "<p class=\"acts\">"_h;
    const std::string& sign_in = site.navigation.sign_in();
    const bool may_sign_in = error.kind == ErrorKind::not_signed_in && !sign_in.empty() && !kept;
    if (may_sign_in) {   // and back here afterwards; what was posted cannot be repeated by a link
      const bool page = request.method == http::Method::get;
      link_button(out, msg::error_go_sign_in, page ? sign_in + "?next=" + http::percent_encode(request.original_target) : sign_in);
    }
    // An address that asks for what the page does not know: an old link, an order that is gone. Or a password that is typed again.
    const bool old_link = error.kind == ErrorKind::invalid_input && request.method == http::Method::get && !request.query.empty();
    const bool anew = old_link || (error.kind == ErrorKind::stale_form && !kept);
    if (anew) link_button(out, msg::error_open_anew, old_link ? request.path : page_of_form(request));
    const bool back = error.kind == ErrorKind::too_large && request.method == http::Method::post;
    if (back) link_button(out, msg::error_back_to_form, page_of_form(request));
    link_button(out, msg::error_go_home, "/", may_sign_in || anew || back || kept ? ButtonKind::quiet : ButtonKind::main);
    out << "</p>"_h;
    if (!request.request_id.empty())
      out << "<p class=\"small\">"_h << msg::error_request_id << " <code>"_h << request.request_id << "</code></p>"_h;
    out << "</div>"_h;
  });
  if (made.status >= 500) made.fault = error.detail;
  return made;
}

std::string sentence_of(const Problem& problem, Language language) {
  return translate(problem.message, language).empty() ? in(msg::error_value, language) : sentence(problem, language);
}

void address(Html& out, std::string_view path) {
  if (!is_safe(path)) out << "#"_h;
  else if (out.language() == Language::vi) out << path;   // link() without its copy: a table has a hundred of them
  else out << link(out.language(), path);
}

void href(Html& out, std::string_view path) {
  out << " href=\""_h;
  address(out, path);
  out << "\""_h;
}

std::string with_query(const http::Request& request, std::string_view name, std::string_view value) {
  http::Fields kept;
  for (const auto& [key, old] : request.query.items())
    if (key != name && key != "page" && key != "cursor") kept.add(key, old);
  if (!value.empty()) kept.add(std::string(name), std::string(value));
  std::string url = link(request.language, request.path);
  if (!kept.empty()) url += "?" + kept.to_query();
  return url;
}

}  // namespace ocop::web
