#include "modules/sessions/service.h"

#include <algorithm>

#include "kernel/json/json.h"
#include "modules/sessions/messages.h"
#include "modules/sessions/migrations.h"
#include "modules/sessions/store.h"

namespace ocop::sessions {
namespace {

Error absent(SessionId id) { return Error::of(ErrorKind::not_found, "session " + id.text()); }
Scope office_of(const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); }

evaluation::NamedCouncil council_of(const Session& session) { return {.members = session.members, .chair = session.chair}; }

std::vector<DossierId> dossiers_of(std::span<const Item> items) {
  std::vector<DossierId> out;
  for (const Item& one : items) out.push_back(one.dossier);
  return out;
}

// Those who are named, each once: a chair may score as well.
std::vector<AccountId> named_in(const Session& session) {
  std::vector<AccountId> out = session.members;
  for (const auto& one : {session.chair, session.secretary})
    if (one && std::ranges::find(out, *one) == out.end()) out.push_back(*one);
  return out;
}

bool is_of_council(const Actor& actor, std::string_view province) {
  return std::ranges::any_of(actor.grants, [&](const Grant& one) {
    const bool sits = one.role == Role::council_member || one.role == Role::council_chair || one.role == Role::secretary;
    return sits && one.province == province;
  });
}

work::ThingId thing(SessionId id) { return {id.uuid}; }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Scope scope_of(const Actor& actor) {
  Scope out = office_of(actor);
  if (!actor.has(Role::council_member) && !actor.has(Role::council_chair) && !actor.has(Role::secretary)) return out;
  out.reach = Scope::Reach::listed;
  out.assignee = actor.account;
  return out;
}

Result<void> Service::check(db::Reader& reader, const MakeSession& plan, std::string_view province, Date today) const {
  OCOP_CHECK(rules::check(plan, today));
  std::vector<AccountId> asked = plan.members;
  for (const auto& one : {plan.chair, plan.secretary})
    if (one) asked.push_back(*one);
  std::vector<rules::Candidate> candidates;
  for (identity::AccountSummary& one : parts_.identity.by_ids(reader, asked)) candidates.push_back({one.id, std::move(one.grants)});
  return rules::check_people(plan, candidates, province);
}

Result<act::Made<SessionId>> Service::make(const Actor& actor, const MakeSession& input, const Attempt& attempt) {
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<SessionId>> {
    return act.once(attempt, [&]() -> Result<SessionId> {
      const std::vector<std::string> provinces = office_of(act.actor()).provinces;
      if (provinces.empty()) return Error::of(ErrorKind::forbidden, "no province of the actor");
      Session session;
      static_cast<Plan&>(session) = input;
      session.members = input.members;
      session.province = provinces[0];   // an account is the body of one province
      OCOP_CHECK(check(act, input, session.province, act.today()));
      if (store::drafts_of(act, session.province) >= kMostDrafts)
        return Error::of(ErrorKind::conflict, {"", std::to_string(kMostDrafts), "fewer drafts", msg::too_many_drafts,
                                               {std::to_string(kMostDrafts)}});
      session.id = act.new_id<SessionId>();
      session.made = act.now();
      session.made_by = act.by();
      act.in_office({Role::provincial_body}, {session.province, {}}, "session.made", session.title);
      store::insert(act, session);
      put_work(act, session);
      return session.id;
    });
  });
}

Result<Service::Loaded> Service::load(act::Act& act, SessionId id, rules::Act what, std::int64_t version) const {
  auto found = store::find(act, scope_of(act.actor()), id);
  if (!found) return absent(id);
  // Whoever is named reads it; what is done with it is its office's.
  if (!office_of(act.actor()).covers(found->province, {}, std::nullopt)) return Error::of(ErrorKind::forbidden, "not its office");
  OCOP_CHECK(act::expect_version(version, found->version, msg::session_changed));
  OCOP_TRY(next, rules::may(what, found->state));
  return Loaded{std::move(*found), next};
}

Result<Session> Service::save(act::Act& act, Session session) const {
  if (!store::change(act, session)) return act::stale(session.version, {}, msg::session_changed);
  ++session.version;
  return session;
}

