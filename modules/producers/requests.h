#pragma once
#include "kernel/http/input.h"
#include "modules/producers/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::producers {

const input::Declaration<Story>& story_fields();
const input::Declaration<PaperForm>& paper_form();

}  // namespace ocop::producers
