#pragma once
#include <map>
#include <string>
#include <vector>

#include "kernel/act/act.h"
#include "modules/evaluation/evaluation.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/sessions/rules.h"
#include "modules/sessions/types.h"
#include "modules/work/work.h"

namespace ocop::sessions {

std::vector<db::Migration> migrations();

// The provincial body's province, and the account itself while it has a role of a council: whoever is named in a session that was called
// reads it.
Scope scope_of(const Actor& actor);

// Use cases. Thread-safe. What it was made with must outlive it. A foreign row is not_found.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const HolidayCalendar& holidays;
    const identity::Identity& identity;
    const notices::Notices& notices;
    const places::Index& places;
    const evaluation::Agenda& agenda;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // A draft of the office's province. Errors: invalid_input with the fields; conflict when the province has kMostDrafts of them.
  Result<act::Made<SessionId>> make(const Actor& actor, const MakeSession& input, const Attempt& attempt);
  Result<Session> change(const Actor& actor, SessionId id, const ChangeSession& input);
  // At the end of the agenda, in the order in which they wait for their council.
  Result<Session> add(const Actor& actor, SessionId id, const AddDossiers& input);
  // As many of those that wait as there is room for. conflict: none waits that is not on it.
  Result<Session> add_all(const Actor& actor, SessionId id, const Version& input);
  Result<Session> move(const Actor& actor, SessionId id, DossierId dossier, const MoveDossier& input);
  Result<Session> remove(const Actor& actor, SessionId id, DossierId dossier, const Version& input);
  // Gives each dossier of the agenda the session's council, in one act. conflict: nothing can be opened; for Reach::all, something cannot.
  // For Reach::possible those stay off, each with the reason.
  Result<Session> call(const Actor& actor, SessionId id, const CallSession& input);
  Result<Session> hold(const Actor& actor, SessionId id, const Version& input);
  Result<Session> cancel(const Actor& actor, SessionId id, const Version& input);

  struct ShownItem {
    Item item;
    evaluation::OnAgenda dossier;
    evaluation::AgendaStanding standing;
    std::optional<Error> hindrance{};                 // of a draft: why the call would leave it off
    std::vector<evaluation::AgendaTie> ties{};        // of a draft, to the office: of those who are named
  };
  enum class Side : std::uint8_t { office, named };
  struct Shown {
    Session session;
    Side side = Side::named;
    State now = State::draft;                         // rules::state_now
    std::vector<ShownItem> items;                     // to whoever is named: those that were given the council
    std::map<AccountId, std::string> names;
    std::optional<Ahead> ahead{};                     // once it was called
    Ahead if_called_today = Ahead::in_time;           // of a draft
  };
  Result<Shown> show(const Actor& actor, SessionId id) const;
  // Forwarded dossiers of the province that are not on the agenda yet. The office alone; of a draft.
  struct Waiting { Session session; std::vector<evaluation::OnAgenda> dossiers; std::size_t room = 0; };
  Result<Waiting> waiting(const Actor& actor, SessionId id) const;
  // Who may be named in the actor's province.
  struct People { std::vector<identity::AccountSummary> members, chairs, secretaries; };
  People people(const Actor& actor) const;
  std::vector<Session> by_ids(std::span<const SessionId> ids) const;
  // Rows of a list as they are now (rules::state_now).
  void settle(std::vector<Session>& rows) const;

 private:
  Result<void> check(db::Reader& reader, const MakeSession& plan, std::string_view province, Date today) const;
  // A draft, or one that was called, of this version, found by its office.
  struct Loaded { Session session; State next; };
  Result<Loaded> load(act::Act& act, SessionId id, rules::Act what, std::int64_t version) const;
  Result<Session> save(act::Act& act, Session session) const;
  Result<Session> save_agenda(act::Act& act, Session session, std::span<const Item> items) const;
  // Gives the council to what `items` say is to be opened; what turns out not to be possible under the dossier's lock is off after all.
  Result<std::vector<Item>> open(act::Act& act, const Session& session, std::vector<Item> items, Reach reach) const;
  std::vector<std::optional<Error>> hindrances(db::Reader& reader, const Actor& actor, const Session& session,
                                               std::span<const Item> items) const;
  void log(act::Act& act, const Session& session, std::int64_t dossiers) const;
  void put_work(act::Act& act, const Session& session) const;
  void tell(act::Act& act, const Session& session, std::int64_t dossiers) const;

  Parts parts_;
  act::Acts acts_;
};

// Drafts of one province: some for each round, none forgotten for years.
inline constexpr std::int64_t kMostDrafts = 50;

}  // namespace ocop::sessions
