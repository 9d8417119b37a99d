#pragma once
#include "kernel/http/input.h"
#include "modules/notices/service.h"

// What requests to this module carry (kernel/http/input.h).
namespace ocop::notices {

const input::Declaration<SetChannels>& set_channels();
struct AskAddress { std::string address; };
const input::Declaration<AskAddress>& ask_address();
struct AskPhone { std::string phone; };
const input::Declaration<AskPhone>& ask_phone();

}  // namespace ocop::notices
