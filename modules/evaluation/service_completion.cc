#include <algorithm>

#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/rules_completion.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// Requests for completion (completion.h): asked by the office that has the dossier, answered by its producer, or cancelled.
namespace ocop::evaluation {
namespace {

std::optional<Completion> find(db::Reader& reader, DossierId dossier, int number) {
  for (Completion& one : store::completions(reader, dossier))
    if (one.number == number) return std::move(one);
  return std::nullopt;
}

Error no_such_request() { return Error::of(ErrorKind::not_found, "no request of this number"); }

bool same(const Answer& one, const Answer& other) {
  return one.option == other.option && one.note == other.note && one.papers == other.papers;
}

// What has to change on a sheet so that it says again what was handed in.
store::PutBack undoing(const Sheet& now, std::vector<Answer> handed_in, AccountId by, Instant at) {
  store::PutBack out;
  for (const Answer& answer : now.answers)
    if (std::ranges::find(handed_in, answer.criterion, &Answer::criterion) == handed_in.end()) out.gone.push_back(answer.criterion);
  for (Answer& answer : handed_in) {
    const Answer* current = now.find(answer.criterion);
    if (current && same(*current, answer)) continue;
    answer.saved_by = by;
    answer.saved_at = at;
    out.answers.push_back(std::move(answer));
  }
  return out;
}

// The office that asked. Of what the province asked also the commune, which forwarded the dossier, and the advisory group, which assesses
// what was completed (article 7.3a and c).
notices::Audience offices_of(const Dossier& dossier, State asked_in, AccountId except) {
  if (asked_in == State::submitted) return {.holders = {commune_of(dossier)}, .except = except};
  notices::Audience out{.holders = {body_of(dossier.province)}, .except = except};
  if (dossier.level() == Level::province) {
    out.holders.push_back({Role::advisory_group, dossier.province, "", {}});
    out.holders.push_back(commune_of(dossier));
  }
  return out;
}


}  // namespace

Result<CompletionChoice> Service::completion_choice(const Actor& actor, DossierId id) {
  return parts_.database.read([&](db::Reader& reader) -> Result<CompletionChoice> {
    OCOP_TRY(loaded, load(reader, actor, id, rules::Act::ask_completion));
    OCOP_CHECK(rules::may(rules::Act::ask_completion, loaded.dossier, loaded.relation));
    CompletionChoice out;
    out.view = view_of(reader, std::move(loaded));
    const Dossier& dossier = out.view.dossier;
    out.results_before = round_of(dossier.forwarded_at ? vietnam_date(*dossier.forwarded_at) : today()).results_before;
    out.gaps = rules::gaps(*out.view.table, out.view.self, out.view.papers, today(), out.results_before);
    return out;
  });
}

Result<Asked> Service::ask_completion(const Actor& actor, DossierId id, const AskCompletion& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Asked> {
    OCOP_TRY(loaded, load(act, id, rules::Act::ask_completion));
    OCOP_TRY(made, act.once(ask.attempt, [&] { return ask_now(act, loaded, ask); }));
    for (Completion& one : store::completions(act, id))
      if (one.id == made.id) return Asked{std::move(one), made.how};
    return Error::of(ErrorKind::conflict, {"idempotency-key", "", "a new key", msg::key_used_for_other});
  });
}

Result<CompletionId> Service::ask_now(act::Act& act, const Loaded& loaded, const AskCompletion& ask) const {
  const Dossier& dossier = loaded.dossier;
  OCOP_CHECK(rules::no_open_request(dossier));
  OCOP_CHECK(act::expect_version(ask.version, dossier.version, msg::stale_version));
  Completion completion;
  completion.id = act.new_id<CompletionId>();
  completion.dossier = dossier.id;
  completion.number = static_cast<int>(dossier.requests.size()) + 1;
  completion.asked_in = dossier.state;
  completion.asked_at = act.now();
  completion.asked_by = act.by();
  completion.words = tidy(ask.words);
  completion.until = ask.until;
  for (const CompletionItem& item : ask.items)
    completion.items.push_back({item.about, tidy(item.words), issuer_of(act, dossier, item.about)});
  OCOP_CHECK(rules::check_completion(*loaded.table, completion, act.today()));
  const auto own = store::sheet(act, dossier.id, kSelfSeat);
  if (!own || !store::unlock_sheet(act, own->id, "") || !store::set_asked(act, dossier))
    return act::stale(ask.version, {}, msg::stale_version);
  completion.handed_in = canonical(*own);
  store::insert_completion(act, completion);
  put_work(act, dossier.id);
  act.log(kCompletionAsked, completion.id.text(), leaf_completion(dossier, completion));
  act.keeps(kSealedCompletion, completion.id);
  act.keeps(kSealedDossier, dossier.id);
  act.frees(kSealedSheet, own->id);
  notices::Audience told{.holders = {members_of(dossier)}};
  if (dossier.level() == Level::centre) told.holders.push_back(body_of(dossier.sent_by));   // whose file it is (article 6.3)
  tell(act, kToldAsked, dossier, "", std::move(told));
  if (completion.asked_in == State::forwarded && dossier.level() == Level::province)
    tell(act, kToldProvinceAsked, dossier, "", {.holders = {commune_of(dossier)}});
  return completion.id;
}

