#include <algorithm>

#include "kernel/base/text.h"
#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/store_positions.h"

// The province names a council; members score blind; the chair closes (article 7.3).
namespace ocop::evaluation {
namespace {

Result<void> check_reason(std::string_view reason) {
  if (reason.empty()) return Error::of(ErrorKind::invalid_input, {"reason", "", "a reason", msg::reason_needed});
  if (const std::size_t length = text::characters(reason); length > kReasonLimit)
    return Error::of(ErrorKind::invalid_input, {"reason", std::to_string(length) + " characters", "a shorter text", msg::reason_too_long,
                                                {std::to_string(kReasonLimit)}});
  return {};
}

// Seats are drawn: a seat's number, the pseudonym a producer reads, tells nothing of who sits there.
template <class T>
void shuffle(std::vector<T>& items, Random& random) {
  for (std::size_t left = items.size(); left > 1; --left) {
    std::array<std::uint8_t, 4> bytes{};
    random.fill(bytes);
    const std::uint32_t drawn = (static_cast<std::uint32_t>(bytes[0]) << 24) | (static_cast<std::uint32_t>(bytes[1]) << 16) |
                                (static_cast<std::uint32_t>(bytes[2]) << 8) | bytes[3];
    std::swap(items[left - 1], items[drawn % left]);
  }
}

}  // namespace

void Service::sheets_moved(act::Act& act, const Dossier& dossier) const {
  store::set_moved(act, dossier.id);
  act.keeps(kSealedDossier, dossier.id);
}

Result<void> Service::return_back(const Actor& actor, DossierId id, std::int64_t version, std::string_view received) {
  const std::string reason = tidy(received);
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(loaded, load(act, id, rules::Act::return_back));
    OCOP_CHECK(check_reason(reason));
    OCOP_CHECK(act::expect_version(version, loaded.dossier.version, msg::stale_version));
    const auto own = store::sheet(act, id, kSelfSeat);
    if (!own || !store::unlock_sheet(act, own->id, reason) || !store::set_returned(act, loaded.dossier, reason))
      return act::stale(version, {}, msg::stale_version);
    store::insert_return(act, id, act.now());
    put_work(act, id);
    act.log(kDossierReturned, id.text(), leaf_dossier_moved(loaded.dossier));
    act.frees(kSealedDossier, id);
    act.frees(kSealedSheet, own->id);
    tell(act, kToldReturned, loaded.dossier, "", {.holders = {members_of(loaded.dossier)}});
    if (parts_.returned) parts_.returned(act, id);
    return {};
  });
}

Result<CouncilChoice> Service::council_choice(const Actor& actor, DossierId id) {
  return parts_.database.read([&](db::Reader& reader) -> Result<CouncilChoice> {
    OCOP_TRY(loaded, load(reader, actor, id, rules::Act::open_council));
    CouncilChoice out;
    out.members = parts_.identity.with_role(reader, Role::council_member, loaded.dossier.province);
    out.chairs = parts_.identity.with_role(reader, Role::council_chair, loaded.dossier.province);
    std::vector<identity::AccountSummary> people = out.members;
    people.insert(people.end(), out.chairs.begin(), out.chairs.end());
    out.ties = ties(reader, loaded.dossier, people);
    out.view = view_of(reader, std::move(loaded));
    return out;
  });
}

Result<Dossier> Service::open_council(const Actor& actor, DossierId id, const NameCouncil& ask) {
  return acts_.run(actor, [&](act::Act& act) { return open_council_in(act, id, ask); });
}

