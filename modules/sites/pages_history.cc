#include <algorithm>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/sites/messages.h"
#include "modules/sites/pages.h"
#include "modules/sites/requests.h"
#include "modules/sites/view.h"

// The draft as everybody would see it, and the editions that were published.
namespace ocop::sites {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

class History {
 public:
  History(Service& service, const web::Site& site, const manifest::Offers& offers) : service_(service), site_(site), offers_(offers) {}

  Result<Response> preview(const Call<>& call, ProducerId id) const {
    OCOP_TRY(desk, service_.own(call.actor, id));
    return shown(call, desk.page, msg::preview_banner, [&](Html& out) {
      web::act(out, call.request,
               {.action = edit_path(id, "/publish"), .label = msg::publish, .kind = web::ButtonKind::main, .version = desk.site.version});
    });
  }

  Result<Response> all(const Call<>& call, ProducerId id) const {
    OCOP_TRY(desk, service_.own(call.actor, id));
    OCOP_TRY(editions, service_.history(call.actor, id));
    return web::page(site_, call.request, {.title = in(msg::history_title, call.language())}, [&](Html& out) {
      way(out, id, desk.page);
      out << "<h1>"_h << msg::history_title << "</h1>"_h;
      if (editions.empty()) return web::empty_state(out, msg::history_none, msg::history_none_teach, edit_path(id), &msg::my_page);
      out << "<p class=\"lead\">"_h << msg::history_lead << "</p>"_h;
      const web::Table table{.caption = msg::history_title,
                             .columns = {{"edition", msg::column_edition}, {"published", msg::column_published}},
                             .captioned = web::Table::Caption::heard};
      web::table(out, call.request, table, [&](Html& rows) {
        for (const Edition& edition : editions) {
          const std::string number = std::to_string(edition.number);
          const Message& words = desk.site.published == edition.number ? msg::edition_shown : msg::edition_number;
          web::open_row(rows);
          web::link_cell(rows, table.columns[0], format(words, call.language(), {number}), edit_path(id, "/history/" + number));
          web::text_cell(rows, table.columns[1], ocop::show(edition.published, call.language()));
          web::close_row(rows);
        }
      });
    });
  }

  Result<Response> one(const Call<>& call, ProducerId id, int number) const {
    OCOP_TRY(desk, service_.own(call.actor, id));
    OCOP_TRY(page, service_.edition(call.actor, id, number));
    const std::string text = std::to_string(number);
    const bool is_shown = desk.site.published == number;
    const Message& words = is_shown ? msg::edition_shown : msg::edition_banner;
    const std::string vi = format(words, Language::vi, {text}), en = format(words, Language::en, {text});
    return shown(call, page, Message{vi, en}, [&](Html& out) {
      web::act(out, call.request, {.action = edit_path(id, "/history/" + text + "/restore"), .label = msg::restore,
                                   .kind = web::ButtonKind::main, .version = desk.site.version});
    });
  }

  Result<Response> restore(const Call<Seen>& call, ProducerId id, int number) const {
    OCOP_CHECK(service_.restore(call.actor, id, number, call.input));
    const std::string text = std::to_string(number);
    const std::string vi = format(msg::was_restored, Language::vi, {text}), en = format(msg::was_restored, Language::en, {text});
    return web::redirect_with_flash(site_, call.request, edit_path(id), Message{vi, en});
  }

 private:
  static void way(Html& out, ProducerId id, const Page& page) {
    const std::array crumbs{web::Crumb{std::string(page.producer.name_in(out.language())), "/producers/" + id.text()},
                            web::Crumb{in(msg::my_page, out.language()), edit_path(id)},
                            web::Crumb{in(msg::history_title, out.language())}};
    web::crumbs(out, crumbs);
  }
  // The page as everybody would see it, below a banner that says that they do not.
  Response shown(const http::Asked& call, const Page& page, const Message& banner, const std::function<void(Html&)>& act) const {
    web::PageOptions options = options_of(page, service_.parts().places, call.language());
    options.share_picture.clear();
    options.found = web::PageOptions::Found::by_links;
    const auto ways = buyer_ways(offers_, page.producer);
    return web::page(site_, call.request, options, [&](Html& out) {
      out << "<section class=\"panel stack\">"_h;
      web::notice(out, banner);
      if (call.refused) web::error_summary(out, web::form(call));
      out << "<div class=\"acts\">"_h;
      act(out);
      web::link_button(out, msg::back_to_edit, edit_path(page.producer.id), web::ButtonKind::quiet);
      out << "</div></section>"_h;
      write_page(out, page, {service_.parts().places, ways});
    });
  }

  Service& service_;
  const web::Site& site_;
  const manifest::Offers& offers_;
};

}  // namespace

void add_history_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const History>(service, site, offers))
      .get("/sites/{id}/preview", kMember, &History::preview, "The draft as everybody would see it")
      .get("/sites/{id}/history", kMember, &History::all, "Editions of a page")
      .get("/sites/{id}/history/{number}", kMember, &History::one, "An edition of a page")
      .form("/sites/{id}/history/{number}/restore", kMember, seen_fields(), &History::restore, &History::one,
            "An earlier edition becomes the draft");
}

}  // namespace ocop::sites
