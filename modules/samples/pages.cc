#include "modules/samples/pages.h"

#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/samples/api.h"
#include "modules/samples/messages.h"
#include "modules/samples/requests.h"
#include "modules/samples/rules.h"

namespace ocop::samples {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

// "chưa đếm", "đếm 3 trên 5 (01/12/2026)", "đếm 5 trên 5, hư hỏng 1 (…)".
std::string said(const Count* count, Language language) {
  if (!count) return in(msg::not_counted, language);
  const std::string found = std::to_string(count->found), due = std::to_string(count->due), day = count->day.show(language);
  if (count->damaged == 0) return format(msg::counted_of, language, {found, due, day});
  return format(msg::counted_with_damaged, language, {found, due, std::to_string(count->damaged), day});
}

// The commune's always; the others once the dossier is on its way.
void standing(Html& out, const Service::Shown& shown) {
  out << "<ul>"_h;
  for (const Step step : kSteps) {
    const Count* last = rules::latest(shown.counts, step);
    if (!last && step != Step::commune && shown.course.state == evaluation::State::submitted) continue;
    out << "<li>"_h << label(step) << ": "_h << said(last, out.language()) << "</li>"_h;
  }
  out << "</ul>"_h;
}

void counts_table(Html& out, const http::Request& request, const Service::Shown& shown) {
  const web::Table table{.caption = msg::counts_caption,
                         .columns = {{"step", msg::step}, {"count", msg::found}, {"words", msg::words}, {"counted", msg::counted_at}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const Count& one : shown.counts) {
      web::open_row(rows);
      web::value_cell(rows, table.columns[0], in(label(one.step), rows.language()), {}, web::Cell::heading);
      web::text_cell(rows, table.columns[1], said(&one, rows.language()));
      web::text_cell(rows, table.columns[2], one.words);
      web::text_cell(rows, table.columns[3], show(one.counted, rows.language()));
      web::close_row(rows);
    }
  });
}

struct Pages {
  Service& service;
  const web::Site& site;

  Result<Response> one(const Call<>& call, DossierId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    return web::page(site, call.request, {.title = in(msg::title, call.language())}, [&](Html& out) {
      web::crumbs(out, std::array{web::Crumb{shown.course.number, "/dossiers/" + id.text()}, web::Crumb{in(msg::title, out.language())}});
      out << "<h1>"_h << msg::title << "</h1><p class=\"lead\">"_h << shown.course.product_name << "</p>"_h;
      if (shown.due == 0) {
        out << "<p>"_h << (rules::come_with(shown.course) ? msg::none_due : msg::none_here) << "</p>"_h;
        return;
      }
      out << "<p>"_h << format(msg::lead, out.language(), {std::to_string(shown.due)}) << "</p>"_h;
      standing(out, shown);
      if (!shown.counts.empty()) counts_table(out, call.request, shown);
      if (!shown.may.empty()) {
        out << "<h2>"_h << msg::count_title << "</h2><p>"_h << msg::count_lead << "</p>"_h;
        const TakeCount first{.step = shown.may.front(), .found = shown.due, .damaged = 0, .day = service.today(), .words = {}};
        web::whole_form(out, call, take_count(), first, {path_of(id), msg::count_act});
      } else if (call.refused) {
        web::error_summary(out, web::form(call));
      }
    });
  }
  Result<Response> count(const Call<TakeCount>& call, DossierId id) const {
    OCOP_CHECK(service.count(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, path_of(id), msg::was_counted);
  }
};

// To the producer and the offices; a council's member is told nothing by it.
void panel(Html& out, const Service& service, const http::Request& request, DossierId dossier) {
  const auto shown = service.show(request.actor, dossier);
  if (!shown.ok() || !rules::come_with(shown->course)) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::title << "</h2>"_h;
  if (shown->due == 0) {
    out << "<p>"_h << msg::none_due << "</p></section>"_h;
    return;
  }
  standing(out, *shown);
  out << "<p><a href=\""_h << web::link(out.language(), path_of(dossier)) << "\">"_h
      << (shown->may.empty() ? msg::see_counts : msg::count_title) << "</a></p></section>"_h;
}

}  // namespace

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(evaluation::ReaderPanel{.rank = 10, .when = evaluation::Panel::When::handed_in,
                                     .show = [&service](Html& out, const http::Request& request, DossierId dossier) {
                                       panel(out, service, request, dossier);
                                     }});
  offers.add(evaluation::WhenForwarded{.rank = 10, .then = [&service](act::Act& act, DossierId dossier) {
                                         service.forwarded(act, dossier);
                                       }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/dossiers/{id}/samples", kConcerned, &Pages::one, "Samples that go with a dossier, counted at each step")
      .form("/dossiers/{id}/samples", kOffices, take_count(), &Pages::count, &Pages::one, "Count the samples of a dossier");
}

}  // namespace ocop::samples
