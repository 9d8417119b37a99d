#pragma once
#include "modules/registrations/service.h"

namespace ocop::registrations {

// What of registrations waits, on /work.
work::Source work_source(const Service& service);

}  // namespace ocop::registrations
