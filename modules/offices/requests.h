#pragma once
#include "kernel/http/input.h"
#include "modules/offices/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::offices {

const input::Declaration<Invite>& invite_fields();
const input::Declaration<Key>& key_fields();
const input::Declaration<Newcomer>& newcomer_fields();
const input::Declaration<WhichOffice>& which_office();
const input::Declaration<HandOver>& handover_fields();
const input::Declaration<Delegate>& delegate_fields();

}  // namespace ocop::offices
