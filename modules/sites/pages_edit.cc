#include <algorithm>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/sites/coach.h"
#include "modules/sites/messages.h"
#include "modules/sites/pages.h"
#include "modules/sites/requests.h"
#include "modules/sites/view.h"

// "Trang của tôi": the page as a row of blocks, of which one is open to be written at its own address.
namespace ocop::sites {
namespace {

using http::Asked;
using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string anchor(Block block) { return "block-" + std::string(name(block)); }
std::string block_path(ProducerId producer, Block block) {
  return edit_path(producer, "/" + std::string(name(block))) + "#" + anchor(block);
}

class Edit {
 public:
  Edit(Service& service, const web::Site& site, Random& random) : service_(service), site_(site), random_(random) {}

  Result<Response> all(const Call<>& call) const {
    const auto mine = Scope::for_task(call.actor, Task::story).producers;
    return web::page(site_, call.request, {.title = in(msg::my_page, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::my_page << "</h1>"_h;
      if (mine.empty()) return web::empty_state(out, msg::my_pages_none, msg::my_pages_none_teach, "/producers/new", &msg::my_pages_act);
      out << "<ul class=\"links\">"_h;
      for (const ProducerId id : mine) {
        const auto desk = service_.own(call.actor, id);
        if (!desk) continue;
        out << "<li><a href=\""_h << web::link(call.request, edit_path(id)) << "\">"_h << desk->page.producer.name_in(out.language())
            << "</a></li>"_h;
      }
      out << "</ul>"_h;
    });
  }
  Result<Response> desk(const Call<>& call, ProducerId id) const { return show(call, id, std::nullopt); }
  Result<Response> face(const Call<>& call, ProducerId id) const { return show(call, id, Block::face); }
  Result<Response> story(const Call<>& call, ProducerId id) const { return show(call, id, Block::story); }
  Result<Response> steps(const Call<>& call, ProducerId id) const { return show(call, id, Block::steps); }
  Result<Response> papers(const Call<>& call, ProducerId id) const { return show(call, id, Block::papers); }
  Result<Response> shops(const Call<>& call, ProducerId id) const { return show(call, id, Block::shops); }
  Result<Response> hours(const Call<>& call, ProducerId id) const { return show(call, id, Block::hours); }
  Result<Response> contact(const Call<>& call, ProducerId id) const { return show(call, id, Block::contact); }
  Result<Response> trade(const Call<>& call, ProducerId id) const { return show(call, id, Block::trade); }
  Result<Response> step(const Call<>& call, ProducerId id, StepId step) const { return show(call, id, Block::steps, step); }

  template <class Form> Result<Response> save(const Call<Form>& call, ProducerId id) const {
    OCOP_CHECK(service_.write(call.actor, id, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> add_step(const Call<StepForm>& call, ProducerId id) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    OCOP_CHECK(service_.add_step(call.actor, id, call.input, attempt));
    return done(call, id, msg::was_saved);
  }
  Result<Response> save_step(const Call<StepForm>& call, ProducerId id, StepId step) const {
    OCOP_CHECK(service_.write_step(call.actor, id, step, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> move_step(const Call<MoveForm>& call, ProducerId id, StepId step) const {
    OCOP_CHECK(service_.move_step(call.actor, id, step, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> remove_step(const Call<Seen>& call, ProducerId id, StepId step) const {
    OCOP_CHECK(service_.remove_step(call.actor, id, step, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> publish(const Call<Seen>& call, ProducerId id) const {
    OCOP_CHECK(service_.publish(call.actor, id, call.input));
    return done(call, id, msg::was_published);
  }
  Result<Response> unpublish(const Call<Seen>& call, ProducerId id) const {
    OCOP_CHECK(service_.unpublish(call.actor, id, call.input));
    return done(call, id, msg::was_unpublished);
  }

  Result<Response> name(const Call<>& call, ProducerId id) const {
    OCOP_TRY(desk, service_.own(call.actor, id));
    return page(call, {desk, msg::rename, {}}, [&](Html& out) {
      out << "<h1>"_h << msg::rename << "</h1><p class=\"lead\">"_h << msg::name_lead << "</p>"_h;
      web::whole_form(out, call, name_fields(), {{desk.site.version}, address_of(desk)}, {edit_path(id, "/name"), msg::save});
    });
  }
  Result<Response> rename(const Call<NameForm>& call, ProducerId id) const {
    OCOP_CHECK(service_.rename(call.actor, id, call.input));
    return done(call, id, msg::was_renamed);
  }

 private:
  Response done(const Asked& call, ProducerId id, const Message& words) const {
    return web::redirect_with_flash(site_, call.request, edit_path(id), words);
  }
  std::string address_of(const Service::Desk& desk) const { return service_.name_to_be(desk); }

  struct Sheet {
    const Service::Desk& desk;
    const Message& title;
    std::vector<std::string> islands;
  };
  Response page(const Asked& call, const Sheet& sheet, const std::function<void(Html&)>& body) const {
    const auto& [desk, title, islands] = sheet;
    const auto width = islands.empty() ? web::Width::text : web::Width::wide;   // something stands beside what is written
    const web::PageOptions options{.title = in(title, call.language()), .width = width, .islands = islands,
                                   .theme = theme_of(desk.site.content)};
    return web::page(site_, call.request, options, [&](Html& out) {
      const std::array way{web::Crumb{std::string(desk.page.producer.name_in(out.language())), "/producers/" + desk.site.producer.text()},
                           web::Crumb{in(msg::my_page, out.language()), &title == &msg::my_page ? "" : edit_path(desk.site.producer)},
                           web::Crumb{in(title, out.language())}};
      web::crumbs(out, std::span(way).first(&title == &msg::my_page ? 2 : 3));
      body(out);
    });
  }

  Result<Response> show(const Asked& call, ProducerId id, std::optional<Block> open, std::optional<StepId> step = {}) const {
    OCOP_TRY(desk, service_.own(call.actor, id));
    const auto& steps = desk.site.content.steps;
    const auto found = step ? std::ranges::find(steps, *step, &Step::id) : steps.end();
    if (step && found == steps.end()) return Error::of(ErrorKind::not_found, "step " + step->text());
    const Opened opened{call, desk, service_.parts(), step ? &*found : nullptr, random_};
    const std::vector<std::string> islands(open == Block::story ? 1 : 0, std::string(kCoachIsland));
    return page(call, {desk, msg::my_page, islands}, [&](Html& out) {
      out << "<h1>"_h << format(msg::my_page_of, out.language(), {desk.page.producer.name_in(out.language())}) << "</h1>"_h;
      if (call.refused && !open) web::error_summary(out, web::form(call));
      status(out, call, desk);
      for (const Block block : kBlocks) block_part(out, block, open, opened);
      looks(out, call, desk.site);
    });
  }

  // How far it is, what is still empty, and what can be done with the whole.
  void status(Html& out, const Asked& call, const Service::Desk& desk) const {
    const Site& site = desk.site;
    const auto gaps = rules::gaps(site.content, site.contact);
    out << "<section class=\"panel stack\">"_h;
    if (site.version == 0) out << "<p><strong>"_h << msg::start_title << "</strong></p><p>"_h << msg::start_teach << "</p>"_h;
    else out << "<p><strong>"_h << state_words(desk, out.language()) << "</strong></p>"_h;
    out << "<p>"_h
        << format(site.published ? msg::address_now : msg::address_to_be, out.language(), {site_.public_url + "/" + address_of(desk)})
        << " <a href=\""_h << web::link(call.request, edit_path(site.producer, "/name")) << "\">"_h << msg::rename << "</a></p>"_h;
    const std::string all = std::to_string(kBlocks.size()), written = std::to_string(kBlocks.size() - gaps.size());
    if (gaps.empty()) {
      out << "<p>"_h << format(msg::rail_done, out.language(), {all}) << "</p>"_h;
    } else {
      out << "<p>"_h << format(msg::rail_count, out.language(), {written, all}) << ". "_h << msg::rail_heading << ":"_h;
      for (const Block gap : gaps)
        out << (gap == gaps.front() ? " <a href=\""_h : ", <a href=\""_h) << web::link(call.request, block_path(site.producer, gap))
            << "\">"_h << label(gap) << "</a>"_h;
      out << "</p>"_h;
    }
    acts(out, call, site, gaps.size() < kBlocks.size());
    out << "</section>"_h;
  }

  // Where the page stands: the desk wears what was chosen, so that it is seen at once.
  static void looks(Html& out, const Asked& call, const Site& site) {
    const std::string vi = format(msg::look_now, Language::vi, {in(label(site.content.look), Language::vi)});
    const std::string en = format(msg::look_now, Language::en, {in(label(site.content.look), Language::en)});
    out << "<section class=\"panel stack\" id=\"look\"><h2>"_h << msg::look_heading << "</h2><p class=\"small\">"_h << msg::look_teach
        << "</p><p>"_h << Message{vi, en} << "</p><div class=\"acts\">"_h;
    for (const Look look : kLooks)
      if (look != site.content.look)
        web::act(out, call.request, {.action = edit_path(site.producer, "/look"), .label = label(look), .name = "look",
                                     .value = sites::name(look), .version = site.version});
    out << "</div></section>"_h;
  }

  std::string state_words(const Service::Desk& desk, Language language) const {
    const Site& site = desk.site;
    if (!site.published) return in(msg::state_none, language);
    return format(desk.ahead ? msg::state_ahead : msg::state_same, language, {std::to_string(*site.published)});
  }

  void acts(Html& out, const Asked& call, const Site& site, bool something) const {
    out << "<div class=\"acts\">"_h;
    if (something)
      web::act(out, call.request, {.action = edit_path(site.producer, "/publish"),
                                   .label = site.published ? msg::publish_again : msg::publish,
                                   .kind = web::ButtonKind::main,
                                   .version = site.version});
    if (something) web::link_button(out, msg::preview, edit_path(site.producer, "/preview"), web::ButtonKind::quiet);
    if (site.published) web::link_button(out, msg::see_page, "/" + site.name, web::ButtonKind::quiet);
    if (site.last > 0) web::link_button(out, msg::history, edit_path(site.producer, "/history"), web::ButtonKind::quiet);
    if (site.published)
      web::act(out, call.request,
               {.action = edit_path(site.producer, "/unpublish"), .label = msg::unpublish, .version = site.version});
    out << "</div>"_h;
  }

  void block_part(Html& out, Block block, std::optional<Block> open, const Opened& opened) const {
    const Service::Desk& desk = opened.desk;
    const bool written = rules::is_written(block, desk.site.content, desk.site.contact);
    out << "<section class=\"panel stack\" id=\""_h << anchor(block) << "\"><h2>"_h << label(block) << "</h2>"_h;
    if (open == block || !written) out << "<p class=\"small\">"_h << teach(block) << "</p>"_h;
    if (written && open != block) write_block_summary(out, block, desk);
    if (open == block && block == Block::steps && opened.step == nullptr && written) write_block_summary(out, block, desk);
    if (block == Block::papers && !Scope::for_task(opened.call.actor, Task::papers).covers({}, {}, desk.site.producer)) {
      out << "<p>"_h << msg::papers_not_yours << "</p></section>"_h;
      return;
    }
    if (open == block) {
      write_block_form(out, block, opened);
      if (opened.step) step_acts(out, opened);
    } else {
      const Message& words = block == Block::steps && written ? msg::step_new : written ? msg::block_change : msg::block_write;
      out << "<p class=\"acts\"><a class=\"button "_h << (written ? "quiet"_h : "main"_h) << "\" href=\""_h
          << web::link(out.language(), block_path(desk.site.producer, block)) << "\">"_h << words << "<span class=\"unseen\">: "_h
          << label(block) << "</span></a></p>"_h;
    }
    out << "</section>"_h;
  }

  static void step_acts(Html& out, const Opened& opened) {
    const Site& site = opened.desk.site;
    const std::string path = edit_path(site.producer, "/steps/" + opened.step->id.text());
    const http::Request& request = opened.call.request;
    out << "<div class=\"acts\">"_h;
    if (opened.step != &site.content.steps.front())
      web::act(out, request,
               {.action = path + "/move", .label = msg::step_earlier, .name = "to", .value = "earlier", .version = site.version});
    if (opened.step != &site.content.steps.back())
      web::act(out, request,
               {.action = path + "/move", .label = msg::step_later, .name = "to", .value = "later", .version = site.version});
    web::act(out, request,
             {.action = path + "/remove", .label = msg::step_remove, .kind = web::ButtonKind::danger, .version = site.version});
    out << "</div>"_h;
  }

  Service& service_;
  const web::Site& site_;
  Random& random_;
};

}  // namespace

void add_edit_pages(http::Router& router, Service& service, const web::Site& site, Random& random) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Edit>(service, site, random))
      .get("/sites", kMember, &Edit::all, "The pages of one's producers")
      .get("/sites/{id}", kMember, &Edit::desk, "A producer's page as blocks to be written")
      .get("/sites/{id}/face", kMember, &Edit::face, "The maker's face and words: form")
      .form("/sites/{id}/face", kMember, face_fields(), &Edit::save<FaceForm>, &Edit::face, "The maker's face and words: save")
      .get("/sites/{id}/story", kMember, &Edit::story, "The story: form")
      .form("/sites/{id}/story", kMember, story_fields(), &Edit::save<StoryForm>, &Edit::story, "The story: save")
      .get("/sites/{id}/steps", kMember, &Edit::steps, "A new step: form")
      .form("/sites/{id}/steps", kMember, step_fields(), &Edit::add_step, &Edit::steps, "A new step: save")
      .get("/sites/{id}/steps/{step}", kMember, &Edit::step, "A step: form")
      .form("/sites/{id}/steps/{step}", kMember, step_fields(), &Edit::save_step, &Edit::step, "A step: save")
      .form("/sites/{id}/steps/{step}/move", kMember, move_fields(), &Edit::move_step, &Edit::step, "A step one place earlier or later")
      .form("/sites/{id}/steps/{step}/remove", kMember, seen_fields(), &Edit::remove_step, &Edit::step, "Remove a step")
      .get("/sites/{id}/papers", kMember, &Edit::papers, "Papers that everybody may know of: form")
      .form("/sites/{id}/papers", kMember, papers_fields(), &Edit::save<PapersForm>, &Edit::papers,
            "Papers that everybody may know of: save")
      .get("/sites/{id}/shops", kMember, &Edit::shops, "Where to buy: form")
      .form("/sites/{id}/shops", kMember, shops_fields(), &Edit::save<ShopsForm>, &Edit::shops, "Where to buy: save")
      .get("/sites/{id}/hours", kMember, &Edit::hours, "Opening hours and season: form")
      .form("/sites/{id}/hours", kMember, hours_fields(), &Edit::save<HoursForm>, &Edit::hours, "Opening hours and season: save")
      .get("/sites/{id}/contact", kMember, &Edit::contact, "How to reach the maker: form")
      .form("/sites/{id}/contact", kMember, contact_fields(), &Edit::save<ContactForm>, &Edit::contact, "How to reach the maker: save")
      .get("/sites/{id}/trade", kMember, &Edit::trade, "Tax code, delivery and returns: form")
      .form("/sites/{id}/trade", kMember, trade_fields(), &Edit::save<TradeForm>, &Edit::trade, "Tax code, delivery and returns: save")
      .form("/sites/{id}/look", kMember, look_fields(), &Edit::save<LookForm>, &Edit::desk, "The page's colours: save")
      .get("/sites/{id}/name", kMember, &Edit::name, "The page's address: form")
      .form("/sites/{id}/name", kMember, name_fields(), &Edit::rename, &Edit::name, "The page's address: save")
      .form("/sites/{id}/publish", kMember, seen_fields(), &Edit::publish, &Edit::desk, "Publish the draft")
      .form("/sites/{id}/unpublish", kMember, seen_fields(), &Edit::unpublish, &Edit::desk, "Take the page down");
}

}  // namespace ocop::sites
