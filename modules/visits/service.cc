#include "modules/visits/service.h"

#include <algorithm>

#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"
#include "modules/visits/messages.h"
#include "modules/visits/migrations.h"
#include "modules/visits/store.h"
#include "modules/work/work.h"

namespace ocop::visits {
namespace {

constexpr std::string_view kNoteAttempt = "visit.note ";
constexpr std::initializer_list<Role> kOffice{Role::advisory_group, Role::provincial_body};

Error absent(DossierId dossier) { return Error::of(ErrorKind::not_found, "visit of dossier " + dossier.text()); }
// As evaluation::rules has it of the advisory group's report.
Scope readers_of(const Actor& actor) {
  return Scope::of(actor, {Role::advisory_group, Role::provincial_body, Role::secretary, Role::council_member, Role::council_chair});
}
std::string leaf_moved(State state) {
  json::Writer out;
  out.begin_object().field("state", name(state)).end_object();
  return out.take();
}
Scope told_of(const Actor& actor) { return Scope::for_task(actor, Task::dossiers, {Role::commune_officer}); }
bool is_of_office(const Actor& actor, std::string_view province) {
  return Scope::of(actor, kOffice).covers(province, {}, std::nullopt);
}
// What one note says: the same said by the page and by the phone is one attempt.
Attempt attempt_of(VisitId visit, const NoteVisit& input) {
  if (input.attempt.key.empty()) return {};
  json::Writer out;
  out.begin_array().text(input.words).text(input.tests).text(input.latitude).text(input.longitude).boolean(input.agreed);
  for (const OnCriterion& one : input.remarks) out.text(one.criterion).text(one.words);
  out.end_array();
  return {input.attempt.key, std::string(kNoteAttempt) + visit.text(), crypto::sha256_hex(out.take())};
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Result<Service::View> Service::read(db::Reader& reader, const Actor& actor, DossierId dossier) const {
  View out;
  auto course = parts_.courses.course(reader, readers_of(actor), dossier);
  out.sees = course ? Sees::all : Sees::that_it_was;
  if (!course) course = parts_.courses.course(reader, told_of(actor), dossier);
  if (!course) return absent(dossier);
  out.course = std::move(*course);
  if (is_of_producer(actor.grants, out.course.producer)) out.sees = Sees::that_it_was;   // nobody reads what his office saw at his own
  out.ends = out.sees == Sees::all && is_of_office(actor, out.course.province);
  out.plans = out.ends && rules::at_the_province(out.course.state).ok();
  out.visits = store::of(reader, dossier);
  return out;
}

Result<Service::One> Service::read(db::Reader& reader, const Actor& actor, DossierId dossier, VisitId visit) const {
  const auto found = store::find(reader, dossier, visit);
  if (!found) return absent(dossier);
  auto view = read(reader, actor, dossier);
  if (!view) view = read_later(reader, actor, *found);
  if (!view || view->sees != Sees::all) return absent(dossier);
  One out;
  static_cast<View&>(out) = std::move(*view);
  out.visit = *found;
  out.notes = store::notes(reader, visit);
  out.photos = store::photos(reader, visit);
  out.table = table_of(reader, dossier);
  return out;
}

// Its office reads what it wrote down also while the dossier is its producer's or its commune's again: a photo goes at a wish at any time.
Result<Service::View> Service::read_later(db::Reader& reader, const Actor& actor, const Visit& visit) const {
  auto course = parts_.courses.course(reader, Scope::everything(), visit.dossier);
  if (!course || !is_of_office(actor, visit.province) || is_of_producer(actor.grants, course->producer)) return absent(visit.dossier);
  View out;
  out.course = std::move(*course);
  out.sees = Sees::all;
  out.ends = true;
  return out;
}

const rulebooks::Table* Service::table_of(db::Reader& reader, DossierId dossier) const {
  const auto sheet = parts_.evaluation.own_sheet(reader, Scope::everything(), dossier);
  const rulebooks::Rulebook* rulebook = sheet ? parts_.library.find(sheet->rulebook) : nullptr;
  return rulebook ? rulebook->find(sheet->product_set) : nullptr;
}

Result<Service::View> Service::visits(const Actor& actor, DossierId dossier) const {
  return parts_.database.read([&](db::Reader& reader) { return read(reader, actor, dossier); });
}
Result<Service::One> Service::visit(const Actor& actor, DossierId dossier, VisitId visit) const {
  return parts_.database.read([&](db::Reader& reader) { return read(reader, actor, dossier, visit); });
}
std::vector<Visit> Service::by_ids(std::span<const VisitId> visits) const {
  return parts_.database.read([&](db::Reader& reader) { return store::by_ids(reader, visits); });
}

bool Service::may_note(db::Reader& reader, const Actor& actor, DossierId dossier, VisitId visit) const {
  const auto found = store::find(reader, dossier, visit);
  return found && is_of_office(actor, found->province);
}

namespace {

// Nobody judges the own: neither its people of now nor who helped it since it was handed in.
Result<void> not_own(act::Act& act, const evaluation::Course& course) {
  const Instant since = course.way.empty() ? act.now() : course.way.front().at;
  if (!act.is_of_producer(course.producer, since)) return {};
  return Error::of(ErrorKind::conflict, {"", "", "somebody else's producer", msg::own_producer, {}});
}

}  // namespace

Result<Service::Held> Service::held(act::Act& act, DossierId dossier, VisitId id) const {
  parts_.courses.hold(act, dossier);
  auto visit = store::find(act, dossier, id);
  if (!visit || !is_of_office(act.actor(), visit->province)) return absent(dossier);
  auto course = parts_.courses.course(act, Scope::everything(), dossier);
  if (!course) return absent(dossier);
  OCOP_CHECK(not_own(act, *course));
  return Held{std::move(*visit), std::move(*course)};
}

Result<Visit> Service::plan(const Actor& actor, DossierId dossier, const PlanVisit& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Visit> {
    std::optional<Visit> now;
    OCOP_TRY(made, act.once(input.attempt, [&]() -> Result<VisitId> {
      OCOP_TRY(visit, plan_now(act, dossier, input));
      now = visit;
      return visit.id;
    }));
    if (now) return std::move(*now);
    OCOP_TRY(one, read(act, act.actor(), dossier, made.id));
    return std::move(one.visit);
  });
}

Result<Visit> Service::plan_now(act::Act& act, DossierId dossier, const PlanVisit& input) const {
  parts_.courses.hold(act, dossier);
  OCOP_TRY(view, read(act, act.actor(), dossier));
  if (!is_of_office(act.actor(), view.course.province)) return absent(dossier);
  OCOP_CHECK(not_own(act, view.course));
  OCOP_CHECK(rules::at_the_province(view.course.state));
  OCOP_CHECK(rules::plan(input, act.today()));
  Visit visit{.id = act.new_id<VisitId>(), .dossier = dossier, .province = view.course.province, .number = view.course.number,
              .product_name = view.course.product_name, .day = input.day, .going = input.going, .planned = act.now(),
              .planned_by = act.by()};
  act.in_office(kOffice, {visit.province, {}}, "visit.planned", visit.number);
  visit.log_index = act.log(kMoved, visit.id.text(), leaf_moved(visit.state));
  store::insert(act, visit);
  act.keeps(kSealedVisit, visit.id);
  put_work(act, visit);
  tell(act, kToldPlanned, visit, view.course.producer);
  return visit;
}

Result<Visit> Service::call_off(const Actor& actor, DossierId dossier, VisitId id, const CallOff& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Visit> {
    OCOP_TRY(one, held(act, dossier, id));
    OCOP_CHECK(act::expect_version(input.version, one.visit.version, msg::changed_meanwhile));
    OCOP_CHECK(rules::call_off(one.visit.state));
    act.in_office(kOffice, {one.visit.province, {}}, "visit.called_off", one.visit.number);
    OCOP_TRY(visit, move(act, std::move(one.visit), State::called_off));
    tell(act, kToldCalledOff, visit, one.course.producer);
    return visit;
  });
}

Result<Visit> Service::move(act::Act& act, Visit visit, State to) const {
  visit.state = to;
  if (!visit.ended) visit.ended = act.now();
  visit.log_index = act.log(kMoved, visit.id.text(), leaf_moved(to));
  act.keeps(kSealedVisit, visit.id);
  if (!store::move(act, visit)) return act::stale(visit.version, {}, msg::changed_meanwhile);
  ++visit.version;
  put_work(act, visit);
  return visit;
}

Result<Note> Service::note(const Actor& actor, DossierId dossier, VisitId visit, const NoteVisit& input) {
  return acts_.run(actor, [&](act::Act& act) { return note_in(act, dossier, visit, input, act.now()); });
}

Result<Note> Service::note_in(act::Act& act, DossierId dossier, VisitId visit, const NoteVisit& received, Instant seen) const {
  OCOP_TRY(on, held(act, dossier, visit));
  const NoteVisit input = rules::tidy(received);
  std::optional<Note> now;
  OCOP_TRY(made, act.once(attempt_of(visit, input), [&]() -> Result<NoteId> {
    OCOP_TRY(note, note_now(act, std::move(on), input, seen));
    now = note;
    return note.id;
  }));
  if (now) return std::move(*now);
  const auto notes = store::notes(act, visit);
  const auto found = std::ranges::find(notes, made.id, &Note::id);
  if (found == notes.end()) return absent(dossier);
  return *found;
}

Result<Note> Service::note_now(act::Act& act, Held held, const NoteVisit& input, Instant seen) const {
  OCOP_CHECK(rules::at_the_province(held.course.state));
  OCOP_CHECK(rules::may_note(held.visit.state, store::notes(act, held.visit.id).size()));
  std::vector<std::string> criteria;
  if (const rulebooks::Table* table = table_of(act, held.visit.dossier))
    for (const rulebooks::Criterion* criterion : table->criteria) criteria.push_back(criterion->code);
  OCOP_CHECK(rules::note(input, criteria));
  Note note{.id = act.new_id<NoteId>(), .visit = held.visit.id, .words = input.words, .tests = input.tests,
            .seen = std::min(seen, act.now()), .written = act.now(), .written_by = act.by()};
  if (const auto spot = rules::spot(input)) {
    note.latitude = spot->latitude;
    note.longitude = spot->longitude;
  }
  for (const OnCriterion& remark : input.remarks) note.remarks.push_back({note.id, remark.criterion, remark.words});
  act.in_office(kOffice, {held.visit.province, {}}, "visit.noted", held.visit.number);
  OCOP_CHECK(move(act, std::move(held.visit), State::made));
  store::insert(act, note);
  act.keeps(kSealedNote, note.id);
  return note;
}

void Service::returned(act::Act& act, DossierId dossier) const {
  const auto course = parts_.courses.course(act, Scope::everything(), dossier);
  for (Visit& planned : store::of(act, dossier)) {
    if (planned.state != State::planned) continue;
    const auto visit = move(act, std::move(planned), State::called_off);
    if (visit && course) tell(act, kToldCalledOff, *visit, course->producer);
  }
}

void Service::council_named(act::Act& act, DossierId dossier) const {
  for (const Visit& visit : store::of(act, dossier)) work::put(act, kWorkSource, {visit.id.uuid}, {});
}

void Service::put_work(act::Act& act, const Visit& visit) const {
  std::vector<work::Entry> entries;
  if (visit.state == State::planned)
    entries.push_back({{.province = visit.province}, work::State::waiting, visit.day, act.now()});
  work::put(act, kWorkSource, {visit.id.uuid}, entries);
}

void Service::tell(act::Act& act, std::string_view kind, const Visit& visit, ProducerId producer) const {
  parts_.notices.tell(act, {kind, {visit.product_name, visit.number, visit.day.show(Language::vi), visit.going},
                            visits_path(visit.dossier)},
                      {.holders = {{Role::producer_member, "", "", producer}, {Role::advisory_group, visit.province, "", {}}},
                       .except = act.by()});
}

}  // namespace ocop::visits
