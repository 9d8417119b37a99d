#include "modules/waits/service.h"

#include "modules/waits/messages.h"
#include "modules/waits/migrations.h"
#include "modules/waits/store.h"

namespace ocop::waits {
namespace {

Error conflict(std::string wanted, const Message& message) {
  return Error::of(ErrorKind::conflict, {"", "", std::move(wanted), message, {}});
}
// Announced when a producer says what it thinks of how its dossier was dealt with.
std::string opinions_changed(std::string_view province) { return "opinions." + std::string(province); }
Scope makers_of(const Actor& actor) { return Scope::for_task(actor, Task::dossiers); }
Scope readers_of(const Actor& actor) {
  return Scope::for_task(actor, Task::dossiers, {Role::commune_officer, Role::provincial_body});
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Result<Report> Service::report(std::string_view province) const {
  if (!parts_.places.province(province)) return Error::of(ErrorKind::not_found, "province " + std::string(province));
  const auto state = Reports::state(parts_.database, {evaluation::courses_changed(province), opinions_changed(province)}, today());
  return *reports_.get(parts_.database, province, state, [&] {
    return parts_.database.read([&](db::Reader& reader) {
      return rules::report(province, parts_.courses.courses(reader, province), store::opinions(reader, province), state.day,
                           parts_.holidays);
    });
  });
}

Result<std::vector<ExtraRound>> Service::rounds(std::string_view province) const {
  if (!parts_.places.province(province)) return Error::of(ErrorKind::not_found, "province " + std::string(province));
  return parts_.database.read([&](db::Reader& reader) { return store::rounds(reader, province); });
}

Result<evaluation::Course> Service::find(db::Reader& reader, const Scope& scope, DossierId dossier) const {
  auto found = parts_.courses.course(reader, scope, dossier);
  if (!found) return Error::of(ErrorKind::not_found, "dossier " + dossier.text());
  return std::move(*found);
}

// Not inside a look: whoever waits for one would hold another.
std::optional<Wait> Service::wait_of(const evaluation::Course& course) const {
  const auto state = Standings::state(parts_.database, {evaluation::courses_changed(course.province)});
  const auto others = standings_.get(parts_.database, course.province, state, [&] {
    return parts_.database.read([&](db::Reader& reader) { return rules::standings(parts_.courses.courses(reader, course.province)); });
  });
  const auto extra = parts_.database.read([&](db::Reader& reader) { return store::rounds(reader, course.province); });
  return rules::wait(course, *others, extra, today());
}

Result<Service::Waiting> Service::waiting(const Actor& actor, DossierId dossier) const {
  auto found = parts_.database.read([&](db::Reader& reader) { return find(reader, readers_of(actor), dossier); });
  OCOP_TRY(course, std::move(found));
  auto wait = wait_of(course);
  return Waiting{std::move(course), std::move(wait)};
}

std::optional<Wait> Service::wait_of(DossierId dossier) const {
  const auto course =
      parts_.database.read([&](db::Reader& reader) { return parts_.courses.course(reader, Scope::everything(), dossier); });
  return course ? wait_of(*course) : std::nullopt;
}

Result<Service::Asked> Service::opinion(const Actor& actor, DossierId dossier) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Asked> {
    OCOP_TRY(course, find(reader, readers_of(actor), dossier));
    Asked out{.course = std::move(course), .opinion = store::opinion(reader, dossier)};
    out.own = makers_of(actor).covers({}, {}, out.course.producer);
    out.may_say = out.own && !out.opinion && out.course.state == evaluation::State::decided;
    if (out.opinion && !out.own) out.opinion->grade = 0;
    return out;
  });
}

Result<Opinion> Service::give(const Actor& actor, DossierId dossier, const GiveOpinion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Opinion> {
    OCOP_TRY(course, find(act, makers_of(act.actor()), dossier));
    if (course.state != evaluation::State::decided) return conflict("a decided dossier", msg::not_decided_yet);
    const Opinion said{.dossier = dossier, .province = course.province, .commune = course.commune, .grade = input.grade,
                       .words = input.words, .given = act.now()};
    if (!store::insert(act, said)) return conflict("a dossier of which nothing was said", msg::said_before);
    static_cast<db::Transaction&>(act).announce(opinions_changed(course.province));
    act.for_producer(course.producer, "dossier.opinion", course.number);
    return said;
  });
}

Result<void> Service::take_words(const Actor& actor, DossierId dossier) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(course, find(act, makers_of(act.actor()), dossier));
    const auto said = store::opinion(act, dossier);
    if (!said) return Error::of(ErrorKind::not_found, "opinion on " + dossier.text());
    if (said->words.empty()) return {};
    store::take_words(act, dossier);
    act.for_producer(course.producer, "dossier.words_taken_back", course.number);
    return {};
  });
}

std::vector<evaluation::Course> Service::unsaid(const Actor& actor) const {
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<evaluation::Course> out = parts_.courses.decided_of(reader, makers_of(actor).producers);
    std::vector<DossierId> ids;
    for (const evaluation::Course& one : out) ids.push_back(one.id);
    const std::vector<DossierId> said = store::said_of(reader, ids);
    std::erase_if(out, [&](const evaluation::Course& one) { return std::ranges::find(said, one.id) != said.end(); });
    return out;
  });
}

Result<void> Service::add_round(const Actor& actor, std::string_view province, const AddRound& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    if (!Scope::of(act.actor(), {Role::provincial_body}).covers(province, {}, std::nullopt))
      return Error::of(ErrorKind::not_found, "province " + std::string(province));
    OCOP_CHECK(rules::check(input, act.today()));
    if (!store::insert(act, ExtraRound{std::string(province), input.asked_before, input.results_before, input.plan, act.now(), act.by()}))
      return conflict("a round that ends on another day", msg::round_is_there);
    act.in_office({Role::provincial_body}, {province, {}}, "round.added", input.plan);
    return {};
  });
}

Result<void> Service::remove_round(const Actor& actor, std::string_view province, Date results_before) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    if (!Scope::of(act.actor(), {Role::provincial_body}).covers(province, {}, std::nullopt))
      return Error::of(ErrorKind::not_found, "province " + std::string(province));
    if (!store::remove_round(act, province, results_before))
      return Error::of(ErrorKind::not_found, "round that ends before " + results_before.iso());
    act.in_office({Role::provincial_body}, {province, {}}, "round.removed", results_before.iso());
    return {};
  });
}

}  // namespace ocop::waits
