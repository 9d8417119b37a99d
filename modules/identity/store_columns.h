#pragma once
#include "kernel/db/columns.h"
#include "modules/identity/store.h"

// How a grant is kept, of now and of the past. For store*.cc alone.
namespace ocop::identity::store {

// A role that this program does not know was written by a newer one, and grants nothing here.
struct KnownRole {
  db::Bind store(Role role) const { return name(role); }
  template <class V> std::optional<V> load(const db::Row& row, int column) const { return parse_role(row.text(column)); }
};
inline constexpr auto kGrantPlace = db::columns<Grant>(db::column("province", &Grant::province), db::column("commune", &Grant::commune),
                                                db::column("producer", &Grant::producer));

// Of grants of now and of the past; what waits for a second administrator is never a helper's.
struct KeptTasks {
  db::Bind store(Tasks tasks) const { return static_cast<std::int64_t>(tasks.bits()); }
  template <class V> V load(const db::Row& row, int column) const { return V::of_bits(static_cast<unsigned>(row.integer(column))); }
};
inline constexpr auto kGrantReach = db::columns<Grant>(db::also(kGrantPlace), db::column("tasks", &Grant::tasks, KeptTasks()),
                                                db::column("stands_for", &Grant::stands_for));

}  // namespace ocop::identity::store
