// What is held of a person here (kernel/personal).
#include "kernel/jobs/holdings.h"
#include "kernel/personal/messages.h"

namespace ocop::jobs {

std::vector<personal::Holding> personal_holdings() {
  return {{.group = personal::Group::choices,
           .table = "jobs_job",
           .column = "about",
           .facts = {"jobs.personal", "SELECT created AS at, kind AS what, state, payload AS words FROM jobs_job WHERE about = $1"
                                      " ORDER BY created, id"},
           .what = personal::msg::held_letters,
           .purpose = personal::msg::for_letters,
           .kept = personal::msg::kept_letters,
           .ground = personal::Ground::consent,
           .fate = personal::Fate::goes,
           .key = personal::Key::text}};
}

}  // namespace ocop::jobs
