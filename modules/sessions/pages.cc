#include "modules/sessions/pages.h"

#include <algorithm>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/thing.h"
#include "modules/sessions/api.h"
#include "modules/sessions/messages.h"
#include "modules/sessions/paper.h"
#include "modules/sessions/requests.h"

// A session and its agenda, and what may be done now.
namespace ocop::sessions {
namespace {

using evaluation::AgendaStanding;
using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

web::Look look_of(State state) {
  switch (state) {
    case State::draft: break;
    case State::called: return {web::Tone::soon, web::Icon::clock};
    case State::held: return {web::Tone::good, web::Icon::check};
    case State::cancelled: return {web::Tone::ended, web::Icon::ended};
  }
  return {web::Tone::noted, web::Icon::ring};
}

struct Pages {
  Service& service;
  const web::Site& site;
  print::PdfFonts fonts{std::string(print::kDebianFonts)};

  Result<Response> one(const Call<>& call, SessionId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    const Session& session = shown.session;
    auto response = web::page(site, call.request, {.title = session.title, .width = web::Width::wide}, [&](Html& out) {
      web::thing_head(out, {{in(msg::sessions_title, out.language()), "/sessions"}, session.title, look_of(shown.now), label(shown.now)});
      web::error_summary(out, web::form(call));
      told(out, shown);
      agenda(out, call, shown);
      if (shown.side == Service::Side::office) next(out, call, shown);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }
  Result<Response> again(const Call<>& call, SessionId id, DossierId) const { return one(call, id); }

  Result<Response> move(const Call<MoveDossier>& call, SessionId id, DossierId dossier) const {
    OCOP_CHECK(service.move(call.actor, id, dossier, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> remove(const Call<Version>& call, SessionId id, DossierId dossier) const {
    OCOP_CHECK(service.remove(call.actor, id, dossier, call.input));
    return done(call, id, msg::was_saved);
  }
  Result<Response> convoke(const Call<CallSession>& call, SessionId id) const {
    OCOP_CHECK(service.call(call.actor, id, call.input));
    return done(call, id, msg::was_called);
  }
  Result<Response> hold(const Call<Version>& call, SessionId id) const {
    OCOP_CHECK(service.hold(call.actor, id, call.input));
    return done(call, id, msg::was_held);
  }
  Result<Response> cancel(const Call<Version>& call, SessionId id) const {
    OCOP_CHECK(service.cancel(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/sessions", msg::was_cancelled, web::FlashKind::notice);
  }

  Result<Response> pdf(const Call<>& call, SessionId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    OCOP_TRY(file, agenda_pdf(shown, service.parts().places, service.parts().clock.now(), fonts));
    return file_of(std::move(file), "application/pdf", shown.session, ".pdf");
  }
  Result<Response> csv(const Call<>& call, SessionId id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    return file_of(agenda_csv(shown, service.parts().places, call.language()), "text/csv; charset=utf-8", shown.session, ".csv");
  }

 private:
  Result<Response> done(const http::Asked& call, SessionId id, const Message& words) const {
    return web::redirect_with_flash(site, call.request, "/sessions/" + id.text(), words);
  }
  static Response file_of(std::string bytes, std::string type, const Session& session, std::string_view end) {
    return Response::file(std::move(bytes), std::move(type), "chuong-trinh-" + session.day.iso() + std::string(end))
        .with("Cache-Control", "private, no-store");
  }
  static std::string name_of(const Service::Shown& shown, const std::optional<AccountId>& account) {
    const auto found = account ? shown.names.find(*account) : shown.names.end();
    return found == shown.names.end() ? std::string() : found->second;
  }

  static void told(Html& out, const Service::Shown& shown) {
    const Session& session = shown.session;
    const Language language = out.language();
    std::string members;
    for (const AccountId& one : session.members) members += (members.empty() ? "" : ", ") + name_of(shown, one);
    std::vector<web::Fact> facts{{msg::day, session.hour + ", " + session.day.show(language)}, {msg::place, session.place},
                                 {msg::chair, name_of(shown, session.chair)}, {msg::members, members},
                                 {msg::secretary, name_of(shown, session.secretary)}};
    if (shown.side == Service::Side::office) facts.push_back({msg::advice, in(label(session.advice), language)});
    if (session.called) facts.push_back({msg::papers_from, vietnam_date(*session.called).show(language)});
    web::facts(out, facts);
    if (shown.ahead) web::notice(out, *shown.ahead == Ahead::in_time ? msg::ahead_in_time : msg::ahead_too_late);
  }

  // ---- the agenda
  void agenda(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const bool office = shown.side == Service::Side::office;
    const bool draft = shown.session.state == State::draft;
    out << "<section class=\"stack\"><h2>"_h << msg::agenda << "</h2><p class=\"small\">"_h
        << format(msg::agenda_count, out.language(), {std::to_string(shown.items.size()), std::to_string(kMostOnAgenda)}) << "</p>"_h;
    if (shown.items.empty()) out << "<p>"_h << msg::agenda_none << "</p>"_h;
    web::Table table{.caption = msg::agenda,
                     .columns = {{"product", msg::product}, {"place", msg::number, true}, {"number", msg::dossier_number},
                                 {"commune", msg::commune}},
                     .captioned = web::Table::Caption::heard};
    if (office) table.columns.push_back({"line", msg::line});
    if (!draft) table.columns.push_back({"own", msg::own_sheet});
    if (!draft) table.columns.push_back({"sheets", msg::sheets, true});
    if (draft && office) table.columns.push_back({"order", msg::order});
    if (!shown.items.empty())
      web::table(out, call.request, table, [&](Html& rows) {
        for (const Service::ShownItem& one : shown.items) row(rows, call, shown, table, one);
      });
    out << "<p class=\"acts\">"_h;
    if (draft && office) web::link_button(out, msg::choose_dossiers, path_of(shown.session) + "/dossiers");
    if (!shown.items.empty()) {
      web::link_button(out, msg::agenda_pdf, path_of(shown.session) + "/agenda.pdf", web::ButtonKind::quiet);
      web::link_button(out, msg::agenda_csv, path_of(shown.session) + "/agenda.csv", web::ButtonKind::quiet);
    }
    out << "</p></section>"_h;
  }

  void row(Html& rows, const http::Asked& call, const Service::Shown& shown, const web::Table& table,
           const Service::ShownItem& one) const {
    const bool open = one.standing.page == AgendaStanding::Page::open;
    web::open_row(rows);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const web::Column& column = table.columns[i];
      if (column.key == "product") {
        web::value_cell(rows, column, one.dossier.product_name, open ? "/dossiers/" + one.item.dossier.text() : "", web::Cell::heading);
        continue;
      }
      web::open_cell(rows, column);
      if (column.key == "place") rows << std::to_string(one.item.place);
      if (column.key == "number") rows << one.dossier.number;
      if (column.key == "commune") rows << service.parts().places.show(one.dossier.province, one.dossier.commune, rows.language());
      if (column.key == "line") line(rows, shown, one);
      if (column.key == "own") own(rows, shown, one);
      if (column.key == "sheets") rows << sheets_words(one.standing);
      if (column.key == "order") order(rows, call, shown, one);
      web::close_cell(rows);
    }
    web::close_row(rows);
  }

  static void line(Html& rows, const Service::Shown& shown, const Service::ShownItem& one) {
    const Language language = rows.language();
    if (one.hindrance) {
      const rules::Words words = rules::words_of(*one.hindrance);
      rows << "<p class=\"rejected\">"_h
           << format(msg::cannot_be_opened, language, {language == Language::vi ? words.vi : words.en}) << "</p>"_h;
    } else {
      rows << "<p>"_h << label(one.item.line) << "</p>"_h;
    }
    if (one.item.line == Line::off) rows << "<p class=\"small\">"_h << one.item.why(language) << "</p>"_h;
    for (const evaluation::AgendaTie& tie : one.ties)
      rows << "<p class=\"hint rejected\">"_h
           << format(msg::tie, language, {name_of(shown, tie.account), in(tie.words, language)}) << "</p>"_h;
  }
  static void own(Html& rows, const Service::Shown& shown, const Service::ShownItem& one) {
    if (one.standing.page == AgendaStanding::Page::closed && shown.side == Service::Side::named) {
      rows << msg::you_do_not_judge;
      return;
    }
    const std::string words = in(own_words(one.standing.own), rows.language());
    const bool scores = one.standing.own == AgendaStanding::Own::open && one.dossier.state == evaluation::State::scoring;
    if (scores) rows << "<a href=\""_h << web::link(rows.language(), "/dossiers/" + one.item.dossier.text() + "/sheet") << "\">"_h << words
                     << "</a>"_h;
    else rows << words;
  }
  static void order(Html& rows, const http::Asked& call, const Service::Shown& shown, const Service::ShownItem& one) {
    const std::string path = path_of(shown.session) + "/dossiers/" + one.item.dossier.text();
    const auto moved = [&](To to, const Message& words) {
      web::act(rows, call.request, {.action = path + "/move", .label = words, .name = "to", .value = name(to),
                                    .version = shown.session.version});
    };
    if (one.item.place > 1) moved(To::earlier, msg::earlier);
    if (one.item.place < static_cast<std::int64_t>(shown.items.size())) moved(To::later, msg::later);
    web::act(rows, call.request, {.action = path + "/remove", .label = msg::remove, .version = shown.session.version});
  }

  // ---- what its office does next
  void next(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const Session& session = shown.session;
    const std::string path = path_of(session);
    if (session.state == State::draft) {
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::edit, path + "/edit", web::ButtonKind::quiet);
      out << "</p>"_h;
      if (!shown.items.empty()) call_panel(out, call, shown);
      web::step(out, call, {.action = path + "/cancel", .label = msg::cancel_title, .kind = web::ButtonKind::danger,
                            .version = session.version}, in(msg::cancel_lead, out.language()));
    }
    if (session.state != State::called) return;
    if (shown.now == State::held) web::notice(out, msg::all_closed);
    if (service.today() >= session.day)
      web::step(out, call, {.action = path + "/held", .label = msg::hold_title, .kind = web::ButtonKind::main, .version = session.version},
                in(msg::hold_lead, out.language()));
  }

  static void call_panel(Html& out, const http::Asked& call, const Service::Shown& shown) {
    const auto hindered = std::ranges::count_if(shown.items, [](const Service::ShownItem& one) { return one.hindrance.has_value(); });
    out << "<section class=\"panel stack\"><h2>"_h << msg::call_title << "</h2><p>"_h << msg::call_lead << "</p>"_h;
    if (shown.if_called_today == Ahead::too_late) web::notice(out, msg::if_called_too_late);
    if (hindered > 0)
      out << "<p class=\"rejected\">"_h
          << format(msg::call_if_some, out.language(), {std::to_string(hindered), std::to_string(shown.items.size())}) << "</p>"_h;
    const http::Fields current = call_session().show({shown.session.version, Reach::all});
    const web::Form form = web::form(call, &current);
    web::open_form(out, form, path_of(shown.session) + "/call");
    web::control(out, form, call_session().shape(), "version");
    web::control(out, form, call_session().shape(), "reach", {.choices = web::ChoiceStyle::cards});
    web::button(out, msg::call_title);
    web::close_form(out);
    out << "</section>"_h;
  }
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  add_plan_pages(router, service, site);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/sessions/{id}", kReaders, &Pages::one, "A session of the council, its agenda, and what is next")
      .get("/sessions/{id}/agenda.pdf", kReaders, &Pages::pdf, "The agenda of a session, to print", {.media = "application/pdf"})
      .get("/sessions/{id}/agenda.csv", kReaders, &Pages::csv, "The agenda of a session, as a table", {.media = "text/csv"})
      .form("/sessions/{id}/dossiers/{dossier}/move", kOffice, move_dossier(), &Pages::move, &Pages::again,
            "Move a dossier on the agenda by one place")
      .form("/sessions/{id}/dossiers/{dossier}/remove", kOffice, version_fields(), &Pages::remove, &Pages::again,
            "Take a dossier off the agenda")
      .form("/sessions/{id}/call", kOffice, call_session(), &Pages::convoke, &Pages::one, "Call a session: its dossiers are opened")
      .form("/sessions/{id}/held", kOffice, version_fields(), &Pages::hold, &Pages::one, "Note that a session was held")
      .form("/sessions/{id}/cancel", kOffice, version_fields(), &Pages::cancel, &Pages::one, "Cancel a draft of a session");
}

}  // namespace ocop::sessions
