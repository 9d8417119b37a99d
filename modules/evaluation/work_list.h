#pragma once
#include "modules/evaluation/service.h"
#include "modules/work/work.h"

namespace ocop::evaluation {

// The dossiers that wait for an actor, as a source of /work. `service` must outlive it.
work::Source work_source(Service& service);

}  // namespace ocop::evaluation
