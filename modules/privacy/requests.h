#pragma once
#include "kernel/http/input.h"
#include "modules/privacy/breaches.h"
#include "modules/privacy/types.h"

// What requests carry, once.
namespace ocop::privacy {

const input::Declaration<Ask>& ask_fields();
const input::Declaration<Answer>& answer_fields();
const input::Declaration<Extend>& extend_fields();
const input::Declaration<Erase>& erase_fields();
const input::Declaration<BreachFacts>& breach_fields();
const input::Declaration<BreachChange>& breach_change();
const input::Declaration<BreachNotified>& breach_notified_fields();
const input::Declaration<BreachClosed>& breach_closed_fields();

}  // namespace ocop::privacy
