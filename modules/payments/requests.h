#pragma once
#include "kernel/http/input.h"
#include "modules/payments/types.h"

namespace ocop::payments {

const input::Declaration<SetAccount>& set_account();
const input::Declaration<EndAccount>& end_account();

}  // namespace ocop::payments
