#include "modules/operations/service.h"

#include <algorithm>
#include <array>

#include "kernel/i18n/translate.h"
#include "modules/operations/messages.h"

namespace ocop::operations {

const Message& label(jobs::State state) {
  constexpr std::array<const Message*, jobs::kStates> kLabels{&msg::state_waiting, &msg::state_running,   &msg::state_done,
                                                              &msg::state_dead,    &msg::state_cancelled, &msg::state_given_up};
  return *kLabels[static_cast<std::size_t>(state)];
}

jobs::Totals Service::totals() const {
  return database_.read([this](db::Reader& reader) { return jobs::totals(reader, now()); });
}

std::int64_t Service::dead_letters() const {
  return database_.read([](db::Reader& reader) { return jobs::dead_letters(reader, kMostCounted); });
}

Result<jobs::Job> Service::find(jobs::JobId id) const {
  auto found = database_.read([&](db::Reader& reader) { return jobs::find(reader, id); });
  if (!found) return Error::of(ErrorKind::not_found, "no such job");
  return std::move(*found);
}

std::vector<ScheduleRow> Service::schedules() const {
  const auto states = database_.read([](db::Reader& reader) { return jobs::schedule_states(reader); });
  std::vector<ScheduleRow> out;
  for (const jobs::Schedule& schedule : registry_.schedules()) {
    const auto state =
        std::find_if(states.begin(), states.end(), [&](const jobs::ScheduleState& one) { return one.name == schedule.name; });
    out.push_back(state == states.end() ? ScheduleRow{&schedule, {}, {}} : ScheduleRow{&schedule, state->next, state->last});
  }
  return out;
}

Result<jobs::State> Service::cancel(const Actor& actor, jobs::JobId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<jobs::State> {
    OCOP_CHECK(jobs::cancel(act, id, act.now()));
    return jobs::find(act, id).value().state;   // changed just now: nobody else's until this act ends
  });
}
Result<void> Service::again(const Actor& actor, jobs::JobId id) {
  return acts_.run(actor, [&](act::Act& act) { return jobs::retry(act, id, act.now()); });
}
Result<void> Service::give_up(const Actor& actor, jobs::JobId id) {
  return acts_.run(actor, [&](act::Act& act) { return jobs::give_up(act, id, act.now()); });
}

std::string Service::title(std::string_view kind, Language language) const {
  const jobs::Kind* known = registry_.find(kind);
  return known ? std::string(translate(known->title, language)) : format(msg::unknown_kind, language, {kind});
}

std::string Service::stage(const jobs::Job& job, Language language) const {
  const jobs::Kind* known = registry_.find(job.kind);
  if (!known) return job.stage;
  const auto stage = std::find_if(known->stages.begin(), known->stages.end(), [&](const jobs::Stage& one) { return one.key == job.stage; });
  return stage == known->stages.end() ? job.stage : std::string(translate(stage->text, language));
}

}  // namespace ocop::operations
