#include "modules/waits/pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include "kernel/base/csv.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/waits/api.h"
#include "modules/waits/messages.h"
#include "modules/waits/requests.h"
#include "modules/work/work.h"

namespace ocop::waits {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr Policy kProvince = Policy::roles(Role::provincial_body);

const Message& step_words(evaluation::Moved::To step) {
  using To = evaluation::Moved::To;
  switch (step) {
    case To::commune: return msg::step_commune;
    case To::province: return msg::step_province;
    case To::council: return msg::step_council;
    case To::closed: return msg::step_closed;
    case To::producer:
    case To::decided: break;
  }
  return msg::step_none;
}

// "21 ngày (từ 9 đến 40; 12 hồ sơ)", or why it is not said.
std::string days_words(const std::optional<Spread>& days, std::int64_t n, Language language) {
  if (!days) return format(msg::too_few, language, {std::to_string(n), std::to_string(kFewest)});
  return format(msg::days_of, language,
                {days->median.exact(), std::to_string(days->least), std::to_string(days->most), std::to_string(days->n)});
}
std::string share(std::int64_t part, std::int64_t n, Language language) {
  return format(msg::share_of, language, {std::to_string(part), std::to_string(n)});
}

// One bar a round from the shortest to the longest wait, with its median across; the same stands in the table below.
void plot(Html& out, const std::vector<OfRound>& rounds) {
  constexpr std::int64_t kHigh = 48, kStep = 24, kWide = 6, kAcross = 14, kThick = 2;   // units of the drawing
  std::int64_t most = 0;
  for (const OfRound& one : rounds) most = std::max(most, one.days ? one.days->most : 0);
  if (most == 0) return;
  const auto height = [&](std::int64_t days) { return days * kHigh / most; };
  out << "<svg class=\"scan-bars\" viewBox=\"0 0 "_h << static_cast<std::int64_t>(rounds.size()) * kStep << " "_h << kHigh + kThick
      << "\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"_h;
  std::int64_t x = static_cast<std::int64_t>(rounds.size()) * kStep;   // the latest at the right
  for (const OfRound& one : rounds) {
    x -= kStep;
    if (!one.days) continue;
    const std::int64_t top = kHigh - height(one.days->most), foot = kHigh - height(one.days->least);
    const std::int64_t median = kHigh - one.days->median.numerator() * kHigh / (one.days->median.denominator() * most);
    out << "<rect x=\""_h << x + (kStep - kWide) / 2 << "\" y=\""_h << top << "\" width=\""_h << kWide << "\" height=\""_h
        << std::max<std::int64_t>(foot - top, 1) << "\"/><rect x=\""_h << x + (kStep - kAcross) / 2 << "\" y=\""_h << median
        << "\" width=\""_h << kAcross << "\" height=\""_h << kThick << "\"/>"_h;
  }
  out << "</svg>"_h;
}

void rounds_table(Html& out, const http::Request& request, const Report& report) {
  const web::Table table{.caption = msg::rounds_caption,
                         .columns = {{"round", msg::column_round}, {"n", msg::column_n, true}, {"days", msg::column_days}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const OfRound& one : report.rounds) {
      web::open_row(rows);
      web::value_cell(rows, table.columns[0], format(msg::round_before, rows.language(), {one.results_before.show(rows.language())}), {},
                      web::Cell::heading);
      web::text_cell(rows, table.columns[1], std::to_string(one.n));
      web::text_cell(rows, table.columns[2], days_words(one.days, one.n, rows.language()));
      web::close_row(rows);
    }
  });
}

