#include "modules/rulebooks/pages.h"

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "modules/marks/marks.h"
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/page_parts.h"

namespace ocop::rulebooks {
namespace {

using http::Call;
using http::Request;
using http::Response;

struct Found { const Rulebook* rulebook = nullptr; const Table* table = nullptr; };

web::PageOptions options_of(std::string title, std::string_view group) {
  web::PageOptions options;
  options.title = std::move(title);
  options.motif = &marks::motif_of_group(group);
  options.width = web::Width::wide;
  return options;
}

struct Pages {
  const Library& library;
  const web::Site& site;
  Settings settings;

  Result<Found> find(std::string_view code, std::string_view set) const {
    const Rulebook* rulebook = library.find(code);
    const Table* table = rulebook ? rulebook->find(set) : nullptr;
    const std::string path = std::string(code) + "/" + std::string(set);
    if (!table) return Error::of(ErrorKind::not_found, Problem{"path", path, "/rulebooks", msg::report_no_rulebook});
    return Found{rulebook, table};
  }
  Response show_try(const Request& request, const Found& found, const Trial& trial) const {
    const std::string title = format(msg::try_title, request.language, {found.table->name.in(request.language)});
    web::PageOptions options = options_of(title, found.table->group.code);
    if (trial.error) options.status = traits(trial.error->kind).status;
    return web::page(site, request, options,
                     [&](web::Html& out) { try_page(out, request, *found.rulebook, *found.table, trial, settings); });
  }
};

Result<Response> index(const Pages& pages, const Call<>& call) {
  web::PageOptions options = options_of(std::string(translate(msg::page_index_title, call.language())), {});
  options.description = translate(msg::page_index_description, call.language());
  return web::page(pages.site, call.request, options, [&](web::Html& out) { index_page(out, pages.library); });
}

Result<Response> one_table(const Pages& pages, const Call<>& call, std::string_view code, std::string_view set) {
  OCOP_TRY(found, pages.find(code, set));
  web::PageOptions options = options_of(found.table->name.in(call.language()) + " · " + found.rulebook->decision, found.table->group.code);
  options.description = translate(msg::page_index_description, call.language());
  return web::page(pages.site, call.request, options, [&](web::Html& out) { table_page(out, *found.rulebook, *found.table); });
}

Result<Response> try_form(const Pages& pages, const Call<>& call, std::string_view code, std::string_view set) {
  OCOP_TRY(found, pages.find(code, set));
  return pages.show_try(call.request, found, {});
}

// The fields of this form are the criteria of the table: no declaration knows them.
Result<Response> try_result(const Pages& pages, const Call<>& call, std::string_view code, std::string_view set) {
  OCOP_TRY(found, pages.find(code, set));
  const auto sheet = read_trial(*found.table, call.request.form);
  if (!sheet) return pages.show_try(call.request, found, {.error = &sheet.error()});
  const auto outcome = score(*found.rulebook, *found.table, {&*sheet, 1}, pages.settings);
  if (!outcome) return pages.show_try(call.request, found, {.error = &outcome.error()});
  return pages.show_try(call.request, found, {.sheet = &*sheet, .outcome = &*outcome});
}

}  // namespace

void add_pages(http::Router& router, const Library& library, const web::Site& site, const Settings& settings) {
  // Computes and changes nothing: no CSRF token, so that it works for a visitor without cookies.
  constexpr http::Also kTrying{.csrf = http::Csrf::not_needed};
  http::Table(router, std::make_shared<const Pages>(Pages{library, site, settings}))
      .get("/rulebooks", Policy::anyone(), index, "Decisions and their product sets")
      .get("/rulebooks/{code}/{set}", Policy::anyone(), one_table, "A scoring table to read and print")
      .get("/rulebooks/{code}/{set}/try", Policy::anyone(), try_form, "Form to try scoring")
      .post("/rulebooks/{code}/{set}/try", Policy::anyone(), try_result, "Result of trying", kTrying);
}

}  // namespace ocop::rulebooks