Result<Dossier> Service::open_council_in(act::Act& act, DossierId id, const NameCouncil& ask) const {
  OCOP_TRY(loaded, load(act, id, rules::Act::open_council));
  Dossier& dossier = loaded.dossier;
  OCOP_CHECK(act::expect_version(ask.version, dossier.version, msg::stale_version));

  std::vector<AccountId> asked = ask.members;
  if (ask.chair) asked.push_back(*ask.chair);
  const auto known = parts_.identity.by_ids(act, asked);
  const auto candidate = [&](AccountId account) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& summary) { return summary.id == account; });
    return found == known.end() ? rules::Candidate{account, {}} : rules::Candidate{account, found->grants};
  };
  std::vector<rules::Candidate> members;
  for (const AccountId& member : ask.members) members.push_back(candidate(member));
  OCOP_CHECK(rules::check_council(dossier, members, ask.chair ? std::optional(candidate(*ask.chair)) : std::nullopt));

  if (rules::are_positions_asked_of(dossier)) OCOP_CHECK(begin_positions(act, dossier, *loaded.table));
  if (!store::set_scoring(act, dossier, *ask.chair, act.now())) return act::stale(ask.version, {}, msg::stale_version);
  if (dossier.positions_until) store::ask_positions(act, id, *dossier.positions_until);
  shuffle(members, parts_.random);
  for (std::size_t i = 0; i < members.size(); ++i) {
    Sheet sheet;
    sheet.id = act.new_id<SheetId>();
    sheet.dossier = id;
    sheet.seat = static_cast<int>(i) + 1;
    sheet.member = members[i].account;
    store::insert_sheet(act, sheet);
    act.keeps(kSealedSeat, sheet.id);
  }
  act.keeps(kSealedDossier, id);
  if (store::advice(act, id)) act.keeps(kSealedAdvice, id);
  put_work(act, id);
  act.log(kScoringOpened, id.text(), leaf_scoring_opened(dossier, static_cast<int>(members.size())));
  // A view in writing has a last day of its own, which a notice of many dossiers would not say.
  if (ask.told == NameCouncil::Told::of_each || dossier.positions_until) tell_named(act, dossier, ask.members, asked);
  if (parts_.named) parts_.named(act, id);
  dossier.state = State::scoring;
  dossier.scoring_at = act.now();
  dossier.chair = ask.chair;
  ++dossier.version;
  return dossier;
}

Result<Saved> Service::save_sheet_answer(const Actor& actor, DossierId id, const SaveAnswer& received) {
  SaveAnswer ask = received;
  ask.note = tidy(received.note);
  ask.papers.clear();   // evidence is the producer's
  return acts_.run(actor, [&](act::Act& act) -> Result<Saved> {
    OCOP_TRY(on, load_sheet(act, id, rules::Act::save_sheet, Whose::member));
    const auto& [loaded, sheet] = on;
    OCOP_CHECK(rules::check_answer(*loaded.table, ask.criterion, ask.option, ask.note, 0));
    return put_answer(act, sheet, ask);
  });
}

Result<Saved> Service::save_part(const Actor& actor, DossierId id, const SavePart& received) {
  SavePart ask = received;
  if (ask.opinion) ask.opinion = tidy(*ask.opinion);
  for (auto& [criterion, note] : ask.notes) note = tidy(note);
  return acts_.run(actor, [&](act::Act& act) -> Result<Saved> {
    OCOP_TRY(on, load_sheet(act, id, rules::Act::save_sheet, Whose::member));
    const auto& [loaded, sheet] = on;
    OCOP_CHECK(rules::check_opinion(*loaded.table, ask.part, ask.opinion.value_or("")));
    for (const SaveAnswer& answer : ask.answers) {
      const auto note = ask.notes.find(answer.criterion);
      OCOP_CHECK(rules::check_answer(*loaded.table, answer.criterion, answer.option, note == ask.notes.end() ? "" : note->second, 0));
    }
    return put_part(act, sheet, ask);
  });
}

Result<Saved> Service::put_part(act::Act& act, const Sheet& sheet, const SavePart& ask) const {
  Conflict conflict{sheet.version, act.actor().display_name, act.now(), {}};
  store::Changes changes;
  for (const SaveAnswer& answer : ask.answers) {
    const Answer* stored = sheet.find(answer.criterion);
    const auto sent = ask.notes.find(answer.criterion);
    const std::string note = sent != ask.notes.end() ? sent->second : stored ? stored->note : std::string();
    if (stored && stored->option == answer.option && stored->note == note) continue;
    if (stored && stored->version > ask.version)
      conflict.differences.push_back({"answers." + answer.criterion, std::to_string(answer.option), std::to_string(stored->option)});
    changes.answers.push_back(
        {{answer.criterion, answer.option, note, {}, 0, act.by(), act.now()}, stored ? stored->version : 0});
  }
  const Opinion* opinion = sheet.opinion(ask.part);
  const bool opinion_changed = ask.opinion && (opinion ? opinion->text != *ask.opinion : !ask.opinion->empty());
  if (opinion_changed && opinion && opinion->version > ask.version)
    conflict.differences.push_back({"opinions." + ask.part, *ask.opinion, opinion->text});
  if (!conflict.differences.empty()) return Saved{sheet.version, sheet.version, std::move(conflict)};
  if (changes.answers.empty() && !opinion_changed) return Saved{sheet.version, sheet.version, {}};
  if (opinion_changed) changes.opinion = store::Changes::OfOpinion{{ask.part, *ask.opinion, 0}, opinion ? opinion->version : 0};
  switch (store::change(act, sheet, std::move(changes))) {
    case store::Change::locked: return Error::of(ErrorKind::conflict, {"sheet", "submitted", "open", msg::sheet_locked});
    case store::Change::stale: return act::stale(ask.version, {}, msg::stale_version);
    case store::Change::saved: break;
  }
  return Saved{sheet.version + 1, sheet.version + 1, {}};
}

