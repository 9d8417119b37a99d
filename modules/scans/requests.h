#pragma once
#include "kernel/http/input.h"
#include "modules/scans/types.h"

namespace ocop::scans {

const input::Declaration<StripAsked>& strip_asked();

}  // namespace ocop::scans
