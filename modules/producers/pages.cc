#include "modules/producers/pages.h"

#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/producers/messages.h"
#include "modules/producers/requests.h"
#include "modules/producers/rules.h"
#include "modules/work/work.h"

namespace ocop::producers {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

std::string source_words(const Producer& producer, Language language) {
  constexpr std::string_view kImport = "import: ";
  if (producer.source.starts_with(kImport))
    return format(msg::source_import, language, {std::string_view(producer.source).substr(kImport.size())});
  return in(msg::source_entered, language);
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site, const places::Index& places, const manifest::Offers& offers)
      : service_(service), site_(site), places_(places), offers_(offers) {}

  Result<Response> show(const Call<>& call, ProducerId id) const {
    const Request& request = call.request;
    OCOP_TRY(producer, service_.show(call.actor, id));
    if (const auto real = service_.leads_to(id)) return Response::redirect(web::link(request, path_of(*real)));   // its address goes on
    const std::string place = places_.show(producer.province, producer.commune, request.language);
    return page(request, std::string(producer.name_in(request.language)), format(msg::of_place, request.language, {place}), [&](Html& out) {
      out << "<h1>"_h << producer.name_in(out.language()) << "</h1><p class=\"lead\">"_h << format(msg::of_place, out.language(), {place})
          << "</p>"_h;
      if (producer.presence == Presence::waiting) web::notice(out, msg::waits);
      member_acts(out, request, producer);
      buyer_acts(out, producer);
      out << "<div class=\"split\"><div>"_h;
      story(out, producer, place);
      out << "</div><div>"_h;
      record(out, producer, place);
      out << "</div></div>"_h;
      merged_part(out, request, service_, producer);
      for (const Panel& panel : offers_.all<Panel>()) panel.show(out, request, producer);
    });
  }

  Result<Response> edit(const Call<>& call, ProducerId id) const {
    OCOP_TRY(producer, service_.own(call.actor, id));
    const std::string title = format(msg::edit_title, call.language(), {producer.name});
    return page(call.request, title, {}, [&](Html& out) {
      // What the person saw: another's change meanwhile is a conflict, not overwritten.
      const http::Fields shown = story_fields().show({producer.version, producer.name_en, producer.story, producer.story_en});
      const web::Form form = web::form(call, &shown);
      constexpr int kRows = 8;
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::edit_intro << "</p>"_h;
      web::error_summary(out, form);
      web::open_form(out, form, path_of(id, "/edit"));
      web::control(out, form, story_fields().shape(), "version");
      web::control(out, form, story_fields().shape(), "name_en");
      web::control(out, form, story_fields().shape(), "story", {.rows = kRows});
      web::control(out, form, story_fields().shape(), "story_en", {.rows = kRows});
      out << "<div class=\"acts\">"_h;
      web::button(out, msg::save);
      out << "</div>"_h;
      web::close_form(out);
    });
  }

