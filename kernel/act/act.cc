#include "kernel/act/act.h"

#include <algorithm>
#include <stdexcept>

#include "kernel/act/migrations.h"
#include "kernel/act/store.h"

namespace ocop::act {

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

std::int64_t Moment::log(const tlog::Kind& kind, std::string_view subject, std::string body) {
  return leaves_.add({std::string(kind.kind), std::string(subject), std::move(body), now_});
}

std::int64_t Moment::log(const tlog::Entry& entry) {
  if (entry.at != now_) throw std::logic_error(entry.kind + " is logged as of " + entry.at.iso() + " in an act of " + now_.iso());
  return leaves_.add(entry);
}

Act::Act(db::Transaction& transaction, const Actor& actor, Instant now, Random& random) : Moment(transaction, now, random), actor_(actor) {
  if (!actor.signed_in()) throw std::invalid_argument("an act needs an account");
}

void Act::for_producer(ProducerId producer, std::string_view what, std::string_view subject) {
  const auto holds = [&](Role role) {
    return std::ranges::any_of(actor_.grants, [&](const Grant& one) { return one.role == role && one.producer == producer; });
  };
  if (!holds(Role::helper) || holds(Role::producer_member)) return;
  store::insert(*this, {new_uuid(), producer, by(), std::string(what), std::string(subject), now()});
}

void Act::in_office(std::initializer_list<Role> roles, const Place& place, std::string_view what, std::string_view subject) {
  std::optional<AccountId> stands_for;
  for (const Grant& one : actor_.grants) {
    if (std::ranges::find(roles, one.role) == roles.end()) continue;
    const bool here = one.commune.empty() ? !one.province.empty() && one.province == place.province : one.commune == place.commune;
    if (!here) continue;
    if (!one.stands_for) return;
    stands_for = one.stands_for;
  }
  if (stands_for) store::insert(*this, StoodIn{new_uuid(), by(), *stands_for, std::string(what), std::string(subject), now()});
}

bool Act::is_of_producer(ProducerId producer, Instant since) {
  return ocop::is_of_producer(actor_.grants, producer) || store::acted(*this, producer, by(), since);
}

std::vector<OnBehalf> on_behalf_of(db::Reader& reader, ProducerId producer, int limit) {
  return store::of_producer(reader, producer, limit);
}
std::vector<StoodIn> stood_in(db::Reader& reader, AccountId stands_for, AccountId account, int limit) {
  return store::stood_in(reader, stands_for, account, limit);
}
std::vector<OnBehalf> take_untold(db::Transaction& transaction, int limit) {
  auto out = store::untold(transaction, limit);
  for (const OnBehalf& one : out) store::told(transaction, one.id);
  return out;
}

Error stale(std::int64_t seen, std::optional<std::int64_t> current, const Message& message) {
  return Error::of(ErrorKind::conflict,
                   {"version", std::to_string(seen), current ? std::to_string(*current) : "the version last read", message});
}

Result<void> expect_version(std::int64_t seen, std::int64_t current, const Message& message) {
  if (seen != current) return stale(seen, current, message);
  return {};
}

}  // namespace ocop::act
