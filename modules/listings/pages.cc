#include "modules/listings/pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/listings/messages.h"
#include "modules/listings/requests.h"
#include "modules/listings/rules.h"

namespace ocop::listings {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

const web::Look& look_of(Standing standing) {
  static constexpr std::array<web::Look, kStandings.size()> kLooks{
      web::Look{web::Tone::good, web::Icon::check},    web::Look{web::Tone::good, web::Icon::person},
      web::Look{web::Tone::noted, web::Icon::clock},   web::Look{web::Tone::unknown, web::Icon::question},
      web::Look{web::Tone::soon, web::Icon::question}, web::Look{web::Tone::bad, web::Icon::cross},
      web::Look{web::Tone::ended, web::Icon::ended}};
  return kLooks[static_cast<std::size_t>(standing)];
}

std::string platform_name(const Service& service, const Listing& listing) {
  const Platform* platform = rules::find(service.platforms(), listing.platform);
  return platform ? platform->name : listing.platform;
}

// Out of the site: it does not vouch for what stands there, and tells it nothing of the reader.
void link_out(Html& out, const Listing& listing, std::string_view words) {
  out << "<a href=\""_h << listing.link << "\" rel=\"nofollow noopener noreferrer external\">"_h << words << "</a>"_h;
}

void sold_on(Html& out, const Service& service, const Listing& listing, Date today) {
  out << "<li>"_h;
  link_out(out, listing, platform_name(service, listing));
  out << " <span class=\"small\">("_h << state_words(listing, today, out.language()) << ")</span></li>"_h;
}

// Why nobody looks by itself, where that is so.
const Message* no_look(const Service& service, const Listing& listing) {
  if (listing.until) return nullptr;
  const Platform* platform = rules::find(service.platforms(), listing.platform);
  if (platform == nullptr || platform->answers == Platform::Answers::no) return &msg::platform_answers_not;
  if (service.parts().asking == manifest::Asking::nobody) return &msg::nobody_looks;
  return nullptr;
}

void one_listing(Html& out, const http::Asked& call, const Service& service, const Shown& shown, const Listing& listing) {
  const Date today = service.today();
  const Standing standing = rules::standing(listing, today);
  out << "<section class=\"panel stack\"><h3>"_h << platform_name(service, listing) << "</h3>"_h;
  web::badge(out, look_of(standing), label(standing));
  out << "<p>"_h;
  link_out(out, listing, short_link(listing.link));
  out << "</p>"_h;
  web::facts(
      out, std::array{
               web::Fact{msg::since, listing.since.show(out.language())},
               web::Fact{msg::until, listing.until ? listing.until->show(out.language()) : std::string()},
               web::Fact{msg::entered_as, in(listing.entered_as == Enterer::maker ? msg::by_maker : msg::by_official, out.language())},
               web::Fact{msg::last_look, listing.checked ? vietnam_date(*listing.checked).show(out.language()) : std::string()},
               web::Fact{msg::last_confirmed, listing.confirmed ? vietnam_date(*listing.confirmed).show(out.language()) : std::string()}});
  if (const Message* why = no_look(service, listing)) out << "<p class=\"small\">"_h << *why << "</p>"_h;
  if (listing.counts == Platform::Counts::no) out << "<p class=\"small\">"_h << msg::counts_not << "</p>"_h;
  if (!listing.until) {
    const std::string path = path_of(shown.product.code) + "/" + listing.id.text();
    out << "<div class=\"acts\">"_h;
    web::act(out, call.request, {.action = path + "/confirm", .label = msg::confirm, .version = listing.version});
    if (shown.reach == Shown::Reach::maker || listing.entered_as == Enterer::official)
      web::act(out, call.request, {.action = path + "/end", .label = msg::end, .version = listing.version});
    out << "</div>"_h;
  }
  out << "</section>"_h;
}

void platforms_known(Html& out, const Service& service) {
  out << "<details><summary>"_h << msg::platforms_known << "</summary><ul>"_h;
  for (const Platform& one : service.platforms()) {
    out << "<li>"_h << one.name << " <span class=\"small\">("_h;
    for (std::size_t i = 0; i < one.hosts.size(); ++i) out << (i == 0 ? "" : ", ") << one.hosts[i];
    out << ")</span>"_h;
    if (one.counts == Platform::Counts::no) out << " · "_h << msg::counts_not_short;
    out << "</li>"_h;
  }
  out << "</ul></details>"_h;
}

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> list(const Call<>& call, std::string_view id) const {
    OCOP_TRY(shown, service.own(call.actor, id));
    const std::string product(shown.product.name_in(call.language()));
    const std::string title = format(msg::listings_of, call.language(), {product});
    auto response = web::page(site, call.request, {.title = title}, [&](Html& out) {
      web::crumbs(out, std::array{web::Crumb{product, "/products/" + shown.product.code}, web::Crumb{in(msg::crumb, out.language())}});
      const bool looks = service.parts().asking == manifest::Asking::platforms;
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::lead << " "_h << (looks ? msg::lead_looks : msg::lead_nobody)
          << "</p>"_h;
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      const auto first_ended = std::ranges::find_if(shown.listings, [](const Listing& one) { return one.until.has_value(); });
      if (first_ended == shown.listings.begin()) web::empty_state(out, msg::none, msg::none_teach);
      else out << "<h2>"_h << msg::live_heading << "</h2>"_h;
      for (auto one = shown.listings.begin(); one != first_ended; ++one) one_listing(out, call, service, shown, *one);
      add_form(out, form, shown);
      if (first_ended != shown.listings.end()) {
        out << "<details><summary>"_h << msg::ended_heading << "</summary>"_h;
        for (auto one = first_ended; one != shown.listings.end(); ++one) one_listing(out, call, service, shown, *one);
        out << "</details>"_h;
      }
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }
  Result<Response> list_again(const Call<>& call, std::string_view id, ListingId) const { return list(call, id); }

  Result<Response> add(const Call<NewListing>& call, std::string_view id) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    OCOP_TRY(made, service.add(call.actor, id, call.input, attempt));
    return to(call, id, made.how == idempotency::Outcome::How::now ? msg::listing_added : msg::listing_was_there);
  }
  Result<Response> end(const Call<Ending>& call, std::string_view id, ListingId listing) const {
    OCOP_CHECK(service.end(call.actor, id, listing, call.input));
    return to(call, id, msg::listing_ended);
  }
  Result<Response> confirm(const Call<Confirmation>& call, std::string_view id, ListingId listing) const {
    OCOP_CHECK(service.confirm(call.actor, id, listing, call.input));
    return to(call, id, msg::listing_confirmed);
  }

 private:
  Result<Response> to(const http::Asked& call, std::string_view id, const Message& done) const {
    return web::redirect_with_flash(site, call.request, path_of(id), done);
  }
  void add_form(Html& out, const web::Form& form, const Shown& shown) const {
    out << "<h2>"_h << msg::add_heading << "</h2>"_h;
    if (shown.reach == Shown::Reach::office) out << "<p>"_h << msg::add_as_official << "</p>"_h;
    web::open_form(out, form, path_of(shown.product.code));
    for (const std::string_view key : {"link", "since"}) web::control(out, form, new_listing().shape(), key);
    web::button(out, msg::add);
    web::close_form(out);
    platforms_known(out, service);
  }
};

}  // namespace

