#include "modules/producers/pages.h"

#include <charconv>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/producers/api.h"
#include "modules/producers/messages.h"
#include "modules/producers/rules.h"

namespace ocop::producers {
namespace {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

std::string in(const Message& message, Language language) { return std::string(translate(message, language)); }

std::string source_words(const Producer& producer, Language language) {
  constexpr std::string_view kImport = "import: ";
  if (producer.source.starts_with(kImport)) return format(msg::source_import, language, {std::string_view(producer.source).substr(kImport.size())});
  return in(msg::source_entered, language);
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site, const places::Index& places, const manifest::Offers& offers)
      : service_(service), site_(site), places_(places), offers_(offers) {}

  Response show(const Request& request) const {
    const auto producer = by_path(request);
    if (!producer) return web::error_page(site_, producer.error(), request);
    const std::string place = places_.show(producer->province, producer->commune, request.language);
    return page(request, std::string(producer->name_in(request.language)), format(msg::of_place, request.language, {place}), [&](Html& out) {
      out << "<h1>"_h << producer->name_in(out.language()) << "</h1><p class=\"lead\">"_h << format(msg::of_place, out.language(), {place}) << "</p>"_h;
      member_acts(out, request, *producer);
      out << "<div class=\"split\"><div>"_h;
      story(out, *producer, place);
      out << "</div><div>"_h;
      record(out, *producer, place);
      out << "</div></div>"_h;
      for (const Panel& panel : offers_.all<Panel>()) panel.show(out, producer->id);
    });
  }

  Response edit(const Request& request) const {
    const auto producer = own(request);
    return producer ? edit_page(request, *producer, nullptr) : web::error_page(site_, producer.error(), request);
  }

  Response save(const Request& request) const {
    const auto producer = own(request);
    if (!producer) return web::error_page(site_, producer.error(), request);
    std::int64_t version = -1;
    const std::string_view typed = request.form.get("version");
    std::from_chars(typed.data(), typed.data() + typed.size(), version);
    const Story story{std::string(request.form.get("name_en")), std::string(request.form.get("story")), std::string(request.form.get("story_en"))};
    const auto saved = service_.change_story(request.actor, producer->id, version, story);
    if (!saved) return edit_page(request, *producer, &saved.error());
    return web::redirect_with_flash(site_, request, "/producers/" + producer->id.text(), msg::saved);
  }

  Response papers(const Request& request) const { return papers_page(request, nullptr); }

  Response add_paper(const Request& request) const {
    const auto id = ProducerId::parse(request.value("id"));
    if (!id) return absent(request);
    const auto added = service_.add_paper(request.actor, *id, read_paper_form(request));
    if (added) return web::redirect_with_flash(site_, request, "/producers/" + id->text() + "/papers", msg::paper_added);
    return added.error().kind == ErrorKind::invalid_input ? papers_page(request, &added.error()) : web::error_page(site_, added.error(), request);
  }

  Response file(const Request& request) const {
    const auto id = ProducerId::parse(request.value("id"));
    const auto paper = PaperId::parse(request.value("paper"));
    if (!id || !paper) return absent(request);
    auto opened = service_.open_paper(request.actor, *id, *paper);
    if (!opened) return web::error_page(site_, opened.error(), request);
    // Never shown inside our pages: attachment, its own type, no sniffing, kept by no cache.
    return Response::file(std::move(opened->content), opened->paper.content_type, opened->paper.file_name)
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "private, no-store");
  }

 private:
  Response page(const Request& request, std::string title, std::string description, const std::function<void(Html&)>& body,
                int status = 200) const {
    web::PageOptions options;
    options.title = std::move(title);
    options.description = std::move(description);
    options.width = web::Width::wide;
    options.status = status;
    return web::page(site_, request, options, body);
  }
  Response absent(const Request& request) const {
    return web::error_page(site_, Error::of(ErrorKind::not_found, "producer " + request.path), request);
  }
  Result<Producer> by_path(const Request& request) const {
    const auto id = ProducerId::parse(request.value("id"));
    if (!id) return Error::of(ErrorKind::not_found, "producer");
    return service_.show(*id);
  }
  Result<Producer> own(const Request& request) const {
    const auto id = ProducerId::parse(request.value("id"));
    if (!id) return Error::of(ErrorKind::not_found, "producer");
    return service_.own(request.actor, *id);
  }

