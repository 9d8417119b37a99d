#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/store.h"

// What all use cases share: finding a dossier for an actor, saving an answer, handing in a sheet.
namespace ocop::evaluation {

std::string tidy(std::string_view typed) {
  std::string text = text::nfc(typed);
  std::erase(text, '\r');
  return std::string(text::trim(text));
}

Scope scope_of(const Actor& actor) {
  return with_centre(Scope::for_task(actor, Task::dossiers,
                                     {Role::commune_officer, Role::provincial_body, Role::secretary, Role::advisory_group,
                                      Role::council_member, Role::council_chair}),
                     actor);
}

Error as_error(const Conflict& conflict) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.detail = "version " + std::to_string(conflict.version) + " was saved by " + conflict.by + " at " + conflict.at.iso();
  for (const Difference& difference : conflict.differences)
    error.problems.push_back({difference.field, std::string(text::cut(difference.yours, kMaxProblemText)),
                              std::string(text::cut(difference.theirs, kMaxProblemText)), msg::stale_version});
  if (error.problems.empty()) error.problems.push_back({"version", "", std::to_string(conflict.version), msg::stale_version});
  return error;
}

namespace {
// Which request an act means it says by a number, and a repeated one may mean one that has ended: service_completion.cc looks.
bool names_request(rules::Act what) {
  return what == rules::Act::ask_completion || what == rules::Act::answer_completion || what == rules::Act::cancel_completion;
}
}  // namespace

Result<Service::Loaded> Service::admit(const Actor& actor, std::optional<Dossier> dossier, std::vector<Seat> seats, rules::Act what) const {
  if (!dossier) return Error::of(ErrorKind::not_found, "no such dossier in the actor's scope");
  const rules::Relation relation = rules::relation(actor, *dossier, seats);
  // The chair who said a conflict of interest is told why, as a member is.
  const bool leading = what == rules::Act::reopen_sheet || what == rules::Act::close || what == rules::Act::name_stand_in ||
                       what == rules::Act::settle_positions;
  if (leading && dossier->chair_declared && dossier->chair == actor.account)
    return Error::of(ErrorKind::conflict, {"chair", "", "somebody without a conflict of interest", msg::conflict_declared});
  OCOP_CHECK(names_request(what) ? rules::may(what, dossier->state, relation) : rules::may(what, *dossier, relation));
  const rulebooks::Rulebook* rulebook = parts_.library.find(dossier->rulebook);
  const rulebooks::Table* table = rulebook ? rulebook->find(dossier->product_set) : nullptr;
  if (!table) return Error::of(ErrorKind::internal, "dossier " + dossier->id.text() + " names an unknown table " + dossier->product_set);
  return Loaded{std::move(*dossier), std::move(seats), relation, rulebook, table};
}

Result<Service::Loaded> Service::load(db::Reader& reader, const Actor& actor, DossierId id, rules::Act what) const {
  return admit(actor, store::find(reader, scope_of(actor), id, today()), store::take_seats(store::ask_seats(reader, id)), what);
}

// The dossier's row first: what follows is read under its lock.
Result<Service::Loaded> Service::load(act::Act& act, DossierId id, rules::Act what) const {
  auto dossier = store::ask_locked(act, scope_of(act.actor()), id, act.today());
  db::Rows seats = store::ask_seats(act, id);
  OCOP_TRY(loaded, admit(act.actor(), dossier.take(), store::take_seats(std::move(seats)), what));
  // Also who gave the mandate back before he acts for the office.
  if (rules::is_of_office(what) && act.is_of_producer(loaded.dossier.producer, loaded.dossier.opened_at)) return rules::own_producer();
  const Role office = loaded.dossier.state == State::submitted ? Role::commune_officer : body_of(loaded.dossier.province).role;
  if (rules::is_of_office(what))
    act.in_office({office}, {loaded.dossier.province, loaded.dossier.commune}, "dossier." + std::string(rules::name(what)),
                  loaded.dossier.number);
  return loaded;
}

Result<Service::OnSheet> Service::load_sheet(act::Act& act, DossierId id, rules::Act what, Whose whose) const {
  auto dossier = store::ask_locked(act, scope_of(act.actor()), id, act.today());
  db::Rows seats = store::ask_seats(act, id);
  std::optional<db::Rows> declared;
  if (whose == Whose::member) declared.emplace(store::ask_declared(act, id, act.by()));
  auto sheets = whose == Whose::producer ? store::ask_sheet(act, id, kSelfSeat) : store::ask_sheet_of(act, id, act.by());
  std::optional<Dossier> whole = dossier.take();
  if (whole && declared && declared->next())
    return Error::of(ErrorKind::conflict, {"member", "", "somebody without a conflict of interest", msg::conflict_declared});
  OCOP_TRY(loaded, admit(act.actor(), std::move(whole), store::take_seats(std::move(seats)), what));
  if (whose == Whose::member && loaded.relation.of_producer) return rules::own_producer();
  std::vector<Sheet> found = sheets.take();
  if (found.empty() && whose == Whose::producer) return Error::of(ErrorKind::internal, "dossier without its own sheet");
  if (found.empty()) return Error::of(ErrorKind::not_found, "no seat in this council");
  if (whose == Whose::member && found.front().state != SheetState::open)
    return Error::of(ErrorKind::conflict, {"sheet", "submitted", "open", msg::sheet_locked});
  return OnSheet{std::move(loaded), std::move(found.front())};
}

