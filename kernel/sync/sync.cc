#include "kernel/sync/sync.h"

#include <cassert>

#include "kernel/crypto/crypto.h"
#include "kernel/i18n/translate.h"
#include "kernel/sync/messages.h"
#include "kernel/sync/migrations.h"
#include "kernel/sync/store.h"

namespace ocop::sync {
namespace {

// Lengths before the parts: no two acts share a text.
std::string digest_of(const Act& act) {
  std::string text;
  for (const std::string* part : {&act.kind, &act.subject, &act.body}) text += std::to_string(part->size()) + ":" + *part;
  return crypto::sha256_hex(text);
}

void say(Answer& answer, const Message& message) {
  answer.reason_vi = message.vi;
  answer.reason_en = message.en;
}

// In the error's own words: the first problem, or the advice of its kind.
void say(Answer& answer, const Error& error) {
  if (!error.problems.empty() && !error.problems.front().message.vi.empty()) {
    answer.reason_vi = sentence(error.problems.front(), Language::vi);
    answer.reason_en = sentence(error.problems.front(), Language::en);
    return;
  }
  say(answer, error.kind == ErrorKind::conflict ? msg::changed_since : traits(error.kind).advice);
}

Answer answer_to(const Act& act, Instant made) {
  Answer answer;
  answer.id = act.id;
  answer.kind = act.kind;
  answer.subject = act.subject;
  answer.made = made;
  answer.result = "{}";
  return answer;
}

Held held(const Handler& handler, db::Reader& reader, const Actor& actor, const Act& act) {
  return handler.may(reader, actor, act) ? Held::yes : Held::no;
}

// What is known of an act by its id: the answer of then, or a refusal when the id stands for another act.
Answer known(store::Stored stored, const std::string& digest) {
  stored.answer.repeated = true;
  if (stored.digest == digest) return std::move(stored.answer);
  stored.answer.outcome = Outcome::refused;
  stored.answer.result = "{}";
  stored.answer.body.clear();
  say(stored.answer, msg::id_used);
  return std::move(stored.answer);
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

void Sync::handle(std::string kind, const Handler& handler) {
  assert(!handlers_.contains(kind));
  handlers_.emplace(std::move(kind), &handler);
}

const Handler* Sync::handler_of(std::string_view kind) const {
  const auto found = handlers_.find(kind);
  return found == handlers_.end() ? nullptr : found->second;
}

std::vector<Answer> Sync::receive(const Actor& actor, const Batch& batch) {
  assert(actor.signed_in());
  const Instant received = parts_.clock.now();
  std::vector<Answer> answers;
  answers.reserve(batch.acts.size());
  for (const Act& act : batch.acts) answers.push_back(receive_one(actor, batch, act, received));
  return answers;
}

// The act with its row in one transaction, so that neither is there without the other. What the act wrote before it was refused goes with
// that transaction, and a second one keeps the refusal: between the two a crash leaves nothing, and the phone sends again.
Answer Sync::receive_one(const Actor& actor, const Batch& batch, const Act& act, Instant received) {
  const AccountId account = *actor.account;
  const store::NewAct row{account, batch.device, digest_of(act), received};
  Answer answer = answer_to(act, made_at(act.made, batch.sent, received));
  const Handler* handler = handler_of(act.kind);
  std::optional<Error> refusal;
  const auto done = parts_.database.write([&](db::Transaction& transaction) -> Result<Answer> {
    refusal.reset();   // PostgreSQL may run this again
    if (auto stored = store::lock(transaction, account, act.id)) return known(std::move(*stored), row.digest);
    if (!handler) return *(refusal = Error::of(ErrorKind::invalid_input, {"kind", act.kind, "", msg::kind_unknown}));
    Answer now = answer;
    const Actor then = parts_.past.as_of(transaction, actor, answer.made);
    answer.right = now.right = compare(held(*handler, transaction, then, act), held(*handler, transaction, actor, act));
    if (gate(now.right) != Gate::perform)
      return *(refusal = Error::of(ErrorKind::forbidden, {"", "", "", now.right == Right::lost ? msg::right_lost : msg::right_never}));
    now.outcome = Outcome::accepted;
    if (now.right == Right::gained) say(now, msg::right_gained);
    // The row first: a second sending of the same act at this moment waits here for the first.
    if (!store::insert(transaction, row, now)) return known(*store::lock(transaction, account, act.id), row.digest);
    auto result = handler->perform(transaction, actor, act, Handler::Insist::no);
    if (!result) return *(refusal = result.error());
    now.result = std::move(*result);
    store::set_result(transaction, account, now);
    return now;
  });
  if (done) return *done;
  answer.outcome = answer.right == Right::lost ? Outcome::set_aside : outcome_of(refusal->kind);
  if (answer.right == Right::never) answer.outcome = Outcome::refused;
  say(answer, *refusal);
  if (answer.outcome == Outcome::set_aside) answer.body = act.body;
  const auto kept = parts_.database.write([&](db::Transaction& transaction) -> Result<Answer> {
    if (store::insert(transaction, row, answer)) return answer;
    return known(*store::lock(transaction, account, act.id), row.digest);
  });
  return *kept;
}

std::vector<Answer> Sync::waiting(const Actor& actor) const {
  return parts_.database.read([&](db::Reader& reader) { return store::waiting(reader, *actor.account, kMostWaiting); });
}

std::int64_t Sync::count_waiting(const Actor& actor) const {
  return parts_.database.read([&](db::Reader& reader) { return store::count_waiting(reader, *actor.account); });
}

Result<Answer> Sync::decide(const Actor& actor, Uuid id, Decision decision) {
  return parts_.database.write([&](db::Transaction& transaction) -> Result<Answer> {
    auto stored = store::lock(transaction, *actor.account, id);
    if (!stored || stored->answer.outcome != Outcome::set_aside)
      return Error::of(ErrorKind::not_found, {"id", id.text(), "", msg::not_waiting});
    Answer answer = std::move(stored->answer);
    answer.outcome = Outcome::refused;
    if (decision == Decision::insist) {
      const Handler* handler = handler_of(answer.kind);
      const Act act{answer.id, answer.kind, answer.subject, answer.made, answer.body};
      if (!handler) return Error::of(ErrorKind::invalid_input, {"kind", answer.kind, "", msg::kind_unknown});
      if (!handler->may(transaction, actor, act)) return Error::of(ErrorKind::forbidden, {"id", id.text(), "", msg::right_lost});
      OCOP_TRY(result, handler->perform(transaction, actor, act, Handler::Insist::yes));
      answer.outcome = Outcome::accepted;
      answer.result = std::move(result);
      answer.reason_vi.clear();
      answer.reason_en.clear();
    }
    store::settle(transaction, *actor.account, answer, parts_.clock.now());
    answer.body.clear();
    return answer;
  });
}

}  // namespace ocop::sync
