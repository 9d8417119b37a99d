#include "modules/councils/pages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "kernel/base/csv.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "modules/councils/api.h"
#include "modules/councils/messages.h"

namespace ocop::councils {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string mean_words(const std::optional<Mean>& mean, std::int64_t n, std::int64_t fewest, Language language) {
  if (!mean) return format(msg::too_few, language, {std::to_string(n), std::to_string(fewest)});
  return format(msg::mean_of, language, {decimals(mean->value), decimals(mean->error), std::to_string(mean->n)});
}

// A bar a member from the middle, upwards for more than the others gave, with two standard errors as a thin line; the table says the same.
void plot(Html& out, const std::vector<Member>& members) {
  constexpr double kHalf = 24, kErrors = 2;   // units of the drawing; about nineteen of twenty means lie within two errors
  constexpr int kStep = 16, kWide = 8, kThin = 2;
  double most = 0;
  for (const Member& one : members)
    if (one.difference) most = std::max(most, std::abs(one.difference->value) + kErrors * one.difference->error);
  if (most == 0) return;
  const auto units = [&](double points) { return static_cast<std::int64_t>(std::lround(points * kHalf / most)); };
  const auto half = static_cast<std::int64_t>(kHalf);
  out << "<svg class=\"scan-bars\" viewBox=\"0 0 "_h << static_cast<std::int64_t>(members.size()) * kStep << " "_h << 2 * half
      << "\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect x=\"0\" y=\""_h << half << "\" width=\""_h
      << static_cast<std::int64_t>(members.size()) * kStep << "\" height=\"1\"/>"_h;
  std::int64_t x = 0;
  for (const Member& one : members) {
    if (one.difference) {
      const Mean& mean = *one.difference;
      const std::int64_t high = std::abs(units(mean.value)), top = mean.value > 0 ? half - high : half;
      const std::int64_t upper = half - units(mean.value + kErrors * mean.error), lower = half - units(mean.value - kErrors * mean.error);
      out << "<rect x=\""_h << x + (kStep - kWide) / 2 << "\" y=\""_h << top << "\" width=\""_h << kWide << "\" height=\""_h
          << std::max<std::int64_t>(high, 1) << "\"/><rect x=\""_h << x + (kStep - kThin) / 2 << "\" y=\""_h << upper << "\" width=\""_h
          << kThin << "\" height=\""_h << std::max<std::int64_t>(lower - upper, 1) << "\"/>"_h;
    }
    x += kStep;
  }
  out << "</svg>"_h;
}

struct Line { std::string first, second, third; };
void three_columns(Html& out, const http::Request& request, const Message& caption, const std::array<Message, 3>& headings,
                   const std::vector<Line>& lines) {
  const web::Table table{.caption = caption,
                         .columns = {{"what", headings[0]}, {"n", headings[1], true}, {"figure", headings[2]}},
                         .captioned = web::Table::Caption::heard};
  web::table(out, request, table, [&](Html& rows) {
    for (const Line& one : lines) {
      web::open_row(rows);
      web::value_cell(rows, table.columns[0], one.first, {}, web::Cell::heading);
      web::text_cell(rows, table.columns[1], one.second);
      web::text_cell(rows, table.columns[2], one.third);
      web::close_row(rows);
    }
  });
}

std::vector<Line> member_lines(const Report& report, Language language) {
  std::vector<Line> out;
  for (const Member& one : report.members)
    out.push_back({one.name.empty() ? in(msg::nameless, language) : one.name, std::to_string(one.n),
                   mean_words(one.difference, one.n, kFewestCommon, language)});
  return out;
}

struct Pages {
  const Service& service;
  const web::Site& site;

  Result<Response> all(const Call<>& call) const {
    return web::page(site, call.request, {.title = in(msg::title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::title << "</h1><p class=\"lead\">"_h << msg::lead << "</p><ul class=\"links\">"_h;
      for (const std::string& code : service.provinces(call.actor))
        out << "<li><a href=\""_h << web::link(out.language(), "/councils/" + code) << "\">"_h
            << service.parts().places.show(code, {}, out.language()) << "</a></li>"_h;
      out << "</ul>"_h;
    });
  }

  Result<Response> one(const Call<>& call, std::string_view province) const {
    OCOP_TRY(report, service.report(call.actor, province));
    const std::string place = service.parts().places.show(province, {}, call.language());
    return web::page(site, call.request, {.title = in(msg::title, call.language()), .width = web::Width::wide}, [&](Html& out) {
      web::crumbs(out, std::array{web::Crumb{in(msg::title, out.language()), "/councils"}, web::Crumb{place}});
      out << "<h1>"_h << msg::title << "</h1><p class=\"lead\">"_h << msg::method << "</p>"_h;
      out << "<h2>"_h << (report.whole ? msg::members_title : msg::own_title) << "</h2>"_h;
      if (report.members.empty()) out << "<p>"_h << msg::nothing_scored << "</p>"_h;
      else {
        plot(out, report.members);
        three_columns(out, call.request, msg::members_title, {msg::column_member, msg::column_common, msg::column_difference},
                      member_lines(report, out.language()));
      }
      criteria(out, call.request, report);
      rounds(out, call.request, report);
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::as_csv, "/councils/" + std::string(province) + "/members.csv", web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }

  Result<Response> csv(const Call<>& call, std::string_view province) const {
    OCOP_TRY(report, service.report(call.actor, province));
    const Language language = call.language();
    std::string out = "\xEF\xBB\xBF" + csv::write({in(msg::column_member, language), in(msg::column_common, language),
                                                   in(msg::column_difference, language)});
    for (const Line& one : member_lines(report, language)) out += csv::write({one.first, one.second, one.third});
    Response answer;
    answer.body = std::move(out);
    return std::move(answer)
        .with("Content-Type", "text/csv; charset=utf-8")
        .with("Cache-Control", "private, no-store")
        .with("Content-Disposition", "attachment; filename=\"members-" + std::string(province) + ".csv\"");
  }

 private:
  void criteria(Html& out, const http::Request& request, const Report& report) const {
    out << "<h2>"_h << msg::criteria_title << "</h2><p>"_h << msg::criteria_method << "</p>"_h;
    if (report.criteria.empty()) {
      out << "<p>"_h << msg::criteria_none << "</p>"_h;
      return;
    }
    std::vector<Line> lines;
    for (const Criterion& one : report.criteria)
      lines.push_back({service.criterion_words(one, out.language()), std::to_string(one.n), decimals(one.range)});
    three_columns(out, request, msg::criteria_title, {msg::column_criterion, msg::column_dossiers, msg::column_range}, lines);
  }
  static void rounds(Html& out, const http::Request& request, const Report& report) {
    if (report.rounds.empty()) return;
    out << "<h2>"_h << msg::rounds_title << "</h2><p>"_h << msg::rounds_method << "</p>"_h;
    std::vector<Line> lines;
    for (const Round& one : report.rounds)
      lines.push_back({format(msg::round_before, out.language(), {one.results_before.show(out.language())}), std::to_string(one.dossiers),
                       mean_words(one.total, one.dossiers, kFewest, out.language())});
    three_columns(out, request, msg::rounds_title, {msg::column_round, msg::column_dossiers, msg::column_total}, lines);
  }
};

}  // namespace

void add_pages(http::Router& router, const Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/councils", kReaders, &Pages::all, "Provinces of whose councils one may read")
      .get("/councils/{province}", kReaders, &Pages::one, "How a province's council members score beside each other")
      .get("/councils/{province}/members.csv", kReaders, &Pages::csv, "The same of the members as CSV");
}

}  // namespace ocop::councils
