#include "modules/scans/pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/scans/messages.h"
#include "modules/scans/requests.h"

namespace ocop::scans {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr Policy kReaders = Policy::roles(Role::producer_member, Role::helper, Role::provincial_body);

std::string figure(std::int64_t value, Language language) { return text::group_digits(value, language); }

// One bar a day; what they say stands in the table below.
void bars(Html& out, const std::vector<DaySum>& days, std::int64_t most) {
  constexpr std::int64_t kStep = 4, kWide = 3, kHigh = 48;   // units of the drawing, which is stretched
  out << "<svg class=\"scan-bars\" viewBox=\"0 0 "_h << static_cast<std::int64_t>(days.size()) * kStep << " "_h << kHigh
      << "\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"_h;
  std::int64_t x = 0;
  for (const DaySum& one : days) {
    const std::int64_t height = most == 0 ? 0 : (one.scans * kHigh + most - 1) / most;   // one scan is seen beside a thousand
    if (height > 0)
      out << "<rect x=\""_h << x << "\" y=\""_h << kHigh - height << "\" width=\""_h << kWide << "\" height=\""_h << height << "\"/>"_h;
    x += kStep;
  }
  out << "</svg>"_h;
}

void day_table(Html& out, const http::Request& request, const Strip& strip) {
  const web::Table table{msg::days_caption,
                         {{"day", msg::column_day}, {"scans", msg::column_scans, true}, {"networks", msg::column_networks, true}}};
  out << "<details><summary>"_h << msg::as_a_table << "</summary>"_h;
  web::table(out, request, table, [&](Html& rows) {
    for (auto one = strip.days.rbegin(); one != strip.days.rend(); ++one) {
      if (one->scans == 0) continue;
      web::open_row(rows);
      web::value_cell(rows, table.columns[0], one->day.show(rows.language()), {}, web::Cell::heading);
      web::text_cell(rows, table.columns[1], figure(one->scans, rows.language()));
      web::text_cell(rows, table.columns[2], figure(one->networks, rows.language()));
      web::close_row(rows);
    }
  });
  out << "<p class=\"small\">"_h << msg::days_without << "</p></details>"_h;
}

std::string place_words(const PlaceSum& one, const places::Index& places, Language language) {
  if (one.what == PlaceSum::What::elsewhere) return in(msg::place_elsewhere, language);
  if (one.what == PlaceSum::What::unknown) return in(msg::place_unknown, language);
  return places.show(one.province, {}, language);
}

void place_table(Html& out, const http::Request& request, const Strip& strip, const places::Index& places) {
  const web::Table table{msg::places_caption, {{"place", msg::column_place}, {"scans", msg::column_scans, true}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const PlaceSum& one : strip.places) {
      web::open_row(rows);
      web::value_cell(rows, table.columns[0], place_words(one, places, rows.language()), {}, web::Cell::heading);
      web::text_cell(rows, table.columns[1], figure(one.scans, rows.language()));
      web::close_row(rows);
    }
  });
  out << "<p class=\"small\">"_h << msg::places_note << "</p>"_h;
}

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> product(const Call<StripAsked>& call, std::string_view id) const {
    OCOP_TRY(shown, service.of_product(call.actor, id, call.input.days));
    const std::string product(shown.product.name_in(call.language()));
    const std::string title = format(msg::product_title, call.language(), {product});
    auto response = web::page(site, call.request, {.title = title, .width = web::Width::wide}, [&](Html& out) {
      const std::array way{web::Crumb{product, "/products/" + shown.product.code}, web::Crumb{in(msg::scans_title, out.language())}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1>"_h;
      spans(out, shown.product.code, call.input.days);
      if (shown.strip.scans == 0) web::empty_state(out, msg::scans_none, msg::scans_none_teach);
      else write_strip(out, call.request, shown.strip, service.parts().places);
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::all_days, "/scans?product=" + shown.product.id.text(), web::ButtonKind::quiet);
      web::link_button(out, msg::as_csv, "/scans.csv?product=" + shown.product.id.text(), web::ButtonKind::quiet);
      out << "</p>"_h;
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }

 private:
  static void spans(Html& out, std::string_view code, Span now) {
    out << "<p class=\"acts\">"_h;
    for (const Span span : kSpans)
      if (span == now) out << "<strong>"_h << label(span) << "</strong>"_h;
      else web::link_button(out, label(span), path_of(code) + "?days=" + std::string(name(span)), web::ButtonKind::quiet);
    out << "</p>"_h;
  }
};

}  // namespace

void write_strip(Html& out, const http::Request& request, const Strip& strip, const places::Index& places) {
  const Language language = out.language();
  if (strip.scans == 0 || strip.days.empty()) return;
  const auto best = std::ranges::max_element(strip.days, {}, &DaySum::scans);
  out << "<section class=\"panel stack\"><p>"_h;
  out.write(msg::strip_sentence, {figure(strip.scans, language), strip.days.front().day.show(language),
                                  strip.days.back().day.show(language), figure(best->scans, language), best->day.show(language)})
      << "</p>"_h;
  bars(out, strip.days, best->scans);
  day_table(out, request, strip);
  place_table(out, request, strip, places);
  out << "</section>"_h;
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/products/{id}/scans", kReaders, strip_asked(), &Pages::product, "how often a product was scanned; days = 28, 90");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(products::Panel{.rank = 9, .show = [&service](Html& out, const http::Request& request, const products::Product& product) {
    if (!request.actor.signed_in() || !service.covers(request.actor, product)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::scans_title, path_of(product.code), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
}

}  // namespace ocop::scans
