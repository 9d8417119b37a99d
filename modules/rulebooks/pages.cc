#include "modules/rulebooks/pages.h"

#include "kernel/i18n/translate.h"
#include "modules/marks/marks.h"
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/page_parts.h"

namespace ocop::rulebooks {
namespace {

using http::Request;
using http::Response;

struct Found { const Rulebook* rulebook = nullptr; const Table* table = nullptr; };
Found find(const Library& library, const Request& request) {
  const Rulebook* rulebook = library.find(request.value("code"));
  return {rulebook, rulebook ? rulebook->find(request.value("set")) : nullptr};
}
Response absent(const web::Site& site, const Request& request) {
  return web::error_page(site, Error::of(ErrorKind::not_found, Problem{"path", request.path, "/rulebooks", msg::report_no_rulebook}), request);
}

web::PageOptions options_of(std::string title, std::string_view group) {
  web::PageOptions options;
  options.title = std::move(title);
  options.motif = &marks::motif_of_group(group);
  options.width = web::Width::wide;
  return options;
}

Response index(const web::Site& site, const Library& library, const Request& request) {
  web::PageOptions options = options_of(std::string(translate(msg::page_index_title, request.language)), {});
  options.description = translate(msg::page_index_description, request.language);
  return web::page(site, request, options, [&](web::Html& out) { index_page(out, library); });
}

Response one_table(const web::Site& site, const Library& library, const Request& request) {
  const Found found = find(library, request);
  if (!found.table) return absent(site, request);
  web::PageOptions options = options_of(found.table->name.in(request.language) + " · " + found.rulebook->decision, found.table->group.code);
  options.description = translate(msg::page_index_description, request.language);
  return web::page(site, request, options, [&](web::Html& out) { table_page(out, *found.rulebook, *found.table); });
}

Response show_try(const web::Site& site, const Request& request, const Found& found, const Trial& trial, const Settings& settings) {
  web::PageOptions options = options_of(format(msg::try_title, request.language, {found.table->name.in(request.language)}), found.table->group.code);
  if (trial.error) options.status = traits(trial.error->kind).status;
  return web::page(site, request, options, [&](web::Html& out) { try_page(out, request, *found.rulebook, *found.table, trial, settings); });
}

Response try_form(const web::Site& site, const Library& library, const Request& request, const Settings& settings) {
  const Found found = find(library, request);
  return found.table ? show_try(site, request, found, {}, settings) : absent(site, request);
}

Response try_result(const web::Site& site, const Library& library, const Request& request, const Settings& settings) {
  const Found found = find(library, request);
  if (!found.table) return absent(site, request);
  const auto sheet = read_trial(*found.table, request.form);
  if (!sheet.ok()) return show_try(site, request, found, {.error = &sheet.error()}, settings);
  const auto outcome = score(*found.rulebook, *found.table, {&*sheet, 1}, settings);
  if (!outcome.ok()) return show_try(site, request, found, {.error = &outcome.error()}, settings);
  return show_try(site, request, found, {.sheet = &*sheet, .outcome = &*outcome}, settings);
}

}  // namespace

void add_pages(http::Router& router, const Library& library, const web::Site& site, const Settings& settings) {
  using http::Method;
  router.add({.method = Method::get, .pattern = "/rulebooks", .policy = Policy::anyone(),
              .handler = [&](const Request& request) { return index(site, library, request); }, .summary = "Decisions and their product sets"});
  router.add({.method = Method::get, .pattern = "/rulebooks/{code}/{set}", .policy = Policy::anyone(),
              .handler = [&](const Request& request) { return one_table(site, library, request); }, .summary = "A scoring table to read and print"});
  router.add({.method = Method::get, .pattern = "/rulebooks/{code}/{set}/try", .policy = Policy::anyone(),
              .handler = [&, settings](const Request& request) { return try_form(site, library, request, settings); },
              .summary = "Form to try scoring"});
  // Computes and changes nothing: no CSRF token, so that it works for a visitor without cookies.
  router.add({.method = Method::post, .pattern = "/rulebooks/{code}/{set}/try", .policy = Policy::anyone(),
              .handler = [&, settings](const Request& request) { return try_result(site, library, request, settings); },
              .summary = "Result of trying", .csrf = http::Csrf::not_needed});
}

}  // namespace ocop::rulebooks
