#include <array>
#include <memory>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/listings/messages.h"
#include "modules/listings/pages.h"
#include "modules/listings/requests.h"
#include "modules/listings/rules.h"

// How many products with a star are sold on a platform, by place, beside the programme's aim.
namespace ocop::listings {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string figure(std::int64_t value, Language language) { return text::group_digits(value, language); }
std::string month_words(Date month, Language language) {
  const Date::Civil day = month.civil();
  return format(msg::month_of, language, {std::to_string(day.month), std::to_string(day.year)});
}

struct SharePages {
  const Service& service;
  const web::Site& site;

  Result<Response> show(const Call<ShareAsked>& call) const {
    OCOP_TRY(shares, service.shares(call.actor, call.input));
    const std::string where = shares.province.empty() ? std::string() : service.parts().places.show(shares.province, {}, call.language());
    const std::string title = where.empty() ? in(msg::share_title, call.language()) : format(msg::share_title_of, call.language(), {where});
    auto response = web::page(site, call.request, {.title = title, .width = web::Width::wide}, [&](Html& out) {
      if (!call.input.province.empty())
        web::crumbs(out, std::array{web::Crumb{in(msg::share_title, out.language()), "/listings"}, web::Crumb{where}});
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::share_lead << "</p>"_h;
      if (shares.all.products == 0) {
        web::empty_state(out, msg::share_none, msg::share_none_teach);
      } else {
        summary(out, shares);
        table(out, call, shares);
      }
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::all_links, "/listings/links" + query({.province = shares.province}), web::ButtonKind::quiet);
      web::link_button(out, msg::all_missing, "/listings/missing" + query({.province = shares.province}), web::ButtonKind::quiet);
      web::link_button(out, msg::as_csv, "/listings.csv" + query({.province = shares.province}, call.input.month), web::ButtonKind::quiet);
      out << "</p>"_h;
      months(out, shares);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }

  Result<Response> csv(const Call<ShareAsked>& call) const {
    OCOP_TRY(shares, service.shares(call.actor, call.input));
    const Language language = call.language();
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";   // or a Vietnamese Excel reads the file as windows-1258
    std::string out(kByteOrderMark);
    std::vector<std::string> headings{in(msg::column_code, language)};
    for (const Message* one : {&msg::column_place, &msg::column_products, &msg::column_found, &msg::column_confirmed,
                               &msg::column_unchecked, &msg::column_without, &msg::column_percent})
      headings.push_back(in(*one, language));
    out += csv::write(headings);
    const auto line = [&](const Share& one, const std::string& place) {
      out += csv::write({one.commune.empty() ? one.province : one.commune, place, std::to_string(one.products), std::to_string(one.found),
                         std::to_string(one.confirmed), std::to_string(one.unchecked), std::to_string(one.without()),
                         std::to_string(percent(one.sure(), one.products))});
    };
    for (const Share& one : shares.rows) line(one, place_of(shares, one, language));
    line(shares.all, in(msg::row_all, language));
    return Response::file(std::move(out), "text/csv; charset=utf-8", "listings.csv");
  }

 private:
  static std::string query(const Share& place, std::string_view month = {}) {
    std::string out;
    const auto add = [&](std::string_view word, std::string_view value) {
      if (!value.empty()) out.append(out.empty() ? "?" : "&").append(word).append("=").append(value);
    };
    add("province", place.province);
    add("commune", place.commune);
    add("month", month);
    return out;
  }
  std::string place_of(const Service::Shares& shares, const Share& one, Language language) const {
    if (shares.province.empty()) return service.parts().places.show(one.province, {}, language);
    return one.commune.empty() ? in(msg::commune_unknown, language) : service.parts().places.show(one.province, one.commune, language);
  }

  static void summary(Html& out, const Service::Shares& shares) {
    const Language language = out.language();
    const Share& all = shares.all;
    const std::int64_t now = percent(all.sure(), all.products);
    const std::string as_of = shares.month ? month_words(*shares.month, language) : shares.day.show(language);
    web::bar(out, static_cast<double>(all.sure()), static_cast<double>(all.products),
             format(msg::bar_label, language,
                    {std::to_string(now), figure(all.sure(), language), figure(all.products, language), std::to_string(kAim), as_of}));
    out << "<p>"_h << (rules::is_passed(all) ? msg::aim_is_passed : msg::aim_is_ahead) << "</p>"_h;
    if (all.unchecked > 0) {
      out << "<p class=\"small\">"_h;
      out.write(msg::unchecked_more, {figure(all.unchecked, language), std::to_string(percent(all.sure() + all.unchecked, all.products))})
          << "</p>"_h;
    }
  }

  void table(Html& out, const http::Asked& call, const Service::Shares& shares) const {
    const web::Table table{shares.province.empty() ? msg::by_province : msg::by_commune,
                     {{"place", msg::column_place}, {"products", msg::column_products, true}, {"found", msg::column_found, true},
                      {"confirmed", msg::column_confirmed, true}, {"unchecked", msg::column_unchecked, true},
                      {"without", msg::column_without, true}, {"percent", msg::column_percent, true}}};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const Share& one : shares.rows) row(rows, table, shares, one, place_of(shares, one, rows.language()));
      row(rows, table, shares, shares.all, in(msg::row_all, rows.language()));
    });
    out << "<p class=\"small\">"_h << msg::share_note << "</p>"_h;
  }

  static void row(Html& rows, const web::Table& table, const Service::Shares& shares, const Share& one, const std::string& place) {
    const Language language = rows.language();
    const bool of_province = shares.province.empty() && !one.province.empty();
    const std::string month = shares.month ? rules::month_word(*shares.month) : std::string();
    web::open_row(rows);
    web::value_cell(rows, table.columns[0], place, of_province ? "/listings" + query(one, month) : std::string(), web::Cell::heading);
    std::size_t at = 1;
    for (const std::int64_t value : {one.products, one.found, one.confirmed, one.unchecked})
      web::text_cell(rows, table.columns[at++], figure(value, language));
    const bool is_unknown = &one != &shares.all && !shares.province.empty() && one.commune.empty();   // no word of the list's address
    const bool listed = !shares.month && one.without() > 0 && !is_unknown;                            // a list says how it is now
    web::value_cell(rows, table.columns[at++], figure(one.without(), language), listed ? "/listings/missing" + query(one) : std::string(),
                    web::Cell::data);
    web::text_cell(rows, table.columns[at], std::to_string(percent(one.sure(), one.products)) + " %");
    web::close_row(rows);
  }

  static void months(Html& out, const Service::Shares& shares) {
    if (shares.months.empty()) return;
    out << "<h2>"_h << msg::months_heading << "</h2><p class=\"small\">"_h << msg::months_note << "</p><ul class=\"row\">"_h;
    const auto one = [&](const std::string& words, std::string_view month, bool here) {
      out << "<li>"_h;
      if (here) out << "<strong>"_h << words << "</strong>"_h;
      else
        out << "<a href=\""_h << web::link(out.language(), "/listings" + query({.province = shares.province}, month)) << "\">"_h << words
            << "</a>"_h;
      out << "</li>"_h;
    };
    one(in(msg::now, out.language()), {}, !shares.month);
    for (const Date month : shares.months) one(month_words(month, out.language()), rules::month_word(month), shares.month == month);
    out << "</ul>"_h;
  }
};

}  // namespace

void add_share_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kReaders = Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry);
  http::Table(router, std::make_shared<const SharePages>(SharePages{service, site}))
      .get("/listings", kReaders, share_asked(), &SharePages::show, "How many products with a star are sold on a platform, by place")
      .get("/listings.csv", kReaders, share_asked(), &SharePages::csv, "The same as CSV");
}

}  // namespace ocop::listings
