#pragma once
#include "kernel/http/input.h"
#include "modules/checks/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::checks {

const input::Declaration<MakePlan>& plan_fields();
const input::Declaration<ChangeSample>& sample_fields();
const input::Declaration<IssuePlan>& issue_fields();
const input::Declaration<Arrange>& arrange_fields();
const input::Declaration<Rearrange>& rearrange_fields();
const input::Declaration<Note>& note_fields();
const input::Declaration<AskToMend>& mend_fields();
const input::Declaration<HandIn>& hand_in_fields();
const input::Declaration<Conclude>& conclude_fields();
const input::Declaration<Cancel>& cancel_fields();

}  // namespace ocop::checks
