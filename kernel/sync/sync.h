#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/id.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "kernel/sync/batch.h"
#include "kernel/sync/rules.h"

// What a phone did without a network comes in as an ordered batch of acts with ids that the phone made (README.md). Each act is accepted,
// refused with a reason, or set aside for a person; it is never lost and never done twice, and a bad one blocks nobody behind it.
// Thread-safe as long as its parts are. Whatever touches the database throws db::Failure on I/O: the phone then sends the batch again.
namespace ocop::sync {

std::vector<db::Migration> migrations();

// What one kind of act means. Implemented by the module that owns the thing; its name is the act's `kind` ("dossier.answer").
class Handler {
 public:
  virtual ~Handler() = default;
  // Whether an actor with these grants may do it, by role and relation alone. Asked twice: with the grants of then and of now.
  virtual bool may(db::Reader& reader, const Actor& actor, const Act& act) const = 0;
  // Does it inside `transaction` and returns a JSON text about what was saved. An Error of kind conflict sets the act aside (somebody else
  // changed the thing since it was last seen); any other refuses it with the error's words. What it wrote is then taken back.
  // Insist::yes: a person has seen the difference and wants this act all the same; no conflict of versions may be answered.
  enum class Insist : std::uint8_t { no, yes };
  virtual Result<std::string> perform(db::Transaction& transaction, const Actor& actor, const Act& act, Insist insist) const = 0;
};

// Who somebody was at a moment: the same account with the grants of then. Implemented by modules/identity.
class PastRights {
 public:
  virtual ~PastRights() = default;
  virtual Actor as_of(db::Reader& reader, const Actor& actor, Instant then) const = 0;
};

// What became of an act, as the phone and its person read it.
struct Answer {
  Uuid id;
  std::string kind;
  std::string subject;
  Instant made;                  // by the server's clock (rules::made_at)
  Outcome outcome = Outcome::refused;
  Right right = Right::kept;     // then and now; anything but kept is shown
  // Why it was refused or set aside, or what to know about an acceptance; as it was said then. Empty = nothing to say.
  std::string reason_vi;
  std::string reason_en;
  std::string result;            // JSON of the handler; "{}" unless accepted
  std::string body;              // as sent; kept only while the act is set aside
  bool repeated = false;         // it was known before: nothing was done now
};

class Sync {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    const PastRights& past;
  };
  explicit Sync(Parts parts) : parts_(parts) {}
  // Before the first batch. The handler must outlive this object. Precondition: the kind has no handler yet.
  void handle(std::string kind, const Handler& handler);

  // In the order of the batch; one answer an act. An id that stands for another act already is refused, and that act stays as it is.
  // Precondition: actor.signed_in().
  std::vector<Answer> receive(const Actor& actor, const Batch& batch);

  // The actor's acts that wait for a person, oldest first, at most kMostWaiting.
  std::vector<Answer> waiting(const Actor& actor) const;
  std::int64_t count_waiting(const Actor& actor) const;
  static constexpr int kMostWaiting = 200;   // a person decides one after the other; the rest follows

  // Performs an act that was set aside, over what stands there now, or drops it. Both end its waiting and delete its body.
  // Errors: not_found for an act of somebody else or one that does not wait; what perform() answers, and then it still waits.
  enum class Decision : std::uint8_t { insist, drop };
  Result<Answer> decide(const Actor& actor, Uuid id, Decision decision);

 private:
  Answer receive_one(const Actor& actor, const Batch& batch, const Act& act, Instant received);
  const Handler* handler_of(std::string_view kind) const;

  Parts parts_;
  std::map<std::string, const Handler*, std::less<>> handlers_;
};
constexpr std::string_view name(Sync::Decision decision) { return decision == Sync::Decision::insist ? "insist" : "drop"; }

}  // namespace ocop::sync
