#pragma once
#include "modules/evaluation/requests.h"

// What the requests about written views carry (positions.h).
namespace ocop::evaluation {

const input::Declaration<GivePosition>& position_fields();
const Message& label_of(Stand stand);

}  // namespace ocop::evaluation