// What a table and a file say of an office.
std::array<std::string, 6> cells_of(const Quality& one, const places::Index& places, Language language) {
  const std::string few = format(msg::too_few, language, {std::to_string(one.n), std::to_string(kFewest)});
  return {one.commune.empty() ? in(msg::office_province, language) : places.show(one.province, one.commune, language),
          std::to_string(one.n),
          days_words(one.days, one.n, language),
          one.days ? share(one.on_time, one.n, language) : few,
          one.days ? share(one.returned, one.n, language) : few,
          one.satisfaction ? format(msg::satisfaction_of, language, {one.satisfaction->rounded(1), std::to_string(one.opinions)})
                           : format(msg::too_few_opinions, language, {std::to_string(kFewest)})};
}
const std::array kHeadings{&msg::column_office, &msg::column_n, &msg::column_days, &msg::column_on_time, &msg::column_returned,
                           &msg::column_satisfaction};

void offices_table(Html& out, const http::Request& request, const Report& report, const places::Index& places) {
  web::Table table{.caption = msg::offices_caption, .columns = {}};
  const std::array keys{"office", "n", "days", "on_time", "returned", "satisfaction"};
  for (std::size_t i = 0; i < keys.size(); ++i) table.columns.push_back({keys[i], *kHeadings[i], i == 1});
  web::table(out, request, table, [&](Html& rows) {
    for (const Quality& one : report.offices) {
      const auto cells = cells_of(one, places, rows.language());
      web::open_row(rows);
      web::value_cell(rows, table.columns[0], cells[0], {}, web::Cell::heading);
      for (std::size_t i = 1; i < cells.size(); ++i) web::text_cell(rows, table.columns[i], cells[i]);
      web::close_row(rows);
    }
  });
}

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> all(const Call<>& call) const {
    return web::page(site, call.request, {.title = in(msg::title, call.language()), .description = in(msg::lead, call.language())},
                     [&](Html& out) {
                       out << "<h1>"_h << msg::title << "</h1><p class=\"lead\">"_h << msg::lead << "</p><ul class=\"links\">"_h;
                       for (const places::Province& one : service.parts().places.provinces())
                         out << "<li><a href=\""_h << web::link(out.language(), "/waits/" + one.code) << "\">"_h
                             << one.name_in(out.language()) << "</a></li>"_h;
                       out << "</ul>"_h;
                     });
  }

  Result<Response> one(const Call<>& call, std::string_view code) const {
    OCOP_TRY(report, service.report(code));
    OCOP_TRY(rounds, service.rounds(code));
    const places::Index& places = service.parts().places;
    const std::string place = places.show(code, {}, call.language());
    const std::string title = format(msg::title_of, call.language(), {place});
    return web::page(site, call.request, {.title = title, .width = web::Width::wide}, [&](Html& out) {
      web::crumbs(out, std::array{web::Crumb{in(msg::title, out.language()), "/waits"}, web::Crumb{place}});
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::method << "</p><h2>"_h << msg::rounds_title << "</h2>"_h;
      if (report.rounds.empty()) out << "<p>"_h << msg::nothing_decided << "</p>"_h;
      else {
        plot(out, report.rounds);
        rounds_table(out, call.request, report);
      }
      if (report.untold > 0)
        out << "<p class=\"small\">"_h << format(msg::untold, out.language(), {std::to_string(report.untold)}) << "</p>"_h;
      out << "<h2>"_h << msg::offices_title << "</h2><p>"_h << msg::offices_method << "</p>"_h;
      if (report.offices.empty()) out << "<p>"_h << msg::nothing_decided << "</p>"_h;
      else offices_table(out, call.request, report, places);
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::as_csv, "/waits/" + std::string(code) + "/offices.csv", web::ButtonKind::quiet);
      if (own_province(call.actor, code))
        web::link_button(out, msg::add_round, "/waits/" + std::string(code) + "/rounds", web::ButtonKind::quiet);
      out << "</p>"_h;
      extra(out, call, code, rounds);
    });
  }

  Result<Response> csv(const Call<>& call, std::string_view code) const {
    OCOP_TRY(report, service.report(code));
    const Language language = call.language();
    std::vector<std::string> line;
    for (const Message* one : kHeadings) line.push_back(in(*one, language));
    std::string out = "\xEF\xBB\xBF" + csv::write(line);   // or a Vietnamese Excel reads it as windows-1258
    for (const Quality& one : report.offices) {
      const auto cells = cells_of(one, service.parts().places, language);
      out += csv::write({cells.begin(), cells.end()});
    }
    Response answer;
    answer.body = std::move(out);
    return std::move(answer)
        .with("Content-Type", "text/csv; charset=utf-8")
        .with("Content-Disposition", "attachment; filename=\"offices-" + std::string(code) + ".csv\"");
  }

  Result<Response> rounds(const Call<>& call, std::string_view code) const {
    if (!own_province(call.actor, code)) return Error::of(ErrorKind::not_found, "province " + std::string(code));
    OCOP_TRY(known, service.rounds(code));
    return web::page(site, call.request, {.title = in(msg::add_round, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::add_round << "</h1><p class=\"lead\">"_h << msg::rounds_lead << "</p>"_h;
      extra(out, call, code, known);
      web::whole_form(out, call, waits::add_round(), {"/waits/" + std::string(code) + "/rounds", msg::add_round});
    });
  }
  Result<Response> add(const Call<AddRound>& call, std::string_view code) const {
    OCOP_CHECK(service.add_round(call.actor, code, call.input));
    return web::redirect_with_flash(site, call.request, "/waits/" + std::string(code), msg::round_added);
  }

  Result<Response> remove(const Call<>& call, std::string_view code, std::string_view day) const {
    const auto results_before = Date::parse_iso(day);
    if (!results_before) return Error::of(ErrorKind::not_found, "no day of a round");
    OCOP_CHECK(service.remove_round(call.actor, code, *results_before));
    return web::redirect_with_flash(site, call.request, "/waits/" + std::string(code), msg::round_removed);
  }

  Result<Response> opinion(const Call<>& call, DossierId id) const {
    OCOP_TRY(asked, service.opinion(call.actor, id));
    return web::page(site, call.request, {.title = in(msg::opinion_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::opinion_title << "</h1><p class=\"lead\">"_h << asked.course.product_name << " · "_h << asked.course.number
          << "</p>"_h;
      if (!asked.may_say) web::error_summary(out, web::form(call));
      if (asked.opinion) {
        said(out, call, asked);
      } else if (asked.may_say) {
        out << "<p>"_h << msg::opinion_lead << "</p>"_h;
        web::whole_form(out, call, give_opinion(), {"/dossiers/" + id.text() + "/opinion", msg::give});
      } else {
        out << "<p>"_h << msg::opinion_none << "</p>"_h;
      }
    });
  }
  Result<Response> give(const Call<GiveOpinion>& call, DossierId id) const {
    OCOP_CHECK(service.give(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/dossiers/" + id.text() + "/opinion", msg::was_said);
  }

  Result<Response> take_words(const Call<>& call, DossierId id) const {
    OCOP_CHECK(service.take_words(call.actor, id));
    return web::redirect_with_flash(site, call.request, "/dossiers/" + id.text() + "/opinion", msg::words_taken_back);
  }

 private:
  // To the offices without the grade.
  static void said(Html& out, const http::Asked& call, const Service::Asked& asked) {
    std::vector<web::Fact> facts;
    if (asked.own) facts.push_back({msg::grade, std::to_string(asked.opinion->grade)});
    facts.push_back({msg::opinion_words, asked.opinion->words});
    facts.push_back({msg::given, show(asked.opinion->given, out.language())});
    web::facts(out, facts);
    const std::string back = "/dossiers/" + asked.course.id.text() + "/opinion/words/remove";
    if (asked.own && !asked.opinion->words.empty()) web::act(out, call.request, {.action = back, .label = msg::take_words_back});
  }
  static bool own_province(const Actor& actor, std::string_view code) {
    return Scope::of(actor, {Role::provincial_body}).covers(code, {}, std::nullopt);
  }
  // Its own body takes one out that has a wrong day.
  static void extra(Html& out, const http::Asked& call, std::string_view code, const std::vector<ExtraRound>& rounds) {
    if (rounds.empty()) return;
    out << "<h2>"_h << msg::extra_title << "</h2><ul>"_h;
    const Language language = out.language();
    for (const ExtraRound& one : rounds) {
      out << "<li>"_h << format(msg::extra_of, language, {one.asked_before.show(language), one.results_before.show(language), one.plan});
      if (own_province(call.actor, code))
        web::act(out, call.request, {.action = "/waits/" + std::string(code) + "/rounds/" + one.results_before.iso() + "/remove",
                                     .label = msg::remove_round});
      out << "</li>"_h;
    }
    out << "</ul>"_h;
  }
};

// On a maker's list of work: asked once, after the decision.
void unsaid(Html& out, const Service& service, const Actor& actor) {
  const auto dossiers = service.unsaid(actor);
  if (dossiers.empty()) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::opinion_title << "</h2><p>"_h << msg::opinion_lead << "</p><ul class=\"links\">"_h;
  for (const evaluation::Course& one : dossiers)
    out << "<li><a href=\""_h << web::link(out.language(), "/dossiers/" + one.id.text() + "/opinion") << "\">"_h << one.product_name
        << "</a> <span class=\"small\">"_h << one.number << "</span></li>"_h;
  out << "</ul></section>"_h;
}

void panel(Html& out, const Service& service, DossierId dossier) {
  const Language language = out.language();
  const auto wait = service.wait_of(dossier);
  if (!wait) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::panel_title << "</h2><p>"_h << step_words(wait->step) << " "_h
      << (wait->before == 0 ? in(msg::before_none, language) : format(msg::before_some, language, {std::to_string(wait->before)}))
      << "</p><p>"_h;
  const std::string end = wait->results_before->show(language);
  if (wait->late) out << format(msg::round_late, language, {end});
  else if (wait->plan.empty()) out << format(msg::round_of_law, language, {end});
  else out << format(msg::round_of_plan, language, {end, wait->plan});
  out << "</p><p class=\"small\">"_h << format(msg::measured, language, {days_words(wait->measured.days, wait->measured.n, language)})
      << "</p></section>"_h;
}

}  // namespace

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(work::Panel{.rank = 60, .where = work::Panel::Where::below, .show = [&service](Html& out, const http::Request& request) {
                           unsaid(out, service, request.actor);
                         }});
  offers.add(evaluation::Panel{.rank = 30, .when = evaluation::Panel::When::handed_in, .show = [&service](Html& out, DossierId dossier) {
                                 panel(out, service, dossier);
                               }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/waits", Policy::anyone(), &Pages::all, "Provinces: how long dossiers wait there")
      .get("/waits/{province}", Policy::anyone(), &Pages::one, "How long dossiers wait in a province, and how its offices serve")
      .get("/waits/{province}/offices.csv", Policy::anyone(), &Pages::csv, "The offices of a province as CSV")
      .get("/waits/{province}/rounds", kProvince, &Pages::rounds, "Rounds beside the two of article 5.1: form")
      .form("/waits/{province}/rounds", kProvince, waits::add_round(), &Pages::add, &Pages::rounds, "Add a round of the province's plan")
      .post("/waits/{province}/rounds/{day}/remove", kProvince, &Pages::remove, "Take out a round that was entered with a wrong day")
      .get("/dossiers/{id}/opinion", kConcerned, &Pages::opinion, "What its producer says of how a dossier was dealt with")
      .form("/dossiers/{id}/opinion", kMakers, give_opinion(), &Pages::give, &Pages::opinion, "Say how the own dossier was dealt with")
      .post("/dossiers/{id}/opinion/words/remove", kMakers, &Pages::take_words, "Take back the words of the own opinion");
}

}  // namespace ocop::waits
