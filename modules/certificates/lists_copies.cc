#include "modules/certificates/lists.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/store_life.h"

// What the office sees of printed copies: all of its province.
namespace ocop::certificates {
namespace {

constexpr std::string_view kCopySchema =
    R"({"type":"object","required":["number","certificate","printed","printer"],"properties":{"number":{"type":"integer"},)"
    R"("certificate":{"type":"string"},"product":{"type":"string"},"product_id":{"type":"string","format":"uuid"},)"
    R"("printed":{"type":"string"},"printer":{"type":"string","enum":["office","maker","visitor"]},)"
    R"("printed_by":{"type":"string","format":"uuid","description":"of office and maker alone"},)"
    R"("prints":{"type":"integer"},"as_of":{"type":"integer"}}})";

void write_copy(json::Writer& out, const Copy& copy) {
  out.begin_object().field("number", copy.number).field("certificate", copy.certificate).field("product", copy.product_name);
  out.field("product_id", copy.product).field("printed", copy.printed).field("printer", copy.printer);
  if (copy.printed_by) out.field("printed_by", *copy.printed_by);
  out.field("prints", copy.prints).field("as_of", copy.as_of).end_object();
}

}  // namespace

void add_copies(http::Router& router, const lists::Host& host) {
  lists::add(router, host,
             lists::List<Copy>{
                 .name = "copies",
                 .rows = life_rows::copies(),
                 .words = {msg::copies_title, msg::copies_none, msg::copies_none_teach, "/certificates", msg::list_title,
                           msg::copies_found_one, msg::copies_found},
                 .columns = {lists::column<Copy>({.label = msg::copy_number, .align = lists::Align::number},
                                                 [](const Copy& one) { return one.number; }),
                             lists::linked<Copy>({msg::fact_number}, &Copy::certificate,
                                                 [](const Copy& one) { return certificate_path(one.certificate); }),
                             lists::column({.label = msg::fact_product, .width = 34}, &Copy::product_name),
                             lists::column({msg::copy_printed, "printed"}, &Copy::printed),
                             lists::column<Copy>({msg::copy_printer}, [](const Copy& one, Language language) {
                               return std::string(translate(label(one.printer), language));
                             }),
                             lists::column<Copy>({.label = msg::copy_prints, .align = lists::Align::number},
                                                 [](const Copy& one) { return one.prints; })},
                 .filters = {lists::choice("printer", msg::copy_printer, kPrinters)},
                 .json = write_copy,
                 .json_schema = kCopySchema},
             {.page = "/copies",
              .api = "/api/v1/copies",
              .policy = Policy::roles(Role::provincial_body),
              .scope = scope_of,
              .summary = "printed copies of a province's certificates"});
}

}  // namespace ocop::certificates
