#include <algorithm>

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "kernel/lists/list.h"
#include "modules/products/lists.h"
#include "modules/products/messages.h"
#include "modules/products/pages_imports.h"
#include "modules/products/store_imports.h"

// The lists of register imports: files, and the rows of one.
namespace ocop::products {
namespace {

using lists::Align;
using lists::Cell;
using lists::Shown;

const std::string_view kRowSchema =
    R"({"type":"object","required":["number","row","outcome","problems"],"properties":{"number":{"type":"integer"},)"
    R"("sheet":{"type":"string"},"row":{"type":"integer"},"line":{"type":"integer"},"id":{"type":"string"},)"
    R"("product_name":{"type":"string"},"entity_name":{"type":"string"},"place":{"type":"string"},"stars":{"type":["integer","null"]},)"
    R"("decision":{"type":"string"},"outcome":{"type":"string"},"like":{"type":["string","null"],"description":"id of the earlier row"},)"
    R"("problems":{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"column":{"type":"string"},)"
    R"("value":{"type":"string"},"expected":{"type":"string"},"reason":{"type":"string"}}}}}})";

lists::Column<Import> count_column(const Message& label, Outcome outcome) {
  return {{.label = label, .align = Align::number}, [outcome](const Import& one, Language language) {
            return lists::number(one.counts[static_cast<std::size_t>(outcome)], language);
          }};
}

// An enum that is kept as its number.
template <class E, std::size_t N>
lists::Filter by_number(std::string word, const Message& heading, const std::array<E, N>& all) {
  lists::Filter out = lists::choice(std::move(word), heading, all).as(lists::Filter::Style::tabs);
  out.value = [all](std::string_view said) {
    const auto found = std::ranges::find_if(all, [&](E one) { return name(one) == said; });
    return lists::Value(static_cast<std::int64_t>(found == all.end() ? -1 : static_cast<int>(*found)));
  };
  return out;
}
lists::List<Import> files() {
  return {.name = "imports",
          .rows = import_rows::imports(),
          .words = {.caption = msg::imports_title, .empty = msg::imports_none, .empty_teach = msg::imports_none_teach,
                    .empty_path = "/imports/new", .empty_act = msg::imports_send, .found_one = msg::imports_found_one,
                    .found_many = msg::imports_found_many},
          .columns = {lists::linked({msg::import_file}, &Import::file_name, [](const Import& one) { return import_path(one.id); }),
                      lists::column({msg::import_source}, &Import::source),
                      lists::column({msg::import_sent_on, "sent"}, &Import::sent),
                      lists::column({msg::import_state}, &Import::state),
                      count_column(msg::outcome_created, Outcome::created),
                      count_column(msg::outcome_updated, Outcome::updated),
                      count_column(msg::outcome_suspected, Outcome::suspected_duplicate),
                      count_column(msg::outcome_wrong, Outcome::wrong)},
          .filters = {by_number("state", msg::import_state, kImportStates)},
          .json = [](json::Writer& out, const Import& one) { write_import(out, one); },
          .json_schema = kImportSchema};
}

std::string reasons(const ImportRow& row, Language language) {
  std::string out;
  for (const WrongCell& cell : wrong_cells(row)) {
    if (!out.empty()) out += " · ";
    out += (cell.column.empty() ? cell.field : cell.column + " “" + (cell.heading.empty() ? cell.field : cell.heading) + "”") + ": ";
    if (!cell.value.empty()) out += "“" + cell.value + "” ";
    out += cell.reason_in(language);
  }
  if (!row.like_id.empty() || !row.like_name.empty()) out = format(msg::import_like, language, {row.like_name, row.like_id});
  return out;
}

void write_row(json::Writer& out, const ImportRow& row) {
  out.begin_object().field("number", row.number).field("sheet", row.sheet).field("row", row.row).field("line", row.line);
  out.field("id", row.register_id).field("product_name", row.name).field("entity_name", row.maker).field("place", row.place);
  out.field("stars", row.stars == 0 ? std::nullopt : std::optional(row.stars)).field("decision", row.decision);
  out.field("outcome", name(row.outcome)).field("like", row.like_id.empty() ? std::nullopt : std::optional(row.like_id));
  out.member("problems").begin_array();
  for (const WrongCell& cell : wrong_cells(row)) {
    out.begin_object().field("field", cell.field).field("column", cell.column).field("value", cell.value);
    out.field("expected", cell.expected).field("reason", cell.reason_en).field("reason_vi", cell.reason_vi).end_object();
  }
  out.end_array().end_object();
}

lists::List<ImportRow> rows() {
  return {.name = "rows",
          .rows = import_rows::rows(),
          .words = {.caption = msg::import_rows_title, .empty = msg::import_rows_none, .empty_teach = msg::import_rows_none_teach},
          .columns = {{{.label = msg::import_where},
                       [](const ImportRow& one, Language) {
                         return Cell{one.sheet.empty() ? std::to_string(one.line) : one.sheet + " " + std::to_string(one.row)};
                       }},
                      lists::column({msg::import_row_id}, &ImportRow::register_id),
                      lists::column({.label = msg::import_product, .width = 34}, &ImportRow::name),
                      lists::column({.label = msg::import_maker, .width = 34}, &ImportRow::maker),
                      lists::column({.label = msg::import_place, .shown = Shown::exports, .width = 34}, &ImportRow::place),
                      {{.label = msg::import_stars, .align = Align::number},
                       [](const ImportRow& one, Language language) {
                         return one.stars == 0 ? Cell{} : lists::number(one.stars, language);
                       }},
                      lists::column({.label = msg::import_decision, .shown = Shown::exports, .width = 34}, &ImportRow::decision),
                      {{.label = msg::import_outcome},
                       [](const ImportRow& one, Language language) { return Cell{in(label(one.outcome), language)}; },
                       [](web::Html& out, const ImportRow& one) { draw_outcome(out, one.outcome); }},
                      {{.label = msg::import_reason, .width = 60},
                       [](const ImportRow& one, Language language) { return Cell{reasons(one, language)}; }}},
          .filters = {by_number("outcome", msg::import_outcome, kAllOutcomes),
                      lists::id("import", msg::import_id).as(lists::Filter::Style::none)},
          .json = write_row,
          .json_schema = kRowSchema};
}

}  // namespace

void add_import_lists(http::Router& router, const lists::Host& host) {
  lists::add(router, host, files(),
             {.page = "/imports",
              .api = "/api/v1/imports",
              .policy = kMayImport,
              .scope = import_scope,
              .summary = "Register files that were sent, with what was found in them",
              .description = msg::imports_description,
              .above = [](web::Html& out, const http::Asked&) {
                web::link_button(out, msg::imports_send, "/imports/new");
                web::link_button(out, msg::register_title, "/imports/register", web::ButtonKind::quiet);
              }});
  lists::add(router, host, rows(),
             {.page = "/imports/rows",
              .api = "/api/v1/imports/rows",
              .policy = kMayImport,
              .scope = import_scope,
              .summary = "Rows of a register file (import) with what the look found and why; outcome narrows",
              .description = msg::import_rows_description,
              .above = [](web::Html& out, const http::Asked& call) {
                if (const auto id = ImportId::parse(call.request.query.get("import")))
                  web::link_button(out, msg::import_back, import_path(*id), web::ButtonKind::quiet);
              }});
}

}  // namespace ocop::products
