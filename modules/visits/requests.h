#pragma once
#include "kernel/http/input.h"
#include "modules/visits/types.h"

namespace ocop::visits {

const input::Declaration<PlanVisit>& plan_visit();
const input::Declaration<CallOff>& call_off();
const input::Declaration<NoteVisit>& note_visit();   // of the API: "remarks": {"1.1": "…"}; of the page: remarks.1.1
const input::Declaration<AddPhoto>& add_photo();

}  // namespace ocop::visits
