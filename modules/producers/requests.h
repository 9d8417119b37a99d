#pragma once
#include "kernel/http/input.h"
#include "modules/producers/merge.h"
#include "modules/producers/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::producers {

const input::Declaration<Story>& story_fields();
const input::Declaration<PaperForm>& paper_form();
const input::Declaration<MergeInto>& merge_into();
struct MergeSearch { std::string words; };
const input::Declaration<MergeSearch>& merge_search();

}  // namespace ocop::producers