Result<Session> Service::save_agenda(act::Act& act, Session session, std::span<const Item> items) const {
  act.in_office({Role::provincial_body}, {session.province, {}}, "session.changed", session.title);
  OCOP_TRY(saved, save(act, std::move(session)));
  store::set_items(act, saved.id, items);
  return saved;
}

Result<Session> Service::change(const Actor& actor, SessionId id, const ChangeSession& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Session> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    OCOP_CHECK(check(act, input, loaded.session.province, act.today()));
    static_cast<Plan&>(loaded.session) = input;
    loaded.session.members = input.members;
    act.in_office({Role::provincial_body}, {loaded.session.province, {}}, "session.changed", loaded.session.title);
    OCOP_TRY(saved, save(act, std::move(loaded.session)));
    store::set_people(act, saved);
    put_work(act, saved);
    return saved;
  });
}

Result<Session> Service::add(const Actor& actor, SessionId id, const AddDossiers& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Session> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    std::vector<Item> items = store::items(act, id);
    const auto waiting = parts_.agenda.waiting(act, loaded.session.province);
    OCOP_CHECK(rules::check_added(input.dossiers, items, waiting));
    for (const evaluation::OnAgenda& one : waiting)
      if (std::ranges::find(input.dossiers, one.id) != input.dossiers.end())
        items.push_back({.dossier = one.id, .place = static_cast<std::int64_t>(items.size()) + 1});
    return save_agenda(act, std::move(loaded.session), items);
  });
}

Result<Session> Service::add_all(const Actor& actor, SessionId id, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Session> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    std::vector<Item> items = store::items(act, id);
    const std::size_t before = items.size();
    for (const evaluation::OnAgenda& one : parts_.agenda.waiting(act, loaded.session.province))
      if (items.size() < kMostOnAgenda && std::ranges::find(items, one.id, &Item::dossier) == items.end())
        items.push_back({.dossier = one.id, .place = static_cast<std::int64_t>(items.size()) + 1});
    if (items.size() == before)
      return Error::of(ErrorKind::conflict, {"", std::to_string(before), "a dossier that waits", msg::nothing_to_add, {}});
    return save_agenda(act, std::move(loaded.session), items);
  });
}

Result<Session> Service::move(const Actor& actor, SessionId id, DossierId dossier, const MoveDossier& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Session> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    OCOP_TRY(items, rules::move(store::items(act, id), dossier, input.to));
    return save_agenda(act, std::move(loaded.session), items);
  });
}

Result<Session> Service::remove(const Actor& actor, SessionId id, DossierId dossier, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Session> {
    OCOP_TRY(loaded, load(act, id, rules::Act::change, input.version));
    OCOP_TRY(items, rules::remove(store::items(act, id), dossier));
    return save_agenda(act, std::move(loaded.session), items);
  });
}

// ---- the call and what follows ---------------------------------------------------------------------------------------------------

std::vector<std::optional<Error>> Service::hindrances(db::Reader& reader, const Actor& actor, const Session& session,
                                                      std::span<const Item> items) const {
  const std::vector<DossierId> ids = dossiers_of(items);
  auto out = parts_.agenda.hindrances(reader, actor, ids, council_of(session));
  for (const evaluation::OnAgenda& one : parts_.agenda.on_agenda(reader, ids)) {
    auto& here = out[static_cast<std::size_t>(std::ranges::find(ids, one.id) - ids.begin())];
    if (!here) here = rules::without_advice(session.advice, one);
  }
  return out;
}

Result<std::vector<Item>> Service::open(act::Act& act, const Session& session, std::vector<Item> items, Reach reach) const {
  std::size_t opened = 0;
  for (Item& one : items) {
    if (one.line != Line::opened) continue;
    auto named = parts_.agenda.name_council(act, one.dossier, council_of(session));
    if (named) {
      ++opened;
      continue;
    }
    if (reach == Reach::all) return std::move(named).error();
    rules::Words words = rules::words_of(named.error());
    one.line = Line::off;
    one.why_vi = std::move(words.vi);
    one.why_en = std::move(words.en);
  }
  if (opened == 0) return Error::of(ErrorKind::conflict, {"", "0", "a dossier that can be opened", msg::nothing_to_open, {}});
  return items;
}

