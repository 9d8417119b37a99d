// What is held of a person here (kernel/personal).
#include "modules/sessions/messages.h"
#include "modules/sessions/store.h"

namespace ocop::sessions::store {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("sessions_person", "account",
                            {"sessions.personal",
                             "SELECT s.called AS at, s.title AS name FROM sessions_person p JOIN sessions_session s ON s.id = p.session"
                             " WHERE p.account = $1 ORDER BY s.made, s.id, p.post"},
                            msg::held_named),
          personal::answers("sessions_session", "made_by",
                            {"sessions.personal",
                             "SELECT made AS at, title AS name FROM sessions_session WHERE made_by = $1 ORDER BY made, id"},
                            msg::held_made),
          personal::answers("sessions_session", "called_by",
                            {"sessions.personal",
                             "SELECT called AS at, title AS name FROM sessions_session WHERE called_by = $1 ORDER BY called, id"},
                            msg::held_called),
          personal::answers("sessions_session", "ended_by",
                            {"sessions.personal",
                             "SELECT ended AS at, title AS name FROM sessions_session WHERE ended_by = $1 ORDER BY ended, id"},
                            msg::held_ended)};
}

}  // namespace ocop::sessions::store
