#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/certificates/ministry.h"
#include "modules/certificates/pages_ministry.h"
#include "modules/certificates/pages_parts.h"

// The file for the Ministry: what is there of article 6.3, as page, ZIP and API.
namespace ocop::certificates {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string file_name(const ForMinistry::View& view) { return "ho-so-5-sao-" + text::slug(view.number) + ".zip"; }

Result<Response> zip(const ForMinistry& ministry, const Call<>& call, DossierId dossier) {
  OCOP_TRY(view, ministry.view(call.actor, dossier));
  OCOP_TRY(bytes, ministry.zip(call.actor, dossier));
  return Response::file(std::move(bytes), "application/zip", file_name(view));
}

Result<Response> as_json(const ForMinistry& ministry, const Call<>& call, DossierId dossier) {
  OCOP_TRY(view, ministry.view(call.actor, dossier));
  json::Writer out;
  out.begin_object().field("dossier", dossier).field("number", view.number).field("product", view.product);
  out.field("article", view.of == rules::MinistryFileOf::renewal ? "6.3b" : "6.3a");
  out.member("parts").begin_array();
  for (const MinistryItem& item : view.items) {
    out.begin_object().field("part", item.part).field("presence", item.presence).member("files").begin_array();
    for (const MinistryFile& file : item.files) out.text(file.name);
    out.end_array().field("samples", item.samples).end_object();
  }
  out.end_array().end_object();
  return http::content(out.take());
}

struct Pages {
  const ForMinistry& ministry;
  const web::Site& site;

  Result<Response> one(const Call<>& call, DossierId dossier) const {
    OCOP_TRY(view, ministry.view(call.actor, dossier));
    const std::string title = format(msg::ministry_title, call.language(), {view.product});
    return web::page(site, call.request, {.title = title, .width = web::Width::wide}, [&](Html& out) {
      const web::Crumb crumbs[] = {{in(msg::decisions_title, call.language()), "/decisions"},
                                   {view.product, decision_path(dossier)},
                                   {in(msg::ministry_short, call.language())}};
      web::crumbs(out, crumbs);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << lead(view) << "</p><div class=\"stack\">"_h;
      items(out, call, view);
      out << "<div class=\"acts\">"_h;
      web::link_button(out, msg::ministry_zip, decision_path(dossier) + "/ministry.zip");
      out << "</div></div>"_h;
    });
  }
  static const Message& lead(const ForMinistry::View& view) {
    return view.of == rules::MinistryFileOf::renewal ? msg::ministry_lead_again : msg::ministry_lead;
  }
  static void items(Html& out, const http::Asked& call, const ForMinistry::View& view) {
    const web::Table table{.caption = msg::ministry_short,
                           .columns = {{"part", msg::ministry_part}, {"presence", msg::confirm_state}, {"files", msg::ministry_files}},
                           .captioned = web::Table::Caption::heard};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const MinistryItem& item : view.items) {
        web::open_row(rows);
        web::value_cell(rows, table.columns[0], in(label(item.part), rows.language()), "", web::Cell::heading);
        web::text_cell(rows, table.columns[1], in(label(item.presence), rows.language()));
        std::string files;
        for (const MinistryFile& file : item.files) files += (files.empty() ? "" : "; ") + file.name;
        if (item.samples > 0) files = format(msg::ministry_samples_count, rows.language(), {std::to_string(item.samples)});
        web::text_cell(rows, table.columns[2], files);
        web::close_row(rows);
      }
    });
  }
  Result<Response> file(const Call<>& call, DossierId dossier) const { return zip(ministry, call, dossier); }
};

}  // namespace

void add_ministry(http::Router& router, const ForMinistry& ministry, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, std::make_shared<const Pages>(Pages{ministry, site}))
      .get("/decisions/{dossier}/ministry", kProvince, &Pages::one, "What the file for the Ministry has of article 6.3")
      .get("/decisions/{dossier}/ministry.zip", kProvince, &Pages::file, "The file for the Ministry, as far as it is here");
  http::Table(router, ministry)
      .get("/api/v1/decisions/{dossier}/ministry", kProvince, as_json, "What the file for the Ministry has of article 6.3",
           {.answers = R"({"type":"object","required":["dossier","parts"],"properties":{"dossier":{"type":"string","format":"uuid"},)"
                       R"("number":{"type":"string"},"product":{"type":"string"},"article":{"type":"string","enum":["6.3a","6.3b"]},)"
                       R"("parts":{"type":"array","items":{"type":"object"}}}})"})
      .get("/api/v1/decisions/{dossier}/ministry.zip", kProvince, zip, "The file for the Ministry, as far as it is here",
           {.media = "application/zip"});
}

}  // namespace ocop::certificates