Result<Session> Service::call(const Actor& actor, SessionId id, const CallSession& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Session> {
    OCOP_TRY(loaded, load(act, id, rules::Act::call, input.version));
    Session& session = loaded.session;
    if (session.day < act.today())
      return Error::of(ErrorKind::conflict, {"day", session.day.iso(), act.today().iso() + " or later", msg::day_is_gone, {}});
    const auto before = store::items(act, id);
    OCOP_TRY(sorted, rules::sort_out(before, hindrances(act, act.actor(), session, before), input.reach));
    session.state = loaded.next;
    session.called = act.now();
    session.called_by = act.by();
    act.in_office({Role::provincial_body}, {session.province, {}}, "session.called", session.title);
    // The session first: of two officers who press at once the second one is told, before any dossier is touched.
    OCOP_TRY(saved, save(act, std::move(session)));
    OCOP_TRY(items, open(act, saved, std::move(sorted), input.reach));
    store::set_items(act, id, items);
    const auto opened = std::ranges::count(items, Line::opened, &Item::line);
    log(act, saved, opened);
    put_work(act, saved);
    tell(act, saved, opened);
    return saved;
  });
}

Result<Session> Service::hold(const Actor& actor, SessionId id, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Session> {
    OCOP_TRY(loaded, load(act, id, rules::Act::hold, input.version));
    OCOP_CHECK(rules::check_held(loaded.session, act.today()));
    loaded.session.state = loaded.next;
    loaded.session.ended = act.now();
    loaded.session.ended_by = act.by();
    act.in_office({Role::provincial_body}, {loaded.session.province, {}}, "session.held", loaded.session.title);
    OCOP_TRY(saved, save(act, std::move(loaded.session)));
    log(act, saved, std::ranges::count(store::items(act, id), Line::opened, &Item::line));
    put_work(act, saved);
    return saved;
  });
}

Result<Session> Service::cancel(const Actor& actor, SessionId id, const Version& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Session> {
    OCOP_TRY(loaded, load(act, id, rules::Act::cancel, input.version));
    loaded.session.state = loaded.next;
    loaded.session.ended = act.now();
    loaded.session.ended_by = act.by();
    act.in_office({Role::provincial_body}, {loaded.session.province, {}}, "session.cancelled", loaded.session.title);
    OCOP_TRY(saved, save(act, std::move(loaded.session)));
    put_work(act, saved);
    return saved;
  });
}

void Service::log(act::Act& act, const Session& session, std::int64_t dossiers) const {
  json::Writer out;
  out.begin_object().field("day", session.day).field("dossiers", dossiers).field("province", session.province);
  out.field("state", name(session.state)).end_object();
  act.log(kMoved, session.id.text(), out.take());
  act.keeps(kSealedSession, session.id);
}

// The office has the next act until the session is over; whoever is named has the day, on /work and in its calendar.
void Service::put_work(act::Act& act, const Session& session) const {
  std::vector<work::Entry> entries;
  const bool open = session.state == State::draft || session.state == State::called;
  if (open)
    entries.push_back({.holder = {.province = session.province}, .state = work::State::waiting, .due = session.day, .since = session.made});
  if (session.state == State::called)
    for (const AccountId& account : named_in(session))
      entries.push_back({.holder = {.account = account}, .state = work::State::others, .due = session.day, .since = *session.called});
  work::put(act, kWorkSource, thing(session.id), entries);
}

void Service::tell(act::Act& act, const Session& session, std::int64_t dossiers) const {
  parts_.notices.tell(act,
                      {kToldCalled,
                       {session.title, session.hour + ", " + session.day.show(Language::vi), session.place, std::to_string(dossiers)},
                       path_of(session)},
                      {.accounts = named_in(session), .except = act.by()});
}

// ---- reading -----------------------------------------------------------------------------------------------------------------------

