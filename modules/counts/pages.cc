#include "modules/counts/pages.h"

#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "modules/counts/messages.h"

namespace ocop::counts {
namespace {

using http::Call;
using http::Response;
using marks::Validity;
using web::Html;
using web::operator""_h;

constexpr web::Look kHolds{web::Tone::good, web::Icon::check}, kFails{web::Tone::bad, web::Icon::cross};

std::string figure(std::int64_t value, Language language) { return text::group_digits(value, language); }
std::string figure(const Count& value, Language language) { return value ? figure(*value, language) : in(msg::not_printed, language); }
std::string place_path(std::string_view province) { return "/counts/" + std::string(province.empty() ? kCountry : province); }

// "19/02/2025", "02/2025", "2025": as exact as it was printed.
std::string day_words(const std::string& as_of, Language language) {
  if (const auto day = Date::parse_iso(as_of)) return day->show(language);
  constexpr std::size_t kYearAndMonth = 7;
  return as_of.size() == kYearAndMonth ? as_of.substr(5) + "/" + as_of.substr(0, 4) : as_of;
}
std::string place_words(const Published& one, Language language) {
  return one.level == Level::former_province ? format(msg::former, language, {one.place}) : one.place;
}
template <class Parts>
std::string joined(const Parts& parts, Language language) {
  std::string out;
  for (const auto& part : parts) out.append(out.empty() ? "" : " / ").append(figure(part, language));
  return out;
}

class Pages {
 public:
  Pages(const Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> all(const Call<>& call) const {
    web::PageOptions options{.title = in(msg::title, call.language())};
    options.description = in(msg::description, call.language());
    options.width = web::Width::wide;
    return web::page(site_, call.request, options, [&](Html& out) {
      out << "<h1>"_h << msg::title << "</h1><p class=\"lead\">"_h << msg::lead << "</p>"_h;
      const web::Table table{msg::title, {{"place", msg::column_place}, {"day", msg::column_day},
                                          {"published", msg::column_published, true}, {"here", msg::column_here, true},
                                          {"checks", msg::column_checks}}};
      auto known = service_.computed();
      web::table(out, call.request, table, [&](Html& rows) {
        for (const Published& one : service_.published()) row(rows, call, table, one, known[one.province]);
      });
    });
  }

  Result<Response> place(const Call<>& call, std::string_view code) const {
    const std::string province(code == kCountry ? std::string_view() : code);
    const places::Province* const unit = service_.parts().places.province(province);
    if (!province.empty() && unit == nullptr) return Error::of(ErrorKind::not_found, "no such place");
    const std::string name = unit ? std::string(call.language() == Language::vi ? unit->full_name : unit->full_name_en)
                                  : in(msg::country, call.language());
    web::PageOptions options{.title = format(msg::place_title, call.language(), {name})};
    options.width = web::Width::wide;
    const Computed computed = service_.computed(province);
    return web::page(site_, call.request, options, [&](Html& out) {
      web::crumbs(out, std::array{web::Crumb{in(msg::title, out.language()), "/counts"}, web::Crumb{name}});
      out << "<h1>"_h << options.title << "</h1>"_h;
      here(out, call, province, computed);
      out << "<h2>"_h << msg::published_heading << "</h2>"_h;
      const auto published = service_.of(province);
      if (published.empty()) web::notice(out, msg::unknown_place);
      for (const Published* one : published) one_published(out, *one, computed);
    });
  }

 private:
  void row(Html& rows, const http::Asked& call, const web::Table& table, const Published& one, const Computed& computed) const {
    const Language language = rows.language();
    web::open_row(rows);
    web::link_cell(rows, table.columns[0], place_words(one, language), place_path(one.province));
    web::text_cell(rows, table.columns[1], day_words(one.as_of, language));
    web::text_cell(rows, table.columns[2], figure(one.products, language));
    web::open_cell(rows, table.columns[3]);
    rows << "<a href=\""_h << web::link(call.request, rows_of(one.province, {})) << "\">"_h
         << figure(one.basis == Basis::valid ? computed.valid() : computed.all(), language) << "</a>"_h;
    web::close_cell(rows);
    web::open_cell(rows, table.columns[4]);
    const auto checks = rules::checks(one);
    const bool sound = std::ranges::all_of(checks, &Check::holds);
    if (checks.empty()) rows << msg::nothing_to_add;
    else web::badge(rows, sound ? kHolds : kFails, sound ? msg::all_add : msg::some_fail);
    if (!service_.against(one).empty()) rows << " <span class=\"small\">"_h << msg::disagree << "</span>"_h;
    web::close_cell(rows);
    web::close_row(rows);
  }

  static std::string rows_of(std::string_view province, std::string_view more) {
    std::string out = "/products";
    if (!province.empty()) out.append("?province=").append(province);
    if (!more.empty()) out.append(province.empty() ? "?" : "&").append(more);
    return out;
  }

  void here(Html& out, const http::Asked& call, const std::string& province, const Computed& computed) const {
    out << "<h2>"_h << msg::computed_heading << "</h2><p>"_h;
    out.write(msg::computed_as_of, {service_.today().show(out.language())}) << "</p>"_h;
    const web::Table table{msg::computed_heading, {{"figure", msg::column_figure}, {"stars3", msg::stars3, true},
                                                   {"stars4", msg::stars4, true}, {"stars5", msg::stars5, true},
                                                   {"total", msg::column_total, true}}};
    struct Line { const Message* label; std::string_view validity; std::function<std::int64_t(int)> of; std::int64_t total; };
    const auto of = [&](Validity validity) {
      return [&row = computed.products[static_cast<std::size_t>(validity)]](int stars) { return row[static_cast<std::size_t>(stars)]; };
    };
    const std::array lines{
        Line{&msg::row_all, "", [&](int stars) { return computed.with_stars(stars); }, computed.all()},
        Line{&msg::row_valid, "", [&](int stars) { return computed.valid_with_stars(stars); }, computed.valid()},
        Line{&msg::row_lapsed, "lapsed", of(Validity::lapsed), computed.of(Validity::lapsed)},
        Line{&msg::row_withdrawn, "withdrawn", of(Validity::withdrawn), computed.of(Validity::withdrawn)},
        Line{&msg::row_not_verified, "not_verified", of(Validity::not_verified), computed.of(Validity::not_verified)}};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const Line& line : lines) {
        const std::string validity = line.validity.empty() ? std::string() : "validity=" + std::string(line.validity);
        const bool several = line.label == &msg::row_valid;   // of two standings: no one list
        const bool fewer = line.label == &msg::row_all && computed.of(Validity::none) > 0;   // the list has those without any star too
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << *line.label;
        web::close_cell(rows, web::Cell::heading);
        for (int stars = 3; stars <= 5; ++stars)
          count_cell(rows, call, table.columns[static_cast<std::size_t>(stars - 2)], line.of(stars),
                     several ? std::string()
                             : rows_of(province, "stars=" + std::to_string(stars) + (validity.empty() ? "" : "&" + validity)));
        count_cell(rows, call, table.columns.back(), line.total, several || fewer ? std::string() : rows_of(province, validity));
        web::close_row(rows);
      }
    });
    web::facts(out, std::array{web::Fact{msg::row_makers, figure(computed.makers, out.language()),
                                         "/producers" + (province.empty() ? "" : "?province=" + province)}});
  }

