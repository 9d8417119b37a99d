#pragma once
#include "kernel/http/input.h"
#include "modules/numbers/types.h"

namespace ocop::numbers {
const input::Declaration<SetLicence>& set_licence();
const input::Declaration<EndLicence>& end_licence();
const input::Declaration<GiveNumber>& give_number();
}  // namespace ocop::numbers
