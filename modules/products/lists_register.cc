#include <algorithm>

#include "kernel/i18n/translate.h"
#include "kernel/lists/list.h"
#include "modules/products/messages.h"
#include "modules/products/pages_imports.h"
#include "modules/products/register_line.h"

// The register as a file again: what it exports is what an import reads.
namespace ocop::products {
namespace {

using lists::Shown;
using web::operator""_h;

const std::array<Message, kColumns.size()> kHeadings{
    msg::register_col_id,          msg::register_col_product_name, msg::register_col_entity_name, msg::register_col_entity_type,
    msg::register_col_commune,     msg::register_col_district,     msg::register_col_province,    msg::register_col_star,
    msg::register_col_score,       msg::register_col_group,        msg::register_col_decision,    msg::register_col_year,
    msg::register_col_recognition, msg::register_col_source_url,   msg::register_col_source_kind,
    msg::register_col_current_province_code, msg::register_col_current_unit_code, msg::register_col_note};

const std::string_view kLineSchema =
    R"({"type":"object","required":["ocop_code","id","product_name","recognition"],"properties":{)"
    R"("ocop_code":{"type":"string"},"id":{"type":"string"},"product_name":{"type":"string"},)"
    R"("entity_name":{"type":"string"},"entity_type":{"type":"string"},"commune":{"type":"string"},)"
    R"("district":{"type":"string"},"province":{"type":"string"},"star":{"type":"string"},"score":{"type":"string"},)"
    R"("group":{"type":"string"},"decision":{"type":"string"},"year":{"type":"string"},)"
    R"("recognition":{"type":"string"},"source_url":{"type":"string"},"source_kind":{"type":"string"},)"
    R"("current_province_code":{"type":"string"},"current_unit_code":{"type":"string"},"note":{"type":"string"})"
    R"(},"description":"the columns of docs/formats/register.md, each as a text; empty = not printed"})";

lists::Column<RegisterLine> value_column(std::size_t at) {
  const bool wide = kColumns[at] == "product_name" || kColumns[at] == "entity_name" || kColumns[at] == "decision";
  const bool seen = wide || kColumns[at] == "id" || kColumns[at] == "star" || kColumns[at] == "year";
  return {{.label = kHeadings[at], .shown = seen ? Shown::everywhere : Shown::exports, .width = wide ? 34.0 : 18.0},
          [at](const RegisterLine& line, Language language) {
            const std::string& value = line.values[at];
            return lists::Cell{language == Language::vi ? words_of(kColumns[at], value) : value};
          }};
}

lists::List<RegisterLine> lines(const places::Index& places) {
  std::vector<lists::Column<RegisterLine>> columns;
  columns.push_back({{.label = msg::register_code}, [](const RegisterLine& line, Language) {
    return lists::Cell{line.item.product.code, "/products/" + line.item.product.code};
  }});
  for (std::size_t i = 0; i < kColumns.size(); ++i) columns.push_back(value_column(i));
  return {.name = "register",
          .rows = register_lines(),
          .complete = [&places](std::vector<RegisterLine>& rows) { for (RegisterLine& line : rows) fill(line, places); },
          .words = {.caption = msg::register_title, .empty = msg::register_none, .empty_teach = msg::register_none_teach,
                    .empty_path = "/imports/new", .empty_act = msg::imports_send, .found_one = msg::register_found_one,
                    .found_many = msg::register_found_many},
          .columns = std::move(columns),
          .json =
              [](json::Writer& out, const RegisterLine& line) {
                out.begin_object().field(kCode, line.item.product.code);
                for (std::size_t i = 0; i < kColumns.size(); ++i) out.field(kColumns[i], line.values[i]);
                out.end_object();
              },
          .json_schema = kLineSchema};
}

}  // namespace

const Message& column_label(std::string_view field) {
  if (field == kCode) return msg::register_code;
  if (field == kDecisionDate) return msg::register_col_decision_date;
  const auto at = std::ranges::find(kColumns, field);
  return at == kColumns.end() ? msg::heading_not_read : kHeadings[static_cast<std::size_t>(at - kColumns.begin())];
}

void add_register_list(http::Router& router, const lists::Host& host, const places::Index& places) {
  lists::add(router, host, lines(places),
             {.page = "/imports/register",
              .api = "/api/v1/imports/register",
              .policy = kMayReadRegister,
              .scope = register_scope,
              .summary = "The register as its files printed it; brought in again, nothing changes",
              .description = msg::register_description,
              .above = [&site = host.site](web::Html& out, const http::Asked& call) {
                const bool imports = kMayImport.admit(call.actor).ok();
                if (!imports) web::duties(out, site, call.request);   // the first page of whoever only reads
                out << "<p>"_h << (imports ? msg::register_lead : msg::register_lead_readers) << "</p>"_h;
                if (imports) web::link_button(out, msg::imports_send, "/imports/new", web::ButtonKind::quiet);
              },
              .none = [](web::Html& out, const http::Asked& call, std::int64_t) {
                const bool imports = kMayImport.admit(call.actor).ok();
                web::empty_state(out, msg::register_none, msg::register_none_teach, imports ? "/imports/new" : "",
                                 imports ? &msg::imports_send : nullptr);
              }});
}

}  // namespace ocop::products