std::string Service::display_name(db::Reader& reader, AccountId account, DossierId id) const {
  const std::vector<AccountId> ids{account};
  const auto found = parts_.identity.by_ids(reader, ids);
  if (found.empty()) return {};
  for (const Dossier& dossier : store::by_ids(reader, std::span(&id, 1))) {
    const auto helps = [&](const Grant& grant) { return grant.role == Role::helper && grant.producer == dossier.producer; };
    if (std::ranges::none_of(found.front().grants, helps)) continue;
    const auto producers = parts_.producers.by_ids(reader, std::span(&dossier.producer, 1));
    if (!producers.empty()) return found.front().display_name + " · " + producers.front().name;   // who acted, and for whom
  }
  return found.front().display_name;
}

namespace {

std::string joined(const std::vector<PaperId>& papers) {
  std::string out;
  for (const PaperId& paper : papers) out += (out.empty() ? "" : " ") + paper.text();
  return out;
}

bool same(const Answer& stored, const Answer& asked) {
  return stored.option == asked.option && stored.note == asked.note && stored.papers == asked.papers;
}

Conflict difference(const Answer* theirs, const Answer& yours) {
  Conflict out;
  const Answer none;
  const Answer& stored = theirs ? *theirs : none;
  out.version = stored.version;
  out.at = stored.saved_at;
  if (stored.option != yours.option) out.differences.push_back({"option", std::to_string(yours.option), std::to_string(stored.option)});
  if (stored.note != yours.note) out.differences.push_back({"note", yours.note, stored.note});
  if (stored.papers != yours.papers) out.differences.push_back({"papers", joined(yours.papers), joined(stored.papers)});
  return out;
}

}  // namespace

Result<Saved> Service::put_answer(act::Act& act, const Sheet& sheet, const SaveAnswer& ask) const {
  Answer answer{ask.criterion, ask.option, ask.note, ask.papers, 0, act.by(), act.now()};
  const Answer* stored = sheet.find(ask.criterion);
  // The same content again (a double click, a repeated request) is not a conflict and not a save.
  if (stored && same(*stored, answer)) return Saved{stored->version, sheet.version, {}};
  const std::int64_t current = stored ? stored->version : 0;
  if (ask.version != current) {
    Saved out{current, sheet.version, difference(stored, answer)};
    if (stored) out.conflict->by = display_name(act, stored->saved_by, sheet.dossier);
    return out;
  }
  store::Changes changes;
  changes.answers.push_back({std::move(answer), current});
  switch (store::change(act, sheet, std::move(changes))) {
    case store::Change::locked: return Error::of(ErrorKind::conflict, {"sheet", "submitted", "open", msg::sheet_locked});
    case store::Change::stale: return act::stale(ask.version, {}, msg::stale_version);
    case store::Change::saved: break;
  }
  return Saved{sheet.version + 1, sheet.version + 1, {}};
}

Conflict Service::stale_sheet(db::Reader& reader, const Sheet& sheet, std::int64_t seen) const {
  Conflict out;
  out.version = sheet.version;
  const Answer* latest = nullptr;
  for (const Answer& answer : sheet.answers) {
    if (answer.version <= seen) continue;
    out.differences.push_back({"answers." + answer.criterion, "", std::to_string(answer.option)});
    if (!latest || answer.version > latest->version) latest = &answer;
  }
  for (const Opinion& opinion : sheet.opinions)
    if (opinion.version > seen) out.differences.push_back({"opinions." + opinion.part, "", opinion.text});
  if (latest) {
    out.at = latest->saved_at;
    out.by = display_name(reader, latest->saved_by, sheet.dossier);
  }
  return out;
}

Result<void> Service::hand_in(act::Act& act, const Dossier& dossier, const Sheet& sheet) const {
  if (!store::lock_sheet(act, sheet.id, sheet.version, act.now()))
    return Error::of(ErrorKind::conflict, {"sheet", "submitted", "open", msg::sheet_locked});
  store::Submission submission;
  submission.sheet = sheet.id;
  submission.ordinal = store::next_ordinal(act, sheet.id);
  submission.canonical = canonical(sheet);
  submission.salt.resize(crypto::Digest{}.size());
  parts_.random.fill({reinterpret_cast<std::uint8_t*>(submission.salt.data()), submission.salt.size()});
  submission.commitment = tlog::commit(submission.salt, submission.canonical);
  submission.at = act.now();
  submission.by = act.by();
  const bool own = sheet.seat == kSelfSeat;
  submission.log_index = own && dossier.origin
                             ? act.log(kFileSubmitted, dossier.id.text(), leaf_file_submitted(dossier, submission.commitment))
                         : own ? act.log(kDossierSubmitted, dossier.id.text(), leaf_dossier_submitted(dossier, submission.commitment))
                             : act.log(kSheetSubmitted, sheet.id.text(),
                                       leaf_sheet_submitted(dossier, sheet.seat, submission.ordinal, submission.commitment));
  store::insert_submission(act, submission);
  act.keeps(kSealedSubmission, submission.log_index);
  act.keeps(kSealedSheet, sheet.id);
  return {};
}

}  // namespace ocop::evaluation
