#include <memory>

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "kernel/http/answer.h"
#include "kernel/http/input.h"
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

const input::Declaration<evaluation::Letter>& letter_fields() {
  using evaluation::Letter;
  constexpr std::int64_t kMostLetter = 60;   // characters: "1234/UBND-NNMT" and longer forms
  static const input::Declaration<Letter> fields{
      input::version(&Letter::version),
      input::line("letter", &Letter::number,
                  {.label = msg::ministry_letter, .hint = msg::ministry_letter_hint, .missing = msg::ministry_letter_missing,
                   .most = kMostLetter}),
      input::date("letter_day", &Letter::signed_on,
                  {.label = msg::ministry_letter_day, .hint = msg::hint_date, .missing = msg::ministry_letter_day_missing,
                   .wrong = msg::date_unreadable})};
  return fields;
}

Result<Response> sent(const ForMinistry& ministry, const Call<evaluation::Letter>& call, DossierId dossier) {
  OCOP_TRY(at, ministry.send(call.actor, dossier, call.input));
  json::Writer out;
  out.begin_object().field("file", at.file).field("origin", at.origin).field("number", at.number).field("letter", at.letter);
  out.field("letter_day", at.letter_day).field("sent", at.sent).end_object();
  return Response::json(out.take());
}

// On the page of the dossier that was sent, and of the file once it is decided: where it is, and the dossier that came back.
void write_at(Html& out, const evaluation::AtCentre& at, DossierId here) {
  const Language language = out.language();
  std::vector<web::Fact> facts{{msg::ministry_at_number, at.number, here == at.file ? "" : "/dossiers/" + at.file.text()}};
  if (at.where) facts.push_back({msg::ministry_at_state, in(*at.where, language)});
  if (at.returned) facts.push_back({msg::ministry_at_returned, in(msg::ministry_at_open, language), "/dossiers/" + at.returned->text()});
  web::open_record(out, msg::ministry_at);
  web::facts(out, facts);
  web::close_record(out, in(msg::ministry_at, language));
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
      if (view.at) write_at(out, *view.at, dossier);
      items(out, call, view);
      out << "<div class=\"acts\">"_h;
      web::link_button(out, msg::ministry_zip, decision_path(dossier) + "/ministry.zip");
      out << "</div>"_h;
      if (view.sending == ForMinistry::View::Sending::open) write_sending(out, call, view);
      out << "</div>"_h;
    });
  }
  static const Message& lead(const ForMinistry::View& view) {
    return view.of == rules::MinistryFileOf::renewal ? msg::ministry_lead_again : msg::ministry_lead;
  }
  void write_sending(Html& out, const http::Asked& call, const ForMinistry::View& view) const {
    http::Fields shown;
    shown.add("version", std::to_string(view.decision.dossier.version));
    shown.add("letter_day", ministry.service().today().show(Language::vi));   // typed as on the paper
    const web::Form form = web::form(call, &shown);
    out << "<section class=\"panel stack\"><h2>"_h << msg::ministry_send_heading << "</h2><p>"_h << msg::ministry_send_teach << "</p>"_h;
    web::open_form(out, form, decision_path(view.decision.dossier.id) + "/ministry/sending");
    web::error_summary(out, form);
    for (const std::string_view field : {"version", "letter", "letter_day"}) web::control(out, form, letter_fields().shape(), field);
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::ministry_send);
    out << "</div>"_h;
    web::close_form(out);
    out << "</section>"_h;
  }
  Result<Response> send(const Call<evaluation::Letter>& call, DossierId dossier) const {
    OCOP_CHECK(ministry.send(call.actor, dossier, call.input));
    return web::redirect_with_flash(site, call.request, decision_path(dossier) + "/ministry", msg::ministry_flash_sent);
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

void offer_ministry(manifest::Offers& offers, const ForMinistry& ministry) {
  offers.add(evaluation::ReaderPanel{
      .rank = 5, .show = [&ministry](Html& out, const http::Request& request, DossierId dossier) {
        const auto at = ministry.at_centre(dossier);
        if (!at) return;
        // Who reads the file too: the council's members read their province's dossier alone.
        const Scope scope = with_centre(Scope::for_task(request.actor, Task::dossiers, {Role::commune_officer, Role::provincial_body}),
                                        request.actor);
        const auto covered = ministry.service().decided(at->origin);
        if (!covered) return;
        const evaluation::ClosedDossier& first = covered->dossier;
        if (scope.covers(first.province, first.commune, first.producer)) write_at(out, *at, dossier);
      }});
}

void add_ministry(http::Router& router, const ForMinistry& ministry, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body), kBodies = Policy::roles(Role::provincial_body, Role::ministry);
  http::Table(router, std::make_shared<const Pages>(Pages{ministry, site}))
      .get("/decisions/{dossier}/ministry", kBodies, &Pages::one, "What the file for the Ministry has of article 6.3")
      .get("/decisions/{dossier}/ministry.zip", kBodies, &Pages::file, "The file for the Ministry, as far as it is here")
      .form("/decisions/{dossier}/ministry/sending", kProvince, letter_fields(), &Pages::send, &Pages::one,
            "Send the file to the Ministry with the province's request");
  http::Table(router, ministry)
      .get("/api/v1/decisions/{dossier}/ministry", kBodies, as_json, "What the file for the Ministry has of article 6.3",
           {.answers = R"({"type":"object","required":["dossier","parts"],"properties":{"dossier":{"type":"string","format":"uuid"},)"
                       R"("number":{"type":"string"},"product":{"type":"string"},"article":{"type":"string","enum":["6.3a","6.3b"]},)"
                       R"("parts":{"type":"array","items":{"type":"object"}}}})"})
      .post("/api/v1/decisions/{dossier}/ministry", kProvince, letter_fields(), sent,
            "Send the file to the Ministry with the province's request",
            {.answers = R"({"type":"object","required":["file","number"],"properties":{"file":{"type":"string","format":"uuid"},)"
                        R"("origin":{"type":"string","format":"uuid"},"number":{"type":"string"},"letter":{"type":"string"},)"
                        R"("letter_day":{"type":["string","null"]},"sent":{"type":["string","null"]}}})"})
      .get("/api/v1/decisions/{dossier}/ministry.zip", kBodies, zip, "The file for the Ministry, as far as it is here",
           {.media = "application/zip"});
}

}  // namespace ocop::certificates
