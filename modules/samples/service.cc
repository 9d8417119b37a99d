#include "modules/samples/service.h"

#include <algorithm>

#include "kernel/json/json.h"
#include "kernel/tlog/tlog.h"
#include "modules/samples/messages.h"
#include "modules/samples/migrations.h"
#include "modules/samples/rules.h"
#include "modules/samples/store.h"

namespace ocop::samples {
namespace {

// Council members, who read a dossier before its closing too, are not among them.
Scope readers_of(const Actor& actor) {
  return Scope::for_task(actor, Task::dossiers, {Role::commune_officer, Role::provincial_body});
}
bool acts_as(const Actor& actor, Role role, const evaluation::Course& course) {
  return Scope::of(actor, {role}).covers(course.province, course.commune, std::nullopt);
}
std::string leaf_counted(const Count& count) {
  json::Writer out;
  out.begin_object().field("number", count.found).field("state", name(count.step)).end_object();
  return out.take();
}
Role office_of(Step step) { return step == Step::province ? Role::provincial_body : Role::commune_officer; }

Count counted_now(act::Act& act, DossierId dossier, std::int64_t due, const TakeCount& input) {
  return {.id = act.new_id<CountId>(), .dossier = dossier, .step = input.step, .found = input.found, .damaged = input.damaged, .due = due,
          .day = input.day, .words = input.words, .counted = act.now(), .counted_by = act.by()};
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
std::string path_of(DossierId dossier) { return "/dossiers/" + dossier.text() + "/samples"; }

std::int64_t Service::due_of(const evaluation::Course& course) const {
  if (!rules::come_with(course)) return 0;
  for (const rulebooks::Rulebook& one : parts_.library.rulebooks())
    if (const rulebooks::Table* table = one.find(course.product_set)) return table->sample_units;
  return 0;
}

Result<Service::Shown> Service::find(db::Reader& reader, const Actor& actor, DossierId dossier) const {
  auto course = parts_.courses.course(reader, readers_of(actor), dossier);
  if (!course) return Error::of(ErrorKind::not_found, "dossier " + dossier.text());
  Shown out{.course = std::move(*course), .due = 0, .counts = store::counts(reader, dossier), .may = {}};
  out.due = due_of(out.course);
  if (out.due == 0) return out;
  for (const Role role : {Role::commune_officer, Role::provincial_body}) {
    if (!acts_as(actor, role, out.course)) continue;
    for (const Step step : rules::open_to(role, out.course.state)) out.may.push_back(step);
  }
  return out;
}

Result<Service::Shown> Service::show(const Actor& actor, DossierId dossier) const {
  return parts_.database.read([&](db::Reader& reader) { return find(reader, actor, dossier); });
}

Result<Count> Service::count(const Actor& actor, DossierId dossier, const TakeCount& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Count> {
    parts_.courses.hold(act, dossier);   // a double click stands in a row, and sees what the first one said
    OCOP_TRY(shown, find(act, act.actor(), dossier));
    const evaluation::Course& course = shown.course;
    if (!acts_as(act.actor(), office_of(input.step), course)) return Error::of(ErrorKind::forbidden, "another office counts this step");
    const Date handed_in = course.way.empty() ? act.today() : vietnam_date(course.way.front().at);
    OCOP_CHECK(rules::check(input, shown.due, handed_in, act.today()));
    if (std::ranges::find(shown.may, input.step) == shown.may.end())
      return Error::of(ErrorKind::conflict,
                       {"step", std::string(name(input.step)), "a step of where the dossier is", msg::step_not_now, {}});
    if (act.is_of_producer(course.producer, course.way.empty() ? act.now() : course.way.front().at))
      return Error::of(ErrorKind::conflict, {"", "", "somebody else's product", msg::own_product, {}});
    if (const Count* last = rules::latest(shown.counts, input.step); last && rules::repeats(*last, input, act.by())) return *last;

    const Count count = counted_now(act, dossier, shown.due, input);
    act.in_office({office_of(input.step)}, {course.province, course.commune}, "samples.counted", course.number);
    store::insert(act, count);
    act.log(kCounted, dossier.text(), leaf_counted(count));
    act.keeps(kSealedCount, count.id);
    if (rules::is_short(count))
      parts_.notices.tell(act,
                          {kToldFewer, {course.product_name, course.number, std::to_string(count.found), std::to_string(count.due),
                                        std::to_string(count.damaged)}, path_of(dossier)},
                          {.holders = {{Role::producer_member, "", "", course.producer}}, .except = act.by()});
    return count;
  });
}

void Service::forwarded(act::Act& act, DossierId dossier) const {
  const auto course = parts_.courses.course(act, Scope::everything(), dossier);
  const std::int64_t due = course ? due_of(*course) : 0;
  if (due == 0) return;
  const auto counts = store::counts(act, dossier);
  const Count* received = rules::latest(rules::since_handed_in(counts, *course), Step::commune);
  if (received && !rules::is_short(*received)) return;
  std::vector<std::string> words{course->product_name, course->number};
  if (received) words.push_back(std::to_string(received->found - received->damaged));
  words.push_back(std::to_string(due));
  parts_.notices.tell(act, {received ? kToldShort : kToldUncounted, std::move(words), path_of(dossier)},
                      {.holders = {{Role::producer_member, "", "", course->producer}, {Role::provincial_body, course->province, "", {}}},
                       .except = act.by()});
}

}  // namespace ocop::samples