std::string short_link(std::string_view link) {
  constexpr std::size_t kScheme = 8, kMost = 60;   // "https://"; a line of a phone and a half
  const std::string_view rest = link.substr(std::min(kScheme, link.size()));
  return rest.size() <= kMost ? std::string(rest) : std::string(rest.substr(0, kMost)) + "…";   // ASCII: rules::read_link
}

std::string state_words(const Listing& listing, Date today, Language language) {
  const Standing standing = rules::standing(listing, today);
  const auto day = seen_on(listing, today);
  if (standing == Standing::found && day) return format(msg::seen_by_program, language, {day->show(language)});
  if (standing == Standing::confirmed && day) return format(msg::seen_by_person, language, {day->show(language)});
  return in(label(standing), language);
}

products::Panel panel(const Service& service) {
  return {.rank = 8, .show = [&service](Html& out, const http::Request& request, const products::Product& product) {
            if (product.merged_into) return;
            const Shown shown = service.show(request.actor, product);
            std::vector<const Listing*> sold;
            const Date today = service.today();
            for (const Listing& one : shown.listings)
              if (rules::is_shown(rules::standing(one, today))) sold.push_back(&one);
            const bool office = shown.reach == Shown::Reach::office;
            if (sold.empty() && !office) return;
            out << "<section class=\"panel stack\"><h2>"_h << msg::panel_heading << "</h2>"_h;
            if (sold.empty()) out << "<p>"_h << msg::panel_none << "</p>"_h;
            else out << "<ul>"_h;
            for (const Listing* one : sold)
              sold_on(out, service, *one, today);
            if (!sold.empty()) out << "</ul><p class=\"small\">"_h << msg::panel_says << "</p>"_h;
            if (office) {
              out << "<p class=\"acts\">"_h;
              web::link_button(out, msg::manage, path_of(product.code), web::ButtonKind::quiet);
              out << "</p>"_h;
            }
            out << "</section>"_h;
          }};
}

products::Panel makers_panel() {
  return products::makers_panel(53, msg::makers_heading, msg::makers_text, {{&msg::manage, "/listings"}});
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kWriters = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
  const std::string one = "/products/{id}/listings/{listing}";
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/products/{id}/listings", kWriters, &Pages::list, "Where a product is sold online")
      .form("/products/{id}/listings", kWriters, new_listing(), &Pages::add, &Pages::list, "Note that a product is sold under a link")
      .form(one + "/end", kWriters, ending(), &Pages::end, &Pages::list_again, "A product is no longer sold under a link")
      .form(one + "/confirm", kWriters, confirmation(), &Pages::confirm, &Pages::list_again, "Somebody has just seen the product on sale");
  add_share_pages(router, service, site);
}

}  // namespace ocop::listings
