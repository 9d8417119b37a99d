#pragma once
#include "kernel/http/input.h"
#include "modules/listings/types.h"

namespace ocop::listings {

const input::Declaration<NewListing>& new_listing();
const input::Declaration<Ending>& ending();
const input::Declaration<Confirmation>& confirmation();
const input::Declaration<ShareAsked>& share_asked();

}  // namespace ocop::listings
