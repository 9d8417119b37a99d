#pragma once
#include "kernel/http/input.h"
#include "modules/complaints/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::complaints {

const input::Declaration<File>& file_fields();
const input::Declaration<Versioned>& version_fields();
const input::Declaration<Answer>& answer_fields();
const input::Declaration<SetTerms>& terms_fields();

}  // namespace ocop::complaints
