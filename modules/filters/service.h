#pragma once
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/jobs/jobs.h"
#include "kernel/lists/list.h"
#include "modules/filters/types.h"
#include "modules/identity/identity.h"

// The use cases: saving, showing, removing the own filters, and forgetting those of accounts that are active no more. Thread-safe as long
// as its parts are.
namespace ocop::filters {

class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const lists::Directory& directory;   // complete when the first request comes
    const identity::Identity& identity;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const lists::Directory& directory() const { return parts_.directory; }

  std::vector<SavedFilter> of_list(const Actor& actor, std::string_view list) const;   // by name; of a visitor: none
  std::int64_t count(const Actor& actor) const;
  // Error: not_found, for another's as well.
  Result<SavedFilter> find(const Actor& actor, FilterId id) const;
  // Once an attempt; the same rows under the same name are the filter that is there. Errors: invalid_input for what the list does not read
  // or what narrows nothing, conflict as rules::place.
  Result<act::Made<FilterId>> save(const http::Asked& call, SaveFilter asked);
  // What was removed, to say where it was. Error: not_found.
  Result<SavedFilter> remove(const Actor& actor, FilterId id);

  // The list that a filter is of, when the program still has it, the actor may see it, and it still reads the filter's words.
  const lists::Known* readable(const SavedFilter& filter, const http::Asked& call) const;

  std::vector<jobs::Kind> job_kinds() const;
  std::vector<jobs::Schedule> schedules() const;

 private:
  Result<FilterId> save_now(act::Act& act, const SaveFilter& asked) const;
  jobs::Outcome clear(jobs::Attempt& attempt) const;
  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::filters