  static void count_cell(Html& rows, const http::Asked& call, const web::Column& column, std::int64_t count, const std::string& href) {
    web::open_cell(rows, column);
    if (href.empty() || count == 0) rows << figure(count, rows.language());
    else rows << "<a href=\""_h << web::link(call.request, href) << "\">"_h << figure(count, rows.language()) << "</a>"_h;
    web::close_cell(rows);
  }

  void one_published(Html& out, const Published& one, const Computed& computed) const {
    const Language language = out.language();
    out << "<section class=\"panel stack\" id=\""_h << one.id << "\"><h3>"_h
        << format(msg::published_on, language, {place_words(one, language), day_words(one.as_of, language)}) << "</h3>"_h;
    const bool kinds = std::ranges::any_of(one.kinds, &Count::has_value);
    web::facts(out, std::array{web::Fact{msg::fact_products, figure(one.products, language)},
                               web::Fact{msg::fact_stars, joined(one.stars, language)},
                               web::Fact{msg::fact_potential, one.potential5 ? figure(*one.potential5, language) : std::string()},
                               web::Fact{msg::fact_groups, joined(one.groups, language)},
                               web::Fact{msg::fact_makers, one.makers ? figure(*one.makers, language) : std::string()},
                               web::Fact{msg::fact_kinds, kinds ? joined(one.kinds, language) : std::string()},
                               web::Fact{msg::fact_source, host_of(one.source_url), one.source_url}});
    constexpr std::array<const Message*, 3> kOf{&msg::checks_of_stars, &msg::checks_of_groups, &msg::checks_of_kinds};
    for (const Check& check : rules::checks(one)) {
      out << "<p>"_h << *kOf[static_cast<std::size_t>(check.of)] << ": "_h << rules::formula(check, language) << " "_h;
      web::badge(out, check.holds() ? kHolds : kFails, check.holds() ? msg::holds : msg::fails);
      out << "</p>"_h;
    }
    for (const Published* other : service_.against(one))
      out << "<p><b>"_h << msg::against_heading << ":</b> <a href=\"#"_h << other->id << "\">"_h
          << format(msg::against_row, language,
                    {figure(other->products, language), figure(other->stars[0], language), figure(other->stars[1], language),
                     figure(other->stars[2], language), day_words(other->as_of, language)})
          << "</a></p>"_h;
    reasons(out, rules::reasons(one, computed));
    out << "</section>"_h;
  }

  static void reasons(Html& out, const std::vector<rules::Reason>& all) {
    if (all.empty()) return;
    out << "<h4>"_h << msg::reasons_heading << "</h4><ul>"_h;
    for (const rules::Reason& one : all) out << "<li>"_h << rules::words(one, out.language()) << "</li>"_h;
    out << "</ul>"_h;
  }

  static std::string host_of(std::string_view url) {
    const std::size_t from = url.find("//");
    url.remove_prefix(from == std::string_view::npos ? 0 : from + 2);
    return std::string(url.substr(0, url.find('/')));
  }

  const Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_pages(http::Router& router, const Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/counts", Policy::anyone(), &Pages::all, "Published figures beside what the register counts")
      .get("/counts/{place}", Policy::anyone(), &Pages::place, "Figures of a province or of the country (vn), and why they differ");
}

}  // namespace ocop::counts