Result<Saved> Service::answer_completion(const Actor& actor, DossierId id, int number, const AnswerCompletion& received) {
  const std::string words = tidy(received.words);
  return acts_.run(actor, [&](act::Act& act) -> Result<Saved> {
    OCOP_TRY(on, load_sheet(act, id, rules::Act::answer_completion, Whose::producer));
    const auto& [loaded, sheet] = on;
    auto completion = find(act, id, number);
    if (!completion) return no_such_request();
    // The same answer again (a double click, a repeated request) is no second one.
    if (completion->ending == Ending::answered && completion->answer == words) return Saved{sheet.version, sheet.version, {}};
    if (completion->ending) OCOP_CHECK(rules::may(rules::Act::answer_completion, loaded.dossier, loaded.relation));
    if (completion->ending) return no_such_request();  // another one is open
    OCOP_CHECK(rules::check_answer_to_request(words));
    if (sheet.version != received.version) return Saved{sheet.version, sheet.version, stale_sheet(act, sheet, received.version)};
    OCOP_CHECK(submit_sheet_of(act, loaded, sheet, {received.version, received.declared, received.gaps_accepted}));
    OCOP_CHECK(end_completion(act, loaded.dossier, *completion, Ending::answered, words));
    if (loaded.dossier.state == State::submitted) begin_report(act, loaded.dossier);  // who forwards what he saw before is told
    act.for_producer(loaded.dossier.producer, "completion.answered", loaded.dossier.number);
    tell(act, kToldAnswered, loaded.dossier, "", offices_of(loaded.dossier, completion->asked_in, act.by()));
    return Saved{sheet.version, sheet.version, {}};
  });
}

Result<void> Service::cancel_completion(const Actor& actor, DossierId id, int number, std::int64_t version) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(loaded, load(act, id, rules::Act::cancel_completion));
    auto completion = find(act, id, number);
    if (!completion) return no_such_request();
    if (completion->ending == Ending::cancelled) return {};
    OCOP_CHECK(rules::may(rules::Act::cancel_completion, loaded.dossier, loaded.relation));
    if (completion->ending) return no_such_request();
    OCOP_CHECK(act::expect_version(version, loaded.dossier.version, msg::stale_version));
    OCOP_CHECK(put_sheet_back(act, loaded.dossier, *completion));
    OCOP_CHECK(end_completion(act, loaded.dossier, *completion, Ending::cancelled, {}));
    std::vector<Grant> told{members_of(loaded.dossier)};
    if (completion->asked_in == State::forwarded) told.push_back(commune_of(loaded.dossier));
    tell(act, kToldCancelled, loaded.dossier, "", {.holders = std::move(told)});
    return {};
  });
}

// Who issued the newest paper of that kind in the dossier: the program knows no other place where to get one.
std::string Service::issuer_of(db::Reader& reader, const Dossier& dossier, std::string_view about) const {
  const auto kind = producers::parse_paper_kind(about);
  if (!kind) return {};
  const producers::Paper* newest = nullptr;
  const auto papers = parts_.producers.papers_by_ids(reader, dossier.producer, store::papers_of_dossier(reader, dossier.id));
  for (const producers::Paper& paper : papers)
    if (paper.kind == *kind && !paper.issuer.empty() && (!newest || paper.issued > newest->issued)) newest = &paper;
  return newest ? newest->issuer : std::string();
}

// What its producer has changed and not handed in is nobody's answer: the sheet is what it was when completion was asked for.
Result<void> Service::put_sheet_back(act::Act& act, const Dossier& dossier, const Completion& completion) const {
  const auto own = store::sheet(act, dossier.id, kSelfSeat);
  const auto last = own ? store::last_submission(act, own->id) : std::nullopt;
  if (!last) return Error::of(ErrorKind::internal, "a dossier that was handed in without a submission");
  OCOP_TRY(answers, answers_of(completion.handed_in));
  const store::PutBack back = undoing(*own, std::move(answers), last->by, last->at);
  const bool changed = !back.answers.empty() || !back.gone.empty();
  if (changed) store::put_back(act, *own, back);
  if (!store::lock_sheet(act, own->id, own->version + (changed ? 1 : 0), last->at)) return act::stale(own->version, {}, msg::stale_version);
  act.keeps(kSealedSheet, own->id);
  return {};
}

Result<void> Service::end_completion(act::Act& act, const Dossier& dossier, Completion& completion, Ending ending,
                                     std::string answer) const {
  completion.ending = ending;
  completion.ended_at = act.now();
  completion.ended_by = act.by();
  completion.answer = std::move(answer);
  if (!store::end_completion(act, completion) || !store::set_asked(act, dossier))
    return act::stale(dossier.version, {}, msg::stale_version);
  put_work(act, dossier.id);
  act.log(ending == Ending::answered ? kCompletionAnswered : kCompletionCancelled, completion.id.text(),
          leaf_completion(dossier, completion));
  act.keeps(kSealedCompletion, completion.id);
  act.keeps(kSealedDossier, dossier.id);
  return {};
}

void Service::recheck_completions(db::Reader& reader, std::vector<std::string>& findings) const {
  for (const DossierId& id : store::with_completions(reader)) {
    const std::string of = "dossier " + id.text() + ", request ";
    int number = 0;
    for (const Completion& one : store::completions(reader, id)) {
      if (one.number != ++number) findings.push_back(of + std::to_string(number) + ": is not there");
      number = one.number;
      if (one.items.empty()) findings.push_back(of + std::to_string(number) + ": asks for nothing");
      if (!answers_of(one.handed_in)) findings.push_back(of + std::to_string(number) + ": does not say what was handed in");
      if (one.ending == Ending::answered && !store::was_submitted_at(reader, id, one.ended_at.value_or(Instant{})))
        findings.push_back(of + std::to_string(number) + ": answered, and nothing was handed in then");
    }
  }
}

}  // namespace ocop::evaluation
