#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_completion.h"
#include "modules/evaluation/procedure.h"

// Under the steps of a dossier: whose act leads on, by which clause, and all that may be done at this step.
namespace ocop::evaluation::pages {

using web::Html;
using web::operator""_h;

namespace {

void rows_of(Html& rows, const Dossier& dossier, const std::vector<web::Column>& columns) {
  const Language language = rows.language();
  for (const procedure::Step& step : procedure::from(dossier.state, dossier.level())) {
    web::open_row(rows);
    web::open_cell(rows, columns[0], web::Cell::heading);
    rows << procedure::label_of(step, dossier.level());
    web::close_cell(rows, web::Cell::heading);
    web::text_cell(rows, columns[1], translate(procedure::label(step.who, dossier.level()), language));
    web::text_cell(rows, columns[2], translate(procedure::label(step.clock), language));
    web::text_cell(rows, columns[3],
                   step.law.empty() ? std::string(translate(msg::procedure_unsaid, language)) : procedure::article(step.law, language));
    web::text_cell(rows, columns[4], step.to ? translate(label(*step.to), language) : std::string_view("–"));
    web::close_row(rows);
  }
}

}  // namespace

void procedure_part(Html& out, const http::Request& request, const Dossier& dossier) {
  const procedure::Step* next = procedure::awaited(dossier);
  if (!next) return;
  const Language language = out.language();
  out << "<p class=\"small\">"_h
      << format(msg::procedure_now, language,
                {std::string(translate(procedure::label(next->who, dossier.level()), language)),
                 std::string(translate(procedure::label_of(*next, dossier.level()), language)), procedure::article(next->law, language)})
      << "</p><details><summary>"_h << msg::procedure_heading << "</summary>"_h;
  const std::vector<web::Column> columns{{"act", msg::procedure_act},
                                         {"who", msg::procedure_who},
                                         {"clock", msg::procedure_clock},
                                         {"law", msg::procedure_law},
                                         {"after", msg::procedure_after}};
  web::table(out, request, {msg::procedure_caption, columns}, [&](Html& rows) { rows_of(rows, dossier, columns); });
  out << "</details>"_h;
}

}  // namespace ocop::evaluation::pages
