#include "modules/operations/pages.h"

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/operations/messages.h"

// One job of the queue, and what an administrator does about it.
namespace ocop::operations {
namespace {

using http::Call;
using http::Response;
using jobs::Job;
using jobs::State;
using web::Html;
using web::operator""_h;

constexpr std::string_view kPath = "/jobs";

class Jobs {
 public:
  Jobs(Service& service, const web::Site& site) : service_(service), site_(site) {}

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
  void facts(Html& out, const Job& job) const {
    const Language language = out.language();
    std::vector<web::Fact> facts{{msg::state, in(label(job.state), language)}, {msg::attempts, std::to_string(job.attempts)}};
    if (!job.reason.empty()) facts.push_back({msg::reason, job.reason});
    if (job.total > 0 || !job.stage.empty()) facts.push_back({msg::progress, progress(service_, job, language)});
    facts.push_back({msg::created, show(job.created, language)});
    if (job.due && job.state == State::waiting) facts.push_back({msg::due, show(*job.due, language)});
    if (job.started) facts.push_back({msg::started, show(*job.started, language)});
    if (job.ended) facts.push_back({msg::ended, show(*job.ended, language)});
    web::facts(out, facts);
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

std::string path_of(const Job& job, std::string_view act) { return std::string(kPath) + "/" + job.id.text() + std::string(act); }

std::string progress(const Service& service, const Job& job, Language language) {
  std::string out = service.stage(job, language);
  if (job.total > 0)
    out += (out.empty() ? "" : ": ") + format(msg::progress_of, language, {std::to_string(job.done), std::to_string(job.total)});
  return out.empty() ? in(msg::state_running, language) : out;
}

void acts(Html& out, const http::Request& request, const Job& job) {
  if (job.state == State::dead) {
    web::act(out, request, {path_of(job, "/retry"), msg::again});
    web::act(out, request, {path_of(job, "/give-up"), msg::give_up, web::ButtonKind::danger});
  }
  if (job.state == State::running && job.cancel_asked) out << msg::stopping;
  else if (job.state == State::running || job.state == State::waiting) web::act(out, request, {path_of(job, "/cancel"), msg::cancel});
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kAdministrator = Policy::roles(Role::administrator);
  http::Table(router, std::make_shared<const Jobs>(service, site))
      .get("/jobs/{id}", kAdministrator, &Jobs::one, "One background job")
      .post("/jobs/{id}/cancel", kAdministrator, &Jobs::cancel, "End a waiting job; ask a running one to stop")
      .post("/jobs/{id}/retry", kAdministrator, &Jobs::again, "Run a job again that failed for good")
      .post("/jobs/{id}/give-up", kAdministrator, &Jobs::give_up, "Put a job away that failed for good");
}

}  // namespace ocop::operations
