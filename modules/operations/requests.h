#pragma once
#include "kernel/http/input.h"
#include "modules/operations/service.h"

namespace ocop::operations {

struct JobQuery { std::optional<jobs::State> state{}; std::optional<jobs::JobId> cursor{}; int limit = input::kUsualRows; };
const input::Declaration<JobQuery>& job_query();

}  // namespace ocop::operations
