#pragma once
#include "kernel/http/input.h"
#include "modules/enquiries/types.h"

namespace ocop::enquiries {
const input::Declaration<Ask>& ask_fields();
const input::Declaration<Answered>& answered_fields();
}  // namespace ocop::enquiries
