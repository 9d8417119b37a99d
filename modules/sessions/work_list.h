#pragma once
#include "modules/sessions/service.h"

namespace ocop::sessions {

// Sessions on /work and in /work.ics: the office prepares, calls and notes; whoever is named has the day. The service outlives it.
work::Source work_source(const Service& service);

}  // namespace ocop::sessions
