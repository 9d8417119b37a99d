#include <algorithm>
#include <iterator>
#include <set>

#include "modules/evaluation/canonical.h"
#include "modules/evaluation/rules_centre.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What each side sees of a dossier, a sheet and a result.
namespace ocop::evaluation {
namespace {

std::vector<producers::Paper> keep(std::vector<producers::Paper> papers, std::span<const PaperId> ids) {
  std::erase_if(papers, [&](const producers::Paper& paper) { return std::find(ids.begin(), ids.end(), paper.id) == ids.end(); });
  return papers;
}

bool is_registration_in_date(const producers::Paper& paper, Date today) {
  return paper.kind == producers::PaperKind::business_registration && (!paper.expires || *paper.expires >= today);
}

Names names_of(const identity::Identity& identity, db::Reader& reader, const Dossier& dossier, std::span<const Seat> seats) {
  std::vector<AccountId> ids;
  for (const Seat& seat : seats) ids.push_back(seat.member);
  if (dossier.chair) ids.push_back(*dossier.chair);
  Names out;
  for (const identity::AccountSummary& account : identity.by_ids(reader, ids)) out[account.id] = account.display_name;
  return out;
}

void hide_members(std::span<ConflictOfInterest> conflicts) {
  for (ConflictOfInterest& one : conflicts) {
    one.member = {};
    one.ground.clear();
  }
}

}  // namespace

Rail Service::rail(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, const Sheet& sheet, const Settings& settings) const {
  Rail out;
  out.completeness = rules::completeness(table, sheet);
  const rulebooks::Sheet sheets[] = {rules::scorable(table, sheet, "self")};
  // Stored answers were checked against this very table, so scoring them cannot fail; if it does, that is a bug worth stopping at.
  out.outcome = rulebooks::score(rulebook, table, sheets, settings.scoring()).value();
  out.shortfall = rules::shortfall(rulebook, out.outcome);
  out.next = rulebooks::next_star(rulebook, table, sheets[0], rulebooks::kLeastRecognised);
  return out;
}

DossierView Service::view_of(db::Reader& reader, Loaded loaded) const {
  DossierView out;
  out.dossier = std::move(loaded.dossier);
  out.relation = loaded.relation;
  out.rulebook = loaded.rulebook;
  out.table = loaded.table;
  out.own_seat = loaded.relation.seat;
  const std::vector<ProducerId> producer_ids{out.dossier.producer};
  auto producers = parts_.producers.by_ids(reader, producer_ids);
  if (!producers.empty()) out.producer = std::move(producers.front());

  out.self = store::sheet(reader, out.dossier.id, kSelfSeat).value_or(Sheet{});
  show_completions(reader, out);
  if (rules::may_see_self_score(out.dossier, out.relation)) {
    out.rail = rail(*out.rulebook, *out.table, out.self, out.dossier.settings);
  } else {
    out.self.answers.clear();
  }
  out.dossier_papers = papers_shown(reader, out.dossier, out.relation);
  out.papers = parts_.producers.papers_by_ids(reader, out.dossier.producer, out.dossier_papers);
  if (out.relation.is(rules::Capacity::producer))
    for (producers::Paper& paper : parts_.producers.papers_of(reader, Scope::everything(), out.dossier.producer))
      if (std::ranges::find(out.dossier_papers, paper.id) == out.dossier_papers.end()) out.papers.push_back(std::move(paper));
  std::ranges::sort(out.papers, {}, [](const producers::Paper& paper) { return std::pair(paper.kind, paper.id); });
  out.has_registration = std::any_of(out.papers.begin(), out.papers.end(),
                                     [&](const producers::Paper& paper) { return is_registration_in_date(paper, today()); });
  const bool writes = rules::may(rules::Act::save_report, out.dossier.state, out.relation).ok();
  if (writes || rules::may(rules::Act::read_report, out.dossier.state, out.relation))
    out.report = store::last_report(reader, out.dossier.id);
  if (rules::may(rules::Act::read_advice, out.dossier.state, out.relation)) out.advice = store::advice(reader, out.dossier.id);
  if (out.advice) {
    out.advice->proposals = store::proposals(reader, out.dossier.id);
    const auto by = parts_.identity.by_ids(reader, std::span(&out.advice->written_by, 1));
    if (!by.empty()) out.advised_by = by[0].display_name;
  }
  if (rules::may(rules::Act::see_progress, out.dossier.state, out.relation)) out.seats = std::move(loaded.seats);
  if (rules::may_see_member_names(out.dossier, out.relation)) out.names = names_of(parts_.identity, reader, out.dossier, out.seats);
  reckon(out);
  return out;
}

void Service::reckon(DossierView& out) const {
  if (out.dossier.state == State::draft) {
    out.filing = rules::filing(today(), parts_.holidays);
    out.round = out.filing->latest;
  }
  const bool centre = out.dossier.level() == Level::centre;
  if (out.dossier.state == State::forwarded && out.dossier.forwarded_at) {
    const Date day = vietnam_date(*out.dossier.forwarded_at);
    out.round = centre ? centre_round_of(day) : round_of(day);
  }
  if (centre && out.dossier.state < State::decided) out.deadline = rules::centre_deadline(out.dossier, today(), parts_.holidays);
  if (out.dossier.state == State::submitted) {
    out.clock = rules::commune_clock(out.dossier, parts_.holidays);
    out.deadline = rules::commune_deadline(out.dossier, today(), parts_.holidays);
    // While the clock stands, as if it went on today; after its last day the commune still asks, not before today.
    const Date asks = out.deadline ? std::max(out.deadline->on, today())
                                   : parts_.holidays.plus_working_days(today(), rules::kCommuneWorkingDays - out.clock->used);
    out.round = round_of(asks);
  }
}

// To whoever does not fill it in, a sheet that is being completed is what was handed in.
void Service::show_completions(db::Reader& reader, DossierView& view) const {
  view.corrections = store::corrections(reader, view.dossier.id);
  std::vector<AccountId> ids;
  for (const Correction& one : view.corrections) ids.push_back(one.corrected_by);
  // Items say which criteria had points, answers speak of them: to whoever scores without the self-score they are a part of it.
  if (!view.dossier.requests.empty() && rules::may_see_self_score(view.dossier, view.relation))
    view.completions = store::completions(reader, view.dossier.id);
  for (const Completion& one : view.completions) {
    ids.push_back(one.asked_by);
    if (!one.ending && !view.relation.is(rules::Capacity::producer)) view.self.answers = answers_of(one.handed_in).value();
  }
  if (ids.empty()) return;
  for (const identity::AccountSummary& account : parts_.identity.by_ids(reader, ids)) view.people[account.id] = account.display_name;
}

std::vector<PaperId> Service::papers_shown(db::Reader& reader, const Dossier& dossier, const rules::Relation& relation) const {
  if (!dossier.open_request() || relation.is(rules::Capacity::producer)) return store::papers_of_dossier(reader, dossier.id);
  std::vector<PaperId> out = store::joined_papers(reader, dossier.id);
  for (const Completion& one : store::completions(reader, dossier.id)) {
    if (one.ending) continue;
    const std::vector<Answer> answers = answers_of(one.handed_in).value();   // it was checked when it was written
    for (const Answer& answer : answers) out.insert(out.end(), answer.papers.begin(), answer.papers.end());
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

Result<DossierView> Service::view(const Actor& actor, DossierId id) {
  return parts_.database.read([&](db::Reader& reader) -> Result<DossierView> {
    OCOP_TRY(loaded, load(reader, actor, id, rules::Act::read));
    return view_of(reader, std::move(loaded));
  });
}

Result<SheetView> Service::own_sheet(const Actor& actor, DossierId id) {
  return parts_.database.read([&](db::Reader& reader) -> Result<SheetView> {
    OCOP_TRY(loaded, load(reader, actor, id, rules::Act::read_own_sheet));
    SheetView out;
    auto own = store::sheet(reader, id, loaded.relation.seat.value_or(-1));
    if (!own) return Error::of(ErrorKind::not_found, "no seat in this council");
    out.sheet = std::move(*own);
    auto self = store::sheet(reader, id, kSelfSeat).value_or(Sheet{});
    for (const Answer& answer : self.answers) {
      if (!answer.papers.empty()) out.evidence[answer.criterion] = answer.papers;
      if (!answer.note.empty()) out.notes[answer.criterion] = answer.note;
    }
    if (rules::may_see_self_score(loaded.dossier, loaded.relation)) out.self = std::move(self);
    out.papers = parts_.producers.papers_by_ids(reader, loaded.dossier.producer, store::papers_of_dossier(reader, id));
    const std::vector<ProducerId> producer_ids{loaded.dossier.producer};
    auto producers = parts_.producers.by_ids(reader, producer_ids);
    if (!producers.empty()) out.producer = std::move(producers.front());
    out.rail = rail(*loaded.rulebook, *loaded.table, out.sheet, loaded.dossier.settings);
    out.proposals = store::proposals(reader, id);
    const int in = static_cast<int>(std::ranges::count(loaded.seats, SheetState::submitted, &Seat::state));
    const int needed = rules::sheets_needed(static_cast<int>(loaded.seats.size()), loaded.dossier.settings.quorum_percent);
    if (out.sheet.state == SheetState::submitted && in >= std::max(needed, rules::kFewestSheetsForMembers)) {
      OCOP_TRY(outcome, outcome_of(reader, loaded.dossier, nullptr));
      out.decisive = decisive_of(reader, loaded, outcome);
    }
    out.dossier = std::move(loaded.dossier);
    out.relation = loaded.relation;
    out.rulebook = loaded.rulebook;
    out.table = loaded.table;
    return out;
  });
}

Result<ClosingView> Service::closing(const Actor& actor, DossierId id) {
  return parts_.database.read([&](db::Reader& reader) -> Result<ClosingView> {
    OCOP_TRY(loaded, load(reader, actor, id, rules::Act::see_progress));
    ClosingView out;
    mark_left(reader, loaded.dossier, loaded.seats);
    const Settings settings = loaded.dossier.settings;
    out.submitted = rules::judged(loaded.dossier, loaded.seats);
    out.positions = positions_shown(reader, loaded.dossier, loaded.relation, loaded.seats);
    out.renewal_ends = renewal_ends(loaded.dossier, loaded.relation);
    out.needed = rules::needed_to_close(loaded.dossier, loaded.relation, static_cast<int>(loaded.seats.size()));
    // One figure of all totals together: enough to know whether to discuss, not enough to know who gave what; and none to one who has yet
    // to score, nor while written views are asked for. The provincial body, which does not close, reads no figure before closing.
    const bool scored =
        loaded.dossier.positions != Positions::asked && rules::own_sheet_first(loaded.dossier, loaded.relation, loaded.seats).ok();
    if (scored && out.submitted >= out.needed && loaded.relation.is(rules::Capacity::council_chair)) {
      OCOP_TRY(outcome, outcome_of(reader, loaded.dossier, nullptr));
      out.spread = rules::spread(outcome);
      out.spread_wide = rules::spread_exceeds(*out.spread, settings);
      out.decisive = decisive_of(reader, loaded, outcome);
    }
    out.conflicts = store::conflicts(reader, id);
    if (loaded.relation.is(rules::Capacity::council_chair)) out.discussions = store::discussions(reader, id);
    show_candidates(reader, loaded, out);
    out.view = view_of(reader, std::move(loaded));
    std::vector<AccountId> people;
    for (const ConflictOfInterest& one : out.conflicts) people.push_back(one.member);
    for (const Position& one : out.positions) people.push_back(one.member);
    if (rules::may_see_member_names(out.view.dossier, out.view.relation)) {
      name_those(reader, people, out.view.names);
    } else {   // an officer who is of the producer as well: that seats are there and which are in, and not whose
      hide_members(out.conflicts);
      for (Seat& seat : out.view.seats) seat.member = {};
    }
    return out;
  });
}

void Service::name_those(db::Reader& reader, std::span<const AccountId> ids, Names& names) const {
  if (ids.empty()) return;
  for (const identity::AccountSummary& account : parts_.identity.by_ids(reader, ids)) names[account.id] = account.display_name;
}

Result<rulebooks::Outcome> Service::outcome_by(const Dossier& dossier, std::span<const Sheet> sheets) const {
  const rulebooks::Rulebook* rulebook = parts_.library.find(dossier.rulebook);
  const rulebooks::Table* table = rulebook ? rulebook->find(dossier.product_set) : nullptr;
  if (!table) return Error::of(ErrorKind::internal, "unknown table " + dossier.product_set);
  std::vector<rulebooks::Sheet> scorable;
  for (const Sheet& sheet : sheets) scorable.push_back(rules::scorable(*table, sheet, "seat " + std::to_string(sheet.seat)));
  return rulebooks::score(*rulebook, *table, scorable, dossier.settings.scoring());
}

Result<rulebooks::Outcome> Service::outcome_of(db::Reader& reader, const Dossier& dossier, std::vector<Sheet>* sheets) const {
  std::vector<Sheet> submitted = counted_sheets(reader, dossier);
  auto outcome = outcome_by(dossier, submitted);
  if (sheets) *sheets = std::move(submitted);
  return outcome;
}

Result<ResultView> Service::result(const Actor& actor, DossierId id) {
  return parts_.database.read([&](db::Reader& reader) -> Result<ResultView> {
    OCOP_TRY(loaded, load(reader, actor, id, rules::Act::read_result));
    return result_of(reader, std::move(loaded));
  });
}

Result<ResultView> Service::result_of(db::Reader& reader, Loaded loaded) const {
  const DossierId id = loaded.dossier.id;
  auto stored = store::result(reader, id);
  if (!stored) return Error::of(ErrorKind::internal, "closed dossier without a result: " + id.text());
  ResultView out;
  out.stored = *stored;
  std::vector<Sheet> sheets;
  OCOP_TRY(outcome, outcome_of(reader, loaded.dossier, &sheets));
  out.outcome = std::move(outcome);
  out.shortfall = rules::shortfall(*loaded.rulebook, out.outcome);
  out.decisive = decisive_of(reader, loaded, out.outcome);
  if (loaded.dossier.adopted_at) {   // the centre's sheets are the centre's: a province has what they come to
    sheets.clear();
    for (rulebooks::CriterionResult& criterion : out.outcome.criteria) criterion.points.clear();
  }
  const std::vector<Seat> seats = loaded.seats;
  out.view = view_of(reader, std::move(loaded));
  out.discussions = store::discussions(reader, id);
  out.positions = positions_shown(reader, out.view.dossier, out.view.relation, seats);
  out.conflicts = store::conflicts(reader, id);
  Names names;
  if (rules::may_see_member_names(out.view.dossier, out.view.relation)) {
    names = names_of(parts_.identity, reader, out.view.dossier, seats);
    std::vector<AccountId> people;
    for (const ConflictOfInterest& one : out.conflicts) people.push_back(one.member);
    for (const Position& one : out.positions) people.push_back(one.member);
    name_those(reader, people, names);
    out.view.names.insert(names.begin(), names.end());
    std::ranges::copy_if(seats, std::back_inserter(out.silent), [](const Seat& seat) { return !seat.position_at; });
  } else {
    hide_members(out.conflicts);
  }
  OCOP_TRY(versions, versions_of(reader, out.view.dossier, *out.view.table));
  for (Sheet& sheet : sheets) {
    MemberResult member;
    member.versions = std::move(versions[sheet.seat]);
    member.seat = sheet.seat;
    if (const auto name = names.find(sheet.member.value_or(AccountId{})); name != names.end()) member.name = name->second;
    member.sheet = rules::scorable(*out.view.table, sheet, "member " + std::to_string(sheet.seat));
    member.outcome = rail(*out.view.rulebook, *out.view.table, sheet, out.view.dossier.settings).outcome;
    member.opinions = std::move(sheet.opinions);
    member.knockouts = std::move(sheet.knockouts);
    out.members.push_back(std::move(member));
  }
  return out;
}

std::vector<Dossier> Service::of_product(const Actor& actor, ProductId product) const {
  const Scope scope = Scope::of(actor, {Role::producer_member, Role::commune_officer, Role::provincial_body, Role::secretary,
                                        Role::advisory_group});
  if (scope.reach == Scope::Reach::nothing) return {};
  auto out = parts_.database.read([&](db::Reader& reader) { return store::of_product(reader, scope, product); });
  std::erase_if(out, [&](const Dossier& one) {   // a draft is its producer's own business
    return !rules::may(rules::Act::read, one.state, rules::relation(actor, one, {})).ok();
  });
  return out;
}

Result<PaperFile> Service::paper(const Actor& actor, DossierId id, PaperId paper) {
  OCOP_TRY(found, acts_.run(actor, [&](act::Act& act) -> Result<producers::Paper> {
    OCOP_TRY(loaded, load(act, id, rules::Act::read));
    const std::vector<PaperId> asked{paper};
    auto papers = keep(parts_.producers.papers_by_ids(act, loaded.dossier.producer, asked),
                       papers_shown(act, loaded.dossier, loaded.relation));
    if (papers.empty() || papers.front().file_name.empty()) return Error::of(ErrorKind::not_found, "no such file in this dossier");
    parts_.producers.record_view(act, act.new_uuid(), paper, act.by(), act.now());
    return std::move(papers.front());
  }));
  // After the act: a file of 15 MiB is no work for whoever writes.
  OCOP_TRY(content, parts_.database.read([&](db::Reader& reader) {
    return parts_.producers.paper_content(reader, found.producer, paper);
  }));
  return PaperFile{std::move(found), std::move(content)};
}

}  // namespace ocop::evaluation