Result<Saved> Service::save_opinion(const Actor& actor, DossierId id, const SaveOpinion& ask) {
  const std::string words = tidy(ask.text);
  return acts_.run(actor, [&](act::Act& act) -> Result<Saved> {
    OCOP_TRY(on, load_sheet(act, id, rules::Act::save_sheet, Whose::member));
    const auto& [loaded, sheet] = on;
    OCOP_CHECK(rules::check_opinion(*loaded.table, ask.part, words));
    const Opinion* stored = sheet.opinion(ask.part);
    const std::int64_t current = stored ? stored->version : 0;
    if (stored ? stored->text == words : words.empty()) return Saved{current, sheet.version, {}};
    if (ask.version != current)
      return Saved{current, sheet.version, Conflict{current, actor.display_name, act.now(),
                                                    {{"opinion." + ask.part, words, stored ? stored->text : std::string()}}}};
    store::Changes changes;
    changes.opinion = store::Changes::OfOpinion{{ask.part, words, 0}, current};
    if (store::change(act, sheet, std::move(changes)) != store::Change::saved) return act::stale(ask.version, {}, msg::stale_version);
    return Saved{sheet.version + 1, sheet.version + 1, {}};
  });
}

Result<Saved> Service::save_knockouts(const Actor& actor, DossierId id, const SaveKnockouts& received) {
  SaveKnockouts ask = received;
  for (KnockoutTick& tick : ask.ticks) tick.reason = tidy(tick.reason);
  return acts_.run(actor, [&](act::Act& act) -> Result<Saved> {
    OCOP_TRY(on, load_sheet(act, id, rules::Act::save_sheet, Whose::member));
    const auto& [loaded, sheet] = on;
    OCOP_CHECK(rules::check_knockouts(*loaded.table, ask.ticks));
    OCOP_CHECK(act::expect_version(ask.version, sheet.knockouts_version, msg::stale_version));
    store::Changes changes;
    changes.knockouts = store::Changes::OfKnockouts{ask.ticks, ask.version};
    if (store::change(act, sheet, std::move(changes)) != store::Change::saved) return act::stale(ask.version, {}, msg::stale_version);
    return Saved{sheet.version + 1, sheet.version + 1, {}};
  });
}

Result<Saved> Service::submit_sheet(const Actor& actor, DossierId id, const Submit& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Saved> {
    OCOP_TRY(on, load_sheet(act, id, rules::Act::submit_sheet, Whose::member));
    const auto& [loaded, sheet] = on;
    if (sheet.version != ask.version) return Saved{sheet.version, sheet.version, stale_sheet(act, sheet, ask.version)};
    const rules::Completeness completeness = rules::completeness(*loaded.table, sheet);
    const int unanswered = completeness.criteria - completeness.answered;
    if (unanswered > 0 && ask.gaps_accepted == rules::Tick::absent)
      return Error::of(ErrorKind::invalid_input, {"gaps_accepted", std::to_string(unanswered) + " unanswered", "1", msg::gaps_not_accepted,
                                                  {std::to_string(unanswered)}});
    if (act.is_of_producer(loaded.dossier.producer, loaded.dossier.opened_at)) return rules::own_producer();
    OCOP_CHECK(rules::check_departures(*loaded.table, store::proposals(act, id), sheet));
    OCOP_CHECK(hand_in(act, loaded.dossier, sheet));
    sheets_moved(act, loaded.dossier);
    put_work(act, id);
    return Saved{sheet.version, sheet.version, {}};
  });
}

