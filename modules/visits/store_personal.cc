// What is held of a person here (kernel/personal): who planned, wrote and photographed for the office.
#include "modules/visits/store_personal.h"

#include "modules/visits/messages.h"

namespace ocop::visits::store {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("visits_visit", "planned_by",
                            {"visits.personal_plans",
                             "SELECT planned AS at, number AS name FROM visits_visit WHERE planned_by = $1 ORDER BY planned"},
                            msg::held_plans),
          personal::answers("visits_note", "written_by",
                            {"visits.personal_notes",
                             "SELECT n.written AS at, v.number AS name FROM visits_note n JOIN visits_visit v ON v.id = n.visit"
                             " WHERE n.written_by = $1 ORDER BY n.written"},
                            msg::held_notes),
          personal::answers("visits_photo", "added_by",
                            {"visits.personal_photos",
                             "SELECT p.added AS at, v.number AS name FROM visits_photo p JOIN visits_visit v ON v.id = p.visit"
                             " WHERE p.added_by = $1 ORDER BY p.added"},
                            msg::held_photos)};
}

}  // namespace ocop::visits::store
