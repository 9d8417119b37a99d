#include "modules/operations/pages.h"

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/operations/messages.h"
#include "modules/operations/requests.h"

// The administrator's view of the queue.
namespace ocop::operations {
namespace {

using http::Call;
using http::Request;
using http::Response;
using jobs::Job;
using jobs::State;
using web::Html;
using web::operator""_h;

constexpr std::string_view kPath = "/jobs";
constexpr std::int64_t kOfEach = 50;          // rows of each state on the first page; the rest is behind "older"
constexpr std::int64_t kMinute = 60'000;

std::string in(const Message& message, Language language) { return std::string(translate(message, language)); }
std::string path_of(const Job& job, std::string_view act = {}) { return std::string(kPath) + "/" + job.id.text() + std::string(act); }
std::string shown(const std::optional<Instant>& at, Language language) { return at ? show(*at, language) : in(msg::never, language); }

class Jobs {
 public:
  Jobs(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> overview(const Call<JobQuery>& call) const {
    if (call.input.state) return of_state(call, *call.input.state);
    const jobs::Totals totals = service_.totals();
    return page(call, msg::title, [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::lead << "</p>"_h;
      const web::Figure figures[] = {{std::to_string(totals.dead), msg::figure_dead, "/jobs?state=dead"},
                                     {std::to_string(totals.running), msg::figure_running, "/jobs?state=running"},
                                     {std::to_string(totals.waiting), msg::figure_waiting, "/jobs?state=waiting"}};
      web::figures(out, figures);
      if (totals.oldest_due > kMinute) (out << "<p>"_h).write(msg::oldest, {std::to_string(totals.oldest_due / kMinute)}) << "</p>"_h;
      part(out, call.request, State::dead, msg::dead_heading, msg::dead_none);
      if (totals.dead > 0) out << "<p class=\"small\">"_h << msg::dead_teach << "</p>"_h;
      part(out, call.request, State::running, msg::running_heading, msg::running_none);
      part(out, call.request, State::waiting, msg::waiting_heading, msg::waiting_none);
      schedules(out, call.request);
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::ended_link, "/jobs?state=done", web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }

  Result<Response> one(const Call<>& call, jobs::JobId id) const {
    OCOP_TRY(job, service_.find(id));
    return web::page(site_, call.request, {.title = service_.title(job.kind, call.language())}, [&](Html& out) {
      out << "<h1>"_h << service_.title(job.kind, out.language()) << "</h1>"_h;
      facts(out, job);
      out << "<div class=\"acts\">"_h;
      acts(out, call.request, job);
      web::link_button(out, msg::back, kPath, web::ButtonKind::quiet);
      out << "</div>"_h;
    });
  }

  Result<Response> cancel(const Call<>& call, jobs::JobId id) const {
    OCOP_TRY(now, service_.cancel(call.actor, id));
    return web::redirect_with_flash(site_, call.request, kPath, now == State::running ? msg::was_asked_to_stop : msg::was_cancelled);
  }
  Result<Response> again(const Call<>& call, jobs::JobId id) const {
    OCOP_CHECK(service_.again(call.actor, id));
    return web::redirect_with_flash(site_, call.request, kPath, msg::was_again);
  }
  Result<Response> give_up(const Call<>& call, jobs::JobId id) const {
    OCOP_CHECK(service_.give_up(call.actor, id));
    return web::redirect_with_flash(site_, call.request, kPath, msg::was_given_up);
  }

 private:
  Response page(const http::Asked& call, const Message& title, const std::function<void(Html&)>& body) const {
    return web::page(site_, call.request, {.title = in(title, call.language()), .width = web::Width::wide}, [&](Html& out) {
      out << "<h1>"_h << title << "</h1>"_h;
      body(out);
    });
  }

  Response of_state(const Call<JobQuery>& call, State state) const {
    const JobPage found = service_.list(state, call.input.cursor, call.input.limit);
    return page(call, label(state), [&](Html& out) {
      if (found.rows.empty()) out << "<p>"_h << msg::list_none << "</p>"_h;
      else table(out, call.request, state, found.rows);
      out << "<p class=\"acts\">"_h;
      if (found.next)
        web::link_button(out, msg::more, "/jobs?state=" + std::string(name(state)) + "&cursor=" + found.next->text(),
                         web::ButtonKind::quiet);
      web::link_button(out, msg::back, kPath, web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }

  void part(Html& out, const Request& request, State state, const Message& heading, const Message& none) const {
    const JobPage found = service_.list(state, {}, kOfEach);
    out << "<h2>"_h << heading << "</h2>"_h;
    if (found.rows.empty()) out << "<p>"_h << none << "</p>"_h;
    else table(out, request, state, found.rows);
    if (found.next) web::link_button(out, msg::more, "/jobs?state=" + std::string(name(state)), web::ButtonKind::quiet);
  }

  // The second column says what matters in that state.
  void table(Html& out, const Request& request, State state, const std::vector<Job>& rows) const {
    const bool alive = state == State::waiting || state == State::running;
    const Message& second = state == State::running ? msg::progress : state == State::waiting ? msg::due : msg::reason;
    const web::Table table{label(state),
                           {{"kind", msg::kind},
                            {"second", second},
                            {"attempts", msg::attempts, true},
                            {"at", alive ? msg::created : msg::ended},
                            {"acts", msg::acts}}};
    web::table(out, request, table, [&](Html& cells) {
      for (const Job& job : rows) {
        web::open_row(cells);
        web::link_cell(cells, table.columns[0], service_.title(job.kind, cells.language()), path_of(job));
        web::text_cell(cells, table.columns[1], state == State::running ? progress(job, cells.language())
                                                : state == State::waiting ? shown(job.due, cells.language()) : job.reason);
        web::text_cell(cells, table.columns[2], std::to_string(job.attempts));
        web::text_cell(cells, table.columns[3], shown(alive ? std::optional(job.created) : job.ended, cells.language()));
        web::open_cell(cells, table.columns[4]);
        acts(cells, request, job);
        web::close_cell(cells);
        web::close_row(cells);
      }
    });
  }

  std::string progress(const Job& job, Language language) const {
    std::string out = service_.stage(job, language);
    if (job.total > 0)
      out += (out.empty() ? "" : ": ") + format(msg::progress_of, language, {std::to_string(job.done), std::to_string(job.total)});
    return out.empty() ? in(msg::state_running, language) : out;
  }

  void acts(Html& out, const Request& request, const Job& job) const {
    if (job.state == State::dead) {
      web::act(out, request, {path_of(job, "/retry"), msg::again});
      web::act(out, request, {path_of(job, "/give-up"), msg::give_up, web::ButtonKind::danger});
    }
    if (job.state == State::running && job.cancel_asked) out << msg::stopping;
    else if (job.state == State::running || job.state == State::waiting) web::act(out, request, {path_of(job, "/cancel"), msg::cancel});
  }

  void facts(Html& out, const Job& job) const {
    const Language language = out.language();
    std::vector<web::Fact> facts{{msg::state, in(label(job.state), language)}, {msg::attempts, std::to_string(job.attempts)}};
    if (!job.reason.empty()) facts.push_back({msg::reason, job.reason});
    if (job.total > 0 || !job.stage.empty()) facts.push_back({msg::progress, progress(job, language)});
    facts.push_back({msg::created, show(job.created, language)});
    if (job.due && job.state == State::waiting) facts.push_back({msg::due, show(*job.due, language)});
    if (job.started) facts.push_back({msg::started, show(*job.started, language)});
    if (job.ended) facts.push_back({msg::ended, show(*job.ended, language)});
    web::facts(out, facts);
  }

  void schedules(Html& out, const Request& request) const {
    out << "<h2>"_h << msg::schedules_heading << "</h2>"_h;
    const web::Table table{msg::schedules_caption, {{"kind", msg::kind}, {"when", msg::when}, {"next", msg::next}, {"last", msg::last}}};
    web::table(out, request, table, [&](Html& cells) {
      for (const ScheduleRow& row : service_.schedules()) {
        web::open_row(cells);
        web::open_cell(cells, table.columns[0], web::Cell::heading);
        cells << service_.title(row.schedule->kind, cells.language());
        web::close_cell(cells, web::Cell::heading);
        web::text_cell(cells, table.columns[1], jobs::words(row.schedule->when, cells.language()));
        web::text_cell(cells, table.columns[2], shown(row.next, cells.language()));
        web::text_cell(cells, table.columns[3], shown(row.last, cells.language()));
        web::close_row(cells);
      }
    });
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kAdministrator = Policy::roles(Role::administrator);
  http::Table(router, std::make_shared<const Jobs>(service, site))
      .get(kPath, kAdministrator, job_query(), &Jobs::overview, "Background jobs: failed, running, waiting, schedules")
      .get("/jobs/{id}", kAdministrator, &Jobs::one, "One background job")
      .post("/jobs/{id}/cancel", kAdministrator, &Jobs::cancel, "End a waiting job; ask a running one to stop")
      .post("/jobs/{id}/retry", kAdministrator, &Jobs::again, "Run a job again that failed for good")
      .post("/jobs/{id}/give-up", kAdministrator, &Jobs::give_up, "Put a job away that failed for good");
}

}  // namespace ocop::operations