  void member_acts(Html& out, const Request& request, const Producer& producer) const {
    const bool member = Scope::of(request.actor, {Role::producer_member}).covers({}, {}, producer.id);
    const bool official = Scope::of(request.actor, {Role::commune_officer, Role::provincial_body}).covers(producer.province, producer.commune, producer.id);
    if (!member && !official) return;
    out << "<div class=\"acts\">"_h;
    web::link_button(out, msg::papers, "/producers/" + producer.id.text() + "/papers", web::ButtonKind::quiet);
    if (member) web::link_button(out, msg::edit, "/producers/" + producer.id.text() + "/edit", web::ButtonKind::quiet);
    out << "</div>"_h;
  }

  void story(Html& out, const Producer& producer, const std::string& place) const {
    const std::string& own_words = out.language() == Language::en && !producer.story_en.empty() ? producer.story_en : producer.story;
    if (own_words.empty()) {
      out << "<p class=\"small\">"_h << msg::no_story << "</p>"_h;
      return;
    }
    web::open_story(out, producer.name_in(out.language()), place);
    for (const std::string_view paragraph : text::split(own_words, '\n'))
      if (!text::trim(paragraph).empty()) out << "<p>"_h << text::trim(paragraph) << "</p>"_h;
    web::close_story(out);
  }

  void record(Html& out, const Producer& producer, const std::string& place) const {
    std::string place_path = "/places/" + producer.province;
    if (!producer.commune.empty()) place_path += "/" + producer.commune;
    std::vector<web::Fact> facts{{msg::title_registered, producer.name}, {msg::kind, in(label(producer.kind), out.language())}, {msg::place, place, place_path}};
    if (!producer.address_as_printed.empty()) facts.push_back({msg::place_as_printed, producer.address_as_printed});
    web::open_record(out, msg::record);
    web::facts(out, facts);
    web::close_record(out, source_words(producer, out.language()));   // which says "source" itself
  }

  Response edit_page(const Request& request, const Producer& producer, const Error* error) const {
    const std::string title = format(msg::edit_title, request.language, {producer.name});
    const auto body = [&](Html& out) {
      const web::Form form{request, error, error ? &request.form : nullptr};
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::edit_intro << "</p>"_h;
      web::error_summary(out, form);
      web::open_form(out, form, "/producers/" + producer.id.text() + "/edit");
      // What the person saw: another's change meanwhile is a conflict, not overwritten.
      out << "<input type=\"hidden\" name=\"version\" value=\""_h << producer.version << "\">"_h;
      web::text_field(out, form, {.name = "name_en", .label = msg::name_en, .value = producer.name_en, .required = false, .limit = rules::kNameLimit});
      constexpr int kRows = 8;
      web::text_area(out, form, {.name = "story", .label = msg::story_vi, .hint = msg::story_hint, .value = producer.story, .required = false,
                                 .limit = rules::kStoryLimit}, kRows);
      web::text_area(out, form, {.name = "story_en", .label = msg::story_en, .value = producer.story_en, .required = false, .limit = rules::kStoryLimit}, kRows);
      out << "<div class=\"acts\">"_h;
      web::button(out, msg::save);
      out << "</div>"_h;
      web::close_form(out);
    };
    return page(request, title, {}, body, error ? traits(error->kind).status : 200);
  }

  Response papers_page(const Request& request, const Error* error) const {
    const auto id = ProducerId::parse(request.value("id"));
    if (!id) return absent(request);
    const auto papers = service_.papers(request.actor, *id);
    if (!papers) return web::error_page(site_, papers.error(), request);
    const bool member = Scope::of(request.actor, {Role::producer_member}).covers({}, {}, *id);
    const auto body = [&](Html& out) {
      out << "<h1>"_h << format(msg::papers_of, out.language(), {papers->producer.name}) << "</h1><p class=\"lead\">"_h << msg::papers_intro << "</p>"_h;
      if (error) web::error_summary(out, {request, error, &request.form});
      if (papers->papers.empty()) web::empty_state(out, msg::papers_empty, msg::papers_empty_teach);
      else paper_table(out, request, *papers);
      if (member) paper_form(out, request, papers->producer, error);
    };
    return page(request, format(msg::papers_of, request.language, {papers->producer.name}), {}, body, error ? traits(error->kind).status : 200);
  }

