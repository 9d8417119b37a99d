#include "kernel/act/act.h"

#include <stdexcept>

namespace ocop::act {

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

Error stale(std::int64_t seen, std::optional<std::int64_t> current, const Message& message) {
  return Error::of(ErrorKind::conflict,
                   {"version", std::to_string(seen), current ? std::to_string(*current) : "the version last read", message});
}

Result<void> expect_version(std::int64_t seen, std::int64_t current, const Message& message) {
  if (seen != current) return stale(seen, current, message);
  return {};
}

}  // namespace ocop::act
