#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/producers/messages.h"
#include "modules/producers/pages.h"
#include "modules/producers/requests.h"
#include "modules/producers/rules.h"

// Papers of a producer: the list, one added, replaced or removed, its file.
namespace ocop::producers {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kAccept = "application/pdf,image/jpeg,image/png";
constexpr std::string_view kFor = "for";   // the page that wants a paper and is gone back to, in the address

std::string path_of(ProducerId id, std::string_view rest = {}) { return "/producers/" + id.text() + "/papers" + std::string(rest); }
std::string edit_path(ProducerId id, PaperId paper) { return path_of(id, "/" + paper.text() + "/edit"); }

std::string wanted_for(const Request& request) {
  const std::string_view path = request.query.get(kFor);
  return text::is_path_of_this_site(path) ? std::string(path) : std::string();
}

bool is_member(const Actor& actor, ProducerId id) { return Scope::for_task(actor, Task::papers).covers({}, {}, id); }

struct Pages {
  Service& service;
  const web::Site& site;
};

std::string validity_words(const Service& service, const Paper& paper, Language language) {
  if (!paper.expires) return in(msg::not_stated, language);
  const std::string day = paper.expires->show(language);
  return rules::expired(paper, service.today()) ? format(msg::expired_paper, language, {day}) : day;
}

void file_cell(Html& rows, const Request& request, const web::Column& column, const Paper& paper) {
  web::open_cell(rows, column);
  if (paper.file_name.empty()) rows << msg::no_file;
  else
    rows << "<a href=\""_h << web::link(request, path_of(paper.producer, "/" + paper.id.text())) << "\">"_h << msg::download
         << "<span class=\"unseen\">: "_h << paper.title << "</span></a>"_h;
  web::close_cell(rows);
}

enum class Rows : std::uint8_t { changeable, fixed };
void paper_table(Html& out, const Service& service, const Request& request, const Message& caption, std::span<const Paper> papers,
                 Rows kind) {
  web::Table table{caption,
                   {{"title", msg::title},
                    {"kind", msg::paper_kind},
                    {"issuer", msg::issuer},
                    {"number", msg::number},
                    {"expires", msg::expires},
                    {"file", msg::file_column}}};
  if (kind == Rows::changeable) table.columns.push_back({"change", msg::change_column});
  web::table(out, request, table, [&](Html& rows) {
    for (const Paper& paper : papers) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << paper.title;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], in(label(paper.kind), rows.language()));
      web::text_cell(rows, table.columns[2], paper.issuer.empty() ? in(msg::not_stated, rows.language()) : paper.issuer);
      web::text_cell(rows, table.columns[3], paper.number.empty() ? in(msg::not_stated, rows.language()) : paper.number);
      web::text_cell(rows, table.columns[4], validity_words(service, paper, rows.language()));
      file_cell(rows, request, table.columns[5], paper);
      if (kind == Rows::changeable) {
        web::open_cell(rows, table.columns[6]);
        rows << "<a href=\""_h << web::link(request, edit_path(paper.producer, paper.id)) << "\">"_h
             << (paper.file_name.empty() ? msg::change_add_file : msg::change_or_remove) << "<span class=\"unseen\">: "_h << paper.title
             << "</span></a>"_h;
        web::close_cell(rows);
      }
      web::close_row(rows);
    }
  });
}

void paper_fields(Html& out, const web::Form& form, const Paper* now) {
  for (const input::Field& field : paper_form().shape().fields()) {
    web::Control control{.accept = kAccept};
    if (now && field.key == "file") control.hint = now->file_name.empty() ? msg::file_add_hint : msg::file_keep_hint;
    web::control(out, form, paper_form().shape(), field.key, control);
  }
}

void back_link(Html& out, const Request& request) {
  const std::string back = wanted_for(request);
  if (back.empty()) return;
  out << "<p><a href=\""_h << web::link(request, back) << "\">"_h << msg::back_to_dossier << "</a></p>"_h;
}

void add_form(Html& out, const Service& service, const web::Form& form, ProducerId id) {
  const std::string back = wanted_for(form.request);
  out << "<h2>"_h << msg::add_paper << "</h2>"_h;
  web::open_upload_form(out, form, path_of(id) + (back.empty() ? "" : "?" + std::string(kFor) + "=" + http::percent_encode(back)));
  web::attempt_field(out, form, service.random());
  paper_fields(out, form, nullptr);
  out << "<div class=\"acts\">"_h;
  web::button(out, msg::add_paper);
  out << "</div>"_h;
  web::close_form(out);
}