Result<Service::Shown> Service::show(const Actor& actor, SessionId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    auto found = store::find(reader, scope_of(actor), id);
    if (!found) return absent(id);
    Shown out;
    out.session = std::move(*found);
    out.side = office_of(actor).covers(out.session.province, {}, std::nullopt) ? Side::office : Side::named;
    // A role that was taken away takes the session with it, as it takes the seat (evaluation).
    if (out.side == Side::named && !is_of_council(actor, out.session.province)) return absent(id);
    std::vector<Item> items = store::items(reader, id);
    if (out.side == Side::named) std::erase_if(items, [](const Item& one) { return one.line != Line::opened; });
    const std::vector<DossierId> ids = dossiers_of(items);
    const auto dossiers = parts_.agenda.on_agenda(reader, ids);
    const auto standings = parts_.agenda.standings(reader, actor, ids);
    std::vector<evaluation::State> opened;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto dossier = std::ranges::find(dossiers, items[i].dossier, &evaluation::OnAgenda::id);
      if (dossier == dossiers.end()) continue;
      if (items[i].line == Line::opened) opened.push_back(dossier->state);
      out.items.push_back({.item = std::move(items[i]), .dossier = *dossier, .standing = standings[i]});
    }
    out.now = rules::state_now(out.session.state, opened);
    if (out.session.called) out.ahead = rules::ahead(vietnam_date(*out.session.called), out.session.day, parts_.holidays);
    out.if_called_today = rules::ahead(today(), out.session.day, parts_.holidays);
    const std::vector<AccountId> people = named_in(out.session);
    for (const identity::AccountSummary& one : parts_.identity.by_ids(reader, people)) out.names[one.id] = one.display_name;
    if (out.session.state != State::draft) return out;
    std::vector<Item> listed;
    for (const ShownItem& one : out.items) listed.push_back(one.item);
    auto hindering = hindrances(reader, actor, out.session, listed);
    for (std::size_t i = 0; i < out.items.size(); ++i) out.items[i].hindrance = std::move(hindering[i]);
    for (evaluation::AgendaTie& tie : parts_.agenda.agenda_ties(reader, dossiers_of(listed), people))
      std::ranges::find(out.items, tie.dossier, [](const ShownItem& one) { return one.dossier.id; })->ties.push_back(std::move(tie));
    return out;
  });
}

Result<Service::Waiting> Service::waiting(const Actor& actor, SessionId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Waiting> {
    auto found = store::find(reader, scope_of(actor), id);
    if (!found) return absent(id);
    if (!office_of(actor).covers(found->province, {}, std::nullopt)) return Error::of(ErrorKind::forbidden, "not its office");
    OCOP_CHECK(rules::may(rules::Act::change, found->state));
    Waiting out;
    const std::vector<Item> items = store::items(reader, id);
    out.dossiers = parts_.agenda.waiting(reader, found->province);
    std::erase_if(out.dossiers, [&](const evaluation::OnAgenda& one) {
      return std::ranges::find(items, one.id, &Item::dossier) != items.end();
    });
    out.room = kMostOnAgenda - std::min(kMostOnAgenda, items.size());
    out.session = std::move(*found);
    return out;
  });
}

Service::People Service::people(const Actor& actor) const {
  const std::vector<std::string> provinces = office_of(actor).provinces;
  if (provinces.empty()) return {};
  return parts_.database.read([&](db::Reader& reader) {
    return People{.members = parts_.identity.with_role(reader, Role::council_member, provinces[0]),
                  .chairs = parts_.identity.with_role(reader, Role::council_chair, provinces[0]),
                  .secretaries = parts_.identity.with_role(reader, Role::secretary, provinces[0])};
  });
}

void Service::settle(std::vector<Session>& rows) const {
  std::vector<SessionId> called;
  for (const Session& one : rows)
    if (one.state == State::called) called.push_back(one.id);
  if (called.empty()) return;
  parts_.database.read([&](db::Reader& reader) {
    const auto opened = store::opened(reader, called);
    std::vector<DossierId> ids;
    for (const store::Opened& one : opened) ids.push_back(one.dossier);
    std::map<DossierId, evaluation::State> states;
    for (const evaluation::OnAgenda& one : parts_.agenda.on_agenda(reader, ids)) states[one.id] = one.state;
    for (Session& row : rows) {
      std::vector<evaluation::State> its;
      for (const store::Opened& one : opened)
        if (one.session == row.id && states.contains(one.dossier)) its.push_back(states[one.dossier]);
      row.state = rules::state_now(row.state, its);
    }
  });
}

std::vector<Session> Service::by_ids(std::span<const SessionId> ids) const {
  return parts_.database.read([&](db::Reader& reader) { return store::by_ids(reader, ids); });
}

}  // namespace ocop::sessions