  void paper_table(Html& out, const Request& request, const Service::Papers& papers) const {
    const web::Table table{msg::papers_caption, {{"title", msg::title}, {"kind", msg::paper_kind}, {"issuer", msg::issuer}, {"number", msg::number},
                                                 {"expires", msg::expires}, {"file", msg::file_column}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Paper& paper : papers.papers) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << paper.title;
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], in(label(paper.kind), rows.language()));
        web::text_cell(rows, table.columns[2], paper.issuer.empty() ? in(msg::not_stated, rows.language()) : paper.issuer);
        web::text_cell(rows, table.columns[3], paper.number.empty() ? in(msg::not_stated, rows.language()) : paper.number);
        web::text_cell(rows, table.columns[4], validity_words(paper, rows.language()));
        web::open_cell(rows, table.columns[5]);
        if (paper.file_name.empty()) rows << msg::no_file;
        else rows << "<a href=\""_h << web::link(request, "/producers/" + papers.producer.id.text() + "/papers/" + paper.id.text()) << "\">"_h
                  << msg::download << "<span class=\"unseen\">: "_h << paper.title << "</span></a>"_h;
        web::close_cell(rows);
        web::close_row(rows);
      }
    });
  }
  std::string validity_words(const Paper& paper, Language language) const {
    if (!paper.expires) return in(msg::not_stated, language);
    const std::string day = paper.expires->show(language);
    return rules::expired(paper, service_.today()) ? format(msg::expired_paper, language, {day}) : day;
  }

  void paper_form(Html& out, const Request& request, const Producer& producer, const Error* error) const {
    const web::Form form{request, error, error ? &request.form : nullptr};
    out << "<h2>"_h << msg::add_paper << "</h2>"_h;
    web::open_upload_form(out, form, "/producers/" + producer.id.text() + "/papers");
    std::vector<web::Option> kinds;
    for (int i = 0; i <= static_cast<int>(PaperKind::other); ++i)
      kinds.push_back({std::string(name(static_cast<PaperKind>(i))), in(label(static_cast<PaperKind>(i)), out.language())});
    web::select_field(out, form, {.name = "kind", .label = msg::paper_kind}, kinds);
    web::text_field(out, form, {.name = "title", .label = msg::title, .limit = rules::kTitleLimit});
    web::text_field(out, form, {.name = "issuer", .label = msg::issuer, .required = false, .limit = rules::kTitleLimit});
    web::text_field(out, form, {.name = "number", .label = msg::number, .required = false, .limit = rules::kTitleLimit});
    web::text_field(out, form, {.name = "issued", .label = msg::issued, .hint = msg::date_hint, .required = false, .limit = 10});
    web::text_field(out, form, {.name = "expires", .label = msg::expires, .hint = msg::date_hint, .required = false, .limit = 10});
    web::file_field(out, form, {.name = "file", .label = msg::file, .hint = msg::file_optional, .required = false}, "application/pdf,image/jpeg,image/png");
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::add_paper);
    out << "</div>"_h;
    web::close_form(out);
  }

  Service& service_;
  const web::Site& site_;
  const places::Index& places_;
  const manifest::Offers& offers_;
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site, const places::Index& places, const manifest::Offers& offers) {
  using http::Method;
  const auto pages = std::make_shared<const Pages>(service, site, places, offers);
  const auto add = [&](Method method, std::string pattern, Policy policy, Response (Pages::*act)(const Request&) const, std::string summary,
                       std::size_t body_limit = 0) {
    router.add({.method = method, .pattern = std::move(pattern), .policy = policy,
                .handler = [pages, act](const Request& request) { return ((*pages).*act)(request); }, .summary = std::move(summary),
                .body_limit = body_limit});
  };
  const Policy member = Policy::roles(Role::producer_member);
  const Policy reader = Policy::roles(Role::producer_member, Role::commune_officer, Role::provincial_body);
  add(Method::get, "/producers/{id}", Policy::anyone(), &Pages::show, "A producer: record, story, products");
  add(Method::get, "/producers/{id}/edit", member, &Pages::edit, "The producer's own words: form");
  add(Method::post, "/producers/{id}/edit", member, &Pages::save, "The producer's own words: save");
  add(Method::get, "/producers/{id}/papers", reader, &Pages::papers, "Papers of a producer");
  add(Method::post, "/producers/{id}/papers", member, &Pages::add_paper, "Add a paper, with or without its file", http::kUploadBodyLimit);
  add(Method::get, "/producers/{id}/papers/{paper}", reader, &Pages::file, "A paper's file, as a download; the look is recorded");
}

}  // namespace ocop::producers
