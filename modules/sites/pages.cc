#include "modules/sites/pages.h"

#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "modules/sites/feeds.h"
#include "modules/sites/messages.h"
#include "modules/sites/requests.h"
#include "modules/sites/view.h"
#include "modules/work/work.h"

namespace ocop::sites {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

struct Public {
  const Service& service;
  const web::Site& site;
  const manifest::Offers& offers;

  Result<Response> show(const Call<>& call, std::string_view name) const {
    OCOP_TRY(found, service.find(name));
    if (!found.page) return led_on(call, found);
    const Page& page = *found.page;
    const places::Index& places = service.parts().places;
    web::PageOptions options = options_of(page, places, call.language());
    options.canonical = "/" + page.name;
    const auto ways = buyer_ways(offers, page.producer);
    return web::page(site, call.request, options, [&](Html& out) {
      write_page(out, page, {places, ways});
      web::structured_data(out, structured_data_of(page, places, site.public_url, call.language()));
    });
  }
  // Asked for by programs, at an address that they keep: a former name is led on, with what stands behind it.
  Result<Response> calendar(const Call<>& call, std::string_view name) const {
    OCOP_TRY(found, service.find(name));
    if (!found.page) return led_on(call, found, kCalendarEnd);
    auto file = calendar_of(*found.page, service.parts().places, site.public_url, call.language());
    if (!file) return Error::of(ErrorKind::not_found, "hours of page " + std::string(name));
    return feed(std::move(*file), "text/calendar; charset=utf-8");
  }
  Result<Response> news(const Call<>& call, std::string_view name) const {
    OCOP_TRY(found, service.find(name));
    if (!found.page) return led_on(call, found, kNewsEnd);
    return feed(news_of(*found.page, site.public_url, call.language()), "application/atom+xml; charset=utf-8");
  }
  static Response feed(std::string body, std::string type) {
    Response out;
    out.content_type = std::move(type);
    out.body = std::move(body);
    return std::move(out).with("Cache-Control", "public, max-age=3600");   // readers come each hour, and by thousands
  }
  static Response led_on(const Call<>& call, const Service::Found& found, std::string_view end = {}) {
    constexpr int kMovedPermanently = 301, kPermanentRedirect = 308;
    const std::string to = !found.name.empty() ? "/" + found.name + std::string(end) : "/producers/" + found.merged_into->text();
    // Not for ever: a maker may come back to a former name, and a merge may be taken back.
    return Response::redirect(web::link(call.request, to), found.merged_into ? kPermanentRedirect : kMovedPermanently)
        .with("Cache-Control", "public, max-age=300");
  }
};

// Every page that is published, so that whoever looks for makers finds them without knowing a name.
struct Makers {
  static constexpr int kAtOnce = 24;
  const Service& service;
  const web::Site& site;

  Result<Response> list(const Call<PageNumber>& call) const {
    const auto from = static_cast<std::size_t>(call.input.page - 1) * kAtOnce;
    const auto pages = service.newest(from, kAtOnce);
    const web::PageOptions options{.title = in(msg::makers_title, call.language()),
                                   .description = in(msg::makers_lead, call.language()),
                                   .width = web::Width::wide,
                                   .canonical = "/sites/published"};
    return web::page(site, call.request, options, [&](Html& out) {
      out << "<h1>"_h << msg::makers_title << "</h1><p class=\"lead\">"_h << msg::makers_lead << "</p>"_h;
      if (pages.empty()) return web::empty_state(out, msg::makers_none, msg::makers_none_teach, "/producers", &msg::makers_none_act);
      out << "<ul class=\"tiles\">"_h;
      for (const Service::Listed& one : pages) tile(out, one);
      out << "</ul>"_h;
      web::pager(out, call.request, static_cast<long long>(service.count()), call.input.page, kAtOnce);
    });
  }
  void tile(Html& out, const Service::Listed& one) const {
    out << "<li class=\"tile\">"_h;
    if (one.face) web::picture(out, picture_of(*one.face, ""), web::PictureRoom::tile, web::Loading::when_near);
    else web::motif(out, web::common_motif(), "");
    out << "<h2><a href=\""_h << web::link(out.language(), "/" + one.name) << "\">"_h << one.producer.name_in(out.language())
        << "</a></h2><p class=\"where\">"_h
        << service.parts().places.show(one.producer.province, one.producer.commune, out.language()) << "</p></li>"_h;
  }
};

bool speaks_for(const Actor& actor, ProducerId producer) { return Scope::for_task(actor, Task::story).covers({}, {}, producer); }

void on_producer_page(Html& out, const http::Request& request, const Service& service, ProducerId producer) {
  const std::string name = service.published_name(producer);
  const bool speaks = speaks_for(request.actor, producer);
  if (name.empty() && !speaks) return;
  out << "<h2>"_h << msg::panel_heading << "</h2><p class=\"acts\">"_h;
  if (!name.empty()) web::link_button(out, msg::panel_open, "/" + name, web::ButtonKind::quiet);
  if (speaks) web::link_button(out, msg::panel_edit, edit_path(producer), web::ButtonKind::quiet);
  out << "</p>"_h;
}

void on_first_page(Html& out, const http::Request& request) {
  const auto producers = Scope::for_task(request.actor, Task::story).producers;
  if (producers.empty()) return;
  out << "<p class=\"acts\">"_h;
  web::link_button(out, msg::my_page, producers.size() == 1 ? edit_path(producers.front()) : std::string("/sites"), web::ButtonKind::quiet);
  out << "</p>"_h;
}

}  // namespace

std::string edit_path(ProducerId producer, std::string_view rest) { return "/sites/" + producer.text() + std::string(rest); }

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(producers::Panel{.rank = 5, .show = [&service](Html& out, const http::Request& request, const producers::Producer& producer) {
                                on_producer_page(out, request, service, producer.id);
                              }});
  offers.add(products::Panel{.rank = 3, .show = [&service](Html& out, const http::Request& request, const products::Product& product) {
    if (product.producer == ProducerId{}) return;
    const auto seller = service.seller(product.producer);
    if (!seller) return;
    out << "<p><a href=\""_h << web::link(request, "/" + seller->name) << "\">"_h << msg::maker_page << "</a></p>"_h;
    write_trade(out, *seller);
  }});
  offers.add(work::Panel{.rank = 29, .show = [](Html& out, const http::Request& request) { on_first_page(out, request); }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site, Random& random, const manifest::Offers& offers) {
  http::Table(router, std::make_shared<const Public>(Public{service, site, offers}))
      .get("/{name}", Policy::anyone(), &Public::show, "The page that a producer makes of itself")
      .get("/{name}/hours.ics", Policy::anyone(), &Public::calendar, "Its hours and season as a calendar (RFC 5545)")
      .get("/{name}/news.atom", Policy::anyone(), &Public::news, "What is new on it (Atom, RFC 4287)");
  http::Table(router, std::make_shared<const Makers>(Makers{service, site}))
      .get("/sites/published", Policy::anyone(), page_number(), &Makers::list, "Pages of all makers, the newest first");
  add_edit_pages(router, service, site, random);
  add_history_pages(router, service, site, offers);
}

}  // namespace ocop::sites
