#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// 409 with the difference: what the other person saved beside what one was about to save, and a choice.
namespace ocop::evaluation::pages {

using web::Html;
using web::operator""_h;

namespace {

void lead(Html& out, const Conflict& conflict) {
  out << "<p class=\"lead\">"_h;
  if (conflict.by.empty()) out << msg::conflict_lead_unknown;
  else out << format(msg::conflict_lead, out.language(), {conflict.by, show(conflict.at, out.language())});
  out << "</p>"_h;
}

void difference_table(Html& out, const http::Request& request, std::span<const Choice> choices) {
  const std::vector<web::Column> columns{{"field", msg::conflict_field}, {"yours", msg::conflict_yours}, {"theirs", msg::conflict_theirs}};
  const std::string empty(translate(msg::empty_value, out.language()));
  web::table(out, request, {msg::conflict_caption, columns}, [&](Html& rows) {
    for (const Choice& choice : choices) {
      web::open_row(rows);
      web::open_cell(rows, columns[0], web::Cell::heading);
      rows << choice.label;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, columns[1], choice.yours.empty() ? empty : choice.yours);
      web::text_cell(rows, columns[2], choice.theirs.empty() ? empty : choice.theirs);
      web::close_row(rows);
    }
  });
}

}  // namespace

http::Response conflict_page(const Context& context, const http::Request& request, const Dossier& dossier, const Conflict& conflict,
                             const ConflictPage& page) {
  web::PageOptions options;
  options.title = translate(msg::conflict_title, request.language);
  options.status = traits(ErrorKind::conflict).status;
  return web::page(context.site, request, options, [&](Html& out) {
    head(out, dossier, translate(msg::conflict_title, out.language()));
    out << "<h1>"_h << msg::conflict_title << "</h1>"_h;
    lead(out, conflict);
    if (!page.heading.empty()) out << "<h2>"_h << page.heading << "</h2>"_h;
    difference_table(out, request, page.choices);
    const web::Form form{request};
    if (page.action.empty()) {
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::conflict_look_again, page.back);
      out << "</p>"_h;
      return;
    }
    web::open_form(out, form, page.action);
    for (const auto& [name, value] : page.mine) hidden(out, name, value);
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::conflict_keep_theirs, page.back);
    web::button(out, msg::conflict_keep_mine, web::ButtonKind::quiet);
    out << "</p>"_h;
    web::close_form(out);
  });
}

}  // namespace ocop::evaluation::pages