  Result<Response> save(const Call<Story>& call, ProducerId id) const {
    OCOP_CHECK(service_.change_story(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::saved);
  }

 private:
  static std::string path_of(ProducerId id, std::string_view rest = {}) { return "/producers/" + id.text() + std::string(rest); }
  Response page(const Request& request, std::string title, std::string description, const std::function<void(Html&)>& body) const {
    return web::page(site_, request, {.title = std::move(title), .description = std::move(description), .width = web::Width::wide}, body);
  }

  void buyer_acts(Html& out, const Producer& producer) const {
    auto kind = web::ButtonKind::main;
    for (const BuyerAct& act : offers_.all<BuyerAct>()) {
      const std::string path = act.path(producer);
      if (path.empty()) continue;
      out << (kind == web::ButtonKind::main ? "<p class=\"acts\">"_h : ""_h);
      web::link_button(out, act.words, path, kind);
      kind = web::ButtonKind::quiet;
    }
    if (kind == web::ButtonKind::quiet) out << "</p>"_h;
  }
  void member_acts(Html& out, const Request& request, const Producer& producer) const {
    const bool member = Scope::for_task(request.actor, Task::papers).covers({}, {}, producer.id);
    const bool speaks = Scope::for_task(request.actor, Task::story).covers({}, {}, producer.id);
    const bool official =
        Scope::of(request.actor, {Role::commune_officer, Role::provincial_body}).covers(producer.province, producer.commune, producer.id);
    if (!member && !official && !speaks) return;
    out << "<div class=\"acts\">"_h;
    if (member || official) web::link_button(out, msg::papers, "/producers/" + producer.id.text() + "/papers", web::ButtonKind::quiet);
    if (speaks) web::link_button(out, msg::edit, "/producers/" + producer.id.text() + "/edit", web::ButtonKind::quiet);
    out << "</div>"_h;
    const auto papers = service_.papers(request.actor, producer.id);
    if (!papers || papers->papers.empty()) return;
    out << "<ul class=\"links\">"_h;
    for (const Paper& paper : papers->papers)
      if (!paper.file_name.empty())
        out << "<li><a href=\""_h << web::link(request, path_of(producer.id, "/papers/" + paper.id.text())) << "\">"_h << paper.title
            << "</a> <span class=\"small\">"_h << label(paper.kind) << "</span></li>"_h;
    out << "</ul>"_h;
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
    std::vector<web::Fact> facts{
        {msg::title_registered, producer.name}, {msg::kind, in(label(producer.kind), out.language())}, {msg::place, place, place_path}};
    if (!producer.address_as_printed.empty()) facts.push_back({msg::place_as_printed, producer.address_as_printed});
    for (const Former& former : service_.formerly(producer.id))
      facts.push_back({msg::formerly, format(msg::formerly_until, out.language(), {former.name, in(label(former.kind), out.language()),
                                                                                   former.until.show(out.language())})});
    web::open_record(out, msg::record);
    web::facts(out, facts);
    web::close_record(out, source_words(producer, out.language()));   // which says "source" itself
  }

  Service& service_;
  const web::Site& site_;
  const places::Index& places_;
  const manifest::Offers& offers_;
};

// On the first page of a producer's member: its own page, papers and words.
void own_producers(Html& out, const Service& service, const Request& request) {
  const Scope papers = Scope::for_task(request.actor, Task::papers), story = Scope::for_task(request.actor, Task::story);
  for (const ProducerId id : Scope::of(request.actor, {Role::producer_member, Role::helper}).producers) {
    const auto producer = service.show(request.actor, id);
    if (!producer || service.leads_to(id)) continue;   // of two records the real one
    const std::string path = "/producers/" + id.text();
    const auto link = [&](const std::string& to, std::string_view words) {
      out << "<li><a href=\""_h << web::link(request, to) << "\">"_h << words << "</a></li>"_h;
    };
    out << "<section class=\"stack\"><h2>"_h << msg::own_producer << "</h2><ul class=\"links row\">"_h;
    link(path, producer->name_in(out.language()));
    if (papers.covers({}, {}, id)) link(path + "/papers", translate(msg::papers, out.language()));
    if (story.covers({}, {}, id)) link(path + "/edit", translate(msg::edit, out.language()));
    out << "</ul></section>"_h;
  }
}

// On an officer's first page: the producers of the provinces in which he reads papers.
void producers_of_officer(Html& out, const places::Index& places, const Request& request) {
  for (const Grant& grant : request.actor.grants) {
    if (grant.role != Role::commune_officer && grant.role != Role::provincial_body) continue;
    const places::Province* province = places.province(grant.province);
    if (!province) continue;
    out << "<p><a href=\""_h << web::link(request, "/producers?province=" + grant.province) << "\">"_h
        << format(msg::producers_of, out.language(), {province->name_in(out.language())}) << "</a></p>"_h;
  }
}

}  // namespace

void offer(manifest::Offers& offers, const Service& service, const places::Index& places) {
  offers.add(work::Panel{.rank = 40, .show = [&places](Html& out, const Request& request) { producers_of_officer(out, places, request); }});
  offers.add(work::Panel{.rank = 30, .show = [&service](Html& out, const Request& request) { own_producers(out, service, request); }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site, const places::Index& places, const manifest::Offers& offers) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(service, site, places, offers))
      .get("/producers/{id}", Policy::anyone(), &Pages::show, "A producer: record, story, products")
      .get("/producers/{id}/edit", kMember, &Pages::edit, "The producer's own words: form")
      .form("/producers/{id}/edit", kMember, story_fields(), &Pages::save, &Pages::edit, "The producer's own words: save");
  add_paper_pages(router, service, site);
}

}  // namespace ocop::producers