Result<void> Service::reopen_sheet(const Actor& actor, DossierId id, int seat, std::string_view received) {
  const std::string reason = tidy(received);
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(loaded, load(act, id, rules::Act::reopen_sheet));
    const auto found =
        std::find_if(loaded.seats.begin(), loaded.seats.end(), [&](const Seat& candidate) { return candidate.number == seat; });
    if (found == loaded.seats.end()) return Error::of(ErrorKind::not_found, "no such seat");
    OCOP_CHECK(check_reason(reason));
    if (!store::unlock_sheet(act, found->sheet, reason))
      return Error::of(ErrorKind::conflict, {"sheet", "open", "submitted", msg::sheet_not_submitted});
    // The sheet as it was handed in stays, and so does the ground on which it was opened.
    Discussion ground;
    ground.seat = seat;
    ground.opened = store::next_ordinal(act, found->sheet) - 1;
    ground.words = reason;
    OCOP_CHECK(note(act, loaded.dossier, std::move(ground)));
    sheets_moved(act, loaded.dossier);
    put_work(act, id);
    act.log(kSheetReopened, found->sheet.text(), leaf_sheet_reopened(loaded.dossier, seat));
    act.frees(kSealedSheet, found->sheet);
    tell(act, kToldReopened, loaded.dossier, "/sheet", {.accounts = {found->member}});
    return {};
  });
}

Result<StoredResult> Service::close(const Actor& actor, DossierId id, const CloseScoring& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<StoredResult> {
    OCOP_TRY(loaded, load(act, id, rules::Act::close));
    const Dossier& dossier = loaded.dossier;
    OCOP_CHECK(act::expect_version(ask.version, dossier.of_council(), msg::stale_version));
    OCOP_CHECK(rules::check_still_whole(dossier.settings, static_cast<int>(loaded.seats.size())));
    OCOP_CHECK(rules::own_sheet_first(dossier, loaded.relation, loaded.seats));
    rules::ClosingFacts facts{static_cast<int>(loaded.seats.size()), rules::judged(dossier, loaded.seats), Rational(0),
                              ask.spread_accepted};
    facts.fewest = rules::needed_to_close(dossier, loaded.relation, facts.seats);
    OCOP_CHECK(rules::check_closing(dossier.settings, facts));   // enough sheets or views, before anything is computed from them
    OCOP_TRY(outcome, outcome_of(act, dossier, nullptr));
    facts.spread = rules::spread(outcome);
    OCOP_CHECK(rules::check_closing(dossier.settings, facts));

    StoredResult result{id, outcome.total, outcome.band, outcome.stars, facts.submitted, facts.seats, facts.spread,
                        rules::spread_exceeds(facts.spread, dossier.settings), act.by(), 0};
    result.log_index = act.log(kScoringClosed, id.text(), leaf_scoring_closed(dossier, result, outcome));
    if (!store::set_closed(act, dossier, act.now())) return act::stale(ask.version, {}, msg::stale_version);
    store::insert_result(act, result);
    act.keeps(kSealedResult, id);
    act.keeps(kSealedDossier, id);
    put_work(act, id);
    if (dossier.level() == Level::centre)   // those that it came from learn of the result by the decision (article 7.4g)
      tell(act, kToldJudged, dossier, "/result", {.holders = {body_of(kCentre)}, .except = act.by()});
    else
      tell(act, kToldClosed, dossier, "/result", {.holders = {members_of(dossier), body_of(dossier.province)}, .except = act.by()});
    return result;
  });
}

namespace {
bool serves(const Actor& actor, std::string_view place) {
  return std::ranges::any_of(actor.grants, [&](const Grant& grant) { return is_body_of(grant, place); });
}
}  // namespace

Result<std::vector<Settings>> Service::province_settings(const Actor& actor, std::string_view province) {
  if (!serves(actor, province)) return Error::of(ErrorKind::not_found, "not the actor's province");
  return parts_.database.read([&](db::Reader& reader) { return Result<std::vector<Settings>>(store::all_settings(reader, province)); });
}

Result<void> Service::add_settings(const Actor& actor, std::string_view province, const Settings& settings) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    if (!serves(actor, province)) return Error::of(ErrorKind::not_found, "not the actor's province");
    OCOP_CHECK(rules::check_settings(settings));
    act.in_office({Role::provincial_body}, {province, {}}, "settings.entered", settings.valid_from.iso());
    if (settings.valid_from < act.today())   // what a council was named under is never changed afterwards
      return Error::of(ErrorKind::invalid_input,
                       {"valid_from", settings.valid_from.iso(), "on or after " + act.today().iso(), msg::settings_past});
    if (store::insert_settings(act, province, settings, act.by(), act.now())) {
      const std::string key = std::string(province) + "/" + std::to_string(settings.valid_from.days);
      act.log(kSettingsEntered, province, leaf_settings_entered(settings));
      act.keeps(kSealedSetting, key);
      return {};
    }
    return Error::of(ErrorKind::conflict, {"valid_from", settings.valid_from.iso(), "a day without settings", msg::settings_day_taken});
  });
}

}  // namespace ocop::evaluation
