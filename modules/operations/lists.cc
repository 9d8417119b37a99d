#include "modules/operations/lists.h"

#include <array>

#include "kernel/i18n/translate.h"
#include "modules/operations/api.h"
#include "modules/operations/messages.h"
#include "modules/operations/pages.h"

// The administrator's view of the queue.
namespace ocop::operations {
namespace {

using jobs::Job;
using jobs::State;
using lists::Cell;
using web::Html;
using web::operator""_h;

constexpr std::int64_t kMinute = 60'000;
// What waits for a person comes first.
constexpr std::array kStates{State::dead, State::running, State::waiting, State::done, State::cancelled, State::given_up};
static_assert(kStates.size() == static_cast<std::size_t>(jobs::kStates));

std::string shown(const std::optional<Instant>& at, Language language) { return at ? show(*at, language) : in(msg::never, language); }
std::string at(const Message& what, Instant when, Language language) { return in(what, language) + " " + show(when, language); }

// What matters in the state it is in; of what ended well there is nothing to say.
std::string standing(const Service& service, const Job& job, Language language) {
  if (job.state == State::running) return progress(service, job, language);
  if (job.state == State::waiting && job.due) return at(msg::due, *job.due, language);
  return job.reason;
}

std::vector<lists::Column<Job>> columns(const Service& service) {
  using lists::Shown;
  return {{{.label = msg::kind, .sort = "kind", .width = 40},
           [&service](const Job& one, Language language) { return Cell{service.title(one.kind, language), path_of(one)}; }},
          {{msg::state, "attention"}, [](const Job& one, Language language) { return Cell{in(label(one.state), language)}; }},
          {{.label = msg::standing, .shown = Shown::page},
           [&service](const Job& one, Language language) { return Cell{standing(service, one, language)}; }},
          {{msg::attempts, "attempts", lists::Align::number},
           [](const Job& one, Language language) { return lists::number(one.attempts, language); }},
          {{.label = msg::moment, .sort = "created", .shown = Shown::page},
           [](const Job& one, Language language) {
             return Cell{one.ended ? at(msg::ended, *one.ended, language) : at(msg::created, one.created, language)};
           }},
          {{.label = msg::progress, .shown = Shown::exports},
           [&service](const Job& one, Language language) {
             return one.total > 0 || !one.stage.empty() ? Cell{progress(service, one, language)} : Cell{};
           }},
          {{.label = msg::reason, .shown = Shown::exports, .width = 40}, [](const Job& one, Language) { return Cell{one.reason}; }},
          {{.label = msg::created, .shown = Shown::exports},
           [](const Job& one, Language language) { return lists::moment(one.created, language); }},
          {{.label = msg::due, .shown = Shown::exports},
           [](const Job& one, Language language) {
             return lists::moment(one.state == State::waiting ? one.due : std::nullopt, language);   // of a running one it is its lease
           }},
          {{.label = msg::started, .shown = Shown::exports},
           [](const Job& one, Language language) { return lists::moment(one.started, language); }},
          {{.label = msg::ended, .shown = Shown::exports},
           [](const Job& one, Language language) { return lists::moment(one.ended, language); }},
          {{.label = msg::acts, .shown = Shown::page},
           [](const Job&, Language) { return Cell{}; },
           [](Html& out, const Job& one, const http::Asked& call) { acts(out, call.request, one); }}};
}

std::vector<lists::Filter> filters(const Service& service) {
  lists::Filter state = lists::choice("state", msg::state, kStates, [](State one) { return label(one); });
  state.style = lists::Filter::Style::tabs;
  lists::Filter kind = lists::options("kind", msg::kind, [&service](Language language) {
    std::vector<web::Option> out;
    for (const jobs::Kind& one : service.kinds()) out.push_back({std::string(one.name), service.title(one.name, language)});
    return out;
  });
  return {std::move(state), std::move(kind), lists::since("since", msg::asked_since)};
}

void write_totals(json::Writer& out, const Service& service) {
  const jobs::Totals totals = service.totals();
  out.member("totals").begin_object().field("waiting", totals.waiting).field("running", totals.running).field("dead", totals.dead);
  out.field("oldest_due_seconds", totals.oldest_due / 1000).end_object();
}

void write_schedules(Html& out, const http::Request& request, const Service& service) {
  out << "<h2>"_h << msg::schedules_heading << "</h2>"_h;
  const web::Table table{msg::schedules_caption, {{"kind", msg::kind}, {"when", msg::when}, {"next", msg::next}, {"last", msg::last}}};
  web::table(out, request, table, [&](Html& cells) {
    for (const ScheduleRow& row : service.schedules()) {
      web::open_row(cells);
      web::open_cell(cells, table.columns[0], web::Cell::heading);
      cells << service.title(row.schedule->kind, cells.language());
      web::close_cell(cells, web::Cell::heading);
      web::text_cell(cells, table.columns[1], jobs::words(row.schedule->when, cells.language()));
      web::text_cell(cells, table.columns[2], shown(row.next, cells.language()));
      web::text_cell(cells, table.columns[3], shown(row.last, cells.language()));
      web::close_row(cells);
    }
  });
}

http::Response frame(const web::Site& site, const Service& service, const http::Asked& call, const std::function<void(Html& out)>& list) {
  const jobs::Totals totals = service.totals();
  return web::page(site, call.request, {.title = in(msg::title, call.language()), .width = web::Width::wide}, [&](Html& out) {
    out << "<h1>"_h << msg::title << "</h1><p class=\"lead\">"_h << msg::lead << "</p>"_h;
    if (totals.oldest_due > kMinute) (out << "<p>"_h).write(msg::oldest, {std::to_string(totals.oldest_due / kMinute)}) << "</p>"_h;
    out << "<p class=\"small\">"_h << (totals.dead > 0 ? msg::dead_teach : msg::dead_none) << "</p>"_h;
    list(out);
    write_schedules(out, call.request, service);
  });
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  lists::add(router, host,
             lists::List<Job>{.name = "jobs",
                              .rows = jobs::all(),
                              .words = {msg::title, msg::none, msg::none_teach, {}, {}, msg::found_one, msg::found_many},
                              .columns = columns(service),
                              .filters = filters(service),
                              .json = write_job,
                              .json_of_all = [&service](json::Writer& out) { write_totals(out, service); }},
             {.page = "/jobs",
              .api = "/api/v1/jobs",
              .policy = Policy::roles(Role::administrator),
              .scope = [](const Actor&) { return Scope::everything(); },
              .summary = "background jobs with totals; what failed for good first, then running, waiting, ended; state, kind, since narrow",
              .frame = [&site = host.site, &service](const http::Asked& call, const std::function<void(Html& out)>& list) {
                return frame(site, service, call, list);
              }});
}

}  // namespace ocop::operations
