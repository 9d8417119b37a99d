#include <algorithm>

#include "modules/privacy/messages.h"
#include "modules/privacy/rules.h"
#include "modules/privacy/service.h"
#include "modules/privacy/store.h"

namespace ocop::privacy {
namespace {

constexpr std::int64_t kDay = 86'400'000;   // milliseconds

bool erases(const Request& request) { return request.erase_at.has_value() && is_open(request.state); }

std::optional<Request> waiting(db::Reader& reader, AccountId account) {
  for (Request& one : store::of_account(reader, account))
    if (erases(one)) return std::move(one);
  return std::nullopt;
}

}  // namespace

std::vector<Message> Service::hindrances(db::Reader& reader, AccountId account) const {
  std::vector<Message> out;
  for (const personal::Hindrance& one : parts_.offers.all<personal::Hindrance>())
    if (const auto stands = one.stands(reader, account)) out.push_back(*stands);
  return out;
}

Result<Service::Leaving> Service::leaving(const Actor& actor) const {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  Leaving out;
  std::vector<ProducerId> alone;
  parts_.database.read([&](db::Reader& reader) {
    out.hindrances = hindrances(reader, *actor.account);
    out.waiting = waiting(reader, *actor.account);
    for (const Grant& one : actor.grants) {
      if (one.role != Role::producer_member || !one.producer) continue;
      if (parts_.identity.holders(reader, {Role::producer_member, "", "", one.producer}).size() <= 1) alone.push_back(*one.producer);
    }
  });
  if (!alone.empty())
    for (const auto& known : parts_.offers.all<identity::ProducerNames>())
      std::ranges::move(known.of(alone), std::back_inserter(out.alone));
  return out;
}

Result<RequestId> Service::erase(const Actor& actor, const Erase& erase) const {
  OCOP_CHECK(parts_.identity.prove(actor, erase.password));
  return acts_.run(actor, [&](act::Act& act) -> Result<RequestId> {
    if (waiting(act, act.by()))
      return Error::of(ErrorKind::conflict, {"", "", "an account that is not being erased", msg::erase_asked_already});
    const auto against = hindrances(act, act.by());
    if (!against.empty()) return Error::of(ErrorKind::conflict, {"", "", "nothing that stands against it", against[0]});
    Request request;
    request.id = act.new_id<RequestId>();
    request.account = act.by();
    request.wish = Wish::erase;
    request.asked = act.now();
    request.erase_at = Instant{act.now().milliseconds + rules::kErasureStay * kDay};
    request.state = State::answered;   // by the program, at once
    request.answered = act.now();
    request.due = vietnam_date(*request.erase_at);
    store::insert(act, request);
    return request.id;
  });
}

// One transaction for each: all of an account goes, or nothing of it.
std::size_t Service::erase_due() const {
  const auto waiting = parts_.database.read([&](db::Reader& reader) { return store::to_erase(reader, now()); });
  std::size_t gone = 0;
  for (const Request& one : waiting) {
    const auto done = acts_.run_without_account([&](act::Moment& act) { return erase_now(act, one.id); });
    gone += done && *done == Gone::yes ? 1 : 0;
  }
  return gone;
}

Result<Service::Gone> Service::erase_now(act::Moment& act, RequestId id) const {
  constexpr auto kNo = Gone::no;
  auto request = store::find(act, id);
  if (!request || !request->erase_at || act.now() < *request->erase_at) return kNo;   // taken back meanwhile, or another process was faster
  const bool stands = !hindrances(act, request->account).empty();
  if (stands) {
    request->erase_at = Instant{act.now().milliseconds + kDay};
    request->due = vietnam_date(*request->erase_at);
  } else {
    request->state = State::done;
    request->ended = act.now();
    request->erase_at.reset();
    request->due = vietnam_date(act.now());
  }
  if (!store::change(act, *request) || stands) return kNo;
  // Whom a member let act for a producer acts for it no longer: what hangs on a membership ends with it (identity::RoleEnded).
  for (const auto& person : parts_.identity.by_ids(act, std::span(&request->account, 1)))
    for (const Grant& one : person.grants)
      if (one.role == Role::producer_member && one.producer)
        parts_.identity.end_member(act, request->account, *one.producer, request->account);
  for (const personal::Eraser& one : parts_.offers.all<personal::Eraser>()) one.erase({act, request->account, act.now(), parts_.random});
  store::empty_words(act, request->account);
  return Gone::yes;
}

}  // namespace ocop::privacy