Result<Response> papers(const Pages& pages, const Call<>& call, ProducerId id) {
  OCOP_TRY(found, pages.service.papers(call.actor, id));
  const bool member = is_member(call.actor, id);
  const std::string title = format(msg::papers_of, call.language(), {found.producer.name});
  return web::page(pages.site, call.request, {.title = title, .width = web::Width::wide}, [&](Html& out) {
    const web::Form form = web::form(call);
    back_link(out, call.request);
    out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::papers_intro << "</p>"_h;
    web::error_summary(out, form);
    if (found.papers.empty()) web::empty_state(out, msg::papers_empty, msg::papers_empty_teach);
    else
      paper_table(out, pages.service, call.request, msg::papers_caption, found.papers, member ? Rows::changeable : Rows::fixed);
    if (member) add_form(out, pages.service, form, id);
    if (found.past.empty()) return;
    out << "<h2>"_h << msg::past_papers << "</h2><p class=\"small\">"_h << msg::past_papers_teach << "</p>"_h;
    paper_table(out, pages.service, call.request, msg::past_papers, found.past, Rows::fixed);
  });
}

Result<Response> add_paper(const Pages& pages, const Call<PaperForm>& call, ProducerId id) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  PaperForm form = call.input;
  form.attempt = std::move(attempt);
  OCOP_CHECK(pages.service.add_paper(call.actor, id, form));
  const std::string back = wanted_for(call.request);
  if (back.empty()) return web::redirect_with_flash(pages.site, call.request, path_of(id), msg::paper_added);
  return web::redirect_with_flash(pages.site, call.request, back, msg::paper_added_tick);
}

void remove_form(Html& out, const web::Form& form, const Paper& paper) {
  out << "<details><summary>"_h << msg::remove_heading << "</summary><p>"_h << msg::remove_teach << "</p>"_h;
  web::act(out, form.request, {path_of(paper.producer, "/" + paper.id.text() + "/remove"), msg::remove_button, web::ButtonKind::danger});
  out << "</details>"_h;
}

Result<Response> edit(const Pages& pages, const Call<>& call, ProducerId id, PaperId paper) {
  OCOP_TRY(own, pages.service.own_paper(call.actor, id, paper));
  const Paper& now = own.paper;
  const std::string title = format(msg::change_title, call.language(), {now.title});
  return web::page(pages.site, call.request, {.title = title, .width = web::Width::wide}, [&](Html& out) {
    const http::Fields shown = paper_form().show({now.kind, now.title, now.issuer, now.number, now.issued, now.expires});
    const web::Form form = web::form(call, &shown);
    const std::vector<web::Crumb> crumbs{{format(msg::papers_of, out.language(), {own.producer.name}), path_of(id)}, {now.title, ""}};
    web::crumbs(out, crumbs);
    out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::change_teach << "</p>"_h;
    web::error_summary(out, form);
    web::open_upload_form(out, form, edit_path(id, paper));
    web::attempt_field(out, form, pages.service.random());
    paper_fields(out, form, &now);
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::save);
    out << "</div>"_h;
    web::close_form(out);
    remove_form(out, form, now);
  });
}

Result<Response> replace(const Pages& pages, const Call<PaperForm>& call, ProducerId id, PaperId paper) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  PaperForm form = call.input;
  form.attempt = std::move(attempt);
  OCOP_CHECK(pages.service.replace_paper(call.actor, id, paper, form));
  return web::redirect_with_flash(pages.site, call.request, path_of(id), msg::paper_replaced);
}

Result<Response> remove(const Pages& pages, const Call<>& call, ProducerId id, PaperId paper) {
  OCOP_CHECK(pages.service.remove_paper(call.actor, id, paper));
  return web::redirect_with_flash(pages.site, call.request, path_of(id), msg::paper_removed, web::FlashKind::notice);
}

Result<Response> file(const Pages& pages, const Call<>& call, ProducerId id, PaperId paper) {
  OCOP_TRY(opened, pages.service.open_paper(call.actor, id, paper));
  // Never shown inside our pages: attachment, its own type, no sniffing, kept by no cache.
  return Response::file(std::move(opened.content), opened.paper.content_type, opened.paper.file_name)
      .with("X-Content-Type-Options", "nosniff")
      .with("Cache-Control", "private, no-store");
}

}  // namespace

void add_paper_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  constexpr Policy kReaders = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/producers/{id}/papers", kReaders, papers, "Papers of a producer")
      .form("/producers/{id}/papers", kMember, paper_form(), add_paper, papers, "Add a paper, with or without its file")
      .get("/producers/{id}/papers/{paper}", kReaders, file, "A paper's file, as a download; the look is recorded")
      .get("/producers/{id}/papers/{paper}/edit", kMember, edit, "Form to replace or remove a paper")
      .form("/producers/{id}/papers/{paper}/edit", kMember, paper_form(), replace, edit,
            "Replace a paper: drafts follow, dossiers that were handed in keep the old one")
      .post("/producers/{id}/papers/{paper}/remove", kMember, remove, "Remove a paper; drafts lose it");
}

}  // namespace ocop::producers
