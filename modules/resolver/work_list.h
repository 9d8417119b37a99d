#pragma once
#include "modules/resolver/service.h"
#include "modules/work/work.h"

namespace ocop::resolver {

// The reports of a province are one thing; its id is the province's code.
work::ThingId reports_of(std::string_view province);

// The open reports of a province, as a source of /work: one line, for a wave of reports must not bury the dossiers. `service` outlives it.
work::Source work_source(const Service& service);

}  // namespace ocop::resolver
