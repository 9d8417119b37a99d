#pragma once
#include "kernel/http/input.h"
#include "modules/sites/types.h"

// What the requests carry: limits and words of each field.
namespace ocop::sites {

const input::Declaration<Seen>& seen_fields();
const input::Declaration<FaceForm>& face_fields();
const input::Declaration<StoryForm>& story_fields();
const input::Declaration<StepForm>& step_fields();
const input::Declaration<MoveForm>& move_fields();
const input::Declaration<PapersForm>& papers_fields();
const input::Declaration<ShopsForm>& shops_fields();
const input::Declaration<HoursForm>& hours_fields();
const input::Declaration<ContactForm>& contact_fields();
const input::Declaration<TradeForm>& trade_fields();
const input::Declaration<LookForm>& look_fields();
const input::Declaration<NameForm>& name_fields();
const input::Declaration<Named>& named_fields();
const input::Declaration<PageNumber>& page_number();

}  // namespace ocop::sites
